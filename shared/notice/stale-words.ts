/** Words of a past year in what was copied: years, ordinals, dates, themes, names, numbers. Highlighted until confirmed. Pure. */
import type { FormEdits } from './field-edits.ts'
import { dutyFormsOf, type OwnNoticeDraft } from './own-draft.ts'

export type StaleReason = 'year' | 'ordinal' | 'date' | 'theme' | 'name' | 'contact'

export interface StaleWord {
  /** UTF-16 offsets into the text; end exclusive. */
  readonly start: number
  readonly end: number
  readonly text: string
  readonly reason: StaleReason
}

export interface StaleOptions {
  /** Years other than this one are stale. */
  readonly year: number
  /** Words of the old notice itself: its theme, its issuer, its units. */
  readonly known?: readonly { readonly text: string; readonly reason: 'theme' | 'name' }[]
}

const rules: readonly { reason: StaleReason; pattern: RegExp }[] = [
  {
    reason: 'date',
    pattern:
      /(?:(?:19|20)\d{2}\s*年\s*)?\d{1,2}\s*月\s*(?:\d{1,2}\s*日|[上中下]旬|底)(?:\s*\d{1,2}\s*[:：时]\d{0,2})?/g,
  },
  { reason: 'date', pattern: /(?:19|20)\d{2}[-./]\d{1,2}[-./]\d{1,2}/g },
  { reason: 'ordinal', pattern: /第[一二三四五六七八九十百\d]{1,4}[届次]/g },
  { reason: 'contact', pattern: /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g },
  { reason: 'contact', pattern: /(?<!\d)(?:0\d{2,3}[-—－ ]?\d{7,8}|1[3-9]\d{9})(?!\d)/g },
]
const yearPattern = /(?<!\d)((?:19|20)\d{2})(?=\s*年|[〕\]）)]|(?!\d))/g

/** What is stale in one text, in its order, without overlaps: the longer one counts. */
export function staleWords(text: string, { year, known = [] }: StaleOptions): StaleWord[] {
  const found: StaleWord[] = []
  const add = (start: number, word: string, reason: StaleReason): void =>
    void found.push({ start, end: start + word.length, text: word, reason })
  for (const { text: word, reason } of known)
    if (word.length >= 2)
      for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) add(at, word, reason)
  for (const { reason, pattern } of rules)
    for (const match of text.matchAll(pattern)) add(match.index, match[0], reason)
  for (const match of text.matchAll(yearPattern)) if (Number(match[1]) !== year) add(match.index, match[0], 'year')
  return withoutOverlaps(found)
}

function withoutOverlaps(found: readonly StaleWord[]): StaleWord[] {
  const kept: StaleWord[] = []
  for (const word of [...found].sort((a, b) => b.end - b.start - (a.end - a.start)))
    if (kept.every((other) => word.end <= other.start || word.start >= other.end)) kept.push(word)
  return kept.sort((a, b) => a.start - b.start)
}

export interface StalePlace {
  /** As in `confirmed` of the draft, e.g. theme, deliverables.d1.title. */
  readonly path: string
  readonly text: string
  readonly words: readonly StaleWord[]
}

/**
 * The places of a copied draft that nobody has confirmed. Theme, issuer, recipients and dates of another year are
 * stale as a whole; everywhere else single words are.
 */
export function stalePlaces(draft: OwnNoticeDraft, original: StaleSource | null, year: number): StalePlace[] {
  if (draft.copiedFrom === null || original === null) return []
  const known = [
    ...(original.theme ? [{ text: original.theme, reason: 'theme' as const }] : []),
    { text: original.issuer, reason: 'name' as const },
    ...original.units.map((unit) => ({ text: unit, reason: 'name' as const })),
  ]
  const confirmed = new Set(draft.confirmed)
  return draftTexts(draft).flatMap(({ path, text }) => {
    const words = staleWords(text, { year, known })
    return words.length > 0 && !confirmed.has(path) ? [{ path, text, words }] : []
  })
}

/** What the old notice called itself. */
export interface StaleSource {
  readonly theme: string | null
  readonly issuer: string
  readonly units: readonly string[]
}

/** Title and fixed sentences of a form as they will be printed. */
const formWords = ({ title, texts }: FormEdits): string => [title ?? '', ...Object.values(texts)].join('；')

function draftTexts(draft: OwnNoticeDraft): { path: string; text: string }[] {
  const { title, shortTitle, issuer, documentNumber, theme, period } = draft
  const top = Object.entries({ title, shortTitle, issuer, documentNumber, theme, period })
  return [
    ...top.map(([path, text]) => ({ path, text })),
    ...draft.recipients.flatMap(({ id, unit, phone, email, address }) =>
      Object.entries({ unit, phone, email, address }).map(([name, text]) => ({
        path: `recipients.${id}.${name}`,
        text,
      })),
    ),
    ...draft.deliverables.flatMap((item) => {
      const { id, title: name, wording, dueWording, limits } = item
      const forms = dutyFormsOf(item).map(({ edits }) => (edits ? formWords(edits) : ''))
      const texts = { title: name, wording, dueWording, limits: limits.join('；'), forms: forms.join('；') }
      return Object.entries(texts).map(([field, text]) => ({ path: `deliverables.${id}.${field}`, text }))
    }),
  ]
}
