/** The records that a roll-up adds up: the latest revision of each office, as it was signed or typed here. */
import type { Queryable } from '../../../db/connection.ts'
import { officeNames } from '../../../db/queries/record-list.ts'
import {
  broughtBy,
  type LatestOfForm,
  latestOfForms,
  type RollupKey,
  totalsRecord,
} from '../../../db/queries/rollups.ts'
import { rosterIds } from '../../../db/queries/rosters.ts'
import { allSuccessions, resolveSuccessor, successorMap } from '../../../db/queries/successions.ts'
import { lastVerdicts } from '../../../db/queries/verdicts.ts'
import {
  type FormDefinition,
  type FormValues,
  figureRowsField,
  type TableRow,
} from '../../../shared/form/definition.ts'
import { tableRows } from '../../../shared/form/evaluate.ts'
import { Problem } from '../../../shared/problems.ts'
import { noteFields, rollupFields, rollupValues } from '../../../shared/rollup/fields.ts'
import type { ReportedActivities } from '../../../shared/rollup/joint.ts'
import { type CarriedRow, carriedRows } from '../../../shared/rollup/rows.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { asValues } from '../records/content.ts'
import { type FrozenRow, frozenValues } from '../records/frozen.ts'

export interface ReceivedRow {
  readonly recordId: string
  readonly revision: number
  readonly digest: string
  /** Whose it is now, after mergers. */
  readonly officeId: string
  readonly officeName: string
  /** Who filled it in. */
  readonly signerId: string
  readonly from: 'package' | 'entered' | 'own'
  readonly state: 'received' | 'accepted'
  readonly values: Readonly<Record<string, string | null>>
  readonly notes: Readonly<Record<string, string>>
  readonly figureRows: readonly TableRow[]
  /** A total itself: what it stands on. */
  readonly carried: readonly CarriedRow[]
  /** Counted elsewhere as well: in which office's total. */
  readonly alsoIn: string | null
}
/** What is here and does not count, with why. */
export interface AsideRow {
  readonly officeId: string
  readonly officeName: string
  readonly why: string
}
export interface Received {
  readonly rows: ReceivedRow[]
  readonly aside: AsideRow[]
  /** All records of the form that came in, also those that count inside another: by id. */
  readonly all: ReadonlyMap<string, ReceivedRow>
  /** Successor of an office. */
  readonly successor: (officeId: string) => string
  readonly cardedFrom: ReadonlySet<string>
}

/** @throws Problem notice.unknown, form.unknown, rollup.no-numbers where nothing of the form adds up */
export function needRollupForm(
  ctx: Pick<HandlerContext, 'notices'>,
  { noticeId, formId }: RollupKey,
): { key: RollupKey; definition: FormDefinition } {
  const { pack } = ctx.notices.get(noticeId)
  const definition = ctx.notices.form(formId, pack.id)
  if (rollupFields(definition).length === 0) throw new Problem('rollup.no-numbers', { formName: definition.name })
  return { key: { noticeId: pack.id, formId }, definition }
}

/** @throws Problem revision.changed: no sum stands on what was changed since it was frozen */
export const openValuesOf = (row: FrozenRow): FormValues => asValues(frozenValues(row))

export async function receivedRows(db: Queryable, key: RollupKey, definition: FormDefinition): Promise<Received> {
  const latest = await latestOfForms(db, key.noticeId, [key.formId])
  const [verdicts, brought, totals] = [
    await lastVerdicts(db, key),
    await broughtBy(db, key),
    await totalsRecord(db, key),
  ]
  const names = new Map((await officeNames(db)).map((row) => [row.office_id, row.name]))
  const steps = await allSuccessions(db)
  const map = successorMap(steps)
  const nameOf = (id: string): string => names.get(id) ?? id
  const aside: AsideRow[] = []
  const all = new Map<string, ReceivedRow>()
  // Also a total that was returned: what came along with it waits with it.
  const carriers: ReceivedRow[] = []
  for (const row of latest) {
    const officeId = resolveSuccessor(map, row.office_id)
    const officeName =
      officeId === row.office_id ? nameOf(officeId) : `${nameOf(officeId)}（原${nameOf(row.office_id)}）`
    const state = verdicts.get(`${row.record_id}-${row.revision}`) ?? 'received'
    const values = openValuesOf(row)
    const carried = carriedRows(definition, values)
    if (row.own === 1 && (row.record_id === totals || carried.length > 0)) continue
    const counts = state === 'returned' ? 'received' : state
    const one = {
      ...facts(row),
      ...read(definition, values),
      ...{ officeId, officeName, state: counts, carried, alsoIn: null },
    } satisfies ReceivedRow
    if (carried.length > 0) carriers.push(one)
    if (state === 'returned') aside.push({ officeId, officeName, why: '已退回，还没有改好报来' })
    else all.set(row.record_id, one)
  }
  const others = carriersOf(carriers)
  const listed = (await rosterIds(db, key.noticeId)).map((id) => resolveSuccessor(map, id))
  const places = new Map([...new Set(listed)].map((officeId, at) => [officeId, at]))
  // Ours first, then as they stand on the roster, then as they came.
  const orderOf = ({ from, officeId }: ReceivedRow): number =>
    from === 'own' ? -1 : (places.get(officeId) ?? places.size)
  const rows = [...all.values()]
    .sort((a, b) => orderOf(a) - orderOf(b))
    .flatMap((row): ReceivedRow[] => {
      const place = placeOf(row, others, brought)
      if (place.kind === 'inside') return []
      if (place.kind === 'beside') {
        const { officeId, officeName } = row
        aside.push({ officeId, officeName, why: `随${place.officeName}报来，没有算进它的合计` })
        return []
      }
      return [{ ...row, alsoIn: place.alsoIn }]
    })
  return {
    rows,
    aside,
    all,
    successor: (officeId) => resolveSuccessor(map, officeId),
    cardedFrom: new Set(steps.filter(({ kind }) => kind !== 'merged').map((one) => one.old_office_id)),
  }
}

