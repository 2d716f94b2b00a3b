/** Checks of a filled-in form. All findings are returned, never only the first. Never throws. */
import {
  isCreditCode,
  isDay,
  isEmail,
  isIdentityNumber,
  isMobile,
  isPhone,
  isPostcode,
  isRegionCode,
} from '../domain/standard-numbers.ts'
import type { VideoFacts, VideoRule } from '../domain/video-facts.ts'
import { countCharacters } from './characters.ts'
import { toUnits } from './decimal.ts'
import {
  type CharacterLimit,
  type ColumnDefinition,
  type FieldDefinition,
  type FieldValue,
  type FormDefinition,
  type FormValues,
  figureReasonsField,
  minReasonCharacters,
  reasonsField,
  type TableRow,
} from './definition.ts'
import { chosenOptions, type Facts, holds, isEmpty, isEmptyRow, isVagueTime, tableRows } from './evaluate.ts'
import { normaliseText } from './normalise.ts'
import { videoFaults } from './video-faults.ts'

export { countCharacters, toHalfWidth } from './characters.ts'
export { isEmpty } from './evaluate.ts'

/** 强制 blocks, 核实 needs a reason, 提示 warns. */
export type Severity = 'block' | 'verify' | 'warn'
export type FindingCode =
  | 'required'
  | 'too-long'
  | 'over-soft-limit'
  | 'not-a-date'
  | 'not-a-date-time'
  | 'not-a-range'
  | 'not-a-mobile'
  | 'not-a-phone'
  | 'not-an-email'
  | 'not-a-number'
  | 'too-many-places'
  | 'below-minimum'
  | 'above-maximum'
  | 'not-an-identity-number'
  | 'not-a-postcode'
  | 'not-a-region'
  | 'not-a-credit-code'
  | 'unknown-option'
  | 'too-few-choices'
  | 'too-many-choices'
  | 'too-few-attachments'
  | 'too-many-attachments'
  | 'video-fault'
  | 'too-few-rows'
  | 'too-many-rows'
  | 'unknown-column'
  | 'check'
  | 'figure-reason'
  | 'wrong-type'
export type Finding = {
  /** Field id. */
  path: string
  code: FindingCode
  severity: Severity
  /** What was found and what is allowed, in the unit of the check (characters, files, choices, rows). */
  actual: number | null
  limit: number | null
  /** In a table: row from 0, and column. */
  row?: number
  column?: string
  /** Code `video-fault`: which rule is broken; `message` tells it. */
  rule?: VideoRule
  /**
   * Code `check`: which one and its words; code `figure-reason`: `message` is what the register says; `reason` once a
   * person gave it (the finding is then a warning).
   */
  check?: string
  message?: string
  reason?: string
}

/** Keeps a record from being frozen: what blocks, and 核实 without its reason. */
export const isBlocking = (finding: Pick<Finding, 'severity'>): boolean => finding.severity !== 'warn'

type Found = Omit<Finding, 'path'>
const one = (
  code: FindingCode,
  severity: Severity = 'block',
  actual: number | null = null,
  limit: number | null = null,
): Found[] => [{ code, severity, actual, limit }]

function checkLimit(limit: CharacterLimit | undefined, text: string): Found[] {
  if (!limit) return []
  const count = countCharacters(text)
  if (count <= limit.max) return []
  return limit.grade === 'hard'
    ? one('too-long', 'block', count, limit.max)
    : one('over-soft-limit', 'warn', count, limit.max)
}

interface Bounds {
  readonly min?: string | undefined
  readonly max?: string | undefined
}

function checkNumber(text: string, places: number, { min, max }: Bounds): Found[] {
  const units = toUnits(text)
  if (units === null) return one('not-a-number')
  const digits = text.split('.')[1]?.length ?? 0
  if (digits > places) return places === 0 ? one('not-a-number') : one('too-many-places', 'block', digits, places)
  const [low, high] = [min, max].map((bound) => (bound === undefined ? null : toUnits(bound)))
  if (low != null && units < low) return one('below-minimum', 'block', Number(text), Number(min))
  if (high != null && units > high) return one('above-maximum', 'block', Number(text), Number(max))
  return []
}

const isMoment = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d$/.test(text) && isDay(text.slice(0, 10))

