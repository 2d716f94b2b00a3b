/**
 * One city with its counties, in a process of its own: three rounds, the check, the roll-up and the way upward.
 * Forked with an order; what came of it is written beside it.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { Desk } from '../support/desks.ts'
import { seeded } from './seeded.ts'
import { checkCity, checkCounty } from './simulation-check.ts'
import { type City, decide, decideHeld, takeFolder, writeReceipts } from './simulation-city.ts'
import { startAt } from './simulation-clock.ts'
import {
  begin,
  bringLost,
  type County,
  compareStates,
  correct,
  foundCounty,
  type Round,
  send,
  takeCall,
  takeReceipts,
} from './simulation-county.ts'
import { type CityResult, handUpward } from './simulation-upward.ts'

export interface CityOrder {
  readonly dir: string
  readonly seed: number
  readonly cityIndex: number
  readonly counties: number
  readonly rounds: number
  readonly crashes: boolean
  readonly t0: number
  /** Of the province; null: nothing goes upward. */
  readonly province: { readonly card: string; readonly fingerprint: string; readonly officeId: string } | null
}
export const cityPassphrase = '城里的灯都亮了呀'
const digits = ['甲', '乙', '丙', '丁', '戊']

async function found(order: CityOrder): Promise<City> {
  const { dir, seed, cityIndex, t0 } = order
  const cards = path.join(dir, 'cards')
  mkdirSync(cards)
  const desk = await Desk.open(path.join(dir, 'city'), { startAt: startAt(t0) })
  const cityName = `${digits[cityIndex]}市科学技术协会`
  desk.officeId = (await desk.call('offices.init', { name: cityName, level: 'city', region: null })).officeId
  await desk.call('keys.protect', { passphrase: cityPassphrase })
  const counties: County[] = []
  // scrypt works beside: four passphrases at a time.
  for (let from = 0; from < order.counties; from += 4) {
    const some = Array.from({ length: Math.min(4, order.counties - from) }, async (_, at): Promise<County> => {
      const name = `${digits[cityIndex]}${String(from + at + 1).padStart(2, '0')}县科协`
      const place = path.join(dir, `county-${from + at + 1}`)
      mkdirSync(place)
      const county = await Desk.open(path.join(place, 'store'), { startAt: startAt(t0) })
      await foundCounty(county, desk, name, cards)
      const random = seeded(seed * 100_003 + cityIndex * 1009 + from + at)
      return { desk: county, dir: place, random, model: { name, records: [], packages: [], mail: [], lastAtCity: 0 } }
    })
    counties.push(...(await Promise.all(some)))
  }
  const random = seeded(seed * 100_003 + cityIndex * 1009 + 997)
  return { desk, random, counties, t0, passphrase: cityPassphrase }
}

/** The counties first, then the city in the morning and in the evening. @returns the receipts that it wrote */
async function play(city: City, round: Round, receipts: readonly string[], crashAt: string | null): Promise<string[]> {
  for (const county of city.counties) {
    if (round.number > 1) {
      await takeReceipts(county, othersOf(county, receipts), round)
      await takeCall(county, round)
      await correct(county, round)
    }
    await begin(county, round)
    await send(county, round)
  }
  await takeFolder(city, round.morning, round, crashAt)
  await decideHeld(city, round, false)
  for (const county of city.counties) await bringLost(county, round)
  await takeFolder(city, round.evening, round, null)
  await decideHeld(city, round, true)
  await decide(city, round)
  return writeReceipts(city, path.join(path.dirname(round.morning), `receipts-${round.number}`), round)
}

const othersOf = ({ model }: County, receipts: readonly string[]): string[] =>
  receipts.filter((file) => !model.mail.some((one) => one.path === file))

async function simulate(order: CityOrder): Promise<void> {
  const { dir } = order
  const notes: string[] = []
  const laps: [string, number][] = [['begins', performance.now()]]
  const city = await found(order)
  laps.push(['founded', performance.now()])
  let receipts: string[] = []
  const roundOf = (number: number): Round => {
    const folder = (name: string): string => path.join(dir, `${name}-${number}`)
    const places = { morning: folder('morning'), evening: folder('evening') }
    for (const place of Object.values(places)) mkdirSync(place)
    const note = (line: string): void => void notes.push(`${number}: ${line}`)
    return { number, last: number === order.rounds, ...places, city: city.desk, note }
  }
  for (let number = 1; number <= order.rounds; number++) {
    // One of the two is after the commit and before its line: the package is then a duplicate of itself.
    const point = order.seed % 2 === 0 ? 'intake.after-row:2' : 'import.after-commit:2'
    receipts = await play(city, roundOf(number), receipts, order.crashes && number === 2 ? point : null)
    laps.push([`round ${number}`, performance.now()])
  }
  const end = { ...roundOf(order.rounds + 1), last: true }
  for (const county of city.counties) {
    await takeReceipts(county, [], end)
    // Corrected, and not sent any more: that is the county's own affair.
    await correct(county, end)
    await compareStates(county, end)
    await checkCounty(county, city.desk.officeId)
  }
  await checkCity(city, end)
  laps.push(['checked', performance.now()])
  const upward = order.province && (await handUpward(city, dir, order.province, end))
  laps.push(['handed upward', performance.now()])
  for (const county of city.counties) await county.desk.close()
  await city.desk.close()
  const times = laps.slice(1).map(([name, at], n) => `${name} ${((at - (laps[n]?.[1] ?? at)) / 1000).toFixed(1)} s`)
  const result: CityResult = { notes, times, upward }
  writeFileSync(path.join(dir, 'result.json'), JSON.stringify(result))
}

const [file] = process.argv.slice(2)
// Imported for its types, it does nothing.
if (file !== undefined && import.meta.filename === process.argv[1]) {
  await simulate(JSON.parse(readFileSync(file, 'utf8')) as CityOrder)
  process.disconnect?.()
}
