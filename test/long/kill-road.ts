/** Saving, exporting and importing under kills: what was confirmed is there, an export or import is whole or absent. */
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { verifyPackage } from '../../electron/core/package/reader.ts'
import { storelessContext } from '../../electron/core/submission/verify-context.ts'
import { countyNotice, Desk, fillF2, foundOffice, passphrases, trust } from '../support/desks.ts'
import {
  confirmedScale,
  deedsStand,
  freshPhoto,
  isSound,
  type KillClass,
  type Killer,
  said,
  sha256,
} from './kill-desk.ts'
import { fail } from './seeded.ts'

const savePoints = [
  ['save.before-commit', 30],
  ['save.after-commit', 30],
  ['attach.staged', 3],
  ['attachment.before-move', 3],
  ['attachment.after-move', 3],
  ['attach.before-commit', 3],
  ['freeze.before-commit', 3],
  ['freeze.after-commit', 3],
] as const
const exportPoints = [
  ['freeze.before-commit', 1],
  ['freeze.after-commit', 1],
  ['export.after-freeze', 1],
  ['export.mid-write', 8],
  ['export.before-rename', 1],
  ['export.after-rename', 1],
  ['export.before-mark', 1],
] as const
const importPoints = [
  ['import.after-staging', 1],
  ['attachment.before-move', 2],
  ['attachment.after-move', 2],
  ['import.mid-move', 2],
  ['import.before-commit', 1],
  ['import.after-commit', 1],
] as const

export class RoadKills implements KillClass {
  readonly works = ['save', 'export', 'import']
  readonly #dir: string
  readonly #killer: Killer
  #cityId = ''
  #recordId = ''
  #savedScale = ''
  readonly #attached = new Set<string>()
  /** Packages that were looked at once need no second look: nothing writes them any more. */
  readonly #whole = new Set<string>()

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

