import { Button } from 'antd'
import type { Rollup } from '../../../../shared/api/rollups.ts'
import { navigate } from '../../../app/route.ts'

/** On the roster and not in the sum: the clerk decides whether to wait. */
export function MissingPanel({ rollup }: { rollup: Rollup }) {
  const { noticeId, missing } = rollup
  return (
    <>
      <p className="quiet">名单上应报这张表的单位，合计里没有它们的数。</p>
      <ul className="rows rollup-missing">
        {missing.map(({ officeId, officeName, why }) => (
          <li key={officeId}>
            <button
              type="button"
              className="plain-button link-button"
              onClick={() => void navigate({ screen: 'office', officeId })}
            >
              {officeName}
            </button>
            <span className="quiet">{why}</span>
          </li>
        ))}
      </ul>
      {rollup.number === null ? (
        <div className="rollup-panel-actions">
          <Button type="primary" onClick={() => void navigate({ screen: 'subordinates', noticeId })}>
            去催报
          </Button>
        </div>
      ) : null}
    </>
  )
}
