import { type AgeError, ageHeaderFault } from './age.ts'
import { caught } from './bag.ts'
import { revisionDigest } from './canonical.ts'
import { innerPath, isEvidence } from './evidence.ts'
import { DamagedEntry } from './findings.ts'
import { parseJsonFile } from './json-text.ts'
import { maxAgeHeader, maxRecordJson, maxRecordsTotal } from './limits.ts'
import { isNoticeExtra, noticePath, readNotice } from './notice-part.ts'
import { openDocument } from './open-personal.ts'
import { recordPath } from './page.ts'
import { packageJsonPath, pagePath } from './plan.ts'
import { saysTwice } from './receipt-sections.ts'
import {
  type FrozenRevision,
  frozenRevision,
  isScan,
  issueText,
  type PackageJson,
  type RecordEntry,
  receipt as receiptSchema,
} from './schema.ts'
import { readExpected, readHead } from './source.ts'
import { report, type Verification } from './verify-state.ts'

export const receiptPath = 'data/receipt.json'

/** Stage content: schema of every JSON, revision digests, commitments; nothing unlisted. */
export async function contentStage(v: Verification): Promise<void> {
  const json = v.json
  if (!json) return
  const listed = new Set([packageJsonPath, pagePath])
  const seen = new Set<string>()
  let recordBytes = 0
  for (const entry of json.records) {
    const path = recordPath(entry.recordId, entry.revision)
    if (seen.has(path)) report(v, 'record.duplicate', path)
    seen.add(path)
    for (const item of [path, ...entry.documents]) listed.add(item)
    if (entry.personal !== null) listed.add(entry.personal)
    if (entry.consents !== undefined) listed.add(entry.consents)
    for (const item of entry.attachments) if (item.path !== 'delivered') listed.add(item.path)
    recordBytes += v.source.bytesOf(path) ?? 0
    if (recordBytes > maxRecordsTotal) return report(v, 'zip.total-too-large')
    const revision = await readRevision(v, entry)
    if (revision) await checkRecord(v, json, entry, revision, path)
  }
  if (json.kind === 'receipt') listed.add(receiptPath)
  if (json.kind === 'notice') listed.add(noticePath)
  checkListing(v, json, listed)
  for (const path of v.manifest.keys()) if (path.startsWith('data/personal/')) await checkCiphertext(v, path)
  if (json.kind === 'receipt') await readReceipt(v, json)
  if (json.kind === 'notice') await readNotice(v, json)
}

/** The frozen revision of an entry, or null after reporting. */
export async function readRevision(
  v: Pick<Verification, 'source' | 'manifest' | 'findings' | 'options'>,
  entry: RecordEntry,
): Promise<FrozenRevision | null> {
  const path = recordPath(entry.recordId, entry.revision)
  return caught(async () => {
    if (!v.manifest.has(path)) throw new DamagedEntry('package.listed-missing', path)
    const bytes = await readExpected(v.source, path, maxRecordJson, v.manifest.get(path), v.options.signal)
    const parsed = frozenRevision.safeParse(parseJsonFile(bytes, path))
    if (!parsed.success) throw new DamagedEntry('record.schema', path, issueText(parsed.error))
    if (digestOf(parsed.data) !== entry.digest) throw new DamagedEntry('record.digest', path)
    return parsed.data
  }, v.findings)
}

/** Null when the text cannot be made canonical (lone surrogates, keys that meet in NFC). */
function digestOf(revision: FrozenRevision): string | null {
  try {
    return revisionDigest(revision)
  } catch {
    return null
  }
}

