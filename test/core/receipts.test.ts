import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fingerprintGroups } from '../../electron/core/package/card.ts'
import { composeReceipt, type ReceiptInput } from '../../electron/core/package/receipt.ts'
import type { PackageJson } from '../../electron/core/package/schema.ts'
import { countyNotice, Desk, fillF2, foundOffice, newPair, newRoot, type Pair } from '../support/desks.ts'
import { type ForeignOffice, foreignOffice, foreignPackage } from '../support/foreign-office.ts'
import { unzipPackage } from '../support/unzip.ts'

describe('receipts of a city office', () => {
  let pair: Pair
  beforeEach(async () => {
    pair = await newPair()
  })
  afterEach(() => pair.close())

  const send = async (): Promise<{ packageId: string; recordId: string }> => {
    const recordId = await fillF2(pair.county)
    const exported = await pair.county.call('packages.export', {
      noticeId: countyNotice,
      to: pair.city.officeId,
      out: pair.stick,
    })
    await pair.city.call('packages.import', { path: exported.files[0]?.path ?? '' })
    return { packageId: exported.packageId, recordId }
  }

  it('name exactly what arrived, and a new decision takes the next number', async () => {
    const { packageId, recordId } = await send()
    const first = await pair.city.call('receipts.write', { packageId, out: pair.stick })
    const receipt = JSON.parse(
      unzipPackage(first.path, path.join(pair.dir, 'one')).text('data/receipt.json'),
    ) as Record<string, unknown>
    expect(receipt).toMatchObject({
      issuer: pair.city.officeId,
      addressee: pair.county.officeId,
      sequence: 1,
      records: [{ recordId, revision: 1, state: 'received', reasons: [] }],
      attachments: [{ bytes: 6816 }],
      lastKnown: { sequence: 1 },
    })
    expect((await pair.city.call('packages.inbox', {}))[0]?.receiptWrittenAt).not.toBeNull()
    const again = await pair.city.call('receipts.write', { packageId, out: pair.stick })
    expect(again.sha256).toBe(first.sha256)
    await pair.city.call('packages.decide', { packageId, recordId, revision: 1, state: 'accepted' })
    const second = await pair.city.call('receipts.write', { packageId, out: pair.stick })
    expect(second.sha256).not.toBe(first.sha256)
    for (const file of [first, second])
      expect(await pair.county.call('packages.import', { path: file.path })).toMatchObject({ result: 'imported' })
    expect((await pair.county.call('records.open', { recordId })).summary.state).toBe('accepted')
    // Replayed: the same bytes are known, nothing goes back to 已收.
    expect(await pair.county.call('packages.import', { path: first.path })).toMatchObject({ result: 'duplicate' })
    expect((await pair.county.call('records.open', { recordId })).summary.state).toBe('accepted')
  })

  it('seal a reason that quotes a personal field, and leave others readable', async () => {
    const { packageId, recordId } = await send()
    const reasons = ['示范员的手机号 13800000000 打不通', '请补盖章页']
    await pair.city.call('packages.decide', { packageId, recordId, revision: 1, state: 'returned', reasons })
    const { path: file } = await pair.city.call('receipts.write', { packageId, out: pair.stick })
    const unzipped = unzipPackage(file, path.join(pair.dir, 'sealed'))
    expect(unzipped.text('data/receipt.json')).toContain('请补盖章页')
    expect(unzipped.text('data/receipt.json')).not.toContain('13800000000')
    expect(unzipped.names.filter((name) => name.startsWith('data/personal/'))).toHaveLength(1)
    expect(await pair.county.call('packages.import', { path: file })).toMatchObject({ result: 'imported' })
    expect((await pair.county.call('records.open', { recordId })).summary.returnedReasons).toEqual(reasons)
  })

  it('need a package that was taken in, and a reason for a return', async () => {
    const { packageId, recordId } = await send()
    expect(
      await pair.city.problem('packages.decide', { packageId, recordId, revision: 1, state: 'returned' }),
    ).toMatchObject({ code: 'input.invalid' })
    expect(
      await pair.city.problem('packages.decide', { packageId, recordId, revision: 9, state: 'accepted' }),
    ).toMatchObject({ code: 'revision.unknown' })
    const unknown = '019a0000-0000-7000-8000-000000000000'
    expect(
      await pair.city.problem('packages.decide', { packageId: unknown, recordId, revision: 1, state: 'accepted' }),
    ).toMatchObject({ code: 'package.not-found' })
    expect(await pair.city.problem('receipts.write', { packageId: unknown, out: pair.stick })).toMatchObject({
      code: 'package.not-found',
    })
  })
})

