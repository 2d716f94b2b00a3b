import { createHash, randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'
import { generateAgeIdentity } from '../../../electron/core/package/age.ts'
import { manifestText } from '../../../electron/core/package/bag.ts'
import { personalCommitment, sha256Hex } from '../../../electron/core/package/canonical.ts'
import { createFirstCard } from '../../../electron/core/package/card.ts'
import { type ComposeInput, type ComposeRecord, composePackage } from '../../../electron/core/package/compose.ts'
import {
  generateSigningKey,
  publicKeyText,
  type SigningKey,
  signMinisign,
} from '../../../electron/core/package/minisign.ts'
import { openSource } from '../../../electron/core/package/open-source.ts'
import { trustedComment } from '../../../electron/core/package/plan.ts'
import { verifyPackage } from '../../../electron/core/package/reader.ts'
import type {
  FrozenRevision,
  OfficeCard,
  PackageJson,
  PersonalDocument,
} from '../../../electron/core/package/schema.ts'
import { readWhole } from '../../../electron/core/package/source.ts'
import type { SequenceState, VerifyContext, VerifyResult } from '../../../electron/core/package/verify-state.ts'
import { writePackage } from '../../../electron/core/package/writer.ts'
import { sameElsewhere } from '../../support/verifier.ts'
import { rawZip } from './zip-bytes.ts'

export interface Office {
  name: string
  officeId: string
  deviceId: string
  card: OfficeCard
  key: SigningKey
  age: { identity: string; recipient: string }
}

export const at = '2022-05-12T09:30:00.000Z'
export const noticeId = 'jiangsu-2022-workers-day'

export async function makeOffice(name: string, deviceId = 'pc-1'): Promise<Office> {
  const key = generateSigningKey()
  const age = await generateAgeIdentity()
  const card = createFirstCard({
    name,
    level: 'county',
    region: '320684',
    upstream: null,
    deviceId,
    signKey: publicKeyText(key),
    ageRecipient: age.recipient,
    createdAt: '2022-01-01T00:00:00.000Z',
  })
  return { name, officeId: card.officeId, deviceId, card, key, age }
}

/** A folder that goes away with its test. */
export async function scratch(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'kexie-package-'))
  onTestFinished(() => rm(dir, { recursive: true, force: true }))
  return dir
}

export const uuids = ['0180b7f0-0000-7000-8000-000000000001', '0180b7f0-0000-7000-8000-000000000002'] as const

export interface SampleOptions extends Partial<Omit<ComposeInput, 'records' | 'outbox'>> {
  from: Office
  to: Office
  change?: (records: ComposeRecord[]) => void
}

/** One F2 with a photo, a document, a personal part and a personal scan; a second one with personal fields only. */
export async function sampleInput(dir: string, options: SampleOptions): Promise<ComposeInput> {
  const { from, to, change, ...rest } = options
  const file = async (name: string, text: string) => {
    const path = join(dir, 'store', name)
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, text)
    return { file: path, sha256: sha256Hex(text), bytes: Buffer.byteLength(text) }
  }
  const photo = await file('photo.jpg', 'JPEG bytes of an activity '.repeat(500))
  const scan = await file('scan.jpg', 'scan of a signed form '.repeat(500))
  const pdf = await file('form.pdf', '%PDF-1.7 masked '.repeat(100))
  const personalOf = (recordId: string): PersonalDocument => ({
    senderOfficeId: from.officeId,
    recordId,
    revision: 1,
    salt: randomBytes(32).toString('hex'),
    fields: { contactName: '王小明', contactMobile: '13800138000' },
  })
  const revisionOf = (recordId: string, personal: PersonalDocument, attachments: string[]): FrozenRevision => ({
    recordId,
    revision: 1,
    parentDigest: null,
    officeId: from.officeId,
    deviceId: from.deviceId,
    noticeId,
    noticeVersion: '1',
    formId: 'f2',
    formVersion: '1',
    values: { activityName: '科技工作者日主题活动', scale: 120, modules: ['spirit', 'open'], budget: '12.50' },
    personalCommitment: personalCommitment(personal),
    attachments,
  })
  const [one, two] = [personalOf(uuids[0]), personalOf(uuids[1])]
  const records: ComposeRecord[] = [
    {
      revision: revisionOf(uuids[0], one, [photo.sha256, scan.sha256]),
      formTitle: '特色亮点活动筹备方案',
      personal: one,
      documents: [
        { ...pdf, mediaType: 'application/pdf', ext: 'pdf', title: '特色亮点活动筹备方案-1', personal: false },
      ],
      attachments: [
        { ...photo, mediaType: 'image/jpeg', ext: 'jpg', title: '活动照片-1', personal: false, field: 'photos' },
        { ...scan, mediaType: 'image/jpeg', ext: 'jpg', title: '盖章扫描件', personal: true, field: 'scan' },
      ],
    },
    {
      revision: revisionOf(uuids[1], two, []),
      formTitle: '特色亮点活动筹备方案',
      personal: two,
      documents: [],
      attachments: [],
    },
  ]
  change?.(records)
  return {
    kind: 'submission',
    createdAt: at,
    sender: { officeId: from.officeId, deviceId: from.deviceId, cardSeq: from.card.cardSeq },
    senderName: from.name,
    recipient: { officeId: to.officeId, cardSeq: to.card.cardSeq, name: to.name, ageRecipient: to.age.recipient },
    card: from.card,
    notice: { id: noticeId, version: '1', digest: sha256Hex('notice'), title: '2022年全国科技工作者日' },
    records,
    sequence: 1,
    previousDigest: null,
    voided: [],
    signKey: from.key,
    outbox: join(dir, 'outbox'),
    ...rest,
  }
}

