/** Stores of earlier states opened by the program of now, and killed while they are migrated: they are as old or as new, whole. */
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { migrations } from '../../db/migrations/all.ts'
import { Desk } from '../support/desks.ts'
import { type OldOffice, oldPassphrases, oldStates, placeOldStore, stateOf, versionOf } from '../support/old-stores.ts'
import { deedsStand, isSound, type KillClass, type Killer, nothingHalf, said } from './kill-desk.ts'
import { fail } from './seeded.ts'

const pointsFrom = (version: number) =>
  [
    ['migrate.copied', 1],
    ['migrate.step', migrations.length - version],
    ['migrate.before-commit', 1],
    ['migrate.after-commit', 1],
    ['save.before-commit', 1],
    ['save.after-commit', 1],
  ] as const

export class MigrationKills implements KillClass {
  readonly works = ['migrate']
  readonly #dir: string
  readonly #killer: Killer

  constructor(dir: string, killer: Killer) {
    this.#dir = dir
    this.#killer = killer
  }
  get summary() {
    return this.#killer.summary
  }
  get doing() {
    return this.#killer.doing
  }
  async prepare(): Promise<void> {
    mkdirSync(this.#dir, { recursive: true })
  }

  async round(round: number): Promise<void> {
    const state = oldStates[Math.floor(this.#killer.random() * oldStates.length)] ?? fail('no state')
    const office: OldOffice = this.#killer.random() < 0.7 ? 'county' : 'city'
    const version = versionOf(state)
    const store = path.join(this.#dir, `round-${round}`)
    this.#place(state, office, store)
    const { records } = stateOf(state)[office]
    const own = records.find(
      ({ values }) => values.activityName === (office === 'county' ? '院士专家进校园' : '科普大篷车'),
    )
    const recordId = own?.recordId ?? records[0]?.recordId ?? ''
    const mode = office === 'county' ? 'migrate' : 'open'
    const work = [mode, store, oldPassphrases[office], recordId, `r${round}`]
    const { lines } = await this.#killer.kill(work, pointsFrom(version), 100)

    const file = path.join(store, 'kexie.sqlite')
    const found = versionInside(file)
    if (found !== version && found !== migrations.length) fail(`${state}: number ${found} is neither old nor new`)
    if (lines.includes('ready') && found !== migrations.length) fail(`${state}: it was open, and is still old`)
    this.#killer.count(found === version ? 'found as old' : 'found as new')
    const desk = await Desk.open(store)
    await desk.call('keys.unlock', { passphrase: oldPassphrases[office] })
    const copies = readdirSync(path.join(store, 'backups')).filter((name) => /^before-00.*\.sqlite$/.test(name))
    if (copies.length === 0) fail(`${state}: no copy from before the migration`)
    for (const name of copies) {
      isSound(path.join(store, 'backups', name))
      if (versionInside(path.join(store, 'backups', name)) !== version) fail(`${name} is not of ${version}`)
    }
    await this.#holdsAll(desk, state, office, said(lines, 'saved').at(-1) ?? null, recordId)
    await deedsStand(desk, lines)
    await desk.close()
    nothingHalf(store)
    isSound(file)
    rmSync(store, { recursive: true })
  }

  /** Unpacked once each. */
  #place(state: string, office: OldOffice, store: string): void {
    const kept = path.join(this.#dir, `kept-${state}-${office}`)
    if (!existsSync(kept)) placeOldStore(state, office, kept)
    cpSync(kept, store, { recursive: true })
  }

  async #holdsAll(desk: Desk, state: string, office: OldOffice, saved: string | null, changed: string): Promise<void> {
    for (const old of stateOf(state)[office].records) {
      const { recordId } = old
      const now = await desk.call('records.open', { recordId })
      if (now.revisions.length !== old.revisions.length)
        fail(`${state}: ${recordId} has ${now.revisions.length} revisions`)
      if (recordId === changed) {
        if (saved !== null && now.values.scale !== saved) fail(`confirmed ${saved}, found ${String(now.values.scale)}`)
      } else if (JSON.stringify(now.values) !== JSON.stringify(old.values))
        fail(`${state}: ${recordId} says something else`)
    }
  }
}

function versionInside(file: string): number {
  const sqlite = new BetterSqlite3(file, { readonly: true })
  try {
    return Number(sqlite.pragma('user_version', { simple: true }))
  } finally {
    sqlite.close()
  }
}
