import { Button, Modal } from 'antd'
import type { Rollup } from '../../../shared/api/rollups.ts'
import { call } from '../../api.ts'
import { announce } from '../../app/announce.ts'
import { ProblemNote } from '../../app/ProblemNote.tsx'
import { useAttempt } from '../../app/use-attempt.ts'
import { openFlags } from '../../text/rollup.ts'

/** 冻结: says what it means before it is done, and what is still open. */
export function FreezeDialog({ rollup, onClose }: { rollup: Rollup; onClose: () => void }) {
  const { noticeId, formId } = rollup
  const { problem, attempt, idle } = useAttempt<'freeze'>()
  const again = rollup.frozenAt !== null
  const flags = rollup.rows.filter((row) => openFlags(row).length > 0).length
  const undecided = rollup.joint.filter(({ decided }) => !decided).length
  const counted = rollup.rows.filter(({ leftOut }) => leftOut === null).length
  const open = [
    ...(rollup.missing.length > 0 ? [`还有 ${rollup.missing.length} 家没有算进来`] : []),
    ...(flags > 0 ? [`${flags} 家有数字没有核实`] : []),
    ...(undecided > 0 ? [`${undecided} 项联合活动没有定下算在哪一家`] : []),
  ]
  const freeze = () =>
    void attempt('freeze', async () => {
      await call('rollups.freeze', { noticeId, formId })
      announce(again ? '补充报告已定下。' : '汇总已冻结，随时可以打印和上报。')
      onClose()
    })
  return (
    <Modal open title={again ? '出补充报告' : '冻结汇总'} footer={null} width={520} onCancel={onClose}>
      <div className="stack">
        <p>
          {again
            ? `原来的报告不动。这份补充报告只列上一份以后的 ${rollup.changes.length} 处变化和新的合计。`
            : `把现在 ${counted} 家的数字和合计定下来，作为这一次的汇总报告。以后再收到的、改正的都不改它，另出补充报告。`}
        </p>
        {open.length > 0 ? (
          <ul className="rollup-still" aria-label="还没有办完的">
            {open.map((words) => (
              <li key={words}>{words}</li>
            ))}
          </ul>
        ) : null}
        <p className="quiet">定下以后不能撤回。{open.length > 0 ? '没办完的可以先办，也可以照现在的定。' : ''}</p>
        <ProblemNote problem={problem} />
        <div className="dialog-foot">
          <Button size="large" onClick={onClose}>
            先不定
          </Button>
          <Button size="large" type="primary" {...idle('freeze')} onClick={freeze}>
            {again ? '定下补充报告' : `冻结这 ${counted} 家的汇总`}
          </Button>
        </div>
      </div>
    </Modal>
  )
}
