/** 收作品, first half: what was dropped, put together into entries with every doubt as a question. Nothing is kept here. */
import type { CollectedFile, CollectionProposal } from '../../../shared/api/collection.ts'
import { Problem } from '../../../shared/problems.ts'
import { fileWords, otherWords, passedWords, questionWords } from '../../../shared/wording/collection.ts'
import type { Call, HandlerContext } from '../handlers/context.ts'
import { withLane } from '../received/in-thread.ts'
import type { Collection } from '../videos/collections.ts'
import { titleField } from './columns.ts'
import { addPeople, type Draft, draftsOf, keyOf, listedWorks, newDraft, question } from './drafts.ts'
import { type FoundKind, kindOf } from './file-kinds.ts'
import { type FoundPicture, findLetters } from './find-letters.ts'
import { knownEntries } from './known-entries.ts'
import { foldersOf, matchVideos, workOfFolder } from './match.ts'
import { proposalOf, type Setting } from './proposal.ts'
import { type FoundPaper, orTold, readPaper } from './read-papers.ts'
import { meaningOf, titleOfName } from './titles.ts'
import { type FoundFile, walkFiles } from './walk-files.ts'

type Sorted = { readonly file: FoundFile; readonly kind: FoundKind['kind'] | 'untold'; readonly message: string }

/** @throws Problem collection.too-many, cancelled, keys.locked */
export async function propose(
  ctx: HandlerContext,
  call: Call,
  collection: Collection,
  paths: readonly string[],
): Promise<CollectionProposal> {
  const { signal } = call
  const { files, passed } = await walkFiles(paths, signal)
  let done = 0
  const step = (): void => {
    if (signal.aborted) throw new Problem('cancelled', {})
    call.progress({ phase: 'read', done: done++, total: files.length, unit: 'files' })
  }
  const sorted = await Promise.all(files.map(sort))
  const of = (kind: Sorted['kind']): Sorted[] => sorted.filter((one) => one.kind === kind)

  const papers: FoundPaper[] = []
  await withLane(async (lane) => {
    for (const { file } of of('paper')) {
      step()
      papers.push(await readPaper(collection, file, { signal, lane }))
    }
  })
  const drafts = draftsOf(collection, papers)
  drafts.push(...listedWorks(collection, drafts, papers))
  const leftOver: CollectedFile[] = [
    ...passed.map(({ path, why }) => ({ path, kind: 'other' as const, message: passedWords[why] })),
    ...addPeople(collection, drafts, papers),
  ]
  const unheld = addVideos(
    collection,
    drafts,
    of('video').map(({ file }) => file),
  )
  leftOver.push(...unheld)
  const known = await knownEntries(ctx.db, collection)
  const pictures = [...of('picture'), ...of('pdf')].map(({ file, kind }) => ({ file, pdf: kind === 'pdf' }))
  const letters = await findLetters(ctx, known, pictures, { signal, done: step })
  const setting: Setting = { collection, known, letters, drafts, signal, step, unheld }
  const entries = await proposalOf(setting)
  const told = new Set([...entries.flatMap((entry) => entry.files), ...leftOver].map(({ path }) => path))
  const rest = restOf(sorted, papers, letters).filter(({ path }) => !told.has(path))
  for (const one of rest) {
    const file = files.find(({ path }) => path === one.path)
    const draft = file ? workOfFolder(file, drafts, ({ found }) => found) : null
    const entry = draft && entries.find(({ key }) => key === keyOf(draft))
    // A blank form says nothing about the work that it lies beside.
    if (entry && one.kind !== 'registration') entry.files.push(one)
    else leftOver.push(one)
  }
  call.progress({ phase: 'read', done: files.length, total: files.length, unit: 'files' })
  return { entries, leftOver }
}

function sort(file: FoundFile): Promise<Sorted> {
  return orTold<Sorted>(
    async () => {
      const found = await kindOf(file.path, file.bytes)
      const message = found.kind === 'other' ? otherWords[found.what] : ''
      return { file, kind: found.kind === 'other' ? 'untold' : found.kind, message }
    },
    (message) => ({ file, kind: 'untold', message }),
  )
}

/** Nothing that was dropped is lost from sight. */
function restOf(
  sorted: readonly Sorted[],
  papers: readonly FoundPaper[],
  letters: readonly FoundPicture[],
): CollectedFile[] {
  return sorted.map(({ file, kind, message }) => {
    const paper = papers.find((one) => one.file === file)
    const letter = letters.find((one) => one.file === file)
    const words = paper?.message ?? letter?.message ?? message
    return {
      path: file.path,
      kind: paper?.kind ?? (kind === 'picture' || kind === 'video' ? kind : 'other'),
      message: words,
    }
  })
}

/** Videos to their works; one without a paper is a work of its own. @returns those of nobody */
function addVideos(collection: Collection, drafts: Draft[], videos: readonly FoundFile[]): CollectedFile[] {
  for (const match of matchVideos(drafts, videos)) {
    const draft = drafts.find((one) => one === match.work)
    draft?.videos.push(match)
    draft?.found.push(match.file)
  }
  const taken = new Set(drafts.flatMap((draft) => draft.videos.map(({ file }) => file)))
  const waiting = drafts.some((draft) => draft.videos.length === 0)
  const left: CollectedFile[] = []
  for (const file of videos) {
    if (taken.has(file)) continue
    if (waiting && meaningOf(file.name) === '' && !ownFolder(file, videos, drafts))
      left.push({ path: file.path, kind: 'video', message: fileWords.videoOfNobody })
    else drafts.push(ofVideo(collection, drafts.length + 1, file))
  }
  return left
}

/** A folder with this one video and no work in it is a work whose paper is missing. */
function ownFolder(file: FoundFile, videos: readonly FoundFile[], drafts: readonly Draft[]): boolean {
  const folder = file.folders.at(-1)
  if (folder === undefined || !foldersOf(videos).includes(folder)) return false
  const others = [...videos, ...drafts.flatMap(({ found }) => found)]
  return others.every((one) => one === file || !one.folders.includes(folder))
}

function ofVideo(collection: Collection, id: number, file: FoundFile): Draft {
  const title = titleOfName(file.name)
  const values = title === '' ? {} : { [titleField(collection)]: title }
  const draft = newDraft(collection, id, { values, doubts: [], stated: null }, file)
  draft.videos.push({ work: draft, file, by: 'title' })
  draft.questions.push(question('no-registration', questionWords.noRegistration))
  if (title !== '') draft.questions.push(question('value-odd', questionWords.titleFromFile, titleField(collection)))
  return draft
}
