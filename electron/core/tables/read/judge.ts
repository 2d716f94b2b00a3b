/** A list that was found, with every cell read by what its column holds. Pure. */
import { readDuration, readFrame, readSigned } from '../../collection/stated-video.ts'
import { senderOfLines } from '../sender.ts'
import type { RawTable } from './find-tables.ts'
import { type GridCell, type GridRow, type GridSheet, isBlank } from './grid.ts'
import { isSubtotal, kindOf, unitOf } from './labels.ts'
import { readDate } from './read-date.ts'
import { readCount, readMoney, statedUnit } from './read-number.ts'
import { readIdentity, readPhone } from './read-phone.ts'
import { ask, askOpen, hiddenRow, notFilled, type Reading, refuse, sure, tight } from './reading.ts'
import type { FoundCell, FoundColumn, FoundRow, FoundTable } from './types.ts'

interface Column extends FoundColumn {
  /** Bare amounts beside amounts with a unit of their own. */
  readonly mixed: boolean
  /** Most of its cells are filled: an empty one is asked. */
  readonly expected: boolean
}

export function judgeTable(raw: RawTable, sheet: GridSheet, paragraphs: readonly string[]): FoundTable {
  const titles = [...paragraphs, ...raw.titles]
  const titleYear = yearOf(titles)
  const columns = raw.columns.map(({ column, label }): Column => {
    const cells = raw.rows.flatMap((row) => row.cells.get(column) ?? [])
    const filled = cells.filter((cell) => !isBlank(cell.text) || cell.number !== null)
    const kind = kindOf(label, cells)
    const stated =
      unitOf(label) ??
      (kind === 'money' ? unitOf(titles.find((line) => /单位[:：].{0,2}元/u.test(tight(line))) ?? '') : null)
    const units = kind === 'money' && stated === null ? new Set(filled.map(statedUnit)) : new Set<never>()
    const named = [...units].filter((unit) => unit !== null)
    return {
      column,
      label,
      kind,
      unit: stated ?? (named.length === 1 ? (named[0] ?? null) : named.length > 1 ? '元' : null),
      mixed: named.length > 0 && units.has(null),
      samples: kind === 'identity' ? [] : filled.slice(0, 3).map(({ text }) => text.trim().slice(0, 60)),
      expected: (kind === 'date' || kind === 'count' || kind === 'duration') && filled.length * 2 > raw.rows.length,
    }
  })
  const rows = raw.rows.map((row) => judgeRow(row, columns, { sheet, titleYear }))
  oddYears(rows, columns)
  return {
    sheet: sheet.name,
    headerRow: raw.headerRow,
    columns: columns.map(({ mixed: _mixed, expected: _expected, ...column }) => column),
    rows,
    titles,
    titleYear,
    sender: senderOfLines([...titles, ...raw.feet]),
    remarks: wrongTotals(raw, rows, columns),
  }
}

interface Around {
  readonly sheet: GridSheet
  readonly titleYear: number | null
}
type MutableRow = { row: number; cells: FoundCell[] }

function judgeRow(row: GridRow, columns: readonly Column[], around: Around): MutableRow {
  const cells = columns.flatMap((column): FoundCell[] => {
    const cell = row.cells.get(column.column)
    if (!cell) {
      if (!column.expected) return []
      return [{ row: row.number, column: column.column, text: '', ...askOpen(notFilled) }]
    }
    return [{ row: row.number, column: column.column, text: cell.text, ...readingOf(cell, column, around) }]
  })
  const first = cells.find(
    ({ question, refusal, reading }) => question === null && refusal === null && reading !== null,
  )
  if (row.hidden && first) cells[cells.indexOf(first)] = { ...first, question: hiddenRow }
  return { row: row.number, cells }
}

function readingOf(cell: GridCell, column: Column, { sheet, titleYear }: Around): Reading {
  if (cell.noResult) return askOpen('这一格是公式，文件里没有存下结果')
  if (cell.error !== null) return askOpen(`这一格是错误值 ${cell.error.slice(0, 10)}`)
  if (cell.fromAbove && (column.kind === 'count' || column.kind === 'money'))
    return askOpen('和上面一行合并成一格，不知道这一行是多少')
  const read = byKind(cell, column, sheet.from1904, titleYear)
  if (read.refusal !== null || read.question !== null) return read
  // Characters that the file's own program could not write, or that stand for none.
  if (/[\ufffd\ue000-\uf8ff]/u.test(cell.text)) return { ...read, question: '里面有认不出的字' }
  return read
}

function byKind(cell: GridCell, column: Column, from1904: boolean, year: number | null): Reading {
  switch (column.kind) {
    case 'date':
      return readDate(cell, { from1904, year })
    case 'count':
      return readCount(cell, column.unit)
    case 'money':
      return readMoney(cell, column.unit, column.mixed)
    case 'phone':
    case 'mobile':
      return readPhone(cell)
    case 'identity':
      return readIdentity(cell)
    case 'duration': {
      const { seconds, askSeconds } = readDuration(cell)
      if (!askSeconds) return sure(seconds)
      if (isBlank(cell.text)) return askOpen(notFilled)
      return seconds === null ? askOpen('看不准是多长') : ask(seconds, `看不准单位，按 ${seconds} 秒读`)
    }
    case 'resolution':
      return readResolution(cell)
    case 'yes-no': {
      const signed = readSigned(cell.text)
      return signed !== null || isBlank(cell.text) ? sure(signed) : askOpen('看不出是还是否')
    }
    case 'number': {
      const text = tight(cell.text)
      return sure(cell.number ?? (/^\d{1,9}$/u.test(text) ? Number(text) : cell.text.trim()))
    }
    case 'text':
      return readText(cell)
  }
}

