/** A province, its cities and their counties: one process a city, the province here. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { newRoot } from '../support/desks.ts'
import { fail } from './seeded.ts'
import type { CityOrder } from './simulation-driver.ts'
import { answer, checkEvidence, checkRecords, checkTotals, openProvince, takeIn } from './simulation-province.ts'
import type { CityResult } from './simulation-upward.ts'

export interface Simulation {
  readonly notes: readonly string[]
  readonly totals: Readonly<Record<string, string | null>>
  readonly records: number
  /** Of how many counties something was verified by hand, and how many signatures. */
  readonly counties: number
  readonly signatures: number
  readonly times: readonly string[]
}

const rounds = 3

/** @param counties of each city */
export async function simulate(seed: number, counties: readonly number[]): Promise<Simulation> {
  const root = newRoot('kexie-simulation-')
  const t0 = Date.now()
  try {
    const province = await openProvince(root.dir, t0)
    try {
      const card = path.join(root.dir, 'province.zip')
      await province.call('offices.exportCard', { out: card })
      const { groups, officeId } = await province.call('offices.fingerprint', {})
      const above = { card, officeId, fingerprint: groups.join(' ') }
      const orders = counties.map((count, cityIndex): CityOrder => {
        const dir = path.join(root.dir, `city-${cityIndex}`)
        return { dir, seed, cityIndex, counties: count, rounds, crashes: cityIndex === 0, t0, province: above }
      })
      const results = await Promise.all(orders.map(playCity))
      const began = performance.now()
      const cities = results.map(({ upward }) => upward ?? fail('nothing came upward'))
      await takeIn(province, cities)
      const totals = await checkTotals(province, cities)
      const records = await checkRecords(province, cities)
      const evidence = checkEvidence(cities, path.join(root.dir, 'by-hand'))
      const dirs = orders.map(({ dir }) => dir)
      await answer(province, cities, dirs, path.join(root.dir, 'receipts'), t0)
      const times = [...results.map((one) => one.times.join(', ')), `province ${seconds(performance.now() - began)}`]
      return { notes: results.flatMap(({ notes }) => notes), totals, records, ...evidence, times }
    } finally {
      await province.close()
    }
  } finally {
    root.remove()
  }
}

/** The same world without a province: what happened in one city. */
export async function simulateCity(seed: number, counties: number): Promise<readonly string[]> {
  const root = newRoot('kexie-simulation-')
  const small = { seed, counties, rounds, cityIndex: 0, crashes: false, t0: Date.now(), province: null }
  try {
    return (await playCity({ ...small, dir: path.join(root.dir, 'city-0') })).notes
  } finally {
    root.remove()
  }
}

async function playCity(order: CityOrder): Promise<CityResult> {
  const file = path.join(order.dir, 'order.json')
  mkdirSync(order.dir)
  writeFileSync(file, JSON.stringify(order))
  const script = path.join(import.meta.dirname, 'simulation-driver.ts')
  const child = fork(script, [file], { execArgv: [], stdio: ['ignore', 'ignore', 'pipe', 'ipc'] })
  let told = ''
  child.stderr?.on('data', (bytes: Buffer) => {
    told += bytes.toString('utf8')
  })
  const [code] = (await once(child, 'close')) as [number | null]
  if (code !== 0) fail(`seed ${order.seed}, city ${order.cityIndex + 1}: ${told}`)
  return JSON.parse(readFileSync(path.join(order.dir, 'result.json'), 'utf8')) as CityResult
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`
