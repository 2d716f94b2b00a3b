/** 传统报送 in a clerk's words, the same on screen and on paper. */
import type { EditableKind, HandoverEvent, SentChange } from '../api/handovers.ts'

export const wayNames: Readonly<Record<NonNullable<HandoverEvent['way']>, string>> = {
  'e-mail': '电子邮件',
  wechat: '微信',
  usb: 'U 盘',
  paper: '纸质',
  phone: '电话',
  other: '其他方式',
}

/** 电子邮件，市科协组织人事部 */
export function eventWords({
  kind,
  way,
  to,
  reason,
  note,
}: Pick<HandoverEvent, 'kind' | 'way' | 'to' | 'reason' | 'note'>): string {
  const by = way === null ? '' : wayNames[way]
  const parts = kind === 'confirmed' ? [note] : kind === 'given' ? [by, to, note] : [by, reason, note]
  return parts.filter((part) => part !== '').join('，')
}

export const stepNames = {
  given: '已交出',
  confirmed: '电话确认收到',
  returned: '退回',
  received: '上级已收',
  accepted: '上级已采用',
} as const

/** What lies beside the printed pages; '' when nothing does. */
export function editableWords(kinds: readonly EditableKind[]): string {
  const words = [kinds.includes('docx') ? 'Word' : '', kinds.includes('xlsx') ? 'Excel' : ''].filter(
    (one) => one !== '',
  )
  return words.length === 0 ? '' : `PDF 是定稿，以它为准；${words.join('、')} 是同一版的电子版。`
}

/** 电话：原“…”，现“…” */
export function changeWords({ label, kind, from, to, personal }: SentChange): string {
  const note = personal ? '（个人信息，已遮盖）' : ''
  const quoted = (text: string) => (text === '' ? '空' : `“${text}”`)
  switch (kind) {
    case 'value':
      return `${label}：原${quoted(from)}，现${quoted(to)}${note}`
    case 'file-added':
      return `${label}：增加${to}`
    case 'file-removed':
      return `${label}：去掉原${from}`
    case 'file-renamed':
      return `${label}：说明由${quoted(from)}改为${quoted(to)}`
  }
}
