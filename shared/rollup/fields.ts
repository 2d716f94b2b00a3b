/** Which fields of a form add up, and what a record says in them. Pure. */

import { fromUnits, toUnits } from '../form/decimal.ts'
import { type FieldDefinition, type FormDefinition, type FormValues, fieldValue } from '../form/definition.ts'
import { computedValue } from '../form/evaluate.ts'
import type { LayoutBlock, LayoutCell } from '../form/layout.ts'

/** By field id: plain decimal, or null where nothing was filled in. Null is not zero. */
export type RollupValues = Readonly<Record<string, string | null>>

type NumberField = Extract<FieldDefinition, { kind: 'integer' | 'decimal' }>

/** 合格率, 人均… of three counties add up to nothing that means anything. */
const ratioUnits = /[%％‰]/u
const ratioWords = /率|比例|百分比|比重|占比|平均|人均|均值|排名|名次|序号|编号|年份|年度$/u

/** Numbers that mean something when they are added up over offices; personal ones never do. */
export function isAdditive(field: FieldDefinition): field is NumberField {
  if ((field.kind !== 'integer' && field.kind !== 'decimal') || field.personal) return false
  return !ratioUnits.test(field.unit ?? '') && !ratioWords.test(field.label)
}

export const additiveFields = (definition: FormDefinition): NumberField[] => definition.fields.filter(isAdditive)

/** Worked out from numbers of the form alone, so also from sums of them. */
function isRecomputed(field: FieldDefinition): field is FieldDefinition & { kind: 'computed' } {
  return field.kind === 'computed' && !field.personal
}

export interface SummedField {
  readonly field: string
  readonly label: string
  /** Heading over it on the form; '' where there is none. */
  readonly group: string
  readonly unit: string
  readonly places: number
}

/** Fields of a roll-up in the order of the form; [] where nothing of the form adds up. */
export function rollupFields(definition: FormDefinition): SummedField[] {
  if (!definition.fields.some(isAdditive)) return []
  const groups = layoutGroups(definition)
  return definition.fields.flatMap((field): SummedField[] => {
    if (!isAdditive(field) && !isRecomputed(field)) return []
    const places = field.kind === 'integer' ? 0 : field.places
    const group = groups.get(field.id) ?? ''
    return [{ field: field.id, label: field.label, group, unit: field.unit ?? '', places }]
  })
}

/** Words that stand in one cell with a number that adds up, e.g. what was given beside what it is worth. */
export function noteFields(definition: FormDefinition): { field: string; label: string; beside: string }[] {
  const numbers = new Set(additiveFields(definition).map(({ id }) => id))
  const beside = new Map<string, string>()
  for (const { field, alsoField } of gridCells(definition))
    if (field !== undefined && alsoField !== undefined && numbers.has(field)) beside.set(alsoField, field)
  return definition.fields.flatMap((field) => {
    const of = beside.get(field.id)
    const words = field.kind === 'text' && !field.personal && field.id !== definition.titleField
    return of !== undefined && words ? [{ field: field.id, label: field.label, beside: of }] : []
  })
}

/** A number as it was written, in its shortest writing; null where there is none. */
export function decimalOf(value: unknown): string | null {
  const read = fieldValue.safeParse(value)
  if (!read.success || typeof read.data !== 'string') return null
  const units = toUnits(read.data.trim())
  return units === null ? null : fromUnits(units)
}

/** What one record says: its numbers, and what follows from them. */
export function rollupValues(definition: FormDefinition, values: FormValues): Record<string, string | null> {
  const said: Record<string, string | null> = {}
  for (const { id } of additiveFields(definition))
    said[id] = decimalOf(Object.hasOwn(values, id) ? values[id] : undefined)
  return withComputed(definition, said)
}

/** Adds the computed fields: of sums they follow from the sums, by the form's own calculation. */
export function withComputed(definition: FormDefinition, said: RollupValues): Record<string, string | null> {
  const values: FormValues = Object.fromEntries(
    Object.entries(said).flatMap(([id, value]) => (value === null ? [] : [[id, value]])),
  )
  const facts = { definition, values, attachmentCounts: {}, lastYear: null }
  const all: Record<string, string | null> = { ...said }
  for (const field of definition.fields) if (isRecomputed(field)) all[field.id] = computedValue(facts, field)
  return all
}

type Grid = Extract<LayoutBlock, { kind: 'grid' }>
const grids = ({ layout }: FormDefinition): Grid[] =>
  layout.blocks.filter((block): block is Grid => block.kind === 'grid')
const gridCells = (definition: FormDefinition): LayoutCell[] =>
  grids(definition).flatMap(({ rows }) => rows.flatMap(({ cells }) => cells))

const oneLine = (text: string): string => text.replace(/\s+/gu, '')

/** Of every field the words that span it on paper and are not its own label. */
function layoutGroups(definition: FormDefinition): Map<string, string> {
  const groups = new Map<string, string>()
  for (const grid of grids(definition)) {
    // What stands in a column until which row: a merged heading goes on beside the rows under it.
    const open = new Map<number, { until: number; label: string | null; start: number }>()
    for (const [row, { cells }] of grid.rows.entries()) {
      let column = 0
      const skip = (): void => {
        for (let over = open.get(column); over && over.until > row; over = open.get(column)) column++
      }
      for (const cell of cells) {
        skip()
        if (cell.field !== undefined) {
          const left = new Map<number, string>()
          for (let at = 0; at < column; at++) {
            const one = open.get(at)
            if (one && one.until > row && one.label !== null) left.set(one.start, one.label)
          }
          // The nearest is its own label.
          const group = [...left.values()].slice(0, -1).at(-1) ?? grid.title ?? ''
          groups.set(cell.field, group)
        }
        const label = cell.label === undefined ? null : oneLine(cell.label)
        for (let at = column; at < column + cell.colSpan; at++)
          open.set(at, { until: row + cell.rowSpan, label, start: column })
        column += cell.colSpan
      }
    }
  }
  return groups
}
