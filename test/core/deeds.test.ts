/** 操作日志: what calls tell, in the transaction that does it, in a clerk's words. */
import path from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { storePaths } from '../../electron/core/store/folder.ts'
import { codesOf, deedsDuring, deedsOf, sentencesOf } from '../support/deeds.ts'
import { countyNotice, Desk, expectCode, fillF2, foundOffice, newPair, newRoot } from '../support/desks.ts'

let root: ReturnType<typeof newRoot>
let county: Desk
beforeAll(async () => {
  root = newRoot('kexie-deeds-')
  county = await Desk.open(path.join(root.dir, 'county'))
  await foundOffice(county, 'county', null)
})
afterAll(async () => {
  await county.close()
  root.remove()
})

const draftSeq = async (recordId: string) => (await county.call('records.open', { recordId })).draftSeq

describe('a day at the desk', () => {
  it('who, what, before and after: typing is told once, 定稿 field by field, nothing personal', async () => {
    const { people } = await county.call('people.save', { personId: null, name: '王芳', duties: ['signs', 'handles'] })
    const personId = people[0]?.personId ?? ''
    expect(people[0]?.duties).toEqual(['handles', 'signs'])
    await county.call('people.atDesk', { personId })
    expect((await county.call('app.state', {})).atDesk).toEqual({ personId, name: '王芳' })
    const [added, chosen] = (await deedsOf(county)).slice(-2)
    expect(added).toMatchObject({ person: '', deed: 'person.added', title: '王芳' })
    expect(chosen).toMatchObject({ person: '王芳', deed: 'person.at-desk' })

    let recordId = ''
    const made = await deedsDuring(county, async () => {
      recordId = await fillF2(county)
      await county.call('records.freeze', { recordId })
      // Unchanged: nothing happens, and nothing is told.
      await county.call('records.freeze', { recordId })
    })
    expect(codesOf(made)).toEqual(['record.created', 'record.files', 'record.frozen'])
    expect(made.every(({ person }) => person === '王芳')).toBe(true)

    const typing = await deedsDuring(county, async () => {
      for (const onlineAudience of ['1', '12', '123'])
        await county.call('records.saveDraft', {
          recordId,
          draftSeq: await draftSeq(recordId),
          changes: { plan: `改${onlineAudience}` },
        })
    })
    expect(codesOf(typing)).toEqual(['record.edited'])

    const again = await deedsDuring(county, async () => {
      await county.call('records.saveDraft', {
        recordId,
        draftSeq: await draftSeq(recordId),
        changes: { mobile: '13800008888', plan: '只改了这一句。' },
      })
      await county.call('records.freeze', { recordId })
      // After a 定稿 the clerk sits down anew.
      await county.call('records.saveDraft', {
        recordId,
        draftSeq: await draftSeq(recordId),
        changes: { plan: '又改。' },
      })
    })
    expect(codesOf(again)).toEqual(['record.frozen', 'record.edited'])
    const [frozen] = again
    expect(frozen?.facts).toMatchObject({ revision: 2 })
    expect(frozen?.changes).toContainEqual(expect.objectContaining({ after: '只改了这一句。', personal: false }))
    expect(frozen?.changes).toContainEqual(expect.objectContaining({ before: null, after: null, personal: true }))
    expect(JSON.stringify(await deedsOf(county))).not.toContain('13800008888')
  })

  it('states, dates and settings, and only what changed', async () => {
    const recordId = await fillF2(county)
    const { revision } = await county.call('records.freeze', { recordId })
    const { status } = await county.call('notices.show', { noticeId: countyNotice })
    const deliverableId = status[0]?.id ?? ''
    const settings = await county.call('desk.settings', {})
    const deeds = await deedsDuring(county, async () => {
      await county.call('records.stamp', { recordId, revision, stamped: true })
      await county.call('records.stamp', { recordId, revision, stamped: true })
      await county.call('records.stamp', { recordId, revision, stamped: false })
      await county.call('records.discard', { recordId })
      await county.call('records.restore', { recordId })
      const ownDueAt = '2022-05-20T09:00:00.000Z'
      for (const at of [ownDueAt, ownDueAt])
        await county.call('notices.setOwnDate', { noticeId: countyNotice, deliverableId, ownDueAt: at })
      await county.call('desk.saveSettings', settings)
      await county.call('desk.saveSettings', { ...settings, lockAfterMinutes: 0 })
      await county.call('offices.rename', { name: '示例县科协' })
      await county.call('documents.saveDocx', { recordId, revision, out: path.join(root.dir, '方案.docx') })
      await county.call('papers.printed', { formName: '工作方案', documents: 1, recordId, revision })
      await county.call('papers.printed', { formName: '授权书', documents: 3, recordId: null, revision: null })
      await county.call('records.list', {})
    })
    expect(codesOf(deeds)).toEqual([
      'record.stamped',
      'record.unstamped',
      'record.discarded',
      'record.brought-back',
      'notice.own-date',
      'settings.changed',
      'office.renamed',
      'file.saved',
      'paper.printed',
      'paper.printed',
    ])
    expect(deeds[5]?.changes).toEqual([{ what: '无人操作后锁定', before: '10 分钟', after: '不锁定', personal: false }])
    expect(deeds[6]?.changes[0]).toMatchObject({ before: '示例县科学技术协会', after: '示例县科协' })
    expect(sentencesOf(deeds)[7]).toContain('方案.docx')
    expect(sentencesOf(deeds)[8]).toMatch(/^打印《.+》.*，第 1 版$/u)
    expect(sentencesOf(deeds)[9]).toBe('打印《授权书》，共 3 份')
  })

  it('activities: one entry a fact and sitting with what it was, bulk edits one with their count', async () => {
    const deeds = await deedsDuring(county, async () => {
      const { activityId, seq, values } = await county.call('activities.create', {
        values: { title: '科普进校园', year: 2022 },
      })
      let at = seq
      for (const title of ['科普进校', '科普进校园（二）'])
        at = (await county.call('activities.save', { activityId, seq: at, changes: { title } })).seq
      await county.call('activities.save', { activityId, seq: at, changes: { place: '中心小学' } })
      const { ids } = await county.call('activities.duplicate', { selection: { ids: [activityId] } })
      const edit = { selection: { ids: [activityId, ...ids] }, change: { responsible: values.title } }
      const { changeId } = await county.call('activities.edit', edit)
      await county.call('activities.undo', { changeId })
    })
    expect(codesOf(deeds)).toEqual([
      'activity.created',
      'activity.edited',
      'activity.edited',
      'activity.duplicated',
      'activity.edited-many',
      'activity.undone',
    ])
    expect(deeds[1]).toMatchObject({
      facts: { unfinished: 1 },
      changes: [{ what: '活动名称', before: '科普进校园', after: null }],
    })
    expect(deeds[4]).toMatchObject({ facts: { count: 2 }, changes: [{ after: '科普进校园' }] })
  })
})