async function checkRecord(
  v: Verification,
  json: PackageJson,
  entry: RecordEntry,
  revision: FrozenRevision,
  path: string,
): Promise<void> {
  if (revision.recordId !== entry.recordId || revision.revision !== entry.revision) report(v, 'record.name', path)
  // Another office's: what it signed must lie beside it (verify-evidence.ts).
  if (revision.officeId !== json.sender.officeId) v.forwarded.push({ entry, officeId: revision.officeId })
  if (json.notice && revision.noticeId !== json.notice.id) report(v, 'record.other-notice', path)
  const whole = json.volume === null || json.volume.of === 1
  const named = new Set(entry.attachments.map((item) => item.digest))
  if (whole && revision.attachments.some((digest) => !named.has(digest)))
    report(v, 'record.attachment-not-listed', path)
  for (const item of entry.attachments) {
    const where = item.path === 'delivered' ? path : item.path
    if (!revision.attachments.includes(item.digest) && (!isScan(item, revision) || item.path === 'delivered'))
      report(v, 'record.attachment-unknown', where)
    if (item.path === 'delivered') {
      if (!json.delivered.includes(item.digest)) report(v, 'record.delivered-unlisted', path)
      continue
    }
    const digest = v.manifest.get(item.path)
    if (digest !== undefined && innerPath(item.path).startsWith('data/attachments/') && digest !== item.digest)
      report(v, 'record.attachment-digest', item.path)
    if (!/^data\/(attachments|personal)\//.test(innerPath(item.path)) || sealedEvidence(item.path))
      report(v, 'package.schema', packageJsonPath, item.path)
  }
  for (const item of entry.documents)
    if (!/^data\/(documents|personal)\//.test(innerPath(item)) || sealedEvidence(item))
      report(v, 'package.schema', packageJsonPath, item)
  if (entry.consents !== undefined && !entry.consents.startsWith('data/personal/'))
    report(v, 'package.schema', packageJsonPath, entry.consents)
  if (entry.personal === null && entry.consents !== undefined) report(v, 'personal.unexpected', entry.consents)
  if (revision.personalCommitment === null && entry.personal !== null) report(v, 'personal.unexpected', entry.personal)
  if (revision.personalCommitment !== null && entry.personal === null && whole) report(v, 'personal.missing', path)
  if (entry.personal === null) return
  if (!entry.personal.startsWith('data/personal/')) return report(v, 'package.schema', packageJsonPath, entry.personal)
  if (v.context.ageIdentity && v.manifest.has(entry.personal)) {
    const opened = await openDocument(v, entry.personal, revision, v.context.ageIdentity)
    if (opened.fault) report(v, opened.fault, entry.personal)
    // What nobody may take in is opened once, and not kept.
    else if (v.trusted && v.options.stagingDir !== undefined) v.opened.set(entry.personal, opened.document)
  }
}

/** Personal parts are sealed anew: those of an evidence are for somebody else. */
const sealedEvidence = (path: string): boolean => isEvidence(path) && innerPath(path).startsWith('data/personal/')

const missingCodes: Readonly<Record<string, 'receipt.missing' | 'notice.missing'>> = {
  [receiptPath]: 'receipt.missing',
  [noticePath]: 'notice.missing',
}

function checkListing(v: Verification, json: PackageJson, listed: Set<string>): void {
  for (const path of listed) if (!v.manifest.has(path)) report(v, missingCodes[path] ?? 'package.listed-missing', path)
  for (const path of v.manifest.keys()) {
    if (listed.has(path)) continue
    if (json.kind === 'notice' && isNoticeExtra(path)) continue
    // Sealed reasons of a receipt are named inside it.
    if (json.kind === 'receipt' && path.startsWith('data/personal/')) continue
    if (json.kind === 'submission' && isEvidence(path)) continue
    report(v, 'package.unlisted-file', path)
  }
}

async function checkCiphertext(v: Verification, path: string): Promise<void> {
  const digest = /^data\/personal\/([0-9a-f]{64})\.age$/.exec(path)?.[1]
  if (digest !== v.manifest.get(path)) return report(v, 'personal.name', path)
  const head = await caught(() => readHead(v.source, path, maxAgeHeader + 1, v.options.signal), v.findings)
  const fault: AgeError['code'] | null = head && ageHeaderFault(head)
  if (fault) report(v, fault, path)
}

async function readReceipt(v: Verification, json: PackageJson): Promise<void> {
  if (!v.manifest.has(receiptPath)) return
  const value = await caught(
    async () =>
      parseJsonFile(
        await readExpected(v.source, receiptPath, maxRecordJson, v.manifest.get(receiptPath), v.options.signal),
        receiptPath,
      ),
    v.findings,
  )
  if (value === null) return
  const parsed = receiptSchema.safeParse(value)
  if (!parsed.success) return report(v, 'receipt.schema', receiptPath, issueText(parsed.error))
  if (saysTwice(parsed.data)) return report(v, 'receipt.twice', receiptPath)
  v.receipt = parsed.data
  if (parsed.data.sequence !== json.sequence || parsed.data.previousDigest !== json.previousDigest)
    report(v, 'receipt.sequence-mismatch', receiptPath)
  if (parsed.data.issuer !== json.sender.officeId) report(v, 'receipt.wrong-issuer', receiptPath)
  if (parsed.data.addressee !== json.recipient?.officeId) report(v, 'receipt.not-for-us', receiptPath)
}
