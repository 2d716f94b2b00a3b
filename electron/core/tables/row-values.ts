/** One row of a table, as a person confirmed its columns, as facts of an activity; what is doubtful stays open. Pure. */
import type { ColumnMeaning, TableFactor } from '../../../shared/api/tables.ts'
import { cleanText } from '../../../shared/form/normalise.ts'
import {
  type ActivityInput,
  type ActivityState,
  type ActivityValues,
  activityValues,
  countFacts,
  type PressItem,
  severalLineFacts,
} from '../../../shared/register/activity.ts'
import { openWords } from '../../../shared/wording/tables.ts'
import { quotesMobile, quotesNumber } from '../personal/cover-numbers.ts'
import { isMoney } from './meanings.ts'
import { addModules, type ModuleNames } from './module-names.ts'
import { readPress } from './press-words.ts'
import { hiddenRow, notFilled } from './read/reading.ts'
import type { FoundCell, FoundColumn, ValueKind } from './read/types.ts'
import { type CellSaid, factorOf, readText, scaledNumber } from './read-text.ts'
import { plainTimeWords, saysVaguely, wordsOfDays } from './time-words.ts'

export interface RowSetting {
  readonly noticeId: string | null
  /** Of the notice; null: none was chosen. */
  readonly modules: ModuleNames | null
  /** Of rows that name none. */
  readonly usualModules: readonly string[]
  readonly year: number
  readonly state: ActivityState
  readonly fundsSource: Extract<keyof ActivityInput, `funds${string}`> | null
}
export interface MappedCell {
  readonly column: FoundColumn
  readonly meaning: ColumnMeaning
  readonly factor: TableFactor
  /** Null: nothing stands there. */
  readonly cell: FoundCell | null
  /** What a person said about it; null: nothing. */
  readonly answer: string | null
}
export interface OpenPoint {
  readonly column: number
  readonly label: string
  readonly original: string
  readonly kind: 'question' | 'refusal'
  readonly reason: string
  readonly suggestion: string | null
}

export const kindOfMeaning = (meaning: ColumnMeaning): ValueKind => {
  if (meaning === 'time' || meaning === 'timeTo') return 'date'
  if ((countFacts as readonly string[]).includes(meaning)) return 'count'
  if (isMoney(meaning)) return 'money'
  if (meaning === 'mobile' || meaning === 'officePhone' || meaning === 'fax') return 'phone'
  return meaning === 'main' || meaning === 'ministryTask' ? 'yes-no' : 'text'
}

/** Readings of these are the same thing, whichever the reader took a column for. */
const alike: Partial<Record<ValueKind, readonly ValueKind[]>> = { phone: ['phone', 'mobile'], count: ['count'] }

const oftener: ReadonlySet<ColumnMeaning> = new Set([
  'ignore',
  'organiser',
  'responsible',
  'audience',
  'inKindNote',
  'description',
  'joint',
  'results',
  'riskNote',
  'press',
  'module',
  'mobile',
  'officePhone',
])
/** Whether two columns of a table can both say it: texts are joined, numbers would be lost. */
export const repeats = (meaning: ColumnMeaning): boolean => oftener.has(meaning)

/** What the cell says for this meaning. A person's answer stands above what is in the file. */
function said({ column, meaning, cell, answer }: MappedCell, setting: RowSetting): CellSaid | null {
  const kind = kindOfMeaning(meaning)
  const facts = { kind, unit: column.unit, year: setting.year }
  if (answer !== null) return answer.trim() === '' ? null : readText(answer, facts)
  if (!cell) return null
  if (column.kind === kind || alike[kind]?.includes(column.kind)) return cell
  // Refused or without a value as it lies in the file, whatever the column is taken for: 1.99E+10 has lost its digits.
  const noValue = cell.text.trim() === '' || /^#[A-Z/0]+[!?]?/u.test(cell.text)
  if (cell.refusal !== null || (cell.question !== null && noValue)) return cell
  const read = readText(cell.text, facts)
  return cell.question === hiddenRow && read.question === null ? { ...read, question: hiddenRow } : read
}

export class RowReading {
  readonly open: OpenPoint[] = []
  readonly #values: Record<string, unknown>
  readonly #personal: Record<string, string> = {}
  readonly #press: PressItem[] = []
  readonly #modules = new Set<string>()
  readonly #setting: RowSetting
  #mediaTotal: MappedCell | null = null
  #itemTotal: MappedCell | null = null
  #to: { day: string; cell: MappedCell } | null = null
  /** The first day waits for an answer of its own. */
  #timeAsked = false

  constructor(setting: RowSetting) {
    this.#setting = setting
    this.#values = { year: setting.year, state: setting.state }
  }

