import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import {
  canonicalJson,
  revisionCode,
  revisionDigest,
  revisionQrText,
  sha256Hex,
} from '../../../electron/core/package/canonical.ts'
import { cardDigest, createFirstCard, fingerprintGroups } from '../../../electron/core/package/card.ts'
import { composePackage } from '../../../electron/core/package/compose.ts'
import { publicKeyText, signingKeyFromSeed } from '../../../electron/core/package/minisign.ts'
import { verifyPackage } from '../../../electron/core/package/reader.ts'
import type { FrozenRevision } from '../../../electron/core/package/schema.ts'
import { writePackage } from '../../../electron/core/package/writer.ts'
import { publishedId } from '../../../electron/core/published/published-id.ts'
import { noticePack } from '../../../shared/notice/pack.ts'

/** Fixed clock and keys: what stands here may only change together with the format's number. */
const key = signingKeyFromSeed(Buffer.alloc(32, 1), Buffer.alloc(8, 2))
const card = createFirstCard({
  name: '海门区科学技术协会',
  level: 'county',
  region: '320684',
  upstream: null,
  deviceId: 'pc-1',
  signKey: publicKeyText(key),
  ageRecipient: 'age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p',
  createdAt: '2022-05-01T00:00:00.000Z',
})
const revision: FrozenRevision = {
  recordId: '0180b7f0-0000-7000-8000-000000000001',
  revision: 2,
  parentDigest: '0'.repeat(64),
  officeId: card.officeId,
  deviceId: 'pc-1',
  noticeId: 'jiangsu-2022-workers-day',
  noticeVersion: '1',
  formId: 'f2',
  formVersion: '1',
  values: { activityName: '科技工作者日', expectedScale: '约120人', modules: ['a', 'b'], open: true, none: null },
  personalCommitment: null,
  attachments: [],
}

test('card, 指纹码 and codes for paper', () => {
  expect({
    officeId: card.officeId,
    signKey: publicKeyText(key),
    digest: cardDigest(card),
    groups: fingerprintGroups(card),
  }).toMatchSnapshot()
  const digest = revisionDigest(revision)
  expect({
    canonical: canonicalJson(revision),
    digest,
    code: revisionCode(digest),
    qr: revisionQrText(revision.recordId, revision.revision, digest),
  }).toMatchSnapshot()
})

test('a whole package, text by text', async () => {
  const outbox = await mkdtemp(join(tmpdir(), 'kexie-golden-'))
  onTestFinished(() => rm(outbox, { recursive: true }))
  const { plan } = await composePackage({
    kind: 'submission',
    packageId: '0180b7f0-0000-7000-8000-00000000000a',
    createdAt: '2022-05-12T09:30:00.000Z',
    sender: { officeId: card.officeId, deviceId: 'pc-1', cardSeq: 1 },
    senderName: '海门区科学技术协会',
    recipient: {
      officeId: 'KX000000000000000000000000',
      cardSeq: 3,
      name: '南通市科学技术协会',
      ageRecipient: card.ageRecipient,
    },
    card,
    notice: { id: revision.noticeId, version: '1', digest: '1'.repeat(64), title: '江苏省2022年全国科技工作者日' },
    records: [{ revision, formTitle: '特色亮点活动筹备方案', personal: null, documents: [], attachments: [] }],
    sequence: 4,
    previousDigest: '2'.repeat(64),
    voided: [3],
    signKey: key,
    outbox,
    agent: 'kexie-desk 0.1.0',
  })
  expect(plan.tagManifestDigest).toMatchSnapshot()
  for (const entry of plan.entries) expect('text' in entry.source ? entry.source.text : '').toMatchSnapshot(entry.path)
})

test('a whole notice package, text by text', async () => {
  const outbox = await mkdtemp(join(tmpdir(), 'kexie-golden-'))
  onTestFinished(() => rm(outbox, { recursive: true }))
  const form = {
    id: 'intro',
    version: '1',
    name: '活动简介',
    shortName: '简介',
    titleField: 'docTitle',
    fields: [
      { id: 'docTitle', kind: 'text', label: '标题', required: true },
      { id: 'body', kind: 'long-text', label: '正文', limit: { max: 200, grade: 'soft', wording: '200字左右' } },
    ],
    layout: { title: ['活动简介'], blocks: [{ kind: 'flow', field: 'body', framed: false }] },
  }
  const raw = {
    format: 'kexie-notice/1',
    id: publishedId('intro-2022', card.officeId),
    version: '2',
    title: '关于报送活动简介的通知',
    shortTitle: '活动简介',
    issuer: '海门区科学技术协会',
    documentNumber: null,
    issuedOn: '2022-05-12',
    theme: null,
    period: null,
    addressees: [{ level: 'township', type: 'association', wording: '各镇科协', reportsTo: 'office' }],
    recipients: [{ id: 'office', unit: '区科协办公室', phone: '0513-00000000' }],
    deliverables: [
      {
        id: 'd1',
        title: '活动简介',
        wording: '请报送活动简介',
        dueWording: '5月20日前',
        dueAt: '2022-05-20T17:00:00+08:00',
        formId: 'intro',
        quantity: null,
        stamped: false,
        limits: ['200字左右'],
      },
    ],
    remarks: ['<b>5月21日</b>后不再收。'],
    forms: [form],
  }
  const pack = noticePack.parse(raw)
  const json = canonicalJson(raw)
  const { plan } = await composePackage({
    kind: 'notice',
    packageId: '0180b7f0-0000-7000-8000-00000000000b',
    createdAt: '2022-05-12T09:30:00.000Z',
    sender: { officeId: card.officeId, deviceId: 'pc-1', cardSeq: 1 },
    senderName: '海门区科学技术协会',
    recipient: null,
    card,
    notice: { id: pack.id, version: pack.version, digest: sha256Hex(json), title: pack.title },
    records: [],
    publishes: { pack, json, digest: sha256Hex(json) },
    sequence: 2,
    previousDigest: '2'.repeat(64),
    voided: [],
    signKey: key,
    outbox,
    agent: 'kexie-desk 0.1.0',
  })
  const file = join(outbox, 'notice.zip')
  await writePackage(plan, file)
  const verified = await verifyPackage(file, {
    ourOfficeId: null,
    trustedCard: async () => null,
    sequenceState: async () => null,
  })
  expect(verified).toMatchObject({ ok: true, trusted: false, kind: 'notice', notice: { digest: sha256Hex(json) } })
  expect(verified.bagit.valid).toBe(true)
  expect(plan.entries.map((entry) => entry.path)).toMatchSnapshot()
  for (const entry of plan.entries)
    if (['data/package.json', 'data/目录.html', 'data/notice/notice.json'].includes(entry.path))
      expect('text' in entry.source ? entry.source.text : '').toMatchSnapshot(entry.path)
})
