import { WarningOutlined } from '@ant-design/icons'
import { Button, Select } from 'antd'
import { useId, useState } from 'react'
import type { HandoverItem, HandoverPreview } from '../../../shared/api/handovers.ts'
import { bytesText } from '../../../shared/wording/amounts.ts'
import { codeText } from '../../../shared/wording/revision-code.ts'
import { ProblemNote } from '../../app/ProblemNote.tsx'
import { navigate } from '../../app/route.ts'
import { ToneMark } from '../../app/ToneMark.tsx'
import { useMethod } from '../../app/use-method.ts'
import { handoverItemStates } from '../../text/handovers.ts'
import { Section } from '../../ui/Page.tsx'
import { FolderBar } from './FolderBar.tsx'
import { type Choices, FolderChoices, keepChoices, keptChoices } from './FolderChoices.tsx'
import { MessageText } from './MessageText.tsx'

function note(item: HandoverItem): string {
  const parts: string[] = []
  if (item.why) parts.push(item.why)
  if (item.code) parts.push(`版本核对码 ${codeText(item.code)}`)
  const inside = item.state === 'ready' || item.state === 'unfrozen'
  if (inside && item.scans > 0) parts.push('附盖章扫描件')
  else if (inside && item.toStamp) parts.push(item.stamped ? '盖章件另送' : '还没有标“已盖章”')
  if (inside && item.platform) parts.push('在平台填报，附网报摘录单')
  if (inside && item.editable.length > 0)
    parts.push(`另附 ${item.editable.map((kind) => (kind === 'docx' ? 'Word' : 'Excel')).join('、')}`)
  if (item.files > 0) parts.push(`附件 ${item.files} 个，${bytesText(item.bytes)}`)
  if (parts.length === 0) parts.push(item.asks.join('，') || '会先定稿再放进去')
  return parts.join(' · ')
}

function Items({ items }: { items: readonly HandoverItem[] }) {
  return (
    <ul className="rows">
      {items.map((item) => {
        const { recordId } = item
        const name =
          item.recordTitle && item.recordTitle !== item.title ? `${item.title}：${item.recordTitle}` : item.title
        return (
          <li
            className="submit-row"
            key={`${item.deliverableId}/${recordId ?? item.title}`}
            data-quiet={item.state === 'missing' || item.state === 'by-hand'}
          >
            <ToneMark worded={handoverItemStates[item.state]} />
            <div className="submit-text">
              <span className="one-line" title={name}>
                {name}
              </span>
              <span className="quiet one-line" title={note(item)}>
                {note(item)}
              </span>
            </div>
            {recordId === null ? (
              <span />
            ) : (
              <Button onClick={() => void navigate({ screen: 'record', recordId, field: null })}>
                {item.state === 'blocked' ? '去填好' : '查看'}
              </Button>
            )}
          </li>
        )
      })}
    </ul>
  )
}

/** Duties of the same notice that another recipient gets: nothing is forgotten because it goes elsewhere. */
function Elsewhere({ preview, onChoose }: { preview: HandoverPreview; onChoose: (recipientId: string) => void }) {
  const recipients = [...new Map(preview.elsewhere.map((one) => [one.recipientId, one])).values()]
  if (recipients.length === 0) return null
  return (
    <ul className="rows submit-elsewhere" aria-label="报给别的收件单位">
      {recipients.map(({ recipientId, unit, platform }) => {
        const titles = preview.elsewhere.filter((one) => one.recipientId === recipientId).map(({ title }) => title)
        return (
          <li key={recipientId}>
            <span className="quiet">
              另有 {titles.length} 项{platform ? '在平台填报' : '报给别处'}：{titles.join('、')} → {unit}
            </span>{' '}
            <button type="button" className="plain-button link-button" onClick={() => onChoose(recipientId)}>
              看这几项
            </button>
          </li>
        )
      })}
    </ul>
  )
}

/** Names what personal data would leave in clear; silent when there is none. */
function PersonalWarning({ preview, masked }: { preview: HandoverPreview; masked: boolean }) {
  if (preview.personal.length === 0) return null
  return (
    <div className="personal-warning" role="note" data-masked={masked}>
      <WarningOutlined aria-hidden="true" />
      <div>
        <strong>{masked ? '这些个人信息会遮盖' : '文件夹里会有这些个人信息，谁拿到都能看'}</strong>
        <ul>
          {preview.personal.map(({ recordId, title, fields, files }) => (
            <li key={recordId}>
              {title}：{[...fields, ...(files > 0 ? [`${files} 个文件${masked ? '（不放入）' : ''}`] : [])].join('、')}
            </li>
          ))}
        </ul>
      </div>
    </div>
  )
}

/** A plain folder for everybody: e-mail, WeChat, a stick. */
export function FolderWay({ noticeId }: { noticeId: string }) {
  const id = useId()
  const [recipientId, setRecipientId] = useState<string | null>(null)
  const [choices, setChoices] = useState<Choices>(keptChoices)
  const { mask, limitBytes, contact, editable } = choices
  const order = { noticeId, recipientId, mask, limitBytes, contact, editable }
  const reading = useMethod('handovers.preview', order, ['records', 'packages', 'offices', 'notices'])
  const [last, setLast] = useState<HandoverPreview | null>(null)
  const { value, problem, reread } = reading
  if (value && value !== last) setLast(value)
  // While a choice is read anew the page stays as it was: nothing jumps.
  const preview = value ?? last
  const change = (next: Choices) => {
    keepChoices(next)
    setChoices(next)
  }
  return (
    <>
      <ProblemNote problem={problem} action={<Button onClick={reread}>再读一次</Button>} />
      {preview ? (
        <>
          <div className="submit-facts">
            <label className="field-label" htmlFor={id}>
              {preview.recipient.platform ? '填报平台' : '报送给'}
            </label>
            <div className="submit-recipient">
              <Select
                id={id}
                className="submit-notice"
                aria-label="报送给"
                options={preview.recipients.map((one) => ({ value: one.id ?? '', label: one.unit }))}
                value={preview.recipient.id ?? ''}
                onChange={(value) => setRecipientId(value === '' ? null : value)}
              />
              <span className="quiet one-line">
                {[preview.recipient.email, preview.recipient.phone, preview.recipient.address]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </div>
            <FolderChoices choices={choices} hasPersonal={preview.personal.length > 0} onChange={change} />
          </div>
          <PersonalWarning preview={preview} masked={mask} />
          <Section title="这一次要报的材料">
            <Items items={preview.items} />
          </Section>
          <Elsewhere preview={preview} onChoose={setRecipientId} />
          <FolderBar key={`${noticeId}/${preview.recipient.id}`} order={order} as={choices.as} preview={preview} />
          <Section title="邮件或微信正文" note="写出时和文件放在一起，也可以先复制">
            <MessageText text={preview.message} shown={false} />
          </Section>
        </>
      ) : null}
    </>
  )
}
