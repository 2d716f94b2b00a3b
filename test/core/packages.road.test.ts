import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Progress } from '../../shared/api/protocol.ts'
import {
  countyNotice,
  Desk,
  fillF2,
  foundOffice,
  newPair,
  newRoot,
  type Pair,
  passphrases,
  sampleDir,
  trust,
} from '../support/desks.ts'

let pair: Pair
beforeEach(async () => {
  pair = await newPair()
})
afterEach(() => pair.close())

const exportTo = (p: Pair, out = p.stick) =>
  p.county.call('packages.export', { noticeId: countyNotice, to: p.city.officeId, out })
const fileOf = (exported: { files: { path: string }[] }): string => exported.files[0]?.path ?? ''
const edit = async (p: Pair, recordId: string, scale: string): Promise<void> => {
  const { draftSeq } = await p.county.call('records.open', { recordId })
  await p.county.call('records.saveDraft', { recordId, draftSeq, changes: { scale } })
}

describe('the whole road', () => {
  it('goes from the county to the city and back', async () => {
    const { county, city, stick } = pair
    const recordId = await fillF2(county, {}, ['photo-1-field.jpg', 'photo-3-sprout.jpg'])
    const before = await county.call('packages.preview', { noticeId: countyNotice, to: city.officeId })
    expect(before.items.find((item) => item.recordId === recordId)).toMatchObject({
      deliverableId: 'T12',
      state: 'unfrozen',
      attachments: 2,
    })
    expect(before.recipient).toMatchObject({ officeId: city.officeId, trusted: true })
    expect(before.keysSetUp).toBe(true)

    const seen: Progress[] = []
    const exported = await county.call(
      'packages.export',
      { noticeId: countyNotice, to: city.officeId, out: stick },
      { progress: (p) => seen.push(p) },
    )
    expect(exported.sequence).toBe(1)
    expect(path.basename(fileOf(exported))).toBe('报送包_示例县科学技术协会_科技工作者日·市转发_第0001号.zip')
    expect(seen.some((p) => p.phase === 'write' && p.unit === 'bytes')).toBe(true)
    expect(seen.filter((p) => p.unit === 'bytes').at(-1)).toMatchObject({ phase: 'reread' })
    expect(readdirSync(stick).filter((name) => name.endsWith('.part'))).toEqual([])
    expect((await county.call('packages.outbox', {}))[0]).toMatchObject({
      kind: 'submission',
      state: 'written',
      sequence: 1,
    })

    const verified = await city.call('packages.verify', { path: fileOf(exported) })
    expect(verified).toMatchObject({
      ok: true,
      trusted: true,
      kind: 'submission',
      bagit: { valid: true, version: '1.0' },
      findings: [],
    })
    const outcome = await city.call('packages.import', { path: fileOf(exported) })
    expect(outcome).toMatchObject({ result: 'imported', records: 1, attachments: 2 })

    const received = await city.call('records.open', { recordId })
    expect(received.summary).toMatchObject({
      own: false,
      state: 'received',
      officeName: '示例县科学技术协会',
      code: exported.records[0]?.code,
    })
    expect(received.values).toMatchObject({ scale: '线下约200人，线上直播约3000人次' })
    expect(received.attachments).toHaveLength(2)
    const picture = await city.call('attachments.read', { digest: received.attachments[0]?.digest ?? '', size: 'full' })
    expect(Buffer.from(picture.bytes).equals(readFileSync(path.join(sampleDir, 'county/photo-1-field.jpg')))).toBe(true)

    const decided = await city.call('packages.decide', {
      packageId: exported.packageId,
      recordId,
      revision: 1,
      state: 'returned',
      reasons: ['请补充预期成效的数字'],
    })
    expect(decided.records[0]).toMatchObject({ state: 'returned', reasons: ['请补充预期成效的数字'] })
    const receipt = await city.call('receipts.write', { packageId: exported.packageId, out: stick })
    expect(path.basename(receipt.path)).toBe('回执_示例市科学技术协会_致示例县科学技术协会_第0001号.zip')
    expect(await county.call('packages.import', { path: receipt.path })).toMatchObject({
      result: 'imported',
      records: 1,
    })
    const back = await county.call('records.open', { recordId })
    expect(back.summary).toMatchObject({ state: 'returned', returnedReasons: ['请补充预期成效的数字'] })
    expect((await county.call('packages.outbox', {}))[0]).toMatchObject({ state: 'returned' })

    // Corrected and sent again: the second revision, the second number, then accepted.
    await edit(pair, recordId, '线下约260人')
    const second = await exportTo(pair)
    expect(second).toMatchObject({ sequence: 2, records: [{ recordId, revision: 2 }] })
    expect(await city.call('packages.import', { path: fileOf(second) })).toMatchObject({ result: 'imported' })
    await city.call('packages.decide', { packageId: second.packageId, recordId, revision: 2, state: 'accepted' })
    const accepted = await city.call('receipts.write', { packageId: second.packageId, out: stick })
    expect(await county.call('packages.import', { path: accepted.path })).toMatchObject({ result: 'imported' })
    expect((await county.call('records.open', { recordId })).summary.state).toBe('accepted')
    const after = await county.call('packages.preview', { noticeId: countyNotice, to: city.officeId })
    expect(after.items.find((item) => item.recordId === recordId)?.state).toBe('delivered')
    expect(
      await county.problem('packages.export', { noticeId: countyNotice, to: city.officeId, out: stick }),
    ).toMatchObject({ code: 'package.nothing-to-send' })
  })

  it('carries many records, with the same file in two of them', async () => {
    const ids = [
      await fillF2(pair.county),
      await fillF2(pair.county, { activityName: '第二项活动' }),
      await fillF2(pair.county, { activityName: '第三项活动' }, []),
    ]
    const exported = await exportTo(pair)
    expect(exported.records.map((record) => record.recordId).sort()).toEqual([...ids].sort())
    expect(await pair.city.call('packages.import', { path: fileOf(exported) })).toMatchObject({
      result: 'imported',
      records: 3,
    })
    for (const recordId of ids.slice(0, 2))
      expect((await pair.city.call('records.open', { recordId })).attachments).toHaveLength(1)
  })

  it('writes the same bytes again, also after a restart', async () => {
    await fillF2(pair.county)
    const exported = await exportTo(pair)
    const other = path.join(pair.dir, 'other stick')
    mkdirSync(other)
    await pair.county.reopen(passphrases.county)
    const again = await pair.county.call('packages.rewrite', { packageId: exported.packageId, out: other })
    expect(again.sequence).toBe(1)
    expect(readFileSync(fileOf(again)).equals(readFileSync(fileOf(exported)))).toBe(true)
    // Onto itself is fine, onto a stranger's file of the same name it is not.
    await pair.county.call('packages.rewrite', { packageId: exported.packageId, out: other })
    writeFileSync(fileOf(again), 'something else')
    expect(await pair.county.problem('packages.rewrite', { packageId: exported.packageId, out: other })).toMatchObject({
      code: 'file.exists',
    })
    expect(readFileSync(fileOf(again), 'utf8')).toBe('something else')
  })

  it('splits into volumes of one group, which are taken in one by one', async () => {
    const jpeg = readFileSync(path.join(sampleDir, 'county/photo-1-field.jpg'))
    const recordId = await fillF2(pair.county, {}, [])
    for (let n = 0; n < 3; n++) {
      const big = path.join(pair.dir, `big-${n}.jpg`)
      writeFileSync(big, Buffer.concat([jpeg, Buffer.alloc(600_000, n)]))
      await pair.county.call('records.attach', { recordId, field: 'photos', path: big })
    }
    const exported = await pair.county.call('packages.export', {
      noticeId: countyNotice,
      to: pair.city.officeId,
      out: pair.stick,
      volumeBytes: 1_000_000,
    })
    expect(exported.files.length).toBe(3)
    expect(path.basename(exported.files[2]?.path ?? '')).toContain('第3卷共3卷')
    for (const { path: file } of [...exported.files].reverse()) {
      expect(await pair.city.call('packages.import', { path: file })).toMatchObject({ result: 'imported' })
    }
    expect((await pair.city.call('records.open', { recordId })).attachments).toHaveLength(3)
    expect(await pair.county.call('packages.outbox', {})).toHaveLength(2)
  })
})