describe('between two offices', () => {
  it('packages out and in, decisions with their fields, the receipt: with names and codes', async () => {
    const pair = await newPair()
    onTestFinished(() => pair.close())
    const { county, city, stick } = pair
    const recordId = await fillF2(county)
    let packageId = ''
    let file = ''
    const sent = await deedsDuring(county, async () => {
      const out = await county.call('packages.export', {
        noticeId: countyNotice,
        to: city.officeId,
        out: stick,
        recordIds: [recordId],
      })
      packageId = out.packageId
      file = out.files[0]?.path ?? ''
    })
    expect(codesOf(sent)).toEqual(['record.frozen', 'package.written'])
    const { revision, code } = sent[0]?.facts ?? {}
    expect(sent[1]).toMatchObject({ title: '示例市科学技术协会', facts: { file: path.basename(file), records: 1 } })
    expect(sent[1]?.changes[0]?.after).toBe(`核对码 ${code}`)

    const received = await deedsDuring(city, async () => {
      await city.call('packages.import', { path: file })
      await city.call('packages.import', { path: file })
      await city.call('queue.decide', {
        items: [{ packageId, recordId, revision: Number(revision) }],
        state: 'returned',
        reasons: [{ field: 'plan', text: '与张三说的 320999197001011234 不符' }],
      })
      await city.call('receipts.write', { packageId, out: stick })
    })
    expect(codesOf(received)).toEqual(['package.imported', 'record.sent-back', 'package.written'])
    expect(received[1]?.facts.fields).toBeTruthy()
    expect(JSON.stringify(received)).not.toMatch(/张三|320999/)

    const receipt = received[2]?.facts.file
    const answered = await deedsDuring(county, () =>
      county.call('packages.import', { path: path.join(stick, String(receipt)) }),
    )
    expect(codesOf(answered)).toEqual(['package.imported'])
    expect(answered[0]?.changes[0]?.after).toMatch(/^退回（.+）$/)
    expect(JSON.stringify(answered)).not.toContain('张三')
    for (const desk of [county, city])
      expect(await desk.call('deeds.verify', {})).toMatchObject({ sound: true, missing: 0 })
  })
})

