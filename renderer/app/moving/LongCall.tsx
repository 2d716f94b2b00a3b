import { Button, Progress } from 'antd'
import { useEffect, useRef, useState } from 'react'
import type { MethodInput, MethodName, MethodOutput } from '../../../shared/api/contract.ts'
import type { Progress as Done } from '../../../shared/api/protocol.ts'
import { call } from '../../api.ts'
import { stepText, timeLeftText } from '../../text/amounts.ts'

type Running = { progress: Done | null; since: number; cancelling: boolean }

/** Work that a dialog stays open for: how far it is, and its end on demand. Leaving the dialog gives it up. */
export function useLongCall() {
  const [running, setRunning] = useState<Running | null>(null)
  const abort = useRef<AbortController | null>(null)
  useEffect(() => () => abort.current?.abort(), [])
  const run = async <M extends MethodName>(method: M, input: MethodInput<M>): Promise<MethodOutput<M>> => {
    const controller = new AbortController()
    abort.current = controller
    setRunning({ progress: null, since: Date.now(), cancelling: false })
    try {
      return await call(method, input, {
        signal: controller.signal,
        onProgress: (progress) => setRunning((held) => held && { ...held, progress }),
      })
    } finally {
      abort.current = null
      setRunning(null)
    }
  }
  const cancel = () => {
    setRunning((held) => held && { ...held, cancelling: true })
    abort.current?.abort()
  }
  return { running, run, cancel }
}

export function LongCall({ running, title, onCancel }: { running: Running; title: string; onCancel: () => void }) {
  const { progress, since, cancelling } = running
  const percent = progress?.total ? Math.floor((progress.done / progress.total) * 100) : 0
  const left = progress ? timeLeftText(progress.done, progress.total, Date.now() - since) : ''
  return (
    <div className="stack" role="status" aria-label={title}>
      <Progress percent={percent} aria-label={`${title}的进度`} />
      <p className="quiet">{progress ? `${stepText(progress)}${left === '' ? '' : ` · ${left}`}` : '正在准备…'}</p>
      <div className="dialog-foot">
        <Button size="large" disabled={cancelling} onClick={onCancel}>
          {cancelling ? '正在取消…' : '取消'}
        </Button>
      </div>
    </div>
  )
}
