/** Writes a text line by line and notes what each line took from the register. Pure. */

import type { HeadingLevel } from '../form/official-text.ts'
import { renumber } from '../form/renumber.ts'
import { type TakenRow, takenRow } from './taken.ts'
import { bareLine, contextOf, numbered } from './text-places.ts'

/** Words, or something quoted: a figure by its id, a fact of one activity by its part. */
export type Segment = string | { quote: string; part: string; activity: string }
/** Nothing, or what belongs together between two marks. */
export type Clause = readonly Segment[]

/** With a mark between those that say something. */
export function joined(clauses: readonly Clause[], mark: string): Clause {
  return clauses.filter((one) => one.length > 0).flatMap((one, at) => (at === 0 ? [...one] : [mark, ...one]))
}

export const wordsOf = (clause: Clause): string =>
  clause.map((segment) => (typeof segment === 'string' ? segment : segment.quote)).join('')

export class TextWriter {
  readonly #field: string
  readonly #lines: string[] = []
  readonly #taken: TakenRow[] = []

  constructor(field: string) {
    this.#field = field
  }

  /** A line that says nothing is left out. */
  line(level: HeadingLevel, clause: Clause): this {
    const text = wordsOf(clause).trim()
    if (text === '') return this
    this.#lines.push(numbered(level, text))
    let from = 0
    for (const segment of clause) {
      if (typeof segment === 'string') {
        from += segment.length
        continue
      }
      const { quote, part, activity } = segment
      const context = contextOf(bareLine(text), from - (text.length - bareLine(text).length), quote.length)
      this.#taken.push(takenRow({ field: this.#field, kind: 'figure', activity, part, text: quote, ...context }))
      from += quote.length
    }
    return this
  }

  /** Lines that an activity is the only source of. @param keepEmpty noted also when there is nothing to say yet */
  paragraph(level: HeadingLevel, part: string, activity: string, text: string, keepEmpty = false): this {
    const lines = text.split('\n')
    if (text !== '') this.#lines.push(...lines.map((line) => numbered(level, line)))
    if (text !== '' || keepEmpty)
      this.#taken.push(takenRow({ field: this.#field, kind: 'paragraph', activity, part, text }))
    return this
  }

  note(rows: readonly TakenRow[]): this {
    this.#taken.push(...rows)
    return this
  }

  get text(): string {
    return renumber(this.#lines.join('\n'))
  }

  get taken(): TakenRow[] {
    return [...this.#taken]
  }
}
