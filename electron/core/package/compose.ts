import { mkdir, rm } from 'node:fs/promises'
import { v7 as uuidv7 } from 'uuid'
import { Problem } from '../../../shared/problems.ts'
import { canonicalJson, personalCommitment, revisionDigest, sha256Hex } from './canonical.ts'
import { throwIfCancelled, writeProblem } from './disk-problems.ts'
import { recordKey } from './evidence.ts'
import type { SigningKey } from './minisign.ts'
import { allocateName } from './names.ts'
import { noticeEntries } from './notice-part.ts'
import { type PageFacts, recordPath, renderContentsPage } from './page.ts'
import { sealDocument, sealFile } from './personal-file.ts'
import { type FrozenPlan, type PlanEntry, pagePath, sealPlan, textEntry } from './plan.ts'
import type {
  AttachmentEntry,
  FrozenRevision,
  OfficeCard,
  PackageJson,
  PackageKind,
  PersonalDocument,
  PersonalFileHeader,
  PublishedPack,
  RecordEntry,
} from './schema.ts'

/** A file of ours that goes in. `sha256` and `bytes` of the plaintext are known from the store. */
export interface FileFacts {
  file: string
  /** Clear bytes of a personal file that is sealed at rest; `file` is then not read. */
  open?: (() => AsyncIterable<Uint8Array>) | undefined
  sha256: string
  bytes: number
  mediaType: string
  /** Without a dot, e.g. `pdf`. */
  ext: string
  /** Made by the program from form, title and number; in clear unless personal. */
  title: string
  /** Shows a personal field, or is the scan of a signed form: goes in encrypted. */
  personal: boolean
  /** Its place in the evidence of the record's origin, where it lies once; in clear only. */
  path?: string | undefined
}
export interface ComposeAttachment extends FileFacts {
  field: string | null
  /** The recipient has receipted it before: only its digest is named. */
  delivered?: boolean
}
export interface ComposeRecord {
  revision: FrozenRevision
  formTitle: string
  personal: PersonalDocument | null
  documents: FileFacts[]
  attachments: ComposeAttachment[]
  /** Of a letter: who has signed it (authorizations/travel.ts). */
  consents?: Buffer | null | undefined
  /** Of a record that is passed upward: whose it is, and what proves it (bundle-format.md §6). */
  evidence?: { readonly originName: string; readonly files: readonly PlanEntry[] } | undefined
}
export interface ComposeInput {
  kind: PackageKind
  /** UUIDv7; made when left out. */
  packageId?: string
  /** ISO 8601, ASCII. */
  createdAt: string
  sender: PackageJson['sender']
  senderName: string
  recipient: { officeId: string; cardSeq: number; name: string; ageRecipient: string } | null
  card: OfficeCard | null
  notice: { id: string; version: string; digest: string; title: string } | null
  records: ComposeRecord[]
  /** The notice that a package of kind `notice` publishes. */
  publishes?: PublishedPack | undefined
  /** Further payload, e.g. data/receipt.json, data/notice/…; paths obey the rules of names. */
  extra?: PlanEntry[]
  sequence: number
  previousDigest: string | null
  voided: number[]
  signKey: SigningKey
  /** Folder for the ciphertexts, kept until the package is receipted or cancelled. */
  outbox: string
  agent?: string
  signal?: AbortSignal | undefined
}

/** What splitVolumes needs beside the plan to seal its volumes. */
export interface SealContext {
  signKey: SigningKey
  senderName: string
  agent: string
  page: PageFacts
  /** Record key → paths that lie in every volume which has the record: the roots of its evidence. */
  beside: ReadonlyMap<string, readonly string[]>
}
export interface Composed {
  plan: FrozenPlan
  seal: SealContext
  /** Ciphertexts written to the outbox folder. */
  personalFiles: string[]
}

/**
 * Encrypts the personal parts into the outbox and freezes the plan. Removes what it wrote when it fails.
 * @throws Problem package.no-recipient, file.vanished, file.unreadable, disk.full, file.unwritable, cancelled
 */
export async function composePackage(input: ComposeInput): Promise<Composed> {
  const personalFiles: string[] = []
  await mkdir(input.outbox, { recursive: true }).catch((error: unknown) =>
    Promise.reject(writeProblem(error, input.outbox)),
  )
  try {
    return await compose(input, personalFiles)
  } catch (error) {
    for (const file of personalFiles) await rm(file, { force: true }).catch(() => undefined)
    throw error
  }
}