  take(mapped: MappedCell) {
    const { column, meaning, cell } = mapped
    if (meaning === 'ignore' || column.kind === 'identity') {
      // The question is about the row and stands at its first cell, whatever that one means.
      if (cell?.question === hiddenRow && mapped.answer === null)
        this.#ask(mapped, hiddenRow, column.kind === 'identity' ? '' : cell.text)
      return
    }
    // Empty is not zero, and no mistake.
    if (cell?.question === notFilled && mapped.answer === null && kindOfMeaning(meaning) !== 'date') return
    const found = said(mapped, this.#setting)
    if (!found) return
    if (found.refusal !== null) return this.#ask(mapped, found.refusal, null, 'refusal')
    if (kindOfMeaning(meaning) === 'date') return this.#time(mapped, found)
    if (found.question !== null) {
      const { reading } = found
      const seems = reading === null || Array.isArray(reading) ? null : String(reading)
      return this.#ask(mapped, found.question, found.suggestion ?? seems)
    }
    if (found.reading === null) {
      if ((mapped.answer ?? cell?.text ?? '').trim() !== '') this.#ask(mapped, openWords.unread, null)
      return
    }
    switch (kindOfMeaning(meaning)) {
      case 'count':
      case 'money':
        return this.#number(mapped, String(found.reading))
      case 'phone':
        return this.#phone(mapped, Array.isArray(found.reading) ? found.reading : [String(found.reading)])
      case 'yes-no':
        this.#values[meaning] = found.reading === true
        return
      default:
        return this.#text(mapped, cleanText(String(found.reading)).trim())
    }
  }

  #ask(mapped: MappedCell, reason: string, suggestion: string | null, kind: OpenPoint['kind'] = 'question'): void {
    const { column, cell } = mapped
    const original = column.kind === 'identity' ? '' : (cell?.text ?? '')
    this.open.push({ column: column.column, label: column.label, original, kind, reason, suggestion })
  }

