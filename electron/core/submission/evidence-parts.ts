/** The signed originals that go along with records which are passed upward (bundle-format.md §6). */
import { packagesOfRevision, rootFilesOf, type SignedPackageRow } from '../../../db/queries/evidence.ts'
import { office as findOffice } from '../../../db/queries/offices.ts'
import { Problem } from '../../../shared/problems.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { manifestName, parseManifest } from '../package/bag.ts'
import { canonicalJson } from '../package/canonical.ts'
import type { ComposeRecord } from '../package/compose.ts'
import { chainOf, evidenceFolder, evidenceNames, recordKey } from '../package/evidence.ts'
import { checkEntryName } from '../package/names.ts'
import { recordPath } from '../package/page.ts'
import { type PlanEntry, packageJsonPath, textEntry } from '../package/plan.ts'
import { type PackageJson, packageJson, type RecordEntry } from '../package/schema.ts'
import { currentName } from './office-cards.ts'

export interface WithEvidence {
  readonly records: ComposeRecord[]
  /** The notice as the offices that filled it in had it; of the newest package. */
  readonly notice: NonNullable<PackageJson['notice']>
}

/** A kept package, read once for all its records. */
interface Original {
  readonly folder: string
  readonly json: PackageJson
  readonly entries: ReadonlyMap<string, RecordEntry>
  readonly manifest: ReadonlyMap<string, string>
  readonly root: readonly PlanEntry[]
  /** Records whose text another program wrote in its own way. */
  readonly texts: ReadonlyMap<string, Buffer>
}

/**
 * Puts beside each record what its office signed, and lets its files in clear lie there, once.
 * @param here our own office, whom the originals are addressed to
 * @throws Problem forward.no-evidence
 */
export async function withEvidence(
  ctx: HandlerContext,
  here: string,
  records: readonly ComposeRecord[],
): Promise<WithEvidence> {
  const originals = new Map<string, Original>()
  const open = async (row: SignedPackageRow): Promise<Original> => {
    const known = originals.get(row.tag_manifest_digest)
    if (known) return known
    const made = await readOriginal(ctx, row)
    originals.set(row.tag_manifest_digest, made)
    return made
  }
  const done: ComposeRecord[] = []
  let newest: PackageJson | null = null
  for (const record of records) {
    const { recordId, revision, officeId } = record.revision
    const rows = (await packagesOfRevision(ctx.db, recordId, revision)).map((row) => ({
      ...row,
      senderOfficeId: row.sender_office_id,
      recipientOfficeId: row.recipient_office_id,
    }))
    const [theirs, ...further] = chainOf(rows, officeId, here)
    if (!theirs) throw new Problem('forward.no-evidence', { title: record.formTitle })
    const first: Original[] = []
    for (const row of theirs) first.push(await open(row))
    const placed = placeFiles(record, first)
    const files = [...placed.used].flatMap((one) => [...one.root, recordText(one, record)])
    // Of each hand in between one package is enough: the newest that names the record.
    for (const [row] of further) if (row) files.push(...(await open(row)).root)
    const card = first[0]?.json.card
    const originName = (await findOffice(ctx.db, officeId))?.name ?? (card ? currentName(card) : officeId)
    done.push({ ...placed.record, evidence: { originName, files } })
    for (const { json } of placed.used) if (!newest || json.createdAt > newest.createdAt) newest = json
  }
  if (!newest?.notice) throw new Problem('forward.no-evidence', { title: records[0]?.formTitle ?? '' })
  return { records: done, notice: newest.notice }
}

async function readOriginal(ctx: HandlerContext, row: SignedPackageRow): Promise<Original> {
  const files = await rootFilesOf(ctx.db, row.tag_manifest_digest)
  const text = (name: string): string => {
    const bytes = files.get(name)
    if (!bytes) throw new Error(`${name} of a signed package is gone`)
    return bytes.toString('utf8')
  }
  const json = packageJson.parse(JSON.parse(text(packageJsonPath)))
  const folder = evidenceFolder(json.packageId)
  const entries = json.records.map((entry): [string, RecordEntry] => [recordKey(entry), entry])
  return {
    folder,
    json,
    entries: new Map(entries),
    manifest: parseManifest(Buffer.from(text(manifestName)), manifestName, 'sha256').digests,
    root: evidenceNames.map((name) => textEntry(`${folder}/${name}`, text(name))),
    texts: files,
  }
}

/** The frozen record as its office wrote it: the manifest of the original knows its digest. */
function recordText({ folder, texts, manifest }: Original, { revision }: ComposeRecord): PlanEntry {
  const path = recordPath(revision.recordId, revision.revision)
  const entry = textEntry(`${folder}/${path}`, texts.get(path)?.toString('utf8') ?? canonicalJson(revision))
  if (entry.sha256 !== manifest.get(path)) throw new Error('a frozen record differs from what its office signed')
  return entry
}

/** Files in clear lie where their office put them, inside the evidence; what it did not send in clear lies beside it. */
function placeFiles(
  record: ComposeRecord,
  originals: readonly Original[],
): { record: ComposeRecord; used: ReadonlySet<Original> } {
  const key = recordKey(record.revision)
  const used = new Set<Original>()
  const find = (sha256: string, kind: 'documents' | 'attachments'): string | undefined => {
    for (const one of originals) {
      const entry = one.entries.get(key)
      const paths = kind === 'documents' ? entry?.documents : entry?.attachments.map((item) => item.path)
      const inner = paths?.find((path) => path.startsWith(`data/${kind}/`) && one.manifest.get(path) === sha256)
      // Another program may have used up the whole length of a path.
      if (inner === undefined || checkEntryName(`${one.folder}/${inner}`).length > 0) continue
      used.add(one)
      return `${one.folder}/${inner}`
    }
    return undefined
  }
  const place = <T extends { sha256: string; personal: boolean }>(facts: T, kind: 'documents' | 'attachments'): T =>
    facts.personal ? facts : { ...facts, path: find(facts.sha256, kind) }
  const documents = record.documents.map((facts) => place(facts, 'documents'))
  const attachments = record.attachments.map((facts) => place(facts, 'attachments'))
  const [newest] = originals
  if (used.size === 0 && newest) used.add(newest)
  return { record: { ...record, documents, attachments }, used }
}
