import { Button } from 'antd'
import type { Review } from '../../../../shared/api/reviews.ts'
import { tenthsText } from '../../../../shared/domain/review-points.ts'
import { navigate } from '../../../app/route.ts'
import { awardName, pointsOf, totalOf, unitOf } from '../review-facts.ts'
import type { Ranked } from './ResultRows.tsx'

type Props = { review: Review; ranked: Ranked; onAward: () => void; onTie: (() => void) | null }

/** How one work came to its place: every reviewer's points, ties, what was decided by hand. */
export function ResultDetail({ review, ranked, onAward, onTie }: Props) {
  const { row, entry } = ranked
  const { criteria } = review.settings
  const notes = review.reviewers.flatMap(({ reviewerId, name }) => {
    const note = entry.scores.find((sheet) => sheet.reviewerId === reviewerId)?.note ?? ''
    return note === '' ? [] : [{ reviewerId, name, note }]
  })
  return (
    <aside className="list-details result-detail" aria-label="所选作品">
      <h2>
        {entry.number} 号《{entry.title || '未命名'}》
      </h2>
      <p className="quiet">{unitOf(entry)}</p>
      <p>
        {row.rank === null ? '还没有评委打齐分数' : `第 ${row.rank} 名，平均 ${row.mean} 分（${row.reviewers} 位评委）`}
        {row.awardId === null ? '' : `，${awardName(review, row.awardId)}`}
        {row.awardOpen ? '，奖项待定' : ''}
      </p>
      <div className="result-table">
        <table>
          <thead>
            <tr>
              <th scope="col">评委</th>
              {criteria.map(({ id, label }) => (
                <th key={id} scope="col" title={label}>
                  {label}
                </th>
              ))}
              <th scope="col">总分</th>
            </tr>
          </thead>
          <tbody>
            {review.reviewers.map(({ reviewerId, name }) => {
              const points = pointsOf(entry, reviewerId)
              const total = totalOf(review, entry, reviewerId)
              return (
                <tr key={reviewerId}>
                  <th scope="row">{name}</th>
                  {criteria.map(({ id }) => (
                    <td key={id}>{points[id] ?? <span className="lacking">缺</span>}</td>
                  ))}
                  <td>{total === null ? '—' : <strong>{tenthsText(total)}</strong>}</td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
      {row.tie === 'none' ? null : (
        <p>
          {row.tie === 'open'
            ? '与同名次的作品各项都相同，规则分不出先后。'
            : row.tie === 'by-person'
              ? `同分，评委会排定先后：${row.tieReason ?? ''}`
              : row.tieReason}
        </p>
      )}
      {row.awardReason === null ? null : (
        <p>
          {row.awardId === null ? '不授奖' : awardName(review, row.awardId)}由人工确定：{row.awardReason}
        </p>
      )}
      {row.certificateNumber === null ? null : <p className="quiet">证书编号 {row.certificateNumber}</p>}
      {notes.map(({ reviewerId, name, note }) => (
        <p key={reviewerId} className="quiet">
          {name}评语：{note}
        </p>
      ))}
      <div className="result-actions">
        {onTie ? (
          <Button type={row.tie === 'open' ? 'primary' : 'default'} onClick={onTie}>
            {row.tie === 'open' ? '排定先后' : '重排先后'}
          </Button>
        ) : null}
        <Button onClick={onAward}>手工定奖</Button>
        <Button onClick={() => void navigate({ screen: 'video', entryId: entry.entryId, part: null })}>看作品</Button>
      </div>
    </aside>
  )
}
