/** A roll-up as it stands now: rows, totals, what looks odd, what is counted twice, who is missing. */
import {
  type FrozenRollupRow,
  frozenRollups,
  jointChoices,
  lastRollup,
  type RollupKey,
  type RollupMarkRow,
  rollupMarks,
  totalsRecord,
} from '../../../db/queries/rollups.ts'
import type { JointActivity, Rollup, RollupFlag, RollupRow } from '../../../shared/api/rollups.ts'
import { fromUnits, toUnits } from '../../../shared/form/decimal.ts'
import type { FormDefinition } from '../../../shared/form/definition.ts'
import { dutyForms } from '../../../shared/notice/pack.ts'
import { Problem } from '../../../shared/problems.ts'
import { isChanged, rollupChanges } from '../../../shared/rollup/changes.ts'
import { additiveFields, noteFields, rollupFields } from '../../../shared/rollup/fields.ts'
import { jointActivities, jointDeductions } from '../../../shared/rollup/joint.ts'
import { emptyWords, nearMiddle, outlierWords } from '../../../shared/rollup/outliers.ts'
import type { CarriedRow } from '../../../shared/rollup/rows.ts'
import { rollupTotals } from '../../../shared/rollup/totals.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { revisionCode } from '../package/canonical.ts'
import { type History, historyOf } from './history.ts'
import { leavesOf, needRollupForm, type Received, type ReceivedRow, receivedRows, settledKey } from './load.ts'
import { missingOffices } from './missing.ts'

export interface OpenRollup {
  readonly key: RollupKey
  readonly definition: FormDefinition
  readonly rollup: Rollup
  /** Of the rows that count: as a record with totals carries them. */
  readonly carried: CarriedRow[]
  readonly received: Received
  readonly expected: number
}

/** @throws Problem notice.unknown, form.unknown, rollup.no-numbers */
export async function openRollup(ctx: HandlerContext, of: RollupKey): Promise<OpenRollup> {
  const { key, definition } = needRollupForm(ctx, of)
  const received = await receivedRows(ctx.db, key, definition)
  const marks = await rollupMarks(ctx.db, key)
  const leftOut = new Map(marks.flatMap((row) => (row.mark === 'left-out' ? [[row.record_id, row.reason]] : [])))
  const counting = received.rows.filter(({ recordId }) => !leftOut.has(recordId))
  const { joint, deducted, keys } = await jointly(ctx, key, definition, { ...received, rows: counting })
  const rows = received.rows.map((row): RollupRow => {
    const { recordId, revision, officeId, officeName, from, state, values } = row
    return {
      ...{ recordId, revision, officeId, officeName, from, state },
      code: revisionCode(row.digest),
      values: { ...values },
      deducted: deducted.get(recordId) ?? {},
      carries: row.carried.length > 0,
      leftOut: leftOut.get(recordId) ?? null,
      flags: [],
    }
  })
  const last = await lastRollup(ctx.db, key)
  const before = last && snapshotOf(last)
  const history = await historyOf(ctx, key, definition, received)
  const flagged = withFlags(rows, { ctx, key, definition, received, marks, history, before: before ?? null })
  const counted = flagged.filter((row) => row.leftOut === null)
  const { missing, expected } = await missingOffices(ctx, key, received)
  const stand = {
    fields: rollupFields(definition),
    rows: flagged,
    totals: rollupTotals(definition, counted),
  }
  const rollup: Rollup = {
    ...key,
    formName: definition.name,
    number: null,
    frozenAt: last?.frozen_at ?? null,
    ...stand,
    notes: notesOf(definition, counting),
    joint,
    missing,
    changes: before ? rollupChanges(before, stand) : [],
    changedSince: before !== undefined && isChanged(before, stand),
    recordId: (await totalsRecord(ctx.db, key)) ?? null,
  }
  const carried = counting.map((row): CarriedRow => {
    const { recordId, revision, digest, officeName, from, values, notes } = row
    const less = deducted.get(recordId) ?? {}
    const facts = { recordId, revision, digest, officeName, from, values, notes }
    return { ...facts, officeId: row.signerId, deducted: less, joint: keys.get(recordId) ?? [] }
  })
  return { key, definition, rollup, carried, received, expected }
}

export const snapshotOf = (row: FrozenRollupRow): Rollup => JSON.parse(row.snapshot_json) as Rollup

/**
 * @param number null: the open one
 * @throws Problem notice.unknown, form.unknown, rollup.no-numbers, rollup.unknown
 */
export async function showRollup(ctx: HandlerContext, of: RollupKey & { number: number | null }): Promise<Rollup> {
  if (of.number === null) return (await openRollup(ctx, of)).rollup
  const noticeId = ctx.notices.find(of.noticeId)?.pack.id ?? of.noticeId
  const row = (await frozenRollups(ctx.db, { noticeId, formId: of.formId })).find((one) => one.number === of.number)
  if (!row) throw new Problem('rollup.unknown', { number: of.number })
  return snapshotOf(row)
}

/** Words of the offices beside their numbers. */
function notesOf(definition: FormDefinition, rows: readonly ReceivedRow[]): Rollup['notes'] {
  return noteFields(definition).flatMap(({ field, label }) => {
    const told = rows.flatMap(({ recordId, officeName, notes }) => {
      const text = notes[field]
      return text === undefined ? [] : [{ recordId, officeName, text }]
    })
    return told.length === 0 ? [] : [{ field, label, rows: told }]
  })
}

