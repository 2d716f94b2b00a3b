/** 收作品, second half: confirmed works become entries, one by one. A failing one leaves nothing and stops nobody. */
import type { Queryable } from '../../../db/connection.ts'
import { addDraftAttachment, saveAttachment } from '../../../db/queries/attachments.ts'
import { draftAttachments } from '../../../db/queries/records.ts'
import { setCollectedAt, videoEntry } from '../../../db/queries/videos.ts'
import type { TakenEntry } from '../../../shared/api/collection.ts'
import type { MethodParsed } from '../../../shared/api/contract.ts'
import type { InspectedVideo } from '../../../shared/api/videos.ts'
import type { FieldValue, FormValues, TableRow } from '../../../shared/form/definition.ts'
import { isEmpty, isEmptyRow } from '../../../shared/form/evaluate.ts'
import { normaliseValue } from '../../../shared/form/normalise.ts'
import { participantsOf, videoFieldOf } from '../../../shared/notice/video-forms.ts'
import { Problem } from '../../../shared/problems.ts'
import { fileWords } from '../../../shared/wording/collection.ts'
import { problemLine } from '../../../shared/wording/problem-sentences.ts'
import type { StagedFile } from '../attachments/attachment-store.ts'
import { sourceMark, takeIn } from '../attachments/source-file.ts'
import { type Call, changed, type HandlerContext } from '../handlers/context.ts'
import { draftValues } from '../records/content.ts'
import { writeDraft } from '../records/draft-state.ts'
import { needOwnDraft } from '../records/load.ts'
import { typedValues } from '../records/typed-values.ts'
import { dropScans } from '../scans/drop.ts'
import { runTask } from '../submission/long-task.ts'
import type { Collection } from '../videos/collections.ts'
import { unitFieldOf } from '../videos/collections.ts'
import { createEntry, letterFollowsTitle, titleOf } from '../videos/entry-papers.ts'
import { inspectVideo } from '../videos/inspect.ts'
import { keepFacts, videoMedia } from '../videos/video-files.ts'
import { knownEntries, sameWork } from './known-entries.ts'

type Wanted = MethodParsed<'collection.take'>['entries'][number]
/** As it will be stored. */
interface Ready {
  readonly wanted: Wanted
  readonly values: Record<string, FieldValue>
  readonly letter: FormValues
}
interface KeptVideo {
  readonly staged: StagedFile
  readonly inspected: InspectedVideo
}

/** @throws Problem cancelled; what was taken until then stays */
export async function takeEntries(
  ctx: HandlerContext,
  call: Call,
  collection: Collection,
  entries: readonly Wanted[],
): Promise<TakenEntry[]> {
  const taken: TakenEntry[] = []
  // The row of the task keeps numbers only: a title may name a person.
  await runTask(ctx, call, { kind: 'import', title: `收作品 ${entries.length} 件` }, async (task) => {
    for (const wanted of entries) {
      if (task.signal.aborted) throw new Problem('cancelled', {})
      task.progress({ phase: 'take', done: taken.length, total: entries.length, unit: 'records' })
      taken.push(await takeOne(ctx, task, collection, wanted))
      changed(ctx, 'records')
    }
    task.progress({ phase: 'take', done: taken.length, total: entries.length, unit: 'records' })
    return { taken: taken.filter(({ entryId }) => entryId !== null).length, of: entries.length }
  })
  return taken
}

async function takeOne(ctx: HandlerContext, call: Call, collection: Collection, wanted: Wanted): Promise<TakenEntry> {
  const { key } = wanted
  let title = titleOf(collection.registration, wanted.values)
  try {
    const ready = prepared(collection, wanted)
    title = titleOf(collection.registration, ready.values)
    const video = wanted.videoPath === null ? null : await keepVideo(ctx, call, collection, wanted.videoPath)
    const entryId = await written(ctx, collection, ready, video)
    title ||= await titleHere(ctx, collection, entryId)
    const scansLeft = await keepScans(ctx, call, wanted.scanPaths)
    return { key, entryId, title, problem: null, scans: wanted.scanPaths.length - scansLeft.length, scansLeft }
  } catch (error) {
    if (error instanceof Problem && error.code === 'cancelled') throw error
    const problem =
      error instanceof Problem ? error : new Problem('internal', { logId: ctx.log.error('collection.take', error) })
    return { key, entryId: null, title, problem: problemLine(problem.toData()) }
  }
}

