import { Button, Select } from 'antd'
import { useId } from 'react'
import type { LibraryForm } from '../../../shared/api/own-notices.ts'
import type { FormEdits } from '../../../shared/notice/field-edits.ts'
import { addresseeWording } from '../../../shared/notice/office-levels.ts'
import { dutyFormsOf, type OwnDeliverable, type OwnNoticeDraft } from '../../../shared/notice/own-draft.ts'
import { Input } from '../../ui/Input.tsx'
import { InputNumber } from '../../ui/InputNumber.tsx'

type Props = {
  item: OwnDeliverable
  name: string
  draft: OwnNoticeDraft
  library: readonly LibraryForm[]
  onSet: (fields: Partial<OwnDeliverable>) => void
  onEditForm: (at: number) => void
}

type Quota = NonNullable<OwnDeliverable['quantity']>

/** 1项, 1-2项, 不超过3项. */
function quotaWording({ min, max }: Pick<Quota, 'min' | 'max'>): string {
  if (max === null) return `不少于${min}项`
  return min === 0 ? `不超过${max}项` : min === max ? `${min}项` : `${min}-${max}项`
}

/** Words that nobody wrote by hand follow the numbers. */
const changedQuota = (before: Quota, next: Pick<Quota, 'min' | 'max'>): Quota => ({
  ...next,
  wording: before.wording === quotaWording(before) ? quotaWording(next) : before.wording,
})

/** Words alone may be those that came along with a copied notice. */
const changesFields = ({ removed, order, changed, added }: FormEdits): boolean =>
  removed.length + order.length + added.length + Object.keys(changed).length > 0

const all = 'all'

/** How many, from whom, and on which forms: the rules that a duty has beside its date. */
export function DutyRules({ item, name, draft, library, onSet, onEditForm }: Props) {
  const id = useId()
  const { quantity } = item
  const forms = dutyFormsOf(item)
  const nameOf = (formId: string): string => library.find((form) => form.id === formId)?.name ?? '表格'
  const kinds = draft.addressees.map(({ level, type, wording }) => ({
    value: `${level} ${type}`,
    label: wording || addresseeWording(level, type),
    level,
    type,
  }))
  const owes = kinds.find(({ level, type }) => item.levels.includes(level) && item.types.includes(type))
  return (
    <div className="own-duty-rules">
      <div className="own-quota">
        <label htmlFor={`${id}-min`}>数量</label>
        {quantity ? (
          <>
            <InputNumber
              id={`${id}-min`}
              aria-label={`最少几项：${name}`}
              className="own-days"
              min={0}
              max={999}
              precision={0}
              value={quantity.min}
              onChange={(min) =>
                onSet({
                  quantity: changedQuota(quantity, {
                    min: min ?? 0,
                    max: quantity.max === null ? null : Math.max(quantity.max, min ?? 0),
                  }),
                })
              }
            />
            <span>至</span>
            <InputNumber
              aria-label={`最多几项：${name}`}
              className="own-days"
              min={1}
              max={999}
              precision={0}
              value={quantity.max}
              onChange={(max) => onSet({ quantity: changedQuota(quantity, { min: quantity.min, max }) })}
            />
            <Input
              aria-label={`数量的写法：${name}`}
              className="own-quota-words"
              maxLength={60}
              value={quantity.wording}
              onChange={(event) => onSet({ quantity: { ...quantity, wording: event.target.value } })}
            />
            <Button type="text" aria-label={`不限数量：${name}`} onClick={() => onSet({ quantity: null })}>
              不限
            </Button>
          </>
        ) : (
          <Button
            id={`${id}-min`}
            aria-label={`定数量：${name}`}
            onClick={() => onSet({ quantity: { min: 1, max: 1, wording: quotaWording({ min: 1, max: 1 }) } })}
          >
            定数量
          </Button>
        )}
        <span className="quiet">超出只提醒，不拦</span>
      </div>
      {draft.audience === 'subordinates' && kinds.length > 1 ? (
        <div className="own-quota">
          <label htmlFor={`${id}-owes`}>谁要交</label>
          <Select
            id={`${id}-owes`}
            className="own-quota-owes"
            aria-label={`谁要交：${name}`}
            value={owes?.value ?? all}
            options={[{ value: all, label: '都要交' }, ...kinds.map(({ value, label }) => ({ value, label }))]}
            onChange={(value) => {
              const kind = kinds.find((one) => one.value === value)
              onSet(kind ? { levels: [kind.level], types: [kind.type] } : { levels: [], types: [] })
            }}
          />
        </div>
      ) : null}
      {forms.length > 0 ? (
        <div className="own-quota">
          {forms.map(({ formId, edits }, at) => (
            <Button key={formId} aria-label={`改表格：${name}，${nameOf(formId)}`} onClick={() => onEditForm(at)}>
              {at === 0 && item.formId !== null ? '改表格' : `改附表：${nameOf(formId)}`}
              {edits !== null && changesFields(edits) ? '（已改）' : ''}
            </Button>
          ))}
        </div>
      ) : null}
    </div>
  )
}
