/** 收作品, second half: confirmed works become entries, one by one. A failing one leaves nothing and stops nobody. */
import { stat } from 'node:fs/promises'
import type { Queryable } from '../../../db/connection.ts'
import { draftAttachments } from '../../../db/queries/records.ts'
import { setCollectedAt } from '../../../db/queries/videos.ts'
import type { TakenEntry } from '../../../shared/api/collection.ts'
import type { MethodParsed } from '../../../shared/api/contract.ts'
import type { FieldValue, FormValues, TableRow } from '../../../shared/form/definition.ts'
import { isEmpty, isEmptyRow, tableRows } from '../../../shared/form/evaluate.ts'
import { normaliseValue } from '../../../shared/form/normalise.ts'
import { participantsOf, type VideoField, videoFieldOf } from '../../../shared/notice/video-forms.ts'
import { Problem } from '../../../shared/problems.ts'
import { fileWords } from '../../../shared/wording/collection.ts'
import { problemLine } from '../../../shared/wording/problem-sentences.ts'
import { putWith, type TakenFile, takeFile } from '../attachments/take-file.ts'
import { aboutRecord } from '../deeds/look.ts'
import { noteDeed } from '../deeds/note.ts'
import { type Call, changed, type HandlerContext } from '../handlers/context.ts'
import { needOwnDraft } from '../records/load.ts'
import { typedValues } from '../records/typed-values.ts'
import { dropScans } from '../scans/drop.ts'
import { runTask } from '../submission/long-task.ts'
import type { Collection } from '../videos/collections.ts'
import { unitFieldOf } from '../videos/collections.ts'
import { createEntry, titleOf } from '../videos/entry-papers.ts'
import { attachVideo, holdsOther, joinEntry } from './join-entry.ts'
import { knownEntries, sameWork } from './known-entries.ts'

type Wanted = MethodParsed<'collection.take'>['entries'][number]
/** As it will be stored. */
interface Ready {
  readonly wanted: Wanted
  readonly values: Record<string, FieldValue>
  /** Rows of the letter; null: nothing is said of people. */
  readonly people: readonly TableRow[] | null
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
    const field = needVideoField(collection)
    const { videoPath } = wanted
    const stays = videoPath !== null && (await keepsItsOwn(ctx, field, wanted, videoPath))
    const film = videoPath === null || stays ? null : await takeFile(ctx, call, { recordId: '', field }, videoPath)
    const { entryId, noted } = await written(ctx, collection, ready, film && { film, field })
    const videoLeft = stays || !noted ? fileWords.videoLeft : null
    title ||= await titleHere(ctx, collection, entryId)
    const scansLeft = await keepScans(ctx, call, wanted.scanPaths)
    const scans = wanted.scanPaths.length - scansLeft.length
    return { key, entryId, title, problem: null, videoLeft, scans, scansLeft }
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
  if (!table || wanted.participants === null) return { wanted, values, people: null }
  const known = new Set(table.columns.map(({ id }) => id))
  const rows = wanted.participants.map(
    (row): TableRow =>
      Object.fromEntries(Object.entries(row).filter(([id, cell]) => known.has(id) && cell.trim() !== '')),
  )
  const filled = rows.filter((row) => !isEmptyRow(row))
  return { wanted, values, people: tableRows(normaliseValue(table, filled)) }
}

/** @throws Problem field.unknown */
function needVideoField({ registration }: Collection): VideoField {
  const field = videoFieldOf(registration)
  if (!field) throw new Problem('field.unknown', { fieldId: 'video' })
  return field
}

/** Told before a gigabyte is copied for nothing. */
async function keepsItsOwn(ctx: HandlerContext, field: VideoField, wanted: Wanted, path: string): Promise<boolean> {
  const { entryId, replaceVideo } = wanted
  if (entryId === null || replaceVideo) return false
  const facts = await stat(path).catch(() => null)
  return holdsOther(ctx.db, { entryId, field, bytes: facts?.size ?? null })
}

type Film = { readonly film: TakenFile; readonly field: VideoField }

/** One transaction: the entry with its papers and its file, or nothing. `noted`: the film that came is the entry's now. */
async function written(
  ctx: HandlerContext,
  collection: Collection,
  ready: Ready,
  video: Film | null,
): Promise<{ entryId: string; noted: boolean }> {
  const write = (): Promise<{ entryId: string; noted: boolean }> =>
    ctx.write(async (trx) => {
      const { entryId: known, replaceVideo: replace, participantsMode: mode } = ready.wanted
      const { values, people } = ready
      if (known !== null) await joinEntry(trx, ctx, collection, { entryId: known, values, people, mode })
      const entryId = known ?? (await added(trx, ctx, collection, ready, video?.film.staged.digest ?? null))
      if (known !== null) noteDeed(trx, { deed: 'works.taken', ...(await aboutRecord(trx, entryId)) })
      if (!video) return { entryId, noted: true }
      return { entryId, noted: await attachVideo(trx, ctx, { entryId, field: video.field, replace }, video.film) }
    })
  return video ? putWith(ctx, video.film, write) : write()
}

async function added(
  trx: Queryable,
  ctx: HandlerContext,
  collection: Collection,
  { wanted, values, people }: Ready,
  digest: string | null,
): Promise<string> {
  await refuseTwice(trx, collection, values, digest)
  const table = participantsOf(collection.authorization)
  const { entryId } = await createEntry(trx, ctx, {
    collection,
    registration: values,
    authorization: table && people ? { [table.id]: [...people] } : {},
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

async function titleHere(ctx: HandlerContext, collection: Collection, entryId: string): Promise<string> {
  const { draft } = await needOwnDraft(ctx.db, entryId)
  return titleOf(collection.registration, JSON.parse(draft.values_json) as FormValues)
}
