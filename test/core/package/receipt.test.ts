import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type ComposeInput, composePackage } from '../../../electron/core/package/compose.ts'
import { checkReceipt, composeReceipt, type SentPackage } from '../../../electron/core/package/receipt.ts'
import type { Receipt } from '../../../electron/core/package/schema.ts'
import { writePackage } from '../../../electron/core/package/writer.ts'
import {
  at,
  codes,
  contextOf,
  makeOffice,
  type Office,
  pack,
  received,
  reseal,
  sample,
  scratch,
  trusting,
  unpack,
  verifyTwice,
} from './world.ts'

const county = await makeOffice('海门区科学技术协会')
const city = await makeOffice('南通市科学技术协会')
const third = await makeOffice('第三方协会')

async function answered(change: { issuer?: Office; sequence?: number; edit?: (receipt: Receipt) => void } = {}) {
  const dir = await scratch()
  const sent = await sample(dir, { from: county, to: city })
  const issuer = change.issuer ?? city
  const sequence = change.sequence ?? 1
  const json = sent.plan.packageJson
  const made = composeReceipt({
    issuer: issuer.officeId,
    sequence,
    previousDigest: null,
    answered: { json, tagManifestDigest: sent.plan.tagManifestDigest },
    records: json.records.map(({ recordId, revision, digest }, i) => ({
      recordId,
      revision,
      digest,
      state: i === 0 ? ('received' as const) : ('returned' as const),
      reasons: i === 0 ? [] : ['拟举办时间与通知不符，请核对'],
    })),
    attachments: json.records.flatMap((record) =>
      record.attachments.map((item) => ({ digest: item.digest, bytes: item.bytes ?? 0 })),
    ),
    lastKnown: { sequence: 1, digest: sent.plan.tagManifestDigest },
  })
  change.edit?.(made.receipt)
  const { textEntry } = await import('../../../electron/core/package/plan.ts')
  const input: ComposeInput = {
    kind: 'receipt',
    createdAt: at,
    sender: { officeId: issuer.officeId, deviceId: issuer.deviceId, cardSeq: 1 },
    senderName: issuer.name,
    recipient: { officeId: county.officeId, cardSeq: 1, name: county.name, ageRecipient: county.age.recipient },
    card: issuer.card,
    notice: null,
    records: [],
    extra: [textEntry('data/receipt.json', JSON.stringify(made.receipt))],
    sequence,
    previousDigest: null,
    voided: [],
    signKey: issuer.key,
    outbox: join(dir, 'outbox'),
  }
  const { plan } = await composePackage(input)
  const { path } = await writePackage(plan, join(dir, 'receipt.zip'))
  const outbox: SentPackage = {
    packageId: json.packageId,
    tagManifestDigest: sent.plan.tagManifestDigest,
    recipientOfficeId: city.officeId,
    records: json.records,
    attachments: json.records.flatMap((record) => record.attachments.map((item) => item.digest)),
  }
  return { dir, path, plan, outbox }
}

const context = (outbox: SentPackage | null, last = 0) => ({
  otherDevices: new Set<string>(),
  ourOfficeId: county.officeId,
  outboxLookup: async (id: string) => (outbox?.packageId === id ? outbox : null),
  lastReceiptSequence: async () => last,
})
async function judge(path: string, outbox: SentPackage | null, last = 0, issuer = city) {
  const verified = await verifyTwice(path, trusting(issuer, county))
  return {
    verified,
    findings: verified.receipt ? await checkReceipt(verified.receipt, verified, context(outbox, last)) : [],
  }
}

