/** An earlier paper beside a form: which of its words belong to which field. By label, never by guess alone. Pure. */
import type { FieldDefinition, FieldValue, FormDefinition, FormValues } from './definition.ts'
import { isVagueTime } from './evaluate.ts'
import { blockTitle } from './layout.ts'
import { normaliseValue } from './normalise.ts'
import { valueWords } from './value-words.ts'

/** What an old file gave: rows of its tables, and the running text. */
export interface EarlierPaper {
  readonly rows: readonly (readonly string[])[]
  readonly text: string
}

export interface EarlierMatch {
  readonly fieldId: string
  /** As it would stand in this form; null when it cannot (an option that this form does not have). */
  readonly value: FieldValue | null
  /** As it stood in the earlier paper. */
  readonly text: string
  /** The label over there, letter for letter. */
  readonly label: string
  /** False: the labels only contain each other. */
  readonly exact: boolean
}

/** 主办单位（盖章）： and 主办单位 are one label: width, white space, brackets and their content, colons count nothing. */
export function plainLabel(label: string): string {
  return label
    .normalize('NFKC')
    .replace(/[(（[【][^)）\]】]{0,40}[)）\]】]/gu, '')
    .replace(/^(?:[一二三四五六七八九十]{1,3}、|\d{1,2}[.、．]|[(（]\d{1,2}[)）])/u, '')
    .replace(/[\s:：*＊·.。、,，_-]+/gu, '')
    .toLowerCase()
}

const minNear = 4
/** 承办单位 is near to 承办单位名称; 主办单位 is not near to 主办单位邮寄地址. */
const minShare = 0.6

export function labelsAgree(one: string, other: string): 'exact' | 'near' | null {
  if (one === '' || other === '') return null
  if (one === other) return 'exact'
  const [short, long] = one.length < other.length ? [one, other] : [other, one]
  return short.length >= minNear && long.includes(short) && short.length >= long.length * minShare ? 'near' : null
}

/** Files are not taken over: they show the past year. */
const takesValue = (field: FieldDefinition): boolean =>
  field.kind !== 'attachments' && field.kind !== 'computed' && field.kind !== 'fixed'

export function matchRecord(definition: FormDefinition, earlier: FormDefinition, values: FormValues): EarlierMatch[] {
  const used = new Set<string>()
  const from = earlier.fields.filter((field) => takesValue(field) && values[field.id] !== undefined)
  const matchOf = (field: FieldDefinition): FieldDefinition | undefined => {
    const free = from.filter((one) => !used.has(one.id))
    const same = (how: 'exact' | 'near') =>
      free.find((one) => labelsAgree(plainLabel(one.label), plainLabel(field.label)) === how)
    return (
      (earlier.id === definition.id ? free.find((one) => one.id === field.id) : undefined) ??
      same('exact') ??
      same('near')
    )
  }
  return definition.fields.flatMap((field) => {
    if (!takesValue(field)) return []
    const found = matchOf(field)
    const value = found && values[found.id]
    if (!found || value === undefined) return []
    used.add(found.id)
    const text = valueWords(found, value, false)
    if (text === '') return []
    const exact = plainLabel(found.label) === plainLabel(field.label)
    return [
      {
        fieldId: field.id,
        value: sameShape(field, found, value) ?? valueOfText(field, text),
        text,
        label: found.label,
        exact,
      },
    ]
  })
}

/** Rows and vague times go over as they are where the field is made alike. */
function sameShape(field: FieldDefinition, found: FieldDefinition, value: FieldValue): FieldValue | null {
  if (field.kind === 'vague-time') return isVagueTime(value) ? value : null
  if (field.kind !== 'table' || found.kind !== 'table') return null
  const known = new Set(field.columns.map(({ id }) => id))
  return found.columns.every(({ id }) => known.has(id)) ? value : null
}

