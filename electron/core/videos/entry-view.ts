/** Entries as pages see them. Lists ask a fixed number of questions, however many entries there are. */
import { openTexts } from '../../../db/queries/record-list.ts'
import { type EntryFileRow, entryFiles, type ListedEntry, listVideoEntries } from '../../../db/queries/videos.ts'
import type { ConsentSum } from '../../../shared/api/authorizations.ts'
import type { RecordSummary } from '../../../shared/api/records.ts'
import type { EntryLack, EntryVideo, VideoEntry, VideoEntryDetail } from '../../../shared/api/videos.ts'
import { deliverableState } from '../../../shared/domain/record-state.ts'
import { videoVerdicts } from '../../../shared/domain/video-rules.ts'
import { isBlocking } from '../../../shared/form/validate.ts'
import { videoFaults } from '../../../shared/form/video-faults.ts'
import { type VideoField, videoFieldOf } from '../../../shared/notice/video-forms.ts'
import { Problem } from '../../../shared/problems.ts'
import { consentSums } from '../authorizations/sums.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { recordSummaries, recordSummary } from '../records/view.ts'
import { type Collection, findCollection, unitFieldOf } from './collections.ts'
import { ensureEntries } from './entries.ts'
import { keptFacts } from './video-files.ts'

type Summaries = ReadonlyMap<string, RecordSummary>

/** What is known beside the entry's own rows. */
interface Known {
  readonly collection: Collection | undefined
  readonly summaries: Summaries
  /** Of the entry's video field. */
  readonly files: readonly EntryFileRow[]
  readonly unit: string
  /** Null while the vault is locked: then nobody can tell. */
  readonly consents: ConsentSum | null
  readonly duplicates: number
}

const nobody: ConsentSum = { of: 0, signed: 0, exceptions: 0, onPaper: 0, guardiansMissing: 0 }

/** @throws nothing while the vault is locked: who has signed is left open then */
export async function listEntries(ctx: HandlerContext, noticeId: string | null): Promise<VideoEntry[]> {
  await ensureEntries(ctx, noticeId)
  return entriesHere(ctx, noticeId)
}

/** What each entry of a notice still lacks, by entry; an entry that {@link ensureEntries} has yet to make is not in it. */
export async function entryLacks(ctx: HandlerContext, noticeId: string): Promise<Map<string, EntryLack[]>> {
  return new Map((await entriesHere(ctx, noticeId)).map(({ entryId, lacks }) => [entryId, lacks]))
}

async function entriesHere(ctx: HandlerContext, noticeId: string | null): Promise<VideoEntry[]> {
  const rows = await listVideoEntries(ctx.db, { noticeId })
  if (rows.length === 0) return []
  const summaries = new Map((await recordSummaries(ctx, noticeId)).map((one) => [one.recordId, one]))
  return entriesOf(ctx, rows, summaries, await filesByEntry(ctx))
}

/** @throws Problem record.unknown when it is no entry, or was discarded */
export async function openEntry(ctx: HandlerContext, entryId: string): Promise<VideoEntryDetail> {
  const { noticeId } = await recordSummary(ctx, entryId)
  await ensureEntries(ctx, noticeId)
  const rows = await listVideoEntries(ctx.db, { noticeId: null, entryId })
  const letterId = rows[0]?.authorization_id
  const summaries = new Map<string, RecordSummary>()
  for (const id of [entryId, letterId]) {
    // The letter may come in a later package, or have been discarded by itself.
    const one = id && (await recordSummary(ctx, id).catch(ignoreUnknown))
    if (one) summaries.set(one.recordId, one)
  }
  const files = await filesByEntry(ctx)
  const [entry] = await entriesOf(ctx, rows, summaries, files)
  if (!entry) throw new Problem('record.unknown', { recordId: entryId })
  const collection = findCollection(ctx, entry.noticeId, entry.deliverableId)
  const videos: EntryVideo[] = []
  for (const row of videoRowsOf(files, entryId, collection))
    videos.push(await entryVideo(ctx, row, collection, othersWith(files, row.digest, entryId)))
  return {
    ...entry,
    registrationCode: summaries.get(entryId)?.code ?? null,
    authorizationCode: (letterId && summaries.get(letterId)?.code) || null,
    videos,
    dueAt: collection?.deliverable.dueAt ?? null,
    opensAt: collection?.deliverable.opensAt ?? null,
  }
}

