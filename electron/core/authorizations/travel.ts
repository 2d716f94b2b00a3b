/** Consents on their way: what goes into a package, when there is something new to send, and what comes out of one. */
import type { Insertable } from 'kysely'
import type { Queryable } from '../../../db/connection.ts'
import {
  consentsToSend,
  decidedRevisions,
  directRevisions,
  dropConsentsOf,
  lastSentConsents,
  putConsent,
  type SentConsentRow,
  sentConsents,
} from '../../../db/queries/consents.ts'
import { receiptedRevisions } from '../../../db/queries/receipts.ts'
import { revision as findRevision, type RevisionRow } from '../../../db/queries/revisions.ts'
import { scanOfFile } from '../../../db/queries/scans.ts'
import type { ConsentsTable } from '../../../db/schema-videos.ts'
import type { FormDefinition } from '../../../shared/form/definition.ts'
import { letterTable } from '../../../shared/form/letter-table.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { canonicalJson, sha256Hex } from '../package/canonical.ts'
import { consentsBytes, type SentConsent } from '../package/consents-part.ts'
import { asValues } from '../records/content.ts'
import { formOfRevision, needRecord } from '../records/load.ts'
import { reasonLabel, reasonOf } from './checklist.ts'
import { signingRows } from './letter.ts'
import { loadLetters } from './load-letters.ts'
import { personStates } from './states.ts'

/** What is decided on this very revision; null for a form that nobody signs. @throws Problem keys.locked */
export async function consentsFile(
  ctx: Pick<HandlerContext, 'db' | 'vault'>,
  row: Pick<RevisionRow, 'record_id' | 'revision' | 'digest' | 'frozen_json'>,
): Promise<Buffer | null> {
  const form = await formOfRevision(ctx.db, await needRecord(ctx.db, row.record_id), row)
  if (letterTable(form) === null) return null
  const rows = await consentsToSend(ctx.db, row.record_id)
  return consentsBytes(
    rows
      .filter(({ revision }) => revision === row.revision)
      .map(
        ({ reason_sealed: reason, ...one }): SentConsent => ({
          position: one.position,
          state: one.state,
          scanDigest: one.scan_digest,
          reason: reason === null ? null : reasonOf(ctx, { ...one, reason_sealed: reason }),
          decidedAt: one.decided_at,
        }),
      ),
  )
}

/** Null: nothing is decided. Reasons are not in it: a reason never changes without its time. */
function sumOf(rows: readonly SentConsentRow[]): string | null {
  if (rows.length === 0) return null
  const said = rows.map((row) => [row.revision, row.position, row.state, row.scan_digest, row.decided_at])
  return sha256Hex(Buffer.from(canonicalJson(said)))
}

/** Of those records about which something is decided. */
export async function consentDigests(db: Queryable, recordIds: readonly string[]): Promise<Map<string, string>> {
  const sums = new Map<string, string>()
  for (const recordId of new Set(recordIds)) {
    const sum = sumOf(await consentsToSend(db, recordId))
    if (sum !== null) sums.set(recordId, sum)
  }
  return sums
}

/** Whether a frozen package says what is decided now. */
export async function sameConsents(db: Queryable, packageId: string, recordIds: readonly string[]): Promise<boolean> {
  const sent = new Map((await sentConsents(db, [packageId])).map((row) => [row.record_id, row.sum]))
  const now = await consentDigests(db, recordIds)
  return recordIds.every((id) => sent.get(id) === now.get(id))
}

/** Whether something was decided since the last package to this office. */
export async function consentsChanged(db: Queryable, recordId: string, recipientOfficeId: string): Promise<boolean> {
  return sumOf(await consentsToSend(db, recordId)) !== (await lastSentConsents(db, recordId, recipientOfficeId))
}

/**
 * Earlier letters with papers that still count for this one, or about which something was decided: they go along, as long
 * as the recipient has not receipted them as they are. The oldest first.
 */
