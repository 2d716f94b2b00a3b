import path from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { consentsBytes, type SentConsent } from '../../electron/core/package/consents-part.ts'
import { extractPackage } from '../../electron/core/package/extract.ts'
import { verifyPackage } from '../../electron/core/package/reader.ts'
import { type Desk, newPair } from '../support/desks.ts'
import { hostileWorld, recordOf } from '../support/hostile-office.ts'
import { type Entry, lettersOf, newEntry, people, registerEntry, saveTeam, videoNotice } from '../support/letters.ts'
import { writeScan } from '../support/marked-page.ts'
import { tinyDisk } from '../support/tiny-disk.ts'
import { unzipPackage } from '../support/unzip.ts'
import { ffmpeg } from '../support/video-variants.ts'
import { makeOffice, sample, scratch, trusting } from './package/world.ts'

async function openPair() {
  const pair = await newPair()
  onTestFinished(() => pair.close())
  const video = path.join(pair.dir, 'work.mp4')
  await ffmpeg(['-f', 'lavfi', '-i', 'color=c=gray:s=1280x720:r=5:d=1', '-pix_fmt', 'yuv420p', video])
  const entry = async (title: string, count: number, from = 0): Promise<Entry> => {
    const made = await newEntry(pair.county, title, people(count, from))
    await registerEntry(pair.county, made.entryId, video)
    return made
  }
  let sent = 0
  /** By the stick to the city and into its store. */
  const send = async ({ entryId, authorizationId }: Entry) => {
    const order = { noticeId: videoNotice, to: pair.city.officeId, out: pair.stick }
    const made = await pair.county.call('packages.export', { ...order, recordIds: [entryId, authorizationId] })
    const file = made.files[0]?.path ?? ''
    sent++
    return { ...made, file, unzipped: unzipPackage(file, path.join(pair.dir, `unzipped-${sent}`)) }
  }
  const take = async (file: string, acceptGap = false) =>
    (await pair.city.call('packages.import', { path: file, acceptGap })).result
  const receipted = async (packageId: string) => {
    const receipt = await pair.city.call('receipts.write', { packageId, out: pair.stick })
    await pair.county.call('packages.import', { path: receipt.path })
  }
  return { ...pair, entry, send, take, receipted }
}

const listOf = (desk: Desk, { entryId }: Entry) => desk.call('authorizations.checklist', { entryId })
const statesOf = async (desk: Desk, entry: Entry) => (await listOf(desk, entry)).consents.map(({ state }) => state)
const signed = (position: number) => ({ position, state: 'signed' as const })

const consent: SentConsent = {
  position: 1,
  state: 'signed',
  scanDigest: null,
  reason: null,
  decidedAt: '2022-05-20T01:00:00.000Z',
}

