/**
 * Export with reread and import of 1 GiB on a RAM disk, against a bare Node program that reads, hashes and writes the
 * same bytes; peak memory of the core at 1 GiB against 20 MiB (issue 2, acceptance). Alternating rounds, medians.
 */
import { randomBytes } from 'node:crypto'
import { closeSync, cpSync, mkdirSync, openSync, readdirSync, rmSync, writeSync } from 'node:fs'
import path from 'node:path'
import { type Bundled, bundleProgram, runProgram } from '../support/bundled.ts'
import { Desk, foundOffice, newRoot, passphrases, resourcesWithFixtures, trust } from '../support/desks.ts'
import { alternate, median, report } from './measure.ts'

const rounds = 5
const MiB = 1024 * 1024
const noticeId = 'large-files'

interface Measured {
  readonly ms: number
  readonly peakMiB: number
}

const root = newRoot('kexie-bench-')
const at = (...names: string[]): string => path.join(root.dir, ...names)
const resourcesDir = resourcesWithFixtures(root.dir)
const program: Bundled = await bundleProgram('test/bench/package-desk.ts', resourcesDir)

async function measured(step: string, args: readonly string[]): Promise<Measured> {
  const ran = await runProgram(program.file, [step, ...args])
  if (ran.code !== 0) throw new Error(`${step}: ${ran.stdout}${ran.stderr}`)
  return JSON.parse(ran.stdout) as Measured
}

/** The shape of an MP4 file around random bytes: nothing in it can be deflated. */
function makeVideo(file: string, bytes: number): string {
  const handle = openSync(file, 'w')
  const head = Buffer.from('000000186674797069736f6d0000020069736f6d6d703432', 'hex')
  writeSync(handle, head)
  const block = randomBytes(MiB)
  for (let left = bytes - head.length; left > 0; left -= block.length) {
    block.writeUInt32LE(left >>> 0, 0)
    writeSync(handle, block, 0, Math.min(left, block.length))
  }
  closeSync(handle)
  return file
}

/** A county with one record that holds so many bytes, and the city that it reports to. */
async function prepare(name: string, files: number, bytesEach: number) {
  mkdirSync(at(name, 'stick'), { recursive: true })
  const county = await Desk.open(at(name, 'county'), { resourcesDir })
  const city = await Desk.open(at(name, 'city'), { resourcesDir })
  await foundOffice(county, 'county')
  await foundOffice(city, 'city', null)
  await trust(county, city, at(name))
  await trust(city, county, at(name))
  const { summary } = await county.call('records.create', { noticeId, formId: 'TEST-VIDEO', values: { title: name } })
  const sources: string[] = []
  for (let n = 0; n < files; n++) {
    const video = makeVideo(at(name, `video-${n}.mp4`), bytesEach)
    await county.call('records.attach', { recordId: summary.recordId, field: 'videos', path: video })
    sources.push(video)
  }
  await county.close()
  await city.close()
  return { name, cityId: city.officeId, recordId: summary.recordId, sources }
}
type Prepared = Awaited<ReturnType<typeof prepare>>

const stick = (desk: Prepared): string => at(desk.name, 'stick')
function emptyStick(desk: Prepared): void {
  rmSync(stick(desk), { recursive: true, force: true })
  mkdirSync(stick(desk))
}

async function exportOnce(desk: Prepared): Promise<Measured> {
  emptyStick(desk)
  return measured('export', [
    at(desk.name, 'county'),
    passphrases.county,
    noticeId,
    desk.cityId,
    stick(desk),
    desk.recordId,
  ])
}

/** Into a city that has never seen it. */
async function importOnce(desk: Prepared): Promise<Measured> {
  const fresh = at(desk.name, 'fresh-city')
  cpSync(at(desk.name, 'city'), fresh, { recursive: true })
  const [file = ''] = readdirSync(stick(desk))
  const result = await measured('import', [fresh, '-', path.join(stick(desk), file)])
  rmSync(fresh, { recursive: true, force: true })
  return result
}

async function bareOnce(desk: Prepared): Promise<number> {
  const target = at(desk.name, 'bare.bin')
  const { ms } = await measured('bare', [target, '-', ...desk.sources])
  rmSync(target)
  return ms
}

try {
  const large = await prepare('large', 4, 256 * MiB)
  const peaks: number[] = []
  const noted = ({ ms, peakMiB }: Measured): number => {
    peaks.push(peakMiB)
    return ms
  }
  const exports = await alternate(
    rounds,
    async () => noted(await exportOnce(large)),
    () => bareOnce(large),
  )
  const imports = await alternate(
    rounds,
    async () => noted(await importOnce(large)),
    () => bareOnce(large),
  )
  const small = await prepare('small', 1, 20 * MiB)
  const smallPeaks: number[] = []
  for (let n = 0; n < rounds; n++)
    smallPeaks.push(Math.max((await exportOnce(small)).peakMiB, (await importOnce(small)).peakMiB))
  report({ name: 'export of 1 GiB with reread', ...exports, aim: 2.5, unit: 'ms' })
  report({ name: 'import of 1 GiB', ...imports, aim: 1.5, unit: 'ms' })
  const peak = Math.max(...peaks)
  report({
    name: 'peak memory of the core at 1 GiB',
    ours: [peak],
    reference: [median(smallPeaks)],
    aim: 1.3,
    unit: 'MiB',
  })
  process.stdout.write(
    `peak memory of the core: ${peak.toFixed(0)} MiB (aim under 200 MB) ${peak * 1.048576 < 200 ? 'aim met' : 'AIM MISSED'}\n`,
  )
} finally {
  program.remove()
  root.remove()
}
