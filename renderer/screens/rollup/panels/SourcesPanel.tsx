import { Button } from 'antd'
import type { Rollup, RollupField } from '../../../../shared/api/rollups.ts'
import { codeText } from '../../../../shared/wording/revision-code.ts'
import { ProblemNote } from '../../../app/ProblemNote.tsx'
import { navigate } from '../../../app/route.ts'
import { useMethod } from '../../../app/use-method.ts'
import { figureText, figureUnitText, totalNote } from '../../../text/rollup.ts'

/** What a total is made of: the offices, the largest first, and how many activities stand behind each. */
export function SourcesPanel({ rollup, field }: { rollup: Rollup; field: RollupField }) {
  const { noticeId, formId } = rollup
  const reading = useMethod('rollups.sources', { noticeId, formId, field: field.field }, ['records', 'packages'])
  const total = rollup.totals[field.field]
  const sources = reading.value?.rows ?? []
  const rows = [...sources].sort(
    (a, b) => Number(a.value === null) - Number(b.value === null) || Number(b.value) - Number(a.value),
  )
  return (
    <>
      {field.group === '' ? null : <p className="quiet">{field.group}</p>}
      {total ? (
        <p className="rollup-figure">
          <strong>{figureUnitText(total.value, field.unit)}</strong>
          <span className="quiet">{totalNote(total)}。没有填的不当作 0。</span>
        </p>
      ) : null}
      {rollup.number === null ? null : <p className="quiet">下面是各单位现在报来的数，冻结以后的变化也在内。</p>}
      <ProblemNote problem={reading.problem} action={<Button onClick={reading.reread}>再读一次</Button>} />
      <ul className="rows rollup-sources">
        {rows.map(({ recordId, officeName, value, code, activities }) => (
          <li key={recordId}>
            <button
              type="button"
              className="plain-button link-button"
              title={`核对码 ${codeText(code)}`}
              onClick={() => void navigate({ screen: 'record', recordId, field: field.field })}
            >
              {officeName}
            </button>
            <span className="quiet">{activities > 0 ? `${activities} 项活动` : ''}</span>
            <span className="rollup-source-value" data-empty={value === null}>
              {figureText(value)}
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}
