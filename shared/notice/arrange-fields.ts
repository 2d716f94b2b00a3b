/** In which order fields stand on the paper, and what can stand before what: rows that hang together move together. Pure. */
import type { FormDefinition, FormLayout, LayoutBlock } from '../form/definition.ts'
import { blockFields } from '../form/layout.ts'
import { type Grid, rowUnits } from './edit-grid.ts'

type Row = Grid['rows'][number]

const rowFields = (rows: readonly Row[]): string[] => blockFields({ kind: 'grid', columns: [1], rows: [...rows] })

/** Blocks that keep their place: what is signed, what is repeated, and words without a value. */
const isFixed = (block: LayoutBlock): boolean =>
  block.kind === 'signature' || block.kind === 'repeat' || blockFields(block).length === 0

/** Sorts between the items that keep their place; what has no place in the order comes last, as it was. */
function sortedBetween<T>(items: readonly T[], isFixedItem: (item: T) => boolean, at: (item: T) => number): T[] {
  const made: T[] = []
  let run: T[] = []
  const close = () => {
    made.push(...run.sort((a, b) => at(a) - at(b)))
    run = []
  }
  for (const item of items) {
    if (!isFixedItem(item)) run.push(item)
    else {
      close()
      made.push(item)
    }
  }
  close()
  return made
}

export function sortedLayout(layout: FormLayout, order: readonly string[]): FormLayout {
  if (order.length === 0) return layout
  const places = new Map(order.map((id, at) => [id, at]))
  // Half a step keeps two that are both unknown comparable.
  const first = (ids: readonly string[]): number => Math.min(...ids.map((id) => places.get(id) ?? order.length))
  const blocks = layout.blocks.map((block) => {
    if (block.kind !== 'grid') return block
    const units = sortedBetween(
      rowUnits(block),
      (unit) => rowFields(unit).length === 0,
      (unit) => first(rowFields(unit)),
    )
    return { ...block, rows: units.flat() }
  })
  return { ...layout, blocks: sortedBetween(blocks, isFixed, (block) => first(blockFields(block))) }
}

/** Runs of blocks that may change places, each block with its rows that may. */
function arrangement({ blocks }: FormLayout): string[][][][] {
  const runs: string[][][][] = [[]]
  for (const block of blocks) {
    if (isFixed(block)) runs.push([])
    else if (block.kind === 'grid')
      runs.at(-1)?.push(
        rowUnits(block)
          .map(rowFields)
          .filter((unit) => unit.length > 0),
      )
    else runs.at(-1)?.push([[...new Set(blockFields(block))]])
  }
  return runs.filter((run) => run.length > 0)
}

function swapped<T>(items: readonly T[], at: number, to: number): T[] | null {
  const [one, other] = [items[at], items[to]]
  if (one === undefined || other === undefined) return null
  return items.map((item, index) => (index === at ? other : index === to ? one : item))
}

/**
 * The order with this field, and what hangs together with it, one place further up (-1) or down (1).
 * @returns null where it can go no further
 */
export function movedOrder({ layout, fields }: FormDefinition, id: string, by: -1 | 1): string[] | null {
  const runs = arrangement(layout)
  for (const [r, run] of runs.entries()) {
    const b = run.findIndex((block) => block.some((unit) => unit.includes(id)))
    const block = run[b]
    if (!block) continue
    const u = block.findIndex((unit) => unit.includes(id))
    const rows = swapped(block, u, u + by)
    const next = rows
      ? run.map((one, at) => (at === b ? rows : one))
      : block.length > 1
        ? null
        : swapped(run, b, b + by)
    if (!next) return null
    const order = runs.map((one, at) => (at === r ? next : one)).flat(3)
    return [...new Set([...order, ...fields.map((field) => field.id)])]
  }
  return null
}
