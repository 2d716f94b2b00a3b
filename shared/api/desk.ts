import { z } from 'zod'
import type { RecordState } from '../domain/states.ts'
import type { ProblemData } from '../problems.ts'
import type { Progress } from './protocol.ts'
import type { RecordSummary } from './records.ts'

export const noInput = z.strictObject({})
export const taskIdInput = z.strictObject({ taskId: z.uuid() })

/** One row of the timeline: a deliverable with the dates that hold for us. */
export type DueItem = {
  noticeId: string
  noticeShortTitle: string
  deliverableId: string
  title: string
  dueWording: string
  dueAt: string | null
  ownDueAt: string | null
  historical: boolean
  state: RecordState
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
