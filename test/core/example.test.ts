/** 示例单位: made through the ordinary methods beside a real store, and gone without a rest. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { daysLeft, dueState } from '../../shared/domain/deadlines.ts'
import { exampleFolder } from '../../shared/domain/example.ts'
import { recordStates } from '../../shared/domain/states.ts'
import { newFolder, openCounty, openTestCore, problemOf, type TestCore } from '../support/core.ts'

const today = '2026-05-20T02:00:00.000Z'
const noticeId = 'example-science-week'

/** A store in a folder of its own, so that what lies beside it is seen. */
async function beside(now = today, dataDir = path.join(newFolder(), 'store')): Promise<TestCore> {
  return openTestCore({ dataDir, now })
}

async function openExample(real: TestCore, now = today): Promise<TestCore> {
  const { dataDir } = await real.call('example.prepare', {})
  return openTestCore({ dataDir, now })
}

/** Every file under a folder with its bytes, the lock and SQLite's own side files apart. */
function contents(folder: string): Map<string, string> {
  const files = new Map<string, string>()
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name)
    if (entry.isFile() && !/-(wal|shm)$|store\.lock|numbers\.json/.test(file))
      files.set(file, readFileSync(file).toString('base64'))
  }
  return files
}

describe('the example office', () => {
  it('shows a duty in every state, a return with reasons, an outbox and an inbox, all around today', async () => {
    const real = await beside()
    const example = await openExample(real)
    const { status, summary, pack } = await example.call('notices.show', { noticeId })
    expect(new Set(status.map((item) => item.state))).toEqual(new Set(recordStates))
    expect(summary).toMatchObject({ historical: false, addressed: true, source: 'taken' })
    expect(pack.forms).toHaveLength(8)

    const desk = await example.call('desk.overview', {})
    const returned = desk.stuck.find((record) => record.state === 'returned')
    expect(returned?.returnedReasons).toHaveLength(2)
    expect(desk.stuck.map((record) => record.state)).toEqual(expect.arrayContaining(['returned', 'to-stamp', 'draft']))
    expect(desk.inboxToDecide).toBe(1)
    expect((await example.call('activities.list', { filter: { noticeId } })).total).toBe(25)
    const open = desk.due.filter((item) => !item.historical && !['accepted', 'received'].includes(item.state))
    expect(open.every((item) => item.dueAt !== null && Date.parse(item.dueAt) > Date.parse(today))).toBe(true)

    const outbox = await example.call('packages.outbox', {})
    const sent = outbox.filter((item) => item.kind === 'submission')
    expect(sent.map((item) => item.state).sort()).toEqual(['accepted', 'returned', 'written'])
    for (const name of outbox.flatMap((item) => item.fileNames)) expect(name).toMatch(/^示例_/)
    const inbox = await example.call('packages.inbox', {})
    expect(inbox.filter((item) => item.kind === 'receipt')).toHaveLength(2)
    expect(inbox.filter((item) => item.kind === 'submission' && item.result === 'imported')).toHaveLength(1)

    const records = await example.call('records.list', { noticeId })
    const files = []
    for (const { recordId } of records) files.push(...(await example.call('records.open', { recordId })).attachments)
    expect(files.filter((file) => file.mediaType === 'video/mp4')).toHaveLength(1)
    expect(files.filter((file) => file.mediaType === 'image/jpeg')).toHaveLength(3)
  })

  it('opens without a question and says on every page and name what it is', async () => {
    const real = await beside()
    expect((await real.call('app.state', {})).example).toBeNull()
    const example = await openExample(real)
    const state = await example.call('app.state', {})
    expect(state.example).toEqual({ madeAt: today })
    expect(state.keys.state).toBe('protected')
    const renamed = await example.call('offices.rename', { name: '某某县科协' })
    expect(renamed.name).toBe('示例_某某县科协')
    const frozen = (await example.call('records.list', { noticeId })).filter((one) => one.latestRevision !== null)
    expect(frozen.length).toBeGreaterThan(5)
    for (const { recordId, latestRevision } of frozen) {
      const paper = await example.call('records.printDocument', { recordId, revision: latestRevision ?? 1 })
      expect(paper.example).toBe(true)
      expect(paper.officeName).toContain('示例')
    }
    // The built-in notices of past years stay samples there too.
    const notices = await example.call('notices.list', {})
    expect(notices.filter((notice) => notice.source === 'built-in').every((notice) => notice.historical)).toBe(true)
  })

  it('keeps its dates around the day that it was made on, at the turn of a month and of a year', async () => {
    for (const now of ['2026-12-31T15:30:00.000Z', '2027-02-28T01:00:00.000Z', '2028-02-28T23:00:00.000Z']) {
      const example = await openExample(await beside(now), now)
      const { pack, status } = await example.call('notices.show', { noticeId })
      const days = pack.deliverables.map((item) => daysLeft(item.dueAt ?? '', Date.parse(now)))
      expect(days).toEqual([-7, -2, 1, 2, 3, 5, 9, 20])
      expect(new Set(status.map((item) => item.state)).size).toBe(recordStates.length)
      const own = status.find((item) => item.id === 'E8')?.ownDueAt ?? ''
      expect(daysLeft(own, Date.parse(now))).toBe(15)
      const words = pack.deliverables[2]?.dueWording ?? ''
      const due = new Date(Date.parse(pack.deliverables[2]?.dueAt ?? '') + 8 * 3_600_000)
      expect(words).toBe(`${due.getUTCMonth() + 1}月${due.getUTCDate()}日下班前`)
      const records = await example.call('records.list', { noticeId })
      expect(records.every((record) => Date.parse(record.updatedAt) < Date.parse(now))).toBe(true)
      expect(JSON.stringify(pack)).not.toContain('{{')
    }
  })
})

