/** The city through one round: it takes in what lies there, decides, and writes its receipts. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readdirSync } from 'node:fs'
import path from 'node:path'
import type { IntakeFile } from '../../shared/api/intake.ts'
import type { QueueItem } from '../../shared/api/returns.ts'
import { Desk } from '../support/desks.ts'
import { fail } from './seeded.ts'
import { startAt } from './simulation-clock.ts'
import { type County, type Round, same } from './simulation-county.ts'
import {
  arrive,
  arrived,
  type PackageModel,
  type RecordModel,
  sayings,
  takeIn,
  toText,
  untold,
} from './simulation-model.ts'
import { chance, kindOf, pick, type Random } from './simulation-values.ts'

export interface City {
  /** Another one after a crash. */
  desk: Desk
  readonly random: Random
  readonly counties: readonly County[]
  /** Of the shared clock. */
  readonly t0: number
  readonly passphrase: string
}

const all = (city: City): { county: County; one: PackageModel }[] =>
  city.counties.flatMap((county) => county.model.packages.map((one) => ({ county, one })))

/** @param crashAt a place in the work at which the process is killed, with what is in it; null: it is not */
export async function takeFolder(city: City, folder: string, round: Round, crashAt: string | null): Promise<void> {
  if (readdirSync(folder).length === 0) return
  const { batchId, files } = await city.desk.call('intake.start', { paths: [folder] })
  if (crashAt !== null) await crash(city, batchId, crashAt)
  const batch = await city.desk.call('intake.run', { batchId })
  same('the batch', [batch.state, batch.files.length], ['done', files.length])
  const byPackage = new Map<string, IntakeFile[]>()
  for (const file of batch.files) {
    const one = all(city).find(({ one }) => one.packageId === file.packageId)
    if (!one) fail(`a file that nobody sent: ${file.fileName} ${file.result}`)
    byPackage.set(file.packageId ?? '', [...(byPackage.get(file.packageId ?? '') ?? []), file])
  }
  // Killed after the package was in and before its line was written: it is a duplicate of itself.
  let forgiven = crashAt?.startsWith('import.after-commit') ? 1 : 0
  for (const { county, one } of all(city)) {
    const copies = byPackage.get(one.packageId) ?? []
    const expected = copies.map(() => arrive(county.model, one)).map(asResult)
    const seen = copies.map(seenOf)
    if (forgiven > 0 && expected[0] === 'imported' && !seen.includes('imported')) {
      forgiven--
      expected[0] = 'duplicate'
    }
    same(`${one.key} at the city`, seen.sort(), expected.sort())
    // Which package the kill met depends on the machine's names of files, not on the seed.
    if (copies.length > 0) round.note(`${one.key} ${crashAt === null ? seen.join() : one.state}`)
  }
}

const asResult = (outcome: ReturnType<typeof arrive>): string =>
  outcome === 'gap' || outcome === 'stale' ? `held package.${outcome}` : outcome
const seenOf = ({ result, findings }: IntakeFile): string =>
  result === 'held'
    ? `held ${findings.flatMap(({ code, severity }) => (severity === 'hold' ? code : [])).join()}`
    : `${result}`

async function crash(city: City, batchId: string, at: string): Promise<void> {
  await city.desk.close()
  const script = path.join(import.meta.dirname, 'simulation-crash.ts')
  const child = fork(script, [city.desk.dir, batchId, String(city.t0), city.passphrase], {
    env: { ...process.env, KEXIE_KILL_AT: at },
    execArgv: [],
  })
  const [, signal] = (await once(child, 'exit')) as [number | null, string | null]
  same('the killed city', signal, 'SIGKILL')
  city.desk = await Desk.open(city.desk.dir, { startAt: startAt(city.t0) })
  await city.desk.call('keys.unlock', { passphrase: city.passphrase })
  const listed = (await city.desk.call('intake.list', {})).find((one) => one.batchId === batchId)
  same('the batch after the crash', listed?.state, 'paused')
}

/** What waits for a person: let in, or left until the missing number comes. @param evening nothing more comes then */
export async function decideHeld(city: City, round: Round, evening: boolean): Promise<void> {
  const shown = await city.desk.call('intake.held', {})
  const held = all(city).filter(({ one }) => one.state === 'held')
  same('what waits', shown.map((one) => one.packageId).sort(), held.map(({ one }) => one.packageId).sort())
  for (const { county, one } of held) {
    const { model, random } = county
    const inTurn = one.sequence === model.lastAtCity + 1
    const missing = model.packages.filter(({ sequence, state }) => sequence < one.sequence && state !== 'taken in')
    const comesYet = missing.every(({ lostUntil, state }) => state === 'held' || (lostUntil ?? 9) <= round.number)
    if (!inTurn && one.sequence > model.lastAtCity && !evening && comesYet && chance(random, 0.5)) continue
    const tagManifestDigest = shown.find(({ packageId }) => packageId === one.packageId)?.tagManifestDigest ?? ''
    const choice = inTurn ? 'again' : 'take'
    const outcome = await city.desk.call('intake.decide', { tagManifestDigest, choice })
    const codes = outcome.verified.findings.map(({ code }) => code)
    same(`${one.key}, ${choice}`, [outcome.result, outcome.records], ['imported', one.carries.length])
    takeIn(model, one)
    round.note(`${one.key} let in: ${choice} ${codes.join()}`)
  }
}

