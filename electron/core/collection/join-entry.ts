/** What was collected for an entry that is here: it fills gaps and adds, and never takes away by itself who has signed. */
import type { Queryable } from '../../../db/connection.ts'
import { removeDraftAttachment } from '../../../db/queries/attachments.ts'
import { draftAttachments } from '../../../db/queries/records.ts'
import { videoEntry } from '../../../db/queries/videos.ts'
import type { MethodParsed } from '../../../shared/api/contract.ts'
import type { FieldValue, FormValues, TableRow } from '../../../shared/form/definition.ts'
import { tableRows } from '../../../shared/form/evaluate.ts'
import { participantsOf, type VideoField } from '../../../shared/notice/video-forms.ts'
import { Problem } from '../../../shared/problems.ts'
import { changeDraftFiles, noteFile, type TakenFile } from '../attachments/take-file.ts'
import { loadLetters } from '../authorizations/load-letters.ts'
import { personStates } from '../authorizations/states.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { draftValues } from '../records/content.ts'
import { writeDraft } from '../records/draft-state.ts'
import { needOwnDraft } from '../records/load.ts'
import { refuseLocked, refuseLockedFiles } from '../records/return-lock.ts'
import type { Collection } from '../videos/collections.ts'
import { letterFollowsTitle, titleOf } from '../videos/entry-papers.ts'
import { mergePeople } from './merge-people.ts'
import { titleKey } from './titles.ts'

export interface Joining {
  readonly entryId: string
  readonly values: Readonly<Record<string, FieldValue>>
  /** Normalised rows; null: left as they are. */
  readonly people: readonly TableRow[] | null
  readonly mode: MethodParsed<'collection.take'>['entries'][number]['participantsMode']
}

/** @throws Problem collection.not-this-duty, record.unknown, record.not-ours, record.purged */
export async function joinEntry(
  trx: Queryable,
  ctx: HandlerContext,
  collection: Collection,
  { entryId, values, people, mode }: Joining,
): Promise<void> {
  const { pack, deliverable, registration, authorization } = collection
  const entry = await videoEntry(trx, entryId)
  if (!entry) throw new Problem('record.unknown', { recordId: entryId })
  if (entry.notice_id !== pack.id || entry.deliverable_id !== deliverable.id)
    throw new Problem('collection.not-this-duty', { title: titleOf(registration, values) })
  const letterId = entry.authorization_id
  const signers = letterId === null ? new Set<number>() : await signersOf(trx, ctx, letterId)
  const saved = await filled(trx, ctx, entryId, (before) =>
    signers.size > 0 ? withoutSameTitle(collection, before, values) : values,
  )
  await letterFollowsTitle(trx, ctx, { recordId: entryId, definition: registration, ...saved })
  const table = participantsOf(authorization)
  if (people === null || table === null || letterId === null) return
  await filled(trx, ctx, letterId, (before) => ({
    [table.id]: mode === 'replace' ? [...people] : mergePeople(tableRows(before[table.id]), people, signers),
  }))
}

/** Positions of those in the draft on whom a paper or a decision hangs. */
async function signersOf(trx: Queryable, ctx: HandlerContext, letterId: string): Promise<Set<number>> {
  const loaded = (await loadLetters(ctx, trx, [letterId])).get(letterId)
  const states = loaded ? personStates(loaded) : []
  return new Set(states.filter(({ state }) => state !== 'missing').map(({ participant }) => participant.position))
}

/** Signatures stand under the name of the work as it was written: other brackets are no reason to have them all again. */
function withoutSameTitle(
  { registration }: Collection,
  before: FormValues,
  values: Readonly<Record<string, FieldValue>>,
): FormValues {
  const { titleField } = registration
  if (titleField === undefined) return values
  if (titleKey(titleOf(registration, before)) !== titleKey(titleOf(registration, values))) return values
  const { [titleField]: _same, ...others } = values
  return others
}

async function filled(
  trx: Queryable,
  ctx: HandlerContext,
  recordId: string,
  change: (before: FormValues) => FormValues,
): Promise<{ before: FormValues; after: FormValues }> {
  const own = await needOwnDraft(trx, recordId)
  const { record, draft, definition } = own
  const before = draftValues(ctx.vault, draft)
  const values = change(before)
  const after = { ...before, ...values }
  if (Object.keys(values).length > 0) {
    await refuseLocked(trx, ctx, own, before, after)
    // The counter goes on: a page that has the old draft open must be told.
    const place = { recordId, definition, deviceId: record.device_id, draftSeq: draft.draft_seq + 1 }
    await writeDraft(trx, ctx, place, after)
  }
  return { before, after }
}

/** Whether an entry already shows another film. @param bytes of the one that came: the same size may be the same film */
export async function holdsOther(
  db: Queryable,
  { entryId, field, bytes }: { entryId: string; field: VideoField; bytes: number | null },
): Promise<boolean> {
  const held = (await draftAttachments(db, entryId)).filter((file) => file.field === field.id)
  return held.length > 0 && held.every((file) => file.bytes !== bytes)
}

/**
 * An entry shows one film: another one comes in its place, or not at all.
 * @returns false when the entry keeps the one that it has
 */
export async function attachVideo(
  trx: Queryable,
  ctx: HandlerContext,
  { entryId, field, replace }: { entryId: string; field: VideoField; replace: boolean },
  film: TakenFile,
): Promise<boolean> {
  const held = (await draftAttachments(trx, entryId)).filter((file) => file.field === field.id)
  const others = held.filter(({ digest }) => digest !== film.staged.digest)
  const isThere = others.length < held.length
  if (!replace && others.length > 0) return isThere
  if (isThere && others.length === 0) return true
  await changeDraftFiles(trx, ctx, entryId, async (own) => {
    await refuseLockedFiles(trx, own, field.id)
    for (const { digest } of others) await removeDraftAttachment(trx, entryId, field.id, digest)
    if (!isThere) await noteFile(trx, ctx, { recordId: entryId, field }, film)
  })
  return true
}
