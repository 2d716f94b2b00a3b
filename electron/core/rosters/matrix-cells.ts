/** One cell of the matrix: what an office owes of one duty, and what of it is here. Pure. */
import type { ArrivedRecord } from '../../../db/queries/rosters.ts'
import type { CellState, Matrix, MatrixCell } from '../../../shared/api/rosters.ts'
import { type Deliverable, dutyForms } from '../../../shared/notice/pack.ts'

export interface Came {
  readonly row: ArrivedRecord
  readonly title: string
  readonly code: string
  readonly paper: MatrixCell['paper']
}
export interface CellFacts {
  readonly duty: Deliverable
  /** Null: no date, or a sample of a past year, of which nothing is late. */
  readonly dueAt: string | null
  /** Records of the office in the forms of the duty. */
  readonly came: readonly Came[]
  /** The first package of this office for this notice that waits at our desk. */
  readonly waiting: { readonly received_at: string; readonly claimed_at: string } | null
  /** Of 免报; null: none. */
  readonly excused: { readonly note: string } | null
  /** Short name of a form of the notice. */
  readonly formName: (formId: string) => string
}

type RecordState = MatrixCell['records'][number]['state']

/** 代录 that goes beyond its latest revision is being typed: what was 定稿 before still counts. */
const stateOf = ({ row }: Came): RecordState => (row.revision === null ? 'typing' : (row.state ?? 'received'))

const instant = (at: string): number => Date.parse(at)
const earliest = (times: readonly (string | null)[]): string | null =>
  times.reduce<string | null>(
    (first, at) => (at !== null && (first === null || instant(at) < instant(first)) ? at : first),
    null,
  )

export function matrixCell({ duty, dueAt, came, waiting, excused, formName }: CellFacts): MatrixCell {
  const state = cellState(duty, came, waiting !== null, excused !== null)
  const onlyWaits = came.length === 0 && state === 'held' ? waiting : null
  const receivedAt = onlyWaits?.received_at ?? earliest(came.map(({ row }) => row.entered_at ?? row.received_at))
  const first = came.find(({ row }) => (row.entered_at ?? row.received_at) === receivedAt)
  return {
    state,
    records: came.map((one) => ({
      recordId: one.row.record_id,
      revision: one.row.revision ?? 0,
      title: one.title,
      code: one.code,
      entered: one.row.entered_at !== null,
      state: stateOf(one),
    })),
    receivedAt,
    claimedAt: onlyWaits?.claimed_at ?? first?.row.claimed_at ?? null,
    late: dueAt !== null && receivedAt !== null && instant(receivedAt) > instant(dueAt),
    paper: came.some(({ paper }) => paper === 'mismatch')
      ? 'mismatch'
      : came.some(({ paper }) => paper === 'match')
        ? 'match'
        : 'none',
    note: excused?.note ?? '',
    lacking: state === 'part' ? lacking(duty, came).map(formName) : [],
  }
}

function cellState(duty: Deliverable, came: readonly Came[], waits: boolean, excused: boolean): CellState {
  const states = came.map(stateOf)
  if (states.includes('returned')) return 'returned'
  const here = came.filter((one) => stateOf(one) !== 'typing')
  if (here.length === 0) return waits || states.length > 0 ? 'held' : excused ? 'excused' : 'none'
  if (!isComplete(duty, here)) return 'part'
  return here.every((one) => stateOf(one) === 'accepted') ? 'accepted' : 'received'
}

/** As many of the duty's form as it asks for at least, and one of each form that goes with it. */
function isComplete(duty: Deliverable, here: readonly Came[]): boolean {
  const [main, ...others] = dutyForms(duty)
  const count = (formId: string | undefined): number => here.filter(({ row }) => row.form_id === formId).length
  return count(main) >= Math.max(1, duty.quantity?.min ?? 1) && others.every((formId) => count(formId) > 0)
}

/** Forms of the duty of which nothing is here. */
const lacking = (duty: Deliverable, came: readonly Came[]): string[] =>
  dutyForms(duty).filter((formId) => !came.some((one) => one.row.form_id === formId && stateOf(one) !== 'typing'))

type Total = Matrix['totals'][string]

/** @param cells of the expected offices that owe the duty */
export function totalOf(cells: readonly MatrixCell[], mayBeLeft: boolean): Total {
  const counted = cells.filter(({ state }) => state !== 'excused' && !(mayBeLeft && state === 'none'))
  const count = (...states: CellState[]): number => counted.filter(({ state }) => states.includes(state)).length
  return {
    expected: counted.length,
    complete: count('received', 'accepted'),
    returned: count('returned'),
    part: count('part'),
    held: count('held'),
    missing: count('none'),
    late: counted.filter(({ late }) => late).length,
  }
}