describe('packs of past years', () => {
  it('are samples to look at and to copy: never in force, never overdue, whatever the clock says', async () => {
    for (const now of ['2022-05-10T01:00:00.000Z', '2022-05-20T01:00:00.000Z', today]) {
      const core = await openCounty({ now })
      const notices = await core.call('notices.list', {})
      expect(notices.length).toBeGreaterThan(0)
      for (const notice of notices) expect(notice).toMatchObject({ historical: true, nextDueAt: null })
      const { due } = await core.call('desk.overview', {})
      expect(due.every((item) => item.historical)).toBe(true)
      for (const item of due)
        if (item.dueAt !== null) expect(dueState(item.dueAt, Date.parse(now), item.historical)).toMatch(/past|later/)
    }
  })
})

describe('the store beside it', () => {
  it('gets nothing of it, and thrown away the example leaves no file', async () => {
    const real = await beside()
    await real.call('offices.init', { name: '海陵县科学技术协会', level: 'county' })
    const before = contents(real.dataDir)
    const { dataDir, made } = await real.call('example.prepare', {})
    expect(made).toBe(true)
    expect(dataDir).toBe(exampleFolder(real.dataDir))
    expect(contents(real.dataDir)).toEqual(before)
    expect(await real.call('records.list', {})).toEqual([])
    expect((await real.call('notices.list', {})).some((notice) => notice.id === noticeId)).toBe(false)
    expect(await real.call('example.state', {})).toEqual({ there: true, madeAt: today })

    // A second time it is found as it was left.
    expect((await real.call('example.prepare', {})).made).toBe(false)
    const example = await openTestCore({ dataDir, now: today })
    expect((await problemOf(real.call('example.discard', {}))).code).toBe('store.locked')
    await example.close()
    await real.call('example.discard', {})
    expect(readdirSync(path.dirname(real.dataDir))).toEqual(['store'])
    expect(await real.call('example.state', {})).toEqual({ there: false, madeAt: null })
  })

  it('keeps nothing of one that was given up half-way', async () => {
    const real = await beside()
    const abort = new AbortController()
    const making = real.raw('example.prepare', {}, abort.signal)
    abort.abort()
    expect((await problemOf(making)).code).toBe('cancelled')
    expect(readdirSync(path.dirname(real.dataDir))).toEqual(['store'])
  })

  it('knows an example by its keys, also where its mark was lost, and sweeps what a crash left', async () => {
    const real = await beside()
    const { dataDir } = await real.call('example.prepare', {})
    rmSync(path.join(dataDir, 'example-office.json'))
    const copy = await openTestCore({ dataDir, now: today })
    expect((await copy.call('app.state', {})).example).not.toBeNull()
    await copy.close()
    mkdirSync(`${exampleFolder(real.dataDir)}.making/county`, { recursive: true })
    await real.reopen()
    expect(existsSync(`${exampleFolder(real.dataDir)}.making`)).toBe(false)
  })

  it('never deletes a folder that is no example', async () => {
    const real = await beside()
    const folder = exampleFolder(real.dataDir)
    mkdirSync(folder)
    writeFileSync(path.join(folder, '重要.txt'), '别删')
    await real.call('example.discard', {})
    expect(existsSync(path.join(folder, '重要.txt'))).toBe(true)
  })

  it('refuses cards and packages of the example, and the example those of real offices', async () => {
    const real = await openCounty({ dataDir: path.join(newFolder(), 'store'), now: today })
    await real.call('keys.protect', { passphrase: '稻田夏天很绿很绿' })
    const example = await openExample(real)
    const desk = newFolder()
    const cards = { real: path.join(desk, 'real.zip'), example: path.join(desk, 'example.zip') }
    await real.call('offices.exportCard', { out: cards.real })
    await example.call('offices.exportCard', { out: cards.example })
    for (const [taker, giver, card] of [
      [real, example, cards.example],
      [example, real, cards.real],
    ] as const) {
      const fingerprint = (await giver.call('offices.fingerprint', {})).groups.join(' ')
      expect((await taker.problem('offices.trust', { card, fingerprint })).code).toBe('office.example')
    }
    const [sent] = (await example.call('packages.outbox', {})).filter((item) => item.state === 'written')
    const again = await example.call('packages.rewrite', { packageId: sent?.packageId ?? '', out: desk })
    const taken = await real.call('packages.import', { path: again.files[0]?.path ?? '' })
    expect(taken.result).toBe('refused')
    expect(taken.verified.findings.map((finding) => finding.code)).toContain('card.example')
    expect(await real.call('packages.inbox', {})).toEqual([])
  })
})
