/** The whole office into one file, and out of it on another computer, under kills: the file and the office are whole or not there. */
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { openFileWithPassphrase, sealWithPassphrase } from '../../electron/core/package/age-passphrase.ts'
import { Desk, fillF2, foundOffice, passphrases } from '../support/desks.ts'
import { deedsStand, isSound, type KillClass, type Killer, nothingHalf, said, sha256 } from './kill-desk.ts'
import { fail } from './seeded.ts'

const word = '搬家那天的整整一句口令'
const packPoints = [
  ['moving.save.mid-write', 6],
  ['moving.save.before-rename', 2],
  ['moving.save.after-rename', 2],
] as const
const movePoints = [
  ['moving.take.mid-unpack', 6],
  ['moving.take.unpacked', 1],
  ['moving.take.before-ready', 1],
  ['moving.take.ready', 1],
  ['moving.swap.begin', 1],
  ['moving.swap.between', 4],
  ['moving.swap.before-database', 1],
  ['moving.swap.after-database', 1],
] as const

export class MoveKills implements KillClass {
  readonly works = ['pack', 'move']
  readonly #dir: string
  readonly #killer: Killer
  #recordId = ''
  #values = ''
  /** Sealed with little work: each opening costs a quarter of a second else. */
  get #light(): string {
    return path.join(this.#dir, 'light.kxoffice')
  }

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
  get #old(): string {
    return path.join(this.#dir, 'old')
  }

  async prepare(): Promise<void> {
    mkdirSync(this.#dir, { recursive: true })
    const desk = await Desk.open(this.#old)
    await foundOffice(desk, 'county')
    this.#recordId = await fillF2(desk, {}, ['photo-1-field.jpg', 'photo-2-hall.jpg'])
    await fillF2(desk, { activityName: '第二项活动' })
    this.#values = JSON.stringify((await desk.call('records.open', { recordId: this.#recordId })).values)
    const file = path.join(this.#dir, 'heavy.kxoffice')
    await desk.call('moving.save', { out: file, passphrase: word })
    await desk.close()
    const chunks: Uint8Array[] = []
    for await (const chunk of await openFileWithPassphrase(file, word)) chunks.push(chunk)
    writeFileSync(this.#light, await sealWithPassphrase(Buffer.concat(chunks), word, 10))
  }

  async round(round: number): Promise<void> {
    if (round % 2 === 0) await this.#packRound(round)
    else await this.#moveRound(round)
  }

  async #packRound(round: number): Promise<void> {
    const out = path.join(this.#dir, `round-${round}`)
    mkdirSync(out)
    const target = path.join(out, '搬家.kxoffice')
    const { lines } = await this.#killer.kill(['pack', this.#old, passphrases.county, target, word], packPoints, 900)
    const packed = said(lines, 'packed')
    const finals = readdirSync(out).filter((name) => !name.endsWith('.part'))
    if (finals.length < packed.length) fail(`${packed.length} files were confirmed, ${finals.length} are there`)
    this.#killer.count('office files whole', finals.length)
    const desk = await Desk.open(this.#old)
    await desk.call('keys.unlock', { passphrase: passphrases.county })
    for (const name of finals) await openFileWithPassphrase(path.join(out, name), word).then(drained)
    await this.#holdsAll(desk)
    await deedsStand(desk, lines)
    await desk.close()
    nothingHalf(this.#old)
    isSound(path.join(this.#old, 'kexie.sqlite'))
    rmSync(out, { recursive: true })
  }

  async #moveRound(round: number): Promise<void> {
    const dir = path.join(this.#dir, `round-${round}`)
    const { lines } = await this.#killer.kill(['move', dir, '-', this.#light, word], movePoints, 500)
    let desk = await Desk.open(dir)
    const there = (await desk.call('app.state', {})).office !== null
    if (lines.includes('taken') && !there) fail('an office that was taken is not there')
    this.#killer.count(there ? 'offices moved' : 'offices not moved yet')
    if (!there) {
      if ((await desk.call('records.list', {})).length > 0) fail('half an office')
      await desk.call('moving.take', { path: this.#light, passphrase: word })
      await desk.close()
      desk = await Desk.open(dir)
    }
    await desk.call('keys.unlock', { passphrase: passphrases.county })
    if (existsSync(path.join(dir, 'moving-in'))) fail('moving-in was left')
    await this.#holdsAll(desk)
    await deedsStand(desk, [])
    await desk.close()
    nothingHalf(dir)
    isSound(path.join(dir, 'kexie.sqlite'))
    rmSync(dir, { recursive: true })
  }

  async #holdsAll(desk: Desk): Promise<void> {
    const record = await desk.call('records.open', { recordId: this.#recordId })
    if (JSON.stringify(record.values) !== this.#values) fail('the record says something else')
    if (record.attachments.length !== 2) fail(`${record.attachments.length} photos`)
    for (const { digest } of record.attachments) {
      const { bytes } = await desk.call('attachments.read', { digest, size: 'full' })
      if (sha256(bytes) !== digest) fail(`attachment ${digest} is damaged`)
    }
    if ((await desk.call('records.list', {})).length !== 2) fail('a record is gone')
  }
}

/** Throws where a byte does not hold. */
async function drained(stream: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const chunk of stream) if (chunk.length === 0) fail('an empty chunk')
}
