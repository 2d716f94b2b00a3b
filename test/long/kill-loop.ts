/**
 * Kills a desk (SIGKILL, at named points and at random times) while it saves, exports and imports, and looks afterwards:
 * the store opens, every confirmed save is there, no half package has its final name, an import is whole or absent.
 * Seeded: the same seed kills at the same named points. `node test/long/kill-loop.ts [rounds] [seed]`.
 */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { verifyPackage } from '../../electron/core/package/reader.ts'
import { storelessContext } from '../../electron/core/submission/verify-context.ts'
import { type Bundled, bundleProgram, startProgram } from '../support/bundled.ts'
import { countyNotice, Desk, fillF2, foundOffice, newRoot, passphrases, sampleDir, trust } from '../support/desks.ts'
import { fail, playRounds, seeded } from './seeded.ts'

/** Named points of each kind of work, with how often each may be passed before it kills. */
const points = {
  save: [
    ['save.before-commit', 30],
    ['save.after-commit', 30],
    ['attach.staged', 3],
    ['attachment.before-move', 3],
    ['attachment.after-move', 3],
    ['attach.before-commit', 3],
    ['freeze.before-commit', 3],
    ['freeze.after-commit', 3],
  ],
  export: [
    ['freeze.before-commit', 1],
    ['freeze.after-commit', 1],
    ['export.after-freeze', 1],
    ['export.mid-write', 8],
    ['export.before-rename', 1],
    ['export.after-rename', 1],
    ['export.before-mark', 1],
  ],
  import: [
    ['import.after-staging', 1],
    ['attachment.before-move', 2],
    ['attachment.after-move', 2],
    ['import.mid-move', 2],
    ['import.before-commit', 1],
    ['import.after-commit', 1],
  ],
} as const

export interface KillSummary {
  rounds: number
  killed: number
  /** Kills by named point, `random` for those by the clock, `none` where the work was done before. */
  at: Record<string, number>
  confirmedSaves: number
  exportsFinished: number
  importsWhole: number
  importsAbsent: number
}

export async function runKillLoop(rounds: number, seed: number): Promise<KillSummary> {
  const root = newRoot('kexie-kill-')
  const driver = await bundleProgram('test/long/desk-driver.ts')
  try {
    const loop = new KillLoop(root.dir, driver, seeded(seed))
    await loop.prepare()
    await playRounds(rounds, seed, loop)
    return loop.summary
  } finally {
    driver.remove()
    root.remove()
  }
}

class KillLoop {
  readonly #dir: string
  readonly #driver: Bundled
  readonly #random: () => number
  readonly summary: KillSummary = {
    rounds: 0,
    killed: 0,
    at: {},
    confirmedSaves: 0,
    exportsFinished: 0,
    importsWhole: 0,
    importsAbsent: 0,
  }
  doing = ''
  #cityId = ''
  #recordId = ''
  #savedScale = ''
  readonly #attached = new Set<string>()

  constructor(dir: string, driver: Bundled, random: () => number) {
    this.#dir = dir
    this.#driver = driver
    this.#random = random
  }

  get #stick(): string {
    return path.join(this.#dir, 'stick')
  }
  #county = (): Promise<Desk> => Desk.open(path.join(this.#dir, 'county'))
  #city = (): Promise<Desk> => Desk.open(path.join(this.#dir, 'city'))

