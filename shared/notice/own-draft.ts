/** A notice that the clerk makes from what was received: the working draft, before it is a pack. Pure. */
import { z } from 'zod'
import { suggestedDue, usualLeadDays } from '../domain/deadlines.ts'
import type { WorkCalendar } from '../domain/workdays.ts'
import { formEdits } from './field-edits.ts'
import { addresseeWording, levelBelow } from './office-levels.ts'
import { instant, type OfficeLevel, officeLevel, senderType, videoCollection } from './pack.ts'

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

/** A kind of office that owes the duties, and where it reports to. */
export const ownAddressee = z.strictObject({
  level: officeLevel,
  type: senderType,
  /** As the notice calls them, e.g. 各县（市、区）科协. */
  wording: line(80),
  /** Id of a recipient; null: the first one. */
  reportsTo: line(10).nullable(),
})
export type OwnAddressee = z.infer<typeof ownAddressee>

/** A form that goes with a duty besides its own, e.g. the authorization of a video. */
const furtherForm = z.strictObject({ formId: line(64), edits: formEdits.nullable().default(null) })

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
  /** What was changed in that form for this duty. */
  formEdits: formEdits.nullable().default(null),
  moreForms: z.array(furtherForm).max(5).default([]),
  stamped: z.boolean(),
  quantity: countLimit.extend({ wording: line(60) }).nullable(),
  /** Characters of the text; `about` warns, otherwise it blocks. */
  textLimit: z.strictObject({ max: z.number().int().positive(), about: z.boolean() }).nullable(),
  photos: countLimit.nullable(),
  /** The notice's own words for its limits. */
  limits: z.array(line(200)).max(20),
  recipientId: line(10).nullable(),
  /** Kinds of offices that owe it; empty: all that the notice is for. */
  levels: z.array(officeLevel).max(5).default([]),
  types: z.array(senderType).max(6).default([]),
  opensAt: instant.nullable().default(null),
  kept: z.boolean().default(false),
  optional: z.boolean().default(false),
  criteria: z.array(line(200)).max(30).default([]),
  /** Of a copied duty that collects video works; names the forms that the clerk chose, not their copies. */
  video: videoCollection.nullable().default(null),
  /** The copied notice's date in this year, to be confirmed. */
  suggestedDueAt: instant.nullable().default(null),
})
export type OwnDeliverable = z.infer<typeof ownDeliverable>

export const ownNoticeDraft = z.strictObject({
  /** Tasks of our own, or what we ask of the offices below us. */
  audience: z.enum(['ourselves', 'subordinates']).default('ourselves'),
  /** Of a notice for subordinates. */
  addressees: z.array(ownAddressee).max(30).default([]),
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
  /** Of a copied notice: what its activities are grouped by. */
  modules: z
    .array(z.strictObject({ id: line(40), name: line(40) }))
    .max(40)
    .default([]),
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
    audience: 'ourselves',
    addressees: [],
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
    modules: [],
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
    formEdits: null,
    moreForms: [],
    stamped: false,
    quantity: null,
    textLimit: null,
    photos: null,
    limits: [],
    recipientId: null,
    levels: [],
    types: [],
    opensAt: null,
    kept: false,
    optional: false,
    criteria: [],
    video: null,
    suggestedDueAt: null,
    ...fields,
  }
}

export function newRecipient(draft: OwnNoticeDraft, unit = ''): OwnRecipient {
  return { id: `r${nextNumber(draft.recipients)}`, unit, phone: '', email: '', address: '', postcode: '' }
}

function nextNumber(items: readonly { id: string }[]): number {
  return 1 + Math.max(0, ...items.map((item) => Number(item.id.slice(1))))
}

/** The forms of a duty with what was changed in them, its own first. */
export const dutyFormsOf = ({ formId, formEdits: edits, moreForms }: OwnDeliverable) =>
  formId === null ? moreForms : [{ formId, edits }, ...moreForms]

/** `at` as in `dutyFormsOf`. */
export function withFormEdits(item: OwnDeliverable, at: number, edits: OwnDeliverable['formEdits']): OwnDeliverable {
  if (item.formId !== null && at === 0) return { ...item, formEdits: edits }
  const further = item.formId === null ? at : at - 1
  return { ...item, moreForms: item.moreForms.map((form, n) => (n === further ? { ...form, edits } : form)) }
}

export const newAddressee = (level: OfficeLevel, type: OwnAddressee['type']): OwnAddressee => ({
  level,
  type,
  wording: addresseeWording(level, type),
  reportsTo: null,
})

/**
 * What was going to be our own tasks becomes what we ask of others: it comes to our office, not to where a copied
 * notice sent it, and who owes what is set anew.
 */
export function toSubordinates(draft: OwnNoticeDraft, office: { name: string; level: OfficeLevel }): OwnNoticeDraft {
  const recipient = { ...newRecipient({ ...draft, recipients: [] }, office.name.slice(0, 80)) }
  return {
    ...draft,
    audience: 'subordinates',
    issuer: draft.copiedFrom === null && draft.issuer !== '' ? draft.issuer : office.name,
    addressees:
      draft.addressees.length > 0 ? draft.addressees : [newAddressee(levelBelow(office.level), 'association')],
    recipients: [recipient],
    deliverables: draft.deliverables.map((item) => ({
      ...item,
      recipientId: null,
      ownDueAt: null,
      levels: [],
      types: [],
    })),
    // Our own name and office are no words of the old notice.
    confirmed: [...new Set([...draft.confirmed, 'issuer', `recipients.${recipient.id}.unit`])],
  }
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
  if (draft.audience === 'subordinates') {
    const kinds = draft.addressees.map(({ level, type }) => addresseeWording(level, type))
    if (kinds.length === 0) missing.push('发给谁（哪些下级单位）')
    for (const kind of new Set(kinds.filter((one, at) => kinds.indexOf(one) !== at)))
      missing.push(`发给谁里“${kind}”写了两次`)
  }
  return missing
}
