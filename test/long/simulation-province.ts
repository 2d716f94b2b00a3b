/** The province: what the cities hand upward, checked by the program and, apart from it, by minisign and sha256sum. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { Desk } from '../support/desks.ts'
import { f1 } from '../support/f1.ts'
import { unzipPackage } from '../support/unzip.ts'
import { fail } from './seeded.ts'
import { startAt } from './simulation-clock.ts'
import { same } from './simulation-county.ts'
import { cityPassphrase } from './simulation-driver.ts'
import { inDigits, totalOf, type Values } from './simulation-model.ts'
import type { Passed, UpwardResult } from './simulation-upward.ts'
import { figures, personal } from './simulation-values.ts'

export async function openProvince(dir: string, t0: number): Promise<Desk> {
  const desk = await Desk.open(path.join(dir, 'province'), { startAt: startAt(t0) })
  const facts = { name: '示例省科学技术协会', level: 'province', region: null } as const
  desk.officeId = (await desk.call('offices.init', facts)).officeId
  await desk.call('keys.protect', { passphrase: '高处的风吹得很远' })
  return desk
}

/** All packages in one batch, each signed by a city that it trusts. */
export async function takeIn(province: Desk, cities: readonly UpwardResult[]): Promise<void> {
  for (const { card, groups } of cities) await province.call('offices.trust', { card, fingerprint: groups.join(' ') })
  const paths = cities.flatMap(({ packages }) => packages.map(({ file }) => file))
  const { batchId } = await province.call('intake.start', { paths })
  const batch = await province.call('intake.run', { batchId })
  same('the batch of the province', [batch.counts.imported, batch.counts.files], [paths.length, paths.length])
}

/** The total of each city stands on what its counties signed, and the province's on those. */
export async function checkTotals(
  province: Desk,
  cities: readonly UpwardResult[],
): Promise<Record<string, string | null>> {
  const rollup = await province.call('rollups.show', f1)
  same('rows of the province', rollup.rows.map(rowOf).sort(), cities.map(({ totalId }) => `${totalId} carries`).sort())
  same('nobody counted beside', rollup.missing, [])
  const counted = cities.flatMap((city) => city.counted)
  const totals: Record<string, string | null> = {}
  for (const field of figures) {
    const given = cities.map((city) => totalOf(city.counted, field).sum).filter((sum) => sum !== null)
    const value = inDigits(totalOf(counted, field).sum)
    const { value: shown, filled, empty } = rollup.totals[field] ?? {}
    same(`the province: ${field}`, [shown ?? null, filled, empty], [value, given.length, cities.length - given.length])
    totals[field] = value
  }
  for (const { totalId, rows } of cities) {
    const check = await province.call('rollups.check', { recordId: totalId })
    same(
      'each row as its county signed it',
      check.rows.map(({ evidence }) => evidence),
      Array(rows).fill('same'),
    )
    same('no wrong sum', check.wrongSums, [])
  }
  return totals
}
const rowOf = (row: { recordId: string; carries: boolean }): string => `${row.recordId} ${row.carries ? 'carries' : ''}`

/** What each county wrote is what the province reads, its people included, and nothing else is there. */
export async function checkRecords(province: Desk, cities: readonly UpwardResult[]): Promise<number> {
  const passed = cities.flatMap(({ packages }) => packages.flatMap(({ records }) => records))
  const listed = new Map((await province.call('records.list', {})).map((one) => [one.recordId, one]))
  // Beside them of each city its total and its own figures.
  same('records of the province', listed.size, passed.length + 2 * cities.length)
  for (const one of passed) {
    const { key, recordId, officeId, revision, values, photos } = one
    const summary = listed.get(recordId)
    same(`${key} at the province`, [summary?.officeId, summary?.latestRevision], [officeId, revision])
    const detail = await province.call('records.open', { recordId })
    const shown = (field: string) => (personal.has(field) ? null : (detail.values[field] ?? null))
    for (const [field, value] of Object.entries(values))
      if (!personal.has(field)) same(`${key}: ${field}`, shown(field), value)
    same(`${key}: photos`, detail.attachments.map(({ digest }) => digest).sort(), photos.toSorted())
    if (typeof values.mobile === 'string') {
      const { value } = await province.call('personal.reveal', { recordId, field: 'mobile', reason: '核对模拟结果' })
      same(`${key}: mobile`, value, values.mobile)
    }
    const origin = await province.call('records.origin', { recordId })
    same(`${key}: whose`, [origin?.officeId, origin?.trusted], [officeId, false])
  }
  return passed.length
}

interface Evidence {
  readonly dir: string
  readonly key: string
}

