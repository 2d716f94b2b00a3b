/** Accepting and returning what came, one or many at a time: the only way, for 收件 and for the queue. */
import { decideInboxRecord, type InboxRecordRow, importedPackages, inboxRecords } from '../../../db/queries/inbox.ts'
import { copiesOf, decideCopies } from '../../../db/queries/queue.ts'
import { record as findRecord } from '../../../db/queries/records.ts'
import { revision as findRevision } from '../../../db/queries/revisions.ts'
import type { FieldReason } from '../../../shared/api/returns.ts'
import { Problem } from '../../../shared/problems.ts'
import { changed, type HandlerContext } from '../handlers/context.ts'
import { formOfRevision } from '../records/load.ts'
import { inboxReasonsLabel } from './decided.ts'
import { countUsed } from './phrases.ts'
import { fieldsJson } from './reasons.ts'

export interface DecideOrder {
  readonly items: readonly { readonly packageId: string; readonly recordId: string; readonly revision: number }[]
  readonly state: InboxRecordRow['state']
  readonly reasons: readonly FieldReason[]
}

/**
 * One transaction. What is said about a revision holds for each package that brought it.
 * @throws Problem input.invalid when a return has no reason, or reasons are for several; package.not-found,
 *   revision.unknown, field.unknown, keys.locked when there are reasons to seal
 */
export async function decideRecords(ctx: HandlerContext, method: string, order: DecideOrder): Promise<void> {
  const { state, reasons } = order
  if (state === 'returned' && reasons.length === 0) refuse(method, '退回要写明理由')
  if (reasons.length > 0 && order.items.length > 1) refuse(method, '理由一次只能写给一份材料')
  const items = await arrived(ctx, order.items)
  const [first] = items
  if (first && reasons.length > 0) await needFields(ctx, first, reasons)
  const at = ctx.now().toISOString()
  const texts = reasons.map(({ text }) => text)
  await ctx.write(async (trx) => {
    if (texts.length === 0) return decideCopies(trx, items, { state, at })
    const fields = fieldsJson(reasons.map(({ field }) => field))
    for (const item of items) {
      const { record_id: recordId, revision } = item
      for (const tagManifestDigest of await copiesOf(trx, item)) {
        const label = inboxReasonsLabel(tagManifestDigest, recordId, revision)
        const reasonsSealed = ctx.vault.sealField(label, JSON.stringify(texts))
        const key = { tagManifestDigest, recordId, revision }
        await decideInboxRecord(trx, key, { state, reasonsSealed, fieldsJson: fields, at })
      }
    }
    if (state === 'returned') await countUsed(trx, texts, at)
  })
  changed(ctx, 'packages')
  changed(ctx, 'records')
}

function refuse(method: string, message: string): never {
  throw new Problem('input.invalid', { method, issues: [{ path: 'reasons', message }] })
}

async function arrived(ctx: HandlerContext, items: DecideOrder['items']): Promise<InboxRecordRow[]> {
  const packages = new Map<string, string[]>()
  for (const row of await importedPackages(ctx.db, [...new Set(items.map(({ packageId }) => packageId))]))
    packages.set(row.package_id, [...(packages.get(row.package_id) ?? []), row.tag_manifest_digest])
  const missing = items.find(({ packageId }) => !packages.has(packageId))
  if (missing) throw new Problem('package.not-found', { packageId: missing.packageId })
  const rows = await inboxRecords(ctx.db, [...packages.values()].flat())
  const known = new Map(rows.map((row) => [`${row.tag_manifest_digest} ${row.record_id} ${row.revision}`, row]))
  return items.map(({ packageId, recordId, revision }) => {
    const found = (packages.get(packageId) ?? []).flatMap((tag) => known.get(`${tag} ${recordId} ${revision}`) ?? [])[0]
    if (!found) throw new Problem('revision.unknown', { recordId, revision })
    return found
  })
}

/** @throws Problem field.unknown */
async function needFields(ctx: HandlerContext, row: InboxRecordRow, reasons: readonly FieldReason[]): Promise<void> {
  const named = reasons.flatMap(({ field }) => field ?? [])
  if (named.length === 0) return
  const record = await findRecord(ctx.db, row.record_id)
  const revision = await findRevision(ctx.db, row.record_id, row.revision)
  if (!record || !revision) throw new Problem('revision.unknown', { recordId: row.record_id, revision: row.revision })
  const { fields } = await formOfRevision(ctx.db, record, revision)
  const unknown = named.find((id) => !fields.some((field) => field.id === id))
  if (unknown !== undefined) throw new Problem('field.unknown', { fieldId: unknown })
}
