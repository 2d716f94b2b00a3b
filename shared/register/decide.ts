/** Does what a person decided about offers: takes what the register says, or keeps the record's own words. Pure. */
import type { FieldValue, FormValues, TableRow } from '../form/definition.ts'
import { tableRows } from '../form/evaluate.ts'
import { renumber } from '../form/renumber.ts'
import { otherActivities } from './compose-text.ts'
import { candidatePlace, type FoundOffer, goneMark, knownText, linesIn } from './offers.ts'
import { levelOfPiece } from './pieces.ts'
import { placeForActivity } from './place-activity.ts'
import { fieldOf, type RegisterNow } from './present.ts'
import { seenRows, type TakenRow, takenRow } from './taken.ts'
import {
  bareLine,
  clausePlace,
  contextOf,
  type FigurePlace,
  findFigure,
  findRetyped,
  levelOfLine,
  markOfLine,
  numbered,
  placeOfRow,
  replacedIn,
} from './text-places.ts'

export interface Decided {
  readonly values: Readonly<Record<string, FieldValue>>
  readonly taken: TakenRow[]
}

class Decision {
  readonly #now: RegisterNow
  readonly #values: Record<string, FieldValue>
  /** Null: taken out; indexes of offers stay good. */
  readonly #rows: (TakenRow | null)[]
  readonly #added: TakenRow[] = []

  constructor(now: RegisterNow, values: FormValues, taken: readonly TakenRow[]) {
    this.#now = now
    this.#values = { ...values }
    this.#rows = taken.map((row) => ({ ...row }))
  }

