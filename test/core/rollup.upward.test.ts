/** Three counties, a city, a province: added up, frozen, supplemented, handed upward in one package, checked there. */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { PackageJson } from '../../electron/core/package/schema.ts'
import { figureReasonsField, rollupRowsField, type TableRow } from '../../shared/form/definition.ts'
import { tableRows } from '../../shared/form/evaluate.ts'
import { syntheticActivities } from '../support/activities.ts'
import { type Desk, passphrases, trust } from '../support/desks.ts'
import { f1, millionths, f1Notice as noticeId, save, sums, valuesOf, written } from '../support/f1.ts'
import {
  activity,
  answered,
  filledF1,
  founded,
  open,
  openDesk,
  type RollupDesks,
  rollupDesks,
  send,
} from '../support/rollup-desks.ts'
import { unzipPackage } from '../support/unzip.ts'

const names = ['甲县科学技术协会', '乙县科学技术协会', '丙县科学技术协会']
const provincePassphrase = '高处的风吹得很远'
let desks: RollupDesks
let province: Desk
let ids: string[]
let own: string
let total: string
let sent: { packageId: string; file: string }

beforeAll(async () => {
  desks = await rollupDesks(names)
  const { city, counties, dir, stick } = desks
  province = await openDesk(dir, 'province')
  await founded(province, '示例省科学技术协会', 'province', provincePassphrase)
  await trust(province, city, stick)
  await trust(city, province, stick)
  ids = []
  for (const [at, county] of counties.entries()) {
    const activities = syntheticActivities(8, { noticeId, seed: 11 + at, personal: 0 })
    const recordId = await filledF1(county, names[at]!, [
      ...activities,
      activity('收尾会', '2022-06-01', { onsite: '10' }),
    ])
    ids.push(recordId)
    await send(county, city, stick, [recordId])
  }
  own = await filledF1(city, '示例市科学技术协会', [
    activity('主场活动', '2022-05-20', { onsite: '1000', fundsCity: '3.3' }),
  ])
  await city.call('records.freeze', { recordId: own })
})
afterAll(async () => {
  await province.close()
  await desks.close()
})

/** Straight from what each office has, with its own arithmetic. */
async function expected(): Promise<Record<string, string>> {
  const all = [await valuesOf(desks.city, own)]
  for (const [at, county] of desks.counties.entries()) all.push(await valuesOf(county, ids[at]!))
  return Object.fromEntries(
    Object.keys(sums).flatMap((field) => {
      const filled = all.flatMap((values) => (typeof values[field] === 'string' ? [millionths(values[field])] : []))
      return filled.length === 0 ? [] : [[field, written(filled.reduce((sum, one) => sum + one, 0n))]]
    }),
  )
}
const forward = (from: Desk, to: Desk, recordIds: string[], ownRecordIds: string[]) =>
  from.call('packages.forward', { noticeId, to: to.officeId, out: desks.stick, recordIds, ownRecordIds })

it('the city adds up, freezes, and supplements what a county sends after it', async () => {
  const { city, counties, stick } = desks
  const report = await city.call('rollups.freeze', f1)
  const totals = await expected()
  for (const [field, value] of Object.entries(totals)) expect(report.totals[field]?.value, field).toBe(value)
  await counties[2]!.call('activities.create', { values: activity('补报的一场', '2022-06-02', { onsite: '77' }) })
  await answered(counties[2]!, ids[2]!)
  await send(counties[2]!, city, stick, [ids[2]!])
  const supplement = await city.call('rollups.freeze', f1)
  expect(supplement.number).toBe(2)
  expect(supplement.changes).toContainEqual(expect.objectContaining({ officeName: names[2], field: 'audienceOffline' }))
  expect(await city.call('rollups.show', { ...f1, number: 1 })).toEqual(report)
  for (const [field, value] of Object.entries(await expected())) expect(supplement.totals[field]?.value).toBe(value)
  total = (await city.call('rollups.fill', f1)).summary.recordId
  await answered(city, total)
})

