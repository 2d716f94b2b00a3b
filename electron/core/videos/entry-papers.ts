/** The two papers of an entry: what happens to 报名登记表 concerns its 作品授权书. Inside transactions. */
import type { Queryable } from '../../../db/connection.ts'
import { draft, isTypedHere, type RecordRow, record, updateRecord } from '../../../db/queries/records.ts'
import { latestRevision } from '../../../db/queries/revisions.ts'
import { addVideoEntry, entryOfAuthorization, setAuthorization, videoEntry } from '../../../db/queries/videos.ts'
import { entryField, entryOf, type FormDefinition, type FormValues } from '../../../shared/form/definition.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { draftValues } from '../records/content.ts'
import { createOwnRecord, type NewRecord } from '../records/create.ts'
import { writeDraft } from '../records/draft-state.ts'
import { needTypedDraft } from '../records/load.ts'
import type { Collection } from './collections.ts'

type Core = Pick<HandlerContext, 'vault' | 'notices' | 'now'>

export function titleOf({ titleField }: FormDefinition, values: FormValues): string {
  const value = titleField === undefined ? undefined : values[titleField]
  return typeof value === 'string' ? value.trim() : ''
}

/** The name of the work, in the place where this form has it. */
const titled = ({ titleField }: FormDefinition, title: string): FormValues =>
  titleField === undefined || title === '' ? {} : { [titleField]: title }

export interface NewEntry {
  readonly collection: Collection
  /** As they are stored. */
  readonly registration: FormValues
  /** Without the name of the work it takes that of the registration. */
  readonly authorization: FormValues
  readonly way: 'hand' | 'folder'
}

/** @throws Problem office.missing, keys.locked when there is something personal and the vault is locked */
export async function createEntry(
  trx: Queryable,
  ctx: Core,
  { collection, registration, authorization, way }: NewEntry,
): Promise<{ entryId: string; authorizationId: string }> {
  const { pack } = collection
  const entryId = await createOwnRecord(trx, ctx, { pack, definition: collection.registration }, registration)
  const title = titleOf(collection.registration, registration)
  const authorizationId = await createLetter(trx, ctx, collection, entryId, title, authorization)
  await addVideoEntry(trx, {
    entry_id: entryId,
    authorization_id: authorizationId,
    notice_id: pack.id,
    deliverable_id: collection.deliverable.id,
    collected_at: ctx.now().toISOString(),
    way,
  })
  return { entryId, authorizationId }
}

/** @param collection with the registration that it goes with, where that is there already: its office's letter it is */
export function createLetter(
  trx: Queryable,
  ctx: Core,
  { pack, authorization: definition, from }: Collection & { readonly from?: RecordRow | undefined },
  entryId: string,
  title: string,
  values: FormValues = {},
): Promise<string> {
  return createOwnRecord(
    trx,
    ctx,
    { pack, definition, entered: enteredAs(from) },
    { ...titled(definition, title), ...values, [entryField]: entryId },
  )
}

const enteredAs = (from: RecordRow | undefined): NewRecord['entered'] =>
  from?.entered_at == null ? null : { officeId: from.office_id, arrivedAt: from.entered_at }

/**
 * The letter's name of the work goes with that of the registration, as long as nobody wrote another one into it. Its
 * counter stays: a page that is saving the letter at this moment must not be told of a conflict.
 */
export async function letterFollowsTitle(
  trx: Queryable,
  ctx: Core,
  saved: { recordId: string; definition: FormDefinition; before: FormValues; after: FormValues },
): Promise<void> {
  const [before, after] = [titleOf(saved.definition, saved.before), titleOf(saved.definition, saved.after)]
  if (before === after) return
  const entry = await videoEntry(trx, saved.recordId)
  const letter = entry?.authorization_id ? await record(trx, entry.authorization_id) : undefined
  if (!letter || !isTypedHere(letter) || letter.deleted_at !== null) return
  const { draft: row, definition } = await needTypedDraft(trx, letter.record_id)
  const field = definition.titleField
  const written = titleOf(definition, JSON.parse(row.values_json) as FormValues)
  if (field === undefined || written === after || (written !== '' && written !== before)) return
  const { [field]: _old, ...others } = draftValues(ctx.vault, row)
  const place = { recordId: letter.record_id, definition, deviceId: row.device_id, draftSeq: row.draft_seq }
  await writeDraft(trx, ctx, place, { ...others, ...titled(definition, after) })
}

/** Called when a record was discarded: an entry's letter goes with it. @param at of the discarding, as in its row */
export async function discardWithEntry(trx: Queryable, recordId: string, at: string): Promise<void> {
  const entry = await videoEntry(trx, recordId)
  const letter = entry?.authorization_id ? await record(trx, entry.authorization_id) : undefined
  if (letter && letter.deleted_at === null) await updateRecord(trx, letter.record_id, { deleted_at: at })
}

/** Called when a record was brought back. @param row as it was before */
export async function restoreWithEntry(trx: Queryable, ctx: Core, row: RecordRow): Promise<void> {
  const entry = await videoEntry(trx, row.record_id)
  if (entry) {
    const letter = entry.authorization_id ? await record(trx, entry.authorization_id) : undefined
    // One that was discarded before, by itself, stays away.
    if (letter && letter.deleted_at !== null && letter.deleted_at === row.deleted_at)
      await updateRecord(trx, letter.record_id, { deleted_at: null })
    return
  }
  if (!(await entryOfAuthorization(trx, row.record_id))) await restoreLetter(trx, ctx, row)
}

/** A letter comes back to its entry; the empty one that was made in its place meanwhile goes. */
async function restoreLetter(trx: Queryable, ctx: Core, row: RecordRow): Promise<void> {
  const own = await draft(trx, row.record_id)
  const entryId = own ? entryOf(JSON.parse(own.values_json) as FormValues) : null
  const entry = entryId === null ? undefined : await videoEntry(trx, entryId)
  if (!entry) return
  if (entry.authorization_id !== null) {
    if (!(await isUntouched(trx, entry.authorization_id))) return
    await updateRecord(trx, entry.authorization_id, { deleted_at: ctx.now().toISOString() })
  }
  await setAuthorization(trx, entry.entry_id, row.record_id)
}

async function isUntouched(trx: Queryable, recordId: string): Promise<boolean> {
  const letter = await draft(trx, recordId)
  return letter !== undefined && letter.personal_sealed === null && (await latestRevision(trx, recordId)) === undefined
}