  #change(index: number, change: Partial<TakenRow>): void {
    const row = this.#rows[index]
    if (row) this.#rows[index] = { ...row, ...change }
  }

  /** @param recount numbers that may no longer be right; those that nothing moved are the clerk's */
  #write(field: string, lines: readonly string[], recount = false): void {
    const text = recount ? renumber(lines.join('\n')) : lines.join('\n')
    if (text.trim() === '') delete this.#values[field]
    else this.#values[field] = text
  }

  #noted(field: string, text: string): string {
    return text !== '' && fieldOf(this.#now, field)?.personal ? this.#now.seal(field, text) : text
  }

  keep({ offer, rows, present }: FoundOffer): void {
    if (offer.kind === 'new-activity') {
      if (offer.activityId !== null) this.#added.push(...seenRows(offer.field, [offer.activityId]))
      return
    }
    for (const index of rows)
      this.#change(index, { known: offer.kind === 'gone' ? goneMark : this.#noted(offer.field, knownText(present)) })
  }

  take(found: FoundOffer): void {
    const [index = -1] = found.rows
    const row = this.#rows[index]
    switch (found.offer.kind) {
      case 'fact':
        if (row) this.#takeFact(found, index)
        return
      case 'paragraph':
        if (row) this.#takeParagraph(found, row, index)
        return
      case 'figure':
        if (row) this.#takeFigure(found, row, index)
        return
      case 'row':
        if (row) this.#takeRow(found, row, index)
        return
      case 'new-activity':
        this.#takeNew(found)
        return
      case 'gone':
        this.#takeGone(found)
    }
  }

  #takeFact({ offer, present, value }: FoundOffer, index: number): void {
    if (value === null) delete this.#values[offer.field]
    else this.#values[offer.field] = value
    this.#change(index, { text: this.#noted(offer.field, present), known: '' })
  }

  #takeParagraph({ offer, present }: FoundOffer, row: TakenRow, index: number): void {
    const lines = linesIn(this.#values, offer.field)
    const at = placeOfRow(lines, this.#rows, index)
    const fresh = present === '' ? [] : present.split('\n')
    const level = at === null ? this.#levelOf(row, index) : levelOfLine(lines[at] ?? '')
    // One line for one keeps its number.
    const kept = at !== null && fresh.length === 1 ? markOfLine(lines[at] ?? '') : null
    const written = fresh.map((line) => (kept === null ? numbered(level, line) : `${kept}${line}`))
    if (at !== null) lines.splice(at, row.text.split('\n').length, ...written)
    // What a person rewrote stays: the register's paragraph comes below it, to be compared and cut by hand.
    else lines.splice(this.#behind(lines, row, index), 0, ...written)
    const isMoved = level > 0 && (at === null || fresh.length !== row.text.split('\n').length)
    this.#write(offer.field, lines, isMoved || fresh.length > 1)
    this.#change(index, { text: present, known: '' })
  }

  #levelOf(row: TakenRow, index: number): ReturnType<typeof levelOfPiece> {
    const lines = linesIn(this.#values, row.field)
    // As another paragraph of the same kind is written here.
    const like = this.#rows.findIndex((one, at) => at !== index && one?.field === row.field && one.part === row.part)
    const at = placeOfRow(lines, this.#rows, like)
    return at === null ? levelOfPiece(row.part) : levelOfLine(lines[at] ?? '')
  }

  /** Below the own words about it, else below the paragraph that was taken before it, else above the next one. */
  #behind(lines: readonly string[], row: TakenRow, index: number): number {
    const title = bareLine(row.text).split('。')[0] ?? ''
    const about = row.text === '' || title.length < 4 ? -1 : lines.findIndex((line) => line.includes(title))
    if (about >= 0) return about + 1
    const near = (at: number): { start: number; end: number } | null => {
      const other = this.#rows[at]
      if (other?.kind !== 'paragraph' || other.field !== row.field || other.activity !== row.activity) return null
      const start = placeOfRow(lines, this.#rows, at)
      return start === null ? null : { start, end: start + other.text.split('\n').length }
    }
    for (let at = index - 1; at >= 0; at--) {
      const place = near(at)
      if (place) return place.end
    }
    for (let at = index + 1; at < this.#rows.length; at++) {
      const place = near(at)
      if (place) return place.start
    }
    return lines.length
  }

  #takeFigure({ offer, present }: FoundOffer, row: TakenRow, index: number): void {
    const lines = linesIn(this.#values, offer.field)
    const place = findFigure(lines, row) ?? findRetyped(lines, row)
    if (place === null) return
    if (present === '') {
      this.#cut(offer.field, lines, place)
      this.#rows[index] = null
      return
    }
    this.#replace(offer.field, lines, place, present, index)
    const after = bareLine(linesIn(this.#values, offer.field)[place.line] ?? '')
    this.#change(index, { text: present, known: '', ...contextOf(after, place.from, present.length) })
  }

  #cut(field: string, lines: string[], place: FigurePlace): void {
    const cut = clausePlace(lines[place.line] ?? '', place)
    this.#replace(field, lines, { line: place.line, ...cut }, '', -1)
  }

  /** Other figures of the line are known by what stands around them: that is noted anew. */
  #replace(field: string, lines: string[], place: FigurePlace, words: string, own: number): void {
    const end = place.from + place.length
    const beside = this.#rows.flatMap((row, index) => {
      if (index === own || row?.kind !== 'figure' || row.field !== field) return []
      const found = findFigure(lines, row)
      return found?.line === place.line && (found.from >= end || found.from + found.length <= place.from)
        ? [{ index, found }]
        : []
    })
    const changed = replacedIn(lines[place.line] ?? '', place, words)
    const isEmpty = bareLine(changed).replace(/[，、；。]/gu, '') === ''
    if (isEmpty) lines.splice(place.line, 1)
    else lines[place.line] = changed
    if (!isEmpty)
      for (const { index, found } of beside) {
        const from = found.from >= end ? found.from + words.length - place.length : found.from
        this.#change(index, contextOf(bareLine(changed), from, found.length))
      }
    this.#write(field, lines)
  }

  #takeRow({ offer, present }: FoundOffer, row: TakenRow, index: number): void {
    const candidates = this.#now.register?.scope === 'notice' ? this.#now.register.candidates : undefined
    const at = candidatePlace(this.#values, row, this.#now)
    if (!candidates || at < 0) return
    this.#values[offer.field] = tableRows(this.#values[offer.field]).map(
      (cells, place): TableRow => (place === at ? { ...cells, [candidates.evidence]: present } : cells),
    )
    this.#change(index, { text: present, known: '' })
  }

  #takeNew({ offer, present }: FoundOffer): void {
    const { field, activityId } = offer
    if (activityId === null) return
    const part = this.#draftOf(field) === 'plan' ? 'item' : 'sentence'
    const lines = linesIn(this.#values, field)
    const last = this.#rows.flatMap((row, index) => {
      const at = row?.kind === 'paragraph' && row.field === field ? placeOfRow(lines, this.#rows, index) : null
      return at === null ? [] : [at + (row?.text.split('\n').length ?? 1)]
    })
    const activity = this.#now.activities.find((one) => one.activityId === activityId)
    const place = placeForActivity(lines, this.#now.notice, activity?.values ?? null, Math.max(0, ...last))
    const written = [
      ...place.headings.map((heading) => numbered(2, heading)),
      ...present.split('\n').map((line) => numbered(levelOfPiece(part), line)),
    ]
    lines.splice(place.at, 0, ...written)
    this.#write(field, lines, true)
    this.#added.push(takenRow({ field, kind: 'paragraph', activity: activityId, part, text: present }))
  }

  #draftOf(field: string): string | undefined {
    return this.#now.register?.texts[field]
  }

  #takeGone({ rows }: FoundOffer): void {
    for (const index of rows) {
      const row = this.#rows[index]
      if (!row) continue
      const lines = linesIn(this.#values, row.field)
      const standing = row.kind === 'paragraph' ? placeOfRow(lines, this.#rows, index) : null
      this.#rows[index] = null
      // A record about this one activity stays as it is written: a person discards it, or not.
      if (this.#now.register?.scope === 'activity') continue
      if (row.kind === 'paragraph') {
        const at = standing
        if (at === null) continue
        const level = levelOfLine(lines[at] ?? '')
        lines.splice(at, row.text.split('\n').length)
        if (this.#isEmptyPart(lines, at - 1)) lines.splice(at - 1, 1)
        this.#write(row.field, lines, level > 0)
      } else if (row.kind === 'figure') {
        const place = findFigure(lines, row)
        if (place !== null) this.#cut(row.field, lines, place)
      } else if (row.kind === 'row') {
        const at = candidatePlace(this.#values, row, this.#now)
        if (at >= 0)
          this.#values[row.field] = tableRows(this.#values[row.field]).filter((_cells, place) => place !== at)
      }
    }
  }

  /** The heading of a module under which nothing stands any more. */
  #isEmptyPart(lines: readonly string[], at: number): boolean {
    const line = lines[at] ?? ''
    const names = [...this.#now.notice.modules.map(({ name }) => name), otherActivities]
    if (levelOfLine(line) !== 2 || !names.includes(bareLine(line))) return false
    const next = lines[at + 1]
    return next === undefined || levelOfLine(next) === 1 || levelOfLine(next) === 2
  }

  get result(): Decided {
    return { values: this.#values, taken: [...this.#rows.filter((row) => row !== null), ...this.#added] }
  }
}

/**
 * Figures first: they are found by the words around them, which the paragraphs would move.
 * @param found as `findOffers` gave them for these values and rows
 */
export function decideOffers(
  now: RegisterNow,
  values: FormValues,
  taken: readonly TakenRow[],
  found: readonly FoundOffer[],
  { take, keep }: { readonly take: ReadonlySet<string>; readonly keep: ReadonlySet<string> },
): Decided {
  const decision = new Decision(now, values, taken)
  const chosen = found.filter(({ offer }) => take.has(offer.key))
  const first = chosen.filter(({ offer }) => offer.kind === 'figure')
  for (const one of [...first, ...chosen.filter((other) => !first.includes(other))]) decision.take(one)
  for (const one of found) if (keep.has(one.offer.key) && !take.has(one.offer.key)) decision.keep(one)
  return decision.result
}
