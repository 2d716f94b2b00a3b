/** What was decided about the records of packages, as a receipt says it. */
import type { Queryable } from '../../../db/connection.ts'
import { type InboxRecordRow, type InboxRow, inboxRecords } from '../../../db/queries/inbox.ts'
import { latestVerdictRow } from '../../../db/queries/queue.ts'
import { receiptRecords } from '../../../db/queries/receipts.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { canonicalJson } from '../package/canonical.ts'
import { fieldsOf, openTexts } from './reasons.ts'

export const inboxReasonsLabel = (tagManifestDigest: string, recordId: string, revision: number): string =>
  `inbox_records/${tagManifestDigest}-${recordId}-${revision}/reasons_sealed`

export const receiptReasonsLabel = (receiptId: string, recordId: string, revision: number): string =>
  `receipt_records/${receiptId}-${recordId}-${revision}/reasons_sealed`

export interface Decided {
  readonly recordId: string
  readonly revision: number
  readonly digest: string
  readonly state: InboxRecordRow['state']
  readonly reasons: readonly string[]
  /** Parallel to the reasons. */
  readonly fields: readonly (string | null)[]
  readonly decidedAt: string | null
}

/** By tag manifest digest. @throws Problem keys.locked when there are reasons to open */
export async function decisionsOf(
  ctx: HandlerContext,
  packages: readonly Pick<InboxRow, 'tag_manifest_digest'>[],
): Promise<Map<string, Decided[]>> {
  const digests = packages.map((row) => row.tag_manifest_digest)
  const found = new Map<string, Decided[]>(digests.map((digest) => [digest, []]))
  for (const row of await inboxRecords(ctx.db, digests)) {
    const label = inboxReasonsLabel(row.tag_manifest_digest, row.record_id, row.revision)
    found.get(row.tag_manifest_digest)?.push(decided(row, openTexts(ctx, label, row), row.decided_at))
  }
  return found
}

/**
 * What stands about a revision that comes once more, in another package: late, or again. It is not asked about twice.
 * @throws Problem keys.locked when there are reasons to seal
 */
export async function standingDecision(
  trx: Queryable,
  ctx: Pick<HandlerContext, 'vault' | 'now'>,
  of: Pick<InboxRecordRow, 'tag_manifest_digest' | 'record_id' | 'revision' | 'digest'>,
): Promise<Pick<InboxRecordRow, 'state' | 'reasons_sealed' | 'fields_json' | 'decided_at'>> {
  const { tag_manifest_digest: tag, record_id: recordId, revision } = of
  const row = await latestVerdictRow(trx, of)
  if (!row || row.state === 'received')
    return { state: 'received', reasons_sealed: null, fields_json: null, decided_at: null }
  const texts = openTexts(ctx, inboxReasonsLabel(row.tag_manifest_digest, recordId, revision), row)
  const label = inboxReasonsLabel(tag, recordId, revision)
  return {
    state: row.state,
    reasons_sealed: texts.length === 0 ? null : ctx.vault.sealField(label, JSON.stringify(texts)),
    fields_json: row.fields_json,
    decided_at: ctx.now().toISOString(),
  }
}

/** What one receipt said about one package. @throws Problem keys.locked when there are reasons to open */
export async function saidBefore(ctx: HandlerContext, receiptId: string): Promise<Decided[]> {
  return (await receiptRecords(ctx.db, [receiptId])).map((row) =>
    decided(row, openTexts(ctx, receiptReasonsLabel(receiptId, row.record_id, row.revision), row), null),
  )
}

type Said = Pick<InboxRecordRow, 'record_id' | 'revision' | 'digest' | 'state' | 'fields_json'>

const decided = (row: Said, reasons: readonly string[], decidedAt: string | null): Decided => ({
  recordId: row.record_id,
  revision: row.revision,
  digest: row.digest,
  state: row.state,
  reasons,
  fields: fieldsOf(row, reasons.length),
  decidedAt,
})

const keyOf = (one: Decided): string => `${one.recordId}-${one.revision}`
const sorted = (all: readonly Decided[]): string =>
  canonicalJson([...all].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)).map(({ decidedAt: _at, ...said }) => said))

export const sayTheSame = (a: readonly Decided[], b: readonly Decided[]): boolean => sorted(a) === sorted(b)
