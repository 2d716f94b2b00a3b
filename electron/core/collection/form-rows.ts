/** A form row by row: label, value, label, value; whatever form it is. Pure. */
import type { CollectedPaper, PaperCell } from './collected-paper.ts'
import type { Meant } from './columns.ts'

/** The labels of a form. */
export interface FormLabels<T> {
  of(label: string): Meant<T> | null
  /** Words that stand in a cell of their own and take no value: 联系方式. */
  isGroup(label: string): boolean
  keyOf(target: T): string
  /** The answer that names what the form is about: a second one begins a second form. */
  readonly title: string
}
export type AnswerCell = Pick<PaperCell, 'text' | 'number'>
export interface FormAnswer<T> extends Meant<T> {
  readonly cell: AnswerCell
  /** As it stands there. */
  readonly label: string
}

type Row = CollectedPaper['tables'][number]['rows'][number]

export class FormRows<T> {
  readonly #labels: FormLabels<T>
  readonly #done: (answers: readonly FormAnswer<T>[]) => void
  #answers: FormAnswer<T>[] = []
  #known = new Set<string>()
  constructor(labels: FormLabels<T>, done: (answers: readonly FormAnswer<T>[]) => void) {
    this.#labels = labels
    this.#done = done
  }

  row({ cells }: Row, next: Row | undefined): void {
    const filled = cells.filter(({ text }) => text !== '')
    const [only] = filled
    if (filled.length === 1 && cells.length === 1 && only) {
      const meant = this.#labels.of(only.text)
      const under = next?.cells.filter(({ text }) => text !== '') ?? []
      const [value] = under
      if (meant?.sure && under.length === 1 && value && !this.#isLabel(value)) this.take(meant, value, only.text)
      else this.#inOneCell(only)
      return
    }
    for (let at = 0; at < cells.length; at++) {
      const cell = cells[at]
      if (!cell || cell.text === '') continue
      const meant = this.#labels.of(cell.text)
      if (!meant || (this.#labels.isGroup(cell.text) && this.#isLabel(cells[at + 1]))) {
        this.#inOneCell(cell)
        continue
      }
      const value = this.#valueBehind(cells, at)
      if (!value) continue
      this.take(meant, value.cell, cell.text)
      at = value.at
    }
  }

  /** The first words up to the next label. A label in the last cell is the value of the one before: a film called 手机. */
  #valueBehind(cells: readonly PaperCell[], at: number): { cell: PaperCell; at: number } | null {
    const beside = cells[at + 1]
    if (!beside) return null
    if (at + 2 >= cells.length) return { cell: beside, at: at + 1 }
    let last = at
    for (let then = at + 1; then < cells.length; then++) {
      const cell = cells[then]
      if (!cell || (this.#isLabel(cell) && then + 1 < cells.length)) break
      last = then
      if (cell.text !== '') return { cell, at: then }
    }
    return last > at ? { cell: beside, at: last } : null
  }

  #isLabel(cell: PaperCell | undefined): boolean {
    if (!cell || cell.text === '') return false
    return this.#labels.of(cell.text)?.sure === true || this.#labels.isGroup(cell.text)
  }

  /** 作品名称：稻田里的一束光, all in one cell. */
  #inOneCell({ text }: PaperCell): void {
    for (const line of text.split('\n')) {
      const match = /^([^:：]{2,20})[:：]\s*(\S.*)$/u.exec(line)
      const meant = match && this.#labels.of(match[1] ?? '')
      if (meant?.sure) this.take(meant, { text: match?.[2] ?? '', number: null }, match?.[1] ?? '')
    }
  }

  take({ target, sure }: Meant<T>, cell: AnswerCell, label: string): void {
    const key = this.#labels.keyOf(target)
    const title = key === this.#labels.title
    // The second place of a label gives way: 手机 may stand once more in a note below.
    if (this.#known.has(key) && !title) return
    if (title && this.#known.has(key)) this.end()
    this.#known.add(key)
    this.#answers.push({ target, sure, cell, label })
  }

  end(): void {
    if (this.#answers.length > 0) this.#done(this.#answers)
    this.#answers = []
    this.#known = new Set()
  }
}
