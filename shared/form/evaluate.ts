/** Works out the calculations and conditions of a form. Never throws; what cannot be known is null. Pure. */

import { countCharacters } from './characters.ts'
import { dividedUnits, fromUnits, roundUnits, timesUnits, toUnits } from './decimal.ts'
import type { FieldDefinition, FieldValue, FormDefinition, FormValues, TableRow, VagueTime } from './definition.ts'
import type { Comparison, Condition, DayOf, Expression } from './expression.ts'

export interface Facts {
  readonly definition: FormDefinition
  readonly values: FormValues
  /** Number of files per attachment field. */
  readonly attachmentCounts: Readonly<Record<string, number>>
  /** The same form of last year; null where there is none. */
  readonly lastYear: FormValues | null
}

export const isVagueTime = (value: FieldValue | undefined): value is VagueTime =>
  typeof value === 'object' && !Array.isArray(value)

/** Rows of a table; [] for every other value. */
export function tableRows(value: FieldValue | undefined): TableRow[] {
  if (!Array.isArray(value)) return []
  return (value as (string | TableRow)[]).filter((row): row is TableRow => typeof row === 'object')
}

/** Options of a choice; [] for every other value. */
export function chosenOptions(value: FieldValue | undefined): string[] {
  if (!Array.isArray(value)) return []
  return (value as (string | TableRow)[]).filter((item): item is string => typeof item === 'string')
}

export const isEmptyRow = (row: TableRow): boolean => Object.values(row).every((cell) => cell.trim() === '')

export function isEmpty(value: FieldValue | undefined): boolean {
  if (value === undefined) return true
  if (typeof value === 'string') return value.trim() === ''
  if (isVagueTime(value)) return value.words.trim() === '' && value.date === null
  return chosenOptions(value).length === 0 && tableRows(value).every(isEmptyRow)
}

/** Value of a computed field as a plain decimal; null while a part that it needs is empty. */
export function computedValue(facts: Facts, field: FieldDefinition & { kind: 'computed' }): string | null {
  const units = fieldUnits(facts, field.id, new Set())
  return units === null ? null : fromUnits(units)
}

export const evaluate = (facts: Facts, expression: Expression): bigint | null => units(facts, expression, new Set())

/** A field that is being worked out already is empty: a circle, which no checked pack has, ends here. */
function fieldUnits(facts: Facts, id: string, open: ReadonlySet<string>): bigint | null {
  const field = facts.definition.fields.find((one) => one.id === id)
  if (field?.kind === 'computed') {
    if (open.has(id)) return null
    const found = units(facts, field.expression, new Set([...open, id]))
    return found === null ? null : roundUnits(found, field.places)
  }
  return textUnits(facts.values[id])
}

const textUnits = (value: FieldValue | undefined): bigint | null => (typeof value === 'string' ? toUnits(value) : null)

function all(facts: Facts, parts: readonly Expression[], open: ReadonlySet<string>): bigint[] | null {
  const found = parts.map((part) => units(facts, part, open))
  return found.some((one) => one === null) ? null : found.filter((one) => one !== null)
}

function total(parts: readonly (bigint | null)[]): bigint | null {
  const filled = parts.filter((one) => one !== null)
  return filled.length === 0 ? null : filled.reduce((sum, one) => sum + one, 0n)
}

function units(facts: Facts, one: Expression, open: ReadonlySet<string>): bigint | null {
  if ('value' in one) return toUnits(one.value)
  if ('field' in one) return fieldUnits(facts, one.field, open)
  if ('lastYear' in one)
    return facts.lastYear === null
      ? null
      : fieldUnits({ ...facts, values: facts.lastYear, lastYear: null }, one.lastYear, open)
  if ('sum' in one) return total(one.sum.map((part) => units(facts, part, open)))
  if ('product' in one) return all(facts, one.product, open)?.reduce(timesUnits) ?? null
  if ('difference' in one) {
    const [a, b] = all(facts, one.difference, open) ?? []
    return a === undefined || b === undefined ? null : a - b
  }
  if ('quotient' in one) {
    const [a, b] = all(facts, one.quotient, open) ?? []
    return a === undefined || b === undefined ? null : dividedUnits(a, b, one.places)
  }
  if ('column' in one) {
    const { table, column } = one.column
    return total(tableRows(facts.values[table]).map((row) => textUnits(row[column])))
  }
  if ('rows' in one) {
    const rows = tableRows(facts.values[one.rows]).filter((row) => !isEmptyRow(row))
    return toUnits(String(rows.length))
  }
  if ('characters' in one) {
    const value = facts.values[one.characters]
    return toUnits(String(typeof value === 'string' ? countCharacters(value) : 0))
  }
  return toUnits(String(facts.attachmentCounts[one.files] ?? 0))
}

const compared: Readonly<Record<Comparison, (a: bigint, b: bigint) => boolean>> = {
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '=': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '>=': (a, b) => a >= b,
  '>': (a, b) => a > b,
}

/** Null: cannot be judged, because something that it needs is empty. */
export function holds(facts: Facts, one: Condition): boolean | null {
  if ('filled' in one) {
    const field = facts.definition.fields.find(({ id }) => id === one.filled)
    if (field?.kind === 'attachments') return (facts.attachmentCounts[one.filled] ?? 0) > 0
    if (field?.kind === 'computed') return computedValue(facts, field) !== null
    return !isEmpty(facts.values[one.filled])
  }
  if ('includes' in one) return chosenOptions(facts.values[one.includes.field]).includes(one.includes.option)
  if ('equals' in one) return facts.values[one.equals.field] === one.equals.text
  if ('compare' in one) {
    const [left, right] = [evaluate(facts, one.compare.left), evaluate(facts, one.compare.right)]
    return left === null || right === null ? null : compared[one.compare.is](left, right)
  }
  if ('notAfter' in one) {
    const [first, second] = one.notAfter.map((day) => dayText(facts, day))
    return first == null || second == null ? null : first <= second
  }
  if ('not' in one) {
    const inner = holds(facts, one.not)
    return inner === null ? null : !inner
  }
  if ('all' in one) {
    const parts = one.all.map((part) => holds(facts, part))
    return parts.includes(false) ? false : parts.includes(null) ? null : true
  }
  const parts = one.any.map((part) => holds(facts, part))
  return parts.includes(true) ? true : parts.includes(null) ? null : false
}

/** YYYY-MM-DD of a day that is known. */
function dayText(facts: Facts, day: DayOf): string | null {
  if ('date' in day) return day.date
  const value = facts.values[day.field]
  if (isVagueTime(value)) return value.date
  if (typeof value !== 'string') return null
  const [from = '', to = from] = value.split('/')
  const text = (day.end ? to : from).slice(0, 10)
  return /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : null
}
