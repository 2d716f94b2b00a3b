/** 审核: what came by package and waits for a decision, and what was decided. Opens nothing sealed. */
import { type QueueRow, type QueueScan, type QueueScope, queueRows, queueScans } from '../../../db/queries/queue.ts'
import type { MethodParsed } from '../../../shared/api/contract.ts'
import type { QueueItem } from '../../../shared/api/returns.ts'
import { dutyForms } from '../../../shared/notice/pack.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { revisionCode } from '../package/canonical.ts'
import { judgedPapers, type RevisionPaper } from '../rosters/paper-pile.ts'
import { type OpenFacts, openFacts } from './open-facts.ts'
import { paperState } from './paper-state.ts'

/** An arrival among those of its record. */
interface Placed {
  readonly row: QueueRow
  readonly latest: boolean
  /** The revision before it that came here was returned. */
  readonly answersReturn: boolean
}

const keyOf = (row: { record_id: string; revision: number }): string => `${row.record_id}-${row.revision}`

/** The one that came first stands first: nobody is overtaken. */
export async function queueItems(
  ctx: HandlerContext,
  { noticeId, officeId, state, recordId }: MethodParsed<'queue.list'>,
): Promise<QueueItem[]> {
  const all = placed(
    await queueRows(ctx.db, { noticeId, officeId, ...(recordId !== null && { recordIds: [recordId] }) }),
  )
  const wanted = state === 'open' ? 'received' : state
  return asItems(ctx, wanted === 'all' ? all : all.filter(({ row, latest }) => latest && row.state === wanted))
}

type ItemKey = { readonly packageId: string; readonly recordId: string; readonly revision: number }

/** These arrivals as they stand now, in the order of `keys`; what is not there is left out. */
export async function itemsOf(ctx: HandlerContext, keys: readonly ItemKey[]): Promise<QueueItem[]> {
  const scope: QueueScope = { recordIds: [...new Set(keys.map(({ recordId }) => recordId))] }
  const key = (one: ItemKey) => `${one.packageId} ${one.recordId}-${one.revision}`
  const wanted = new Set(keys.map(key))
  const rows = placed(await queueRows(ctx.db, scope)).filter(({ row }) => wanted.has(`${row.package_id} ${keyOf(row)}`))
  const items = new Map((await asItems(ctx, rows)).map((item) => [key(item), item]))
  return keys.flatMap((one) => items.get(key(one)) ?? [])
}

function placed(rows: readonly QueueRow[]): Placed[] {
  const counting = rows.filter((row) => row.digest === row.counting_digest)
  // Rows come in the order of their arrival: the last copy of a revision counts.
  const lastCopy = new Map(counting.map((row) => [keyOf(row), row]))
  const byRecord = new Map<string, QueueRow[]>()
  for (const row of lastCopy.values()) {
    const group = byRecord.get(row.record_id)
    if (group) group.push(row)
    else byRecord.set(row.record_id, [row])
  }
  return rows.map((row) => {
    const before = (byRecord.get(row.record_id) ?? [])
      .filter(({ revision }) => revision < row.revision)
      .reduce<QueueRow | null>((last, one) => (last && last.revision > one.revision ? last : one), null)
    return {
      row,
      latest: row.revision === row.newest && lastCopy.get(keyOf(row)) === row,
      answersReturn: before?.state === 'returned',
    }
  })
}

async function asItems(ctx: HandlerContext, all: readonly Placed[]): Promise<QueueItem[]> {
  const rows = all.map(({ row }) => row)
  const unique = [...new Map(rows.map((row) => [keyOf(row), row])).values()]
  const facts = await openFacts(ctx, unique)
  const keys = unique.map((row) => ({ recordId: row.record_id, revision: row.revision }))
  const scans = Map.groupBy(await queueScans(ctx.db, keys), keyOf)
  const notices = new Set(rows.map((row) => row.notice_id))
  const [only = null] = notices.size === 1 ? notices : []
  const papers = await judgedPapers(ctx.db, only)
  return all.map((one) => asItem(ctx, one, { facts: facts.get(keyOf(one.row)), scans, papers }))
}

interface Beside {
  readonly facts: OpenFacts | undefined
  readonly scans: ReadonlyMap<string, readonly QueueScan[]>
  readonly papers: ReadonlyMap<string, readonly RevisionPaper[]>
}

function asItem(ctx: HandlerContext, { row, latest, answersReturn }: Placed, beside: Beside): QueueItem {
  const pack = ctx.notices.find(row.notice_id)?.pack
  const { facts, scans, papers } = beside
  return {
    packageId: row.package_id,
    recordId: row.record_id,
    revision: row.revision,
    latest,
    title: facts?.title ?? '',
    formShortName: facts?.formShortName ?? '',
    noticeId: row.notice_id,
    noticeShortTitle: pack?.shortTitle ?? row.notice_id,
    deliverableTitle: pack?.deliverables.find((item) => dutyForms(item).includes(row.form_id))?.title ?? '',
    officeId: row.office_id,
    officeName: row.office_name,
    code: revisionCode(row.digest),
    state: row.state,
    receivedAt: row.received_at,
    blocking: facts?.blocking ?? 0,
    warnings: facts?.warnings ?? 0,
    paper: paperState(row.revision, papers.get(row.record_id) ?? [], scans.get(keyOf(row)) ?? []),
    answersReturn,
  }
}
