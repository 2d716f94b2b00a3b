import { Button } from 'antd'
import type { Rollup, RollupField, RollupRow } from '../../../../shared/api/rollups.ts'
import { codeText } from '../../../../shared/wording/revision-code.ts'
import { call } from '../../../api.ts'
import { announce } from '../../../app/announce.ts'
import { ProblemNote } from '../../../app/ProblemNote.tsx'
import { RollupCheckNote } from '../../../app/rollup/RollupCheckNote.tsx'
import { navigate } from '../../../app/route.ts'
import { useAttempt } from '../../../app/use-attempt.ts'
import { figureUnitText, flagWords, rowSources } from '../../../text/rollup.ts'
import { ReasonLine } from './ReasonLine.tsx'

type Props = { rollup: Rollup; row: RollupRow; field: RollupField | null }

/** One office of the roll-up: what looks odd and whether it was asked about, and whether it counts at all. */
export function RowPanel({ rollup, row, field }: Props) {
  const { noticeId, formId } = rollup
  const { recordId } = row
  const { problem, attempt, busy } = useAttempt<'mark'>()
  const open = rollup.number === null
  const labels = new Map(rollup.fields.map((one) => [one.field, one.label]))
  const mark = (
    order: { mark: 'left-out' | 'checked'; field: string | null; reason: string; remove: boolean },
    done: string,
  ) =>
    void attempt('mark', async () => {
      await call('rollups.mark', { noticeId, formId, recordId, ...order })
      announce(done)
    })
  const shown =
    field === null
      ? row.flags
      : [...row.flags].sort((a, b) => Number(b.field === field.field) - Number(a.field === field.field))
  return (
    <>
      <p className="quiet">
        {rowSources[row.from]} · 第 {row.revision} 版 · 核对码 {codeText(row.code)}
      </p>
      {field ? (
        <p className="rollup-figure">
          <span>{field.label}</span>
          <strong>{figureUnitText(row.values[field.field] ?? null, field.unit)}</strong>
          {row.deducted[field.field] === undefined ? null : (
            <span className="quiet">
              联合活动算在别处，扣掉 {figureUnitText(row.deducted[field.field] ?? null, field.unit)}
            </span>
          )}
        </p>
      ) : null}
      {shown.map((flag) => (
        <section
          key={`${flag.kind} ${flag.field}`}
          className="rollup-flagged"
          data-settled={flag.checked !== null || flag.kind === 'changed'}
          aria-label={flagWords[flag.kind]}
        >
          <p>
            <strong>
              {flagWords[flag.kind]}
              {flag.field === '' ? '' : `：${labels.get(flag.field) ?? flag.field}`}
            </strong>
          </p>
          <p>{flag.words}</p>
          {flag.checked !== null ? (
            <p className="rollup-checked">
              已核实：{flag.checked}
              {open ? (
                <button
                  type="button"
                  className="plain-button link-button"
                  disabled={busy !== null}
                  onClick={() =>
                    mark({ mark: 'checked', field: flag.field, reason: '', remove: true }, '核实的说明已去掉。')
                  }
                >
                  去掉
                </button>
              ) : null}
            </p>
          ) : open && flag.kind !== 'changed' ? (
            <ReasonLine
              action="已核实"
              label="怎么核实的"
              placeholder="如：已打电话问过，数字无误"
              busy={busy !== null}
              onGive={(reason) => mark({ mark: 'checked', field: flag.field, reason, remove: false }, '已记为核实。')}
            />
          ) : null}
        </section>
      ))}
      {row.flags.length === 0 ? <p className="quiet">没有要核实的数字。</p> : null}
      {row.carries ? <RollupCheckNote recordId={recordId} /> : null}
      <ProblemNote problem={problem} />
      <div className="rollup-panel-actions">
        <Button
          type="primary"
          onClick={() => void navigate({ screen: 'record', recordId, field: field?.field ?? null })}
        >
          看这份表
        </Button>
        {row.from === 'package' ? (
          <Button onClick={() => void navigate({ screen: 'queue', noticeId, recordId })}>审核、退回</Button>
        ) : null}
      </div>
      {!open ? null : row.leftOut === null ? (
        <ReasonLine
          action="不计入合计"
          label="为什么不计入"
          placeholder="如：和另一份重复"
          busy={busy !== null}
          onGive={(reason) =>
            mark({ mark: 'left-out', field: null, reason, remove: false }, `${row.officeName}的这份不计入合计了。`)
          }
        />
      ) : (
        <div className="rollup-flagged">
          <p>不计入合计：{row.leftOut}</p>
          <Button
            disabled={busy !== null}
            onClick={() =>
              mark({ mark: 'left-out', field: null, reason: '', remove: true }, `${row.officeName}的这份重新计入合计。`)
            }
          >
            重新计入
          </Button>
        </div>
      )}
    </>
  )
}
