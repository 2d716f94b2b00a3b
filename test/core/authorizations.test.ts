import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseRevisionQr } from '../../shared/domain/revision-qr.ts'
import { newFolder, openCounty, openTestCore, type TestCore } from '../support/core.ts'
import {
  type Entry,
  lettersOf,
  madeUpNumber,
  newEntry,
  people,
  saveTeam,
  videoNotice,
  wordsOf,
} from '../support/letters.ts'
import { scannedPdf, writeScan } from '../support/marked-page.ts'
import { paperStub } from '../support/paper-stub.ts'

let scans = 0
async function scanOf(qrText: string | undefined, folder = newFolder()): Promise<string> {
  scans++
  return writeScan(qrText ?? null, path.join(folder, `IMG_${scans}.jpg`), scans)
}
const states = async (core: TestCore, { entryId }: Entry) =>
  (await core.call('authorizations.checklist', { entryId })).consents.map(({ state }) => state)
const signed = (position: number) => ({ position, state: 'signed' as const })

describe('the checklist', () => {
  it('masks numbers, tells minors by their number and asks for a guardian', async () => {
    const core = await openCounty()
    const entry = await newEntry(core, '稻田里的一束光', [
      ...people(1),
      { name: '小甲', identityNumber: madeUpNumber('20040511', 7) },
      { name: '小乙', identityNumber: madeUpNumber('20040510', 7), guardian: '示例丙' },
      { name: '小丙', identityNumber: '' },
    ])
    const list = await core.call('authorizations.checklist', { entryId: entry.entryId })
    expect(list.consents.map(({ minor, guardianMissing }) => [minor, guardianMissing])).toEqual([
      [false, false],
      // Eighteen tomorrow.
      [true, true],
      [false, false],
      [null, false],
    ])
    expect(list.consents[0]?.identityMasked).toMatch(/^320\*{11}\d{3}[\dX]$/)
    expect(list).toMatchObject({ complete: false, sum: { of: 4, signed: 0, exceptions: 0, onPaper: 0 } })
    expect(JSON.stringify(list)).not.toContain(entry.people[0]?.identityNumber)
  })

  it('is not complete while a minor has no guardian’s name, even when everybody signed', async () => {
    const core = await openCounty()
    const child = { name: '小甲', identityNumber: madeUpNumber('20100511', 7) }
    const entry = await newEntry(core, '稻田里的一束光', [...people(1), child])
    const { entryId, authorizationId } = entry
    const lacks = async () => (await core.call('videos.open', { entryId })).lacks
    expect(await lacks()).toEqual(['video', 'registration', 'guardian', 'consent'])
    const all = await core.call('authorizations.decide', { entryId, decisions: [signed(1), signed(2)] })
    expect(all).toMatchObject({ complete: false, sum: { of: 2, signed: 2, guardiansMissing: 1 } })
    expect(await lacks()).toEqual(['video', 'registration', 'guardian'])
    await saveTeam(core, authorizationId, [entry.people[0]!, { ...child, guardian: '示例丙' }])
    expect(await lacks()).toEqual(['video', 'registration', 'consent'])
    const signedAgain = await core.call('authorizations.decide', { entryId, decisions: [signed(2)] })
    expect(signedAgain).toMatchObject({ complete: true, sum: { guardiansMissing: 0 } })
    expect(await lacks()).toEqual(['video', 'registration'])
  })

  it('is told before handing in: in the preview of a package, and in the plain folder', async () => {
    const core = await openCounty()
    const child = { name: '小甲', identityNumber: madeUpNumber('20100511', 7) }
    const { entryId, authorizationId } = await newEntry(core, '稻田里的一束光', [...people(2), child])
    const told = async () => {
      const { items } = await core.call('packages.preview', { noticeId: videoNotice, to: null })
      const folder = { noticeId: videoNotice, recipientId: 'communication', mask: true }
      const { missing, message } = await core.call('handovers.preview', folder)
      const lines = missing.map(({ why }) => why).filter((why) => why.includes('人没有'))
      for (const line of lines) expect(message).toContain(line)
      return [items.find(({ recordId }) => recordId === authorizationId)?.people, lines]
    }
    const guardian = '还有 1 名未成年人没有填监护人'
    expect(await told()).toEqual([{ unsigned: 3, guardiansMissing: 1 }, ['还有 3 人没有签授权书', guardian]])
    const reason = '本人在国外，已电话确认'
    await core.call('authorizations.decide', {
      entryId,
      decisions: [signed(1), signed(3), { position: 2, state: 'exception', reason }],
    })
    expect(await told()).toEqual([{ unsigned: 0, guardiansMissing: 1 }, [guardian]])
    await saveTeam(core, authorizationId, people(2))
    expect(await told()).toEqual([null, []])
    // Without a key nobody can tell, and nobody is stopped.
    await core.call('authorizations.decide', { entryId, decisions: [{ position: 1, state: 'missing' }] })
    await core.call('keys.protect', { passphrase: '足够长的口令一二三四' })
    await core.call('keys.lock', {})
    const { items } = await core.call('packages.preview', { noticeId: videoNotice, to: null })
    expect(items.find(({ recordId }) => recordId === authorizationId)?.people).toBeNull()
  })

  it('is complete when everybody signed or is excepted for a reason', async () => {
    const core = await openCounty()
    const entry = await newEntry(core, '稻田里的一束光', people(3))
    const { entryId } = entry
    const decide = (decisions: Parameters<typeof core.call<'authorizations.decide'>>[1]['decisions']) =>
      core.call('authorizations.decide', { entryId, decisions })
    const first = await decide([signed(1), signed(2)])
    expect(first.consents.map(({ state, revision }) => [state, revision])).toEqual([
      ['signed', 1],
      ['signed', 1],
      ['missing', null],
    ])
    // Deciding froze the letter; nothing else did.
    expect((await core.call('records.open', { recordId: entry.authorizationId })).revisions).toHaveLength(1)
    const short = { entryId, decisions: [{ position: 3, state: 'exception' as const, reason: '人 在 外 地' }] }
    expect((await core.problem('authorizations.decide', short)).toData()).toEqual({
      code: 'consent.reason-short',
      details: { minimum: 6 },
    })
    const all = await decide([{ position: 3, state: 'exception', reason: '本人在国外，已电话确认' }])
    expect(all).toMatchObject({ complete: true, sum: { of: 3, signed: 2, exceptions: 1 } })
    expect(all.consents[2]).toMatchObject({ reason: '本人在国外，已电话确认', scanId: null })
    expect((await decide([{ position: 3, state: 'missing' }])).complete).toBe(false)
    expect((await core.problem('authorizations.decide', { entryId, decisions: [signed(4)] })).code).toBe(
      'consent.unknown-person',
    )
  })

  it('carries a signature over to a later letter that says the same of the person and the work', async () => {
    const core = await openCounty()
    const team = people(4)
    const entry = await newEntry(core, '稻田里的一束光', team)
    const { entryId, authorizationId } = entry
    await core.call('authorizations.decide', { entryId, decisions: [1, 2, 3, 4].map(signed) })
    // One comes in front, one has another number, one gets a guardian, one is written with other spaces, one stays.
    await saveTeam(core, authorizationId, [
      ...people(1, 50),
      { ...team[0]!, name: ` ${team[0]!.name} ` },
      { ...team[1]!, identityNumber: madeUpNumber('19900101', 1) },
      { ...team[2]!, guardian: '示例丙' },
      team[3]!,
    ])
    expect(await states(core, entry)).toEqual(['missing', 'signed', 'missing', 'missing', 'signed'])
    const again = await core.call('authorizations.decide', { entryId, decisions: [signed(1)] })
    expect(again.consents.map(({ revision, carried }) => [revision, carried])).toEqual([
      [2, false],
      [1, true],
      [null, false],
      [null, false],
      [1, true],
    ])
    // Taken back, it does not come back from the earlier letter.
    await core.call('authorizations.decide', { entryId, decisions: [{ position: 5, state: 'missing' }] })
    expect(await states(core, entry)).toEqual(['signed', 'signed', 'missing', 'missing', 'missing'])
    const { draftSeq } = await core.call('records.open', { recordId: authorizationId })
    await core.call('records.saveDraft', { recordId: authorizationId, draftSeq, changes: { workTitle: '另一个作品' } })
    expect(await states(core, entry)).toEqual(Array.from({ length: 5 }, () => 'missing'))
  })

  it('says nothing while the vault is locked, and takes no decision', async () => {
    const core = await openCounty()
    const entry = await newEntry(core, '稻田里的一束光', people(2))
    await core.call('authorizations.decide', { entryId: entry.entryId, decisions: [signed(1)] })
    await core.call('keys.protect', { passphrase: '足够长的口令一二三四' })
    await core.call('keys.lock', {})
    expect((await core.problem('authorizations.checklist', { entryId: entry.entryId })).code).toBe('keys.locked')
    const decisions = [signed(2)]
    expect((await core.problem('authorizations.decide', { entryId: entry.entryId, decisions })).code).toBe(
      'keys.locked',
    )
  })
})