describe('who has signed, in packages', () => {
  it('comes over as it was decided, and again when it has changed', async () => {
    const { county, city, dir, entry, send, take, receipted } = await openPair()
    const team = await entry('稻田里的一束光', 4)
    const letters = await lettersOf(county, { entryIds: [team.entryId], pages: 'each' })
    const scans = []
    for (const at of [0, 1])
      scans.push(await writeScan(letters[at]?.footer?.qrText ?? null, path.join(dir, `${at}.jpg`), at))
    await county.call('scans.drop', { paths: scans })
    const reason = '本人在国外，已电话确认同意'
    await county.call('authorizations.decide', {
      entryId: team.entryId,
      decisions: [signed(1), { position: 3, state: 'exception', reason }],
    })
    const first = await send(team)
    expect(await take(first.file)).toBe('imported')
    const list = await listOf(city, team)
    expect(list.consents.map(({ state }) => state)).toEqual(['signed', 'on-paper', 'exception', 'missing'])
    expect(list.consents[2]?.reason).toBe(reason)
    const received = await city.call('scans.list', { recordId: team.authorizationId })
    // Whose page it is, is known by the code; the names are not told of another office's people.
    expect(received.map(({ persons, personNames, verdict }) => [persons, personNames, verdict])).toEqual([
      [[1], [], 'match'],
      [[2], [], 'match'],
    ])
    expect(received.some(({ scanId }) => scanId === list.consents[0]?.scanId)).toBe(true)
    // Decided by the office whose people they are.
    const decisions = [signed(4)]
    expect((await city.problem('authorizations.decide', { entryId: team.entryId, decisions })).code).toBe(
      'record.not-ours',
    )
    // No names, no reasons outside the sealed parts.
    for (const name of first.unzipped.names.filter((one) => !one.startsWith('data/personal/')))
      expect(first.unzipped.text(name)).not.toContain(reason)

    await receipted(first.packageId)
    const order = { noticeId: videoNotice, to: city.officeId }
    const stateOf = async () =>
      (await county.call('packages.preview', order)).items.find(({ recordId }) => recordId === team.authorizationId)
        ?.state
    expect(await stateOf()).toBe('delivered')
    await county.call('authorizations.decide', { entryId: team.entryId, decisions: [signed(2)] })
    expect(await stateOf()).toBe('ready')
    const second = await send(team)
    expect(second.packageId).not.toBe(first.packageId)
    expect(await take(second.file)).toBe('imported')
    expect(await statesOf(city, team)).toEqual(['signed', 'signed', 'exception', 'missing'])
    await receipted(second.packageId)
    expect(await stateOf()).toBe('delivered')

    // One more person: the earlier letter is there already, what was signed on it still counts.
    await saveTeam(county, team.authorizationId, [...team.people, ...people(1, 40)])
    const third = await send(team)
    expect(third.records.map(({ recordId, revision }) => [recordId, revision])).not.toContainEqual([
      team.authorizationId,
      1,
    ])
    expect(await take(third.file)).toBe('imported')
    const carried = await listOf(city, team)
    expect(carried.consents.map(({ state, carried: is }) => [state, is])).toEqual([
      ['signed', true],
      ['signed', true],
      ['exception', true],
      ['missing', false],
      ['missing', false],
    ])
  })

  it('takes along the earlier letter that was signed, and an older package changes nothing', async () => {
    const { county, city, entry, send, take } = await openPair()
    const team = await entry('一个人的科普', 2)
    await county.call('authorizations.decide', { entryId: team.entryId, decisions: [signed(1)] })
    await saveTeam(county, team.authorizationId, [...people(1, 40), ...team.people])
    const first = await send(team)
    expect(first.records.filter(({ recordId }) => recordId === team.authorizationId)).toHaveLength(2)
    await county.call('authorizations.decide', {
      entryId: team.entryId,
      decisions: [{ position: 2, state: 'missing' }],
    })
    const second = await send(team)
    expect(second.sequence).toBe(first.sequence + 1)
    expect(await take(second.file, true)).toBe('imported')
    expect(await statesOf(city, team)).toEqual(['missing', 'missing', 'missing'])
    expect(await take(first.file, true)).toBe('held')
    expect(await statesOf(city, team)).toEqual(['missing', 'missing', 'missing'])
  })

  it('is turned away when it names somebody who is not on the letter', async () => {
    const world = await hostileWorld()
    onTestFinished(() => world.close())
    const record = { ...recordOf(world.county), consents: consentsBytes([consent]) }
    const file = await world.submission(world.county, [record])
    expect(await world.codes(file)).toMatchObject({ result: 'refused', codes: ['consents.unknown-person'] })
  })

  it('that was not written yet is made anew when somebody has signed since', async () => {
    const { county, city, stick, entry } = await openPair()
    const team = await entry('稻田里的一束光', 2)
    const order = { noticeId: videoNotice, to: city.officeId, recordIds: [team.authorizationId] }
    const disk = tinyDisk(1)
    disk.fill()
    const cutOff = async () => {
      expect((await county.problem('packages.export', { ...order, out: disk.dir })).code).toBe('disk.full')
      return (await county.call('packages.outbox', {}))[0]?.packageId
    }
    const first = await cutOff()
    expect(await cutOff()).toBe(first)
    await county.call('authorizations.decide', { entryId: team.entryId, decisions: [signed(1)] })
    const { packageId } = await county.call('packages.export', { ...order, out: stick })
    expect(packageId).not.toBe(first)
  })
})

const county = await makeOffice('海门区科学技术协会')
const city = await makeOffice('南通市科学技术协会')

describe('the sealed list of who has signed', () => {
  const extracted = async (bytes: Buffer) => {
    const dir = await scratch()
    const change = (records: { consents?: Buffer | null | undefined }[]) => {
      const [record] = records
      if (record) record.consents = bytes
    }
    const { path: file, plan } = await sample(dir, { from: county, to: city, change })
    const staging = path.join(dir, 'staging')
    const context = { ...trusting(county, city), ageIdentity: city.age.identity }
    const verified = await verifyPackage(file, context, { stagingDir: staging })
    expect(verified.findings).toEqual([])
    const out = await extractPackage(file, verified, staging, { ageIdentity: city.age.identity })
    const named = plan.packageJson.records.map((record) => record.consents?.startsWith('data/personal/'))
    return { ok: out.ok, codes: out.findings.map(({ code }) => code), list: out.records[0]?.consents, named }
  }

  it('is read as it was written', async () => {
    const list = [consent, { ...consent, position: 2, state: 'exception' as const, reason: '本人在国外' }]
    expect(await extracted(consentsBytes(list))).toEqual({ ok: true, codes: [], list, named: [true, undefined] })
  })

  it.each([
    ['no JSON', 'KX'],
    ['a person twice', JSON.stringify([consent, consent])],
    ['a signature with a reason', JSON.stringify([{ ...consent, reason: '因为' }])],
    ['a state that nobody decides', JSON.stringify([{ ...consent, state: 'on-paper' }])],
    ['more than is asked', JSON.stringify([{ ...consent, name: '某人' }])],
  ])('is refused with %s', async (_what, text) => {
    expect(await extracted(Buffer.from(text))).toMatchObject({ ok: false, codes: ['personal.schema'], list: null })
  })
})
