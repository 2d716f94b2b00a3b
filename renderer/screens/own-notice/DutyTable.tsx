import { Button, Checkbox, Select } from 'antd'
import { useId } from 'react'
import type { LibraryForm } from '../../../shared/api/own-notices.ts'
import { weekendsOnly } from '../../../shared/domain/workdays.ts'
import { newDeliverable, type OwnDeliverable, type OwnNoticeDraft, ownDueOf } from '../../../shared/notice/own-draft.ts'
import { useNow } from '../../app/app-state.ts'
import { useCalendar } from '../../app/use-calendar.ts'
import { fullDateText, instantOf, wallClock } from '../../text/dates.ts'
import { Input } from '../../ui/Input.tsx'
import { InputNumber } from '../../ui/InputNumber.tsx'
import { MomentPicker } from '../../ui/MomentPicker.tsx'
import { Section } from '../../ui/Page.tsx'
import { DutyRules } from './DutyRules.tsx'
import { StaleNote } from './StaleText.tsx'
import type { DraftChange } from './use-own-draft.ts'

type Props = {
  draft: OwnNoticeDraft
  library: readonly LibraryForm[]
  change: DraftChange
  /** `at`: place among the forms of the duty. */
  onEditForm: (dutyId: string, at: number) => void
}

const noForm = ''

function Duty({
  item,
  at,
  draft,
  library,
  onSet,
  onRemove,
  onEditForm,
}: {
  item: OwnDeliverable
  at: number
  draft: OwnNoticeDraft
  library: readonly LibraryForm[]
  onSet: (fields: Partial<OwnDeliverable>) => void
  onRemove: () => void
  onEditForm: (at: number) => void
}) {
  const id = useId()
  const now = useNow()
  const name = item.title || `第 ${at + 1} 项`
  const calendar = useCalendar()
  const own = ownDueOf(draft, item, now, calendar ?? weekendsOnly)
  const path = `deliverables.${item.id}`
  const isForOthers = draft.audience === 'subordinates'
  const { suggestedDueAt } = item
  return (
    <li className="own-duty">
      <div className="own-duty-title">
        <span className="own-duty-number">{at + 1}</span>
        <Input
          aria-label={`材料名称 ${at + 1}`}
          placeholder="要交什么，例如：活动总结"
          maxLength={80}
          value={item.title}
          onChange={(event) => onSet({ title: event.target.value })}
        />
        <Button type="text" onClick={onRemove} aria-label={`去掉这一项：${name}`}>
          去掉
        </Button>
      </div>
      <StaleNote path={`${path}.title`} label={`材料名称 ${at + 1}`} />
      <div className="own-duty-fields">
        <div>
          <label htmlFor={`${id}-wording`}>通知原话</label>
          <Input
            id={`${id}-wording`}
            placeholder="例如：8月20日前"
            maxLength={120}
            value={item.dueWording}
            onChange={(event) => onSet({ dueWording: event.target.value })}
          />
        </div>
        <div>
          <label htmlFor={`${id}-due`}>最迟</label>
          <MomentPicker
            id={`${id}-due`}
            label={`最迟：${name}`}
            value={item.dueAt ? wallClock(item.dueAt) : null}
            placeholder={item.dueWording === '' ? '没有日期' : '请定日期和时间'}
            notAfter={null}
            onChange={(wall) => onSet({ dueAt: wall === null ? null : instantOf(wall) })}
          />
        </div>
        {isForOthers ? null : (
          <div>
            <label htmlFor={`${id}-own`}>我单位完成</label>
            <MomentPicker
              id={`${id}-own`}
              label={`我单位完成：${name}`}
              value={item.ownDueAt ? wallClock(item.ownDueAt) : null}
              placeholder={own ? fullDateText(own) : '与最迟相同'}
              notAfter={item.dueAt ? wallClock(item.dueAt) : null}
              onChange={(wall) => onSet({ ownDueAt: wall === null ? null : instantOf(wall) })}
            />
          </div>
        )}
        <div>
          <label htmlFor={`${id}-form`}>表格</label>
          <Select
            id={`${id}-form`}
            className="own-duty-form"
            aria-label={`表格：${name}`}
            value={item.formId ?? noForm}
            options={[
              { value: noForm, label: '不用表格' },
              ...library.map((form) => ({
                value: form.id,
                label: form.from ? `${form.name}（${form.from}）` : form.name,
              })),
            ]}
            onChange={(formId) => onSet({ formId: formId === noForm ? null : formId, formEdits: null })}
          />
        </div>
        {draft.recipients.length > 1 ? (
          <div>
            <label htmlFor={`${id}-to`}>报给</label>
            <Select
              id={`${id}-to`}
              className="own-duty-form"
              aria-label={`报给：${name}`}
              value={item.recipientId ?? draft.recipients[0]?.id ?? null}
              options={draft.recipients.map((one) => ({ value: one.id, label: one.unit || '没有名称' }))}
              onChange={(recipientId) => onSet({ recipientId })}
            />
          </div>
        ) : null}
        <Checkbox checked={item.stamped} onChange={(event) => onSet({ stamped: event.target.checked })}>
          要盖章
        </Checkbox>
      </div>
      {item.dueAt === null && suggestedDueAt !== null ? (
        <p className="own-suggested">
          旧通知的日子，换成新年份是
          <Button
            size="small"
            aria-label={`用旧通知的日子：${name}，${fullDateText(suggestedDueAt)}`}
            onClick={() => onSet({ dueAt: suggestedDueAt })}
          >
            {fullDateText(suggestedDueAt)}，就用这个
          </Button>
        </p>
      ) : null}
      <StaleNote path={`${path}.dueWording`} label={`通知原话 ${at + 1}`} />
      <StaleNote path={`${path}.wording`} label={`说明 ${at + 1}`} />
      <DutyRules item={item} name={name} draft={draft} library={library} onSet={onSet} onEditForm={onEditForm} />
      {item.limits.length > 0 ? <p className="quiet">{item.limits.join(' · ')}</p> : null}
      <StaleNote path={`${path}.limits`} label={`限制 ${at + 1}`} />
      <StaleNote path={`${path}.forms`} label={`表格的标题和固定文字 ${at + 1}`} />
    </li>
  )
}

