import { Button } from 'antd'
import type { ProblemData } from '../../../../shared/problems.ts'
import { ProblemNote } from '../../../app/ProblemNote.tsx'
import type { OpenRecord } from '../use-record.ts'
import type { StandingReturn } from './use-return.ts'

type Props = {
  record: OpenRecord
  /** Of a step other than saving. */
  problem: ProblemData | null
  onSeen: () => void
  back: StandingReturn
  onUnlock: () => void
}

const heldByReturn = ({ code }: ProblemData): boolean => code === 'record.field-locked' || code === 'record.return-open'

/** Above the form, with what can be done about it. */
export function RecordProblems({ record, problem, onSeen, back, onUnlock }: Props) {
  const { saveProblem, detail } = record
  if (!problem && !saveProblem) return null
  const unlock = back.locks?.open ? <Button onClick={onUnlock}>还要改别的</Button> : null
  const giveUp = () =>
    record.giveUp(detail.definition.fields.map(({ id }) => id).filter((id) => !back.isOpen(id))).catch(() => undefined)
  return (
    <div className="record-problems">
      <ProblemNote
        problem={problem}
        action={
          <>
            {problem && heldByReturn(problem) ? unlock : null}
            <Button onClick={onSeen}>知道了</Button>
          </>
        }
      />
      <ProblemNote
        problem={saveProblem}
        action={
          saveProblem?.code === 'record.conflict' ? (
            <Button onClick={() => void record.settleConflict()}>合并后保存</Button>
          ) : saveProblem?.code === 'record.field-locked' && back.locks?.open ? (
            <>
              {unlock}
              <Button onClick={() => void giveUp()}>这一处不改了</Button>
            </>
          ) : (
            <Button onClick={() => void record.flush()}>再保存一次</Button>
          )
        }
      />
    </div>
  )
}
