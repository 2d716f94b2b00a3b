import type { Matrix } from '../../../../shared/api/rosters.ts'
import { useNow } from '../../../app/app-state.ts'
import { fullDateText, momentText } from '../../../text/dates.ts'
import { totalText } from '../../../text/rosters.ts'
import './progress.css'

const parts = [
  { key: 'complete', label: '报齐' },
  { key: 'held', label: '待处理' },
  { key: 'part', label: '未报齐' },
  { key: 'returned', label: '退回' },
  { key: 'missing', label: '未报' },
] as const

/** Completeness per deliverable: one bar of offices each, with its numbers in words below. */
export function ProgressPane({ matrix }: { matrix: Matrix }) {
  const now = useNow()
  const offices = matrix.rows.filter(({ expected }) => expected)
  const sent = offices.filter(({ cells }) => Object.values(cells).some(({ records }) => records.length > 0)).length
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: scrolled by keyboard
    <section className="progress" aria-label="完成情况" tabIndex={0}>
      <p className="progress-lead">
        名单上 {offices.length} 个单位，{sent} 个已经报来材料，{offices.length - sent} 个什么都没有报。
        <span className="quiet">按 {momentText(matrix.at, now)} 收到的算。</span>
      </p>
      <p className="progress-key" aria-hidden="true">
        {parts.map(({ key, label }) => (
          <span key={key}>
            <span className="progress-part" data-part={key} />
            {label}
          </span>
        ))}
      </p>
      <ul>
        {matrix.deliverables.map(({ deliverableId, title, dueAt, optional }) => {
          const total = matrix.totals[deliverableId]
          return (
            <li key={deliverableId} className="progress-line">
              <span className="progress-title">
                {title}
                <span className="quiet">
                  {dueAt === null ? (optional ? '自愿' : '不限日期') : `${fullDateText(dueAt)}截止`}
                </span>
              </span>
              {total === undefined || total.expected === 0 ? (
                <span className="quiet">名单上没有单位要报这一项</span>
              ) : (
                <span className="progress-facts">
                  <span className="progress-bar" aria-hidden="true">
                    {parts.map(({ key }) =>
                      total[key] === 0 ? null : (
                        <span
                          key={key}
                          className="progress-part"
                          data-part={key}
                          style={{ width: `${(100 * total[key]) / total.expected}%` }}
                        >
                          {total[key]}
                        </span>
                      ),
                    )}
                  </span>
                  <span>{totalText(total)}</span>
                </span>
              )}
            </li>
          )
        })}
      </ul>
    </section>
  )
}