  async prepare(): Promise<void> {
    mkdirSync(this.#stick, { recursive: true })
    const county = await Desk.open(this.#place('county'))
    const city = await Desk.open(this.#place('city'))
    await foundOffice(county, 'county')
    await foundOffice(city, 'city')
    await trust(county, city, this.#dir)
    await trust(city, county, this.#dir)
    this.#cityId = city.officeId
    this.#recordId = await fillF2(county)
    await county.close()
    await city.close()
  }

  async round(round: number): Promise<void> {
    const rounds = [this.#saveRound, this.#exportRound, this.#importRound] as const
    await rounds[round % 3]?.call(this, round)
  }

  #place = (who: 'county' | 'city'): string => path.join(this.#dir, who)
  async #open(who: 'county' | 'city'): Promise<Desk> {
    const desk = await Desk.open(this.#place(who))
    await desk.call('keys.unlock', { passphrase: passphrases[who] })
    return desk
  }
  #work = (mode: string, who: 'county' | 'city', ...rest: string[]): string[] => [
    mode,
    this.#place(who),
    passphrases[who],
    ...rest,
  ]

  async #saveRound(round: number): Promise<void> {
    const tag = `r${round}`
    const photos = ['photo-2-hall.jpg', 'photo-3-sprout.jpg'].map((name) => freshPhoto(this.#dir, name, round))
    const { lines } = await this.#killer.kill(
      this.#work('save', 'county', this.#recordId, tag, ...photos),
      savePoints,
      300,
    )
    const saves = said(lines, 'saved')
    this.#killer.count('saves confirmed', saves.length)
    for (const digest of said(lines, 'attached')) this.#attached.add(digest)

    const county = await this.#open('county')
    const record = await county.call('records.open', { recordId: this.#recordId })
    const scale = String(record.values.scale)
    confirmedScale(scale, saves, this.#savedScale, tag)
    this.#savedScale = scale
    for (const revision of said(lines, 'frozen').map(Number))
      if (!record.revisions.some((one) => one.revision === revision)) fail(`frozen revision ${revision} is gone`)
    for (const digest of this.#attached)
      if (!record.attachments.some((file) => file.digest === digest)) fail(`attachment ${digest} is gone`)
    await readsAll(county, record.attachments)
    // Room for the photos of the next rounds.
    for (const { field, digest } of record.attachments)
      await county.call('records.detach', { recordId: this.#recordId, field, digest })
    this.#attached.clear()
    await deedsStand(county, lines)
    await county.close()
    isSound(path.join(this.#place('county'), 'kexie.sqlite'))
  }

  async #exportRound(round: number): Promise<void> {
    await this.#editRecord(`export ${round}`)
    const work = this.#work('export', 'county', countyNotice, this.#cityId, this.#stick)
    const { lines, ended } = await this.#killer.kill(work, exportPoints, 300)
    await this.#noHalfPackage()
    const exported = said(lines, 'exported')
    for (const line of exported) {
      const [, digest = '', ...name] = line.split(' ')
      if (sha256(readFileSync(name.join(' '))) !== digest) fail(`confirmed ${name.join(' ')} is not what was written`)
    }
    const county = await this.#open('county')
    if (readdirSync(this.#stick).some((name) => name.endsWith('.part'))) fail('a half file was left after the start')
    const sent = (await county.call('packages.outbox', {})).filter((item) => item.kind === 'submission')
    for (const item of sent) {
      const there = item.fileNames.every((name) => existsSync(path.join(this.#stick, name)))
      if (item.state === 'written' && !there) fail(`number ${item.sequence} is marked as written, but is not there`)
      if (item.state === 'frozen' && there) fail(`number ${item.sequence} is there, but not marked as written`)
    }
    const pending = sent.find((item) => item.state === 'frozen')
    // What was cut off goes on under its own number, with the same bytes.
    if (pending) await county.call('packages.rewrite', { packageId: pending.packageId, out: this.#stick })
    else if (!ended && exported.length === 0)
      await county.call('packages.export', { noticeId: countyNotice, to: this.#cityId, out: this.#stick })
    this.#killer.count(pending ? 'exports taken up again' : 'exports whole or not begun')
    await deedsStand(county, lines)
    await county.close()
    await this.#noHalfPackage()
  }

  async #importRound(): Promise<void> {
    // What is there goes in, in order; the last one is taken in by the process that is killed.
    const files = readdirSync(this.#stick)
      .filter((name) => name.startsWith('报送包') && name.endsWith('.zip'))
      .sort()
      .map((name) => path.join(this.#stick, name))
    const target = files.pop() ?? fail('nothing to import')
    const city = await this.#open('city')
    const inside = new Set((await city.call('packages.inbox', {})).map(({ packageId }) => packageId))
    for (const file of files.slice(-3)) await city.call('packages.import', { path: file })
    const before = await this.#cityContents(city)
    await city.close()
    const { lines } = await this.#killer.kill(this.#work('import', 'city', target), importPoints, 300)

    const after = await this.#open('city')
    if (readdirSync(path.join(after.dir, 'staging')).length > 0) fail('staging was not swept')
    const verified = await after.call('packages.verify', { path: target })
    const whole = verified.findings.some((finding) => finding.code === 'package.duplicate')
    if (said(lines, 'import').length > 0 && !whole) fail('a confirmed import is gone')
    const now = await this.#cityContents(after)
    this.#killer.count(whole ? 'imports whole' : 'imports absent')
    if (!whole && now !== before) fail(`an import that is absent left something: ${before} → ${now}`)
    const again = await after.call('packages.import', { path: target })
    if (again.result !== (whole ? 'duplicate' : 'imported'))
      fail(`taken in again: ${again.result} ${JSON.stringify(again.verified.findings)} after ${inside.size}`)
    await readsAll(after, (await after.call('records.open', { recordId: this.#recordId })).attachments)
    await deedsStand(after, lines)
    await after.close()
    isSound(path.join(this.#place('city'), 'kexie.sqlite'))
  }

  /** Rows and files of the city that only an import writes. */
  async #cityContents(city: Desk): Promise<string> {
    const inbox = (await city.call('packages.inbox', {})).filter((item) => item.result === 'imported')
    const records = await city.call('records.list', {})
    const files = readdirSync(path.join(city.dir, 'attachments'), { recursive: true, withFileTypes: true })
    return JSON.stringify({
      inbox: inbox.map((item) => item.sequence),
      revisions: records.map((record) => [record.recordId, record.latestRevision]),
      files: files.filter((entry) => entry.isFile()).length,
    })
  }

  async #editRecord(scale: string): Promise<void> {
    const county = await this.#open('county')
    const recordId = this.#recordId
    const { draftSeq, attachments } = await county.call('records.open', { recordId })
    await county.call('records.saveDraft', { recordId, draftSeq, changes: { scale } })
    for (const name of attachments.length === 0 ? ['photo-1-field.jpg', 'photo-2-hall.jpg'] : []) {
      const photo = freshPhoto(this.#dir, name, Math.floor(this.#killer.random() * 1e9))
      await county.call('records.attach', { recordId, field: 'photos', path: photo })
    }
    await county.close()
    this.#savedScale = scale
  }

  async #noHalfPackage(): Promise<void> {
    for (const name of readdirSync(this.#stick)) {
      if (!name.endsWith('.zip') || this.#whole.has(name)) continue
      const { ok, findings } = await verifyPackage(path.join(this.#stick, name), storelessContext)
      if (!ok) fail(`${name} lies under its final name and is not whole: ${findings.map((one) => one.code).join(', ')}`)
      this.#whole.add(name)
    }
  }
}

async function readsAll(desk: Desk, files: readonly { digest: string }[]): Promise<void> {
  for (const { digest } of files) {
    const { bytes } = await desk.call('attachments.read', { digest, size: 'full' })
    if (sha256(bytes) !== digest) fail(`attachment ${digest} is damaged`)
  }
}
