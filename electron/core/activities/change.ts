/** Every change of the register goes through here: the rows, the step of the journal, and the figures that rest on them. */
import { v7 as uuidv7 } from 'uuid'
import type { Queryable } from '../../../db/connection.ts'
import {
  type ActivityFacts,
  type ActivityRecord,
  activitiesOf,
  filesOfActivities,
  insertActivities,
  mediaTypes,
  replaceFiles,
  replaceModules,
  updateActivity,
  updateActivityValues,
} from '../../../db/queries/activities.ts'
import { type ChangeRow, insertChange, pruneChanges } from '../../../db/queries/activities-journal.ts'
import type { ActivityChangeInfo } from '../../../shared/api/activities.ts'
import {
  type ActivityPersonal,
  type ActivityValues,
  activityPersonal,
  activityValues,
} from '../../../shared/register/activity.ts'
import { mayMoveFigures, type TalliedActivity } from '../../../shared/register/tally.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { syncFigures } from '../register/sync-figures.ts'
import type { Vault } from '../store/vault.ts'
import { columnsOf, moduleRows } from './columns.ts'
import { activityLabel } from './load.ts'
import { type ActivityState, differences, type HeldFile, type OpenValues, stateMark, stepBetween } from './state.ts'

export interface KnownActivity {
  readonly record: ActivityRecord
  readonly state: ActivityState
}
export interface ActivityMove {
  readonly known: KnownActivity
  readonly after: ActivityState
}
interface WrittenMove extends ActivityMove {
  /** Names of its facts. */
  readonly differs: readonly string[]
}
export interface NewActivity {
  readonly activityId: string
  readonly state: ActivityState
  readonly cameFrom: string | null
}
export type StepKind = ChangeRow['kind']

/** Facts that came with a later program are there, empty. */
export function openValuesOf(record: Pick<ActivityRecord, 'values_json'>): OpenValues {
  const { personal: _, ...open } = activityValues.parse(JSON.parse(record.values_json))
  return open
}

/** Null where there is nothing to seal. @throws Problem keys.locked */
export function sealedPersonal(vault: Vault, activityId: string, personal: ActivityPersonal): Buffer | null {
  const empty = Object.values(personal).every((part) => part.length === 0)
  return empty ? null : vault.sealField(activityLabel(activityId), JSON.stringify(personal))
}

/** Deleted ones too; in the order of `ids`, unknown ones left out. */
export async function knownActivities(db: Queryable, ids: readonly string[]): Promise<KnownActivity[]> {
  const files = new Map<string, HeldFile[]>()
  for (const { activity_id, digest, title } of await filesOfActivities(db, ids))
    files.set(activity_id, [...(files.get(activity_id) ?? []), { digest, title }])
  const records = new Map((await activitiesOf(db, ids)).map((record) => [record.activity_id, record]))
  return [...new Set(ids)].flatMap((id) => {
    const record = records.get(id)
    if (!record) return []
    const state: ActivityState = {
      values: openValuesOf(record),
      files: files.get(id) ?? [],
      deleted: record.deleted_at !== null,
      sealed: record.personal_sealed,
    }
    return [{ record, state }]
  })
}

const isPicture = (mediaType: string | undefined): boolean => mediaType?.startsWith('image/') === true

async function picturesOf(trx: Queryable, states: readonly ActivityState[]): Promise<(state: ActivityState) => number> {
  const digests = new Set(states.flatMap(({ files }) => files.map(({ digest }) => digest)))
  const types = await mediaTypes(trx, [...digests])
  return ({ files }) => files.filter(({ digest }) => isPicture(types.get(digest))).length
}

const withPersonal = (values: OpenValues): ActivityValues => ({ ...values, personal: activityPersonal.parse({}) })

/** Null: deleted. */
const tallied = (
  { activity_id, created_at }: Pick<ActivityRecord, 'activity_id' | 'created_at'>,
  { deleted, values }: ActivityState,
): TalliedActivity | null =>
  deleted ? null : { activityId: activity_id, createdAt: created_at, values: withPersonal(values) }

/** Sums are written as exact whole numbers and read as plain ones. */
const isSameColumn = (written: unknown, read: unknown): boolean =>
  written === read || (typeof written === 'bigint' && Number.isSafeInteger(read) && written === BigInt(read as number))

const otherColumns = (columns: Partial<ActivityFacts>, record: ActivityRecord): Partial<ActivityFacts> =>
  Object.fromEntries(
    Object.entries(columns).filter(([key, value]) => !isSameColumn(value, record[key as keyof ActivityRecord])),
  )

