import { readFileSync } from 'node:fs'
import path from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { revisionCode } from '../../electron/core/package/canonical.ts'
import type { QueueItem } from '../../shared/api/returns.ts'
import { sampleDir } from '../support/desks.ts'
import { type HostileWorld, hostileWorld, photoOf, recordOf } from '../support/hostile-office.ts'

let world: HostileWorld
let facts: ReturnType<typeof recordOf>
let other: ReturnType<typeof recordOf>
let theirs: ReturnType<typeof recordOf>

const whole = {
  reportDate: '2022-05-12',
  hostName: '甲县科学技术协会',
  activityName: '科技下乡',
  modules: ['weimin'],
  organizerName: '甲县农村专业技术协会',
  plannedTime: '5月28日至30日',
  plannedPlace: '甲县文化广场',
  audience: ['scientists'],
  scale: '约300人',
  postalAddress: '甲县人民路1号',
  plan: '组织科技志愿者分赴六个乡镇。',
}
const people = { contactName: '示范员', mobile: '13800000000', email: 'kexie@example.cn' }

const list = (filter: { state?: 'open' | 'accepted' | 'returned' | 'all'; officeId?: string } = {}) =>
  world.city.call('queue.list', filter)
const keyOf = ({ packageId, recordId, revision }: QueueItem) => ({ packageId, recordId, revision })
const find = async (recordId: string, revision = 1): Promise<QueueItem> => {
  const found = (await list({ state: 'all' })).find((one) => one.recordId === recordId && one.revision === revision)
  if (!found) throw new Error('it is not in the queue')
  return found
}
const digestOf = (dir: string): string => {
  const sqlite = new BetterSqlite3(path.join(dir, 'kexie.sqlite'), { readonly: true })
  try {
    return JSON.stringify(sqlite.prepare('SELECT * FROM inbox_records ORDER BY 1, 2, 3').all())
  } finally {
    sqlite.close()
  }
}

let sequence = 0
let last: string | null = null
async function send(records: ReturnType<typeof recordOf>[], from = world.county): Promise<void> {
  const number = from === world.county ? { sequence: ++sequence, previousDigest: last } : {}
  const file = await world.submission(from, records, number)
  const outcome = await world.city.call('packages.import', { path: file })
  expect(outcome).toMatchObject({ result: 'imported' })
  if (from !== world.county) return
  const sqlite = new BetterSqlite3(path.join(world.city.dir, 'kexie.sqlite'), { readonly: true })
  last = sqlite
    .prepare('SELECT tag_manifest_digest FROM inbox ORDER BY sequence DESC, rowid DESC')
    .pluck()
    .get() as string
  sqlite.close()
}

beforeAll(async () => {
  world = await hostileWorld()
  const picture = readFileSync(path.join(sampleDir, 'county/photo-1-field.jpg'))
  facts = recordOf(world.county, {
    values: whole,
    fields: people,
    attachments: [photoOf(world.stick, picture)],
  })
  other = recordOf(world.county, { values: { activityName: '没填完' } })
  theirs = recordOf(world.other, { values: { ...whole, activityName: '乙县的活动' }, fields: people })
  await send([theirs], world.other)
  await send([facts, other])
})
afterAll(() => world.close())

/* One road: each step goes on from the one before. */

/** Lists what came by package, of each office, with what the form finds here. */
async function lists(): Promise<void> {
  const items = await list()
  expect(items.map(({ title }) => title)).toEqual(expect.arrayContaining(['科技下乡', '没填完', '乙县的活动']))
  expect(items[0]).toMatchObject({ officeName: '乙县科协', title: '乙县的活动' })
  expect(await find(facts.revision.recordId)).toMatchObject({
    state: 'received',
    latest: true,
    deliverableTitle: expect.stringContaining('活动'),
    formShortName: expect.any(String),
    officeName: '甲县科协',
    blocking: 0,
    paper: 'none',
    answersReturn: false,
  })
  // What the sender's program should not have let through.
  expect((await find(other.revision.recordId)).blocking).toBeGreaterThan(3)
  expect(await list({ officeId: world.other.card.officeId })).toHaveLength(1)
  expect((await world.city.call('desk.overview', {})).inboxToDecide).toBe(3)
}

