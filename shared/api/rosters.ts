/** 下级单位: who should report, who did, paper that comes in, offices without the program, 催报. */
import { z } from 'zod'
import { officeLevel, senderType } from '../notice/pack.ts'
import { officeName } from './offices.ts'

const noticeId = z.string().min(1).max(100)
const officeId = z.string().min(8).max(64)
const path = z.string().min(1).max(4096)
const region = z
  .string()
  .regex(/^\d{6}$/)
  .nullable()

export const noticeOnlyInput = z.strictObject({ noticeId })
export const rosterOffice = z.strictObject({
  name: officeName,
  level: officeLevel.default('county'),
  type: senderType.default('association'),
  region: region.default(null),
  /** Office telephone; no private one. */
  phone: z.string().trim().max(40).default(''),
})
/** Offices that we do not know yet become names without a card; a name that is known is that office. */
export const addToRosterInput = z.strictObject({ noticeId, offices: z.array(rosterOffice).min(1).max(3000) })
export const setRosterInput = z.strictObject({ noticeId, officeIds: z.array(officeId).max(3000) })
export const copyRosterInput = z.strictObject({ noticeId, from: noticeId })
export const rosterFileInput = z.strictObject({ path })
/** Null: the provinces; six digits: what lies below. */
export const regionsInput = z.strictObject({ parent: region })
export const editOfficeInput = z.strictObject({
  officeId,
  phone: z.string().trim().max(40),
  note: z.string().trim().max(200).default(''),
  /** By it notices say who owes what; null: as it is. */
  type: senderType.nullable().default(null),
})
export const markRosterInput = z.strictObject({
  noticeId,
  officeId,
  /** Null: all deliverables. */
  deliverableId: z.string().max(40).nullable(),
  /** 免报; null takes the mark away. */
  mark: z.literal('excused').nullable(),
  note: z.string().trim().max(200).default(''),
})
export const chaseInput = z.strictObject({
  noticeId,
  officeIds: z.array(officeId).min(1).max(3000),
  way: z.enum(['phone', 'message', 'paper']),
  at: z.iso.datetime({ offset: true }),
  note: z.string().trim().max(200).default(''),
})
export const undoChaseInput = z.strictObject({ chaseId: z.uuid() })
/** One office: the words for it. Null: one text for a group, of all that owe something, or of these offices alone. */
export const chaseTextInput = z.strictObject({
  noticeId,
  officeId: officeId.nullable(),
  officeIds: z.array(officeId).min(1).max(3000).nullable().default(null),
})
/** `chase`: 催报单; `matrix`: 报送情况表 with its chart. */
export const rosterSheet = z.enum(['chase', 'matrix'])
export type RosterSheet = z.infer<typeof rosterSheet>
export const rosterSheetInput = z.strictObject({ noticeId, sheet: rosterSheet })
export const saveRosterSheetInput = z.strictObject({ noticeId, sheet: rosterSheet, out: path })

/** 代录: a record of an office without the program, typed here from what it mailed. */
export const enterRecordInput = z.strictObject({
  noticeId,
  formId: z.string().min(1).max(100),
  officeId,
  /** When its papers came. */
  arrivedAt: z.iso.datetime({ offset: true }),
})
/** One of the two: a code that a person reads off the paper, or its photo or scan. */
export const paperArrivalInput = z
  .strictObject({
    code: z.string().min(1).max(40).nullable().default(null),
    path: path.nullable().default(null),
    /** To look among the records of one notice first; null: all. */
    noticeId: noticeId.nullable().default(null),
  })
  .refine(({ code, path: file }) => (code === null) !== (file === null), '版本核对码和照片只填一样')
export const paperIdInput = z.strictObject({ paperId: z.uuid() })

export type RosterOffice = {
  officeId: string
  name: string
  level: z.infer<typeof officeLevel>
  type: z.infer<typeof senderType>
  region: string | null
  phone: string
  note: string
  hasCard: boolean
  trusted: boolean
  /** Set when this office went into another: records of it count there. */
  successorId: string | null
  /** Of a name without a card: an office that bears it and has one. A person says whether it is the same (`carded`). */
  namesakeId: string | null
  /** As that one is called now. */
  namesakeName: string | null
}
export type Roster = { noticeId: string; offices: RosterOffice[] }
export type RosterProposal = {
  rows: (z.infer<typeof rosterOffice> & { row: number; known: string | null })[]
  left: { row: number; text: string; why: string }[]
}
/** `below`: how many stand under it in the list of the next lower level. */
export type RegionEntry = { code: string; name: string; level: 'province' | 'city' | 'county'; below: number }

/**
 * States of domain.md §6 as the receiver sees them, and what paper adds. `none`: nothing came. `part`: fewer than the
 * notice asks for. `held`: it lies at our desk, a package that waits for a decision or papers that are being typed (代录).
 */
export type CellState = 'none' | 'excused' | 'part' | 'received' | 'accepted' | 'returned' | 'held'
export type MatrixCell = {
  state: CellState
  /** Revision 0 without a code: 代录 that is not 定稿 yet. */
  records: {
    recordId: string
    revision: number
    title: string
    code: string
    entered: boolean
    state: 'received' | 'accepted' | 'returned' | 'typing'
  }[]
  /** First arrival here; by this the lateness counts. */
  receivedAt: string | null
  /** What the sender's clock says about it; it proves nothing. */
  claimedAt: string | null
  late: boolean
  paper: 'none' | 'match' | 'mismatch'
  note: string
  /** Of what came in part: short names of the forms of which nothing is here yet. */
  lacking: string[]
}
export type MatrixDeliverable = {
  deliverableId: string
  title: string
  dueAt: string | null
  stamped: boolean
  /** May be left undone: nobody is missing. */
  optional: boolean
  /** Prepared and kept by the office: stands here only because something of it came. */
  kept: boolean
  /** Of a sample of a past year that this office did not pass on: nothing of it is late or overdue. */
  historical: boolean
}
export type MatrixRow = {
  office: RosterOffice
  /** False: it sent something and stands on no roster. */
  expected: boolean
  /** By deliverable id; none where an office like this does not owe it and sent nothing. */
  cells: Record<string, MatrixCell>
  lastChase: { chaseId: string; at: string; way: 'phone' | 'message' | 'paper'; note: string } | null
  chases: number
}
export type Matrix = {
  noticeId: string
  noticeShortTitle: string
  at: string
  deliverables: MatrixDeliverable[]
  rows: MatrixRow[]
  /**
   * Expected offices per deliverable, without excused ones: complete + returned + part + held + missing. Of what is
   * optional only those that sent something are expected.
   */
  totals: Record<
    string,
    { expected: number; complete: number; returned: number; part: number; held: number; missing: number; late: number }
  >
}
export type PaperVerdict = 'match' | 'older' | 'mismatch' | 'unknown'
export type PaperArrival = {
  paperId: string
  code: string
  verdict: PaperVerdict
  /** In words: 纸电相符 / 纸是第2版，电子件已是第3版 / 纸电不符 … */
  words: string
  record: { recordId: string; revision: number; latest: number; title: string; officeName: string } | null
  scanDigest: string | null
  at: string
}
export type EnteredRecord = { recordId: string }
