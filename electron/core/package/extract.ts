import { createHash } from 'node:crypto'
import { type PackageFinding, Problem } from '../../../shared/problems.ts'
import { AgeError } from './age.ts'
import { caught } from './bag.ts'
import { teed } from './check-bag.ts'
import { openConsents, type SentConsent } from './consents-part.ts'
import { DamagedEntry, finding, hasError } from './findings.ts'
import { bindingFault, openDocument } from './open-personal.ts'
import { openSource } from './open-source.ts'
import { readPersonalFile } from './personal-file.ts'
import { type KeptRoot, readRoots } from './roots.ts'
import type {
  AttachmentEntry,
  FrozenRevision,
  OfficeCard,
  PersonalDocument,
  PersonalFileHeader,
  Receipt,
  RecordEntry,
} from './schema.ts'
import type { PackageSource } from './source.ts'
import { isStaged, stageFile } from './staging.ts'
import { readRevision } from './verify-content.ts'
import type { VerifyOptions, VerifyResult } from './verify-state.ts'

export interface ExtractOptions {
  /** Null: personal parts stay sealed and are only staged. */
  ageIdentity: string | null
  signal?: AbortSignal | undefined
  progress?: ((done: number, total: number) => void) | undefined
}
/** A personal file stays encrypted on disk; readPersonalFile opens it. */
export interface StagedFile {
  /** SHA-256 of the plaintext for attachments, of the file for documents in clear. */
  digest: string
  file: string
  sealed: boolean
  /** Facts from inside a sealed file; null when it was not opened or is in clear. */
  header: PersonalFileHeader | null
  /** Path inside the package. */
  path: string
  entry: AttachmentEntry | null
}
export interface StagedRecord {
  revision: FrozenRevision
  digest: string
  personal: PersonalDocument | null
  /** Staged ciphertext of the personal fields. */
  personalFile: string | null
  documents: StagedFile[]
  attachments: StagedFile[]
  /** Of a letter: who has signed it, as the sender says; null: it says nothing. */
  consents: SentConsent[] | null
  delivered: AttachmentEntry[]
}
export interface Extracted {
  ok: boolean
  findings: PackageFinding[]
  records: StagedRecord[]
  /** Of a submission: what its records are passed upward with. */
  roots: readonly KeptRoot[]
  receipt: Receipt | null
  card: OfficeCard | null
  /** Path inside the package → staged file, for every payload file that is not a record. */
  files: ReadonlyMap<string, string>
}

interface Work {
  source: PackageSource
  manifest: Map<string, string>
  findings: PackageFinding[]
  options: VerifyOptions
  staged: Map<string, string>
  stagingDir: string
  identity: string | null
  opened: Map<string, PersonalDocument>
}

/**
 * Stages a verified package. What verifyPackage already staged is not read again; everything else is hashed again while
 * it is copied, so a file swapped in between is caught. Personal fields are decrypted in memory only.
 * @throws Problem package.refused when `verified` is not ok; file.vanished, disk.full, cancelled
 */
export async function extractPackage(
  path: string,
  verified: VerifyResult,
  stagingDir: string,
  options: ExtractOptions,
): Promise<Extracted> {
  const json = verified.package
  if (!verified.ok || !json) throw new Problem('package.refused', { path, findings: [...verified.findings] })
  const opened = await openSource(path, options.signal)
  const none: Extracted = {
    ok: false,
    findings: opened.findings,
    records: [],
    roots: [],
    receipt: null,
    card: null,
    files: new Map(),
  }
  if (!opened.source) return none
  const work: Work = {
    source: opened.source,
    manifest: new Map(verified.manifest),
    findings: [],
    options: { signal: options.signal },
    staged: new Map(verified.staged),
    stagingDir,
    identity: options.ageIdentity,
    opened: verified.opened,
  }
  try {
    await stagePayload(work, options)
    const records: StagedRecord[] = []
    for (const entry of json.records) {
      const record = await stageRecord(work, entry)
      if (record) records.push(record)
    }
    const roots = (await caught(() => readRoots(work.source, verified, options.signal), work.findings)) ?? []
    const files = new Map(
      [...work.manifest].flatMap(([inside, digest]) => {
        const file = work.staged.get(digest)
        return file === undefined || !isStaged(inside) ? [] : [[inside, file] as const]
      }),
    )
    return {
      ok: !hasError(work.findings),
      findings: work.findings,
      records,
      roots,
      receipt: verified.receipt,
      card: verified.card,
      files,
    }
  } finally {
    await work.source.close()
  }
}