/** Opens one with its form, values, files and findings in words; personal ones are covered. */
async function opens(): Promise<void> {
  const detail = await world.city.call('queue.open', keyOf(await find(other.revision.recordId)))
  expect(detail.definition.id).toBe('JS-F2')
  expect(detail.values).toMatchObject({ activityName: '没填完', mobile: '138****0000' })
  const missing = detail.findings.find(({ path: field }) => field === 'plannedPlace')
  expect(missing).toMatchObject({ severity: 'error', message: '这一项要填。' })
  expect(missing?.label).not.toBe('')
  expect(detail).toMatchObject({ previous: null, returned: [], reasons: [], receiptWrittenAt: null, scans: [] })
  const { attachments } = await world.city.call('queue.open', keyOf(await find(facts.revision.recordId)))
  expect(attachments).toMatchObject([{ field: 'photos', mediaType: 'image/jpeg' }])
}

/** Decides per field, and refuses what makes no sense, changing nothing. */
async function decides(): Promise<void> {
  const item = keyOf(await find(facts.revision.recordId))
  const more = keyOf(await find(other.revision.recordId))
  const reasons = [{ field: 'scale', text: '数字与说明不符，请核对。' }]
  const before = digestOf(world.city.dir)
  const refused = [
    [{ items: [item], state: 'returned' }, 'input.invalid'],
    [{ items: [item, more], state: 'returned', reasons }, 'input.invalid'],
    [{ items: [item], state: 'returned', reasons: [{ field: 'nobody', text: '不对' }] }, 'field.unknown'],
    [{ items: [{ ...item, revision: 7 }], state: 'accepted' }, 'revision.unknown'],
    [{ items: [more, { ...item, packageId: item.recordId }], state: 'accepted' }, 'package.not-found'],
  ] as const
  for (const [order, code] of refused) {
    const input = { ...order, items: [...order.items], reasons: 'reasons' in order ? [...order.reasons] : [] }
    expect((await world.city.problem('queue.decide', input)).code).toBe(code)
  }
  expect(digestOf(world.city.dir)).toBe(before)
  const [fresh] = await world.city.call('queue.decide', { items: [item], state: 'returned', reasons })
  expect(fresh).toMatchObject({ ...item, state: 'returned' })
  expect((await list()).map(({ recordId }) => recordId)).not.toContain(item.recordId)
  expect((await world.city.call('queue.open', item)).reasons).toEqual(reasons)
  // Taken back by deciding again; 收件 shows the same.
  expect(await world.city.call('queue.decide', { items: [item], state: 'received' })).toMatchObject([
    { state: 'received' },
  ])
  await world.city.call('queue.decide', { items: [item], state: 'returned', reasons })
  const inbox = await world.city.call('packages.inbox', {})
  const record = inbox.flatMap(({ records }) => records).find(({ recordId }) => recordId === item.recordId)
  expect(record).toMatchObject({ state: 'returned', reasons: [reasons[0]?.text], fields: ['scale'] })
  expect((await world.city.call('desk.overview', {})).inboxToDecide).toBe(2)
}

let early = ''
/** Shows the next revision with its difference and what was asked; the older one waits no more. */
async function nextRevision(): Promise<void> {
  const { recordId } = facts.revision
  const next = recordOf(world.county, {
    recordId,
    revision: 2,
    parentDigest: facts.digest,
    values: { ...whole, scale: '约260人' },
    fields: { ...people, mobile: '13900000000' },
  })
  const paper = await world.city.call('paper.arrive', { code: revisionCode(next.digest) })
  expect(paper.verdict).toBe('unknown')
  early = paper.paperId
  await send([next])
  const item = await find(recordId, 2)
  expect(item).toMatchObject({ latest: true, answersReturn: true, state: 'received' })
  expect(await find(recordId, 1)).toMatchObject({ latest: false, state: 'returned', answersReturn: false })
  expect((await list({ state: 'returned' })).map((one) => one.recordId)).not.toContain(recordId)
  const detail = await world.city.call('queue.open', keyOf(item))
  expect(detail.returned).toEqual([{ field: 'scale', text: '数字与说明不符，请核对。' }])
  expect(detail.previous).toMatchObject({ revision: 1 })
  const changes = detail.previous?.changes ?? []
  expect(changes.map(({ field, kind, from, to }) => [field, kind, from, to])).toEqual(
    [
      ['mobile', 'value', '138****0000', '139****0000'],
      ['scale', 'value', '约300人', '约260人'],
      ['photos', 'file-removed', expect.any(String), ''],
    ].sort(
      (a, b) =>
        detail.definition.fields.findIndex(({ id }) => id === a[0]) -
        detail.definition.fields.findIndex(({ id }) => id === b[0]),
    ),
  )
  expect(JSON.stringify(detail)).not.toContain('13900000000')
  expect(await world.city.call('records.differences', { recordId, revision: 2 })).toEqual({
    from: 1,
    to: 2,
    changes,
  })
  expect(await world.city.call('records.differences', { recordId, revision: 1 })).toEqual({
    from: null,
    to: 1,
    changes: [],
  })
}

