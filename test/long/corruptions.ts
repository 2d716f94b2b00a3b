/**
 * Damages a filled store in every way that corruption-kinds.ts knows, and looks what the program makes of it: nothing
 * that was changed is shown as sound, a store that does not open names its newest good copy, and that copy brings back
 * everything that was confirmed before it. Seeded.
 */
import { createHash } from 'node:crypto'
import { cpSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import type { StoreCheck, StoreFinding } from '../../shared/api/backups.ts'
import { Problem } from '../../shared/problems.ts'
import { Desk, newRoot } from '../support/desks.ts'
import { damageCopy, type Kind, kinds } from './corruption-kinds.ts'
import { buildSubjects, readTruth, type Subject, type Truth } from './corruption-store.ts'
import { fail, playRounds, seeded } from './seeded.ts'

export type RoundClass =
  | 'refused at start, restored'
  | 'found by the check'
  | 'refused when read'
  | 'opens and is sound'

export interface CorruptionSummary {
  rounds: number
  classes: Partial<Record<RoundClass, number>>
  lines: string[]
}

export async function runCorruptions(rounds: number, seed: number): Promise<CorruptionSummary> {
  const root = newRoot('kexie-corrupt-')
  const built = await buildSubjects(root.dir)
  try {
    const loop = new Corruptions(root.dir, built.subjects, seeded(seed))
    await playRounds(rounds, seed, loop)
    return loop.summary
  } finally {
    await built.remove()
    root.remove()
  }
}

class Corruptions {
  readonly #root: string
  readonly #subjects: readonly Subject[]
  readonly #random: () => number
  doing = ''
  readonly summary: CorruptionSummary = { rounds: 0, classes: {}, lines: [] }

  constructor(root: string, subjects: readonly Subject[], random: () => number) {
    this.#root = root
    this.#subjects = subjects
    this.#random = random
  }

  async round(number: number): Promise<void> {
    // Every kind in turn, so that a short run meets them all; whose store and where in it is left to chance.
    const kind = kinds[number % kinds.length] ?? fail('no kind')
    const dir = path.join(this.#root, 'round')
    const subject = this.#damage(kind, dir)
    const isNewestBroken = this.#random() < 0.2
    if (isNewestBroken) damageCopy(dir, subject.copies[0] ?? '', this.#random)
    const verdict = await this.#look(subject, dir, isNewestBroken)
    this.summary.rounds++
    this.summary.classes[verdict.class] = (this.summary.classes[verdict.class] ?? 0) + 1
    this.summary.lines.push(
      `${number}: ${this.doing}: ${verdict.class}${verdict.told === '' ? '' : ` (${verdict.told})`}`,
    )
  }

  /** @returns whose store it is: one of them has something of the kind */
  #damage(kind: Kind, dir: string): Subject {
    const first = Math.floor(this.#random() * this.#subjects.length)
    for (const subject of [...this.#subjects.slice(first), ...this.#subjects.slice(0, first)]) {
      rmSync(dir, { recursive: true, force: true })
      cpSync(kind.live ? subject.live : subject.closed, dir, { recursive: true })
      const what = kind.damage(dir, this.#random)
      this.doing = `${subject.who} ${kind.name} ${what}`
      if (what !== null) return subject
    }
    return fail(`nothing to damage: ${kind.name}`)
  }

  async #look(subject: Subject, dir: string, isNewestBroken: boolean): Promise<{ class: RoundClass; told: string }> {
    let desk: Desk
    try {
      desk = await Desk.open(dir)
    } catch (error) {
      return { class: 'refused at start, restored', told: await this.#restore(subject, dir, isNewestBroken, error) }
    }
    try {
      return await this.#lookInto(subject, dir, desk)
    } finally {
      await desk.close()
    }
  }

  /** What opens is looked through, by the program and beside it. */
  async #lookInto(subject: Subject, dir: string, desk: Desk): Promise<{ class: RoundClass; told: string }> {
    const isOpen = await desk.call('keys.unlock', { passphrase: subject.passphrase }).then(
      () => true,
      (error: unknown) => expected(error, ['keys.passphrase-wrong', 'store.damaged', 'internal']),
    )
    const refused = await shownRevisions(desk, dir, subject.truth)
    const check = await desk.call('backups.check', {}).catch((error: unknown) => {
      expected(error, ['store.damaged'])
      return null
    })
    if (!check) return { class: 'refused when read', told: 'store.damaged' }
    this.#nothingIsSilent(subject, dir, check, isOpen === true)
    if (check.findings.length > 0) return { class: 'found by the check', told: tellAll(check.findings) }
    return refused > 0 ? { class: 'refused when read', told: `${refused}` } : { class: 'opens and is sound', told: '' }
  }

  /** Whatever differs from what was confirmed is among the findings. */
  #nothingIsSilent(subject: Subject, dir: string, check: StoreCheck, isOpen: boolean): void {
    const about = new Set(check.findings.map((finding) => finding.about))
    if (about.has('database')) return
    const { truth } = subject
    const now = readTruth(path.join(dir, 'kexie.sqlite'))
    const needs = (what: StoreFinding['about'], why: string): void => {
      if (!about.has(what)) fail(`${why} and nothing was said: ${tellAll(check.findings)}`)
    }
    for (const [key, content] of now.revisions)
      if (truth.revisions.get(key) !== content) needs('revision', `revision ${key} changed`)
    for (const [key, content] of now.evidence)
      if (truth.evidence.get(key) !== content) needs('evidence', `evidence ${key} changed`)
    for (const [key, content] of now.receipts)
      if (truth.receipts.get(key) !== content) needs('receipt', `receipt ${key} changed`)
    for (const [key, content] of now.verdicts)
      if (truth.verdicts.get(key) !== content) needs('receipt', `verdict ${key} changed`)
    const last = Math.max(0, ...now.deeds.keys())
    for (const [seq, content] of truth.deeds)
      if (seq <= last && now.deeds.get(seq) !== content) needs('log', `entry ${seq} changed or gone`)
    for (const digest of brokenFiles(dir, now, isOpen)) needs('file', `file ${digest} changed`)
  }

  async #restore(subject: Subject, dir: string, isNewestBroken: boolean, error: unknown): Promise<string> {
    if (!(error instanceof Problem) || error.code !== 'store.damaged') throw error
    const details = error.details as { newestBackup: { id: string } | null; backups: { id: string }[] }
    const good = subject.copies[isNewestBroken ? 1 : 0]
    if (details.newestBackup?.id !== good || details.backups[0]?.id !== good)
      fail(`named ${details.newestBackup?.id}, not ${good}`)
    const truth = isNewestBroken ? null : subject.copied
    const restored = await Desk.open(dir, { restore: good ?? '' })
    try {
      await restored.call('keys.unlock', { passphrase: subject.passphrase })
      const check = await restored.call('backups.check', {})
      const grave = check.findings.filter(({ about }) => about !== 'file' && about !== 'log')
      if (grave.length > 0) fail(`restored and not sound: ${tellAll(grave)}`)
      const note = await restored.call('backups.note', {})
      if (note?.keptFolder == null && !kept(dir)) fail('the damaged store was not kept')
      const now = readTruth(path.join(dir, 'kexie.sqlite'))
      for (const [key, content] of truth?.revisions ?? [])
        if (now.revisions.get(key) !== content) fail(`revision ${key} is not as it was when the copy was made`)
      for (const [seq, content] of truth?.deeds ?? [])
        if (now.deeds.get(seq) !== content) fail(`entry ${seq} is not as it was when the copy was made`)
      if ((await shownRevisions(restored, dir, now)) > 0) fail('a revision of the copy is refused')
      return `${check.findings.length} findings after it`
    } finally {
      await restored.close()
    }
  }
}

const kept = (dir: string): boolean =>
  readdirSync(path.join(dir, 'backups')).some((name) => name.startsWith('damaged-'))
const tellAll = (findings: readonly StoreFinding[]): string =>
  findings.map((one) => `${one.class} ${one.about}`).join(', ')

function expected(error: unknown, codes: readonly string[]): false {
  if (error instanceof Problem && codes.includes(error.code)) return false
  throw error
}

/**
 * Every revision as the program shows it: as it was confirmed, or not at all.
 * @returns how many were refused
 */
async function shownRevisions(desk: Desk, dir: string, truth: Truth): Promise<number> {
  let now: Truth
  try {
    now = readTruth(path.join(dir, 'kexie.sqlite'))
  } catch {
    return 0
  }
  const codes = [
    'revision.changed',
    'record.personal-lost',
    'store.damaged',
    'record.unknown',
    'revision.unknown',
    'internal',
    'keys.locked',
  ]
  let refused = 0
  for (const [key, content] of now.revisions) {
    const [recordId = '', revision] = key.split(' ')
    const isTrue = truth.revisions.get(key) === content
    const page = await desk
      .call('records.printDocument', { recordId, revision: Number(revision), masked: true })
      .catch((error: unknown) => expected(error, isTrue ? [...codes, 'form.unknown'] : codes))
    // A content with a digest to match cannot be told by looking at it alone: the check lays it beside what was sent.
    if (page && !isTrue && !isForged(content)) fail(`revision ${key} is shown though it was changed`)
    if (!page) refused++
  }
  return refused
}

const isForged = (content: string): boolean =>
  createHash('sha256').update(content.slice(64)).digest('hex') === content.slice(0, 64)

/** Clear files whose content is another one. */
function brokenFiles(dir: string, now: Truth, isOpen: boolean): string[] {
  const folder = path.join(dir, 'attachments')
  const broken: string[] = []
  for (const digest of now.files) {
    const file = path.join(folder, digest.slice(0, 2), digest.slice(2))
    const state = contentState(file, digest)
    if (state === 'changed' || (state === 'gone' && isOpen && contentState(`${file}.sealed`, null) === 'gone'))
      broken.push(digest)
  }
  return broken
}

function contentState(file: string, digest: string | null): 'sound' | 'changed' | 'gone' {
  try {
    const bytes = readFileSync(file)
    return digest === null || createHash('sha256').update(bytes).digest('hex') === digest ? 'sound' : 'changed'
  } catch {
    return 'gone'
  }
}