/** The entry stands by now: whatever happens to a scan is said beside it. @returns those that were not kept */
async function keepScans(
  ctx: HandlerContext,
  call: Call,
  paths: readonly string[],
): Promise<{ path: string; message: string }[]> {
  const left: { path: string; message: string }[] = []
  for (const path of paths) {
    try {
      const [dropped] = await dropScans(ctx, call, [path])
      if (dropped?.scan === null) left.push({ path, message: leftWords(dropped) })
    } catch (error) {
      if (!(error instanceof Problem) || error.code === 'cancelled') throw error
      left.push({ path, message: problemLine(error.toData()) })
    }
  }
  return left
}

function leftWords(one: Awaited<ReturnType<typeof dropScans>>[number] & { scan: null }): string {
  switch (one.why) {
    case 'failed':
      return one.detail
    case 'unreadable':
      return fileWords.pictureWithoutCode
    case 'several':
      return fileWords.pictureSeveral
    case 'elsewhere':
      return fileWords.pictureElsewhere
    case 'other-content':
      return fileWords.pictureOtherContent
  }
}

/** @throws Problem field.unknown */
function prepared({ registration, authorization }: Collection, wanted: Wanted): Ready {
  const table = participantsOf(authorization)
  const values = Object.fromEntries(
    Object.entries(typedValues(registration, wanted.values)).filter(([, value]) => !isEmpty(value)),
  )
  if (!table || wanted.participants === null) return { wanted, values, letter: {} }
  const known = new Set(table.columns.map(({ id }) => id))
  const rows = wanted.participants.map(
    (row): TableRow =>
      Object.fromEntries(Object.entries(row).filter(([id, cell]) => known.has(id) && cell.trim() !== '')),
  )
  return {
    wanted,
    values,
    letter: {
      [table.id]: normaliseValue(
        table,
        rows.filter((row) => !isEmptyRow(row)),
      ),
    },
  }
}

/** Copied in one pass and looked at. @throws Problem video.unreadable, file.*, disk.full, attachment.too-large, cancelled */
async function keepVideo(
  ctx: HandlerContext,
  call: Call,
  { registration }: Collection,
  path: string,
): Promise<KeptVideo> {
  const field = videoFieldOf(registration)
  if (!field) throw new Problem('field.unknown', { fieldId: 'video' })
  // As it is before it is looked at: another file under this name would have the facts of this one.
  const mark = await sourceMark(path)
  const inspected = await inspectVideo(path, { limits: field.video, signal: call.signal })
  const staged = await takeIn(ctx.attachments, path, {
    // check-pack.ts: a video that is shown and judged is no personal file.
    sealed: false,
    recordId: '',
    maxBytes: field.maxBytes,
    signal: call.signal,
    mark,
    dataDir: ctx.store.dataDir,
    onBytes: (done, total) => call.progress({ phase: 'copy', done, total, unit: 'bytes' }),
  })
  return { staged, inspected }
}

/** One transaction: the entry with its papers and its file, or nothing. @returns its id */
async function written(
  ctx: HandlerContext,
  collection: Collection,
  ready: Ready,
  video: KeptVideo | null,
): Promise<string> {
  const fresh = video !== null && !ctx.attachments.has(video.staged.digest)
  if (video) await ctx.attachments.put(video.staged)
  try {
    return await ctx.write(async (trx) => {
      const { entryId: known } = ready.wanted
      const digest = video?.staged.digest ?? null
      const entryId =
        known === null
          ? await added(trx, ctx, collection, ready, digest)
          : await grown(trx, ctx, collection, ready, known)
      if (video) await attached(trx, ctx, entryId, video)
      return entryId
    })
  } catch (error) {
    // Gigabytes that no row names would lie there until the next start.
    if (video && fresh) await ctx.attachments.takeBack(video.staged.digest)
    throw error
  }
}

async function added(
  trx: Queryable,
  ctx: HandlerContext,
  collection: Collection,
  { wanted, values, letter }: Ready,
  digest: string | null,
): Promise<string> {
  await refuseTwice(trx, collection, values, digest)
  const { entryId } = await createEntry(trx, ctx, {
    collection,
    registration: values,
    authorization: letter,
    way: 'folder',
  })
  if (wanted.receivedAt !== null) await setCollectedAt(trx, entryId, new Date(wanted.receivedAt).toISOString())
  return entryId
}

