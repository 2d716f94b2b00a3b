/** One county through one round: its receipts, calls, corrections, new records, and what it sends. */
import { createHash } from 'node:crypto'
import { copyFileSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { tableRows } from '../../shared/form/evaluate.ts'
import { type Desk, trust } from '../support/desks.ts'
import { fail } from './seeded.ts'
import {
  freeze,
  isToSend,
  lastWord,
  latest,
  type OfficeModel,
  openFields,
  type PackageModel,
  type RecordModel,
  stateAtCounty,
} from './simulation-model.ts'
import { below, chance, kindOf, kinds, otherValue, pick, type Random, writePhoto } from './simulation-values.ts'

export interface County {
  readonly desk: Desk
  readonly dir: string
  readonly random: Random
  readonly model: OfficeModel
}
export interface Round {
  readonly number: number
  readonly last: boolean
  /** Where the county's files go. */
  readonly morning: string
  readonly evening: string
  readonly city: Desk
  /** What happened, without ids and times: the same for the same seed. */
  readonly note: (line: string) => void
}

export const same = (what: string, seen: unknown, expected: unknown): void => {
  const [a, b] = [JSON.stringify(seen), JSON.stringify(expected)]
  if (a !== b) fail(`${what}: it is ${a}, and should be ${b}`)
}
const sha256 = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex')

export async function foundCounty(desk: Desk, city: Desk, name: string, cards: string): Promise<void> {
  desk.officeId = (await desk.call('offices.init', { name, level: 'county', region: null })).officeId
  await desk.call('keys.protect', { passphrase: '稻田夏天很绿很绿' })
  await trust(desk, city, cards)
  await trust(city, desk, cards)
}

/** @param others receipts for other counties, of which one may lie in the wrong envelope */
export async function takeReceipts(county: County, others: readonly string[], round: Round): Promise<void> {
  const { desk, random, model } = county
  const wrong = others.length > 0 && chance(random, 0.05) ? pick(random, others) : null
  if (wrong !== null) {
    const outcome = await desk.call('packages.import', { path: wrong })
    const codes = outcome.verified.findings.map(({ code }) => code)
    same(`${model.name}: another office's receipt`, [outcome.result, codes], ['refused', ['package.not-for-us']])
    round.note(`${model.name} was given another office's receipt`)
  }
  if (!round.last && chance(random, 0.1)) return
  for (const receipt of model.mail.splice(0)) {
    const outcome = await desk.call('packages.import', { path: receipt.path })
    same(`${model.name}: its receipt`, [outcome.result, outcome.records], ['imported', receipt.says.length])
    for (const { revision, said } of receipt.says) revision.heard.push({ ...said, by: 'receipt', order: receipt.order })
    if (chance(random, 0.2)) {
      const again = await desk.call('packages.import', { path: receipt.path })
      same(`${model.name}: its receipt once more`, again.result, 'duplicate')
    }
  }
  await compareStates(county, round)
}

/** What its pages show, against the model. */
export async function compareStates({ desk, model }: County, round: Round): Promise<void> {
  const shown = new Map((await desk.call('records.list', {})).map((one) => [one.recordId, one]))
  same(`${model.name}: records`, [...shown.keys()].sort(), model.records.map(({ recordId }) => recordId).sort())
  for (const record of model.records) {
    const summary = shown.get(record.recordId)
    const state = stateAtCounty(record)
    same(
      `${record.key} at its county`,
      [summary?.state, summary?.latestRevision ?? 0],
      [state, record.revisions.length],
    )
    const last = latest(record)
    const word = last && lastWord(last)
    const returns = await desk.call('records.returns', { recordId: record.recordId })
    if (word?.state !== 'returned') {
      // Of an older revision one may still be told, but it holds nothing.
      same(`${record.key}: fields open`, returns[0]?.openFields ?? null, null)
      continue
    }
    const open = openFields(record)
    same(`${record.key}: fields open`, returns[0]?.openFields?.toSorted() ?? null, open && [...open].sort())
    same(
      `${record.key}: reasons`,
      returns[0]?.reasons.map(({ text }) => text),
      word.texts,
    )
    round.note(`${record.key} r${record.revisions.length} came back for ${word.fields.join()}`)
  }
}

/** The city calls about something that it has not decided. */
export async function takeCall(county: County, round: Round): Promise<void> {
  const { desk, random, model } = county
  if (!chance(random, 0.25)) return
  const waiting = model.records.filter((record) => {
    const last = latest(record)
    return last?.decision?.state === 'received' && ['sent', 'received'].includes(stateAtCounty(record))
  })
  if (waiting.length === 0) return
  const record = pick(random, waiting)
  const field = pick(random, kindOf(record.formId).asked)
  const text = `电话里说第${round.number}轮的这一项要改。`
  await desk.call('records.returnedByPhone', {
    recordId: record.recordId,
    reasons: [{ field, text }],
    department: '组织人事部',
    at: (await desk.call('app.state', {})).now,
  })
  latest(record)?.heard.push({
    state: 'returned',
    by: 'phone',
    order: 2 * round.number,
    fields: [field],
    texts: [text],
  })
  round.note(`${record.key} was called about ${field}`)
}

/** What the form asks about is answered, beside what was answered before. */
export async function answerChecks(desk: Desk, recordId: string): Promise<void> {
  const { findings, values, draftSeq } = await desk.call('records.open', { recordId })
  const asked = findings.flatMap(({ check, severity }) => (check && severity === 'verify' ? check : []))
  if (asked.length === 0) return
  const before = tableRows(values.verifyReasons).filter(({ check = '' }) => !asked.includes(check))
  const verifyReasons = [...before, ...asked.map((check) => ({ check, reason: '已逐项核对无误。' }))]
  await desk.call('records.saveDraft', { recordId, draftSeq, changes: { verifyReasons } })
}

export async function correct(county: County, round: Round): Promise<void> {
  const { desk, random, model } = county
  for (const record of model.records) {
    const last = latest(record)
    if (!last || record.changed) continue
    const returned = lastWord(last)?.state === 'returned'
    if (returned ? !chance(random, 0.85) : !chance(random, 0.08)) continue
    const { asked, formId } = kindOf(record.formId)
    const open = returned ? openFields(record) : null
    const locked = open === null ? [] : asked.filter((field) => !open.has(field))
    if (locked.length > 0 && chance(random, 0.4)) await refused(county, record, pick(random, locked))
    const fields = open === null ? [pick(random, asked)] : [...open]
    for (const field of fields) {
      if (field === 'photos') {
        await attach(county, record)
        continue
      }
      const value = otherValue(random, formId, field, record.values[field])
      const { draftSeq } = await desk.call('records.open', { recordId: record.recordId })
      await desk.call('records.saveDraft', { recordId: record.recordId, draftSeq, changes: { [field]: value } })
      if (value === null) delete record.values[field]
      else record.values[field] = value
    }
    await answerChecks(desk, record.recordId)
    record.changed = true
    round.note(`${record.key} corrected in ${fields.join()}`)
  }
}

/** Nothing of it is saved. */
async function refused({ desk, random }: County, record: RecordModel, field: string): Promise<void> {
  const { recordId, formId, values } = record
  const before = await desk.call('records.open', { recordId })
  const file = path.join(desk.dir, '..', 'locked.jpg')
  if (field === 'photos') writePhoto(random, file)
  const problem =
    field === 'photos'
      ? await desk.problem('records.attach', { recordId, field, path: file })
      : await desk.problem('records.saveDraft', {
          ...{ recordId, draftSeq: before.draftSeq },
          changes: { [field]: otherValue(random, formId, field, values[field]) },
        })
  rmSync(file, { force: true })
  same(`${record.key}: a field that is not open`, problem.code, 'record.field-locked')
  const after = await desk.call('records.open', { recordId })
  same(`${record.key}: nothing saved`, [after.values, after.draftSeq], [before.values, before.draftSeq])
}

async function attach({ desk, dir, random }: County, record: RecordModel): Promise<void> {
  const file = path.join(dir, 'photo.jpg')
  record.photos.push(writePhoto(random, file))
  await desk.call('records.attach', { recordId: record.recordId, field: 'photos', path: file })
}

/** One to four records: the figures always, most of them in the first round. */
export async function begin(county: County, round: Round): Promise<void> {
  const { desk, random, model } = county
  for (const kind of kinds) {
    const share = kind === kinds[0] ? (round.number === 1 ? 0.85 : 1) : round.number === 1 ? 0.4 : 0.15
    const { noticeId, formId } = kind
    const wanted = chance(random, share)
    if (!wanted || model.records.some((record) => record.formId === formId)) continue
    const values = kind.fill(random, model.name)
    const { summary } = await desk.call('records.create', { noticeId, formId, values })
    const { recordId } = summary
    const key = `${model.name} ${formId}`
    const record: RecordModel = { key, noticeId, formId, recordId, values, photos: [], changed: true, revisions: [] }
    model.records.push(record)
    for (let n = kind.photos ? below(random, 3) : 0; n > 0; n--) await attach(county, record)
    await answerChecks(desk, recordId)
    round.note(`${key} begun`)
  }
}

/** A package for each notice with something new; now and then it is lost, or brought twice. */
export async function send(county: County, round: Round): Promise<void> {
  const { desk, random, model } = county
  for (const noticeId of new Set(kinds.map((kind) => kind.noticeId))) {
    const going = model.records.filter((record) => record.noticeId === noticeId && isToSend(record))
    const order = { noticeId, to: round.city.officeId, out: round.morning }
    if (going.length === 0) {
      const none = chance(random, 0.2) ? await desk.problem('packages.export', order) : null
      if (none) same(`${model.name}: nothing to send`, none.code, 'package.nothing-to-send')
      continue
    }
    const sent = await desk.call('packages.export', order)
    const carries = going.map((record) => ({ record, revision: freeze(record) }))
    const sequence = model.packages.length + 1
    const key = `${model.name} #${sequence}`
    same(
      `${key}: what goes in it`,
      sent.records.map((one) => `${one.recordId}-${one.revision}`).sort(),
      carries.map(({ record, revision }) => `${record.recordId}-${revision.revision}`).sort(),
    )
    same(`${key}: its number`, [sent.sequence, sent.files.length], [sequence, 1])
    const file = sent.files[0]?.path ?? ''
    const made: PackageModel = {
      ...{ key, packageId: sent.packageId, sequence, sha256: sha256(file), noticeId, carries },
      ...{ state: 'on its way', lostUntil: null, told: null },
    }
    model.packages.push(made)
    round.note(`${key} carries ${carries.map(({ record, revision }) => `${record.formId} r${revision.revision}`)}`)
    await onTheWay(county, made, file, round)
  }
}

async function onTheWay(county: County, made: PackageModel, file: string, round: Round): Promise<void> {
  const fate = county.random()
  if (fate < 0.06) {
    rmSync(file)
    await again(county, made, round.morning)
    round.note(`${made.key} lost and written again at once`)
  } else if (fate < 0.2) {
    rmSync(file)
    made.lostUntil = round.last ? round.number : round.number + 1 + (fate < 0.11 ? 1 : 0)
    round.note(`${made.key} lost until round ${made.lostUntil}`)
  } else if (fate < 0.32) {
    const later = fate < 0.25
    copyFileSync(file, path.join(later ? round.evening : round.morning, `又一份_${path.basename(file)}`))
    round.note(`${made.key} given twice`)
  }
}

/** The same bytes. */
async function again({ desk }: County, made: PackageModel, out: string): Promise<void> {
  const written = await desk.call('packages.rewrite', { packageId: made.packageId, out })
  same(`${made.key} written again`, sha256(written.files[0]?.path ?? ''), made.sha256)
}

/** What was lost before is brought in the evening, after the packages that follow it. */
export async function bringLost(county: County, round: Round): Promise<void> {
  mkdirSync(round.evening, { recursive: true })
  for (const one of county.model.packages) {
    const due = one.lostUntil !== null && (one.lostUntil <= round.number || round.last)
    if (!due) continue
    await again(county, one, round.evening)
    one.lostUntil = null
    round.note(`${one.key} brought after all`)
  }
}
