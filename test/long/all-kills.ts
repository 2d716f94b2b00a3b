/**
 * Kills desks (SIGKILL, at named points and at random times) while they save, export, import, write folders, make copies, restore,
 * migrate stores of earlier states, and move house. Afterwards nothing that was confirmed is lost, the store opens and is
 * sound, the log of deeds stands, nothing half has its final name.
 *
 * `node test/long/all-kills.ts [rounds] [seed]`: the same seed kills at the same named points.
 */
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { bundleProgram } from '../support/bundled.ts'
import { newRoot } from '../support/desks.ts'
import { CopyKills } from './kill-copies.ts'
import { type KillClass, Killer, type KillSummary } from './kill-desk.ts'
import { HandoverKills } from './kill-handovers.ts'
import { MigrationKills } from './kill-migrations.ts'
import { MoveKills } from './kill-moves.ts'
import { RoadKills } from './kill-road.ts'
import { playRounds, seeded } from './seeded.ts'

const classes = [RoadKills, CopyKills, HandoverKills, MigrationKills, MoveKills] as const
/** Three offices at a time would only wait for each other on two cores. */
const lanes = 2

export type AllKills = Readonly<Record<string, KillSummary & { seconds: number }>>

type ClassResult = AllKills[string]
/** @param onClass told as each class of works is done: a long run that fails has said what held until then */
export async function runAllKills(
  rounds: number,
  seed: number,
  onClass: (works: string, result: ClassResult) => void = () => undefined,
): Promise<AllKills> {
  const root = newRoot('kexie-kill-')
  const driver = await bundleProgram('test/long/kill-driver.ts')
  const cache = path.join(root.dir, 'compiled')
  mkdirSync(cache)
  try {
    const all = classes.map((Class, at) => {
      const dir = path.join(root.dir, Class.name)
      mkdirSync(dir)
      return new Class(dir, new Killer(driver, cache, seeded(seed + at)))
    })
    const shares = shareOut(rounds, all)
    const told: Record<string, KillSummary & { seconds: number }> = {}
    const waiting = [...all.entries()]
    const lane = async (): Promise<void> => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        const [at, one] = next
        const begun = Date.now()
        await one.prepare()
        await playRounds(shares[at] ?? 0, seed, one)
        const result = { ...one.summary, seconds: Math.round((Date.now() - begun) / 1000) }
        told[one.works.join(', ')] = result
        onClass(one.works.join(', '), result)
      }
    }
    await Promise.all(Array.from({ length: lanes }, lane))
    return told
  } finally {
    driver.remove()
    root.remove()
  }
}

/** Each work has its share: a class with three works gets three times as many rounds. */
function shareOut(rounds: number, all: readonly KillClass[]): number[] {
  const works = all.reduce((sum, one) => sum + one.works.length, 0)
  const shares = all.map((one) => Math.floor((rounds * one.works.length) / works))
  for (let at = 0; shares.reduce((sum, one) => sum + one, 0) < rounds; at++) shares[at % shares.length]!++
  return shares
}

export function tellKills(seed: number, told: AllKills): string {
  const total = (key: 'rounds' | 'killed') => Object.values(told).reduce((sum, one) => sum + one[key], 0)
  const lines = Object.entries(told).map(([works, one]) => tellClass(works, one))
  return `kills, seed ${seed}: ${total('rounds')} rounds, ${total('killed')} killed\n${lines.join('\n')}`
}
const tellClass = (works: string, one: ClassResult): string =>
  `${works}: ${one.rounds} rounds, ${one.killed} killed, ${one.seconds} s\n    ${words(one.at)}\n    ${words(one.seen)}`
const words = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, count]) => `${name} ${count}`)
    .join(', ')

if (process.argv[1] === import.meta.filename) {
  const seed = Number(process.argv[3] ?? Date.now() % 1_000_000)
  const rounds = Number(process.argv[2] ?? 50)
  const told = await runAllKills(rounds, seed, (works, one) => console.error(tellClass(works, one)))
  console.log(tellKills(seed, told))
}
