/** Many photos at once: each to the record and revision that its code names. */
import { record as findRecord, isTypedHere } from '../../../db/queries/records.ts'
import { revision as findRevision, latestRevision } from '../../../db/queries/revisions.ts'
import { scan as findScan } from '../../../db/queries/scans.ts'
import type { DroppedScan } from '../../../shared/api/scans.ts'
import { Problem } from '../../../shared/problems.ts'
import { problemLine } from '../../../shared/wording/problem-sentences.ts'
import type { Call, HandlerContext } from '../handlers/context.ts'
import { formOf } from '../records/load.ts'
import { revisionTitle } from '../submission/export.ts'
import { keepScan, openScan } from './keep.ts'
import { lettersIn } from './persons.ts'
import { markCode } from './verdict.ts'
import { scanInfo } from './view.ts'

/** @throws Problem cancelled, keys.locked, disk.full; a bad file is told in its own line */
export async function dropScans(ctx: HandlerContext, call: Call, paths: readonly string[]): Promise<DroppedScan[]> {
  const dropped: DroppedScan[] = []
  for (const path of paths) {
    call.progress({ phase: 'read', done: dropped.length, total: paths.length, unit: 'files' })
    if (call.signal.aborted) throw new Problem('cancelled', {})
    dropped.push(await dropOne(ctx, call, path))
  }
  call.progress({ phase: 'read', done: dropped.length, total: paths.length, unit: 'files' })
  return dropped
}

const endsAll: readonly string[] = ['cancelled', 'keys.locked', 'disk.full']

async function dropOne(ctx: HandlerContext, call: Call, path: string): Promise<DroppedScan> {
  const left = (why: (DroppedScan & { scan: null })['why'], detail = ''): DroppedScan => ({
    path,
    scan: null,
    why,
    detail,
  })
  try {
    const source = await openScan(ctx, path, call.signal)
    // Pages for several persons of one letter are one paper.
    const [mark, another] = lettersIn(source.read.marks)
    if (!mark) return left('unreadable')
    if (another) return left('several')
    const record = await findRecord(ctx.db, mark.recordId)
    if (!record || !isTypedHere(record) || record.deleted_at !== null) return left('elsewhere')
    const row = await findRevision(ctx.db, mark.recordId, mark.revision)
    if (!row || markCode(row.digest) !== mark.code) return left('other-content')
    const scanId = await keepScan(ctx, call, source, { row, definition: await formOf(ctx.db, record) })
    const kept = await findScan(ctx.db, scanId)
    if (!kept) throw new Problem('scan.unknown', { scanId })
    return {
      path,
      scan: await scanInfo(ctx, kept),
      recordTitle: await revisionTitle(ctx, mark.recordId, mark.revision),
      latestRevision: (await latestRevision(ctx.db, mark.recordId))?.revision ?? mark.revision,
    }
  } catch (error) {
    if (!(error instanceof Problem) || endsAll.includes(error.code)) throw error
    return left('failed', problemLine(error.toData()))
  }
}
