/**
 * After a return only the fields that it names are open, until the next 定稿 or until somebody unlocks the record with a
 * reason. What follows by itself (figures of the register, calculations, what lies beside the fields) is never held.
 * A record with totals is open as a whole: each of its figures follows the rows of the offices, so that one cannot be
 * mended without the others.
 */
import type { Queryable } from '../../../db/connection.ts'
import { openReturns, type ReturnRow } from '../../../db/queries/returns.ts'
import { latestRevision, type RevisionRow } from '../../../db/queries/revisions.ts'
import type { FieldDefinition, FieldValue, FormDefinition, FormValues } from '../../../shared/form/definition.ts'
import { sameValue } from '../../../shared/form/differences.ts'
import { isEmpty } from '../../../shared/form/evaluate.ts'
import { conditionReferences, expressionReferences } from '../../../shared/form/expression.ts'
import { Problem } from '../../../shared/problems.ts'
import { carriesTotals } from '../../../shared/rollup/rows.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { boundFields, keptFigures } from '../register/figures.ts'
import { receiptReasonsLabel } from '../reviewing/decided.ts'
import { asValues, revisionContent } from './content.ts'
import { frozenValues, isFrozenSound } from './frozen.ts'
import type { OwnDraft } from './load.ts'
import { ownVerdicts, returnReasonsLabel } from './own-verdicts.ts'

export interface StandingReturn {
  readonly row: ReturnRow
  readonly latest: RevisionRow
  /** False: of a record with totals, or about an earlier revision than the latest, which was made before it came. */
  readonly locks: boolean
}

/** The return that is to be answered; null when none came, or a later word took it back. */
export async function standingReturn(db: Queryable, recordId: string): Promise<StandingReturn | null> {
  const open = await openReturns(db, recordId)
  if (open.length === 0) return null
  const latest = await latestRevision(db, recordId)
  if (!latest) return null
  const verdicts = await ownVerdicts(db, recordId)
  const said = verdicts.findLast((verdict) => verdict.revision === latest.revision)
  if (said) {
    const row = said.state === 'returned' ? open.find((one) => labelOf(one) === said.label) : undefined
    return row ? { row, latest, locks: !isTotals(latest) } : null
  }
  const row = open.findLast((one) => {
    const last = verdicts.findLast((verdict) => verdict.revision === one.revision)
    return one.revision < latest.revision && last?.label === labelOf(one)
  })
  return row ? { row, latest, locks: false } : null
}

/** What an office carries upward of others lies in clear. */
const isTotals = (row: RevisionRow): boolean => isFrozenSound(row) && carriesTotals(asValues(frozenValues(row)))

/** The label of the verdict that it is. */
const labelOf = ({ source, receipt_id, record_id, revision, return_id }: ReturnRow): string =>
  source === 'phone'
    ? returnReasonsLabel(record_id, return_id)
    : receiptReasonsLabel(receipt_id ?? '', record_id, revision)

/** Null: all are. A field that the form has not is about the record as a whole. */
export function openFields(
  { fields }: Pick<FormDefinition, 'fields'>,
  row: Pick<ReturnRow, 'fields_json' | 'unlocked_at'>,
): ReadonlySet<string> | null {
  const named = JSON.parse(row.fields_json) as (string | null)[]
  if (row.unlocked_at !== null || named.length === 0) return null
  const open = new Set<string>()
  for (const id of named) {
    const field = fields.find((one) => one.id === id)
    // What the notice prints cannot be changed at all, so something else must be meant.
    if (!field || field.kind === 'fixed') return null
    open.add(field.id)
  }
  return withSources(fields, withDependants(fields, open))
}

/** A calculation is corrected where its numbers are typed. */
function withSources(fields: readonly FieldDefinition[], open: ReadonlySet<string>): ReadonlySet<string> {
  const more = fields
    .flatMap((field) => (field.kind === 'computed' && open.has(field.id) ? expressionReferences(field.expression) : []))
    .flatMap((reference) => (reference.kind === 'lastYear' || open.has(reference.field) ? [] : reference.field))
  return more.length === 0 ? open : withSources(fields, new Set([...open, ...more]))
}

