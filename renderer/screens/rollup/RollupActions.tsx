import { Button } from 'antd'
import { useState } from 'react'
import type { Rollup } from '../../../shared/api/rollups.ts'
import type { ProblemData } from '../../../shared/problems.ts'
import { call, problemOf } from '../../api.ts'
import { announce } from '../../app/announce.ts'
import { navigate } from '../../app/route.ts'
import { useAttempt } from '../../app/use-attempt.ts'
import { ForwardDialog } from './ForwardDialog.tsx'
import { FreezeDialog } from './FreezeDialog.tsx'

type Props = { rollup: Rollup; onProblem: (problem: ProblemData | null) => void }

/** From the sum to the office above: freeze, take it into our own form, send it with what the offices signed. */
export function RollupActions({ rollup, onProblem }: Props) {
  const { noticeId, formId } = rollup
  const [open, setOpen] = useState<'freeze' | 'forward' | null>(null)
  const { attempt, idle } = useAttempt<'fill'>()
  const fill = () =>
    void attempt('fill', async () => {
      onProblem(null)
      const { summary } = await call('rollups.fill', { noticeId, formId }).catch((thrown: unknown) => {
        onProblem(problemOf(thrown))
        throw thrown
      })
      announce('合计已填入本单位的表，请补上其余几栏，再定稿。')
      await navigate({ screen: 'record', recordId: summary.recordId, field: null })
    })
  const frozen = rollup.frozenAt !== null
  return (
    <>
      <Button disabled={frozen && !rollup.changedSince} onClick={() => setOpen('freeze')}>
        {frozen ? '出补充报告' : '冻结'}
      </Button>
      <Button {...idle('fill')} onClick={fill}>
        {rollup.recordId === null ? '填入本单位的表' : '更新本单位的表'}
      </Button>
      <Button type="primary" onClick={() => setOpen('forward')}>
        上报
      </Button>
      {open === 'freeze' ? (
        <FreezeDialog rollup={rollup} onClose={() => setOpen(null)} />
      ) : open === 'forward' ? (
        <ForwardDialog rollup={rollup} onFill={fill} onClose={() => setOpen(null)} />
      ) : null}
    </>
  )
}
