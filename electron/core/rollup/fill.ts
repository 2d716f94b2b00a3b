/** 汇总表: our own record of a form takes the totals, with the rows that they stand on. */
import type { Queryable } from '../../../db/connection.ts'
import { putTotalsRecord, type RollupKey, totalsRecord } from '../../../db/queries/rollups.ts'
import {
  type FieldValue,
  type FormDefinition,
  type FormValues,
  rollupRowsField,
} from '../../../shared/form/definition.ts'
import { sameValue } from '../../../shared/form/differences.ts'
import { Problem } from '../../../shared/problems.ts'
import { carriedRows, joinedNotes, maxRollupRows, toRow } from '../../../shared/rollup/rows.ts'
import { changed, type HandlerContext } from '../handlers/context.ts'
import { draftValues } from '../records/content.ts'
import { createOwnRecord } from '../records/create.ts'
import { writeDraft } from '../records/draft-state.ts'
import { needOffice, needOwnDraft } from '../records/load.ts'
import { openRollup } from './rollup.ts'

/**
 * Made when there is none. A figure that a person wrote over stays, and asks for a reason; all others follow.
 * @returns the record that carries the totals
 * @throws Problem as openRollup, rollup.empty, rollup.too-many, office.missing, keys.locked
 */
export async function fillTotals(ctx: HandlerContext, of: RollupKey): Promise<string> {
  const { key, definition: current, rollup, carried } = await openRollup(ctx, of)
  if (carried.length === 0) throw new Problem('rollup.empty', { formName: rollup.formName })
  if (carried.length > maxRollupRows)
    throw new Problem('rollup.too-many', { rows: carried.length, limit: maxRollupRows })
  const { pack } = ctx.notices.get(key.noticeId)
  const recordId = await ctx.write(async (trx) => {
    const known = await totalsRecord(trx, key)
    if (known !== undefined) {
      await refill(trx, ctx, known, (definition, before) => ({
        ...withNotes(definition, before, joinedNotes(definition, carried)),
        [rollupRowsField]: carried.map((row) => toRow(definition, row)),
      }))
      return known
    }
    const { office } = await needOffice(trx)
    const rows = carried.map((row) => toRow(current, row))
    const given = { ...named(current, office.name), ...filledNotes(joinedNotes(current, carried)) }
    const made = await createOwnRecord(trx, ctx, { pack, definition: current }, { ...given, [rollupRowsField]: rows })
    await putTotalsRecord(trx, key, made)
    return made
  })
  changed(ctx, 'records')
  return recordId
}

async function refill(
  trx: Queryable,
  ctx: HandlerContext,
  recordId: string,
  change: (definition: FormDefinition, before: FormValues) => FormValues,
): Promise<void> {
  const { record, draft, definition } = await needOwnDraft(trx, recordId)
  const before = draftValues(ctx.vault, draft)
  const values = change(definition, before)
  // Filled in again without anything new: nothing to write, and no revision of its own.
  if (sameValue(before[rollupRowsField], values[rollupRowsField])) return
  const place = { recordId, definition, deviceId: record.device_id, draftSeq: draft.draft_seq + 1 }
  await writeDraft(trx, ctx, place, values)
}

const filledNotes = (notes: Readonly<Record<string, string>>): Record<string, FieldValue> =>
  Object.fromEntries(Object.entries(notes).filter(([, words]) => words !== ''))

/** Words follow the offices until a person writes other ones. */
function withNotes(
  definition: FormDefinition,
  before: FormValues,
  notes: Readonly<Record<string, string>>,
): FormValues {
  const were = joinedNotes(definition, carriedRows(definition, before))
  const values: Record<string, FieldValue> = { ...before }
  for (const [field, words] of Object.entries(notes)) {
    const said = values[field]
    const follows = said === undefined || said === '' || said === were[field]
    if (follows && words !== '') values[field] = words
    else if (follows) delete values[field]
  }
  return values
}

/** 部门/地方, 填报单位: what names the record is our office, where the form asks for one. */
function named(definition: FormDefinition, officeName: string): Record<string, FieldValue> {
  const field = definition.fields.find(({ id }) => id === definition.titleField)
  return field?.kind === 'text' && /单位|部门|地方|地区|科协/u.test(field.label) ? { [field.id]: officeName } : {}
}