/** What must be filled in because of an open field could else never be. */
function withDependants(fields: readonly FieldDefinition[], open: ReadonlySet<string>): ReadonlySet<string> {
  const more = fields.filter(
    ({ id, requiredWhen }) =>
      !open.has(id) && requiredWhen && conditionReferences(requiredWhen).some(({ field }) => open.has(field)),
  )
  return more.length === 0 ? open : withDependants(fields, new Set([...open, ...more.map(({ id }) => id)]))
}

interface Lock extends StandingReturn {
  readonly open: ReadonlySet<string>
  readonly asked: string[]
}

async function lockOf(db: Queryable, { record, definition }: OwnDraft): Promise<Lock | null> {
  const standing = await standingReturn(db, record.record_id)
  const open = standing?.locks ? openFields(definition, standing.row) : null
  if (!standing || !open) return null
  const named = new Set(JSON.parse(standing.row.fields_json) as (string | null)[])
  const asked = definition.fields.filter(({ id }) => named.has(id)).map(({ label }) => label)
  return { ...standing, open, asked }
}

type Core = Pick<HandlerContext, 'vault' | 'notices'>

/**
 * Call it before a draft is written with values that a person changed. A field may go back to what was returned.
 * @throws Problem record.field-locked
 */
export async function refuseLocked(
  db: Queryable,
  ctx: Core,
  own: OwnDraft,
  before: FormValues,
  after: FormValues,
): Promise<void> {
  const moved = own.definition.fields.filter(
    ({ id, kind }) =>
      kind !== 'attachments' && kind !== 'computed' && kind !== 'fixed' && !sameAnswer(before[id], after[id]),
  )
  if (moved.length === 0) return
  const lock = await lockOf(db, own)
  if (!lock) return
  const held = moved.filter(({ id }) => !lock.open.has(id) && !isRegisters(ctx, own, id, after[id]))
  if (held.length === 0) return
  const sent = revisionContent(ctx.vault, lock.latest).values
  const [field] = held.filter(({ id }) => !sameAnswer(sent[id], after[id]))
  if (field) throw locked(own, lock, field.label)
}

/** A figure that says what the register says, or is emptied so that it says that again: it follows. */
function isRegisters(
  ctx: Core,
  { record, definition, draft }: OwnDraft,
  id: string,
  value: FieldValue | undefined,
): boolean {
  if (!boundFields(ctx, record, definition).some(({ field }) => field.id === id)) return false
  const says = keptFigures(draft.figures_json)?.[id] ?? null
  // Of what the register does not know an emptied figure is a number taken away.
  return says !== null && (value === undefined || isEmpty(value) || sameValue(value, says))
}

/** The same of the files of one field. @throws Problem record.field-locked */
export async function refuseLockedFiles(db: Queryable, own: OwnDraft, fieldId: string): Promise<void> {
  const field = own.definition.fields.find(({ id }) => id === fieldId)
  const lock = field && (await lockOf(db, own))
  if (lock && !lock.open.has(fieldId)) throw locked(own, lock, field.label)
}

/** Of a step that may change any field. @param step its name @throws Problem record.return-open */
export async function refuseWhileReturned(db: Queryable, own: OwnDraft, step: string): Promise<void> {
  const lock = await lockOf(db, own)
  if (!lock) return
  const { record_id: recordId, return_id: returnId } = lock.row
  throw new Problem('record.return-open', { recordId, returnId, step, asked: lock.asked })
}

const locked = (own: OwnDraft, { row, asked }: Lock, label: string): Problem =>
  new Problem('record.field-locked', { recordId: own.record.record_id, returnId: row.return_id, label, asked })

const sameAnswer: typeof sameValue = (a, b) => sameValue(filled(a), filled(b))
const filled = (value: Parameters<typeof sameValue>[0]): typeof value =>
  value === undefined || isEmpty(value) ? undefined : value
