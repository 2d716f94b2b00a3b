import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import BetterSqlite3 from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fingerprintGroups } from '../../electron/core/package/card.ts'
import type { PackageJson } from '../../electron/core/package/schema.ts'
import { Desk, foundOffice, newRoot, passphrases, projectDir, trust } from '../support/desks.ts'
import { foreignOffice, foreignPackage } from '../support/foreign-office.ts'
import { newEntry, people, saveTeam, videoNotice } from '../support/letters.ts'
import { paperStub } from '../support/paper-stub.ts'
import { unzipPackage } from '../support/unzip.ts'
import { verifyElsewhere } from '../support/verifier.ts'
import { registration } from '../support/works.ts'

const provincePassphrase = '高处的风吹得很远'
const root = newRoot('kexie-forward-')
const stick = path.join(root.dir, 'stick')
const video = path.join(root.dir, '稻田里的一束光.mp4')
const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')
let county: Desk
let city: Desk
let province: Desk
let nation: Desk
let entry: Awaited<ReturnType<typeof newEntry>>
let other: typeof entry
/** The county's package, and its two parts of the chosen entry. */
let sent: { packageId: string; file: string }
let forwarded: { packageId: string; sequence: number; file: string }

/** What belongs to the chosen entry: the letter of before, too, because two have signed it. */
const parts = (): [recordId: string, revision: number][] => [
  [entry.entryId, 1],
  [entry.authorizationId, 1],
  [entry.authorizationId, 2],
]
const fileOf = (exported: { files: { path: string }[] }): string => exported.files[0]?.path ?? ''
const jsonOf = (file: string): PackageJson =>
  JSON.parse(execFileSync('unzip', ['-p', file, 'data/package.json'], { encoding: 'utf8' })) as PackageJson
let folders = 0
const unzip = (file: string) => unzipPackage(file, path.join(root.dir, `unzipped-${++folders}`))
const orderTo = (to: Desk, recordIds: readonly string[]) => ({
  noticeId: videoNotice,
  to: to.officeId,
  out: stick,
  recordIds: [...recordIds],
})

beforeAll(async () => {
  mkdirSync(stick)
  writeFileSync(video, gunzipSync(readFileSync(path.join(projectDir, 'test/fixtures/media/no-audio.mp4.gz'))))
  const open = (name: string) => Desk.open(path.join(root.dir, name), { ask: paperStub })
  ;[county, city, province, nation] = await Promise.all([
    open('county'),
    open('city'),
    open('province'),
    open('nation'),
  ])
  await Promise.all([
    foundOffice(county, 'county'),
    foundOffice(city, 'city'),
    found(province, '示例省科学技术协会', 'province'),
    found(nation, '示例国科学技术协会', 'national'),
  ])
  for (const [one, two] of [
    [county, city],
    [city, province],
    [province, nation],
  ] as const) {
    await trust(one, two, stick)
    await trust(two, one, stick)
  }
  entry = await filledEntry('稻田里的一束光', 3)
  other = await filledEntry('另一部作品', 1)
  const reason = '本人在国外，已电话确认'
  await county.call('authorizations.decide', {
    entryId: entry.entryId,
    decisions: [1, 2].map((position) => ({ position, state: 'signed' as const })),
  })
  // A later letter, on which the third is excepted; the first two signed the earlier one.
  await saveTeam(county, entry.authorizationId, [...entry.people.slice(0, 2), ...people(1, 90)])
  await county.call('authorizations.decide', {
    entryId: entry.entryId,
    decisions: [{ position: 3, state: 'exception', reason }],
  })
  const exported = await county.call('packages.export', { noticeId: videoNotice, to: city.officeId, out: stick })
  sent = { packageId: exported.packageId, file: fileOf(exported) }
  expect(exported.records).toHaveLength(5)
  expect(await city.call('packages.import', { path: sent.file })).toMatchObject({ result: 'imported' })
  const passed = await city.call('packages.forward', orderTo(province, [entry.entryId]))
  forwarded = { ...passed, file: fileOf(passed) }
  expect(passed.records.map((record) => [record.recordId, record.revision])).toEqual(parts())
})
afterAll(async () => {
  for (const desk of [county, city, province, nation]) await desk.close()
  root.remove()
})

