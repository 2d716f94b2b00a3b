/**
 * A revision is what its digest says, or it is nothing: whatever changed it since (a failing disk, a hand in the file) is
 * never shown, printed, counted or sent as what was frozen.
 */
import type { RevisionRow } from '../../../db/queries/revisions.ts'
import { Problem } from '../../../shared/problems.ts'
import { revisionDigest, sha256Hex } from '../package/canonical.ts'
import type { FrozenRevision } from '../package/schema.ts'

/** In lists, where the title cannot be believed. */
export const changedTitle = '（内容与定稿不符）'

export type FrozenRow = Pick<RevisionRow, 'record_id' | 'revision' | 'digest' | 'frozen_json'>

/** Whether the content gives its digest and is that of this record and number. */
export function isFrozenSound({ record_id, revision, digest, frozen_json }: FrozenRow): boolean {
  if (!frozen_json.includes(`"recordId":"${record_id}"`) || !frozen_json.includes(`"revision":${revision}`))
    return false
  if (sha256Hex(frozen_json) === digest) return true
  try {
    // Kept by an earlier program with its keys in another order.
    return revisionDigest(JSON.parse(frozen_json) as FrozenRevision) === digest
  } catch {
    return false
  }
}

/**
 * The text as it was frozen.
 * @throws Problem revision.changed
 */
export function frozenText(row: FrozenRow): string {
  if (!isFrozenSound(row)) throw new Problem('revision.changed', { recordId: row.record_id, revision: row.revision })
  return row.frozen_json
}

/** What it says in clear. @throws Problem revision.changed */
export const frozenValues = (row: FrozenRow): Record<string, unknown> =>
  (JSON.parse(frozenText(row)) as { values?: Record<string, unknown> }).values ?? {}

/** Digests of this process whose content was found sound: a list of thousands is not hashed with every look. */
const known = new Set<string>()
const mostKnown = 300_000

/** For lists, which name many; a single record is looked at anew each time. */
export function isKnownSound(row: FrozenRow): boolean {
  const mark = `${row.record_id} ${row.revision} ${row.digest} ${row.frozen_json.length}`
  if (known.has(mark)) return true
  if (!isFrozenSound(row)) return false
  if (known.size >= mostKnown) known.clear()
  known.add(mark)
  return true
}
