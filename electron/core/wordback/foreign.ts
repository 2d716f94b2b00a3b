/** A form that somebody else filled in, or an Excel file of ours: what stands there for which field. */
import { matchPaper } from '../../../shared/form/compare.ts'
import type { FieldValue, FormDefinition, FormValues } from '../../../shared/form/definition.ts'
import { sameValue } from '../../../shared/form/differences.ts'
import { isEmpty } from '../../../shared/form/evaluate.ts'
import { normaliseValue } from '../../../shared/form/normalise.ts'
import { valueWords } from '../../../shared/form/value-words.ts'
import type { WordChange } from '../../../shared/form/word-changes.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { readReceived } from '../received/read-received.ts'
import type { ReceivedText } from '../received/received-text.ts'
import { piecesOf } from './change-list.ts'
import { openInThread } from './open-word.ts'

export interface ForeignPaper {
  readonly changes: WordChange[]
  readonly rows: string[]
  readonly row: number | null
  readonly unreadable: boolean
}

/** @throws Problem as readReceived */
export async function readForeign(
  ctx: HandlerContext,
  definition: FormDefinition,
  now: FormValues,
  { path, row, signal }: { path: string; row: number | null; signal: AbortSignal },
): Promise<ForeignPaper> {
  const read = await readReceived(path, { resourcesDir: ctx.resourcesDir, signal, tables: true })
  if (isRecordSheet(definition, read)) return ofWorkbook(definition, now, path, row, signal)
  const matches = matchPaper(definition, { rows: read.rows ?? [], text: read.text })
  const changes = matches.map(({ fieldId, value, text, label, exact }) => {
    return change(definition, now, { id: fieldId, value, text, exact, place: exact ? '' : `原来叫“${label}”` })
  })
  const unreadable = read.text.trim() === '' && (read.rows ?? []).length === 0
  return { changes: inOrder(changes), rows: [], row: null, unreadable }
}

/** Headings of a workbook of ours stand in its first row, letter for letter. */
function isRecordSheet(definition: FormDefinition, { rows }: ReceivedText): boolean {
  const headings = new Set(rows?.[0] ?? [])
  if (!headings.has('版本核对码') || !headings.has('序号')) return false
  return definition.fields.some((field) => headings.has(field.label.replace(/\s+/gu, '')) || headings.has(field.label))
}

async function ofWorkbook(
  definition: FormDefinition,
  now: FormValues,
  path: string,
  row: number | null,
  signal: AbortSignal,
): Promise<ForeignPaper> {
  const answer = await openInThread({ path, as: 'workbook', definition }, signal)
  const records = 'records' in answer ? answer.records : []
  const at = Math.min(row ?? 0, Math.max(records.length - 1, 0))
  const values = records[at] ?? {}
  const changes = definition.fields.flatMap((field) => {
    const found = values[field.id]
    if (found === undefined) return []
    const value = normaliseValue(field, found)
    return [
      change(definition, now, { id: field.id, value, text: valueWords(field, value, false), exact: true, place: '' }),
    ]
  })
  const rows = records.map((one, index) => nameOf(definition, one) ?? `第${index + 1}条`)
  return { changes: inOrder(changes), rows: rows.length > 1 ? rows : [], row: at, unreadable: false }
}

function nameOf(definition: FormDefinition, values: FormValues): string | null {
  const name = definition.titleField === undefined ? undefined : values[definition.titleField]
  return typeof name === 'string' && name.trim() !== '' ? name : null
}

interface Found {
  readonly id: string
  readonly value: FieldValue | null
  readonly text: string
  readonly exact: boolean
  readonly place: string
}

/** Null where the form says so already. */
function change(definition: FormDefinition, now: FormValues, found: Found): WordChange | null {
  const field = definition.fields.find(({ id }) => id === found.id)
  if (!field) return null
  const before = now[field.id]
  const current = before === undefined || isEmpty(before) ? undefined : before
  if (found.value !== null && sameValue(current, found.value)) return null
  const from = valueWords(field, current, false)
  const to = found.value === null ? found.text : valueWords(field, found.value, false)
  // Stars stand for digits that were covered: they are no answer.
  const value = field.personal && to.includes('*') ? null : found.value
  const effect = value === null ? null : { what: 'value' as const, field: field.id, value }
  const { exact, place } = found
  const { label } = field
  return {
    id: '',
    kind: 'value',
    field: field.id,
    label,
    place,
    from,
    to,
    pieces: piecesOf(from, to),
    now: null,
    effect,
    exact,
  }
}

const inOrder = (changes: readonly (WordChange | null)[]): WordChange[] =>
  changes.filter((one) => one !== null).map((one, at) => ({ ...one, id: `f${at + 1}` }))
