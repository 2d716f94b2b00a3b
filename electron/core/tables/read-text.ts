/** Words that a person typed, or that stand in a form, read as a cell of such a column would be. Pure. */
import type { TableFactor } from '../../../shared/api/tables.ts'
import { fromUnits, timesUnits, toUnits } from '../../../shared/form/decimal.ts'
import { plainCell } from './read/grid.ts'
import { readDate } from './read/read-date.ts'
import { readCount, readMoney, statedUnit } from './read/read-number.ts'
import { readPhone } from './read/read-phone.ts'
import { askOpen, type Reading, sure, tight } from './read/reading.ts'
import type { FoundColumn, ValueKind } from './read/types.ts'

export type CellSaid = Reading

export function readText(
  text: string,
  { kind, unit, year }: { kind: ValueKind; unit: FoundColumn['unit']; year: number | null },
): CellSaid {
  const cell = plainCell(0, text)
  switch (kind) {
    case 'date':
      return readDate(cell, { from1904: false, year })
    case 'count':
    case 'number':
      return readCount(cell, unit)
    case 'money':
      return readMoney(cell, unit, false)
    case 'phone':
    case 'mobile':
      return readPhone(cell)
    case 'yes-no':
      return yesNo(tight(text))
    default:
      return sure(text)
  }
}

function yesNo(text: string): CellSaid {
  if (/^(?:是|有|√|✓|✔|☑|对|y|yes|true|1)$/iu.test(text)) return sure(true)
  if (/^(?:否|不是|没有|无|×|✗|☐|□|n|no|false|0)$/iu.test(text)) return sure(false)
  return askOpen('应写“是”或“否”')
}

/** 投入经费（万元） → 万元; null where the label does not say. */
export function unitOfLabel(label: string, kind: ValueKind): FoundColumn['unit'] {
  const text = label.normalize('NFKC').replace(/\s+/gu, '')
  if (kind === 'count') return /[(（]万(?:人|人次|次)?[)）]/u.test(text) ? '万' : null
  if (kind !== 'money') return null
  return (['亿元', '万元', '千元', '元'] as const).find((unit) => text.includes(unit)) ?? null
}

const ofUnit = { 元: '0.0001', 千元: '0.1', 万元: '1', 亿元: '10000' } as const

/**
 * What one of a cell's numbers is of ours. Where a cell says its unit itself (3500元, 1.2万) the factor that a person
 * chose for the bare numbers of the column does not count.
 * @param text as it stands, or as it was answered
 */
export function factorOf(column: FoundColumn, kind: ValueKind, chosen: TableFactor, text: string): TableFactor {
  if (kind === 'money' && statedUnit(plainCell(0, text)) !== null)
    return column.unit !== null && column.unit !== '万' ? ofUnit[column.unit] : ofUnit.元
  if (kind === 'count' && /[万萬]/u.test(text)) return '1'
  return chosen
}

const factors: Readonly<Record<TableFactor, bigint>> = {
  '1': 1_000_000n,
  '10000': 10_000_000_000n,
  '0.1': 100_000n,
  '0.0001': 100n,
}

/** Exact, at most six places; null where it is no number or has more places: nothing is rounded off unseen. */
export function scaledNumber(digits: string, factor: TableFactor): string | null {
  const units = toUnits(digits)
  if (units === null) return null
  const scaled = timesUnits(units, factors[factor])
  return scaled * 1_000_000n === units * factors[factor] ? fromUnits(scaled) : null
}