/** Writes the rows, but no step. Those that stay as they are are left alone. @returns what was written */
export async function writeMoves(
  trx: Queryable,
  ctx: HandlerContext,
  moves: readonly ActivityMove[],
): Promise<WrittenMove[]> {
  const written = moves.flatMap((move) => {
    const differs = differences(move.known.state, move.after)
    return differs.length > 0 ? [{ ...move, differs }] : []
  })
  if (written.length === 0) return []
  const at = ctx.now().toISOString()
  const pictures = await picturesOf(
    trx,
    written.map(({ after }) => after),
  )
  const regrouped: ActivityMove[] = []
  for (const move of written) {
    const { known, after, differs } = move
    const { activity_id, seq, deleted_at } = known.record
    const columns = {
      ...columnsOf(withPersonal(after.values), pictures(after)),
      seq: seq + 1,
      updated_at: at,
      deleted_at: after.deleted ? (deleted_at ?? at) : null,
    }
    await updateActivity(trx, { activity_id, ...otherColumns(columns, known.record) })
    if (differs.some((fact) => fact !== 'files' && fact !== 'deleted'))
      await updateActivityValues(trx, {
        activity_id,
        values_json: JSON.stringify(after.values),
        personal_sealed: after.sealed,
      })
    if (differs.includes('files')) await replaceFiles(trx, activity_id, after.files)
    if (differs.includes('notices')) regrouped.push(move)
  }
  if (regrouped.length > 0)
    await replaceModules(
      trx,
      regrouped.map(({ known }) => known.record.activity_id),
      regrouped.flatMap(({ known, after }) => moduleRows(known.record.activity_id, withPersonal(after.values))),
    )
  const counted = written.filter(({ differs }) => mayMoveFigures(differs))
  await syncFigures(
    trx,
    ctx,
    counted.map(({ known: { record, state }, after }) => ({
      before: tallied(record, state),
      after: tallied(record, after),
    })),
  )
  return written
}

/** @returns null where nothing changes: there is no step then */
export async function moveActivities(
  trx: Queryable,
  ctx: HandlerContext,
  { kind, words }: { kind: StepKind; words: (facts: ReadonlySet<string>, titles: readonly string[]) => string },
  moves: readonly ActivityMove[],
): Promise<ActivityChangeInfo | null> {
  const written = await writeMoves(trx, ctx, moves)
  if (written.length === 0) return null
  const facts = new Set(written.flatMap(({ differs }) => differs))
  const titles = written.map(({ after }) => after.values.title)
  return noteStep(trx, ctx, { kind, words: words(facts, titles) }, written.map(journalRow))
}

export function journalRow({ known, after }: ActivityMove) {
  return rowBetween(known.record.activity_id, known.state, after)
}

export function rowBetween(activityId: string, from: ActivityState, to: ActivityState) {
  const step = stepBetween(from, to)
  return {
    activity_id: activityId,
    before_json: JSON.stringify(step.before),
    before_sealed: step.beforeSealed,
    after_json: JSON.stringify(step.after),
    after_sealed: step.afterSealed,
    before_mark: stateMark(from),
    after_mark: stateMark(to),
    digests: [...(step.before.files ?? []), ...(step.after.files ?? [])].map(({ digest }) => digest),
  }
}

/** One step for all of them. A new activity is one that was deleted before. */
export async function addActivities(
  trx: Queryable,
  ctx: HandlerContext,
  { kind, words }: { kind: StepKind; words: string },
  added: readonly NewActivity[],
): Promise<ActivityChangeInfo> {
  const at = ctx.now().toISOString()
  const pictures = await picturesOf(
    trx,
    added.map(({ state }) => state),
  )
  await insertActivities(
    trx,
    added.map(({ activityId: activity_id, state, cameFrom }) => ({
      facts: {
        ...columnsOf(withPersonal(state.values), pictures(state)),
        activity_id,
        seq: 1,
        created_at: at,
        updated_at: at,
        deleted_at: null,
      },
      values: {
        activity_id,
        values_json: JSON.stringify(state.values),
        personal_sealed: state.sealed,
        came_from_json: cameFrom,
      },
    })),
  )
  await replaceModules(
    trx,
    [],
    added.flatMap(({ activityId, state }) => moduleRows(activityId, withPersonal(state.values))),
  )
  for (const { activityId, state } of added)
    if (state.files.length > 0) await replaceFiles(trx, activityId, state.files)
  await syncFigures(
    trx,
    ctx,
    added.map(({ activityId: activity_id, state }) => ({
      before: null,
      after: tallied({ activity_id, created_at: at }, state),
    })),
  )
  const rows = added.map(({ activityId, state }) => rowBetween(activityId, { ...state, deleted: true }, state))
  return noteStep(trx, ctx, { kind, words }, rows)
}

async function noteStep(
  trx: Queryable,
  ctx: HandlerContext,
  { kind, words }: { kind: StepKind; words: string },
  rows: readonly ReturnType<typeof rowBetween>[],
): Promise<ActivityChangeInfo> {
  const change = { change_id: uuidv7(), kind, words, count: rows.length, at: ctx.now().toISOString(), undone_at: null }
  await insertChange(
    trx,
    change,
    rows.map(({ digests: _, ...row }) => ({ ...row, change_id: change.change_id })),
    rows.flatMap(({ digests }) => digests),
  )
  await pruneChanges(trx)
  return changeInfo(change)
}

export const changeInfo = (row: Omit<ChangeRow, 'change_no' | 'kind'>): ActivityChangeInfo => ({
  changeId: row.change_id,
  at: row.at,
  words: row.words,
  count: row.count,
  undoneAt: row.undone_at,
})