async function compose(input: ComposeInput, personalFiles: string[]): Promise<Composed> {
  const payload = new Map<string, PlanEntry>()
  const taken = { documents: new Set<string>(), attachments: new Set<string>() }
  const add = (entry: PlanEntry): string => {
    payload.set(entry.path, entry)
    if (entry.path.startsWith('data/personal/') && 'file' in entry.source) personalFiles.push(entry.source.file)
    return entry.path
  }
  const entries: RecordEntry[] = []
  for (const record of input.records) {
    throwIfCancelled(input.signal)
    entries.push(await composeRecord(record, input, add, taken, payload))
  }
  for (const entry of input.publishes ? noticeEntries(input.publishes) : []) add(entry)
  for (const entry of input.extra ?? []) add(entry)
  const json: PackageJson = {
    format: 'kexie/1',
    kind: input.kind,
    packageId: input.packageId ?? uuidv7(),
    createdAt: input.createdAt,
    sender: input.sender,
    recipient: input.recipient && { officeId: input.recipient.officeId, cardSeq: input.recipient.cardSeq },
    sequence: input.sequence,
    previousDigest: input.previousDigest,
    volume: null,
    card: input.card,
    notice: input.notice && { id: input.notice.id, version: input.notice.version, digest: input.notice.digest },
    records: entries,
    delivered: [
      ...new Set(
        entries.flatMap((entry) =>
          entry.attachments.filter((item) => item.path === 'delivered').map((item) => item.digest),
        ),
      ),
    ],
    voided: input.voided,
  }
  const page: PageFacts = {
    senderName: input.senderName,
    recipientName: input.recipient?.name ?? null,
    noticeTitle: input.notice?.title ?? null,
    noticePack: input.publishes?.pack ?? null,
    formTitles: new Map(
      input.records.map(({ revision, formTitle }) => [`${revision.recordId}-${revision.revision}`, formTitle]),
    ),
    originNames: new Map(
      input.records.flatMap(({ revision, evidence }) => (evidence ? [[recordKey(revision), evidence.originName]] : [])),
    ),
  }
  const seal: SealContext = {
    signKey: input.signKey,
    senderName: input.senderName,
    agent: input.agent ?? 'kexie-desk',
    page,
    beside: new Map(
      input.records.flatMap(({ revision, evidence }) =>
        evidence ? [[recordKey(revision), evidence.files.map((file) => file.path)]] : [],
      ),
    ),
  }
  return { plan: sealWith(seal, json, [...payload.values()], null), seal, personalFiles }
}

/** Adds the page for people and seals. */
export function sealWith(
  seal: SealContext,
  json: PackageJson,
  payload: readonly PlanEntry[],
  groupId: string | null,
): FrozenPlan {
  return sealPlan({
    packageJson: json,
    payload: [...payload, textEntry(pagePath, renderContentsPage(json, seal.page))],
    organization: seal.senderName,
    agent: seal.agent,
    groupId,
    signKey: seal.signKey,
  })
}

async function composeRecord(
  record: ComposeRecord,
  input: ComposeInput,
  add: (entry: PlanEntry) => string,
  taken: { documents: Set<string>; attachments: Set<string> },
  payload: Map<string, PlanEntry>,
): Promise<RecordEntry> {
  const { revision } = record
  if ((record.personal === null ? null : personalCommitment(record.personal)) !== revision.personalCommitment) {
    throw new TypeError('personal document does not fit the commitment of its revision')
  }
  add(textEntry(recordPath(revision.recordId, revision.revision), canonicalJson(revision)))
  for (const file of record.evidence?.files ?? []) add(file)
  const recipient = (): string => {
    if (!input.recipient) throw new Problem('package.no-recipient', { officeId: '' })
    return input.recipient.ageRecipient
  }
  const sealOne = (facts: FileFacts, role: PersonalFileHeader['role'], field: string | null) =>
    sealFile(
      facts.open ?? facts.file,
      {
        format: 'kexie-personal/1',
        senderOfficeId: revision.officeId,
        recordId: revision.recordId,
        revision: revision.revision,
        role,
        field,
        name: `${facts.title}.${facts.ext}`,
        mediaType: facts.mediaType,
        bytes: facts.bytes,
        digest: facts.sha256,
      },
      recipient(),
      input.outbox,
      input.signal,
    )
  const clear = (facts: FileFacts, folder: 'documents' | 'attachments'): PlanEntry => {
    if (facts.path !== undefined)
      return { path: facts.path, bytes: facts.bytes, sha256: facts.sha256, source: { file: facts.file } }
    // The same bytes under one name serve every record that holds them.
    const same = [...payload.values()].find(
      (entry) => entry.sha256 === facts.sha256 && entry.path.startsWith(`data/${folder}/`),
    )
    if (same) return same
    const path = `data/${folder}/${allocateName(facts.title, facts.ext, taken[folder])}`
    return { path, bytes: facts.bytes, sha256: facts.sha256, source: { file: facts.file } }
  }
  const documents: string[] = []
  for (const facts of record.documents)
    documents.push(add(facts.personal ? await sealOne(facts, 'document', null) : clear(facts, 'documents')))
  const attachments: AttachmentEntry[] = []
  for (const facts of record.attachments) {
    const known = { digest: facts.sha256, bytes: facts.bytes, ...(facts.field === null ? {} : { field: facts.field }) }
    if (facts.delivered) attachments.push({ ...known, path: 'delivered' })
    else if (facts.personal) attachments.push({ ...known, path: add(await sealOne(facts, 'attachment', facts.field)) })
    else
      attachments.push({
        ...known,
        path: add(clear(facts, 'attachments')),
        mediaType: facts.mediaType,
        title: facts.title,
      })
  }
  return {
    recordId: revision.recordId,
    revision: revision.revision,
    digest: revisionDigest(revision),
    personal: record.personal === null ? null : add(await sealDocument(record.personal, recipient(), input.outbox)),
    ...(record.consents && record.personal
      ? { consents: add(await sealOne(consentsFacts(record.consents), 'consents', null)) }
      : {}),
    documents,
    attachments,
  }
}

const consentsFacts = (bytes: Buffer): FileFacts => ({
  file: '',
  open: async function* () {
    yield bytes
  },
  sha256: sha256Hex(bytes),
  bytes: bytes.length,
  mediaType: 'application/json',
  ext: 'json',
  title: '签名登记',
  personal: true,
})