describe('what does not go through', () => {
  it('needs protected keys, a trusted recipient, a folder, and records that hold', async () => {
    const root = newRoot()
    const lone = await Desk.open(path.join(root.dir, 'lone'))
    await foundOffice(lone, 'county', null)
    await trust(lone, pair.city, pair.stick)
    const order = { noticeId: countyNotice, to: pair.city.officeId, out: pair.stick }
    await fillF2(lone)
    expect(await lone.problem('packages.export', order)).toMatchObject({ code: 'keys.not-set-up' })
    expect((await lone.call('packages.preview', { noticeId: countyNotice, to: null })).keysSetUp).toBe(false)
    await lone.close()
    root.remove()

    const { county } = pair
    expect(await county.problem('packages.export', order)).toMatchObject({ code: 'package.nothing-to-send' })
    await fillF2(county, { contactName: '' })
    expect(await county.problem('packages.export', order)).toMatchObject({
      code: 'record.invalid',
      details: { findings: [{ path: 'contactName', code: 'required', severity: 'block' }] },
    })
    expect(await county.problem('packages.export', { ...order, to: 'KX0000000000000000' })).toMatchObject({
      code: 'package.no-recipient',
    })
    expect(await county.problem('packages.export', { ...order, to: county.officeId })).toMatchObject({
      code: 'package.no-recipient',
    })
    expect(await county.problem('packages.export', { ...order, out: path.join(pair.dir, 'nowhere') })).toMatchObject({
      code: 'package.target-missing',
    })
    expect(
      await county.problem('packages.rewrite', { packageId: '019a0000-0000-7000-8000-000000000000', out: pair.stick }),
    ).toMatchObject({ code: 'package.not-found' })
    expect((await county.call('packages.outbox', {})).filter((item) => item.kind === 'submission')).toEqual([])
  })

  it('leaves behind what is not filled in yet, unless it was asked for by name', async () => {
    const { county } = pair
    const order = { noticeId: countyNotice, to: pair.city.officeId, out: pair.stick }
    const ready = await fillF2(county)
    const half = await fillF2(county, { contactName: '' })
    expect(await county.problem('packages.export', { ...order, recordIds: [ready, half] })).toMatchObject({
      code: 'record.invalid',
      details: { recordId: half },
    })
    const exported = await county.call('packages.export', order)
    expect(exported.records.map(({ recordId }) => recordId)).toEqual([ready])
  })

  it('refuses an untrusted recipient, and holds what an untrusted sender sends', async () => {
    const strangers = await newPair({ trusting: false })
    const { county, city, stick } = strangers
    const card = path.join(stick, 'city-card.zip')
    await city.call('offices.exportCard', { out: card })
    expect(await county.call('packages.import', { path: card })).toMatchObject({ result: 'imported' })
    await fillF2(county)
    const order = { noticeId: countyNotice, to: city.officeId, out: stick }
    expect(
      (await county.call('packages.preview', { noticeId: countyNotice, to: city.officeId })).recipient,
    ).toMatchObject({ trusted: false })
    expect(await county.problem('packages.export', order)).toMatchObject({ code: 'office.not-trusted' })
    await trust(county, city, stick)
    const exported = await county.call('packages.export', order)
    const held = await city.call('packages.import', { path: fileOf(exported) })
    expect(held).toMatchObject({ result: 'held', records: 0, verified: { ok: true, trusted: false } })
    expect(held.verified.findings.map((finding) => finding.code)).toContain('card.unknown')
    expect(await city.call('records.list', {})).toEqual([])
    expect(await city.call('packages.inbox', {})).toMatchObject([{ result: 'held', records: [] }])
    expect((await city.call('desk.overview', {})).heldPackages).toBe(1)
    // After the telephone call the same file goes through.
    await trust(city, county, stick)
    expect(await city.call('packages.import', { path: fileOf(exported) })).toMatchObject({ result: 'imported' })
    expect(await city.call('packages.inbox', {})).toMatchObject([{ result: 'imported' }])
    await strangers.close()
  })

  it('refuses a package for somebody else', async () => {
    const others = await newPair({ trusting: false })
    await trust(others.city, pair.county, pair.stick)
    await fillF2(pair.county)
    const exported = await exportTo(pair)
    const refused = await others.city.call('packages.import', { path: fileOf(exported) })
    expect(refused.result).toBe('refused')
    expect(refused.verified.findings.map((finding) => finding.code)).toContain('package.not-for-us')
    expect(await others.city.call('records.list', {})).toEqual([])
    await others.close()
  })

  it('needs the passphrase to take in what is sealed, and takes nothing in without it', async () => {
    await fillF2(pair.county)
    const exported = await exportTo(pair)
    await pair.city.call('keys.lock', {})
    expect(await pair.city.problem('packages.import', { path: fileOf(exported) })).toMatchObject({
      code: 'keys.locked',
    })
    expect(await pair.city.call('records.list', {})).toEqual([])
    expect(await pair.city.call('packages.inbox', {})).toEqual([])
    await pair.city.call('keys.unlock', { passphrase: passphrases.city })
    expect(await pair.city.call('packages.import', { path: fileOf(exported) })).toMatchObject({ result: 'imported' })
  })

  it('a cancelled export leaves nothing and its number goes into the next voided', async () => {
    await fillF2(pair.county)
    const abort = new AbortController()
    const before = readdirSync(pair.stick)
    const call = pair.county.call(
      'packages.export',
      { noticeId: countyNotice, to: pair.city.officeId, out: pair.stick },
      {
        signal: abort.signal,
        progress: ({ phase }) => {
          if (phase === 'write') abort.abort()
        },
      },
    )
    await expect(call).rejects.toMatchObject({ code: 'cancelled' })
    expect(readdirSync(pair.stick)).toEqual(before)
    expect((await pair.county.call('packages.outbox', {}))[0]).toMatchObject({ sequence: 1, state: 'cancelled' })
    expect((await pair.county.call('tasks.list', {}))[0]).toMatchObject({ kind: 'export', state: 'cancelled' })
    const exported = await exportTo(pair)
    expect(exported.sequence).toBe(2)
    expect(await pair.city.call('packages.import', { path: fileOf(exported) })).toMatchObject({ result: 'imported' })
  })

  it('a damaged copy is refused, names the altered file, and writes nothing', async () => {
    await fillF2(pair.county)
    const exported = await exportTo(pair)
    const bad = path.join(pair.stick, 'bad.zip')
    const bytes = readFileSync(fileOf(exported))
    const photo = readFileSync(path.join(sampleDir, 'county/photo-1-field.jpg'))
    const at = bytes.indexOf(photo.subarray(0, 64))
    bytes[at + 700] = (bytes[at + 700] ?? 0) ^ 1
    writeFileSync(bad, bytes)
    const refused = await pair.city.call('packages.import', { path: bad })
    expect(refused.result).toBe('refused')
    expect(
      refused.verified.findings
        .filter((finding) => finding.severity === 'error')
        .every((finding) => finding.path.startsWith('data/attachments/')),
    ).toBe(true)
    expect(await pair.city.call('records.list', {})).toEqual([])
    expect(await pair.city.call('packages.inbox', {})).toMatchObject([{ result: 'refused', records: [] }])
    expect(readdirSync(path.join(pair.city.dir, 'staging'))).toEqual([])
    // The good copy of the same package still goes through.
    expect(await pair.city.call('packages.import', { path: fileOf(exported) })).toMatchObject({ result: 'imported' })
    expect(await pair.city.call('packages.inbox', {})).toMatchObject([{ result: 'imported' }])
    // And the bad one does not undo it.
    expect(await pair.city.call('packages.import', { path: bad })).not.toMatchObject({ result: 'imported' })
    expect(await pair.city.call('packages.inbox', {})).toMatchObject([{ result: 'imported' }])
  })
})

