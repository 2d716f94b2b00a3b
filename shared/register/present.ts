/** What the register says at this moment of something that a record took from it. Pure. */
import type { FieldDefinition, FieldValue, FormDefinition } from '../form/definition.ts'
import { chosenOptions } from '../form/evaluate.ts'
import type { NoticePack } from '../notice/pack.ts'
import type { ActivityValues } from './activity.ts'
import { partValue, partWords } from './activity-parts.ts'
import { clause, timeWords, withHost } from './fact-words.ts'
import type { CountedActivity } from './figures.ts'
import { writePiece } from './pieces.ts'
import { type ActivityPart, activityParts, type FormRegister, sealedParts } from './rules.ts'
import type { TakenRow } from './taken.ts'
import { quotableFigure } from './text-figures.ts'

export interface RegisterNow {
  readonly definition: FormDefinition
  readonly notice: Pick<NoticePack, 'id' | 'shortTitle' | 'theme' | 'period' | 'modules'>
  readonly register: FormRegister | null
  readonly officeName: string
  /** Of the notice, of any state, by day. */
  readonly activities: readonly CountedActivity[]
  /** Of a record of one activity: that one with its personal data; null: deleted, or a record of another kind. */
  readonly activity: CountedActivity | null
  /** The sentence for the paper of a candidate; null: the register knows none of this name. */
  evidence(kind: string, name: string): string | null
  /** Notes a personal value so that only this record's key tells what it was. */
  seal(field: string, clear: string): string
  opens(field: string, sealed: string, clear: string): boolean
}

/** Canonical: a value that went through a store or a page has its keys in any order. */
export function valueText(value: FieldValue | null | undefined): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return value
  const chosen = chosenOptions(value)
  // Ticks have no order.
  if (chosen.length > 0) return JSON.stringify([...chosen].sort())
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )
}

const indexes = new WeakMap<readonly CountedActivity[], ReadonlyMap<string, CountedActivity>>()
/** A register has thousands of activities, and a plan hundreds of rows that ask for one. */
function found(activities: readonly CountedActivity[], activityId: string): CountedActivity | undefined {
  const index = indexes.get(activities) ?? new Map(activities.map((one) => [one.activityId, one]))
  indexes.set(activities, index)
  return index.get(activityId)
}

/** The activity that a row is of, where it still counts: not deleted, not cancelled, not taken out of the notice. */
export function activityNow(now: RegisterNow, activityId: string): ActivityValues | null {
  const one = now.activity?.activityId === activityId ? now.activity : found(now.activities, activityId)
  if (!one || one.values.state === 'cancelled') return null
  return withHost(one.values, now.officeName)
}

export const fieldOf = (now: RegisterNow, id: string): FieldDefinition | undefined =>
  now.definition.fields.find((field) => field.id === id)

export const isPart = (part: string): part is ActivityPart => (activityParts as readonly string[]).includes(part)

/** A fact as it is quoted within a sentence. */
function quotedFact(part: string, values: ActivityValues, now: RegisterNow): string {
  if (part === 'time') return clause(timeWords(values))
  return isPart(part) && !sealedParts.has(part) ? clause(partWords(part, values, now.notice)) : ''
}

export const factNow = (row: TakenRow, values: ActivityValues, now: RegisterNow): FieldValue | null => {
  const field = fieldOf(now, row.field)
  return field && isPart(row.part) ? partValue(row.part, values, field, now.notice) : null
}

/** In the form of `TakenRow.text`, a personal value in clear. Null: its activity is gone, or nobody knows how it was written. */
export function presentText(row: TakenRow, now: RegisterNow): string | null {
  if (row.kind === 'row') return now.evidence(row.part, row.before)
  if (row.kind === 'figure' && row.activity === '') return quotableFigure(row.part, now.activities, now.notice.id)
  const values = activityNow(now, row.activity)
  if (values === null) return null
  switch (row.kind) {
    case 'fact':
      return valueText(factNow(row, values, now))
    case 'figure':
      return quotedFact(row.part, values, now)
    case 'paragraph':
      return writePiece(row.part, values, now.notice)
  }
}
