/** What a proposal is called, what it says, and what may be answered where it asks. */
import type { Proposal, ProposalKind, RecipientProposal } from '../../../shared/notice/recognise/proposal.ts'
import { fullDateText } from '../../text/dates.ts'

export const kindNames: Readonly<Record<ProposalKind, string>> = {
  title: '标题',
  theme: '主题',
  issuer: '发文单位',
  'document-number': '文号',
  'issued-on': '发文日期',
  period: '活动时间',
  deliverable: '材料',
  due: '时间',
  recipient: '收件部门',
  phone: '电话',
  email: '邮箱',
  address: '地址',
  'word-limit': '字数',
  'photo-count': '照片张数',
  'video-rule': '视频要求',
}

export type GroupName = '基本情况' | '要报送的' | '报给谁' | '限制'

const groupOf: Readonly<Record<ProposalKind, GroupName>> = {
  title: '基本情况',
  theme: '基本情况',
  issuer: '基本情况',
  'document-number': '基本情况',
  'issued-on': '基本情况',
  period: '基本情况',
  deliverable: '要报送的',
  due: '要报送的',
  recipient: '报给谁',
  phone: '报给谁',
  email: '报给谁',
  address: '报给谁',
  'word-limit': '限制',
  'photo-count': '限制',
  'video-rule': '限制',
}

const groupNames: readonly GroupName[] = ['基本情况', '要报送的', '报给谁', '限制']

/** Groups in order, each in the order of the notice. */
export function grouped(proposals: readonly Proposal[]): { name: GroupName; proposals: Proposal[] }[] {
  return groupNames
    .map((name) => ({
      name,
      proposals: proposals
        .filter((proposal) => groupOf[proposal.kind] === name)
        .sort((a, b) => a.span.start - b.span.start),
    }))
    .filter((group) => group.proposals.length > 0)
}

/** The value in a clerk's words. */
export function valueText(proposal: Proposal): string {
  switch (proposal.kind) {
    case 'deliverable':
      return proposal.value.title
    case 'due':
      return proposal.value.at === null
        ? `“${proposal.wording}”，没有日期`
        : `“${proposal.wording}”，按 ${fullDateText(proposal.value.at)} 计`
    case 'recipient':
      return proposal.value.unit
    case 'phone':
      return proposal.value.fax ? `${proposal.value.number}（传真）` : proposal.value.number
    case 'address':
      return [proposal.value.address, proposal.value.postcode].filter(Boolean).join('，邮编 ')
    case 'period':
    case 'word-limit':
    case 'photo-count':
    case 'video-rule':
      return proposal.wording
    default:
      return proposal.value
  }
}

export type Answer = {
  text: string
  /** An instant or none for a date; a recipient for a duty; `drop` takes nothing. */
  take: { dueAt?: string | null; recipientId?: string } | 'drop'
}

const dayMs = 86_400_000
const shifted = (at: string, days: number): string =>
  `${new Date(Date.parse(at) + 8 * 3_600_000 + days * dayMs).toISOString().slice(0, 19)}+08:00`

/** Two or three, the first is what the rules take it for; none where nothing is asked. */
export function answersOf(proposal: Proposal, proposals: readonly Proposal[]): Answer[] {
  if (proposal.question === null && proposal.sure) return []
  if (proposal.kind === 'due' && proposal.value.at !== null) {
    const { at, includesDay, precision, time } = proposal.value
    if (includesDay === null && precision === 'day' && time === null) {
      const office = `${at.slice(0, 10)}T17:30:00+08:00`
      const before = shifted(at, -1)
      return [
        { text: `含当日：${fullDateText(at)}`, take: { dueAt: at } },
        { text: `当日下班前：${fullDateText(office)}`, take: { dueAt: office } },
        { text: `不含当日：${fullDateText(before)}`, take: { dueAt: before } },
      ]
    }
    return [
      { text: `就按 ${fullDateText(at)}`, take: { dueAt: at } },
      { text: '不用这个日期', take: 'drop' },
    ]
  }
  if (proposal.kind === 'due')
    return [
      { text: '没有日期，及时报送', take: { dueAt: null } },
      { text: '不用', take: 'drop' },
    ]
  if (proposal.kind === 'deliverable' && proposal.value.recipientId === null) {
    const units = proposals.filter((one): one is RecipientProposal => one.kind === 'recipient').slice(0, 2)
    if (units.length > 0)
      return [
        ...units.map((one) => ({ text: `报给${one.value.unit}`, take: { recipientId: one.id } })),
        { text: '不是要报送的', take: 'drop' as const },
      ]
  }
  return [
    { text: `采用“${valueText(proposal)}”`, take: {} },
    { text: '不用', take: 'drop' },
  ]
}

/** The proposal as the person rewrote it; its place in the text stays. */
export function rewritten(proposal: Proposal, text: string): Proposal {
  switch (proposal.kind) {
    case 'deliverable':
      return { ...proposal, value: { ...proposal.value, title: text } }
    case 'recipient':
      return { ...proposal, value: { ...proposal.value, unit: text } }
    case 'phone':
      return { ...proposal, value: { ...proposal.value, number: text } }
    case 'address':
      return { ...proposal, value: { ...proposal.value, address: text } }
    case 'period':
    case 'word-limit':
    case 'photo-count':
    case 'video-rule':
    case 'due':
      return { ...proposal, wording: text }
    default:
      return { ...proposal, value: text }
  }
}

/** What stands in the box when the person changes it. */
export function editableText(proposal: Proposal): string {
  if (proposal.kind === 'phone') return proposal.value.number
  if (proposal.kind === 'address') return proposal.value.address
  if (proposal.kind === 'due') return proposal.wording
  return valueText(proposal)
}
