import { z } from 'zod'
import type { RecordState } from '../domain/states.ts'
import type { ProblemData } from '../problems.ts'
import type { Progress } from './protocol.ts'
import type { RecordSummary } from './records.ts'

export const noInput = z.strictObject({})
export const taskIdInput = z.strictObject({ taskId: z.uuid() })

const workdays = z.number().int().min(0).max(60)
/** Habits of the office. */
export const deskSettings = z.strictObject({
  /** Workdays kept before a notice's date; a suggestion for every duty whose own date nobody has set. */
  leadDays: z.strictObject({ stampDays: workdays, travelDays: workdays }),
  /** Whether the system's notifications tell of due dates. */
  reminders: z.boolean(),
  /** Minutes without a key or a movement after which the desk locks; 0: never. Locks only where a passphrase is set. */
  lockAfterMinutes: z.number().int().min(0).max(240).default(10),
})
export type DeskSettings = z.output<typeof deskSettings>

/** How a page was left, by the names that pages give. */
const keptChoice = z.enum([
  'rail',
  'record.side',
  'queue.paper',
  'submit.way',
  'submit.folder-choices',
  'upstream.notice',
  'papers.department',
  'custody',
])
const keptValue = z.string().max(1000)
export const keepInput = z.strictObject({ choice: keptChoice, value: keptValue.nullable() })
export const keptChoices = z.partialRecord(keptChoice, keptValue)
export type KeptChoice = z.output<typeof keptChoice>
export type KeptChoices = z.output<typeof keptChoices>
export type KeepChoice = z.output<typeof keepInput>

/** One row of the timeline: a deliverable with the dates that hold for us. */
export type DueItem = {
  noticeId: string
  noticeShortTitle: string
  deliverableId: string
  title: string
  dueWording: string
  dueAt: string | null
  /** Set by hand. */
  ownDueAt: string | null
  /** By the office's habit, where nobody has set one; null where that is past already. */
  suggestedDueAt: string | null
  historical: boolean
  /** False for what is only kept and for what may be left undone: never overdue, never reminded of by itself. */
  chased: boolean
  /** Prepared and kept, not handed in. */
  kept: boolean
  stamped: boolean
  state: RecordState
  /** Records in that state. */
  waiting: number
  formId: string | null
  recordIds: string[]
}
export type DeskOverview = {
  due: DueItem[]
  /** Returned, to stamp, with blocking findings. */
  stuck: RecordSummary[]
  recent: RecordSummary[]
  inboxToDecide: number
  heldPackages: number
}
/** Long work is a row in `tasks`: a reloaded page finds it again. */
export type TaskInfo = {
  taskId: string
  kind: 'export' | 'import' | 'verify' | 'receipt' | 'print'
  title: string
  state: 'running' | 'done' | 'failed' | 'cancelled' | 'interrupted'
  progress: Progress | null
  result: unknown
  problem: ProblemData | null
  startedAt: string
  finishedAt: string | null
}
