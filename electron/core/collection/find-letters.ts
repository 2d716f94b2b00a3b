/** Photos and scans of signed paper among what was dropped: the code says whose they are, nothing else does. */
import { readFile } from 'node:fs/promises'
import type { Queryable } from '../../../db/connection.ts'
import { record } from '../../../db/queries/records.ts'
import { revision as findRevision } from '../../../db/queries/revisions.ts'
import { fileWords } from '../../../shared/wording/collection.ts'
import { mediaFacts } from '../attachments/media.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { maxScanBytes } from '../scans/keep.ts'
import { lettersIn } from '../scans/persons.ts'
import { readScan } from '../scans/read-scan.ts'
import { markCode } from '../scans/verdict.ts'
import type { KnownEntry } from './known-entries.ts'
import { orTold } from './read-papers.ts'
import type { FoundFile } from './walk-files.ts'

export interface FoundPicture {
  readonly file: FoundFile
  /** The entry whose paper it shows; null for all others. */
  readonly entryId: string | null
  readonly message: string
}

/** A code of our pages needs some 120 pixels; a thumbnail has none to read. */
const minSide = 200
/** Two threads: more would only wait for the same two cores of an office computer. */
const atOnce = 2

/** @throws Problem cancelled */
export async function findLetters(
  ctx: Pick<HandlerContext, 'db' | 'resourcesDir'>,
  known: readonly KnownEntry[],
  files: readonly { readonly file: FoundFile; readonly pdf: boolean }[],
  { signal, done }: { signal: AbortSignal; done: () => void },
): Promise<FoundPicture[]> {
  // Without a printed paper there is no code to look for: two hundred photos are then told at once.
  const printed = await somethingPrinted(ctx.db, known)
  const found: FoundPicture[] = new Array<FoundPicture>(files.length)
  let next = 0
  const work = async (): Promise<void> => {
    for (let at = next++; at < files.length; at = next++) {
      const one = files[at]
      if (!one) return
      found[at] = await orTold(
        () => lookAt(ctx, known, one, printed, signal),
        (message) => ({ file: one.file, entryId: null, message }),
      )
      done()
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return found
}

async function somethingPrinted(db: Queryable, known: readonly KnownEntry[]): Promise<boolean> {
  const ids = known.flatMap(({ entryId, authorizationId }) => [
    entryId,
    ...(authorizationId === null ? [] : [authorizationId]),
  ])
  for (const id of ids) if (await findRevision(db, id, 1)) return true
  return false
}

async function lookAt(
  ctx: Pick<HandlerContext, 'db' | 'resourcesDir'>,
  known: readonly KnownEntry[],
  { file, pdf }: { file: FoundFile; pdf: boolean },
  printed: boolean,
  signal: AbortSignal,
): Promise<FoundPicture> {
  const left = (message: string): FoundPicture => ({ file, entryId: null, message })
  const without = pdf ? fileWords.pdfWithoutCode : fileWords.pictureWithoutCode
  if (!printed) return left(pdf ? fileWords.pdfWithoutCode : fileWords.pictureNotLooked)
  if (file.bytes > maxScanBytes) return left(without)
  const bytes = await readFile(file.path)
  const facts = mediaFacts(bytes.subarray(0, 256 * 1024))
  if (facts === 'broken-picture' || facts === null) return left(without)
  if (facts.width !== null && Math.min(facts.width, facts.height ?? 0) < minSide) return left(without)
  const { marks } = await readScan(bytes, { resourcesDir: ctx.resourcesDir, signal })
  // Pages for several persons of one letter are one paper.
  const [mark, another] = lettersIn(marks)
  if (!mark) return left(without)
  if (another) return left(fileWords.pictureSeveral)
  const entry = known.find(({ entryId, authorizationId }) => [entryId, authorizationId].includes(mark.recordId))
  const own = await record(ctx.db, mark.recordId)
  if (!entry || own?.own !== 1 || own.deleted_at !== null) return left(fileWords.pictureElsewhere)
  const row = await findRevision(ctx.db, mark.recordId, mark.revision)
  if (!row || markCode(row.digest) !== mark.code) return left(fileWords.pictureOtherContent)
  return { file, entryId: entry.entryId, message: fileWords.letterOf(entry.title) }
}