  #number(mapped: MappedCell, digits: string) {
    const { meaning, column, cell, answer } = mapped
    const kind = kindOfMeaning(meaning)
    const value = scaledNumber(digits, factorOf(column, kind, mapped.factor, answer ?? cell?.text ?? ''))
    const whole = kind === 'count'
    if (
      value === null ||
      value.startsWith('-') ||
      (whole && value.includes('.')) ||
      (value.split('.')[0] ?? '').length > 12
    )
      return this.#ask(mapped, whole ? openWords.noCount : openWords.noMoney, null)
    if (meaning === 'funds') {
      const { fundsSource } = this.#setting
      if (fundsSource === null) return this.#ask(mapped, openWords.noSource, null)
      this.#values[fundsSource] = value
      return
    }
    this.#values[meaning] = value
    // A total counts those that are listed, too; 另有 does not.
    if (meaning === 'moreOutlets' && !mapped.column.label.includes('另有')) this.#mediaTotal = mapped
    if (meaning === 'moreItems' && !mapped.column.label.includes('另有')) this.#itemTotal = mapped
  }

  #phone(mapped: MappedCell, numbers: readonly string[]): void {
    const put = (key: string, list: readonly string[]): void => {
      const all = [...new Set([...(this.#personal[key] ?? '').split('、'), ...list])].filter((one) => one !== '')
      if (all.length > 0) this.#personal[key] = all.join('、')
    }
    if (mapped.meaning === 'fax') put('fax', numbers)
    else {
      const isMobile = (number: string): boolean => /^1\d{10}$/u.test(number)
      put('mobile', numbers.filter(isMobile))
      put(
        'officePhone',
        numbers.filter((number) => !isMobile(number)),
      )
    }
    if (Object.values(this.#personal).some((text) => text.length > 40)) this.#ask(mapped, openWords.tooLong(40), null)
  }

  #text(mapped: MappedCell, text: string) {
    const { meaning, answer } = mapped
    if (text === '') return
    // Texts are read by everybody; an identity number belongs to nobody here.
    if (quotesNumber(text)) return this.#ask(mapped, openWords.identity, null, 'refusal')
    switch (meaning) {
      case 'module':
        return this.#moduleNames(mapped, text)
      case 'state':
        return this.#state(mapped, text)
      case 'press':
        return this.#pressItems(mapped, text)
      case 'contactName':
      case 'email':
      case 'address':
        return this.#personalText(mapped, text.replace(/(?<!\s)\s*\n\s*/gu, ' '))
      default:
    }
    if (answer === null && quotesMobile(text)) return this.#ask(mapped, openWords.mobile, null)
    const before = this.#values[meaning]
    const one = severalLineFacts.has(meaning)
      ? text
      : text.replace(/(?<!\s)\s*\n\s*/gu, meaning === 'title' ? '' : '；')
    const whole = typeof before === 'string' ? `${before}${severalLineFacts.has(meaning) ? '\n' : '；'}${one}` : one
    const limit = lengthOf(meaning)
    if (whole.length > limit) return this.#ask(mapped, openWords.tooLong(limit), null)
    this.#values[meaning] = whole
  }

  #personalText(mapped: MappedCell, text: string): void {
    const { meaning } = mapped
    const limit = meaning === 'contactName' ? 40 : meaning === 'email' ? 120 : 160
    if (text.length > limit) this.#ask(mapped, openWords.tooLong(limit), null)
    else if (/[*＊]{3,}/u.test(text)) this.#ask(mapped, openWords.covered, null)
    else this.#personal[meaning] = text
  }

  #moduleNames(mapped: MappedCell, text: string): void {
    const { modules } = this.#setting
    if (modules === null) return
    const unknown = addModules(modules, text, this.#modules)
    if (unknown !== null) this.#ask(mapped, openWords.noModule(unknown, [...modules.values()]), null)
  }

  #state(mapped: MappedCell, text: string): void {
    const plain = text.replace(/\s+/gu, '')
    if (/^(?:已取消|取消|不再举办|停办)$/u.test(plain)) this.#values.state = 'cancelled'
    else if (/^(?:已举办|已完成|已开展|已结束|完成|结束|举办|已办|已落实)$/u.test(plain)) this.#values.state = 'held'
    else if (/^(?:计划中|计划|未举办|未开展|未完成|筹备中|待举办|待开展|拟举办|拟开展)$/u.test(plain))
      this.#values.state = 'planned'
    else this.#ask(mapped, openWords.noState, null)
  }

  #pressItems(mapped: MappedCell, text: string): void {
    const items = readPress(text)
    // Addresses of pages have such numbers in them.
    const quoted = items?.some(({ outlet, headline }) => quotesMobile(outlet) || quotesMobile(headline)) === true
    if (mapped.answer === null && quoted) this.#ask(mapped, openWords.mobile, null)
    else if (items === null) this.#ask(mapped, openWords.noPress, null)
    else this.#press.push(...items)
  }

  #time(mapped: MappedCell, found: CellSaid): void {
    const { meaning, cell, answer } = mapped
    const text = (answer ?? cell?.text ?? '').trim()
    const days = typeof found.reading === 'string' && found.question === null ? found.reading.split('/') : []
    const [from, to = from] = days
    if (from === undefined) {
      // A person says that no more is known than 5月中旬: that is what the register keeps, too.
      const vague = saysVaguely(text) && meaning === 'time'
      this.#timeAsked ||= meaning === 'time'
      if (answer !== null && vague) this.#values.time = { words: plainTimeWords(text), from: null, to: null }
      else
        this.#ask(mapped, found.question ?? openWords.noDate, found.suggestion ?? (vague ? plainTimeWords(text) : null))
      return
    }
    if (meaning === 'timeTo') this.#to = { day: to ?? from, cell: mapped }
    else this.#values.time = { words: wordsOfDays(text, from, to ?? from), from, to: to ?? from }
  }

  /** The whole row, once every cell was taken. @param titleColumn null: the table has none */
  end(title: FoundColumn | null, titleAnswer: string | null): { values: ActivityValues; open: OpenPoint[] } {
    const values = this.#values as Partial<ActivityInput> & { year: number }
    const named = titleAnswer !== null && titleAnswer.trim() !== '' && values.title === undefined
    if (named && !quotesNumber(titleAnswer)) values.title = cleanText(titleAnswer).trim().slice(0, 160)
    const column = title?.column ?? -1
    if ((values.title ?? '') === '' && !this.open.some((point) => point.column === column))
      this.open.push({
        column,
        label: title?.label ?? '活动名称',
        original: '',
        kind: 'question',
        reason: openWords.noTitle,
        suggestion: null,
      })
    this.#endTime(values)
    this.#endPress(values)
    const { noticeId, usualModules } = this.#setting
    const modules = this.#modules.size > 0 ? [...this.#modules] : [...usualModules]
    if (noticeId !== null) values.notices = [{ noticeId, modules }]
    const from = values.time?.from
    if (from) values.year = Number(from.slice(0, 4))
    return { values: activityValues.parse({ ...values, personal: this.#personal }), open: this.open }
  }

  #endTime(values: Partial<ActivityInput>): void {
    if (!this.#to) return
    const { day, cell } = this.#to
    const time = values.time
    if (!time?.from) {
      if (!this.#timeAsked) this.#ask(cell, openWords.noFirstDay, null)
    } else if (day < time.from) this.#ask(cell, openWords.endsBefore, null)
    else values.time = { words: wordsOfDays('', time.from, day), from: time.from, to: day }
  }

  #endPress(values: Partial<ActivityInput>): void {
    if (this.#press.length === 0) return
    values.press = this.#press
    const outlets = new Set(this.#press.map(({ outlet }) => outlet)).size
    const rest = (total: MappedCell | null, key: 'moreOutlets' | 'moreItems', listed: number): void => {
      if (!total) return
      const left = Number(values[key] ?? '0') - listed
      if (left < 0) this.#ask(total, openWords.fewerThanListed(listed), String(listed))
      values[key] = left > 0 ? String(left) : ''
    }
    rest(this.#mediaTotal, 'moreOutlets', outlets)
    rest(this.#itemTotal, 'moreItems', this.#press.length)
  }
}

const lengths: Partial<Record<ColumnMeaning, number>> = {
  title: 160,
  host: 200,
  organiser: 300,
  responsible: 300,
  unit: 120,
  place: 200,
  audience: 200,
  inKindNote: 200,
  description: 20_000,
  joint: 2000,
  results: 20_000,
  riskNote: 2000,
}
const lengthOf = (meaning: ColumnMeaning): number => lengths[meaning] ?? 200
