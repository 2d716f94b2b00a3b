/** A notice that the clerk makes from what was received: the working draft, before it is a pack. Pure. */
import { z } from 'zod'
import { suggestedDue, usualLeadDays } from '../domain/deadlines.ts'
import type { WorkCalendar } from '../domain/workdays.ts'
import { instant } from './pack.ts'

const line = (max: number) => z.string().max(max)

export const ownRecipient = z.strictObject({
  id: z.string().regex(/^r[1-9]\d{0,2}$/),
  unit: line(80),
  phone: line(60),
  email: line(80),
  address: line(120),
  postcode: line(10),
})
export type OwnRecipient = z.infer<typeof ownRecipient>

const countLimit = z.strictObject({ min: z.number().int().min(0), max: z.number().int().positive().nullable() })

export const ownDeliverable = z.strictObject({
  id: z.string().regex(/^d[1-9]\d{0,3}$/),
  /** The proposal that it came from; null when the clerk wrote it. */
  proposalId: line(60).nullable(),
  title: line(80),
  /** The notice's own words for the duty. */
  wording: line(400),
  /** The notice's own words for the date. */
  dueWording: line(120),
  dueAt: instant.nullable(),
  /** Our own, earlier date; null: follows the lead. */
  ownDueAt: instant.nullable(),
  formId: line(64).nullable(),
  stamped: z.boolean(),
  quantity: countLimit.extend({ wording: line(60) }).nullable(),
  /** Characters of the text; `about` warns, otherwise it blocks. */
  textLimit: z.strictObject({ max: z.number().int().positive(), about: z.boolean() }).nullable(),
  photos: countLimit.nullable(),
  /** The notice's own words for its limits. */
  limits: z.array(line(200)).max(20),
  recipientId: line(10).nullable(),
})
export type OwnDeliverable = z.infer<typeof ownDeliverable>

export const ownNoticeDraft = z.strictObject({
  title: line(200),
  shortTitle: line(30),
  issuer: line(120),
  documentNumber: line(60),
  /** YYYY-MM-DD, or '' while unknown. */
  issuedOn: z.union([z.iso.date(), z.literal('')]),
  theme: line(200),
  period: line(200),
  periodFrom: z.iso.date().nullable(),
  periodTo: z.iso.date().nullable(),
  recipients: z.array(ownRecipient).max(20),
  deliverables: z.array(ownDeliverable).max(100),
  remarks: z.array(line(400)).max(30),
  /** Workdays between our own date and the notice's: for the seal, and for the way. */
  lead: z.strictObject({ stampDays: z.number().int().min(0).max(60), travelDays: z.number().int().min(0).max(60) }),
  /** What became of each proposal. */
  decisions: z.record(z.string().max(60), z.enum(['taken', 'changed', 'dropped'])),
  copiedFrom: z.strictObject({ id: z.string(), title: z.string() }).nullable(),
  /** Paths of copied words that a person has looked at, e.g. theme, deliverables.d1.title. */
  confirmed: z.array(line(80)).max(600),
})
export type OwnNoticeDraft = z.infer<typeof ownNoticeDraft>

export function emptyDraft(): OwnNoticeDraft {
  return {
    title: '',
    shortTitle: '',
    issuer: '',
    documentNumber: '',
    issuedOn: '',
    theme: '',
    period: '',
    periodFrom: null,
    periodTo: null,
    recipients: [],
    deliverables: [],
    remarks: [],
    lead: { ...usualLeadDays },
    decisions: {},
    copiedFrom: null,
    confirmed: [],
  }
}

export function newDeliverable(draft: OwnNoticeDraft, fields: Partial<OwnDeliverable> = {}): OwnDeliverable {
  return {
    id: `d${nextNumber(draft.deliverables)}`,
    proposalId: null,
    title: '',
    wording: '',
    dueWording: '',
    dueAt: null,
    ownDueAt: null,
    formId: null,
    stamped: false,
    quantity: null,
    textLimit: null,
    photos: null,
    limits: [],
    recipientId: null,
    ...fields,
  }
}

export function newRecipient(draft: OwnNoticeDraft, unit = ''): OwnRecipient {
  return { id: `r${nextNumber(draft.recipients)}`, unit, phone: '', email: '', address: '', postcode: '' }
}

function nextNumber(items: readonly { id: string }[]): number {
  return 1 + Math.max(0, ...items.map((item) => Number(item.id.slice(1))))
}

/** Name of the notice in lists, from its title: without 关于…的通知 and the issuer. */
export function shortTitleOf(title: string): string {
  const core = title
    .replace(/^.*?关于/, '')
    .replace(/的?(?:通知|函|公告|工作方案|方案)$/, '')
    .replace(/^(?:组织开展|组织实施|开展好|开展|举办|做好|印发|转发|申报|报送|征集|推荐|参加)/, '')
    .trim()
  return (core === '' ? title : core).slice(0, 30)
}

/** The own date that holds: the one set for it, otherwise by the lead; the day for the seal counts where there is one. */
export function ownDueOf(
  draft: OwnNoticeDraft,
  item: OwnDeliverable,
  nowMs: number,
  calendar: WorkCalendar,
): string | null {
  return item.ownDueAt ?? suggestedDue(item, draft.lead, nowMs, calendar)
}

/** The words name a day or a month: without a confirmed moment the task would never be due. */
const namesDate = /\d\s*月|月底|[上中下]旬|\d\s*日(?!\s*内)/

/** What is still missing before it can be in force, as a clerk calls it. */
export function missingParts(draft: OwnNoticeDraft): string[] {
  const missing: string[] = []
  if (draft.title.trim() === '') missing.push('标题')
  if (draft.deliverables.length === 0) missing.push('至少一项要报送的材料')
  for (const [at, item] of draft.deliverables.entries())
    if (item.title.trim() === '') missing.push(`第 ${at + 1} 项材料的名称`)
    else if (item.dueAt === null && namesDate.test(item.dueWording))
      missing.push(`“${item.title}”的日期（通知写“${item.dueWording}”）`)
  if (draft.recipients.every((recipient) => recipient.unit.trim() === '')) missing.push('报给谁（收件单位）')
  return missing
}