/** The queue shows what the model says, and each of it is accepted, returned, or left. */
export async function decide(city: City, round: Round): Promise<void> {
  const records = city.counties.flatMap((county) => county.model.records.map((record) => ({ county, record })))
  const here = records.filter(({ record }) => arrived(record))
  const listed = await city.desk.call('queue.list', {})
  const waiting = here.filter(({ record }) => arrived(record)?.decision?.state === 'received')
  same('the queue', listed.map(keyOf).sort(), waiting.map(({ record }) => keyOfRecord(record)).sort())
  for (const { record } of waiting) {
    const item = listed.find((one) => keyOf(one) === keyOfRecord(record))
    same(`${record.key}: answers a return`, item?.answersReturn, answersReturn(record))
    same(`${record.key}: what stands in the way`, item?.blocking, 0)
  }
  const shown = await city.desk.call('queue.list', { state: 'all' })
  const accepted: QueueItem[] = []
  for (const { county, record } of here) {
    const revision = arrived(record)
    const item = shown.find((one) => one.latest && keyOf(one) === keyOfRecord(record))
    if (!revision?.decision || !item) return fail(`${record.key} is not in the queue`)
    same(`${record.key}: as decided`, item.state, revision.decision.state)
    const next = verdict(county.random, revision.decision.state, round)
    if (next === null) continue
    round.note(`${record.key} r${revision.revision} ${next}`)
    if (next === 'accepted') {
      accepted.push(item)
      revision.decision = { state: next, fields: [], texts: [] }
      continue
    }
    const { asked } = kindOf(record.formId)
    const fields = chance(county.random, 0.15)
      ? [null]
      : [...new Set(Array.from({ length: chance(county.random, 0.4) ? 2 : 1 }, () => pick(county.random, asked)))]
    const texts = fields.map(
      (field, at) => `第${round.number}轮之${at + 1}：${field === null ? '整份' : '这一项'}请核对。`,
    )
    const reasons = fields.map((field, at) => ({ field, text: texts[at] ?? '' }))
    await city.desk.call('queue.decide', { items: [idOf(item)], state: 'returned', reasons })
    revision.decision = { state: 'returned', fields, texts }
  }
  if (accepted.length > 0) await city.desk.call('queue.decide', { items: accepted.map(idOf), state: 'accepted' })
}

const keyOf = (item: QueueItem): string => `${item.recordId}-${item.revision}`
const keyOfRecord = (record: RecordModel): string => `${record.recordId}-${arrived(record)?.revision}`
const idOf = ({ packageId, recordId, revision }: QueueItem) => ({ packageId, recordId, revision })
const answersReturn = (record: RecordModel): boolean =>
  record.revisions.filter(({ decision }) => decision !== null).at(-2)?.decision?.state === 'returned'

/** Null: left as it is. Now and then the city thinks better of it. */
function verdict(random: Random, state: string, { last }: Round): 'accepted' | 'returned' | null {
  const roll = random()
  if (state === 'accepted') return roll < 0.05 ? 'returned' : null
  if (state === 'returned') return roll < 0.05 ? 'accepted' : null
  if (roll < (last ? 0.65 : 0.4)) return 'accepted'
  return roll < (last ? 0.8 : 0.8) ? 'returned' : null
}

/** One file an office with news, all in one folder; each county finds its own. */
export async function writeReceipts(city: City, out: string, round: Round): Promise<string[]> {
  mkdirSync(out, { recursive: true })
  const due = city.counties.flatMap((county) => {
    const news = untold(county.model)
    return news.length === 0 ? [] : [{ county, news, says: news.flatMap(sayings) }]
  })
  const written = await city.desk.call('receipts.writeAll', { out })
  same('nobody left out', written.skipped, [])
  same(
    'offices with news',
    written.files.map((one) => one.officeId).sort(),
    due.map((one) => one.county.desk.officeId).sort(),
  )
  for (const { county, news, says } of due) {
    const file = written.files.find(({ officeId }) => officeId === county.desk.officeId)
    const count = (state: string): number => says.filter(({ said }) => said.state === state).length
    same(
      `${county.model.name}: its receipt`,
      [file?.packages, file?.accepted, file?.returned, file?.received],
      [news.length, count('accepted'), count('returned'), count('received')],
    )
    for (const one of news) one.told = JSON.stringify(sayings(one).map(toText))
    county.model.mail.push({ path: file?.path ?? '', order: 2 * round.number + 1, says })
    round.note(`${county.model.name} receipt about ${news.map(({ sequence }) => sequence)}`)
  }
  return written.files.map((file) => file.path)
}