export async function sample(dir: string, options: SampleOptions, name = 'sample.zip') {
  const composed = await composePackage(await sampleInput(dir, options))
  const written = await writePackage(composed.plan, join(dir, name))
  return { ...composed, path: written.path, written }
}

export interface Knowledge {
  us?: string | null
  known?: { card: OfficeCard; trusted: boolean }[]
  state?: SequenceState | null
  identity?: string | null
}
const knowledgeOf = new WeakMap<VerifyContext, Knowledge>()
export function contextOf(knowledge: Knowledge = {}): VerifyContext {
  const context: VerifyContext = {
    ourOfficeId: knowledge.us ?? null,
    trustedCard: async (id) => knowledge.known?.find((item) => item.card.officeId === id) ?? null,
    sequenceState: async () => knowledge.state ?? null,
    ageIdentity: knowledge.identity ?? null,
  }
  knowledgeOf.set(context, knowledge)
  return context
}
export const trusting = (from: Office, to: Office, state: SequenceState | null = null): VerifyContext =>
  contextOf({ us: to.officeId, known: [{ card: from.card, trusted: true }], state })

export const received = (digests: Record<number, string>): SequenceState => ({
  lastSequence: Math.max(0, ...Object.keys(digests).map(Number)),
  digestsOf: (sequence) => [digests[sequence] ?? []].flat(),
})

export const codes = (result: Pick<VerifyResult, 'findings'>): string[] => result.findings.map((item) => item.code)
export const errors = (result: Pick<VerifyResult, 'findings'>): string[] =>
  result.findings.filter((item) => item.severity === 'error').map((item) => `${item.code} ${item.path}`)

/** All files of a package, to be altered and packed again. */
export async function unpack(path: string): Promise<Map<string, Buffer>> {
  const { source } = await openSource(path)
  if (!source) throw new Error('not readable')
  const files = new Map<string, Buffer>()
  for (const entry of source.entries) files.set(entry.path, await readWhole(source, entry.path, 1e9))
  await source.close()
  return files
}
export async function pack(files: Map<string, Buffer>, path: string): Promise<string> {
  await writeFile(path, rawZip([...files].map(([name, data]) => ({ name, data }))))
  return path
}
export async function unpackTo(path: string, dir: string): Promise<string> {
  for (const [name, data] of await unpack(path)) {
    await mkdir(dirname(join(dir, name)), { recursive: true })
    await writeFile(join(dir, name), data)
  }
  return dir
}

/** Makes manifests and signature fit altered contents again, as someone with a key could. */
export function reseal(
  files: Map<string, Buffer>,
  key: SigningKey,
  change?: (json: PackageJson) => void,
): Map<string, Buffer> {
  const json = JSON.parse(String(files.get('data/package.json'))) as PackageJson
  change?.(json)
  files.set('data/package.json', Buffer.from(JSON.stringify(json)))
  const listed = (names: string[]) =>
    Buffer.from(
      manifestText(
        names.map((path) => ({ path, sha256: createHash('sha256').update(files.get(path)!).digest('hex') })),
      ),
    )
  const payload = [...files.keys()].filter((name) => name.startsWith('data/'))
  const oxum = payload.reduce((sum, name) => sum + files.get(name)!.length, 0)
  files.set(
    'bag-info.txt',
    Buffer.from(String(files.get('bag-info.txt')).replace(/Oxum: .*/, `Oxum: ${oxum}.${payload.length}`)),
  )
  files.set('manifest-sha256.txt', listed(payload))
  files.set('tagmanifest-sha256.txt', listed(['bagit.txt', 'bag-info.txt', 'manifest-sha256.txt']))
  files.set(
    'signature.minisig',
    Buffer.from(signMinisign(files.get('tagmanifest-sha256.txt')!, key, trustedComment(json))),
  )
  return files
}

export async function verifyFiles(
  files: Map<string, Buffer>,
  dir: string,
  context: VerifyContext,
): Promise<VerifyResult> {
  return verifyTwice(await pack(files, join(dir, 'altered.zip')), context)
}

/** By our reader; the verifier in another language must say the same (test/verifier). */
export async function verifyTwice(path: string, context: VerifyContext): Promise<VerifyResult> {
  const result = await verifyPackage(path, context)
  const { us = null, known = [] } = knowledgeOf.get(context) ?? {}
  await sameElsewhere(path, result, { us, cards: known.flatMap(({ card, trusted }) => (trusted ? [card] : [])) })
  return result
}
