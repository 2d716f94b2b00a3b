/** The city adds up, freezes, fills its total and hands it upward with what each county signed. */
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import type { Rollup } from '../../shared/api/rollups.ts'
import { countyNotice } from '../support/desks.ts'
import { f1 } from '../support/f1.ts'
import type { City } from './simulation-city.ts'
import { answerChecks, type Round, same } from './simulation-county.ts'
import { arrived, inDigits, type RecordModel, type Total, totalOf, type Values } from './simulation-model.ts'
import { figures, funds, kinds } from './simulation-values.ts'

export interface Passed {
  readonly key: string
  readonly officeId: string
  readonly recordId: string
  readonly revision: number
  readonly formId: string
  readonly values: Values
  readonly photos: readonly string[]
}
export interface UpwardResult {
  readonly officeId: string
  readonly signKey: string
  readonly card: string
  readonly groups: string[]
  readonly packages: readonly {
    readonly file: string
    readonly packageId: string
    readonly records: readonly Passed[]
  }[]
  /** By office id: key and name. */
  readonly counties: Readonly<Record<string, { readonly name: string; readonly signKey: string }>>
  readonly totalId: string
  readonly rows: number
  /** Values of every row that counts; the province adds them up by itself. */
  readonly counted: readonly Values[]
}
export interface CityResult {
  readonly notes: readonly string[]
  readonly times: readonly string[]
  readonly upward: UpwardResult | null
}

/** Every figure, and what follows from them, against sums of our own. */
export function checkTotals(what: string, totals: Rollup['totals'], counted: readonly Values[]): void {
  for (const field of figures) same(`${what}: ${field}`, shown(totals[field]), told(totalOf(counted, field)))
  const sums = funds.flatMap((field) => totalOf(counted, field).sum ?? [])
  const all = sums.length === 0 ? null : sums.reduce((sum, one) => sum + one, 0n)
  same(`${what}: all funds`, totals.fundsTotal?.value ?? null, inDigits(all))
}
const shown = (total: Rollup['totals'][string] | undefined) => [total?.value ?? null, total?.filled, total?.empty]
const told = ({ sum, filled, empty }: Total) => [inDigits(sum), filled, empty]

export async function handUpward(
  city: City,
  dir: string,
  province: { readonly card: string; readonly fingerprint: string; readonly officeId: string },
  round: Round,
): Promise<UpwardResult> {
  const { desk, random, counties } = city
  await desk.call('offices.trust', { card: province.card, fingerprint: province.fingerprint })
  const ownValues = kinds[0].fill(random, '本级')
  const own = (await desk.call('records.create', { ...f1, values: ownValues })).summary.recordId
  await answerChecks(desk, own)
  await desk.call('records.freeze', { recordId: own })

  const good = counties.flatMap(({ desk: county, model }) =>
    model.records
      .filter((record) => ['received', 'accepted'].includes(arrived(record)?.decision?.state ?? ''))
      .map((record) => passed(record, county.officeId)),
  )
  const rows = good.filter(({ formId }) => formId === f1.formId)
  const counted = [ownValues, ...rows.map(({ values }) => values)]
  const report = await desk.call('rollups.freeze', f1)
  checkTotals('the city', report.totals, counted)
  same(
    'rows of the city',
    report.rows.map(({ recordId, revision }) => `${recordId}-${revision}`).sort(),
    [`${own}-1`, ...rows.map(({ recordId, revision }) => `${recordId}-${revision}`)].sort(),
  )
  const filled = await desk.call('rollups.fill', f1)
  const totalId = filled.summary.recordId
  for (const field of figures)
    same(`the total: ${field}`, filled.values[field] ?? null, inDigits(totalOf(counted, field).sum))
  await answerChecks(desk, totalId)
  round.note(`total of ${counted.length}: ${figures.map((field) => inDigits(totalOf(counted, field).sum)).join(' ')}`)

  const out = path.join(dir, 'upward')
  mkdirSync(out)
  const packages: UpwardResult['packages'][number][] = []
  for (const noticeId of [f1.noticeId, countyNotice]) {
    const records = good.filter((one) => kinds.find(({ formId }) => formId === one.formId)?.noticeId === noticeId)
    const ownRecordIds = noticeId === f1.noticeId ? [totalId, own] : []
    if (records.length + ownRecordIds.length === 0) continue
    const recordIds = records.map(({ recordId }) => recordId)
    const sent = await desk.call('packages.forward', { noticeId, to: province.officeId, out, recordIds, ownRecordIds })
    same('what goes upward', sent.records.length, records.length + ownRecordIds.length)
    packages.push({ file: sent.files[0]?.path ?? '', packageId: sent.packageId, records })
  }
  const card = path.join(dir, 'card.zip')
  await desk.call('offices.exportCard', { out: card })
  const { groups, signKey } = await desk.call('offices.fingerprint', {})
  const keys: Record<string, { name: string; signKey: string }> = {}
  for (const { desk: county, model } of counties) {
    const { signKey: key } = await county.call('offices.fingerprint', {})
    keys[county.officeId] = { name: model.name, signKey: key }
  }
  return {
    officeId: desk.officeId,
    signKey,
    card,
    groups,
    packages,
    counties: keys,
    totalId,
    rows: counted.length,
    counted,
  }
}

function passed({ key, recordId, formId, ...record }: RecordModel, officeId: string): Passed {
  const { revision, values, photos } = record.revisions.findLast(({ decision }) => decision !== null) ?? {
    revision: 0,
    values: {},
    photos: [],
  }
  return { key, officeId, recordId, revision, formId, values, photos }
}
