import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import {
  canonicalJson,
  revisionCode,
  revisionDigest,
  revisionQrText,
} from '../../../electron/core/package/canonical.ts'
import { cardDigest, createFirstCard, fingerprintGroups } from '../../../electron/core/package/card.ts'
import { composePackage } from '../../../electron/core/package/compose.ts'
import { publicKeyText, signingKeyFromSeed } from '../../../electron/core/package/minisign.ts'
import type { FrozenRevision } from '../../../electron/core/package/schema.ts'

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