export async function earlierLetters(
  ctx: Pick<HandlerContext, 'db' | 'vault'>,
  latest: Pick<RevisionRow, 'record_id' | 'revision'>,
  recipientOfficeId: string,
): Promise<RevisionRow[]> {
  const recordId = latest.record_id
  const loaded = (await loadLetters(ctx, ctx.db, [recordId])).get(recordId)
  if (!loaded) return []
  const counted = personStates(loaded).flatMap(({ revision }) => revision ?? [])
  const numbers = [...counted, ...(await decidedRevisions(ctx.db, recordId))].filter((one) => one < latest.revision)
  if (numbers.length === 0) return []
  const known = new Set(
    (await consentsChanged(ctx.db, recordId, recipientOfficeId))
      ? []
      : (await receiptedRevisions(ctx.db))
          .filter((row) => row.issuer_office_id === recipientOfficeId && row.record_id === recordId)
          .map((row) => row.revision),
  )
  const rows: RevisionRow[] = []
  for (const number of [...new Set(numbers)].sort((a, b) => a - b)) {
    const row = known.has(number) ? undefined : await findRevision(ctx.db, recordId, number)
    if (row) rows.push(row)
  }
  return rows
}

export type ImportedConsent = Omit<Insertable<ConsentsTable>, 'scan_id'> & { scan_digest: string | null }

/** @throws Problem keys.locked */
export function importedConsents(
  { vault }: Pick<HandlerContext, 'vault'>,
  recordId: string,
  revision: number,
  consents: readonly SentConsent[],
): ImportedConsent[] {
  return consents.map(({ position, state, reason, decidedAt, scanDigest }) => ({
    record_id: recordId,
    revision,
    position,
    state,
    reason_sealed: reason === null ? null : vault.sealField(reasonLabel(recordId, revision, position), reason),
    decided_at: new Date(decidedAt).toISOString(),
    scan_digest: scanDigest,
  }))
}

/**
 * What the package says stands in the place of what was said before: one of a lower number is never taken in after it.
 * Inside the import's transaction, after its scans.
 */
export async function writeImportedConsents(
  trx: Queryable,
  { recordId, revision }: { readonly recordId: string; readonly revision: number },
  consents: readonly ImportedConsent[],
): Promise<void> {
  await dropConsentsOf(trx, recordId, revision)
  for (const { scan_digest: digest, ...row } of consents) {
    const scan = digest === null ? undefined : await scanOfFile(trx, recordId, revision, digest)
    await putConsent(trx, { ...row, scan_id: scan?.scan_id ?? null })
  }
}

/** The part of a package that concerns one record: whose it is and which revisions it brings. */
export interface ArrivedLetters {
  readonly recordId: string
  /** Passed on by another office, whose word about signatures nobody signed but itself. */
  readonly hearsay: boolean
  /** Revisions about whose signatures the package says something. */
  readonly decided: readonly number[]
}

/**
 * What an office said of its own letter stays, whatever another one that passes the letter on says of that or an earlier
 * revision; and what was only passed on goes once the office speaks itself. Before anything of the package is written.
 * @returns the revision from which on the package may say something; lower ones are left as they are
 */
export async function hearConsents(trx: Queryable, { recordId, hearsay, decided }: ArrivedLetters): Promise<number> {
  const direct = await directRevisions(trx, recordId)
  if (hearsay) return Math.max(0, ...direct) + 1
  const highest = Math.max(0, ...decided)
  for (const revision of await decidedRevisions(trx, recordId))
    if (revision <= highest && !direct.includes(revision)) await dropConsentsOf(trx, recordId, revision)
  return 1
}

/** Whether everybody whom the package names stands on the letter. */
export function namesOnlyParticipants(
  form: FormDefinition,
  fields: Readonly<Record<string, unknown>>,
  consents: readonly SentConsent[],
): boolean {
  const table = letterTable(form)
  const count = table ? signingRows(asValues(fields), table).length : 0
  return consents.every(({ position }) => position <= count)
}