describe('receipts', () => {
  test('a good one comes through', async () => {
    const { path, outbox } = await answered()
    const { verified, findings } = await judge(path, outbox)
    expect(verified).toMatchObject({ ok: true, trusted: true, kind: 'receipt', findings: [] })
    expect(findings).toEqual([])
    expect(verified.receipt?.records[1]).toMatchObject({ state: 'returned', reasons: ['拟举办时间与通知不符，请核对'] })
  })

  test('forged: altered without the key, or about other contents', async () => {
    const { path, dir, outbox } = await answered()
    const files = await unpack(path)
    files.set('data/receipt.json', Buffer.from(String(files.get('data/receipt.json')).replace('returned', 'accepted')))
    expect(codes(await verifyTwice(await pack(files, join(dir, 'x.zip')), trusting(city, county)))).toContain(
      'bag.digest-mismatch',
    )
    reseal(files, third.key)
    expect(codes(await verifyTwice(await pack(files, join(dir, 'x.zip')), trusting(city, county)))).toEqual([
      'signature.other-signer',
    ])
    const other = { ...outbox, tagManifestDigest: '0'.repeat(64) }
    expect(codes(await judge(path, other))).toEqual(['receipt.forged'])
  })

  test('issued by an office that was not the recipient', async () => {
    const { path, outbox } = await answered({ issuer: third })
    expect(codes(await judge(path, outbox, 0, third))).toEqual(['receipt.wrong-issuer'])
    const lying = await answered({ issuer: third, edit: (receipt) => (receipt.issuer = city.officeId) })
    expect(codes(await verifyTwice(lying.path, trusting(third, county)))).toEqual(['receipt.wrong-issuer'])
  })

  test('replayed: the same file, and an old number', async () => {
    const { path, plan, outbox } = await answered()
    const again = await verifyTwice(path, trusting(city, county, received({ 1: plan.tagManifestDigest })))
    expect(codes(again)).toEqual(['package.duplicate'])
    expect(codes(await judge(path, outbox, 1))).toEqual(['receipt.replayed'])
  })

  test('about what another computer of ours sent: left out here, and only there', async () => {
    const { path } = await answered()
    const verified = await verifyTwice(path, trusting(city, county))
    const receipt = verified.receipt!
    expect(receipt.device).toBe(county.deviceId)
    const beside = { ...context(null), otherDevices: new Set([county.deviceId]) }
    expect(await checkReceipt(receipt, verified, beside)).toEqual([])
    // Its own entry is looked at all the same.
    const unnamed = { ...receipt, device: undefined }
    expect(codes({ findings: await checkReceipt(unnamed, verified, beside) })).toEqual(['receipt.unknown-package'])
    const further = [{ receiptId: crypto.randomUUID(), package: receipt.package, records: [], attachments: [] }]
    expect(codes({ findings: await checkReceipt({ ...receipt, further }, verified, beside) })).toEqual([
      'receipt.twice',
      'receipt.unknown-package',
    ])
  })

  test('unknown package, record, attachment; untrusted issuer; other numbers', async () => {
    const { path, outbox } = await answered()
    expect(codes(await judge(path, null))).toEqual(['receipt.unknown-package'])
    expect(
      codes(await judge(path, { ...outbox, records: [], attachments: [] })).filter(
        (code, i, all) => all.indexOf(code) === i,
      ),
    ).toEqual(['receipt.unknown-record', 'receipt.unknown-attachment'])
    const verified = await verifyTwice(
      path,
      contextOf({ us: county.officeId, known: [{ card: city.card, trusted: false }] }),
    )
    expect(codes({ findings: await checkReceipt(verified.receipt!, verified, context(outbox)) })).toEqual([
      'receipt.untrusted',
    ])
    const shifted = await answered({ edit: (receipt) => (receipt.sequence = 9) })
    expect(codes((await judge(shifted.path, shifted.outbox)).verified)).toEqual(['receipt.sequence-mismatch'])
    const astray = await answered({ edit: (receipt) => (receipt.addressee = third.officeId) })
    expect(codes((await judge(astray.path, astray.outbox)).verified)).toEqual(['receipt.not-for-us'])
    const broken = await answered({ edit: (receipt) => Object.assign(receipt, { more: 1 }) })
    expect(codes((await judge(broken.path, broken.outbox)).verified)).toEqual(['receipt.schema'])
  })
})