function isRange(text: string): boolean {
  const [from = '', to = '', ...rest] = text.split('/')
  return rest.length === 0 && isDay(from) && isDay(to) && from <= to
}

type PlainKind = Exclude<
  (FieldDefinition | ColumnDefinition)['kind'],
  | 'text'
  | 'long-text'
  | 'address'
  | 'integer'
  | 'decimal'
  | 'choices'
  | 'choice'
  | 'attachments'
  | 'table'
  | 'computed'
  | 'fixed'
  | 'vague-time'
>
const plain: Readonly<Record<PlainKind, readonly [(text: string) => boolean, FindingCode]>> = {
  date: [isDay, 'not-a-date'],
  'date-time': [isMoment, 'not-a-date-time'],
  'date-range': [isRange, 'not-a-range'],
  phone: [isPhone, 'not-a-phone'],
  mobile: [isMobile, 'not-a-mobile'],
  email: [isEmail, 'not-an-email'],
  'identity-number': [isIdentityNumber, 'not-an-identity-number'],
  postcode: [isPostcode, 'not-a-postcode'],
  region: [isRegionCode, 'not-a-region'],
  'credit-code': [isCreditCode, 'not-a-credit-code'],
}

function checkCell(column: ColumnDefinition, cell: string): Found[] {
  const text = normaliseText(column.kind, cell)
  if (text === '') return column.required ? one('required') : []
  switch (column.kind) {
    case 'text':
      return checkLimit(column.limit, cell)
    case 'integer':
      return checkNumber(text, 0, column)
    case 'decimal':
      return checkNumber(text, column.places, column)
    case 'choice':
      return column.options.some(({ id }) => id === cell) ? [] : one('unknown-option')
    default: {
      const [fits, code] = plain[column.kind]
      return fits(text) ? [] : one(code)
    }
  }
}

/** Rows are never changed in place: of a long table only the row that was typed in is looked at again. */
const checkedRows = new WeakMap<readonly ColumnDefinition[], WeakMap<TableRow, Found[]>>()

function checkRow(columns: readonly ColumnDefinition[], row: TableRow): Found[] {
  const known = checkedRows.get(columns) ?? new WeakMap<TableRow, Found[]>()
  checkedRows.set(columns, known)
  const before = known.get(row)
  if (before) return before
  const ids = new Set(columns.map(({ id }) => id))
  const stray: Found[] = Object.keys(row).some((id) => !ids.has(id)) ? one('unknown-column') : []
  const cells = isEmptyRow(row)
    ? []
    : columns.flatMap((column) =>
        checkCell(column, row[column.id] ?? '').map((finding) => ({ ...finding, column: column.id })),
      )
  const found = [...stray, ...cells]
  known.set(row, found)
  return found
}

function checkTable(field: FieldDefinition & { kind: 'table' }, value: FieldValue): Found[] {
  if (!Array.isArray(value) || value.some((row) => typeof row !== 'object')) return one('wrong-type')
  const rows = tableRows(value)
  const found = rows.flatMap((row, at): Found[] =>
    checkRow(field.columns, row).map((finding) => ({ ...finding, row: at })),
  )
  const count = rows.filter((row) => !isEmptyRow(row)).length
  if (count < field.minRows) found.push(...one('too-few-rows', 'warn', count, field.minRows))
  if (count > field.maxRows) found.push(...one('too-many-rows', 'warn', count, field.maxRows))
  return found
}

function checkValue(field: FieldDefinition, value: FieldValue): Found[] {
  switch (field.kind) {
    case 'attachments':
    case 'computed':
    case 'fixed':
      return []
    case 'table':
      return checkTable(field, value)
    case 'vague-time': {
      if (!isVagueTime(value)) return one('wrong-type')
      const found: Found[] = value.words.trim() === '' ? one('required') : []
      return value.date === null || isDay(value.date) ? found : [...found, ...one('not-a-date')]
    }
    case 'choices': {
      if (!Array.isArray(value)) return one('wrong-type')
      const chosen = chosenOptions(value)
      const known = new Set(field.options.map((option) => option.id))
      const found = chosen.some((id) => !known.has(id)) ? one('unknown-option') : []
      if (chosen.length < field.min) found.push(...one('too-few-choices', 'block', chosen.length, field.min))
      if (field.max !== undefined && chosen.length > field.max)
        found.push(...one('too-many-choices', 'block', chosen.length, field.max))
      return found
    }
  }
  if (typeof value !== 'string') return one('wrong-type')
  const text = normaliseText(field.kind, value)
  switch (field.kind) {
    case 'text':
    case 'long-text':
    case 'address':
      return checkLimit(field.limit, value)
    case 'integer':
      return checkNumber(text, 0, field)
    case 'decimal':
      return checkNumber(text, field.places, field)
    default: {
      const [fits, code] = plain[field.kind]
      return fits(text) ? [] : one(code)
    }
  }
}

