import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { v7 as uuidv7 } from 'uuid'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { encryptBytes } from '../../electron/core/package/age.ts'
import { sha256Hex } from '../../electron/core/package/canonical.ts'
import { fingerprintGroups } from '../../electron/core/package/card.ts'
import { type PlanEntry, textEntry } from '../../electron/core/package/plan.ts'
import type { PackageJson, Receipt } from '../../electron/core/package/schema.ts'
import { countyNotice, Desk, fillF2, foundOffice, newRoot } from '../support/desks.ts'
import { type ForeignOffice, foreignOffice, foreignPackage } from '../support/foreign-office.ts'
import { storeContents } from '../support/hostile-office.ts'
import { unzipPackage } from '../support/unzip.ts'

let root: ReturnType<typeof newRoot>
let county: Desk
let city: ForeignOffice
let stick: string
let sent: { json: PackageJson; tagManifestDigest: string; recordId: string }

beforeEach(async () => {
  root = newRoot()
  stick = path.join(root.dir, 'stick')
  county = await Desk.open(path.join(root.dir, 'county'))
  await foundOffice(county, 'county')
  city = await foreignOffice('某市科协')
  const card = await foreignPackage(city, stick)
  await county.call('offices.trust', { card, fingerprint: fingerprintGroups(city.card).join(' ') })
  sent = await send()
})
afterEach(async () => {
  await county.close()
  root.remove()
})

async function send(): Promise<typeof sent> {
  const recordId = await fillF2(county, {}, [])
  const order = { noticeId: countyNotice, to: city.card.officeId, out: stick, recordIds: [recordId] }
  const exported = await county.call('packages.export', order)
  const unzipped = unzipPackage(exported.files[0]?.path ?? '', path.join(root.dir, uuidv7()))
  const json = JSON.parse(unzipped.text('data/package.json')) as PackageJson
  return { json, tagManifestDigest: unzipped.tagManifestDigest, recordId }
}

/** A receipt of the city, with whatever the test wants to be wrong about it. */
async function receipt(change: Partial<Receipt> = {}, about = sent, extra: PlanEntry[] = []): Promise<string> {
  const own = await county.call('offices.fingerprint', {})
  const body: Receipt = {
    receiptId: uuidv7(),
    issuer: city.card.officeId,
    addressee: county.officeId,
    sequence: 1,
    previousDigest: null,
    package: { id: about.json.packageId, tagManifestDigest: about.tagManifestDigest },
    records: about.json.records.map(({ recordId, revision, digest }) => ({
      recordId,
      revision,
      digest,
      state: 'accepted',
      reasons: [],
    })),
    attachments: [],
    lastKnown: { sequence: 1, digest: about.tagManifestDigest },
    ...change,
  }
  return foreignPackage(city, path.join(stick, uuidv7()), {
    kind: 'receipt',
    recipient: { officeId: county.officeId, cardSeq: 1, name: '县', ageRecipient: own.ageRecipient },
    sequence: body.sequence,
    previousDigest: body.previousDigest,
    extra: [textEntry('data/receipt.json', JSON.stringify(body)), ...extra],
  })
}

const importCodes = async (file: string) => {
  const { result, verified } = await county.call('packages.import', { path: file })
  return { result, codes: verified.findings.map((finding) => finding.code) }
}

it('that names one record twice is refused', async () => {
  const [record] = sent.json.records
  const twice = (['accepted', 'returned'] as const).map((state) => ({
    recordId: sent.recordId,
    revision: 1,
    digest: record?.digest ?? '',
    state,
    reasons: [],
  }))
  const before = storeContents(county.dir)
  expect(await importCodes(await receipt({ records: twice }))).toMatchObject({
    result: 'refused',
    codes: ['receipt.twice'],
  })
  expect(storeContents(county.dir)).toEqual(before)
})

