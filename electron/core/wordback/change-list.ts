/** Gathers the differences of a paper in its order, each with the words that were changed marked. */
import { diffWordsWithSpace } from 'diff'
import type { FormDefinition } from '../../../shared/form/definition.ts'
import type { WordChange, WordChangeKind, WordEffect, WordPiece } from '../../../shared/form/word-changes.ts'

export interface FoundChange {
  readonly kind: WordChangeKind
  readonly field: string | null
  readonly place?: string
  readonly from: string
  readonly to: string
  readonly effect: WordEffect | null
}

const words = new Intl.Segmenter('zh-CN', { granularity: 'word' })
/** Milliseconds; texts that differ in everything are shown one under the other. */
const longest = 400
/** For all differences of one paper together: the core does nothing else meanwhile. */
const longestOfAll = 2000

/** @param timeout milliseconds */
export function piecesOf(from: string, to: string, timeout = longest): WordPiece[] {
  const whole = (): WordPiece[] => [
    ...(from === '' ? [] : [{ text: from, how: 'out' as const }]),
    ...(to === '' ? [] : [{ text: to, how: 'in' as const }]),
  ]
  if (from === '' || to === '' || timeout <= 0) return whole()
  const parts = diffWordsWithSpace(from, to, { intlSegmenter: words, timeout })
  if (!parts) return whole()
  return parts.map((part) => ({ text: part.value, how: part.added ? 'in' : part.removed ? 'out' : 'same' }))
}

function shownPieces({ kind, from, to, effect }: FoundChange, timeout: number): WordPiece[] {
  if (kind === 'paragraph-moved') return [{ text: to, how: 'same' }]
  if (effect?.what !== 'tick') return piecesOf(from, to, timeout)
  const [off, on] = ['未勾选', '√ 勾选']
  const label = `${to.replace(/（.?）$/u, '')}：`
  return [
    { text: label, how: 'same' },
    { text: effect.ticked ? off : on, how: 'out' },
    { text: effect.ticked ? on : off, how: 'in' },
  ]
}

const shortLabel = (text: string): string => {
  const characters = [...text.replace(/\s+/gu, '')]
  return characters.length > 16 ? `${characters.slice(0, 15).join('')}…` : characters.join('')
}

export const fixedLabel = '表格本身的字'

export class ChangeList {
  readonly #definition: FormDefinition
  readonly #found: FoundChange[] = []
  readonly #effects = new Set<string>()

  constructor(definition: FormDefinition) {
    this.#definition = definition
  }

  get length(): number {
    return this.#found.length
  }

  add(change: FoundChange): void {
    if (change.effect) {
      // An answer that stands in two places of the paper and was changed in both.
      const key = JSON.stringify(change.effect)
      if (change.effect.what !== 'lines-in' && change.effect.what !== 'row-in' && this.#effects.has(key)) return
      this.#effects.add(key)
    }
    this.#found.push(change)
  }

  fixed(from: string, to: string, place = ''): void {
    this.add({ kind: 'fixed-words', field: null, place, from, to, effect: null })
  }

  done(): WordChange[] {
    const end = performance.now() + longestOfAll
    return this.#found.map((one, at) => {
      const field = this.#definition.fields.find(({ id }) => id === one.field)
      const place = one.place ?? ''
      const label = field?.label ?? fixedLabel
      const pieces = shownPieces(one, Math.min(longest, end - performance.now()))
      const near = field || one.from === '' ? place : place || `“${shortLabel(one.from)}”`
      return { id: `w${at + 1}`, ...one, label, place: near, pieces, now: null, exact: true }
    })
  }
}
