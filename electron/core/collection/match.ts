/** Which file belongs to which work: the folder says it first, then the title in the name, then people and offices. Pure. */

import { meaningOf, nameKey, stemOf, titleKey } from './titles.ts'
import type { FoundFile } from './walk-files.ts'

/** A work that a paper tells of. */
export interface Work {
  readonly id: number
  readonly title: string
  readonly unit: string
  readonly names: readonly string[]
  /** Its first paper. */
  readonly file: FoundFile
}
export type MatchedBy = 'title' | 'part-of-title' | 'name' | 'only-pair'
export interface VideoMatch {
  readonly work: Work
  readonly file: FoundFile
  readonly by: MatchedBy
}

const inFolder = (file: FoundFile, folder: string | null): boolean => folder === null || file.folders.includes(folder)

/** Innermost first; at the end everything that was dropped, as one. */
export function foldersOf(files: readonly FoundFile[]): (string | null)[] {
  const depth = new Map<string, number>()
  for (const { folders } of files) for (const [at, folder] of folders.entries()) depth.set(folder, at)
  return [...[...depth.keys()].sort((a, b) => (depth.get(b) ?? 0) - (depth.get(a) ?? 0)), null]
}

export function matchVideos(works: readonly Work[], videos: readonly FoundFile[]): VideoMatch[] {
  const matches: VideoMatch[] = []
  const free = new Set(videos)
  const without = new Set(works)
  const take = (match: VideoMatch): void => {
    matches.push(match)
    free.delete(match.file)
    without.delete(match.work)
  }
  for (const folder of foldersOf([...works.map(({ file }) => file), ...videos])) {
    const here = works.filter(({ file }) => inFolder(file, folder))
    if (here.length === 0) continue
    const lacked = new Set(without)
    const files = (): FoundFile[] => [...free].filter((file) => inFolder(file, folder))
    for (const how of ['title', 'part-of-title', 'name'] as const)
      for (const file of files()) {
        const work = oneMeant(how, file, here)
        // A second file with the title in its name is one more video of the work; a likeness is not enough for that.
        if (work && (how === 'title' || without.has(work))) take({ work, file, by: how })
      }
    const left = here.filter((work) => without.has(work))
    const [work = here[0]] = left
    if (!work || !lacked.has(work)) continue
    const rest = files().filter((file) => !belongsElsewhere(file, work, works))
    // In the folder of one work every video is a question about it; elsewhere only the last two are a pair.
    const pairs = here.length === 1 ? folder !== null || left.length === 1 : left.length === 1 && rest.length === 1
    if (pairs) for (const file of rest) take({ work, file, by: 'only-pair' })
  }
  return matches
}

/** The longest title in the name wins; two of the same length leave it open. */
function oneMeant(how: Exclude<MatchedBy, 'only-pair'>, file: FoundFile, works: readonly Work[]): Work | null {
  const stem = titleKey(stemOf(file.name))
  const meaning = meaningOf(file.name)
  const fits = works.flatMap((work): { work: Work; length: number }[] => {
    const title = titleKey(work.title)
    if (how === 'title') return title.length >= 2 && stem.includes(title) ? [{ work, length: title.length }] : []
    if (how === 'part-of-title')
      return meaning.length >= 3 && title.includes(meaning) ? [{ work, length: meaning.length }] : []
    const names = [work.unit, ...work.names].map(nameKey).filter((name) => name.length >= 2)
    const length = Math.max(0, ...names.filter((name) => stem.includes(name)).map((name) => name.length))
    return length > 0 ? [{ work, length }] : []
  })
  const longest = Math.max(0, ...fits.map(({ length }) => length))
  const best = fits.filter(({ length }) => length === longest)
  return best.length === 1 ? (best[0]?.work ?? null) : null
}

const belongsElsewhere = (file: FoundFile, work: Work, works: readonly Work[]): boolean => {
  const meant = oneMeant('title', file, works)
  return meant !== null && meant !== work
}

/** The one work whose files lie in the nearest folder that has any; null where that is open. */
export function workOfFolder<T>(
  file: FoundFile,
  entries: readonly T[],
  filesOf: (entry: T) => readonly FoundFile[],
): T | null {
  for (const folder of [...[...file.folders].reverse(), null]) {
    const here = entries.filter((entry) => filesOf(entry).some((one) => inFolder(one, folder)))
    if (here.length > 0) return here.length === 1 ? (here[0] ?? null) : null
  }
  return null
}
