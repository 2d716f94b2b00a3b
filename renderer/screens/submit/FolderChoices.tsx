import { Checkbox, Radio } from 'antd'
import { useEffect, useId, useState } from 'react'
import { type MailboxLimit, mailboxLimits } from '../../../shared/domain/mailbox-parts.ts'
import { keep, keptOf } from '../../app/kept.ts'
import { Input } from '../../ui/Input.tsx'

export type Choices = {
  mask: boolean
  as: 'folder' | 'zip'
  limitBytes: MailboxLimit | null
  contact: string
  editable: boolean
}

const key = 'submit.folder-choices'
/** Of this sitting only: it may be somebody's telephone. */
let typedContact = ''

/** Masking is never remembered as off: showing personal data is chosen each time. */
export function keptChoices(): Choices {
  const fresh: Choices = { mask: true, as: 'folder', limitBytes: null, contact: typedContact, editable: true }
  try {
    const kept = JSON.parse(keptOf(key) ?? '{}') as Partial<Choices>
    return {
      ...fresh,
      as: kept.as === 'zip' ? 'zip' : 'folder',
      limitBytes: mailboxLimits.find((limit) => limit === kept.limitBytes) ?? null,
      editable: kept.editable !== false,
    }
  } catch {
    return fresh
  }
}

export function keepChoices({ as, limitBytes, contact, editable }: Choices): void {
  typedContact = contact
  keep(key, JSON.stringify({ as, limitBytes, editable }))
}

type Props = { choices: Choices; hasPersonal: boolean; onChange: (choices: Choices) => void }

export function FolderChoices({ choices, hasPersonal, onChange }: Props) {
  const id = useId()
  const [contact, setContact] = useState(choices.contact)
  const typed = contact.trim()
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what is typed starts the wait
  useEffect(() => {
    if (typed === choices.contact) return
    const timer = setTimeout(() => onChange({ ...choices, contact: typed }), 400)
    return () => clearTimeout(timer)
  }, [typed])
  return (
    <>
      {hasPersonal ? (
        <>
          <span className="field-label" id={`${id}-mask`}>
            个人信息
          </span>
          <Radio.Group
            aria-labelledby={`${id}-mask`}
            value={choices.mask}
            onChange={(event) => onChange({ ...choices, mask: event.target.value as boolean })}
            options={[
              { value: true, label: '遮盖后写出' },
              { value: false, label: '保留（对方要联系人、手机时）' },
            ]}
          />
        </>
      ) : null}
      <span className="field-label" id={`${id}-limit`}>
        大小
      </span>
      <Radio.Group
        aria-labelledby={`${id}-limit`}
        value={choices.limitBytes}
        onChange={(event) => onChange({ ...choices, limitBytes: event.target.value as MailboxLimit | null })}
        options={[
          { value: null, label: '不分开' },
          ...mailboxLimits.map((limit) => ({ value: limit, label: `每部分不超过 ${limit / 1_000_000} MB` })),
        ]}
      />
      <span className="field-label" id={`${id}-as`}>
        形式
      </span>
      <Radio.Group
        aria-labelledby={`${id}-as`}
        value={choices.as}
        onChange={(event) => onChange({ ...choices, as: event.target.value as Choices['as'] })}
        options={[
          { value: 'folder', label: '文件夹' },
          { value: 'zip', label: '压缩包（zip）' },
        ]}
      />
      <span className="field-label">电子版</span>
      <Checkbox
        className="submit-editable"
        checked={choices.editable}
        onChange={(event) => onChange({ ...choices, editable: event.target.checked })}
      >
        同时放入可编辑的 Word / Excel
      </Checkbox>
      <label className="field-label" htmlFor={`${id}-contact`}>
        联系部门
      </label>
      <Input
        id={`${id}-contact`}
        className="submit-notice"
        maxLength={80}
        placeholder="如：办公室 0000-00000000"
        value={contact}
        onChange={(event) => setContact(event.target.value)}
      />
    </>
  )
}
