/** What all kill rounds share: a desk in a process of its own that is killed, and what must hold of its store afterwards. */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import BetterSqlite3 from 'better-sqlite3'
import { type Bundled, startProgram } from '../support/bundled.ts'
import { type Desk, sampleDir } from '../support/desks.ts'
import { fail } from './seeded.ts'

/** Named points, with how often each may be passed before it kills. */
export type KillPoints = readonly (readonly [point: string, passes: number])[]

export interface KillSummary {
  rounds: number
  killed: number
  /** Kills by named point, `random` for those by the clock, `none` where the work was done before. */
  at: Record<string, number>
  /** What was confirmed, and what was found afterwards: by its name. */
  seen: Record<string, number>
}

/** A class of works that are killed in turn. */
export interface KillClass {
  readonly works: readonly string[]
  readonly summary: KillSummary
  /** What is being done, for a failure that is to be played again. */
  readonly doing: string
  prepare(): Promise<void>
  /** @param round of this class, from 0 */
  round(round: number): Promise<void>
}

export class Killer {
  readonly summary: KillSummary = { rounds: 0, killed: 0, at: {}, seen: {} }
  readonly random: () => number
  doing = ''
  readonly #driver: Bundled
  readonly #cache: string

  /** @param cache folder for compiled code, shared by all processes */
  constructor(driver: Bundled, cache: string, random: () => number) {
    this.#driver = driver
    this.#cache = cache
    this.random = random
  }

  count(what: string, by = 1): void {
    this.summary.seen[what] = (this.summary.seen[what] ?? 0) + by
  }

  /**
   * Starts the work and kills it, at one of `points` or by the clock.
   * @param withinMs of the first line, when by the clock
   * @returns the lines that were confirmed, and whether it came to its end
   */
  async kill(
    args: readonly string[],
    points: KillPoints,
    withinMs: number,
  ): Promise<{ lines: string[]; ended: boolean }> {
    const [point, passes] = points[Math.floor(this.random() * points.length)] ?? fail('no point')
    const named = this.random() < 0.7
    const killAt = named ? `${point}:${1 + Math.floor(this.random() * passes)}` : null
    const afterMs = Math.floor(this.random() * withinMs)
    this.doing = `${args[0]} ${killAt ?? `random ${afterMs} ms`}`
    this.summary.rounds++
    const env = { NODE_COMPILE_CACHE: this.#cache, ...(killAt !== null && { KEXIE_KILL_AT: killAt }) }
    const { child, ended } = startProgram(this.#driver.file, args, env)
    if (killAt === null) {
      await new Promise<void>((resolve) => {
        child.stdout?.once('data', () => resolve())
        child.once('close', () => resolve())
      })
      await delay(afterMs)
      child.kill('SIGKILL')
    }
    const ran = await ended
    // The last line may be cut off: only whole lines are confirmed.
    const lines = ran.stdout.split('\n').slice(0, -1)
    const failed = lines.find((line) => line.startsWith('failed'))
    const killed = ran.signal === 'SIGKILL'
    if (failed !== undefined || (!killed && !lines.includes('end'))) fail(`${failed ?? 'ended early'} ${ran.stderr}`)
    if (killed) this.summary.killed++
    const where = killed ? (killAt === null ? 'random' : point) : 'none'
    this.summary.at[where] = (this.summary.at[where] ?? 0) + 1
    return { lines, ended: !killed }
  }
}

/** What was said after the word, line by line. */
export const said = (lines: readonly string[], word: string): string[] =>
  lines.filter((line) => line.startsWith(`${word} `)).map((line) => line.slice(word.length + 1))

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

export function isSound(file: string): void {
  const sqlite = new BetterSqlite3(file, { readonly: true })
  try {
    const verdict = sqlite.pragma('integrity_check', { simple: true })
    if (verdict !== 'ok') fail(`${path.basename(file)}: ${String(verdict)}`)
    const broken = sqlite.pragma('foreign_key_check') as unknown[]
    if (broken.length > 0) fail(`${path.basename(file)}: ${broken.length} references lead nowhere`)
  } finally {
    sqlite.close()
  }
}

/** The chain stands, and no entry that was there when something was confirmed is gone. */
export async function deedsStand(desk: Desk, lines: readonly string[]): Promise<void> {
  const verdict = await desk.call('deeds.verify', {})
  if (!verdict.sound) fail(`the log of deeds: ${JSON.stringify(verdict)}`)
  const { total } = await desk.call('deeds.list', { limit: 1 })
  const least = Math.max(0, ...said(lines, 'deeds').map(Number))
  if (total < least) fail(`the log of deeds has ${total} entries, and had ${least}`)
}

/** The last confirmed save is there; the one after it may have reached the disk before the kill, an older one never. */
export function confirmedScale(found: string, saves: readonly string[], before: string, tag: string): void {
  const number = (text: string): number => Number(/-(\d+)$/.exec(text)?.[1] ?? '-1')
  const last = saves.at(-1) ?? before
  const next = `${tag}-${saves.length === 0 ? 0 : number(last) + 1}`
  if (found !== last && found !== next && last !== '') fail(`confirmed ${last}, found ${found}`)
}

/** Files of the store folder that no start leaves behind. */
export function nothingHalf(dir: string): void {
  const left = readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.name.includes('.part') || entry.name === 'restore-pending.json')
    .map((entry) => path.relative(dir, path.join(entry.parentPath, entry.name)))
  const staged = existsSync(path.join(dir, 'staging')) ? readdirSync(path.join(dir, 'staging')) : []
  if (left.length + staged.length > 0) fail(`left behind: ${[...left, ...staged].join(', ')}`)
}

/** A picture that no store holds yet: bytes after the end of the image change its digest only. */
export function freshPhoto(folder: string, name: string, salt: number): string {
  const file = path.join(folder, `${salt}-${name}`)
  writeFileSync(file, Buffer.concat([readFileSync(path.join(sampleDir, 'county', name)), Buffer.from(`#${salt}`)]))
  return file
}
