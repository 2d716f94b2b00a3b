/** Each work in the making as a person sees it: its video inspected, its questions asked, the entry that it may be. */
import { basename } from 'node:path'
import type { CollectionQuestion, ProposedEntry } from '../../../shared/api/collection.ts'
import { videoFieldOf } from '../../../shared/notice/video-forms.ts'
import { fileWords, questionWords } from '../../../shared/wording/collection.ts'
import type { Collection } from '../videos/collections.ts'
import { inspectVideo, patientTimeout } from '../videos/inspect.ts'
import { titleField } from './columns.ts'
import { type Draft, keyOf, peopleOf, question } from './drafts.ts'
import type { FoundPicture } from './find-letters.ts'
import { type KnownEntry, sameWork } from './known-entries.ts'
import type { VideoMatch } from './match.ts'
import { orTold } from './read-papers.ts'
import { meaningOf, titleKey } from './titles.ts'
import { peopleQuestions, valueQuestions } from './value-questions.ts'
import type { FoundFile } from './walk-files.ts'

export interface Setting {
  readonly collection: Collection
  readonly known: readonly KnownEntry[]
  readonly letters: readonly FoundPicture[]
  readonly drafts: readonly Draft[]
  readonly signal: AbortSignal
  /** One file further. @throws Problem cancelled */
  readonly step: () => void
  /** Videos that belong to nobody yet. */
  readonly unheld: readonly { readonly path: string }[]
}

type Video = NonNullable<ProposedEntry['video']>

/** @throws Problem cancelled */
export async function proposalOf(setting: Setting): Promise<ProposedEntry[]> {
  const entries: ProposedEntry[] = []
  for (const draft of setting.drafts) entries.push(await entryOfDraft(setting, draft))
  sameVideos(setting.drafts, entries)
  return [...entries, ...scansAlone(setting, entries)]
}

async function entryOfDraft(setting: Setting, draft: Draft): Promise<ProposedEntry> {
  const { collection, known, letters } = setting
  const { values, doubts, stated } = draft.read
  const people = peopleOf(collection, draft)
  const seen = new Map<FoundFile, Video>()
  for (const { file } of draft.videos) seen.set(file, await inspected(setting, file))
  // One that opens is meant rather than one that does not; what is wrong with the other is told beside it.
  const whole = draft.videos.filter(({ file }) => seen.get(file)?.inspected)
  const videos = whole.length > 0 ? whole : draft.videos
  const chosen = choose(draft.title, videos)
  const video = (chosen && seen.get(chosen.file)) ?? null
  const existing =
    known.find(
      ({ entryId, authorizationId }) =>
        draft.recordId !== null && (entryId === draft.recordId || authorizationId === draft.recordId),
    ) ?? known.find((one) => sameWork(one, draft))
  const own = existing ? letters.filter(({ entryId }) => entryId === existing.entryId) : []
  const questions: CollectionQuestion[] = [
    ...(existing ? [question('same-entry', questionWords.sameAsExisting(existing.title))] : []),
    ...(existing ? joinQuestions(setting, draft, existing, video) : []),
    ...draft.questions,
    ...videoQuestions(setting, draft, videos, chosen),
    ...statedQuestions(stated, video),
    ...valueQuestions(collection, values, doubts),
    ...peopleQuestions(collection, people),
  ]
  const files: ProposedEntry['files'] = [
    ...draft.files,
    ...draft.videos.map(({ file }) => {
      const message = seen.get(file)?.problem ?? (file === chosen?.file ? '' : fileWords.videoBesides)
      return { path: file.path, kind: 'video' as const, message }
    }),
    ...own.map(({ file, message }) => ({ path: file.path, kind: 'picture' as const, message })),
  ]
  return {
    key: keyOf(draft),
    title: draft.title,
    files,
    values,
    participants: people.map(({ row }) => row),
    video,
    scanPaths: own.map(({ file }) => file.path),
    stated,
    questions,
    existing: existing ? { entryId: existing.entryId, title: existing.title } : null,
  }
}

/** The one with the title in its name, else the largest; where there are several, a person is asked. */
function choose(title: string, videos: readonly VideoMatch[]): VideoMatch | null {
  const named = videos.filter(
    ({ by, file }) => by === 'title' && titleKey(title) === titleKey(file.name.replace(/\.\w+$/u, '')),
  )
  const [one] = named
  if (named.length === 1 && one) return one
  const list = named.length > 0 ? named : videos
  return [...list].sort((a, b) => b.file.bytes - a.file.bytes)[0] ?? null
}