describe('letters to print', () => {
  it('are whole, for those who are missing, or one for each person', async () => {
    const core = await openCounty()
    const entry = await newEntry(core, '稻田里的一束光', people(3))
    const single = await newEntry(core, '一个人的科普', people(1, 9))
    const entryIds = [entry.entryId, single.entryId]
    const names = entry.people.map(({ name }) => name)
    const [whole] = await lettersOf(core, { entryIds })
    expect(parseRevisionQr(whole?.footer?.qrText ?? '')).toMatchObject({ recordId: entry.authorizationId, revision: 1 })
    expect(whole?.footer?.qrText).not.toContain('/P')
    expect(whole?.letter).toEqual({ title: '稻田里的一束光', persons: names })
    // The letter of one person is whole.
    const each = await lettersOf(core, { entryIds, pages: 'each' })
    expect(each.map(({ footer }) => parseRevisionQr(footer?.qrText ?? '')?.persons)).toEqual([[1], [2], [3], undefined])
    expect(wordsOf(each[1]!)).toContain(`参赛人姓名：${names[1]}\n`)
    expect(wordsOf(each[1]!)).not.toContain(names[0])
    expect(wordsOf(each[1]!).match(/参赛人签名/g)).toHaveLength(1)

    await core.call('authorizations.decide', { entryId: entry.entryId, decisions: [signed(2)] })
    await core.call('authorizations.decide', { entryId: single.entryId, decisions: [signed(1)] })
    const missing = await lettersOf(core, { entryIds, who: 'missing' })
    expect(missing.map(({ footer }) => parseRevisionQr(footer?.qrText ?? '')?.persons)).toEqual([[1, 3]])
    expect(wordsOf(missing[0]!)).toContain(`参赛人姓名：${names[0]}、${names[2]}\n`)
    const none = { order: { entryIds: [single.entryId], who: 'missing' as const } }
    expect((await core.problem('authorizations.printDocuments', none)).code).toBe('letters.nothing')
    // Nobody is named on a masked page.
    const [masked] = await core.call('authorizations.printDocuments', { order: { entryIds }, masked: true })
    expect(JSON.stringify(masked)).not.toContain(names[0])
  })

  it('are frozen first, and not while something is wrong', async () => {
    const core = await openCounty()
    const empty = await newEntry(core, '没有人的作品', [])
    const problem = await core.problem('authorizations.printDocuments', { order: { entryIds: [empty.entryId] } })
    expect(problem.code).toBe('record.invalid')
  })

  it('go into one file', async () => {
    const core = await openTestCore({ ask: paperStub })
    await core.call('offices.init', { name: '示例县科学技术协会', level: 'county', type: 'association' })
    const entry = await newEntry(core, '稻田里的一束光', people(3))
    const out = path.join(newFolder(), '授权书.pdf')
    const order = { entryIds: [entry.entryId], pages: 'each' as const }
    expect(await core.call('authorizations.savePdf', { order, out })).toMatchObject({ path: out, letters: 3 })
    expect(readFileSync(out, 'utf8').match(/KX1\//g)).toHaveLength(3)
  })
})

describe('a scan of a letter', () => {
  it('belongs to the persons that its pages name, and goes and comes back with them', async () => {
    const core = await openCounty()
    const entry = await newEntry(core, '稻田里的一束光', people(4))
    const [first, second, third] = await lettersOf(core, { entryIds: [entry.entryId], pages: 'each' })
    const folder = newFolder()
    const pages = [await scanOf(first?.footer?.qrText, folder), await scanOf(third?.footer?.qrText, folder)]
    const both = path.join(folder, '两个人.pdf')
    writeFileSync(both, scannedPdf(pages.map((file) => readFileSync(file))))
    const [dropped] = await core.call('scans.drop', { paths: [both] })
    expect(dropped?.scan).toMatchObject({
      recordId: entry.authorizationId,
      verdict: 'match',
      persons: [1, 3],
      personNames: [entry.people[0]?.name, entry.people[2]?.name],
      paper: 'signed',
      title: '签名扫描件1',
      stamps: false,
    })
    const { revisions, summary } = await core.call('records.open', { recordId: entry.authorizationId })
    expect([revisions[0]?.stampedAt, summary.state]).toEqual([null, 'to-send'])
    expect(await states(core, entry)).toEqual(['on-paper', 'missing', 'on-paper', 'missing'])

    const scanId = dropped?.scan?.scanId ?? ''
    const list = await core.call('authorizations.decide', {
      entryId: entry.entryId,
      decisions: [signed(1), { position: 3, state: 'missing' }],
    })
    expect(list.consents[0]).toMatchObject({ state: 'signed', scanId, revision: 1 })
    expect(await states(core, entry)).toEqual(['signed', 'missing', 'missing', 'missing'])
    // The paper is taken away: so is the signature on it.
    await core.call('scans.remove', { scanId })
    expect(await states(core, entry)).toEqual(['missing', 'missing', 'missing', 'missing'])
    await core.call('scans.restore', { scanId })
    expect(await states(core, entry)).toEqual(['signed', 'missing', 'missing', 'missing'])

    // A newer paper of a person without a signature waits to be looked at; one who signed needs none.
    core.setNow('2022-05-11T01:00:00.000Z')
    const whole = await lettersOf(core, { entryIds: [entry.entryId] })
    const attached = await core.call('scans.attach', {
      recordId: entry.authorizationId,
      path: await scanOf(whole[0]?.footer?.qrText),
    })
    expect(attached).toMatchObject({ verdict: 'match', persons: null, personNames: [] })
    expect(await states(core, entry)).toEqual(['signed', 'on-paper', 'on-paper', 'on-paper'])
    expect((await lettersOf(core, { entryIds: [entry.entryId], pages: 'each' })).length).toBe(4)
    expect(second?.letter?.persons).toEqual([entry.people[1]?.name])
  })

  it('of an earlier letter still counts for whoever it says the same of', async () => {
    const core = await openCounty()
    const entry = await newEntry(core, '稻田里的一束光', people(2))
    const [letter] = await lettersOf(core, { entryIds: [entry.entryId] })
    await saveTeam(core, entry.authorizationId, [...people(1, 30), ...entry.people])
    await core.call('records.freeze', { recordId: entry.authorizationId })
    const [dropped] = await core.call('scans.drop', { paths: [await scanOf(letter?.footer?.qrText)] })
    expect(dropped?.scan).toMatchObject({ revision: 1, verdict: 'match' })
    const { consents } = await core.call('authorizations.checklist', { entryId: entry.entryId })
    expect(consents.map(({ state, revision, carried }) => [state, revision, carried])).toEqual([
      ['missing', null, false],
      ['on-paper', 1, true],
      ['on-paper', 1, true],
    ])
  })

  it('of two works in one file belongs to nobody', async () => {
    const core = await openCounty()
    const one = await newEntry(core, '稻田里的一束光', people(1))
    const two = await newEntry(core, '一个人的科普', people(1, 5))
    const letters = await lettersOf(core, { entryIds: [one.entryId, two.entryId] })
    const folder = newFolder()
    const files = await Promise.all(letters.map(({ footer }) => scanOf(footer?.qrText, folder)))
    const both = path.join(folder, '两份.pdf')
    writeFileSync(both, scannedPdf(files.map((file) => readFileSync(file))))
    expect(await core.call('scans.drop', { paths: [both] })).toMatchObject([{ scan: null, why: 'several' }])
    expect(await states(core, one)).toEqual(['missing'])
  })
})
