/** 活动登记: the register of an office, its list, calendar and board, and every change with its way back. */
import { z } from 'zod'
import type { RecordState } from '../domain/states.ts'
import {
  type ActivityState,
  type ActivityValues,
  activityChange,
  activityStates,
  activityValues,
} from '../register/activity.ts'

const activityId = z.uuid()
const noticeId = z.string().min(1).max(100)
const digest = z.string().regex(/^[0-9a-f]{64}$/)
export const activityIdInput = z.strictObject({ activityId })

/** Everything is “all” where it is absent. */
export const activityFilter = z.strictObject({
  year: z.number().int().min(1949).max(2199).optional(),
  noticeId: noticeId.optional(),
  /** Of the notice; '' : in no module. */
  moduleId: z.string().max(40).optional(),
  state: z.enum(activityStates).optional(),
  /** Exactly, as facets give it. */
  unit: z.string().max(120).optional(),
  /** First day in between, both included. */
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  /** Only what is missing: no certain day, no numbers although held, no picture, no risk plan although planned. */
  lacks: z.enum(['day', 'numbers', 'pictures', 'riskPlan']).optional(),
  /** Those with a picture or a film, whoever wants to take some. */
  hasPictures: z.literal(true).optional(),
  /** From one character on; words apart by spaces must all occur, in any of title, units, place, audience, description. */
  search: z.string().max(80).optional(),
})
export type ActivityFilter = z.input<typeof activityFilter>
export const activitySorts = ['day', 'title', 'unit', 'state', 'reach', 'funds', 'updated'] as const
export const listActivitiesInput = z.strictObject({
  filter: activityFilter.default({}),
  sort: z.enum(activitySorts).default('day'),
  descending: z.boolean().default(false),
  offset: z.number().int().min(0).default(0),
  limit: z.number().int().min(1).max(500).default(200),
})
/** Several at once: chosen ones, or everything that a filter shows. */
export const activitySelection = z.union([
  z.strictObject({ ids: z.array(activityId).min(1).max(10_000) }),
  z.strictObject({ filter: activityFilter, except: z.array(activityId).max(10_000).default([]) }),
])
export type ActivitySelection = z.input<typeof activitySelection>
export const createActivityInput = z.strictObject({ values: activityValues })
export const saveActivityInput = z.strictObject({
  activityId,
  /** Counter that the page last saw; an older one is a conflict, nothing is overwritten. */
  seq: z.number().int().min(1),
  changes: activityChange,
})
/** Bulk edit: the same change for all of them; `addNotice` and `removeNotice` leave other notices alone. */
export const editActivitiesInput = z.strictObject({
  selection: activitySelection,
  change: activityChange.optional(),
  addNotice: z.strictObject({ noticeId, modules: z.array(z.string().max(40)).max(20) }).optional(),
  removeNotice: noticeId.optional(),
})
export const selectActivitiesInput = z.strictObject({ selection: activitySelection })
export const attachActivityInput = z.strictObject({ activityId, path: z.string().min(1).max(4096) })
export const activityFileInput = z.strictObject({ activityId, digest })
export const captionActivityInput = z.strictObject({ activityId, digest, title: z.string().max(80) })
export const undoActivityInput = z.strictObject({ changeId: z.uuid() })
export const calendarActivitiesInput = z.strictObject({
  from: z.iso.date(),
  to: z.iso.date(),
  filter: activityFilter.default({}),
})
export const boardActivitiesInput = z.strictObject({ noticeId, filter: activityFilter.default({}) })
export const saveActivitySheetInput = z.strictObject({
  filter: activityFilter.default({}),
  out: z.string().min(1).max(4096),
})

/** A line of a list. */
export type ActivityRow = {
  activityId: string
  title: string
  state: ActivityState
  unit: string
  host: string
  timeWords: string
  from: string | null
  to: string | null
  place: string
  notices: ActivityValues['notices']
  main: boolean
  /** Real numbers once held, else planned ones; null: none. */
  onsite: number | null
  online: number | null
  /** 万元, all sources. */
  funds: string
  pictures: number
  /** Which of `lacks` hold. */
  lacks: ('day' | 'numbers' | 'pictures' | 'riskPlan')[]
  updatedAt: string
}
/** `funds`: 万元. */
export type ActivitySums = { onsite: number; online: number; funds: string }
export type ActivityList = {
  total: number
  offset: number
  rows: ActivityRow[]
  /** Over all that match, not only these rows; what was held and what is planned apart, what was cancelled in neither. */
  sums: { held: ActivitySums; planned: ActivitySums }
}
export type ActivityFile = {
  digest: string
  title: string
  bytes: number
  mediaType: string
  width: number | null
  height: number | null
}
export type ActivityDetail = {
  activityId: string
  seq: number
  values: ActivityValues
  files: ActivityFile[]
  createdAt: string
  updatedAt: string
  /** Records that took something from it. */
  usedIn: { recordId: string; title: string; formShortName: string; state: RecordState }[]
  /** File that it came from, where it was taken in from one. */
  cameFrom: { fileName: string; sheet: string; row: number; sender: string } | null
}
export type SavedActivity = { seq: number; savedAt: string }
/** What there is to filter by, with counts under no filter but the year. */
export type ActivityFacets = {
  total: number
  years: number[]
  states: { state: ActivityState; count: number }[]
  units: { unit: string; count: number }[]
  notices: {
    noticeId: string
    shortTitle: string
    count: number
    modules: { moduleId: string; name: string; count: number }[]
  }[]
}
/** A step that can be taken back. */
export type ActivityChangeInfo = {
  changeId: string
  at: string
  /** In a clerk's words: 修改了 3 项活动的责任单位. */
  words: string
  count: number
  undoneAt: string | null
}
export type ActivityBoard = { columns: { moduleId: string; name: string; total: number; rows: ActivityRow[] }[] }
export type ActivityCalendar = {
  rows: ActivityRow[]
  /** With no certain day, in the filter. */
  undated: number
}
/** Taken back in part where an activity was changed since: those stay as they are. */
export type UndoneActivities = { undone: number; left: { activityId: string; title: string }[] }