describe('forged receipts', () => {
  let root: ReturnType<typeof newRoot>
  let county: Desk
  let city: ForeignOffice
  let sent: { packageId: string; recordId: string; tagManifestDigest: string; json: PackageJson }
  let stick: string

  beforeEach(async () => {
    root = newRoot()
    stick = path.join(root.dir, 'stick')
    county = await Desk.open(path.join(root.dir, 'county'))
    await foundOffice(county, 'county')
    city = await foreignOffice('某市科协')
    await county.call('offices.trust', {
      card: await foreignPackage(city, stick),
      fingerprint: fingerprintGroups(city.card).join(' '),
    })
    const recordId = await fillF2(county)
    const exported = await county.call('packages.export', {
      noticeId: countyNotice,
      to: city.card.officeId,
      out: stick,
    })
    const unzipped = unzipPackage(exported.files[0]?.path ?? '', path.join(root.dir, 'unzipped'))
    sent = {
      packageId: exported.packageId,
      recordId,
      tagManifestDigest: unzipped.tagManifestDigest,
      json: JSON.parse(unzipped.text('data/package.json')) as PackageJson,
    }
  })
  afterEach(async () => {
    await county.close()
    root.remove()
  })

  const receiptFrom = async (
    office: ForeignOffice,
    change: Partial<ReceiptInput> = {},
    sender = office,
  ): Promise<string> => {
    const [record] = sent.json.records
    const { entry } = composeReceipt({
      issuer: office.card.officeId,
      sequence: 1,
      previousDigest: null,
      answered: { json: sent.json, tagManifestDigest: sent.tagManifestDigest },
      records: [{ recordId: sent.recordId, revision: 1, digest: record?.digest ?? '', state: 'accepted', reasons: [] }],
      attachments: [],
      lastKnown: { sequence: 1, digest: sent.tagManifestDigest },
      ...change,
    })
    const own = await county.call('offices.fingerprint', {})
    return foreignPackage(sender, stick, {
      kind: 'receipt',
      sender: { officeId: sender.card.officeId, deviceId: sender.deviceId, cardSeq: 1 },
      recipient: { officeId: county.officeId, cardSeq: 1, name: '示例县科学技术协会', ageRecipient: own.ageRecipient },
      sequence: change.sequence ?? 1,
      extra: [entry],
    })
  }
  const codes = async (file: string): Promise<string[]> => {
    const outcome = await county.call('packages.import', { path: file })
    expect(['refused', 'held']).toContain(outcome.result)
    expect((await county.call('records.open', { recordId: sent.recordId })).summary.state).toBe('sent')
    expect(outcome.records).toBe(0)
    return outcome.verified.findings.map((finding) => finding.code)
  }

  it('the true one goes through, and an older one after it does not', async () => {
    const good = await receiptFrom(city, { sequence: 2 })
    // Number 1 is missing: a person confirms.
    expect(await county.call('packages.import', { path: good, acceptGap: true })).toMatchObject({ result: 'imported' })
    expect((await county.call('records.open', { recordId: sent.recordId })).summary.state).toBe('accepted')
    const older = await receiptFrom(city, { sequence: 1, records: [] })
    const outcome = await county.call('packages.import', { path: older, acceptGap: true })
    expect(outcome.result).toBe('held')
    expect(outcome.verified.findings.map((finding) => finding.code)).toContain('package.stale')
    expect((await county.call('records.open', { recordId: sent.recordId })).summary.state).toBe('accepted')
  })

  it('from another office, trusted or not, is not accepted', async () => {
    const other = await foreignOffice('别市科协')
    expect(await codes(await receiptFrom(other))).toContain('card.unknown')
    await county.call('offices.trust', {
      card: await foreignPackage(other, stick),
      fingerprint: fingerprintGroups(other.card).join(' '),
    })
    expect(await codes(await receiptFrom(other))).toContain('receipt.wrong-issuer')
    // Signed by one office in the name of another.
    expect(await codes(await receiptFrom(city, {}, other))).toContain('receipt.wrong-issuer')
  })

  it('about a package, a record, a content or an attachment that we did not send', async () => {
    const digest = 'a'.repeat(64)
    expect(
      await codes(
        await receiptFrom(city, {
          answered: {
            json: { ...sent.json, packageId: '019a0000-0000-7000-8000-000000000000' },
            tagManifestDigest: sent.tagManifestDigest,
          },
        }),
      ),
    ).toContain('receipt.unknown-package')
    expect(
      await codes(await receiptFrom(city, { answered: { json: sent.json, tagManifestDigest: digest } })),
    ).toContain('receipt.forged')
    expect(
      await codes(
        await receiptFrom(city, {
          records: [{ recordId: sent.recordId, revision: 1, digest, state: 'accepted', reasons: [] }],
        }),
      ),
    ).toContain('receipt.unknown-record')
    expect(await codes(await receiptFrom(city, { attachments: [{ digest, bytes: 1 }] }))).toContain(
      'receipt.unknown-attachment',
    )
  })

  it('changed after it was signed', async () => {
    const file = await receiptFrom(city)
    const bytes = readFileSync(file)
    const at = bytes.indexOf('data/receipt.json') + 'data/receipt.json'.length + 30
    bytes[at] = (bytes[at] ?? 0) ^ 0xff
    writeFileSync(file, bytes)
    expect((await county.call('packages.import', { path: file })).result).toBe('refused')
    expect((await county.call('records.open', { recordId: sent.recordId })).summary.state).toBe('sent')
  })
})