export function matchPaper(definition: FormDefinition, paper: EarlierPaper): EarlierMatch[] {
  const fields = definition.fields.filter(takesValue)
  // Fixed words of the form without a field of their own end a value, too (a group's name, a block's title).
  const labels = new Set([...definition.fields.map((field) => plainLabel(field.label)), ...layoutLabels(definition)])
  const cells = labelledCells(paper.rows, labels)
  const lines = labelledLines(paper.text, definition, labels)
  const used = new Set<Labelled>()
  const find = (field: FieldDefinition): Labelled | undefined => {
    const names = [plainLabel(field.label), ...blockTitles(definition, field.id)]
    for (const list of [cells, lines])
      for (const how of ['exact', 'near'] as const) {
        const one = list.find(
          (entry) => !used.has(entry) && names.some((name) => labelsAgree(plainLabel(entry.label), name) === how),
        )
        if (one) return one
      }
    return undefined
  }
  return fields.flatMap((field) => {
    const found = find(field)
    if (!found) return []
    used.add(found)
    const exact = plainLabel(found.label) === plainLabel(field.label)
    return [{ fieldId: field.id, value: valueOfText(field, found.text), text: found.text, label: found.label, exact }]
  })
}

interface Labelled {
  readonly label: string
  readonly text: string
}

/** The cell to the right of a label, or the one under it where the label stands alone in its row. */
function labelledCells(rows: readonly (readonly string[])[], labels: ReadonlySet<string>): Labelled[] {
  const isLabel = (cell: string): boolean => {
    const plain = plainLabel(cell)
    return plain !== '' && cell.length <= 60 && [...labels].some((label) => labelsAgree(plain, label) !== null)
  }
  return rows.flatMap((row, index) => {
    const filled = row.map((cell) => cell.trim()).filter((cell) => cell !== '')
    return filled.flatMap((cell, at) => {
      if (!isLabel(cell)) return []
      const right = filled[at + 1]
      if (right !== undefined) return isLabel(right) ? [] : [{ label: cell, text: right }]
      const under = (rows[index + 1] ?? []).map((one) => one.trim()).filter((one) => one !== '')
      const [only] = under
      return under.length === 1 && only !== undefined && !isLabel(only) ? [{ label: cell, text: only }] : []
    })
  })
}

