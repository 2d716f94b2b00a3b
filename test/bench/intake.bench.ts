/**
 * 收报台 on a RAM disk (issue 7, acceptance): a batch of packages of 20 MB against a bare Node program that reads and
 * hashes the same bytes; the cost of a package in a batch of 1,000 against one of 100; the core's peak memory in both.
 * Each step is a process of its own, on a fresh copy of the store. Alternating rounds, medians.
 * `node test/bench/intake.bench.ts FOLDER`: on the disk of that folder instead, where every flush is waited for.
 */
import { cpSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import { type Bundled, bundleProgram, runProgram } from '../support/bundled.ts'
import { countyNotice, Desk, foundOffice, newRoot } from '../support/desks.ts'
import { manyOffices, manyPackages, targetOf, trustAll, type Wish } from '../support/many-packages.ts'
import { alternate, median, report } from './measure.ts'

const rounds = 5
const MB = 1_000_000
const offices = 20

interface Measured {
  readonly ms: number
  /** Of the processor, in all threads. */
  readonly cpuMs: number
  /** When each package was done, in ms since the batch began. */
  readonly done: readonly number[]
  readonly peakMiB: number
  readonly usedMiB: number
}

const [folder] = process.argv.slice(2)
const root = folder === undefined ? newRoot('kexie-bench-') : rootIn(folder)
const at = (...names: string[]): string => path.join(root.dir, ...names)
const program: Bundled = await bundleProgram('test/bench/intake-desk.ts')

function rootIn(parent: string): { dir: string; remove: () => void } {
  const dir = mkdtempSync(path.join(parent, 'kexie-bench-'))
  return { dir, remove: () => rmSync(dir, { recursive: true, force: true }) }
}

async function measured(args: readonly string[]): Promise<Measured> {
  // Started as main starts the core (electron/main/core-process.ts).
  const ran = await runProgram(program.file, args, { NODE_OPTIONS: '--max-semi-space-size=4' })
  if (ran.code !== 0) throw new Error(`${args[0]}: ${ran.stdout}${ran.stderr}`)
  return JSON.parse(ran.stdout) as Measured
}

/** Into a city that has never seen them. */
async function takeIn(stick: string): Promise<Measured> {
  const fresh = at('fresh-city')
  cpSync(at('city'), fresh, { recursive: true })
  try {
    return await measured(['batch', fresh, at(stick)])
  } finally {
    rmSync(fresh, { recursive: true, force: true })
  }
}

const bare = (stick: string): Promise<Measured> => measured(['bare', at(stick)])

try {
  const city = await Desk.open(at('city'))
  await foundOffice(city, 'city', null)
  const target = await targetOf(city, countyNotice)
  const senders = await manyOffices(offices)
  await trustAll(city, senders, root.dir)
  await city.close()
  const make = async (stick: string, wish: Wish & { packages: number }): Promise<void> => {
    await manyPackages(target, senders, at(stick), { personal: true, ...wish })
    const sizes = readdirSync(at(stick)).map((name) => statSync(at(stick, name)).size)
    process.stdout.write(`${stick}: ${sizes.length} packages of ${(median(sizes) / 1000).toFixed(0)} kB\n`)
  }

  // Five photos of 4 MB each, from 20 offices, ten of which send two.
  await make('large', { packages: 30, bytes: Array.from({ length: 5 }, () => 4 * MB) })
  const larges: Measured[] = []
  const bares: Measured[] = []
  const noted = (list: Measured[], one: Measured): Measured => {
    list.push(one)
    return one
  }
  const large = await alternate(
    rounds,
    async () => noted(larges, await takeIn('large')).ms,
    async () => noted(bares, await bare('large')).ms,
  )
  report({ name: 'a batch of 30 packages of 20 MB', ...large, aim: 1.5, unit: 'ms' })
  // Where other programs share the machine, the clock tells more about them.
  const spent = (list: readonly Measured[]): number[] => list.slice(1).map((one) => one.cpuMs)
  report({ name: '  in processor time', ours: spent(larges), reference: spent(bares), aim: 1.5, unit: 'ms' })
  rmSync(at('large'), { recursive: true })

  await make('thousand', { packages: 1000, bytes: 8000 })
  await make('hundred', { packages: 100, bytes: 8000 })
  const thousands: Measured[] = []
  const hundreds: Measured[] = []
  const each = await alternate(
    rounds,
    async () => noted(thousands, await takeIn('thousand')).ms,
    async () => noted(hundreds, await takeIn('hundred')).ms * 10,
  )
  report({ name: 'cost of a thousand packages, 1,000 in a batch against 100', ...each, aim: 1.2, unit: 'ms' })
  const span = ({ done }: Measured, from: number, to: number): number => (done[to - 1] ?? 0) - (done[from - 1] ?? 0)
  report({
    name: 'packages 901–1,000 of a batch against 101–200',
    ours: thousands.slice(1).map((one) => span(one, 900, 1000)),
    reference: thousands.slice(1).map((one) => span(one, 100, 200)),
    aim: 1.2,
    unit: 'ms',
  })
  report({
    name: 'memory in use after a batch, 1,000 against 100',
    ours: thousands.slice(1).map((one) => one.usedMiB),
    reference: hundreds.slice(1).map((one) => one.usedMiB),
    aim: 1.1,
    unit: 'MiB',
  })
  report({
    name: 'peak memory of the core (VmHWM), 1,000 against 100',
    ours: thousands.slice(1).map((one) => one.peakMiB),
    reference: hundreds.slice(1).map((one) => one.peakMiB),
    aim: 1.1,
    unit: 'MiB',
  })
} finally {
  program.remove()
  root.remove()
}