function readResolution(cell: GridCell): Reading {
  const frame = readFrame(cell.text)
  if (frame === null) return sure(null)
  const words =
    'width' in frame && 'height' in frame
      ? `${frame.width}×${frame.height}`
      : 'label' in frame
        ? frame.label
        : 'height' in frame
          ? `${frame.height}P`
          : null
  if (!('ask' in frame)) return sure(words ?? null)
  return words === null || words === undefined ? askOpen('没有写出尺寸') : ask(words, '看不准画面的宽和高')
}

/** As it stands but for blanks at its ends; one of blanks alone stays, and is asked. */
function readText(cell: GridCell): Reading {
  if (cell.number !== null && Math.abs(cell.number) >= 1e15)
    return refuse('长号码存成了数字，15 位以后的数字已经丢失，请重新填报（先把单元格设成文本）')
  if (cell.day !== null) {
    const isWhole = /\d{4}/u.test(cell.text)
    return isWhole ? sure(cell.day) : ask(cell.day, '这一格被存成了日期，原来写的可能不是日期')
  }
  if (cell.number !== null) return sure(/^0\d/u.test(cell.text) ? cell.text : cell.number)
  const text = cell.text.replace(/^[\s\u200b\ufeff]+|(?<![\s\u200b\ufeff])[\s\u200b\ufeff]+$/gu, '')
  return text === '' ? ask(cell.text, '只有空格') : sure(text)
}

/** Of the title, not of the day when it was filled in; null where there are two. */
function yearOf(titles: readonly string[]): number | null {
  const years = new Set<number>()
  for (const line of titles) {
    if (/(?:填报|填表|报送|上报|制表|编制|打印)(?:日期|时间)|截止|日前/u.test(line)) continue
    for (const [, year = ''] of tight(line).matchAll(/(?<!\d)((?:19|20)\d{2})(?=年|度|[^\d.\-/]|$)/gu))
      years.add(Number(year))
  }
  return years.size === 1 ? ([...years][0] ?? null) : null
}

/** 2202 for 2022: a year that no other row is near to. Births are spread anyway. */
function oddYears(rows: readonly MutableRow[], columns: readonly Column[]): void {
  for (const { column, kind, label } of columns) {
    if (kind !== 'date' || /出生|生日|成立|入职|参加工作/u.test(label)) continue
    const dated = rows.flatMap(({ cells }) =>
      cells.filter((cell) => cell.column === column && typeof cell.reading === 'string' && cell.question === null),
    )
    const isDated = new Set(dated)
    const years = dated.map(({ reading }) => Number(String(reading).slice(0, 4))).sort((a, b) => a - b)
    const usual = years[Math.floor(years.length / 2)]
    if (usual === undefined || years.length < 3) continue
    for (const row of rows)
      row.cells = row.cells.map((cell) =>
        isDated.has(cell) && Math.abs(Number(String(cell.reading).slice(0, 4)) - usual) > 3
          ? { ...cell, ...ask(cell.reading, `年份和别的行差得多（别的行多是 ${usual} 年）`) }
          : cell,
      )
  }
}

/** A stated total that is not the sum of what stands above it. Exact to a millionth. */
function wrongTotals(raw: RawTable, rows: readonly FoundRow[], columns: readonly Column[]): FoundTable['remarks'] {
  let after = 0
  return raw.totals.flatMap((total) => {
    const label = [...total.cells.values()].map(({ text }) => text).find((text) => /计/u.test(text)) ?? ''
    const isPart = isSubtotal(label)
    const summed = rows.filter(({ row }) => row < total.number && (!isPart || row > after))
    after = total.number
    if (summed.length === 0) return []
    return columns.flatMap(({ column, kind, label: name, unit, mixed }) => {
      const stated = total.cells.get(column)
      if ((kind !== 'count' && kind !== 'money') || !stated || isBlank(stated.text)) return []
      const { reading } = kind === 'count' ? readCount(stated, unit) : readMoney(stated, unit, mixed)
      const values = summed.flatMap((row) =>
        row.cells.filter((cell) => cell.column === column).map((cell) => cell.reading),
      )
      if (typeof reading !== 'number' || values.some((value) => value !== null && typeof value !== 'number')) return []
      const sum = values.reduce<number>((all, value) => all + Math.round(Number(value ?? 0) * 1e6), 0) / 1e6
      if (Math.abs(sum - reading) < 1e-6) return []
      return [{ row: total.number, column: name, reason: `合计行写的是 ${reading}，逐行相加是 ${sum}` }]
    })
  })
}
