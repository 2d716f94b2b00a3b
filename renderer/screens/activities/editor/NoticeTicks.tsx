import { Checkbox, Select } from 'antd'
import { useMethod } from '../../../app/use-method.ts'
import type { NoticeModules } from '../use-activity-forms.ts'
import type { FactsProps } from './facts.tsx'

/** So many notices are offered as ticks; the others behind a list. */
const mostTicks = 4

/** Which notices it counts for, and in which of their modules. */
export function NoticeTicks({ values, change, known }: FactsProps & { known: readonly NoticeModules[] }) {
  const notices = useMethod('notices.list', {}, ['notices']).value ?? []
  const chosen = values.notices
  const ids = new Set(chosen.map(({ noticeId }) => noticeId))
  const rest = notices.filter(({ id }) => !ids.has(id))
  // The latest that are in force come first; samples of past years are behind the list.
  const offered = rest
    .filter(({ historical }) => !historical)
    .sort((a, b) => b.issuedOn.localeCompare(a.issuedOn))
    .slice(0, Math.max(mostTicks - chosen.length, 0))
  const others = rest.filter((one) => !offered.includes(one))
  const nameOf = (noticeId: string) => notices.find(({ id }) => id === noticeId)?.shortTitle ?? noticeId
  const add = (noticeId: string) => change('notices', [...chosen, { noticeId, modules: [] }])
  const setModules = (noticeId: string, modules: string[]) =>
    change(
      'notices',
      chosen.map((one) => (one.noticeId === noticeId ? { noticeId, modules } : one)),
    )
  return (
    // biome-ignore lint/a11y/useSemanticElements: a line of the form like its neighbours
    <div className="fact" data-wide="true" role="group" aria-label="算进哪些通知">
      <span className="fact-name">算进通知</span>
      <div className="fact-place notice-ticks">
        {chosen.map(({ noticeId, modules }) => {
          const notice = known.find((one) => one.noticeId === noticeId)
          return (
            <div key={noticeId} className="notice-tick">
              <Checkbox
                checked
                onChange={() =>
                  change(
                    'notices',
                    chosen.filter((one) => one.noticeId !== noticeId),
                  )
                }
              >
                {notice?.shortTitle ?? nameOf(noticeId)}
              </Checkbox>
              {notice && notice.modules.length > 0 ? (
                <Checkbox.Group
                  aria-label={`${notice.shortTitle}的模块`}
                  value={modules}
                  onChange={(next) => setModules(noticeId, next.map(String))}
                  options={notice.modules.map(({ id, name }) => ({ value: id, label: name }))}
                />
              ) : null}
            </div>
          )
        })}
        {offered.map(({ id, shortTitle }) => (
          <div key={id} className="notice-tick">
            <Checkbox checked={false} onChange={() => add(id)}>
              {shortTitle}
            </Checkbox>
          </div>
        ))}
        {others.length > 0 ? (
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            aria-label="算进其他通知"
            placeholder={chosen.length + offered.length > 0 ? '其他通知…' : '选择通知…'}
            className="notice-tick-more"
            value={null}
            onChange={(noticeId: string | null) => noticeId !== null && add(noticeId)}
            options={others.map(({ id, shortTitle, historical }) => ({
              value: id,
              label: historical ? `${shortTitle}（历史样例）` : shortTitle,
            }))}
          />
        ) : null}
      </div>
    </div>
  )
}
