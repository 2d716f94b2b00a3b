/** What a later version of a notice asks otherwise, duty by duty, in words. Pure. */
import { chinaMoment } from '../domain/deadlines.ts'
import type { Deliverable, NoticePack } from './pack.ts'

export type NoticeChange = {
  /** Title of the duty, or '' for the notice as a whole. */
  title: string
  what: 'added' | 'removed' | 'changed'
  /** What is another now, e.g. 截止时间; '' when the whole duty came or went. */
  part: string
  from: string
  to: string
}

const dueText = (item: Deliverable): string =>
  item.dueAt === null ? item.dueWording : `${chinaMoment(item.dueAt)}（${item.dueWording}）`

const parts: readonly [string, (item: Deliverable, pack: NoticePack) => string][] = [
  ['名称', (item) => item.title],
  ['要求', (item) => item.wording],
  ['截止时间', dueText],
  ['数量', (item) => item.quantity?.wording ?? ''],
  ['限制', (item) => item.limits.join('；')],
  ['盖章', (item) => (item.stamped ? '要盖章' : '不用盖章')],
  ['表单', (item, pack) => pack.forms.find((form) => form.id === item.formId)?.name ?? '没有固定的表'],
  ['报送到', (item, pack) => pack.recipients.find((one) => one.id === item.recipientId)?.unit ?? ''],
]

const whole: readonly [string, (pack: NoticePack) => string][] = [
  ['标题', (pack) => pack.title],
  ['主题', (pack) => pack.theme ?? ''],
  ['活动时间', (pack) => pack.period?.wording ?? ''],
  [
    '报送到',
    (pack) =>
      pack.recipients
        .map(({ unit, phone, email, address }) => [unit, phone, email, address].filter(Boolean).join(' '))
        .join('；'),
  ],
  ['请留意', (pack) => pack.remarks.join('；')],
]

export function noticeChanges(before: NoticePack, after: NoticePack): NoticeChange[] {
  const changes: NoticeChange[] = []
  const compare = (title: string, part: string, from: string, to: string): void => {
    if (from !== to) changes.push({ title, what: 'changed', part, from, to })
  }
  for (const item of after.deliverables) {
    const old = before.deliverables.find((one) => one.id === item.id)
    if (!old) changes.push({ title: item.title, what: 'added', part: '', from: '', to: dueText(item) })
    else for (const [part, read] of parts) compare(item.title, part, read(old, before), read(item, after))
  }
  for (const item of before.deliverables)
    if (!after.deliverables.some((one) => one.id === item.id))
      changes.push({ title: item.title, what: 'removed', part: '', from: dueText(item), to: '' })
  for (const [part, read] of whole) compare('', part, read(before), read(after))
  return changes
}
