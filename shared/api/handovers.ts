/** 传统报送: a plain folder for offices without the program, what became of it by hand, and what was sent exactly. */
import { z } from 'zod'
import { mailboxLimits } from '../domain/mailbox-parts.ts'
import type { RecordState } from '../domain/states.ts'
import { instant } from '../notice/pack.ts'
import type { ReadBack } from './packages.ts'

const noticeId = z.string().min(1).max(100)
const handoverId = z.uuid()

const orderFacts = {
  noticeId,
  /** Id of a recipient of the notice; null: the one that an office like ours reports to. */
  recipientId: z.string().min(1).max(60).nullable().default(null),
  /** True: personal fields are covered, and files that show them stay out. */
  mask: z.boolean(),
  /** Size of one part; null: everything in one. */
  limitBytes: z.literal(mailboxLimits).nullable().default(null),
  /** Null: everything that is ready and not confirmed as received yet. */
  recordIds: z.array(z.uuid()).max(5000).nullable().default(null),
  /** Word and Excel beside the printed pages, for whoever goes on working with them. */
  editable: z.boolean().default(true),
  /** Our department and telephone for questions, as the message names them. */
  contact: z.string().trim().max(80).default(''),
}
export const previewHandoverInput = z.strictObject(orderFacts)
export const writeHandoverInput = z.strictObject({
  ...orderFacts,
  /** Folder to write into; the name of the new folder in it is the program's. */
  out: z.string().min(1).max(4096),
  as: z.enum(['folder', 'zip']),
})
export const listHandoversInput = z.strictObject({ noticeId: noticeId.nullable().default(null) })

export const handoverWays = ['e-mail', 'wechat', 'usb', 'paper', 'other'] as const
export type HandoverWay = (typeof handoverWays)[number]

const at = instant.nullable().default(null)
const note = z.string().trim().max(300).default('')
export const givenInput = z.strictObject({
  handoverId,
  way: z.enum(handoverWays),
  /** When; null: now. */
  at,
  /** Department that took it; no person's name is needed. */
  to: z.string().trim().max(80).default(''),
  note,
})
export const confirmedInput = z.strictObject({ handoverId, at, note })
export const returnedInput = z.strictObject({
  handoverId,
  at,
  way: z.enum(['phone', 'e-mail', 'wechat', 'paper', 'other']).default('phone'),
  reason: z.string().trim().min(2).max(500),
  note,
})
/** Takes a wrong entry back; the line stays in the history. Without `eventId`: the folder as a whole was a mistake. */
export const undoHandoverInput = z.strictObject({
  handoverId,
  eventId: z.uuid().nullable(),
  /** False brings it back. */
  undone: z.boolean().default(true),
})
export const sentPageInput = z.strictObject({ noticeId })
export const saveSentInput = z.strictObject({ noticeId, out: z.string().min(1).max(4096) })

export type HandoverRecipient = {
  id: string | null
  unit: string
  phone: string | null
  email: string | null
  address: string | null
  /** A web site that is filled in by hand: nothing is sent there. */
  platform: boolean
}
export type EditableKind = 'docx' | 'xlsx'
export type HandoverItem = {
  deliverableId: string
  title: string
  /** The notice's words for quantity, stamp and limits. */
  asks: string[]
  recordId: string | null
  recordTitle: string | null
  revision: number | null
  code: string | null
  /** ready, unfrozen: goes in; blocked, missing, by-hand: does not, `why` says so; received: confirmed by this recipient. */
  state: 'ready' | 'unfrozen' | 'blocked' | 'missing' | 'by-hand' | 'received'
  why: string | null
  stamped: boolean
  toStamp: boolean
  /** Photos and scans of the stamped paper that go in. */
  scans: number
  files: number
  bytes: number
  /** What goes in beside the printed page. */
  editable: EditableKind[]
  /** Typed into a web site: 网报摘录单 goes in. */
  platform: boolean
}
export type PersonalInside = {
  recordId: string
  title: string
  /** Labels of the personal fields that are filled in. */
  fields: string[]
  /** Files that show personal data: left out when masked. */
  files: number
}
export type HandoverPreview = {
  recipients: HandoverRecipient[]
  recipient: HandoverRecipient
  items: HandoverItem[]
  /** What the notice asks for and is not in it, one sentence each. */
  missing: { deliverableId: string; title: string; why: string }[]
  /** Duties of ours that go to another recipient of the same notice. */
  elsewhere: { deliverableId: string; title: string; recipientId: string; unit: string; platform: boolean }[]
  personal: PersonalInside[]
  /** Without the printed pages and what goes beside them, whose size is known once they are made. */
  bytes: number
  /** Files, all of them but the list of contents and the message. */
  files: number
  parts: number
  oversize: { name: string; bytes: number }[]
  message: string
}
export type WrittenHandover = {
  handoverId: string
  /** The new folder. */
  path: string
  parts: { name: string; bytes: number; files: number }[]
  oversize: { name: string; bytes: number }[]
  records: { recordId: string; revision: number; code: string; title: string }[]
  missing: HandoverPreview['missing']
  message: string
  /** `cache`: possibly read again from memory; the person ejects the stick properly and looks once more. */
  readBack: ReadBack
}

export type HandoverState = 'written' | 'given' | 'confirmed' | 'returned' | 'withdrawn'
export type HandoverEvent = {
  eventId: string
  kind: 'given' | 'confirmed' | 'returned'
  way: HandoverWay | 'phone' | null
  at: string
  to: string
  /** Empty while the keys are locked: it may quote personal data. */
  reason: string
  note: string
  enteredAt: string
  undone: boolean
}
export type HandoverFile = { name: string; part: number; recordId: string | null; bytes: number; sha256: string }
export type Handover = {
  handoverId: string
  noticeId: string
  noticeShortTitle: string
  recipientName: string
  state: HandoverState
  masked: boolean
  as: 'folder' | 'zip'
  path: string
  parts: number
  writtenAt: string
  records: { recordId: string; revision: number; code: string; title: string }[]
  files: HandoverFile[]
  events: HandoverEvent[]
  message: string
}

/** One difference between what was sent and the draft of today. Texts of personal fields are masked. */
export type SentChange = {
  field: string
  label: string
  kind: 'value' | 'file-added' | 'file-removed' | 'file-renamed'
  from: string
  to: string
  personal: boolean
}
export type ChangesSinceSent = {
  /** The revision that left the office last, or null when none did. */
  sent: { revision: number; code: string; at: string; recipientName: string; by: 'package' | 'folder' } | null
  changes: SentChange[]
}
export type SentStep = {
  kind: 'given' | 'confirmed' | 'returned' | 'received' | 'accepted'
  at: string
  /** In words: way, department, reasons. */
  words: string
  undone: boolean
}
export type SentEntry = {
  /** Package or handover that carried it. */
  id: string
  by: 'package' | 'folder'
  revision: number
  code: string
  digest: string
  writtenAt: string
  recipientName: string
  masked: boolean
  withdrawn: boolean
  files: { name: string; bytes: number; sha256: string }[]
  steps: SentStep[]
}
export type SentRecord = {
  recordId: string
  title: string
  state: RecordState
  /** Newest first. */
  entries: SentEntry[]
  since: ChangesSinceSent
}
export type SentDeliverable = {
  deliverableId: string
  title: string
  wording: string
  dueWording: string
  /** What is missing of it, in one sentence; null when nothing is. */
  missing: string | null
  records: SentRecord[]
}
export type SentPage = {
  noticeId: string
  noticeTitle: string
  noticeShortTitle: string
  officeName: string
  /** When this page was put together. */
  at: string
  deliverables: SentDeliverable[]
}
