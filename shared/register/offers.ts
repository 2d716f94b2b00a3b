/** What changed in the register since a record took from it. Offered, never forced. Pure. */
import type { Offer } from '../api/register.ts'
import type { FieldValue, FormValues } from '../form/definition.ts'
import { tableRows } from '../form/evaluate.ts'
import { valueWords } from '../form/value-words.ts'
import { type ActivityValues, factLabels } from './activity.ts'
import { clause } from './fact-words.ts'
import { writePiece } from './pieces.ts'
import { activityNow, factNow, fieldOf, presentText, type RegisterNow, valueText } from './present.ts'
import { seenBy, seenPart, type TakenRow } from './taken.ts'
import { textFigures } from './text-figures.ts'
import { bareLine, clausePlace, findFigure, findRetyped, isWritten, placeOfRow } from './text-places.ts'

export interface FoundOffer {
  readonly offer: Offer
  /** Indexes among the taken rows that it is about. */
  readonly rows: readonly number[]
  /** What the register says, in the form of `TakenRow.text`; a personal value in clear. */
  readonly present: string
  readonly value: FieldValue | null
}

/** Short, the same for the same text: an offer that changed meanwhile is another one. */
export function textMark(text: string): string {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193) >>> 0
  return hash.toString(36)
}

/** Noted as `known` when a person kept what the register no longer has. No text of the register is this. */
export const goneMark = '⟨gone⟩'
export const emptyMark = '⟨empty⟩'
/** How a decision to keep the record's own words notes what the register said. */
export const knownText = (present: string): string => (present === '' ? emptyMark : present)

export const linesIn = (values: FormValues, field: string): string[] => {
  const value = values[field]
  return typeof value === 'string' ? value.split('\n') : []
}

/** Row of a table of candidates with this name. */
export function candidatePlace(values: FormValues, row: TakenRow, now: RegisterNow): number {
  const candidates = now.register?.scope === 'notice' ? now.register.candidates : undefined
  if (!candidates) return -1
  return tableRows(values[row.field]).findIndex((cells) => (cells[candidates.name] ?? '').trim() === row.before)
}

const partLabels: Readonly<Record<string, string>> = {
  ...factLabels,
  modules: '活动模块',
  time: '时间',
  days: '时间',
  scale: '规模',
  mode: '活动形式',
  fundsTotal: '经费合计',
  outlets: '报道媒体',
  items: '报道条数',
  press: '宣传报道',
  people: '参与人员',
  contactName: '联系人',
  officePhone: '办公电话',
  mobile: '手机',
  phone: '电话',
  fax: '传真',
  email: '电子邮箱',
  address: '地址',
}

const titleOf = (values: ActivityValues | null): string => (values === null ? '' : clause(values.title))

class Search {
  readonly #now: RegisterNow
  readonly #values: FormValues
  readonly #taken: readonly TakenRow[]
  readonly #counts = new Map<string, number>()
  readonly #told = new Set<string>()
  readonly found: FoundOffer[] = []

  constructor(now: RegisterNow, values: FormValues, taken: readonly TakenRow[]) {
    this.#now = now
    this.#values = values
    this.#taken = taken
  }