function ignoreUnknown(error: unknown): null {
  if (error instanceof Problem && error.code === 'record.unknown') return null
  throw error
}

type FilesByEntry = ReadonlyMap<string, readonly EntryFileRow[]>

async function filesByEntry(ctx: HandlerContext): Promise<FilesByEntry> {
  const files = new Map<string, EntryFileRow[]>()
  for (const row of await entryFiles(ctx.db)) {
    const group = files.get(row.record_id)
    if (group) group.push(row)
    else files.set(row.record_id, [row])
  }
  return files
}

const fieldOf = (collection: Collection | undefined): VideoField | undefined =>
  collection && videoFieldOf(collection.registration)

/** Without its notice (taken back, or not here any more) whatever was inspected is a video of the entry. */
function videoRowsOf(files: FilesByEntry, entryId: string, collection: Collection | undefined): EntryFileRow[] {
  const field = fieldOf(collection)
  const rows = files.get(entryId) ?? []
  return rows.filter((row) => (field ? row.field === field.id : row.facts_json !== null))
}

const othersWith = (files: FilesByEntry, digest: string, entryId: string): string[] =>
  [...files].flatMap(([id, rows]) => (id !== entryId && rows.some((row) => row.digest === digest) ? [id] : []))

async function entriesOf(
  ctx: HandlerContext,
  rows: readonly ListedEntry[],
  summaries: Summaries,
  files: FilesByEntry,
): Promise<VideoEntry[]> {
  const letters = rows.flatMap((row) => (row.purged === 0 && row.authorization_id ? [row.authorization_id] : []))
  const sums = ctx.vault.state === 'locked' ? null : await consentSums(ctx, letters)
  const collections = new Map<string, Collection | undefined>()
  const units = new Map<string, ReadonlyMap<string, string>>()
  for (const row of rows) {
    const key = dutyKey(row)
    if (collections.has(key)) continue
    const collection = findCollection(ctx, row.notice_id, row.deliverable_id)
    collections.set(key, collection)
    const unit = collection && unitFieldOf(collection.registration)
    if (collection && unit)
      units.set(key, await openTexts(ctx.db, row.notice_id, collection.registration.id, unit, one(rows)))
  }
  const holders = new Map<string, Set<string>>()
  for (const [id, held] of files)
    for (const { digest } of held) holders.set(digest, (holders.get(digest) ?? new Set()).add(id))
  return rows.flatMap((row): VideoEntry[] => {
    const collection = collections.get(dutyKey(row))
    const ownFiles = videoRowsOf(files, row.entry_id, collection)
    const others = new Set(ownFiles.flatMap(({ digest }) => [...(holders.get(digest) ?? [])]))
    others.delete(row.entry_id)
    const entry = entryOf(row, {
      collection,
      summaries,
      files: ownFiles,
      unit: units.get(dutyKey(row))?.get(row.entry_id) ?? '',
      consents: sums && ((row.authorization_id && sums.get(row.authorization_id)) || nobody),
      duplicates: others.size,
    })
    return entry ? [entry] : []
  })
}

const dutyKey = ({ notice_id, deliverable_id }: ListedEntry): string => `${notice_id}\n${deliverable_id}`
const one = (rows: readonly ListedEntry[]): string | null => (rows.length === 1 ? (rows[0]?.entry_id ?? null) : null)

function entryOf(row: ListedEntry, known: Known): VideoEntry | null {
  const registration = known.summaries.get(row.entry_id)
  if (!registration) return null
  const letter = row.authorization_id === null ? undefined : known.summaries.get(row.authorization_id)
  const { collection, consents } = known
  const states = [
    registration.state,
    ...(letter ? [letter.state] : registration.own || registration.entered ? ['draft' as const] : []),
  ]
  return {
    entryId: row.entry_id,
    authorizationId: letter?.recordId ?? null,
    noticeId: row.notice_id,
    noticeShortTitle: registration.noticeShortTitle,
    deliverableId: row.deliverable_id,
    // A record without a name is called by its form; a work is not.
    title: registration.title === registration.formShortName ? '' : registration.title,
    unit: known.unit,
    officeId: registration.officeId,
    officeName: registration.officeName,
    own: registration.own,
    state: deliverableState(states),
    video: firstVideo(known),
    consents: consents ?? nobody,
    lacks: row.purged === 1 ? [] : lacksOf(registration, letter, known),
    collectedAt: row.collected_at,
    timing: timingOf(row.collected_at, collection),
    duplicates: known.duplicates,
    award: awardOf(row, collection),
    recommended: row.recommended_at !== null,
    originName: row.origin_name,
    purged: row.purged === 1,
  }
}

