import type { Rollup } from '../../../../shared/api/rollups.ts'
import { figureText } from '../../../text/rollup.ts'

/** What a supplement says: before and after, office by office, totals last. */
export function ChangesPanel({ rollup }: { rollup: Rollup }) {
  return (
    <>
      <p className="quiet">
        {rollup.number === null
          ? '和上一份冻结的报告比。冻结的不会改；要报这些变化，请出补充报告。'
          : '和它前面的一份报告比。'}
      </p>
      <ul className="rows rollup-changes">
        {rollup.changes.map(({ officeName, field, label, before, after }) => (
          <li key={`${officeName} ${field}`}>
            <span>
              <strong>{officeName}</strong>
              <span className="quiet"> {label}</span>
            </span>
            <span>
              {figureText(before)} → <strong>{figureText(after)}</strong>
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}