/** A second click must not make a second entry. @throws Problem collection.same-work */
async function refuseTwice(
  trx: Queryable,
  collection: Collection,
  values: FormValues,
  digest: string | null,
): Promise<void> {
  const title = titleOf(collection.registration, values)
  const unit = values[unitFieldOf(collection.registration) ?? '']
  const work = { title, unit: typeof unit === 'string' ? unit : '' }
  for (const known of await knownEntries(trx, collection)) {
    const files = await draftAttachments(trx, known.entryId)
    const sameFile = digest === null ? files.length === 0 : files.some((file) => file.digest === digest)
    const same = digest === null ? sameWork(known, work) : sameWork({ ...known, unit: '' }, work)
    if (same && (sameFile || digest === null)) throw new Problem('collection.same-work', { title })
    // Without a title the file alone tells: it came by itself, twice.
    if (title === '' && known.title === '' && digest !== null && sameFile)
      throw new Problem('collection.same-work', { title: '（还没有名称）' })
  }
}

/** What is confirmed goes in; what is not named stays. @throws Problem collection.not-this-duty, record.unknown, record.not-ours */
async function grown(
  trx: Queryable,
  ctx: HandlerContext,
  { pack, deliverable, registration }: Collection,
  { values, letter }: Ready,
  entryId: string,
): Promise<string> {
  const entry = await videoEntry(trx, entryId)
  if (!entry) throw new Problem('record.unknown', { recordId: entryId })
  if (entry.notice_id !== pack.id || entry.deliverable_id !== deliverable.id)
    throw new Problem('collection.not-this-duty', { title: titleOf(registration, values) })
  const before = await filled(trx, ctx, entryId, values)
  await letterFollowsTitle(trx, ctx, { recordId: entryId, definition: registration, ...before })
  if (Object.keys(letter).length > 0 && entry.authorization_id !== null)
    await filled(trx, ctx, entry.authorization_id, letter)
  return entryId
}

async function filled(
  trx: Queryable,
  ctx: HandlerContext,
  recordId: string,
  values: FormValues,
): Promise<{ before: FormValues; after: FormValues }> {
  const { record, draft, definition } = await needOwnDraft(trx, recordId)
  const before = draftValues(ctx.vault, draft)
  const after = { ...before, ...values }
  if (Object.keys(values).length > 0) {
    // The counter goes on: a page that has the old draft open must be told.
    const place = { recordId, definition, deviceId: record.device_id, draftSeq: draft.draft_seq + 1 }
    await writeDraft(trx, ctx, place, after)
  }
  return { before, after }
}

async function attached(
  trx: Queryable,
  ctx: HandlerContext,
  recordId: string,
  { staged, inspected }: KeptVideo,
): Promise<void> {
  const { record, draft, definition, files } = await needOwnDraft(trx, recordId)
  const field = videoFieldOf(definition)
  if (!field) throw new Problem('field.unknown', { fieldId: 'video' })
  const { verdicts: _verdicts, ...facts } = inspected
  const { mediaType, width, height } = videoMedia(facts)
  const { digest, bytes } = staged
  const row = { digest, bytes, media_type: mediaType, width, height, personal: 0, thumb: null } as const
  await saveAttachment(trx, { ...row, added_at: ctx.now().toISOString() })
  // Never the name of the source file: it may hold a person's name (bundle-format §3).
  const count = files.filter((file) => file.field === field.id).length
  await addDraftAttachment(trx, recordId, field.id, digest, `${field.label}${count + 1}`)
  await keepFacts(trx, ctx, digest, facts)
  const place = { recordId, definition, deviceId: record.device_id, draftSeq: draft.draft_seq }
  await writeDraft(trx, ctx, place, draftValues(ctx.vault, draft))
}

async function titleHere(ctx: HandlerContext, collection: Collection, entryId: string): Promise<string> {
  const { draft } = await needOwnDraft(ctx.db, entryId)
  return titleOf(collection.registration, JSON.parse(draft.values_json) as FormValues)
}
