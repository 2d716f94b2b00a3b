import { Button, DatePicker } from 'antd'
import dayjs from 'dayjs'
import { type ReactNode, useId } from 'react'
import { newRecipient, type OwnNoticeDraft, type OwnRecipient } from '../../../shared/notice/own-draft.ts'
import { Input } from '../../ui/Input.tsx'
import { Section } from '../../ui/Page.tsx'
import { StaleNote } from './StaleText.tsx'
import type { DraftChange } from './use-own-draft.ts'

type TextName = 'title' | 'shortTitle' | 'issuer' | 'documentNumber' | 'issuedOn' | 'theme' | 'period'

function Labelled({ label, path, children }: { label: string; path: string; children: (id: string) => ReactNode }) {
  const id = useId()
  return (
    <div>
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      {children(id)}
      <StaleNote path={path} label={label} />
    </div>
  )
}

/** A changed text has been looked at. */
const confirmed = (draft: OwnNoticeDraft, path: string): string[] =>
  draft.copiedFrom === null || draft.confirmed.includes(path) ? draft.confirmed : [...draft.confirmed, path]

const names: readonly { name: Exclude<TextName, 'issuedOn'>; label: string; max: number }[] = [
  { name: 'title', label: '标题', max: 200 },
  { name: 'shortTitle', label: '简称（列表里用）', max: 30 },
  { name: 'issuer', label: '发文单位', max: 120 },
  { name: 'documentNumber', label: '文号', max: 60 },
  { name: 'theme', label: '主题', max: 200 },
  { name: 'period', label: '活动时间', max: 200 },
]

export function NoticeFields({ draft, change }: { draft: OwnNoticeDraft; change: DraftChange }) {
  const set = (name: TextName, text: string) =>
    change((before) => ({ ...before, [name]: text, confirmed: confirmed(before, name) }))
  return (
    <Section title="基本情况">
      <div className="own-fields">
        {names.map(({ name, label, max }) => (
          <Labelled key={name} label={label} path={name}>
            {(id) => (
              <Input id={id} maxLength={max} value={draft[name]} onChange={(event) => set(name, event.target.value)} />
            )}
          </Labelled>
        ))}
        <Labelled label="发文日期" path="issuedOn">
          {(id) => (
            <DatePicker
              id={id}
              className="own-date"
              format="YYYY-MM-DD"
              value={draft.issuedOn === '' ? null : dayjs(draft.issuedOn)}
              onChange={(day) => set('issuedOn', day ? day.format('YYYY-MM-DD') : '')}
            />
          )}
        </Labelled>
      </div>
    </Section>
  )
}

const contactNames: readonly { name: Exclude<keyof OwnRecipient, 'id'>; label: string; max: number }[] = [
  { name: 'unit', label: '单位或部门', max: 80 },
  { name: 'phone', label: '电话', max: 60 },
  { name: 'email', label: '邮箱', max: 80 },
  { name: 'address', label: '地址', max: 120 },
  { name: 'postcode', label: '邮编', max: 10 },
]

export function RecipientFields({ draft, change }: { draft: OwnNoticeDraft; change: DraftChange }) {
  const set = (id: string, name: keyof OwnRecipient, text: string) =>
    change((before) => ({
      ...before,
      recipients: before.recipients.map((one) => (one.id === id ? { ...one, [name]: text } : one)),
      confirmed: confirmed(before, `recipients.${id}.${name}`),
    }))
  return (
    <Section
      title="报给谁"
      note={draft.recipients.length > 1 ? '第一个是主要的收件单位' : undefined}
      actions={
        <Button
          onClick={() => change((before) => ({ ...before, recipients: [...before.recipients, newRecipient(before)] }))}
        >
          加收件单位
        </Button>
      }
    >
      {draft.recipients.map((recipient, at) => (
        <fieldset key={recipient.id} className="own-recipient" aria-label={`收件单位 ${at + 1}`}>
          {contactNames.map(({ name, label, max }) => (
            <Labelled key={name} label={label} path={`recipients.${recipient.id}.${name}`}>
              {(id) => (
                <Input
                  id={id}
                  maxLength={max}
                  value={recipient[name]}
                  onChange={(event) => set(recipient.id, name, event.target.value)}
                />
              )}
            </Labelled>
          ))}
          <Button
            type="text"
            aria-label={`去掉收件单位 ${at + 1}`}
            onClick={() =>
              change((before) => ({
                ...before,
                recipients: before.recipients.filter((one) => one.id !== recipient.id),
              }))
            }
          >
            去掉
          </Button>
        </fieldset>
      ))}
    </Section>
  )
}