async function found(desk: Desk, name: string, level: 'province' | 'national'): Promise<void> {
  desk.officeId = (await desk.call('offices.init', { name, level, type: 'association', region: null })).officeId
  await desk.call('keys.protect', { passphrase: provincePassphrase })
}

function filmOf(title: string, room: number): string {
  if (room === 0) return video
  const box = Buffer.alloc(room, title)
  box.writeUInt32BE(room)
  box.write('free', 4, 'latin1')
  const file = path.join(root.dir, `${title}.mp4`)
  writeFileSync(file, Buffer.concat([readFileSync(video), box]))
  return file
}

/** @param room bytes of a `free` box behind the film: another file each time */
async function filledEntry(title: string, team: number, room = 0): Promise<typeof entry> {
  const made = await newEntry(county, title, people(team))
  const { draftSeq } = await county.call('records.open', { recordId: made.entryId })
  await county.call('records.saveDraft', { recordId: made.entryId, draftSeq, changes: registration(title) })
  await county.call('records.attach', { recordId: made.entryId, field: 'video', path: filmOf(title, room) })
  return made
}

describe('a chosen entry passed upward', () => {
  it('holds the video once, the county’s words, and nothing of the other entry', async () => {
    expect(path.basename(forwarded.file)).toBe('转报包_示例市科学技术协会_江苏2022科技工作者日_第0001号.zip')
    const bag = unzip(forwarded.file)
    // In another language, by the page on the format alone.
    const elsewhere = await verifyElsewhere(forwarded.file, { us: province.officeId })
    expect(elsewhere).toMatchObject({ ok: true, trusted: false, packageId: forwarded.packageId })
    expect(elsewhere.verified).toContain('evidence')
    const film = sha256(readFileSync(video))
    const folder = `data/evidence/${sent.packageId}`
    const films = bag.names.filter((name) => sha256(bag.bytes(name)) === film)
    expect(films).toHaveLength(1)
    expect(films[0]).toMatch(new RegExp(`^${folder}/data/attachments/.+\\.mp4$`))
    const text = bag.names
      .filter((name) => !name.endsWith('.mp4'))
      .map((name) => bag.text(name))
      .join('\n')
    const chosen = bag.names.filter((name) => name.startsWith(`${folder}/data/records/`))
    expect(chosen).toEqual(
      parts()
        .map(([id, revision]) => `${folder}/data/records/${id}-${revision}.json`)
        .sort(),
    )
    for (const name of chosen) expect(bag.bytes(name)).toEqual(bag.bytes(name.replace(`${folder}/`, '')))
    // Masked papers of the chosen ones lie in the evidence, full ones are sealed anew.
    expect(bag.names.filter((name) => name.startsWith(`${folder}/data/documents/`))).toHaveLength(3)
    expect(bag.names.filter((name) => name.startsWith('data/documents/'))).toEqual([])
    expect(bag.names.filter((name) => name.startsWith(`${folder}/data/personal/`))).toEqual([])
    for (const person of entry.people) {
      expect(text).not.toContain(person.identityNumber)
      expect(bag.text('data/目录.html')).not.toContain(person.name)
    }
    expect(bag.text('data/目录.html')).toContain('<tr><th>原报送单位</th><td>示例县科学技术协会（转报）</td></tr>')
    const json = jsonOf(forwarded.file)
    expect(json.sender.officeId).toBe(city.officeId)
    expect(json.records.map((record) => record.personal !== null)).toEqual([true, true, true])
  })

  it('is verified by hand: minisign, sha256sum and age know nothing of us', async () => {
    const reader = await foreignOffice('外省科学技术协会')
    const card = await foreignPackage(reader, stick)
    await city.call('offices.trust', { card, fingerprint: fingerprintGroups(reader.card).join(' ') })
    const order = { ...orderTo(province, [entry.entryId]), to: reader.card.officeId }
    const bag = unzip(fileOf(await city.call('packages.forward', order)))
    const json = JSON.parse(bag.text('data/package.json')) as PackageJson
    const evidence = path.join(bag.dir, 'data/evidence', sent.packageId)
    const original = JSON.parse(readFileSync(path.join(evidence, 'data/package.json'), 'utf8')) as PackageJson
    const by = (dir: string, key: string | undefined) => {
      const run = (command: string, args: string[]) => spawnSync(command, args, { cwd: dir, encoding: 'utf8' })
      const key64 = key ?? ''
      return [
        run('minisign', ['-Vm', 'tagmanifest-sha256.txt', '-x', 'signature.minisig', '-P', key64]),
        run('sha256sum', ['-c', '--quiet', 'tagmanifest-sha256.txt']),
        run('sha256sum', ['-c', '--quiet', '--ignore-missing', 'manifest-sha256.txt']),
      ].map((done) => done.status)
    }
    expect(by(evidence, original.card?.devices[0]?.signKey)).toEqual([0, 0, 0])
    expect(by(bag.dir, json.card?.devices[0]?.signKey)).toEqual([0, 0, 0])
    expect(by(evidence, json.card?.devices[0]?.signKey)).toEqual([1, 0, 0])
    const keyFile = path.join(root.dir, 'key.txt')
    writeFileSync(keyFile, `${reader.age.identity}\n`)
    const opened = execFileSync('age', ['-d', '-i', keyFile, path.join(bag.dir, json.records[1]?.personal ?? '')])
    const letter = JSON.parse(
      readFileSync(path.join(evidence, `data/records/${entry.authorizationId}-1.json`), 'utf8'),
    ) as { personalCommitment: string }
    expect(sha256(opened)).toBe(letter.personalCommitment)
    expect(opened.toString('utf8')).toContain(entry.people[2]?.identityNumber ?? '?')
  })

  it('is written again byte by byte', async () => {
    const before = readFileSync(forwarded.file)
    rmSync(forwarded.file)
    const again = await city.call('packages.rewrite', { packageId: forwarded.packageId, out: stick })
    expect(fileOf(again)).toBe(forwarded.file)
    expect(readFileSync(forwarded.file).equals(before)).toBe(true)
  })

  it('is taken in as the county’s; the receipt goes to the city, the same one each time', async () => {
    const outcome = await province.call('packages.import', { path: forwarded.file })
    expect(outcome).toMatchObject({ result: 'imported', records: 3, verified: { ok: true, trusted: true } })
    expect(outcome.verified.findings.map((one) => one.code)).toEqual(['evidence.partial', 'evidence.untrusted'])
    const detail = await province.call('records.open', { recordId: entry.entryId })
    expect(detail.summary).toMatchObject({ own: false, officeName: '示例县科学技术协会' })
    const [item] = await province.call('packages.inbox', {})
    expect(item).toMatchObject({ senderName: '示例市科学技术协会' })
    expect(new Set(item?.records.map((record) => record.title))).toEqual(new Set(['稻田里的一束光']))

    const { groups } = await county.call('offices.fingerprint', {})
    const origin = await province.call('records.origin', { recordId: entry.entryId })
    expect(origin).toMatchObject({
      officeId: county.officeId,
      officeName: '示例县科学技术协会',
      packageId: sent.packageId,
      groups,
      trusted: false,
      forwardedBy: '示例市科学技术协会',
    })
    expect(await city.call('records.origin', { recordId: entry.entryId })).toBeNull()

    const { packageId } = forwarded
    const decision = { packageId, recordId: entry.entryId, revision: 1, state: 'accepted' as const }
    await province.call('packages.decide', decision)
    const receipt = await province.call('receipts.write', { packageId, out: stick })
    expect(await province.call('packages.import', { path: forwarded.file })).toMatchObject({ result: 'duplicate' })
    const folder = path.join(root.dir, 'again')
    mkdirSync(folder)
    const again = await province.call('receipts.write', { packageId, out: folder })
    expect(again.sha256).toBe(receipt.sha256)
    expect(await city.call('packages.import', { path: receipt.path })).toMatchObject({ result: 'imported', records: 3 })
    const out = (await city.call('packages.outbox', {})).find((one) => one.packageId === packageId)
    expect(out).toMatchObject({ state: 'received', recipientName: '示例省科学技术协会' })
  })

  it('goes on to the next office with the county’s signature, and the city’s', async () => {
    const passed = await province.call('packages.forward', orderTo(nation, [entry.entryId, entry.authorizationId]))
    const bag = unzip(fileOf(passed))
    const evidence = [...new Set(bag.names.flatMap((name) => /^data\/evidence\/([^/]+)\//.exec(name)?.[1] ?? []))]
    expect(evidence.sort()).toEqual([sent.packageId, forwarded.packageId].sort())
    const films = bag.names.filter((name) => name.endsWith('.mp4'))
    expect(films).toHaveLength(1)
    const outcome = await nation.call('packages.import', { path: fileOf(passed) })
    expect(outcome).toMatchObject({ result: 'imported', records: 3 })
    expect(await nation.call('records.origin', { recordId: entry.authorizationId })).toMatchObject({
      officeId: county.officeId,
      packageId: sent.packageId,
      forwardedBy: '示例省科学技术协会',
      trusted: false,
    })
    const { summary } = await nation.call('records.open', { recordId: entry.authorizationId })
    expect(summary).toMatchObject({ own: false, officeName: '示例县科学技术协会' })
    // Who has signed came along through both hands.
    const list = await nation.call('authorizations.checklist', { entryId: entry.entryId })
    expect(list.consents.map(({ state, revision }) => [state, revision])).toEqual([
      ['signed', 1],
      ['signed', 1],
      ['exception', 2],
    ])
    expect(list.consents[2]?.reason).toBe('本人在国外，已电话确认')
  })

  it('is trusted as soon as the county’s 指纹码 is compared, and its own packages go on coming', async () => {
    await trust(province, county, stick)
    await trust(county, province, stick)
    expect(await province.call('records.origin', { recordId: entry.entryId })).toMatchObject({ trusted: true })
    const direct = await county.call('packages.export', { noticeId: videoNotice, to: province.officeId, out: stick })
    const outcome = await province.call('packages.import', { path: fileOf(direct) })
    expect(outcome).toMatchObject({ result: 'imported' })
    expect((await province.call('records.list', { noticeId: videoNotice })).every((one) => !one.own)).toBe(true)
    // Came both ways now: the shorter one goes on.
    const passed = await province.call('packages.forward', orderTo(nation, [other.entryId]))
    expect(jsonOf(fileOf(passed)).records).toHaveLength(2)
    expect(await nation.call('packages.import', { path: fileOf(passed) })).toMatchObject({ result: 'imported' })
  })

  it('a second package with the same entry brings nothing into disorder', async () => {
    const passed = await city.call('packages.forward', orderTo(province, [entry.entryId, other.entryId]))
    expect(passed).toMatchObject({ sequence: 2 })
    expect(await province.call('packages.import', { path: fileOf(passed) })).toMatchObject({
      result: 'imported',
      records: passed.records.length,
    })
  })

  it('comes and goes in volumes', async () => {
    const made = [await filledEntry('第一卷里的作品', 1, 450_000), await filledEntry('第二卷里的作品', 1, 450_000)]
    const ids = made.flatMap((one) => [one.entryId, one.authorizationId])
    const split = { out: stick, noticeId: videoNotice, volumeBytes: 1_000_000 }
    const exported = await county.call('packages.export', { ...split, to: city.officeId, recordIds: ids })
    expect(exported.files).toHaveLength(2)
    const [one, two] = exported.files.map((file) => file.path)
    expect(await city.call('packages.import', { path: one ?? '' })).toMatchObject({ result: 'imported' })
    const order = { ...orderTo(province, [made[0]?.entryId ?? '', made[1]?.entryId ?? '']), volumeBytes: 1_000_000 }
    expect((await city.problem('packages.forward', order)).code).toBe('forward.incomplete')
    expect(await city.call('packages.import', { path: two ?? '' })).toMatchObject({ result: 'imported' })
    const passed = await city.call('packages.forward', order)
    expect(passed.files).toHaveLength(2)
    expect(passed.records).toHaveLength(4)
    for (const { path: file } of passed.files)
      expect(await province.call('packages.import', { path: file })).toMatchObject({ result: 'imported' })
    // Whole here too: it can go on.
    expect((await province.call('packages.forward', orderTo(nation, ids))).records).toHaveLength(4)
  })

  it('survives a restore of a copy from before it came', async () => {
    const { id } = await province.call('backups.make', {})
    const made = await filledEntry('后来的作品', 1)
    const exported = await county.call('packages.export', {
      ...{ noticeId: videoNotice, to: city.officeId, out: stick },
      recordIds: [made.entryId, made.authorizationId],
    })
    await city.call('packages.import', { path: fileOf(exported) })
    const passed = await city.call('packages.forward', orderTo(province, [made.entryId]))
    await province.call('packages.import', { path: fileOf(passed) })
    const on = await province.call('packages.forward', orderTo(nation, [made.entryId]))
    await province.call('backups.restore', { id })
    await province.reopen(provincePassphrase)
    expect(await province.call('records.origin', { recordId: made.entryId })).toMatchObject({
      officeId: county.officeId,
    })
    const again = await province.call('packages.forward', orderTo(nation, [made.entryId, made.authorizationId]))
    expect(again).toMatchObject({ sequence: on.sequence + 1 })
    expect(await nation.call('packages.verify', { path: fileOf(again) })).toMatchObject({ ok: true })
  })
})

describe('what cannot be passed on', () => {
  it('own records, the recipient’s own, unknown ones, another notice’s', async () => {
    const problem = async (desk: Desk, to: Desk, recordIds: string[], change = {}) =>
      (await desk.problem('packages.forward', { ...orderTo(to, recordIds), ...change })).code
    expect(await problem(county, city, [entry.entryId])).toBe('forward.not-received')
    expect(await problem(city, county, [entry.entryId])).toBe('forward.not-received')
    expect(await problem(city, province, ['0180b7f0-0000-7000-8000-000000000009'])).toBe('record.unknown')
    const elsewhere = { noticeId: 'jiangsu-2022-workers-day.county' }
    expect(await problem(city, province, [entry.entryId], elsewhere)).toBe('record.unknown')
    expect(await problem(city, nation, [entry.entryId])).toBe('package.no-recipient')
    expect(await problem(city, province, [entry.entryId], { out: path.join(root.dir, 'nowhere') })).toBe(
      'package.target-missing',
    )
  })

  it('nothing of which the signed original is gone', async () => {
    await city.close()
    const sqlite = new BetterSqlite3(path.join(city.dir, 'kexie.sqlite'))
    sqlite.prepare('DELETE FROM record_packages WHERE record_id = ?').run(other.entryId)
    sqlite.close()
    await city.reopen(passphrases.city)
    const before = readdirSync(stick)
    expect((await city.problem('packages.forward', orderTo(province, [other.entryId]))).code).toBe(
      'forward.no-evidence',
    )
    expect(readdirSync(stick)).toEqual(before)
  })
})