it('hands the total, its own and the counties’ originals up in one package, which verifies by hand', async () => {
  const { city, dir } = desks
  const at = (change: object) =>
    city.problem('packages.forward', {
      ...{ noticeId, to: province.officeId, out: desks.stick, recordIds: ids, ownRecordIds: [total, own] },
      ...change,
    })
  expect((await at({ recordIds: [], ownRecordIds: [] })).code).toBe('input.invalid')
  expect((await at({ ownRecordIds: [ids[0]!] })).code).toBe('record.unknown')
  expect((await at({ recordIds: [own] })).code).toBe('forward.not-received')
  const passed = await forward(city, province, ids, [total, own])
  expect(passed.records).toHaveLength(5)
  sent = { packageId: passed.packageId, file: passed.files[0]?.path ?? '' }
  const bag = unzipPackage(sent.file, path.join(dir, 'by-hand'))
  const json = JSON.parse(bag.text('data/package.json')) as PackageJson
  const folders = [...new Set(bag.names.flatMap((name) => /^data\/evidence\/([^/]+)\//.exec(name)?.[1] ?? []))]
  expect(folders).toHaveLength(3)
  const verify = (folder: string, key: string) => {
    const run = (command: string, args: string[]) => spawnSync(command, args, { cwd: folder, encoding: 'utf8' }).status
    return [
      run('minisign', ['-Vm', 'tagmanifest-sha256.txt', '-x', 'signature.minisig', '-P', key]),
      run('sha256sum', ['-c', '--quiet', 'tagmanifest-sha256.txt']),
      run('sha256sum', ['-c', '--quiet', '--ignore-missing', 'manifest-sha256.txt']),
    ]
  }
  expect(verify(bag.dir, json.card?.devices[0]?.signKey ?? '')).toEqual([0, 0, 0])
  for (const folder of folders) {
    const inside = path.join(bag.dir, 'data/evidence', folder)
    const original = JSON.parse(readFileSync(path.join(inside, 'data/package.json'), 'utf8')) as PackageJson
    expect(verify(inside, original.card?.devices[0]?.signKey ?? '')).toEqual([0, 0, 0])
  }
  // Each digest in the rows is the one that the county signed.
  const totals = JSON.parse(bag.text(`data/records/${total}-1.json`)) as { values: Record<string, TableRow[]> }
  const signed = new Map(json.records.map(({ recordId, digest }) => [recordId, digest]))
  const rows = totals.values[rollupRowsField] ?? []
  expect(rows.map((row) => row.digest)).toEqual(rows.map((row) => signed.get(row.recordId ?? '')))
  expect(totals.values).not.toHaveProperty('figureRows')
})

it('the province counts the city once, and finds every row as its county signed it', async () => {
  const { city } = desks
  expect(await province.call('packages.import', { path: sent.file })).toMatchObject({ result: 'imported', records: 5 })
  const rollup = await open(province)
  expect(rollup.rows).toMatchObject([{ recordId: total, carries: true, from: 'package' }])
  expect(rollup.missing).toEqual([])
  for (const [field, value] of Object.entries(await expected())) expect(rollup.totals[field]?.value).toBe(value)
  const check = await province.call('rollups.check', { recordId: total })
  expect(check.rows.map(({ officeName, evidence }) => [officeName, evidence])).toEqual([
    ['示例市科学技术协会', 'same'],
    ...names.map((name) => [name, 'same']),
  ])
  expect(check.wrongSums).toEqual([])
  expect((await province.problem('rollups.check', { recordId: own })).code).toBe('rollup.no-rows')
  const received = await province.call('records.open', { recordId: total })
  expect(tableRows(received.values[rollupRowsField])).toHaveLength(4)
  const { totals } = await province.call('register.figures', { recordId: total })
  expect(totals).toBe(true)
  const { sources } = await province.call('register.sources', { recordId: total, field: 'audienceOffline' })
  expect(sources.map(({ title }) => title)).toContain(names[2])
  expect((await city.call('records.open', { recordId: total })).summary.state).toBe('sent')
})

it('a receipt speaks of both: the total is returned and open as a whole, a county’s is accepted', async () => {
  const { city, stick } = desks
  const decide = (recordId: string, state: 'accepted' | 'returned') =>
    province.call('queue.decide', {
      items: [{ packageId: sent.packageId, recordId, revision: 1 }],
      state,
      reasons: state === 'returned' ? [{ field: 'audienceOffline', text: '合计请再核对' }] : [],
    })
  await decide(total, 'returned')
  await decide(ids[0]!, 'accepted')
  const receipt = await province.call('receipts.write', { packageId: sent.packageId, out: stick })
  expect(await city.call('packages.import', { path: receipt.path })).toMatchObject({ result: 'imported', records: 5 })
  expect((await city.call('records.open', { recordId: total })).summary).toMatchObject({
    state: 'returned',
    returnedReasons: ['合计请再核对'],
  })
  // What follows the rows of the offices cannot be mended figure by figure.
  expect(await city.call('records.returns', { recordId: total })).toMatchObject([
    { reasons: [{ field: 'audienceOffline' }], openFields: null },
  ])
  expect((await city.call('records.open', { recordId: own })).summary.state).toBe('received')
  expect((await open(province)).rows).toEqual([])
})

it('a total that its rows do not make, a row that its county never signed, a row without its original: all are told', async () => {
  const { city, dir } = desks
  // Typed over, with a reason, as anybody may.
  const before = await valuesOf(city, total)
  await save(city, total, {
    audienceOffline: '999999',
    [figureReasonsField]: [{ field: 'audienceOffline', computed: '', reason: '另有未报的群众活动' }],
  })
  await answered(city, total)
  // And a row bent behind the program's back.
  await city.close()
  const sqlite = new Sqlite(path.join(dir, 'city', 'kexie.sqlite'))
  const row = sqlite.prepare('SELECT values_json FROM drafts WHERE record_id = ?').get(total) as { values_json: string }
  const values = JSON.parse(row.values_json) as Record<string, TableRow[]>
  const bent = (values[rollupRowsField] ?? []).map((one) =>
    one.recordId === ids[1] ? { ...one, audienceOffline: '123456' } : one,
  )
  // One county twice, and less of our own than it says.
  const [again] = bent.filter((one) => one.recordId === ids[2])
  const lessened = bent.map((one) => (one.recordId === own ? { ...one, fundsCity: `${one.fundsCity}\n-1` } : one))
  const text = JSON.stringify({ ...values, [rollupRowsField]: [...lessened, again] })
  sqlite.prepare('UPDATE drafts SET values_json = ? WHERE record_id = ?').run(text, total)
  sqlite.close()
  await city.reopen(passphrases.city)
  // One county's newest original is left behind.
  await desks.counties[0]!.call('activities.create', { values: activity('再补一场', '2022-06-03', { onsite: '1' }) })
  await answered(desks.counties[0]!, ids[0]!)
  const passed = await forward(city, province, [ids[1]!, ids[2]!], [total])
  await province.call('packages.import', { path: passed.files[0]?.path ?? '' })
  const check = await province.call('rollups.check', { recordId: total })
  expect(check.rows.at(-1)).toMatchObject({ officeName: names[2], words: '同一份表在合计里算了不止一次' })
  expect(check.rows[0]).toMatchObject({
    evidence: 'differs',
    words: '没有说明是哪项活动，就“市级财政经费投入情况”减去 1',
  })
  const found = new Map(check.rows.map(({ officeName, evidence, words }) => [officeName, { evidence, words }]))
  const signed = await valuesOf(desks.counties[1]!, ids[1]!)
  expect(found.get(names[1]!)).toEqual({
    evidence: 'differs',
    words: `“线下活动群众参与数量”原件是 ${String(signed.audienceOffline)}，汇总写的是 123456`,
  })
  expect(check.rows.find(({ recordId }) => recordId === ids[2])?.evidence).toBe('same')
  const wrong = check.wrongSums.find(({ field }) => field === 'audienceOffline')
  const bentSum =
    millionths(String(before.audienceOffline)) -
    millionths(String(signed.audienceOffline)) +
    millionths('123456') +
    millionths(String((await valuesOf(desks.counties[2]!, ids[2]!)).audienceOffline))
  expect(wrong).toMatchObject({ said: '999999', sum: written(bentSum), reason: '另有未报的群众活动' })
})

it('one office up again the province’s total stands on the city’s, and that on the counties’', async () => {
  const { city, stick, counties } = desks
  // The city mends its total; a county sends once more, and its original stays behind.
  await send(counties[0]!, city, stick, [ids[0]!])
  await save(city, total, { audienceOffline: null })
  const mended = await city.call('rollups.fill', f1)
  expect(mended.findings.filter(({ severity }) => severity !== 'warn')).toEqual([])
  const passed = await forward(city, province, [ids[1]!, ids[2]!], [total])
  await province.call('packages.import', { path: passed.files[0]?.path ?? '' })
  const check = await province.call('rollups.check', { recordId: total })
  expect(check.wrongSums).toEqual([])
  expect(check.rows.map(({ officeName, evidence, words }) => [officeName, evidence, words])).toEqual([
    ['示例市科学技术协会', 'same', '和原件一致'],
    [names[0], 'absent', '合计用的是第2版，这里只收到第1版'],
    [names[1], 'same', '和原件一致'],
    [names[2], 'same', '和原件一致'],
  ])
  const provinces = await province.call('rollups.fill', f1)
  const rows = await province.call('rollups.check', { recordId: provinces.summary.recordId })
  expect(rows.rows).toMatchObject([{ recordId: total, evidence: 'same', carries: true }])
  expect(provinces.values.audienceOffline).toBe((await expected()).audienceOffline)
})