function firstVideo({ files, collection }: Known): VideoEntry['video'] {
  const [file] = files
  if (!file) return null
  const facts = file.facts_json === null ? null : keptFacts(file.facts_json)
  const field = fieldOf(collection)
  return {
    digest: file.digest,
    bytes: file.bytes,
    mediaType: file.media_type,
    durationSeconds: facts?.durationSeconds ?? null,
    displayWidth: facts?.displayWidth ?? null,
    displayHeight: facts?.displayHeight ?? null,
    hasPoster: file.has_poster === 1,
    ok: facts !== null && (!field || !videoFaults(field, [facts]).some(isBlocking)),
  }
}

function lacksOf(registration: RecordSummary, letter: RecordSummary | undefined, known: Known): EntryLack[] {
  const lacks: EntryLack[] = []
  const field = fieldOf(known.collection)
  const facts = known.files.map((file) => (file.facts_json === null ? null : keptFacts(file.facts_json)))
  const faults = field ? videoFaults(field, facts).filter(isBlocking).length : 0
  if (known.files.length === 0) lacks.push('video')
  else if (faults > 0) lacks.push('video-fault')
  // The film has a word of its own: what else blocks the registration is a matter of its text.
  const ofFilm = known.files.length > 0 ? faults : field?.required ? 1 : 0
  if (registration.blocking > ofFilm) lacks.push('registration')
  if (!letter) return [...lacks, 'authorization']
  const { consents } = known
  if (consents === null) return letter.blocking > 0 ? [...lacks, 'authorization'] : lacks
  if (consents.of === 0) lacks.push('participants')
  if (consents.guardiansMissing > 0) lacks.push('guardian')
  // A table of participants without a row is one finding of the letter.
  if (letter.blocking > (consents.of === 0 ? 1 : 0)) lacks.push('authorization')
  if (consents.signed + consents.exceptions < consents.of) lacks.push('consent')
  return lacks
}

/** By the notice's own dates: an office's earlier ones for itself bind nobody else. */
function timingOf(collectedAt: string, collection: Collection | undefined): VideoEntry['timing'] {
  const at = Date.parse(collectedAt)
  const { dueAt = null, opensAt = null } = collection?.deliverable ?? {}
  if (dueAt !== null && at > Date.parse(dueAt)) return 'late'
  return opensAt !== null && at < Date.parse(opensAt) ? 'early' : 'in-time'
}

/** '' stands for no award, by hand. */
function awardOf(
  { award_id: id, settings_json }: ListedEntry,
  collection: Collection | undefined,
): VideoEntry['award'] {
  if (!id) return null
  const settings = settings_json === null ? null : (JSON.parse(settings_json) as { awards?: VideoEntry['award'][] })
  const known = [...(settings?.awards ?? []), ...(collection?.video.awards ?? [])]
  return { id, name: known.find((award) => award?.id === id)?.name ?? id }
}

async function entryVideo(
  ctx: HandlerContext,
  row: EntryFileRow,
  collection: Collection | undefined,
  others: readonly string[],
): Promise<EntryVideo> {
  const facts = row.facts_json === null ? null : keptFacts(row.facts_json)
  const limits = fieldOf(collection)?.video
  const alsoIn: EntryVideo['alsoIn'] = []
  for (const entryId of others) alsoIn.push({ entryId, title: (await recordSummary(ctx, entryId)).title })
  return {
    digest: row.digest,
    bytes: row.bytes,
    mediaType: row.media_type,
    facts,
    verdicts: facts && limits ? videoVerdicts(facts, limits) : [],
    hasPoster: row.has_poster === 1,
    alsoIn,
  }
}