/** With `unzip`, `minisign` and `sha256sum` alone, in one shell. @returns how many signatures of counties were looked at */
export function checkEvidence(cities: readonly UpwardResult[], out: string): { counties: number; signatures: number } {
  const all: Evidence[] = []
  const proven = new Set<string>()
  let signatures = 0
  for (const [at, city] of cities.entries())
    for (const [n, { file, records }] of city.packages.entries()) {
      const bag = unzipPackage(file, path.join(out, `${at}-${n}`))
      all.push({ dir: bag.dir, key: city.signKey })
      const folders = [...new Set(bag.names.flatMap((name) => /^data\/evidence\/([^/]+)\//.exec(name)?.[1] ?? []))]
      const found = folders.map((folder) => evidenceOf(path.join(bag.dir, 'data/evidence', folder), city))
      all.push(...found.map(({ dir, key }) => ({ dir, key })))
      signatures += found.length
      const listed = new Set(
        bag
          .text('manifest-sha256.txt')
          .split('\n')
          .map((line) => line.slice(0, 64)),
      )
      for (const record of records) {
        const signer = city.counties[record.officeId]
        if (!found.some((one) => one.key === signer?.signKey && holds(one.dir, record)))
          fail(`${record.key} r${record.revision}: nothing that ${signer?.name} signed`)
        for (const photo of record.photos) if (!listed.has(photo)) fail(`${record.key}: a photo is not there`)
        proven.add(record.officeId)
      }
    }
  same('signatures and digests', badOnes(all), [])
  // The same script sees a wrong key.
  const [one, other] = [all[1], all[0]]
  if (one && other) same('another key', badOnes([{ dir: one.dir, key: other.key }]).length, 1)
  return { counties: proven.size, signatures }
}

/** The key is the county's own, as its computer shows it, not the one that lies in the package. */
function evidenceOf(dir: string, { counties }: UpwardResult): Evidence {
  const json = JSON.parse(readFileSync(path.join(dir, 'data/package.json'), 'utf8')) as { sender: { officeId: string } }
  return { dir, key: counties[json.sender.officeId]?.signKey ?? '' }
}

/** The frozen record lies there, is in the signed manifest, and says what the county wrote. */
function holds(dir: string, { recordId, revision, values }: Passed): boolean {
  const name = `data/records/${recordId}-${revision}.json`
  if (!existsSync(path.join(dir, name))) return false
  if (!readFileSync(path.join(dir, 'manifest-sha256.txt'), 'utf8').includes(`  ${name}`)) return false
  const frozen = JSON.parse(readFileSync(path.join(dir, name), 'utf8')) as { values: Values }
  return Object.entries(values).every(
    ([field, value]) => personal.has(field) || JSON.stringify(frozen.values[field]) === JSON.stringify(value),
  )
}

function badOnes(all: readonly Evidence[]): string[] {
  const script = `while IFS=$'\\t' read -r dir key; do
    (cd "$dir" && minisign -Vq -m tagmanifest-sha256.txt -x signature.minisig -P "$key" &&
      sha256sum -c --quiet --strict tagmanifest-sha256.txt &&
      sha256sum -c --quiet --strict --ignore-missing manifest-sha256.txt) >/dev/null 2>&1 || echo "$dir"
  done`
  const done = spawnSync('bash', ['-c', script], {
    input: all.map(({ dir, key }) => `${dir}\t${key}\n`).join(''),
    encoding: 'utf8',
  })
  if (done.status !== 0) fail(`the shell: ${done.stderr}`)
  return done.stdout.split('\n').filter((line) => line !== '')
}

/** The first total comes back, all else is accepted; the city's own pages say so. */
export async function answer(
  province: Desk,
  cities: readonly UpwardResult[],
  dirs: readonly string[],
  out: string,
  t0: number,
) {
  const totals = cities.map(({ totalId }) => totalId)
  const items = await province.call('queue.list', {})
  const back = items.find(({ recordId }) => recordId === totals[0]) ?? fail('the total is not in the queue')
  const idOf = ({ packageId, recordId, revision }: typeof back) => ({ packageId, recordId, revision })
  const reasons = [{ field: 'audienceOffline', text: '合计请再核对。' }]
  await province.call('queue.decide', { items: [idOf(back)], state: 'returned', reasons })
  await province.call('queue.decide', { items: items.filter((one) => one !== back).map(idOf), state: 'accepted' })
  mkdirSync(out)
  const { files } = await province.call('receipts.writeAll', { out })
  same(
    'receipts of the province',
    files.map(({ officeId }) => officeId).sort(),
    cities.map(({ officeId }) => officeId).sort(),
  )
  for (const [at, { officeId, totalId, packages }] of cities.entries()) {
    const city = await Desk.open(path.join(dirs[at] ?? '', 'city'), { startAt: startAt(t0) })
    try {
      const records = packages.reduce((sum, one) => sum + one.records.length, 2)
      const file = files.find((one) => one.officeId === officeId)?.path ?? ''
      await city.call('keys.unlock', { passphrase: cityPassphrase })
      const outcome = await city.call('packages.import', { path: file })
      same('the receipt at the city', [outcome.result, outcome.records], ['imported', records])
      const { summary } = await city.call('records.open', { recordId: totalId })
      const returned = totalId === totals[0]
      same(
        'the total at the city',
        [summary.state, summary.returnedReasons],
        [returned ? 'returned' : 'accepted', returned ? reasons.map(({ text }) => text) : []],
      )
    } finally {
      await city.close()
    }
  }
}