const facts = (row: LatestOfForm) => ({
  recordId: row.record_id,
  revision: row.revision,
  digest: row.digest,
  signerId: row.office_id,
  from: row.own === 1 ? ('own' as const) : row.entered_at === null ? ('package' as const) : ('entered' as const),
})

const read = (definition: FormDefinition, values: FormValues) => ({
  values: rollupValues(definition, values),
  notes: Object.fromEntries(
    noteFields(definition).flatMap(({ field }) => {
      const words = values[field]
      return typeof words === 'string' && words.trim() !== '' ? [[field, words.trim()]] : []
    }),
  ),
  figureRows: tableRows(values[figureRowsField]),
})

type Place =
  | { kind: 'counts'; alsoIn: string | null }
  /** Counts in the total that it came with. */
  | { kind: 'inside' }
  | { kind: 'beside'; officeName: string }

/** Totals, by the records that they name and by who signed them. */
interface Carriers {
  readonly naming: ReadonlyMap<string, readonly ReceivedRow[]>
  readonly of: ReadonlyMap<string, readonly ReceivedRow[]>
}

function carriersOf(rows: readonly ReceivedRow[]): Carriers {
  const [naming, of] = [new Map<string, ReceivedRow[]>(), new Map<string, ReceivedRow[]>()]
  const put = (map: Map<string, ReceivedRow[]>, key: string, row: ReceivedRow): void => {
    const known = map.get(key)
    if (known) known.push(row)
    else map.set(key, [row])
  }
  for (const row of rows) {
    put(of, row.signerId, row)
    for (const recordId of new Set(row.carried.map((one) => one.recordId))) put(naming, recordId, row)
  }
  return { naming, of }
}

/**
 * A record that came along with a total counts in it, not once more. One that its own office sent here counts, whatever
 * somebody else's total says: nobody makes another office disappear by naming it.
 */
function placeOf(row: ReceivedRow, others: Carriers, brought: ReadonlyMap<string, string>): Place {
  const another = ({ recordId }: ReceivedRow): boolean => recordId !== row.recordId
  const hand = brought.get(row.recordId)
  const naming = (others.naming.get(row.recordId) ?? []).filter(another)
  const inside = naming.some(
    ({ signerId, recordId }) =>
      signerId === row.signerId || (hand !== undefined && (signerId === hand || brought.get(recordId) === hand)),
  )
  if (inside) return { kind: 'inside' }
  const beside = hand === undefined ? undefined : others.of.get(hand)?.find(another)
  if (beside) return { kind: 'beside', officeName: beside.officeName }
  return { kind: 'counts', alsoIn: naming[0]?.officeName ?? null }
}

/** Activities behind the rows: of a total those of the records under it, as far as they came along. */
export interface Leaf extends ReportedActivities {
  /** The row of the roll-up that it counts in. */
  readonly top: string
}
export function leavesOf({ rows, all }: Received): { leaves: Leaf[]; settled: ReadonlySet<string> } {
  const leaves: Leaf[] = []
  /** Joint activities that an office below decided, with the record that they were taken from. */
  const settled = new Set<string>()
  for (const row of rows) {
    // Each record once, and no recursion: totals that name one another twice over, or in a long row, end all the same.
    const seen = new Set([row.recordId])
    const open = [row]
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const { recordId, signerId, officeName, figureRows, carried } = next
      if (carried.length === 0)
        leaves.push({ top: row.recordId, recordId, officeId: signerId, officeName, rows: figureRows })
      for (const one of carried) for (const key of one.joint) settled.add(settledKey(key, one.recordId))
      // The last is taken first.
      for (const one of [...carried].reverse()) {
        const below = all.get(one.recordId)
        if (below?.digest !== one.digest || seen.has(below.recordId)) continue
        seen.add(below.recordId)
        open.push(below)
      }
    }
  }
  return { leaves, settled }
}
export const settledKey = (key: string, recordId: string): string => `${recordId}\n${key}`
