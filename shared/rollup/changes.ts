/** What changed between two stands of a roll-up, office by office and in the totals. Pure. */
import type { Rollup } from '../api/rollups.ts'

export type RollupChange = Rollup['changes'][number]
type Stand = Pick<Rollup, 'fields' | 'rows' | 'totals'>

/** The row of the totals among the changes. */
export const totalName = '合计'

type Row = Rollup['rows'][number]

/** What a row brings to the total: nothing of one that is left out. */
function bringing(row: Row | undefined, field: string): string | null {
  return !row || row.leftOut !== null ? null : (row.values[field] ?? null)
}

/** The totals last. */
export function rollupChanges(before: Stand, now: Stand): RollupChange[] {
  const old = new Map(before.rows.map((row) => [row.recordId, row]))
  const present = new Map(now.rows.map((row) => [row.recordId, row]))
  const ids = [...new Set([...old.keys(), ...present.keys()])]
  const labels = new Map([...before.fields, ...now.fields].map(({ field, label }) => [field, label]))
  const changes: RollupChange[] = []
  const note = (officeName: string, field: string, one: string | null, other: string | null): void => {
    if (one !== other) changes.push({ officeName, field, label: labels.get(field) ?? field, before: one, after: other })
  }
  for (const id of ids) {
    const [was, is] = [old.get(id), present.get(id)]
    for (const field of labels.keys()) {
      note(is?.officeName ?? was?.officeName ?? '', field, bringing(was, field), bringing(is, field))
    }
  }
  for (const field of labels.keys())
    note(totalName, field, before.totals[field]?.value ?? null, now.totals[field]?.value ?? null)
  return changes
}

const facts = ({ rows, totals }: Stand): string =>
  JSON.stringify([
    [...rows]
      .sort((a, b) => (a.recordId < b.recordId ? -1 : 1))
      .map(({ recordId, revision, code, leftOut, values, deducted }) => [
        recordId,
        revision,
        code,
        leftOut !== null,
        Object.entries(values).sort(),
        Object.entries(deducted).sort(),
      ]),
    Object.entries(totals)
      .map(([field, { value }]) => [field, value])
      .sort(),
  ])

/** Something came, went or counts differently. */
export const isChanged = (before: Stand, now: Stand): boolean => facts(before) !== facts(now)