describe('one transaction', () => {
  it('what does not go through is not told, and what cannot be told does not go through', async () => {
    const recordId = await fillF2(county)
    const before = await deedsOf(county)
    expectCode(
      await county.problem('records.saveDraft', { recordId, draftSeq: 99, changes: { plan: 'x' } }),
      'record.conflict',
    )
    expectCode(await county.problem('offices.setUpstream', { officeId: 'KX000000000' }), 'card.unknown-office')
    expect(await deedsOf(county)).toEqual(before)

    const sqlite = new BetterSqlite3(storePaths(county.dir).database)
    const refuse = (yes: boolean) =>
      sqlite.exec(
        yes
          ? `CREATE TRIGGER no_more BEFORE INSERT ON deeds BEGIN SELECT RAISE(ABORT, 'no'); END`
          : 'DROP TRIGGER no_more',
      )
    refuse(true)
    expectCode(await county.problem('records.discard', { recordId }), 'internal')
    expectCode(await county.problem('records.freeze', { recordId }), 'internal')
    refuse(false)
    sqlite.close()
    expect((await county.call('records.open', { recordId })).revisions).toEqual([])
    expect(await deedsOf(county)).toEqual(before)
    // The chain goes on where it stood, though the next number had been counted already.
    await county.call('records.discard', { recordId })
    expect(await county.call('deeds.verify', {})).toMatchObject({ sound: true, entries: before.length + 1 })
  })

  it('cannot be changed or taken away by SQL', async () => {
    const sqlite = new BetterSqlite3(storePaths(county.dir).database)
    for (const sql of ['UPDATE deeds SET title = 1', 'DELETE FROM deeds WHERE seq = 1'])
      expect(() => sqlite.exec(sql)).toThrow(/only added to/)
    sqlite.close()
  })
})

describe('people', () => {
  it('leave and come back, never twice the same name; whoever leaves is not at the desk', async () => {
    const before = await deedsOf(county)
    const { people } = await county.call('people.save', { personId: null, name: '赵明', duties: [] })
    const personId = people.find(({ name }) => name === '赵明')?.personId ?? ''
    await county.call('people.atDesk', { personId })
    expectCode(await county.problem('people.save', { personId: null, name: '赵明', duties: [] }), 'person.same-name')
    const left = await county.call('people.leave', { personId })
    expect(left.atDesk).toBeNull()
    expect(left.people.find((one) => one.personId === personId)?.leftAt).not.toBeNull()
    expectCode(await county.problem('people.atDesk', { personId }), 'person.unknown')
    const { people: back } = await county.call('people.return', { personId })
    expect(back.find((one) => one.personId === personId)?.leftAt).toBeNull()
    const deeds = (await deedsOf(county)).slice(before.length)
    expect(codesOf(deeds)).toEqual(['person.added', 'person.at-desk', 'person.left', 'person.returned'])
  })
})

describe('papers', () => {
  it('bear the names that are plain, and none where it is not plain who', async () => {
    const recordId = await fillF2(county)
    const drafted = async () =>
      JSON.stringify(await county.call('papers.printDocument', { order: { paper: 'draft', recordIds: [recordId] } }))
    await county.call('people.save', { personId: null, name: '钱主任', duties: ['signs'] })
    const { people } = await county.call('people.list', {})
    const at = people.find(({ name }) => name === '赵明')?.personId ?? ''
    await county.call('people.atDesk', { personId: at })
    // Two of them sign: which of the two is not the program's to say.
    expect(await drafted()).toMatch(/赵明/)
    expect(await drafted()).not.toMatch(/钱主任/)
    await county.call('people.leave', { personId: people.find(({ name }) => name === '王芳')?.personId ?? '' })
    expect(await drafted()).toMatch(/钱主任（签字）/)
  })
})
