/** Reasons on their way into a receipt: what quotes something personal goes as a sealed file. */
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { revision as findRevision } from '../../../db/queries/revisions.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { encryptBytes } from '../package/age.ts'
import { sha256Hex } from '../package/canonical.ts'
import { personalPath } from '../package/personal-file.ts'
import type { PlanEntry } from '../package/plan.ts'
import type { Receipt } from '../package/schema.ts'
import { quotesNumber } from '../personal/cover-numbers.ts'
import { revisionContent } from '../records/content.ts'
import type { Decided } from '../reviewing/decided.ts'
import type { StreamPlace } from './freeze-plan.ts'

/** A reason that quotes a personal field, or any identity number, is sealed to the addressee. */
export async function recordsOfReceipt(
  ctx: HandlerContext,
  decided: readonly Decided[],
  ageRecipient: string,
  place: StreamPlace,
): Promise<{ records: Receipt['records']; extra: PlanEntry[] }> {
  const folder = path.join(ctx.store.outbox, place.packageId)
  const extra: PlanEntry[] = []
  const records: Receipt['records'] = []
  for (const { recordId, revision, digest, state, reasons, fields } of decided) {
    const personal = reasons.length === 0 ? [] : await personalTexts(ctx, recordId, revision)
    const told: Receipt['records'][number]['reasons'] = []
    for (const reason of reasons) {
      if (!quotesNumber(reason) && !personal.some((text) => bare(reason).includes(text))) {
        told.push(reason)
        continue
      }
      const bytes = await encryptBytes(Buffer.from(reason, 'utf8'), [ageRecipient])
      const sha256 = sha256Hex(bytes)
      const file = path.join(folder, `${sha256}.age`)
      await mkdir(folder, { recursive: true })
      await writeFile(file, bytes, { mode: 0o600, flush: true })
      extra.push({ path: personalPath(sha256), bytes: bytes.length, sha256, source: { file } })
      told.push({ sealed: personalPath(sha256) })
    }
    const about = fields.some((field) => field !== null)
    records.push({ recordId, revision, digest, state, reasons: told, ...(about && { fields: [...fields] }) })
  }
  return { records, extra }
}

/** Two characters are the shortest name; a single one would be found in every sentence. */
const shortestQuote = 2

/** As it is read aloud: 138-0000 0000 quotes 13800000000, and full-width digits are digits. */
const bare = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\s\p{P}\p{Cf}]/gu, '')
    .toLowerCase()

async function personalTexts(ctx: HandlerContext, recordId: string, revision: number): Promise<string[]> {
  const row = await findRevision(ctx.db, recordId, revision)
  if (!row) return []
  const { personal } = revisionContent(ctx.vault, row)
  return textsIn(personal?.fields ?? {}).filter((text) => text.length >= shortestQuote)
}

/** Also of the rows of a table: most of what is personal stands in lists of people. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [bare(value)]
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(textsIn) : []
}
