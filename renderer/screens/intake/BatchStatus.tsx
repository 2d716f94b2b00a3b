import { LoadingOutlined, PauseOutlined, PlayCircleOutlined } from '@ant-design/icons'
import { Button, Progress } from 'antd'
import { useEffect, useRef } from 'react'
import type { IntakeBatch } from '../../../shared/api/intake.ts'
import { bytesText } from '../../../shared/wording/amounts.ts'
import { call } from '../../api.ts'
import { ProblemNote } from '../../app/ProblemNote.tsx'
import { ToneMark } from '../../app/ToneMark.tsx'
import { useAttempt } from '../../app/use-attempt.ts'
import { timeLeftText } from '../../text/amounts.ts'
import { batchStates, countsSentence } from '../../text/intake.ts'
import { Mark } from '../../ui/Mark.tsx'
import { advanceOf, type BatchAdvance } from './intake-rows.ts'
import { useRunOf } from './run-batch.ts'

/** While it runs here its task knows more: how far the file at hand has come. */
function useAdvance(batch: IntakeBatch): BatchAdvance {
  const advance = advanceOf(batch)
  const progress = useRunOf(batch)?.progress
  return progress?.unit === 'bytes' && progress.total !== null
    ? { ...advance, bytesDone: Math.max(progress.done, advance.bytesDone), bytes: progress.total }
    : advance
}

/** Of the bytes that came in since this screen looked: what was done before a pause tells nothing about the speed. */
function useTimeLeft(batch: IntakeBatch, advance: BatchAdvance): string {
  const since = useRef<{ batchId: string; at: number; bytes: number } | null>(null)
  const running = batch.state === 'running'
  useEffect(() => {
    if (!running) since.current = null
    else if (since.current?.batchId !== batch.batchId)
      since.current = { batchId: batch.batchId, at: Date.now(), bytes: advance.bytesDone }
  })
  const from = since.current
  if (!running || from === null) return ''
  return timeLeftText(advance.bytesDone - from.bytes, advance.bytes - from.bytes, Date.now() - from.at)
}

/** How far a batch has come and what became of it, with 暂停 and 继续. */
export function BatchStatus({ batch, onRun }: { batch: IntakeBatch; onRun: () => void }) {
  const pausing = useAttempt<'pause'>()
  const advance = useAdvance(batch)
  const left = useTimeLeft(batch, advance)
  const here = useRunOf(batch) !== null
  const { state, counts, batchId } = batch
  const running = state === 'running'
  const percent = advance.bytes === 0 ? 0 : Math.floor((advance.bytesDone / advance.bytes) * 100)
  const pause = () => void pausing.attempt('pause', () => call('intake.pause', { batchId }))
  return (
    <section className="intake-status" aria-label="这一批">
      <div className="intake-status-line">
        {running ? (
          <Mark tone="work" icon={<LoadingOutlined aria-hidden="true" />}>
            {batchStates.running.word}
          </Mark>
        ) : (
          <ToneMark worded={batchStates[state]} />
        )}
        <strong className="intake-counts" role={running ? undefined : 'status'}>
          {countsSentence(counts)}
        </strong>
        {running ? (
          <Button icon={<PauseOutlined aria-hidden="true" />} {...pausing.idle('pause')} onClick={pause}>
            暂停
          </Button>
        ) : null}
        {state === 'done' && counts.failed > 0 ? (
          <Button loading={here} onClick={onRun}>
            再收没读成的 {counts.failed} 个
          </Button>
        ) : null}
        {state === 'paused' ? (
          <Button type="primary" icon={<PlayCircleOutlined aria-hidden="true" />} loading={here} onClick={onRun}>
            接着收
          </Button>
        ) : null}
      </div>
      {state === 'done' ? null : (
        <div className="intake-progress">
          <Progress percent={percent} showInfo={false} size="small" aria-label="这一批收了多少" />
          <span className="quiet">
            {advance.filesDone} / {advance.files} 个文件 · {bytesText(advance.bytesDone)} / {bytesText(advance.bytes)}
            {left === '' ? '' : ` · ${left}`}
          </span>
        </div>
      )}
      {state === 'paused' && batch.problem === null ? (
        <p className="quiet">收过的都已存好，没有收到一半的；点“接着收”，从停下的那一份收起。</p>
      ) : null}
      <ProblemNote problem={pausing.problem ?? (state === 'paused' ? batch.problem : null)} />
    </section>
  )
}