/** The duties with their dates: the notice's own words, the confirmed moment, our own earlier one, the form. */
export function DutyTable({ draft, library, change, onEditForm }: Props) {
  const set = (id: string, fields: Partial<OwnDeliverable>) =>
    change((before) => {
      const paths = Object.keys(fields).map((name) => `deliverables.${id}.${name}`)
      return {
        ...before,
        deliverables: before.deliverables.map((item) => (item.id === id ? { ...item, ...fields } : item)),
        confirmed: before.copiedFrom === null ? before.confirmed : [...new Set([...before.confirmed, ...paths])],
      }
    })
  const days = (name: keyof OwnNoticeDraft['lead'], label: string) => (
    <InputNumber
      aria-label={label}
      className="own-days"
      min={0}
      max={60}
      value={draft.lead[name]}
      onChange={(value) => change((before) => ({ ...before, lead: { ...before.lead, [name]: value ?? 0 } }))}
    />
  )
  return (
    <Section
      title="要报送的"
      note={`${draft.deliverables.length} 项`}
      actions={
        <Button
          onClick={() =>
            change((before) => ({ ...before, deliverables: [...before.deliverables, newDeliverable(before)] }))
          }
        >
          加一项
        </Button>
      }
    >
      {draft.audience === 'subordinates' ? null : (
        <p className="own-lead">
          我单位提前：要盖章的留 {days('stampDays', '盖章留几天')} 天，送到收件单位留 {days('travelDays', '路上留几天')}{' '}
          天。按工作日算，节假日和调休已计入。
        </p>
      )}
      <ul className="rows">
        {draft.deliverables.map((item, at) => (
          <Duty
            key={item.id}
            item={item}
            at={at}
            draft={draft}
            library={library}
            onSet={(fields) => set(item.id, fields)}
            onEditForm={(form) => onEditForm(item.id, form)}
            onRemove={() =>
              change((before) => ({
                ...before,
                deliverables: before.deliverables.filter((one) => one.id !== item.id),
                decisions:
                  item.proposalId === null ? before.decisions : { ...before.decisions, [item.proposalId]: 'dropped' },
              }))
            }
          />
        ))}
      </ul>
    </Section>
  )
}
