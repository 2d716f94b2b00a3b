/** Works in the making: what the papers of one drop tell, put together per work. */
import type { CollectedFile, CollectionQuestion } from '../../../shared/api/collection.ts'
import type { FieldValue, TableRow } from '../../../shared/form/definition.ts'
import { sameValue } from '../../../shared/form/differences.ts'
import { fileWords, questionWords } from '../../../shared/wording/collection.ts'
import { contactField, creatorField, type Forms, nameColumn, titleField, unitField } from './columns.ts'
import { sameWork } from './known-entries.ts'
import { type VideoMatch, type Work, workOfFolder } from './match.ts'
import type { FoundPaper } from './read-papers.ts'
import type { Doubt, ReadPerson, ReadWork } from './read-works.ts'
import { nameKey, namesOf, titleKey } from './titles.ts'
import type { FoundFile } from './walk-files.ts'

export interface Draft extends Work {
  readonly read: ReadWork
  readonly files: CollectedFile[]
  /** Where its files lie. */
  readonly found: FoundFile[]
  readonly people: { readonly row: TableRow; readonly doubts: readonly Doubt[] }[]
  readonly videos: VideoMatch[]
  readonly scanPaths: string[]
  readonly questions: CollectionQuestion[]
  /** The record of ours that its paper was written from. */
  readonly recordId: string | null
}

export const keyOf = ({ id }: Pick<Draft, 'id'>): string => `work-${id}`

export const question = (
  code: CollectionQuestion['code'],
  message: string,
  field: string | null = null,
  row: number | null = null,
): CollectionQuestion => ({ code, message, field, row })

const textOf = (values: Readonly<Record<string, FieldValue>>, field: string | null): string => {
  const value = field === null ? undefined : values[field]
  return typeof value === 'string' ? value.trim() : ''
}

export function newDraft(
  forms: Forms,
  id: number,
  read: ReadWork,
  file: FoundFile,
  recordId: string | null = null,
): Draft {
  const { values } = read
  const people = [...namesOf(textOf(values, creatorField(forms))), textOf(values, contactField(forms))]
  return {
    id,
    title: textOf(values, titleField(forms)),
    unit: textOf(values, unitField(forms)),
    people: [],
    names: people.filter((name) => name !== ''),
    read,
    file,
    files: [],
    found: [file],
    videos: [],
    scanPaths: [],
    questions: [],
    recordId,
  }
}

/** A draft for each work that a paper tells of; the same paper twice is one. */
export function draftsOf(forms: Forms, papers: readonly FoundPaper[]): Draft[] {
  const drafts: Draft[] = []
  for (const { file, works, kind, message, recordId } of papers) {
    for (const read of works) {
      const draft = newDraft(forms, drafts.length + 1, read, file, recordId)
      const twins = drafts.filter((one) => one.file !== file && isSame(forms, one, draft))
      const twin = twins.find((one) => sameValues(one.read, read))
      if (twin) {
        twin.files.push({ path: file.path, kind, message: fileWords.sameContent })
        twin.found.push(file)
        continue
      }
      for (const one of twins) {
        one.questions.push(question('same-entry', questionWords.sameInDrop(file.name)))
        draft.questions.push(question('same-entry', questionWords.sameInDrop(one.file.name)))
      }
      draft.files.push({ path: file.path, kind, message })
      drafts.push(draft)
    }
  }
  return drafts
}

/** Two lists may name two works alike; somebody else's is another. */
function isSame(forms: Forms, one: Draft, other: Draft): boolean {
  if (!sameWork(one, other)) return false
  const makers = (draft: Draft): Set<string> =>
    new Set(namesOf(textOf(draft.read.values, creatorField(forms))).map(nameKey))
  const [ours, theirs] = [makers(one), makers(other)]
  return ours.size === 0 || theirs.size === 0 || [...ours].some((name) => theirs.has(name))
}

function sameValues(one: ReadWork, other: ReadWork): boolean {
  const ids = new Set([...Object.keys(one.values), ...Object.keys(other.values)])
  return [...ids].every((id) => {
    const value = other.values[id]
    return value !== undefined && sameValue(one.values[id], value)
  })
}

