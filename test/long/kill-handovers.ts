/**
 * Plain folders written under kills: no half folder under a final name, none left as `.part`, what was confirmed is there to
 * the byte, the record is as it was.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { countyNotice, Desk, fillF2, foundOffice } from '../support/desks.ts'
import { paperStub } from '../support/paper-stub.ts'
import { deedsStand, freshPhoto, isSound, type KillClass, type Killer, said, sha256 } from './kill-desk.ts'
import { fail } from './seeded.ts'

const points = [
  ['freeze.before-commit', 1],
  ['freeze.after-commit', 1],
  ['handover.noted', 3],
  ['handover.created', 3],
  ['handover.mid-write', 12],
  ['handover.before-rename', 3],
  ['handover.after-rename', 3],
  ['handover.before-mark', 3],
] as const

export class HandoverKills implements KillClass {
  readonly works = ['handover']
  readonly #dir: string
  readonly #killer: Killer
  #recordId = ''

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
  get #stick(): string {
    return path.join(this.#dir, 'stick')
  }
  #open = (): Promise<Desk> => Desk.open(path.join(this.#dir, 'county'), { ask: paperStub })

  async prepare(): Promise<void> {
    const desk = await this.#open()
    await foundOffice(desk, 'county', null)
    this.#recordId = await fillF2(desk, {}, ['photo-1-field.jpg', 'photo-2-hall.jpg'])
    await desk.close()
  }

  async round(round: number): Promise<void> {
    rmSync(this.#stick, { recursive: true, force: true })
    mkdirSync(this.#stick)
    const scale = `第${round}次`
    await this.#edit(scale, round)
    const as = this.#killer.random() < 0.5 ? 'folder' : 'zip'
    const work = ['handover', path.join(this.#dir, 'county'), '-', countyNotice, this.#stick, as]
    const { lines } = await this.#killer.kill(work, points, 150)
    this.#killer.count('folders whole', await this.#look(scale, lines))
  }

  /** A change of the record, so that each round freezes a revision of its own; old photos give way to a fresh one. */
  async #edit(scale: string, round: number): Promise<void> {
    const desk = await this.#open()
    const recordId = this.#recordId
    const before = await desk.call('records.open', { recordId })
    for (const { field, digest } of before.attachments.slice(2))
      await desk.call('records.detach', { recordId, field, digest })
    const photo = freshPhoto(this.#dir, 'photo-3-sprout.jpg', round)
    const { draftSeq } = await desk.call('records.attach', { recordId, field: 'photos', path: photo })
    await desk.call('records.saveDraft', { recordId, draftSeq, changes: { scale } })
    await desk.close()
  }

  /** @returns how many whole folders there are */
  async #look(scale: string, lines: readonly string[]): Promise<number> {
    // As the killed process left it: whatever has a final name is whole already.
    const finals = readdirSync(this.#stick).filter((name) => !name.endsWith('.part'))
    const desk = await this.#open()
    const recordId = this.#recordId
    if (readdirSync(this.#stick).some((name) => name.endsWith('.part'))) fail('a half folder was left after the start')
    const known = (await desk.call('handovers.list', {})).filter(
      (one) => path.dirname(one.path) === this.#stick && existsSync(one.path),
    )
    for (const name of finals) {
      const handover = known.find((one) => path.basename(one.path) === name) ?? fail(`${name} is not marked as written`)
      for (const file of handover.as === 'zip' ? [] : handover.files) {
        const found = path.join(handover.path, file.name)
        if (!existsSync(found) || sha256(readFileSync(found)) !== file.sha256)
          fail(`${name}: ${file.name} is not whole`)
      }
    }
    for (const line of said(lines, 'written')) {
      const id = line.split(' ')[0]
      if (!known.some((one) => one.handoverId === id)) fail(`confirmed handover ${id} is gone`)
    }
    const record = await desk.call('records.open', { recordId })
    if (record.values.scale !== scale) fail(`the record says ${String(record.values.scale)}, not ${scale}`)
    if (record.attachments.length !== 3) fail(`${record.attachments.length} photos`)
    if ((record.summary.state === 'sent') !== finals.length > 0)
      fail(`${finals.length} folders, but ${record.summary.state}`)
    for (const { revision } of record.revisions.slice(0, 3))
      await desk.call('records.printDocument', { recordId, revision, masked: true })
    await deedsStand(desk, lines)
    // And it goes through now.
    const order = { noticeId: countyNotice, mask: true, out: this.#stick, as: 'folder' } as const
    const { path: again } = await desk.call('handovers.write', order)
    if (!existsSync(path.join(again, '邮件正文.txt'))) fail('written again, but not there')
    await desk.close()
    isSound(path.join(this.#dir, 'county', 'kexie.sqlite'))
    return finals.length
  }
}