  async prepare(): Promise<void> {
    mkdirSync(this.#stick)
    const county = await this.#county()
    const city = await this.#city()
    await foundOffice(county, 'county')
    // The city signs nothing here: its keys stay as they are on the first day, which spares a scrypt each start.
    await foundOffice(city, 'city', null)
    await trust(county, city, this.#dir)
    await trust(city, county, this.#dir)
    this.#cityId = city.officeId
    this.#recordId = await fillF2(county)
    await county.close()
    await city.close()
  }

  async round(round: number): Promise<void> {
    const works = ['save', 'export', 'import'] as const
    const work = works[round % works.length] ?? 'save'
    const places = points[work]
    const [point, passes] = places[Math.floor(this.#random() * places.length)] ?? fail('no point')
    const named = this.#random() < 0.7
    const killAt = named ? `${point}:${1 + Math.floor(this.#random() * passes)}` : null
    const afterMs = Math.floor(this.#random() * 300)
    this.doing = `${work} ${killAt ?? `random ${afterMs} ms`}`
    this.summary.rounds++
    if (work === 'save') await this.#saveRound(round, killAt, afterMs)
    else if (work === 'export') await this.#exportRound(round, killAt, afterMs)
    else await this.#importRound(killAt, afterMs)
  }

  /** Lines that were confirmed, and whether the work came to its end. */
  async #work(
    args: readonly string[],
    killAt: string | null,
    afterMs: number,
  ): Promise<{ lines: string[]; ended: boolean }> {
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
    // The last line may be cut off: only whole lines are confirmed.
    const lines = ran.stdout.split('\n').slice(0, -1)
    const failed = lines.find((line) => line.startsWith('failed'))
    if (failed !== undefined || (ran.signal !== 'SIGKILL' && !lines.includes('end')))
      fail(`${failed ?? 'ended early'} ${ran.stderr}`)
    if (ran.signal === 'SIGKILL') this.summary.killed++
    const where = ran.signal === 'SIGKILL' ? (killAt?.split(':')[0] ?? 'random') : 'none'
    this.summary.at[where] = (this.summary.at[where] ?? 0) + 1
    return { lines, ended: ran.signal !== 'SIGKILL' }
  }

  async #saveRound(round: number, killAt: string | null, afterMs: number): Promise<void> {
    const tag = `r${round}`
    const photos = ['photo-2-hall.jpg', 'photo-3-sprout.jpg'].map((name) => this.#freshPhoto(name, round))
    const { lines } = await this.#work(
      ['save', path.join(this.#dir, 'county'), passphrases.county, this.#recordId, tag, ...photos],
      killAt,
      afterMs,
    )
    const saves = lines.filter((line) => line.startsWith('saved ')).map((line) => line.slice(6))
    this.summary.confirmedSaves += saves.length
    for (const line of lines) if (line.startsWith('attached ')) this.#attached.add(line.slice(9))
    const frozen = lines.filter((line) => line.startsWith('frozen ')).map((line) => Number(line.slice(7)))

    const county = await this.#openCounty()
    const record = await county.call('records.open', { recordId: this.#recordId })
    const scale = String(record.values.scale)
    const last = saves.at(-1) ?? this.#savedScale
    // The save after the last confirmed one may have reached the disk before the kill; an older value never.
    const number = (text: string): number => Number(/-(\d+)$/.exec(text)?.[1] ?? '-1')
    const next = saves.length === 0 ? `${tag}-0` : `${tag}-${number(last) + 1}`
    if (scale !== last && scale !== next && last !== '') fail(`confirmed ${last}, found ${scale}`)
    this.#savedScale = scale
    for (const revision of frozen)
      if (!record.revisions.some((one) => one.revision === revision)) fail(`frozen revision ${revision} is gone`)
    for (const digest of this.#attached) {
      if (!record.attachments.some((file) => file.digest === digest)) fail(`attachment ${digest} is gone`)
    }
    for (const { digest } of record.attachments) {
      const { bytes } = await county.call('attachments.read', { digest, size: 'full' })
      if (sha256(bytes) !== digest) fail(`attachment ${digest} is damaged`)
    }
    // Room for the photos of the next rounds.
    for (const { field, digest } of record.attachments)
      await county.call('records.detach', { recordId: this.#recordId, field, digest })
    this.#attached.clear()
    await county.close()
  }

  async #exportRound(round: number, killAt: string | null, afterMs: number): Promise<void> {
    await this.#editRecord(`export ${round}`)
    const { lines, ended } = await this.#work(
      ['export', path.join(this.#dir, 'county'), passphrases.county, countyNotice, this.#cityId, this.#stick],
      killAt,
      afterMs,
    )
    await this.#noHalfPackage()
    for (const line of lines.filter((one) => one.startsWith('exported '))) {
      const [, , digest = '', ...name] = line.split(' ')
      if (sha256(readFileSync(name.join(' '))) !== digest)
        fail(`confirmed package ${name.join(' ')} is not the one that was written`)
    }
    const county = await this.#openCounty()
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
    else if (!ended && !lines.some((line) => line.startsWith('exported ')))
      await county.call('packages.export', { noticeId: countyNotice, to: this.#cityId, out: this.#stick })
    this.summary.exportsFinished++
    await county.close()
    await this.#noHalfPackage()
  }

  async #importRound(killAt: string | null, afterMs: number): Promise<void> {
    // What is there goes in, in order; the last one is taken in by the process that is killed.
    const files = readdirSync(this.#stick)
      .filter((name) => name.startsWith('报送包') && name.endsWith('.zip'))
      .sort()
      .map((name) => path.join(this.#stick, name))
    const target = files.pop() ?? fail('nothing to import')
    const city = await this.#city()
    for (const file of files) await city.call('packages.import', { path: file })
    const before = await this.#cityContents(city)
    await city.close()
    await this.#work(['import', path.join(this.#dir, 'city'), '-', target], killAt, afterMs)

    const after = await this.#city()
    if (readdirSync(path.join(after.dir, 'staging')).length > 0) fail('staging was not swept')
    const verified = await after.call('packages.verify', { path: target })
    const whole = verified.findings.some((finding) => finding.code === 'package.duplicate')
    const now = await this.#cityContents(after)
    if (whole) this.summary.importsWhole++
    else {
      this.summary.importsAbsent++
      if (now !== before) fail(`an import that is absent left something: ${before} → ${now}`)
    }
    const again = await after.call('packages.import', { path: target })
    if (again.result !== (whole ? 'duplicate' : 'imported'))
      fail(`taken in again: ${again.result} ${JSON.stringify(again.verified.findings)}`)
    const record = await after.call('records.open', { recordId: this.#recordId })
    for (const { digest } of record.attachments) {
      const { bytes } = await after.call('attachments.read', { digest, size: 'full' })
      if (sha256(bytes) !== digest) fail(`imported attachment ${digest} is damaged`)
    }
    await after.close()
  }

  /** Rows and files of the city that only an import writes. */
  async #cityContents(city: Desk): Promise<string> {
    const inbox = (await city.call('packages.inbox', {}))
      .filter((item) => item.result === 'imported')
      .map((item) => item.sequence)
    const records = await city.call('records.list', {})
    const files = readdirSync(path.join(city.dir, 'attachments'), { recursive: true, withFileTypes: true }).filter(
      (entry) => entry.isFile(),
    ).length
    return JSON.stringify({
      inbox,
      revisions: records.map((record) => [record.recordId, record.latestRevision]),
      files,
    })
  }

  async #openCounty(): Promise<Desk> {
    const county = await this.#county()
    await county.call('keys.unlock', { passphrase: passphrases.county })
    return county
  }

  async #editRecord(scale: string): Promise<void> {
    const county = await this.#openCounty()
    const { draftSeq, attachments } = await county.call('records.open', { recordId: this.#recordId })
    await county.call('records.saveDraft', { recordId: this.#recordId, draftSeq, changes: { scale } })
    if (attachments.length === 0) {
      for (const name of ['photo-1-field.jpg', 'photo-2-hall.jpg']) {
        await county.call('records.attach', {
          recordId: this.#recordId,
          field: 'photos',
          path: this.#freshPhoto(name, Math.floor(this.#random() * 1e9)),
        })
      }
    }
    await county.close()
    this.#savedScale = scale
  }

  /** A picture that no store holds yet: bytes after the end of the image change its digest only. */
  #freshPhoto(name: string, salt: number): string {
    const file = path.join(this.#dir, `${salt}-${name}`)
    writeFileSync(file, Buffer.concat([readFileSync(path.join(sampleDir, 'county', name)), Buffer.from(`#${salt}`)]))
    return file
  }

  async #noHalfPackage(): Promise<void> {
    for (const name of readdirSync(this.#stick)) {
      if (!name.endsWith('.zip')) continue
      const verified = await verifyPackage(path.join(this.#stick, name), storelessContext)
      if (!verified.ok)
        fail(
          `${name} lies under its final name and is not whole: ${verified.findings.map((one) => one.code).join(', ')}`,
        )
    }
  }
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

if (process.argv[1]?.endsWith('kill-loop.ts')) {
  const seed = Number(process.argv[3] ?? Date.now() % 1_000_000)
  const summary = await runKillLoop(Number(process.argv[2] ?? 20), seed)
  console.log(JSON.stringify({ seed, ...summary }, null, 2))
}