describe('numbers', () => {
  it('duplicate, gap, stale and fork are told apart', async () => {
    const { county, city, stick } = pair
    const recordId = await fillF2(county)
    const first = await exportTo(pair)
    expect(await city.call('packages.import', { path: fileOf(first) })).toMatchObject({ result: 'imported' })
    const receipt = await city.call('receipts.write', { packageId: first.packageId, out: stick })
    const receiptBytes = readFileSync(receipt.path)
    const rows = (await city.call('packages.inbox', {})).length
    expect(await city.call('packages.import', { path: fileOf(first) })).toMatchObject({
      result: 'duplicate',
      records: 0,
    })
    expect((await city.call('packages.inbox', {})).length).toBe(rows)
    const again = await city.call('receipts.write', { packageId: first.packageId, out: stick })
    expect(readFileSync(again.path).equals(receiptBytes)).toBe(true)

    await edit(pair, recordId, '第二版')
    const second = await exportTo(pair)
    await edit(pair, recordId, '第三版')
    const third = await exportTo(pair)
    const gap = await city.call('packages.import', { path: fileOf(third) })
    expect(gap).toMatchObject({ result: 'held' })
    expect(gap.verified.findings.map((finding) => finding.code)).toEqual(['package.gap'])
    expect((await city.call('records.open', { recordId })).summary.latestRevision).toBe(1)
    expect(await city.call('packages.import', { path: fileOf(third), acceptGap: true })).toMatchObject({
      result: 'imported',
    })
    const stale = await city.call('packages.import', { path: fileOf(second), acceptGap: true })
    expect(stale).toMatchObject({ result: 'held' })
    expect(stale.verified.findings.map((finding) => finding.code)).toEqual(['package.stale'])
    expect((await city.call('records.open', { recordId })).summary.latestRevision).toBe(3)
  })

  it('holds another package under a number that was taken in', async () => {
    const { county, city, dir } = pair
    await fillF2(county)
    // A copy of the county's store, as when a disk image was put back: both go on from the same number.
    await county.close()
    const copy = path.join(dir, 'copy')
    copyFolder(county.dir, copy)
    await county.reopen(passphrases.county)
    const twin = await Desk.open(copy)
    await twin.call('keys.unlock', { passphrase: passphrases.county })
    const mine = await exportTo(pair)
    await fillF2(twin, { activityName: '另一项活动' })
    const twinStick = path.join(dir, 'twin stick')
    mkdirSync(twinStick)
    const theirs = await twin.call('packages.export', { noticeId: countyNotice, to: city.officeId, out: twinStick })
    expect(theirs.sequence).toBe(mine.sequence)
    await city.call('packages.import', { path: fileOf(mine) })
    const fork = await city.call('packages.import', { path: fileOf(theirs), acceptGap: true })
    expect(fork.result).toBe('held')
    expect(fork.verified.findings.map((finding) => finding.code)).toEqual(['package.fork'])
    expect(await city.call('records.list', {})).toHaveLength(1)
    await twin.close()
  })
})

function copyFolder(from: string, to: string): void {
  mkdirSync(to, { recursive: true })
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    if (entry.isDirectory()) copyFolder(path.join(from, entry.name), path.join(to, entry.name))
    else if (entry.isFile()) copyFileSync(path.join(from, entry.name), path.join(to, entry.name))
  }
}
