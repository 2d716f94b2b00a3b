/**
 * Copies made and restored under kills: every confirmed save is in the store or in the copy that was kept before a restore, no
 * half copy has its final name.
 */
import { readdirSync } from 'node:fs'
import path from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { Desk, fillF2, foundOffice } from '../support/desks.ts'
import { confirmedScale, deedsStand, isSound, type KillClass, type Killer, nothingHalf, said } from './kill-desk.ts'
import { fail } from './seeded.ts'

const points = {
  backup: [
    ['backup.mid-copy', 20],
    ['strip.before-rename', 3],
    ['strip.after-rename', 3],
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
/** Beside the one that is changed: large enough that a copy takes many steps. */
const others = 12

export class CopyKills implements KillClass {
  readonly works = ['backup', 'restore']
  readonly #dir: string
  readonly #killer: Killer
  #recordId = ''
  #before = ''
  readonly #looked = new Set<string>()

  constructor(dir: string, killer: Killer) {
    this.#dir = path.join(dir, 'county')
    this.#killer = killer
  }
  get summary() {
    return this.#killer.summary
  }
  get doing() {
    return this.#killer.doing
  }

  async prepare(): Promise<void> {
    const desk = await Desk.open(this.#dir)
    await foundOffice(desk, 'county', null)
    this.#recordId = await fillF2(desk)
    for (let n = 0; n < others; n++) await fillF2(desk, { plan: '田'.repeat(40_000) })
    this.#before = String((await desk.call('records.open', { recordId: this.#recordId })).values.scale)
    await desk.close()
  }

  async round(round: number): Promise<void> {
    const work = round % 2 === 0 ? 'backup' : 'restore'
    const tag = `r${round}`
    const { lines } = await this.#killer.kill([work, this.#dir, '-', this.#recordId, tag], points[work], 400)
    const saves = said(lines, 'saved')
    const made = said(lines, 'made')
    this.#killer.count('saves confirmed', saves.length)
    this.#killer.count('copies confirmed', made.length)
    this.#copiesAreWhole(made)

    const desk = await Desk.open(this.#dir)
    const record = await desk.call('records.open', { recordId: this.#recordId })
    const scale = String(record.values.scale)
    // The request may have reached the disk before its confirmation did.
    const wentBack = work === 'restore' && made.length > 0 && saves.length > 1 && scale === `${tag}-0`
    if (said(lines, 'asked').length > 0 && !wentBack) fail(`the restore asked for did not happen: found ${scale}`)
    if (wentBack) {
      this.#killer.count('restores carried out')
      const restored = await desk.call('backups.note', {})
      if (restored?.keptId == null) fail('nothing was kept before the restore')
      else await this.#keptHolds(desk, restored.keptId, saves.at(-1) ?? this.#before)
    } else {
      if (work === 'restore') this.#killer.count('restores not asked for yet')
      confirmedScale(scale, saves, this.#before, tag)
    }
    if ((await desk.call('records.list', {})).length !== others + 1) fail('a record is gone')
    const contact = String(record.values.contactName)
    if (/^r/.test(scale) && contact !== `联系${/-(\d+)$/.exec(scale)?.[1]}`) fail(`personal field ${contact}`)
    this.#before = scale
    await deedsStand(desk, wentBack ? [] : lines)
    await desk.close()
    nothingHalf(this.#dir)
    isSound(path.join(this.#dir, 'kexie.sqlite'))
  }

  /** What lies under a final name passes its check, whenever it came there. */
  #copiesAreWhole(made: readonly string[]): void {
    const folder = path.join(this.#dir, 'backups')
    const names = readdirSync(folder).filter((name) => name.endsWith('.sqlite'))
    for (const name of names) if (!this.#looked.has(name)) isSound(path.join(folder, name))
    for (const name of names) this.#looked.add(name)
    // The later ones only: the number of copies by hand is limited.
    for (const id of made.slice(-3)) if (!names.includes(`${id}.sqlite`)) fail(`confirmed copy ${id} is gone`)
  }

  /** The last confirmed save is in the copy that was made of the store before the other one took its place. */
  async #keptHolds(desk: Desk, id: string, last: string): Promise<void> {
    const file = path.join(this.#dir, 'backups', `${id}.sqlite`)
    isSound(file)
    const copy = new BetterSqlite3(file, { readonly: true })
    const query = copy.prepare('SELECT values_json FROM drafts WHERE record_id = ?').pluck()
    const { scale } = JSON.parse(String(query.get(this.#recordId))) as { scale: string }
    copy.close()
    const number = (text: string): number => Number(/-(\d+)$/.exec(text)?.[1])
    if (number(scale) < number(last)) fail(`confirmed ${last}, kept ${scale}`)
    await desk.call('backups.dismissNote', {})
  }
}