/** What the files of a field say about themselves, by field id: one for each file, null for one that was not inspected. */
export type FieldVideos = Readonly<Record<string, readonly (VideoFacts | null)[]>>

function checkField(facts: Facts, field: FieldDefinition, videos: FieldVideos): Found[] {
  const required = field.required || (field.requiredWhen !== undefined && holds(facts, field.requiredWhen) === true)
  if (field.kind === 'attachments') {
    const count = facts.attachmentCounts[field.id] ?? 0
    // Quotas of a notice warn and never block; only a required field left empty does.
    if (count === 0) return required ? one('required', 'block', count, field.min) : []
    const faults = videoFaults(field, videos[field.id] ?? [])
    if (count < field.min) return [...faults, ...one('too-few-attachments', 'warn', count, field.min)]
    return count > field.max ? [...faults, ...one('too-many-attachments', 'warn', count, field.max)] : faults
  }
  if (field.kind === 'computed' || field.kind === 'fixed') return []
  const value = facts.values[field.id]
  if (value === undefined || isEmpty(value)) return required ? one('required') : []
  return checkValue(field, value)
}

/** Reasons that were given for 核实, by id of the check. */
export function givenReasons(values: FormValues): ReadonlyMap<string, string> {
  return new Map(tableRows(values[reasonsField]).map((row) => [row.check ?? '', (row.reason ?? '').trim()]))
}

function runChecks(facts: Facts): Finding[] {
  const reasons = givenReasons(facts.values)
  return facts.definition.checks.flatMap((check): Finding[] => {
    if (check.when !== undefined && holds(facts, check.when) !== true) return []
    if (holds(facts, check.holds) !== false) return []
    const finding: Finding = {
      path: check.fields[0] ?? '',
      code: 'check',
      severity: check.grade,
      actual: null,
      limit: null,
      check: check.id,
      message: check.message,
    }
    const reason = reasons.get(check.id) ?? ''
    const enough = check.grade === 'verify' && countCharacters(reason) >= minReasonCharacters
    return [enough ? { ...finding, severity: 'warn', reason } : finding]
  })
}

/** Figures that say something else than the activity register: 核实, with a reason like the others. */
function checkFigures(definition: FormDefinition, values: FormValues): Finding[] {
  const known = new Set(definition.fields.map(({ id }) => id))
  return tableRows(values[figureReasonsField]).flatMap(({ field = '', computed = '', reason = '' }): Finding[] => {
    if (!known.has(field) || computed === '') return []
    const finding = { path: field, code: 'figure-reason', actual: null, limit: null, message: computed } as const
    return countCharacters(reason) >= minReasonCharacters
      ? [{ ...finding, severity: 'warn', reason: reason.trim() }]
      : [{ ...finding, severity: 'verify' }]
  })
}

/**
 * @param attachmentCounts number of files per attachment field
 * @param lastYear values of the same form of last year, for checks against them
 * @param videos of fields that have limits for video; without them nothing is said about the files themselves
 */
export function validateForm(
  definition: FormDefinition,
  values: FormValues,
  attachmentCounts: Readonly<Record<string, number>>,
  lastYear: FormValues | null = null,
  videos: FieldVideos = {},
): Finding[] {
  const facts: Facts = { definition, values, attachmentCounts, lastYear }
  const fields = definition.fields.flatMap((field) =>
    checkField(facts, field, videos).map((finding): Finding => ({ path: field.id, ...finding })),
  )
  return [...fields, ...runChecks(facts), ...checkFigures(definition, values)]
}