/** Labels at the beginning of a line or behind white space; a value runs up to the next label. */
function labelledLines(text: string, definition: FormDefinition, labels: ReadonlySet<string>): Labelled[] {
  const spread = (label: string): string =>
    [...label].map((letter) => letter.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('[ \\t]*')
  const titles = definition.layout.blocks.flatMap((block) => {
    const title = blockTitle(block)
    return title === undefined ? [] : [plainLabel(title)]
  })
  // A label that runs over two lines of its cell stands in the text as two pieces.
  const pieces = cellLabels(definition)
    .flatMap((label) => label.split('\n').map(plainLabel))
    .filter((one) => one.length > 2)
  const all = [...new Set([...labels, ...titles, ...pieces])].filter((label) => label.length >= 2)
  if (all.length === 0) return []
  const longestFirst = all.sort((a, b) => b.length - a.length).map(spread)
  const pattern = new RegExp(
    `(?<=^|\\n|[ \\t]{1,9})((?:[一二三四五六七八九十]、|\\d[.、])?(?:${longestFirst.join('|')}))(?:[(（][^)）\\n]{0,40}[)）])?[ \\t]*[:：]?(?=[ \\t\\n]|$|[^\\p{Script=Han}])`,
    'giu',
  )
  const found = [...text.matchAll(pattern)].map((match) => ({
    label: match[1] ?? '',
    from: match.index,
    to: match.index + match[0].length,
  }))
  return found.flatMap(({ label, to }, at) => {
    const value = text.slice(to, found[at + 1]?.from ?? text.length).replace(/^[:：\s]+|(?<!\s)\s+$/gu, '')
    return value === '' ? [] : [{ label, text: value }]
  })
}

const layoutLabels = (definition: FormDefinition): string[] => cellLabels(definition).map(plainLabel)

function cellLabels(definition: FormDefinition): string[] {
  const grids = definition.layout.blocks.flatMap((block) => (block.kind === 'grid' ? block.rows : []))
  return grids.flatMap((row) => row.cells.flatMap((cell) => cell.label ?? []))
}

/** A large field is named by the title over it: 二、工作方案. */
function blockTitles(definition: FormDefinition, fieldId: string): string[] {
  return definition.layout.blocks.flatMap((block) =>
    block.kind === 'flow' && block.field === fieldId && block.title !== undefined ? [plainLabel(block.title)] : [],
  )
}

const ticks = '√✓✔☑☒■●'
const boxes = `${ticks}□☐○`

/**
 * The text as a value of this field; null where the form has no place for it. Texts come from files of others: no
 * pattern here may look at a run of blanks or dashes more than once.
 */
export function valueOfText(field: FieldDefinition, text: string): FieldValue | null {
  switch (field.kind) {
    case 'choices':
      return chosen(field.options, text)
    case 'date':
      return isoDate(text)
    case 'attachments':
    case 'computed':
    case 'fixed':
    // Rows of a table are matched column by column, not out of one cell.
    case 'table':
      return null
    case 'long-text':
      return text
    case 'text':
      return field.multiline ? text : text.replace(/(?<!\s)\s*\n\s*/gu, '；')
    case 'vague-time':
      return { words: text.replace(/(?<!\s)\s*\n\s*/gu, '；'), date: isoDate(text) }
    case 'date-time':
      return isoMoment(text)
    case 'date-range':
      return isoRange(text)
    default:
      // Numbers and codes: the spaces are there to be read more easily.
      return normaliseValue(field, text.normalize('NFKC').replace(/\s+/gu, ''))
  }
}

function chosen(options: readonly { id: string; label: string }[], text: string): string[] | null {
  const clean = text.normalize('NFKC')
  const found = options.flatMap(({ id, label }) => {
    const from = clean.indexOf(label.normalize('NFKC'))
    if (from < 0) return []
    const before = clean.slice(0, from).trimEnd().at(-1) ?? ''
    const after =
      clean
        .slice(from + label.normalize('NFKC').length)
        .trimStart()
        .at(0) ?? ''
    return [{ id, before, after }]
  })
  const is = (marks: string, mark: string): boolean => mark !== '' && marks.includes(mark)
  // Marks stand on one side of all options; where there are none, the options that are named are the chosen ones.
  const named = found.some(({ before }) => is(boxes, before))
    ? found.filter(({ before }) => is(ticks, before))
    : found.some(({ after }) => is(boxes, after))
      ? found.filter(({ after }) => is(ticks, after))
      : found
  return named.length === 0 ? null : named.map((option) => option.id)
}

/** 2021年5月8日, 2021-5-8 → 2021-05-08. */
function isoDate(text: string): string | null {
  const match = /((?:19|20)\d{2})\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})/u.exec(text.normalize('NFKC'))
  if (!match) return null
  const [, year = '', month = '', day = ''] = match
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return Number.isNaN(Date.parse(date)) ? null : date
}

/** 2022年5月30日上午9:30, 5月30日14时 → 2022-05-30T09:30. */
function isoMoment(text: string): string | null {
  const date = isoDate(text)
  const match = /(?:(上午|下午|晚上?)\s*)?(\d{1,2})\s*[:：时点]\s*(\d{1,2})?/u.exec(text.normalize('NFKC'))
  if (date === null || !match) return null
  const [, half = '', hour = '', minute = '0'] = match
  const hours = Number(hour) + (half !== '' && half !== '上午' && Number(hour) < 12 ? 12 : 0)
  return hours > 23 || Number(minute) > 59
    ? null
    : `${date}T${String(hours).padStart(2, '0')}:${minute.padStart(2, '0')}`
}

/** 2022年5月10日至20日, 2022年5月10日—6月2日 → 2022-05-10/2022-05-20. */
function isoRange(text: string): string | null {
  const clean = text.normalize('NFKC')
  const from = isoDate(clean)
  const match =
    /(?:至|到|(?<!—)—+|(?<!-)-+|~|–)\s*(?:((?:19|20)\d{2})\s*年\s*)?(?:(\d{1,2})\s*月\s*)?(\d{1,2})\s*日/u.exec(clean)
  if (from === null) return null
  if (!match) return `${from}/${from}`
  const [, year = from.slice(0, 4), month = from.slice(5, 7), day = ''] = match
  const to = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return Number.isNaN(Date.parse(to)) || to < from ? null : `${from}/${to}`
}