  #add(
    offer: Omit<Offer, 'key' | 'fieldLabel'>,
    about: { part: string; rows: number[]; present: string; value?: FieldValue | null },
  ): void {
    const name = `${offer.kind}|${offer.field}|${offer.activityId ?? ''}|${about.part}`
    const count = this.#counts.get(name) ?? 0
    this.#counts.set(name, count + 1)
    const key = `${name}|${count}|${textMark(about.present)}`
    const fieldLabel = fieldOf(this.#now, offer.field)?.label ?? ''
    const { rows, present, value = null } = about
    this.found.push({ offer: { ...offer, key, fieldLabel }, rows, present, value })
  }

  rows(): void {
    const gone = new Map<string, number[]>()
    this.#taken.forEach((row, index) => {
      if (row.part === seenPart || !fieldOf(this.#now, row.field)) return
      const present = presentText(row, this.#now)
      if (present === null) {
        const isWriting =
          row.kind !== 'paragraph' || row.activity === '' || activityNow(this.#now, row.activity) === null
        if (isWriting && row.known !== goneMark) {
          // A record of one activity loses it as a whole; a text loses each activity by itself.
          const ofText = row.kind === 'row' ? `${row.field}|${index}` : `${row.field}|${row.activity}`
          const place = this.#isOfOne ? row.activity : ofText
          gone.set(place, [...(gone.get(place) ?? []), index])
        }
        return
      }
      if (row.kind === 'fact') this.#fact(row, index, present)
      else if (!this.#isKnown(row, present)) {
        if (row.kind === 'paragraph') this.#paragraph(row, index, present)
        else if (row.kind === 'figure') this.#figure(row, index, present)
        else this.#candidate(row, index, present)
      }
    })
    for (const indexes of gone.values()) this.#gone(indexes)
  }

  /** A text that was put in twice has two rows for one place. */
  #isTold(place: string): boolean {
    const told = this.#told.has(place)
    this.#told.add(place)
    return told
  }

  get #isOfOne(): boolean {
    return this.#now.register?.scope === 'activity'
  }

  #isKnown(row: TakenRow, present: string): boolean {
    return row.text === present || row.known === knownText(present)
  }

  #fact(row: TakenRow, index: number, present: string): void {
    const field = fieldOf(this.#now, row.field)
    const values = activityNow(this.#now, row.activity)
    if (!field || values === null) return
    const holds = (noted: string, clear: string): boolean =>
      field.personal && noted !== '' ? this.#now.opens(field.id, noted, clear) : noted === clear
    if (holds(row.text, present) || (row.known !== '' && holds(row.known, knownText(present)))) return
    const current = this.#values[field.id]
    const written = valueText(current)
    if (written === present) return
    const value = factNow(row, values, this.#now)
    const asTaken = written === '' || holds(row.text, written) || (row.known !== '' && holds(row.known, written))
    this.#add(
      {
        field: field.id,
        kind: 'fact',
        activityId: row.activity,
        about: `${titleOf(values)}：${partLabels[row.part] ?? field.label}`,
        before: asTaken ? valueWords(field, current, false) : null,
        after: value === null ? '' : valueWords(field, value, false),
      },
      { part: row.part, rows: [index], present, value },
    )
  }

  #paragraph(row: TakenRow, index: number, present: string): void {
    const lines = linesIn(this.#values, row.field)
    const at = placeOfRow(lines, this.#taken, index)
    // A person wrote it as the register has it now, or took it out and there is nothing to say any more.
    if (at === null && (present === '' || isWritten(lines, this.#taken, { field: row.field, text: present }))) return
    if (this.#isTold(`${row.field}|${row.activity}|${row.part}|${row.text}`)) return
    this.#add(
      {
        field: row.field,
        kind: 'paragraph',
        activityId: row.activity,
        about: titleOf(activityNow(this.#now, row.activity)),
        before: row.text === '' ? '' : at === null ? null : row.text,
        after: present,
      },
      { part: row.part, rows: [index], present },
    )
  }

  #figure(row: TakenRow, index: number, present: string): void {
    const lines = linesIn(this.#values, row.field)
    const own = findFigure(lines, row)
    const place = own ?? findRetyped(lines, row)
    // The sentence is no more: there is nothing to bring up to date.
    if (place === null) return
    const line = lines[place.line] ?? ''
    const written = bareLine(line).slice(place.from, place.from + place.length)
    if (written === present || this.#isTold(`${row.field}|${place.line}|${place.from}`)) return
    const figure = textFigures.find(({ id }) => id === row.part)
    const title = row.activity === '' ? '' : `${titleOf(activityNow(this.#now, row.activity))}：`
    const cut = clausePlace(line, place)
    this.#add(
      {
        field: row.field,
        kind: 'figure',
        activityId: row.activity === '' ? null : row.activity,
        about: `${title}${figure?.label ?? partLabels[row.part] ?? ''}`,
        before: own === null ? null : present === '' ? bareLine(line).slice(cut.from, cut.from + cut.length) : row.text,
        after: present,
      },
      { part: row.part, rows: [index], present },
    )
  }

  #candidate(row: TakenRow, index: number, present: string): void {
    const candidates = this.#now.register?.scope === 'notice' ? this.#now.register.candidates : undefined
    const at = candidatePlace(this.#values, row, this.#now)
    if (!candidates || at < 0) return
    const written = tableRows(this.#values[row.field])[at]?.[candidates.evidence] ?? ''
    if (written === present) return
    this.#add(
      {
        field: row.field,
        kind: 'row',
        activityId: row.activity === '' ? null : row.activity,
        about: row.before,
        before: written === row.text || written === row.known ? written : null,
        after: present,
      },
      { part: row.part, rows: [index], present },
    )
  }

  #gone(indexes: number[]): void {
    const first = this.#taken[indexes[0] ?? -1]
    if (!first) return
    const lines = linesIn(this.#values, first.field)
    const standing = indexes.flatMap((index) => {
      const row = this.#taken[index]
      if (row?.kind === 'paragraph') return placeOfRow(lines, this.#taken, index) === null ? [] : [row.text]
      if (row?.kind === 'row') return candidatePlace(this.#values, row, this.#now) < 0 ? [] : [row.text]
      return row?.kind === 'figure' && findFigure(lines, row) !== null ? [row.text] : []
    })
    // What the clerk took out already needs no word.
    if (!this.#isOfOne && standing.length === 0) return
    const known = this.#now.activities.find(({ activityId }) => activityId === first.activity) ?? this.#now.activity
    const name = known ? titleOf(known.values) : first.kind === 'row' ? first.before : ''
    this.#add(
      {
        field: first.field,
        kind: 'gone',
        activityId: first.activity === '' ? null : first.activity,
        about: name || clause((standing[0] ?? '').split('。')[0] ?? '').slice(0, 60),
        before: this.#isOfOne ? null : standing.join('\n'),
        after: '',
      },
      { part: first.kind === 'row' ? `${first.part}|${textMark(first.before)}` : '', rows: indexes, present: goneMark },
    )
  }

  newOnes(): void {
    const { register } = this.#now
    if (register?.scope !== 'notice') return
    for (const [field, draft] of Object.entries(register.texts)) {
      if (draft !== 'plan' && draft !== 'progress') continue
      const seen = seenBy(field, this.#taken)
      if (!seen.noted || !fieldOf(this.#now, field)) continue
      const had = new Set(
        this.#taken.filter((row) => row.kind === 'paragraph' && row.field === field).map(({ activity }) => activity),
      )
      for (const { activityId, values: raw } of this.#now.activities) {
        if (draft === 'plan' ? raw.state === 'cancelled' : raw.state !== 'held') continue
        if (seen.has(activityId) || had.has(activityId)) continue
        const values = activityNow(this.#now, activityId)
        if (values === null) continue
        const part = draft === 'plan' ? 'item' : 'sentence'
        const present = writePiece(part, values, this.#now.notice) ?? ''
        this.#add(
          { field, kind: 'new-activity', activityId, about: titleOf(values), before: null, after: present },
          { part, rows: [], present },
        )
      }
    }
  }
}

/** In the order of the taken rows; new activities last. */
export function findOffers(now: RegisterNow, values: FormValues, taken: readonly TakenRow[]): FoundOffer[] {
  const search = new Search(now, values, taken)
  search.rows()
  search.newOnes()
  return search.found
}
