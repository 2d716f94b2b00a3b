/**
 * A province, three cities and 30 counties (100 in the full run) through three rounds with returns, lost and doubled
 * packages, calls and a killed city: every record ends where a model says, on both sides; the totals are those of an
 * independent computation; what each county signed is verified at the province without the program.
 */
import { expect, it } from 'vitest'
import { simulate, simulateCity } from './simulation.ts'

const counties = process.env.KEXIE_LONG === 'full' ? [34, 33, 33] : [10, 10, 10]
const count = counties.reduce((sum, one) => sum + one, 0)
/** Fixed, so that a failure comes back; the full run may be given another one. */
const seed = Number(process.env.KEXIE_SEED ?? '20220616')

it(`${count} counties report to three cities, and those to a province`, { timeout: count * 20_000 }, async () => {
  const began = performance.now()
  const done = await simulate(seed, counties)
  const took = ((performance.now() - began) / 1000).toFixed(1)
  const seen = (words: string): number => done.notes.filter((note) => note.includes(words)).length
  const told = {
    returned: seen(' came back for '),
    calls: seen(' was called about '),
    lost: seen(' lost until '),
    again: seen(' written again at once'),
    twice: seen(' given twice'),
    gaps: seen(' let in: take package.gap'),
    stale: seen(' let in: take package.stale'),
    inTurn: seen(' let in: again '),
  }
  const { records, signatures } = done
  console.log(
    `simulation, seed ${seed}, ${took} s:`,
    { ...told, records, counties: done.counties, signatures },
    done.times,
  )
  for (const [kind, times] of Object.entries(told)) expect(times, kind).toBeGreaterThan(0)
  expect(records).toBeGreaterThan(count)
  // Of the others everything was returned, or never came.
  expect(done.counties).toBeGreaterThan(count * 0.75)
})

it('the same seed plays the same', { timeout: 120_000 }, async () => {
  const [one, again] = await Promise.all([seed, seed].map((same) => simulateCity(same, 2)))
  expect(one?.length).toBeGreaterThan(10)
  expect(again).toEqual(one)
})
