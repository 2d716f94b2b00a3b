/** Papers that were dropped, read one by one; a failing one is told and the next is read. */
import type { CollectedFile } from '../../../shared/api/collection.ts'
import { Problem } from '../../../shared/problems.ts'
import { failureWords, fileWords } from '../../../shared/wording/collection.ts'
import type { ThreadLane } from '../received/in-thread.ts'
import { openInThread } from '../wordback/open-word.ts'
import type { CollectedPaper } from './collected-paper.ts'
import type { Forms } from './columns.ts'
import { type ReadLetter, readLetter } from './read-letter.ts'
import { type ReadPerson, type ReadWork, readWorks } from './read-works.ts'
import type { FoundFile } from './walk-files.ts'

export interface FoundPaper {
  readonly file: FoundFile
  readonly kind: CollectedFile['kind']
  readonly works: readonly ReadWork[]
  readonly people: readonly ReadPerson[]
  readonly letter: ReadLetter | null
  readonly recordId: string | null
  readonly message: string
}

const endsAll: readonly string[] = ['cancelled', 'keys.locked', 'disk.full']

/** What one file says, or why it says nothing. @throws Problem cancelled, keys.locked, disk.full */
export async function orTold<T>(work: () => Promise<T>, told: (message: string) => T): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Problem) {
      if (endsAll.includes(error.code)) throw error
      return told(failureWords(error.toData()))
    }
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    // The system's word about the file; anything else is a mistake of ours and is logged as such.
    if (!/^E[A-Z]+$/u.test(code)) throw error
    return told(failureWords(new Problem('file.unreadable', { path: '', reason: code }).toData()))
  }
}

export function readPaper(
  forms: Forms,
  file: FoundFile,
  { signal, lane }: { signal: AbortSignal; lane: ThreadLane },
): Promise<FoundPaper> {
  const nothing = { file, works: [], people: [], letter: null, recordId: null }
  return orTold<FoundPaper>(
    async () => {
      const answer = await openInThread({ path: file.path, as: 'collected' }, signal, { lane })
      if (!('collected' in answer)) throw new Problem('received.damaged', { fileName: file.name })
      return told(forms, file, answer.collected)
    },
    (message) => ({ ...nothing, kind: 'other', message }),
  )
}

function told(forms: Forms, file: FoundFile, paper: CollectedPaper): FoundPaper {
  const letter = readLetter(forms, paper)
  const read = readWorks(forms, letter && paper.tables.length === 0 ? { ...paper, paragraphs: [] } : paper)
  const works = read.works.filter(({ values, doubts }) => Object.keys(values).length + doubts.length > 0)
  const blank = works.length === 0 && read.people.length === 0 && read.works.length > 0
  const said = [
    works.length > 0 ? fileWords.works(works.length) : '',
    read.people.length > 0 ? fileWords.people(read.people.length) : '',
    letter ? fileWords.people(letter.people.length) : '',
    blank ? fileWords.blank : '',
    works.length + read.people.length === 0 && !letter && !blank ? fileWords.noRegistration : '',
    read.passed.length > 0 ? fileWords.passedRows(read.passed.slice(0, 20).map(({ row }) => row)) : '',
    paper.cut ? fileWords.cut : '',
  ]
  const kind = works.length > 0 || blank ? 'registration' : letter || read.people.length > 0 ? 'authorization' : 'other'
  const { recordId } = paper
  return { file, kind, works, people: read.people, letter, recordId, message: said.join('') }
}
