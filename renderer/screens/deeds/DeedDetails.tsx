import { Button } from 'antd'
import type { Deed } from '../../../shared/api/deeds.ts'
import { deedKind, deedPerson, deedSentence } from '../../../shared/wording/deed-sentences.ts'
import { navigate, type Route } from '../../app/route.ts'
import { fullDateText } from '../../text/dates.ts'
import { DetailsHead } from '../../ui/DetailsHead.tsx'

function placeOf({ subject, subjectId }: Deed): { label: string; route: Route } | null {
  if (subjectId === '') return null
  if (subject === 'record')
    return { label: '打开这份材料', route: { screen: 'record', recordId: subjectId, field: null } }
  if (subject === 'activity') return { label: '打开这项活动', route: { screen: 'activity', activityId: subjectId } }
  if (subject === 'review') return { label: '打开这次评审', route: { screen: 'review', reviewId: subjectId } }
  return null
}

function Value({ text }: { text: string | null }) {
  return text ?? <span className="quiet">（空）</span>
}

/** One entry: who, when, what; before and after of each fact. */
export function DeedDetails({ deed, onClose }: { deed: Deed; onClose: () => void }) {
  const place = placeOf(deed)
  const unfinished = deed.facts.unfinished === 1
  const single = deed.changes.every(({ before }) => before === null)
  return (
    <aside className="deeds-details" aria-label="这条记录">
      <DetailsHead title={deedKind(deed)} closeName="收起这条记录" onClose={onClose} />
      <p className="deeds-sentence">{deedSentence(deed)}</p>
      <dl className="facts">
        <dt>时间</dt>
        <dd>{fullDateText(deed.at)}</dd>
        <dt>经办人</dt>
        <dd>{deedPerson(deed.person)}</dd>
        <dt>序号</dt>
        <dd>第 {deed.seq} 条</dd>
        <dt>校验码</dt>
        <dd className="deeds-digest" title={deed.digest}>
          {deed.digest.slice(0, 16)}…
        </dd>
      </dl>
      {deed.changes.length === 0 ? null : (
        <table className="deeds-changes">
          <caption className="for-readers">改动</caption>
          <thead>
            <tr>
              <th scope="col">项目</th>
              {single ? null : <th scope="col">{unfinished ? '原来' : '改前'}</th>}
              {unfinished ? null : <th scope="col">{single ? '内容' : '改后'}</th>}
            </tr>
          </thead>
          <tbody>
            {deed.changes.map((change) => (
              <tr key={`${change.what} ${change.before ?? ''} ${change.after ?? ''}`}>
                <th scope="row">{change.what}</th>
                {change.personal ? (
                  <td colSpan={2} className="quiet">
                    已改（个人信息不记）
                  </td>
                ) : (
                  <>
                    {single ? null : (
                      <td>
                        <Value text={change.before} />
                      </td>
                    )}
                    {unfinished ? null : (
                      <td>
                        <Value text={change.after} />
                      </td>
                    )}
                  </>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {typeof deed.facts.more === 'number' ? <p className="quiet">还有 {deed.facts.more} 处没有列出。</p> : null}
      {place ? (
        <div className="settings-actions">
          <Button onClick={() => void navigate(place.route)}>{place.label}</Button>
        </div>
      ) : null}
    </aside>
  )
}
