/**
 * Kills a desk (SIGKILL, at named points and at random times) while it makes copies and restores them, and looks
 * afterwards: the store opens and is sound, every confirmed save is in it or in the copy that was kept before a
 * restore, no half copy has its final name. Seeded.
 */
import { readdirSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import BetterSqlite3 from 'better-sqlite3'
import { type Bundled, bundleProgram, startProgram } from '../support/bundled.ts'
import { Desk, fillF2, foundOffice, newRoot } from '../support/desks.ts'
import { fail, playRounds, seeded } from './seeded.ts'

/** Named points of each kind of work, with how often each may be passed before it kills. */
const points = {
  backup: [
    ['backup.mid-copy', 20],
    ['backup.before-rename', 6],
    ['backup.after-rename', 6],
    ['save.after-commit', 20],
  ],
  restore: [
    ['restore.before-keep', 1],
    ['restore.after-keep', 1],
    ['restore.before-swap', 1],
    ['restore.mid-swap', 1],
    ['restore.after-swap', 1],
    ['restore.before-done', 1],
  ],
} as const

export interface BackupKillSummary {
  rounds: number
  killed: number
  at: Record<string, number>
  confirmedSaves: number
  confirmedCopies: number
  /** Restores that were asked for before the kill and carried out by the start after it, and those not asked for yet. */
  restored: number
  notRestored: number
}

export async function runBackupKills(rounds: number, seed: number): Promise<BackupKillSummary> {
  const root = newRoot('kexie-backup-kill-')
  const driver = await bundleProgram('test/long/backup-driver.ts')
  try {
    const kills = new BackupKills(path.join(root.dir, 'county'), driver, seeded(seed))
    await kills.prepare()
    await playRounds(rounds, seed, kills)
    return kills.summary
  } finally {
    driver.remove()
    root.remove()
  }
}

class BackupKills {
  readonly #dir: string
  readonly #driver: Bundled
  readonly #random: () => number
  #recordId = ''
  #before = ''
  doing = ''
  readonly summary: BackupKillSummary = {
    rounds: 0,
    killed: 0,
    at: {},
    confirmedSaves: 0,
    confirmedCopies: 0,
    restored: 0,
    notRestored: 0,
  }

  constructor(dir: string, driver: Bundled, random: () => number) {
    this.#dir = dir
    this.#driver = driver
    this.#random = random
  }

  async prepare(): Promise<void> {
    const desk = await Desk.open(this.#dir)
    await foundOffice(desk, 'county', null)
    this.#recordId = await fillF2(desk)
    // Large enough that a copy takes many steps.
    for (let n = 0; n < 25; n++) await fillF2(desk, { plan: '田'.repeat(20_000) })
    this.#before = String((await desk.call('records.open', { recordId: this.#recordId })).values.scale)
    await desk.close()
  }

  async round(round: number): Promise<void> {
    const work = round % 2 === 0 ? 'backup' : 'restore'
    const places = points[work]
    const [point, passes] = places[Math.floor(this.#random() * places.length)] ?? fail('no point')
    const killAt = this.#random() < 0.7 ? `${point}:${1 + Math.floor(this.#random() * passes)}` : null
    const afterMs = Math.floor(this.#random() * 400)
    this.doing = `${work} ${killAt ?? `random ${afterMs} ms`}`
    this.summary.rounds++
    const lines = await this.#work([work, this.#dir, this.#recordId, `r${round}`], killAt, afterMs)
    await this.#look(work, round, lines)
  }

  async #work(args: readonly string[], killAt: string | null, afterMs: number): Promise<string[]> {
    const { child, ended } = startProgram(this.#driver.file, args, killAt === null ? {} : { KEXIE_KILL_AT: killAt })
    if (killAt === null) {
      await new Promise<void>((resolve) => {
        child.stdout?.once('data', () => resolve())
        child.once('close', () => resolve())
      })
      await delay(afterMs)
      child.kill('SIGKILL')
    }
    const ran = await ended
    const lines = ran.stdout.split('\n').slice(0, -1)
    const failed = lines.find((line) => line.startsWith('failed'))
    const killed = ran.signal === 'SIGKILL'
    if (failed !== undefined || (!killed && !lines.includes('end'))) fail(`${failed ?? 'ended early'} ${ran.stderr}`)
    if (killed) this.summary.killed++
    const where = killed ? (killAt?.split(':')[0] ?? 'random') : 'none'
    this.summary.at[where] = (this.summary.at[where] ?? 0) + 1
    return lines
  }

  async #look(work: 'backup' | 'restore', round: number, lines: readonly string[]): Promise<void> {
    const of = (word: string): string[] =>
      lines.filter((line) => line.startsWith(`${word} `)).map((line) => line.slice(word.length + 1))
    const saves = of('saved')
    const made = of('made')
    const asked = of('asked').length > 0
    this.summary.confirmedSaves += saves.length
    this.summary.confirmedCopies += made.length
    this.#copiesAreWhole(made)

    const desk = await Desk.open(this.#dir)
    const left = readdirSync(path.join(this.#dir, 'backups'))
    if (left.some((name) => name.includes('.part') || name === 'restore-pending.json')) fail(`left behind: ${left}`)
    const record = await desk.call('records.open', { recordId: this.#recordId })
    const scale = String(record.values.scale)
    const last = saves.at(-1) ?? this.#before
    const next = saves.length === 0 ? `r${round}-0` : `r${round}-${Number(/-(\d+)$/.exec(last)?.[1]) + 1}`
    // The request may have reached the disk before its confirmation did.
    const wentBack = work === 'restore' && made.length > 0 && saves.length > 1 && scale === `r${round}-0`
    if (asked && !wentBack) fail(`the restore that was asked for did not happen: found ${scale}`)
    if (wentBack) {
      this.summary.restored++
      const restored = await desk.call('backups.note', {})
      if (restored?.keptId == null) fail('nothing was kept before the restore')
      else await this.#keptHolds(desk, restored.keptId, last)
    } else {
      if (work === 'restore') this.summary.notRestored++
      if (scale !== last && scale !== next) fail(`confirmed ${last}, found ${scale}`)
    }
    if ((await desk.call('records.list', {})).length !== 26) fail('a record is gone')
    const contact = String(record.values.contactName)
    if (/^r/.test(scale) && contact !== `联系${/-(\d+)$/.exec(scale)?.[1]}`) fail(`personal field ${contact}`)
    this.#before = scale
    await desk.close()
    this.#isSound(path.join(this.#dir, 'kexie.sqlite'))
  }

  /** What lies under a final name passes its check, whenever it came there. */
  #copiesAreWhole(made: readonly string[]): void {
    const folder = path.join(this.#dir, 'backups')
    const names = readdirSync(folder).filter((name) => name.endsWith('.sqlite'))
    for (const name of names) this.#isSound(path.join(folder, name))
    // The later ones only: the number of copies by hand is limited.
    for (const id of made.slice(-3)) if (!names.includes(`${id}.sqlite`)) fail(`confirmed copy ${id} is gone`)
  }

  /** The last confirmed save is in the copy that was made of the store before the other one took its place. */
  async #keptHolds(desk: Desk, id: string, last: string): Promise<void> {
    const file = path.join(this.#dir, 'backups', `${id}.sqlite`)
    this.#isSound(file)
    const copy = new BetterSqlite3(file, { readonly: true })
    const values = String(
      copy.prepare('SELECT values_json FROM drafts WHERE record_id = ?').pluck().get(this.#recordId),
    )
    copy.close()
    const { scale } = JSON.parse(values) as { scale: string }
    const number = (text: string): number => Number(/-(\d+)$/.exec(text)?.[1])
    if (number(scale) < number(last)) fail(`confirmed ${last}, kept ${scale}`)
    await desk.call('backups.dismissNote', {})
  }

  #isSound(file: string): void {
    const sqlite = new BetterSqlite3(file, { readonly: true })
    try {
      const verdict = sqlite.pragma('integrity_check', { simple: true })
      if (verdict !== 'ok') fail(`${path.basename(file)}: ${String(verdict)}`)
    } finally {
      sqlite.close()
    }
  }
}