async function stagePayload(work: Work, options: ExtractOptions): Promise<void> {
  const open = [...work.manifest].filter(([path, digest]) => isStaged(path) && !work.staged.has(digest))
  const total = open.reduce((sum, [path]) => sum + (work.source.bytesOf(path) ?? 0), 0)
  let done = 0
  for (const [path, digest] of open) {
    const tee = await stageFile(work.stagingDir, digest, work.staged)
    if (!tee) continue
    const hash = createHash('sha256')
    const read = await caught(async () => {
      await teed(
        tee,
        work.source.read(
          path,
          async (chunk) => {
            const writing = tee.write(chunk)
            hash.update(chunk)
            done += chunk.length
            options.progress?.(done, total)
            await writing
            return undefined
          },
          options.signal,
        ),
      )
      return true
    }, work.findings)
    await tee.done(read ? hash.digest('hex') : '')
    if (read && !work.staged.has(digest)) work.findings.push(finding('package.changed', path))
  }
}

async function stageRecord(work: Work, entry: RecordEntry): Promise<StagedRecord | null> {
  const revision = await readRevision(work, entry)
  if (!revision) return null
  let personal: PersonalDocument | null = null
  if (entry.personal !== null && work.identity !== null) {
    personal = work.opened.get(entry.personal) ?? null
    work.opened.delete(entry.personal)
    if (personal === null) {
      const opened = await openDocument(work, entry.personal, revision, work.identity)
      if (opened.fault) work.findings.push(finding(opened.fault, entry.personal))
      personal = opened.document
    }
  }
  const consents = entry.consents === undefined ? null : await stagedConsents(work, entry.consents, revision)
  const documents: StagedFile[] = []
  for (const path of entry.documents) documents.push(...(await stagedFile(work, path, null, revision)))
  const attachments: StagedFile[] = []
  for (const item of entry.attachments)
    if (item.path !== 'delivered') attachments.push(...(await stagedFile(work, item.path, item, revision)))
  return {
    revision,
    digest: entry.digest,
    personal,
    personalFile: entry.personal === null ? null : (work.staged.get(work.manifest.get(entry.personal) ?? '') ?? null),
    documents,
    attachments,
    consents,
    delivered: entry.attachments.filter((item) => item.path === 'delivered'),
  }
}

async function stagedConsents(work: Work, path: string, revision: FrozenRevision): Promise<SentConsent[] | null> {
  const file = work.staged.get(work.manifest.get(path) ?? '')
  if (file === undefined || work.identity === null) return null
  const { findings, identity } = work
  return openConsents({ findings, signal: work.options.signal }, { path, file, identity }, revision)
}

async function stagedFile(
  work: Work,
  path: string,
  entry: AttachmentEntry | null,
  revision: FrozenRevision,
): Promise<StagedFile[]> {
  const own = work.manifest.get(path) ?? ''
  const file = work.staged.get(own)
  if (file === undefined) return []
  const sealed = path.startsWith('data/personal/')
  const base = { file, sealed, path, entry }
  if (!sealed || work.identity === null) return [{ ...base, digest: entry?.digest ?? own, header: null }]
  try {
    const opened = await readPersonalFile(file, work.identity, undefined, work.options.signal)
    const expected = entry?.digest ?? opened.header.digest
    const wrong =
      opened.sha256 !== opened.header.digest || opened.sha256 !== expected || opened.bytes !== opened.header.bytes
    const fault = bindingFault(opened.header, revision) ?? (wrong ? 'personal.file-digest' : null)
    if (fault) throw new DamagedEntry(fault, path)
    return [{ ...base, digest: expected, header: opened.header }]
  } catch (error) {
    if (error instanceof DamagedEntry) work.findings.push(error.finding)
    else if (error instanceof AgeError) work.findings.push(finding(error.code, path))
    else throw error
    return []
  }
}