async function inspected({ collection, signal, step }: Setting, file: FoundFile): Promise<Video> {
  step()
  const limits = videoFieldOf(collection.registration)?.video
  const { path, bytes } = file
  return orTold<Video>(
    async () => ({
      path,
      bytes,
      inspected: await inspectVideo(path, { ...(limits && { limits }), signal, timeout: patientTimeout }),
      problem: null,
    }),
    (problem) => ({ path, bytes, inspected: null, problem }),
  )
}

/** What joining would change about an entry that is here, beside filling its gaps. */
function joinQuestions(
  { collection }: Setting,
  draft: Draft,
  existing: KnownEntry,
  video: Video | null,
): CollectionQuestion[] {
  const asked: CollectionQuestion[] = []
  // The same size may be the same film: taking it tells.
  if (video && existing.videoBytes.length > 0 && !existing.videoBytes.includes(video.bytes))
    asked.push(question('other-video', questionWords.otherVideo))
  const [ours, theirs] = [existing.title, draft.title]
  if (ours !== '' && theirs !== '' && titleKey(ours) !== titleKey(theirs))
    asked.push(question('titles-differ', questionWords.titleOfExisting(ours, theirs), titleField(collection)))
  return asked
}

function videoQuestions(
  { unheld, collection }: Setting,
  draft: Draft,
  videos: readonly VideoMatch[],
  chosen: VideoMatch | null,
): CollectionQuestion[] {
  if (!chosen) {
    const files = unheld.map(({ path }) => basename(path)).slice(0, 5)
    return [question('no-video', files.length > 0 ? questionWords.noVideoBut(files) : questionWords.noVideo)]
  }
  const asked: CollectionQuestion[] = []
  if (videos.length > 1)
    asked.push(question('several-videos', questionWords.severalVideos(videos.map(({ file }) => file.name))))
  const { by, file } = chosen
  const field = titleField(collection)
  if (by === 'name') asked.push(question('titles-differ', questionWords.byName(file.name), field))
  else if (draft.title !== '' && (by === 'part-of-title' || (by === 'only-pair' && meaningOf(file.name) !== '')))
    asked.push(question('titles-differ', questionWords.titleOfVideo(file.name, draft.title), field))
  return asked
}

/** People count in minutes; the file counts in thousandths. */
const maxDifference = 2

function statedQuestions(stated: ProposedEntry['stated'], video: ProposedEntry['video']): CollectionQuestion[] {
  if (!stated) return []
  const asked: CollectionQuestion[] = []
  const real = video?.inspected?.durationSeconds ?? null
  if (real !== null && stated.seconds !== null && Math.abs(real - stated.seconds) > maxDifference)
    asked.push(question('value-odd', questionWords.statedDuration(clock(stated.seconds), clock(real))))
  else if (real === null && stated.askSeconds) asked.push(question('value-odd', questionWords.statedUnsure))
  if (stated.signed === false) asked.push(question('value-odd', questionWords.statedUnsigned))
  return asked
}

function clock(seconds: number): string {
  const whole = Math.round(seconds)
  const minutes = Math.floor(whole / 60)
  return minutes === 0 ? `${whole}秒` : `${minutes}分${String(whole % 60).padStart(2, '0')}秒`
}

function sameVideos(drafts: readonly Draft[], entries: readonly ProposedEntry[]): void {
  const seen = new Map<string, ProposedEntry[]>()
  for (const entry of entries) {
    if (!entry.video || entry.video.bytes === 0) continue
    const file = drafts.flatMap(({ videos }) => videos).find((match) => match.file.path === entry.video?.path)?.file
    const key = `${entry.video.bytes}/${file?.name.toLowerCase()}`
    seen.set(key, [...(seen.get(key) ?? []), entry])
  }
  for (const group of seen.values())
    for (const entry of group)
      for (const other of group)
        if (other !== entry) entry.questions.push(question('same-video', questionWords.sameVideo(other.title)))
}

/** Signed paper of entries that nothing else came for. */
function scansAlone({ known, letters }: Setting, entries: readonly ProposedEntry[]): ProposedEntry[] {
  return known.flatMap(({ entryId, title }): ProposedEntry[] => {
    const own = letters.filter((one) => one.entryId === entryId)
    if (own.length === 0 || entries.some(({ existing }) => existing?.entryId === entryId)) return []
    return [
      {
        key: `entry-${entryId}`,
        title,
        files: own.map(({ file, message }) => ({ path: file.path, kind: 'picture', message })),
        values: {},
        participants: [],
        video: null,
        scanPaths: own.map(({ file }) => file.path),
        stated: null,
        questions: [],
        existing: { entryId, title },
      },
    ]
  })
}