/** Accepts many at once. */
async function many(): Promise<void> {
  const items = (await list()).map(keyOf)
  expect(items).toHaveLength(3)
  const decided = await world.city.call('queue.decide', { items, state: 'accepted' })
  expect(decided.map(({ state }) => state)).toEqual(['accepted', 'accepted', 'accepted'])
  expect(await list()).toEqual([])
  expect(await list({ state: 'accepted' })).toHaveLength(3)
  expect((await world.city.call('desk.overview', {})).inboxToDecide).toBe(0)
}

/** Tells how it stands with paper that came, as things stand now. */
async function papers(): Promise<void> {
  const { recordId } = facts.revision
  const states = async () => [(await find(recordId, 1)).paper, (await find(recordId, 2)).paper]
  // It came before its electronic version did.
  expect(await states()).toEqual(['paper-mismatch', 'paper-matches'])
  await world.city.call('paper.remove', { paperId: early })
  expect(await states()).toEqual(['none', 'none'])
  const older = await world.city.call('paper.arrive', { code: revisionCode(facts.digest) })
  expect(older.verdict).toBe('older')
  expect(await states()).toEqual(['paper-matches', 'paper-mismatch'])
}

it('the queue lists, opens, returns per field, shows the answer with its difference, and accepts many', async () => {
  await lists()
  await opens()
  await decides()
  await nextRevision()
  await many()
  await papers()
  await countsPhrases()
})

/** Two returns above were written with it. */
async function countsPhrases(): Promise<void> {
  const [first] = await world.city.call('phrases.list', { formId: 'JS-F2' })
  expect(first).toMatchObject({ text: '数字与说明不符，请核对。', used: 2 })
}

describe('phrases for returns', () => {
  const texts = async (formId: string | null = null) =>
    (await world.city.call('phrases.list', { formId })).map(({ text }) => text)

  it('begin with a handful', async () => {
    expect((await texts()).length).toBeGreaterThan(5)
  })

  it('are saved, kept once, changed, removed and brought back', async () => {
    const saved = await world.city.call('phrases.save', { phraseId: null, text: '请补主办单位的章。', formId: 'JS-F2' })
    const mine = saved.find(({ text }) => text === '请补主办单位的章。')
    expect(mine).toMatchObject({ formId: 'JS-F2', used: 0 })
    expect(await texts('JS-F1')).not.toContain('请补主办单位的章。')
    const again = await world.city.call('phrases.save', { phraseId: null, text: '请补主办单位的章。', formId: 'JS-F2' })
    expect(again.filter(({ text }) => text === '请补主办单位的章。')).toHaveLength(1)
    const phraseId = mine?.phraseId ?? ''
    expect((await world.city.call('phrases.remove', { phraseId })).map((one) => one.phraseId)).not.toContain(phraseId)
    await world.city.call('phrases.save', { phraseId, text: '请补主办、承办单位的章。', formId: null })
    expect(await texts('JS-F1')).toContain('请补主办、承办单位的章。')
    // A seed too.
    const [seed] = (await world.city.call('phrases.list', { formId: null })).filter(({ text }) =>
      text.startsWith('盖章不清'),
    )
    await world.city.call('phrases.remove', { phraseId: seed?.phraseId ?? '' })
    expect(await texts()).not.toContain(seed?.text)
    await world.city.call('phrases.save', { phraseId: null, text: seed?.text ?? '', formId: null })
    expect(
      (await world.city.call('phrases.list', { formId: null })).filter(({ text }) => text === seed?.text),
    ).toHaveLength(1)
  })

  it('never hold a number of a person', async () => {
    const bad = { phraseId: null, text: '请打 13800000000 联系', formId: null }
    expect((await world.city.problem('phrases.save', bad)).code).toBe('phrase.personal')
    const unknown = { phraseId: '019a0000-0000-7000-8000-000000000000' }
    expect((await world.city.problem('phrases.remove', unknown)).code).toBe('phrase.unknown')
  })
})