/** What was found twice, what was decided about it, and what each row of the roll-up loses by that. */
async function jointly(ctx: HandlerContext, key: RollupKey, definition: FormDefinition, received: Received) {
  const fields = additiveFields(definition).map(({ id }) => id)
  const { leaves, settled } = leavesOf(received)
  const found = jointActivities(leaves, fields)
    // Taken away already by the office below: not there any more.
    .map((one) => ({ ...one, rows: one.rows.filter(({ recordId }) => !settled.has(settledKey(one.key, recordId))) }))
    .filter(({ rows }) => rows.length > 1)
  const choices = await jointChoices(ctx.db, key)
  const present = new Set(leaves.map(({ recordId }) => recordId))
  const less = jointDeductions(
    found,
    choices.map((row) => ({ key: row.joint_key, countsIn: row.record_id })),
    present,
  )
  const deducted = new Map<string, Record<string, string>>()
  const keys = new Map<string, string[]>()
  const tops = new Map(received.rows.map((row) => [row.recordId, row]))
  for (const { recordId, top } of leaves)
    for (const { key: jointKey, values } of less.get(recordId) ?? []) {
      const sums = deducted.get(top) ?? {}
      // From nothing nothing can be taken.
      for (const [field, amount] of Object.entries(values))
        if ((tops.get(top)?.values[field] ?? null) !== null)
          sums[field] = fromUnits((toUnits(sums[field] ?? '0') ?? 0n) + (toUnits(amount) ?? 0n))
      deducted.set(top, sums)
      keys.set(top, [...new Set([...(keys.get(top) ?? []), jointKey])])
    }
  const chosen = new Map(choices.map((row) => [row.joint_key, row]))
  const joint = found.map((one): JointActivity => {
    const choice = chosen.get(one.key)
    const known = choice?.record_id == null || one.rows.some(({ recordId }) => recordId === choice.record_id)
    const decided = choice !== undefined && known
    return { ...one, countsIn: decided ? choice.record_id : null, decided, reason: decided ? choice.reason : '' }
  })
  return { joint, deducted, keys }
}

interface Beside {
  readonly ctx: HandlerContext
  readonly key: RollupKey
  readonly definition: FormDefinition
  readonly received: Received
  readonly marks: readonly RollupMarkRow[]
  readonly history: History
  readonly before: Rollup | null
}

function withFlags(rows: readonly RollupRow[], beside: Beside): RollupRow[] {
  const { definition, history, marks, before } = beside
  const fields = rollupFields(definition)
  const counted = rows.filter((row) => row.leftOut === null)
  const twice = doubles(beside)
  const frozen = new Map(before?.rows.map((row) => [row.recordId, row]) ?? [])
  // Of a thousand offices nearly all are near the middle: only the few others are held against each row.
  const near = new Map(
    [true, false].map((carries) => {
      const alike = counted.filter((row) => row.carries === carries)
      return [
        carries,
        new Map(fields.map((one) => [one.field, nearMiddle(alike.map(({ values }) => values[one.field] ?? null))])),
      ]
    }),
  )
  return rows.map((row) => {
    const checked = new Map(
      marks.flatMap(({ mark, record_id, field, revision, reason }) =>
        mark === 'checked' && record_id === row.recordId && revision === row.revision ? [[field, reason]] : [],
      ),
    )
    const flags: RollupFlag[] = []
    const flag = (kind: RollupFlag['kind'], field: string, words: string | null): void => {
      if (words !== null) flags.push({ kind, field, words, checked: checked.get(field) ?? null })
    }
    flag('twice', '', twice.get(row.recordId) ?? null)
    const others = counted.filter(({ recordId, carries }) => recordId !== row.recordId && carries === row.carries)
    for (const one of fields) {
      const { field, label } = one
      const said = row.values[field] ?? null
      const plain = said !== null && near.get(row.carries)?.get(field)?.(said) === true
      const theirs = plain ? [] : others.map(({ values }) => values[field] ?? null)
      flag('outlier', field, outlierWords(one, said, theirs, history(row.recordId, field)))
      flag('missing-part', field, emptyWords(one, said, theirs))
      const was = frozen.get(row.recordId)?.values[field] ?? null
      if (frozen.has(row.recordId) && was !== said)
        flag('changed', field, `“${label}”上次定下的是 ${was ?? '空'}，现在是 ${said ?? '空'}`)
    }
    return { ...row, flags }
  })
}

/** Rows of one office that were meant to be one, and rows that somebody else's total has already. */
function doubles({ ctx, key, received: { rows, cardedFrom } }: Beside): Map<string, string> {
  const asks = ctx.notices.get(key.noticeId).pack.deliverables.filter((item) => dutyForms(item).includes(key.formId))
  const one = asks.length > 0 && asks.every(({ quantity }) => quantity?.max === 1)
  const found = new Map<string, string>()
  for (const row of rows) {
    const same = rows.filter(
      (other) =>
        other.recordId !== row.recordId &&
        other.officeId === row.officeId &&
        (other.signerId === row.signerId || cardedFrom.has(other.signerId) || cardedFrom.has(row.signerId)),
    )
    if (row.alsoIn !== null)
      found.set(row.recordId, `已经算在${row.alsoIn}的合计里，这里又单独计了一次；请核对，只算一处`)
    else if (one && same.length > 0)
      found.set(
        row.recordId,
        `${row.officeName}的这张表有 ${same.length + 1} 份，都加进了合计；请核对，多余的设为不计入`,
      )
  }
  return found
}
