/** What a stamped paper says against the revision that it was put beside. */
import type { Queryable } from '../../../db/connection.ts'
import { record as findRecord } from '../../../db/queries/records.ts'
import { revision as findRevision, latestRevision, type RevisionRow } from '../../../db/queries/revisions.ts'
import { revisionsByPrefix } from '../../../db/queries/scans.ts'
import type { ScanMismatch, ScanVerdict } from '../../../shared/api/scans.ts'
import type { RevisionMark } from '../../../shared/domain/revision-qr.ts'
import { crockfordBits, revisionCode } from '../package/canonical.ts'
import { revisionTitle } from '../submission/export.ts'
import { lettersIn } from './persons.ts'

/** The code in the two-dimensional code: 128 bits of the digest. */
export const markCode = (digestHex: string): string => crockfordBits(Buffer.from(digestHex, 'hex'), 128)

type Judged = Pick<RevisionRow, 'record_id' | 'revision' | 'digest'>

const says = ({ recordId, revision, code }: RevisionMark, row: Judged): boolean =>
  recordId === row.record_id && revision === row.revision && code === markCode(row.digest)

/** Every page must be of this revision: one of another version among them is a mismatch. */
export function verdictOf(row: Judged, marks: readonly RevisionMark[]): ScanVerdict {
  if (marks.length === 0) return 'unreadable'
  return marks.every((mark) => says(mark, row)) ? 'match' : 'mismatch'
}

export const typedVerdict = (row: Judged, code: string): ScanVerdict =>
  code === revisionCode(row.digest) ? 'by-hand' : 'mismatch'

/** Told from what is in the store now, so that a later revision is told as well. */
export async function mismatchOf(
  db: Queryable,
  row: Judged,
  marks: readonly RevisionMark[],
  typedCode: string | null,
): Promise<ScanMismatch> {
  const [mark, another] = lettersIn(marks)
  if (another) return { kind: 'several' }
  if (mark) return markMismatch(db, row, mark)
  const [found, more] = typedCode === null ? [] : await revisionsByPrefix(db, crockfordHex(typedCode))
  // Two revisions that begin alike in 40 bits: nobody can say which is meant.
  if (!found || more) return { kind: 'other-code' }
  if (found.record_id !== row.record_id) return otherRecord(db, found.record_id, found.revision)
  return otherRevision(db, row, found.revision)
}

async function markMismatch(db: Queryable, row: Judged, mark: RevisionMark): Promise<ScanMismatch> {
  const named = await findRevision(db, mark.recordId, mark.revision)
  if (mark.recordId !== row.record_id) return otherRecord(db, mark.recordId, mark.revision)
  if (named && markCode(named.digest) !== mark.code) return { kind: 'other-content', revision: mark.revision }
  return otherRevision(db, row, mark.revision)
}

async function otherRevision(db: Queryable, row: Judged, revision: number): Promise<ScanMismatch> {
  return {
    kind: 'other-revision',
    revision,
    latest: (await latestRevision(db, row.record_id))?.revision ?? row.revision,
  }
}

async function otherRecord(db: Queryable, recordId: string, revision: number): Promise<ScanMismatch> {
  const record = await findRecord(db, recordId)
  if (!record || record.deleted_at !== null) return { kind: 'other-record', record: null }
  return { kind: 'other-record', record: { recordId, title: await revisionTitle({ db }, recordId, revision) } }
}

/** Eight digits of Crockford base32 as the ten hexadecimal digits that they stand for. */
function crockfordHex(code: string): string {
  const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
  const value = [...code].reduce((sum, digit) => sum * 32n + BigInt(digits.indexOf(digit)), 0n)
  return value.toString(16).padStart(10, '0')
}