it('for fields that no form has, or with a part about the package of another recipient', async () => {
  const [record] = sent.json.records
  const odd = ['__proto__', 'constructor', '../x', 'x'.repeat(200), 'hasOwnProperty']
  const said = {
    recordId: sent.recordId,
    revision: 1,
    digest: record?.digest ?? '',
    state: 'returned' as const,
    reasons: odd.map((_, at) => `理由${at}`),
    fields: odd,
  }
  const mine = city
  city = await foreignOffice('别市科协')
  const card = await foreignPackage(city, stick)
  await county.call('offices.trust', { card, fingerprint: fingerprintGroups(city.card).join(' ') })
  const theirs = await send()
  city = mine
  const part = {
    receiptId: uuidv7(),
    package: { id: theirs.json.packageId, tagManifestDigest: theirs.tagManifestDigest },
    records: [],
    attachments: [],
  }
  expect(await importCodes(await receipt({ records: [said], further: [part] }))).toMatchObject({
    result: 'refused',
    codes: ['receipt.wrong-issuer'],
  })
  const many = { ...said, reasons: Array(10_000).fill('x'), fields: Array(10_000).fill('__proto__') }
  expect(await importCodes(await receipt({ records: [many] }))).toMatchObject({ codes: ['receipt.schema'] })
  expect(await county.call('records.returns', { recordId: sent.recordId })).toEqual([])
  expect(await importCodes(await receipt({ records: [said] }))).toMatchObject({ result: 'imported' })
  // What nobody can point to is about the whole: nothing stays locked by it.
  const [back] = await county.call('records.returns', { recordId: sent.recordId })
  expect(back?.reasons).toEqual(odd.map((_, at) => ({ field: null, text: `理由${at}` })))
  const { draftSeq } = await county.call('records.open', { recordId: sent.recordId })
  await county.call('records.saveDraft', { recordId: sent.recordId, draftSeq, changes: { activityName: '改好了' } })
})

it('under the id of another receipt is refused as replayed', async () => {
  const receiptId = uuidv7()
  const first = await receipt({ receiptId })
  expect(await importCodes(first)).toMatchObject({ result: 'imported' })
  const { tagManifestDigest } = unzipPackage(first, path.join(root.dir, uuidv7()))
  const second = await send()
  const before = storeContents(county.dir)
  const change = { receiptId, sequence: 2, previousDigest: tagManifestDigest }
  expect(await importCodes(await receipt(change, second))).toMatchObject({
    result: 'refused',
    codes: ['receipt.replayed'],
  })
  expect(storeContents(county.dir)).toEqual(before)
})

it('about the package of another recipient, by the number of ours, is refused', async () => {
  const other = await foreignOffice('别市科协')
  const card = await foreignPackage(other, stick)
  await county.call('offices.trust', { card, fingerprint: fingerprintGroups(other.card).join(' ') })
  const mine = city
  city = other
  const theirs = await send()
  city = mine
  expect(await importCodes(await receipt({}, theirs))).toMatchObject({
    result: 'refused',
    codes: ['receipt.wrong-issuer'],
  })
})

it('with a sealed reason longer than any reason is refused without being read', async () => {
  const own = await county.call('offices.fingerprint', {})
  const sealed = Buffer.from(await encryptBytes(randomBytes(2_000_000), [own.ageRecipient]))
  const sha256 = sha256Hex(sealed)
  const file = path.join(stick, `${sha256}.age`)
  writeFileSync(file, sealed)
  const inside = `data/personal/${sha256}.age`
  const [record] = sent.json.records
  const records: Receipt['records'] = [
    {
      recordId: sent.recordId,
      revision: 1,
      digest: record?.digest ?? '',
      state: 'returned',
      reasons: [{ sealed: inside }],
    },
  ]
  const entry: PlanEntry = { path: inside, bytes: sealed.length, sha256, source: { file } }
  expect(await importCodes(await receipt({ records }, sent, [entry]))).toMatchObject({
    result: 'refused',
    codes: ['personal.cannot-open'],
  })
})