/** Works that only a list of people names: their papers are missing, not their names. */
export function listedWorks(forms: Forms, drafts: readonly Draft[], papers: readonly FoundPaper[]): Draft[] {
  const known = new Set(drafts.map(({ title }) => titleKey(title)))
  const made: Draft[] = []
  for (const { file, people, kind, message } of papers)
    for (const { work } of people) {
      if (work === null || work === '' || known.has(titleKey(work))) continue
      known.add(titleKey(work))
      const read: ReadWork = { values: { [titleField(forms)]: work }, doubts: [], stated: null }
      const draft = newDraft(forms, drafts.length + made.length + 1, read, file)
      draft.files.push({ path: file.path, kind, message })
      draft.questions.push(question('no-registration', questionWords.noRegistration))
      made.push(draft)
    }
  return made
}

/** Participants to their works; what finds none is handed back as left over. */
export function addPeople(forms: Forms, drafts: readonly Draft[], papers: readonly FoundPaper[]): CollectedFile[] {
  return papers.flatMap((paper): CollectedFile[] => {
    const left = listed(drafts, paper)
    const ofLetter = paper.letter ? signed(forms, drafts, paper, paper.letter) : true
    const { path } = paper.file
    if (!ofLetter) return [{ path, kind: 'authorization', message: fileWords.letterOfNobody }]
    return left > 0 ? [{ path, kind: 'authorization', message: fileWords.peopleOfNobody(left) }] : []
  })
}

const filesOf = ({ found }: Draft): readonly FoundFile[] => found

function own(drafts: readonly Draft[], { file }: FoundPaper): Draft[] {
  return drafts.filter((draft) => draft.found.includes(file))
}

function byTitle(drafts: readonly Draft[], paper: FoundPaper, title: string): Draft | null {
  const key = titleKey(title)
  const fits = (list: readonly Draft[]): readonly Draft[] =>
    key === '' ? [] : list.filter((draft) => titleKey(draft.title) === key)
  const [near, far] = [fits(own(drafts, paper)), fits(drafts)]
  if (near.length > 0) return near.length === 1 ? (near[0] ?? null) : null
  if (far.length > 1) return workOfFolder(paper.file, far, filesOf)
  return far[0] ?? null
}

const only = (drafts: readonly Draft[], paper: FoundPaper): Draft | null => {
  const here = own(drafts, paper)
  return here.length > 0 ? (here.length === 1 ? (here[0] ?? null) : null) : workOfFolder(paper.file, drafts, filesOf)
}

/** @returns how many rows belong to nobody */
function listed(drafts: readonly Draft[], paper: FoundPaper): number {
  let left = 0
  let before = ''
  for (const person of paper.people) {
    // A title is often written in the first row of its people only.
    const title: string = person.work === null ? before : person.work
    before = title
    const draft = title === '' ? only(drafts, paper) : byTitle(drafts, paper, title)
    if (draft) addPerson(draft, paper, person)
    else left++
  }
  return left
}

function addPerson(draft: Draft, paper: FoundPaper, person: Pick<ReadPerson, 'row' | 'doubts'>): void {
  draft.people.push(person)
  if (draft.found.includes(paper.file)) return
  draft.found.push(paper.file)
  draft.files.push({ path: paper.file.path, kind: 'authorization', message: paper.message })
}

function signed(
  forms: Forms,
  drafts: readonly Draft[],
  paper: FoundPaper,
  letter: NonNullable<FoundPaper['letter']>,
): boolean {
  const named = byTitle(drafts, paper, letter.title)
  const draft = named ?? only(drafts, paper)
  if (!draft) return false
  if (!named && letter.title !== '' && draft.title !== '')
    draft.questions.push(
      question('titles-differ', questionWords.titleOfLetter(letter.title, draft.title), titleField(forms)),
    )
  const name = nameColumn(forms)
  const known = new Map(draft.people.map(({ row }) => [nameKey(row[name ?? ''] ?? ''), row]))
  for (const person of letter.people) {
    const twin = known.get(nameKey(person.row[name ?? ''] ?? ''))
    // Listed already, with more beside the name than a letter has: only gaps are filled.
    if (twin) for (const [id, cell] of Object.entries(person.row)) twin[id] ||= cell
    else draft.people.push(person)
  }
  if (!draft.found.includes(paper.file)) {
    draft.found.push(paper.file)
    draft.files.push({ path: paper.file.path, kind: 'authorization', message: paper.message })
  }
  return true
}

/** 主创姓名 names them at least, where no list does. */
export function peopleOf(forms: Forms, draft: Draft): Draft['people'] {
  const name = nameColumn(forms)
  if (draft.people.length > 0 || name === null) return draft.people
  return namesOf(textOf(draft.read.values, creatorField(forms))).map((one) => ({ row: { [name]: one }, doubts: [] }))
}
