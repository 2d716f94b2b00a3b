/** Conflicts of a held package: what stands here beside what arrived (domain §5.6); and what lost such a choice before. */
import { findInbox, type InboxRow } from '../../../db/queries/inbox.ts'
import { office as findOffice } from '../../../db/queries/offices.ts'
import { record as findRecord, type RecordRow } from '../../../db/queries/records.ts'
import { revision as findRevision, type RevisionRow } from '../../../db/queries/revisions.ts'
import {
  bringersOf,
  filesOfRevision,
  findRival,
  type RivalFile,
  type RivalRow,
  rivalsOf,
} from '../../../db/queries/rivals.ts'
import type { ConflictSide, RecordConflict, RivalRevision } from '../../../shared/api/intake.ts'
import type { FormDefinition } from '../../../shared/form/definition.ts'
import { Problem } from '../../../shared/problems.ts'
import type { Call, HandlerContext } from '../handlers/context.ts'
import { ageIdentity } from '../offices/own-office.ts'
import { revisionCode } from '../package/canonical.ts'
import { type ReadRecord, readRecords } from '../package/read-records.ts'
import { frozenRevision, personalDocument } from '../package/schema.ts'
import { asValues, recordTitle, revisionContent } from '../records/content.ts'
import { frozenText } from '../records/frozen.ts'
import { formOfRevision, needRecord } from '../records/load.ts'
import { rivalLabel } from '../submission/rivals.ts'
import { knownCard } from '../submission/verify-context.ts'
import { type Content, compareContents } from './compare.ts'
import { heldSource } from './held-copies.ts'

/** @throws Problem intake.not-waiting, keys.locked, file.vanished, file.changed */
export async function heldConflicts(ctx: HandlerContext, call: Call, digest: string): Promise<RecordConflict[]> {
  const row = await findInbox(ctx.db, digest)
  const path = await heldSource(ctx, digest)
  if (row?.result !== 'held' || path === null) throw new Problem('intake.not-waiting', {})
  if (ctx.vault.state === 'locked') throw new Problem('keys.locked', {})
  const contested = new Map<string, RevisionRow>()
  for (const { recordId, revision, digest: theirs } of listedRecords(row)) {
    const here = await findRevision(ctx.db, recordId, revision)
    if (!here || here.digest === theirs) continue
    // Chosen before: it is not asked again.
    if ((await findRival(ctx.db, theirs))?.record_id === recordId) continue
    contested.set(`${recordId}-${revision}`, here)
  }
  if (contested.size === 0) return []
  const identity = await ageIdentity(ctx)
  const wanted = ({ recordId, revision }: { recordId: string; revision: number }) =>
    contested.has(`${recordId}-${revision}`)
  const read = await readRecords(path, digest, wanted, { identity, signal: call.signal })
  const conflicts: RecordConflict[] = []
  for (const one of read.records) {
    const here = contested.get(`${one.entry.recordId}-${one.entry.revision}`)
    if (here) conflicts.push(await conflictOf(ctx, here, one, { row, createdAt: read.json.createdAt }))
  }
  return conflicts
}

const listedRecords = (row: InboxRow): { recordId: string; revision: number; digest: string }[] =>
  (JSON.parse(row.package_json ?? '{}') as { records?: { recordId: string; revision: number; digest: string }[] })
    .records ?? []

async function conflictOf(
  ctx: HandlerContext,
  here: RevisionRow,
  arrived: ReadRecord,
  came: { readonly row: InboxRow; readonly createdAt: string },
): Promise<RecordConflict> {
  const record = await findRecord(ctx.db, here.record_id)
  if (!record) throw new Problem('record.unknown', { recordId: here.record_id })
  const form = await formOfRevision(ctx.db, record, here)
  const files = await filesOfRevision(ctx.db, here.record_id, here.revision)
  const ours = { values: revisionContent(ctx.vault, here).values, files }
  const theirs: Content = {
    values: { ...asValues(arrived.revision.values), ...asValues(arrived.personal?.fields ?? {}) },
    files: arrivedFiles(form, arrived, files),
  }
  const [first] = await bringersOf(ctx.db, here.record_id, here.revision, here.digest)
  const receivedAt = first ? ((await findInbox(ctx.db, first.tag_manifest_digest))?.received_at ?? null) : null
  return {
    recordId: here.record_id,
    title: recordTitle(form, ours.values),
    formShortName: form.shortName,
    officeName: (await findOffice(ctx.db, record.office_id))?.name ?? '',
    here: await side(ctx, record, { ...here, at: here.frozen_at, receivedAt }),
    arrived: await side(ctx, record, {
      revision: arrived.entry.revision,
      digest: arrived.entry.digest,
      device_id: arrived.revision.deviceId,
      at: came.createdAt,
      receivedAt: came.row.received_at,
    }),
    fields: compareContents(form, ours, theirs),
  }
}

/** A sealed file says nothing in clear: it stands where the same file stands here, or in the form's only place for such. */
function arrivedFiles(form: FormDefinition, { entry }: ReadRecord, known: Content['files']): Content['files'] {
  const places = form.fields.filter((field) => field.kind === 'attachments' && field.personal)
  const only = places.length === 1 ? (places[0]?.id ?? '') : ''
  return entry.attachments.map(({ digest, field, title }) => {
    const same = known.find((file) => file.digest === digest)
    return { digest, field: field ?? same?.field ?? only, title: title ?? same?.title ?? '' }
  })
}

async function side(
  ctx: HandlerContext,
  record: RecordRow,
  of: { revision: number; digest: string; device_id: string; at: string; receivedAt: string | null },
): Promise<ConflictSide> {
  const card = await knownCard(ctx, record.office_id)
  const place = card?.devices.findIndex((device) => device.deviceId === of.device_id) ?? -1
  return {
    revision: of.revision,
    digest: of.digest,
    code: revisionCode(of.digest),
    deviceId: of.device_id,
    // What an office calls its computers stands on no card.
    deviceName: place < 0 ? '' : `第${place + 1}台电脑`,
    at: of.at,
    receivedAt: of.receivedAt,
  }
}

/** Newest first, each beside the one that counts. @throws Problem record.unknown, keys.locked */
export async function recordRivals(ctx: HandlerContext, recordId: string): Promise<RivalRevision[]> {
  const record = await needRecord(ctx.db, recordId)
  const list: RivalRevision[] = []
  for (const rival of await rivalsOf(ctx.db, recordId)) {
    const here = await findRevision(ctx.db, recordId, rival.revision)
    if (!here) continue
    const form = await formOfRevision(ctx.db, record, here)
    const ours = {
      values: revisionContent(ctx.vault, here).values,
      files: await filesOfRevision(ctx.db, recordId, rival.revision),
    }
    list.push({
      digest: rival.digest,
      code: revisionCode(rival.digest),
      revision: rival.revision,
      deviceId: rival.device_id,
      keptAt: rival.kept_at,
      fields: compareContents(form, ours, rivalContent(ctx, rival)),
    })
  }
  return list
}

function rivalContent(ctx: HandlerContext, rival: RivalRow): Content {
  const frozen = frozenRevision.parse(JSON.parse(frozenText(rival)))
  const label = rivalLabel(rival.record_id, rival.digest)
  const personal = rival.personal_sealed
    ? personalDocument.parse(JSON.parse(ctx.vault.openField(label, rival.personal_sealed)))
    : null
  return {
    values: { ...asValues(frozen.values), ...asValues(personal?.fields ?? {}) },
    files: JSON.parse(rival.files_json) as RivalFile[],
  }
}
