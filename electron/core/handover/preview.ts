/** What a plain folder would hold, before anything is frozen or written. */
import type { HandoverItem, HandoverPreview } from '../../../shared/api/handovers.ts'
import { firstFit } from '../../../shared/domain/mailbox-parts.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { needOwnDraft } from '../records/load.ts'
import { chinaDay } from './china-day.ts'
import { type Collected, collect, type HandoverOrder, personalInside } from './collect.ts'
import { sumBytes, usualOverviewBytes } from './contents.ts'
import { messageText } from './message.ts'
import { lacksOf, missingOf } from './missing.ts'
import { recipientsOf } from './recipient.ts'

/** @throws as collect */
export async function previewHandover(ctx: HandlerContext, order: HandoverOrder): Promise<HandoverPreview> {
  const found = await collect(ctx, order)
  const { pack, items, elsewhere, going, recipient, officeName } = found
  const personal = await personalInside(ctx, going)
  const lacks = await lacksOf(ctx, found)
  const missing = missingOf(found, order.mask ? personal.filter((one) => one.files > 0) : [], lacks)
  const inside = items.filter((item) => item.state === 'ready' || item.state === 'unfrozen')
  const sizes = await previewSizes(ctx, going)
  const files = inside.reduce((sum, item) => sum + filesOf(item), 0) + totalsCount(order, going)
  const split = firstFit(sizes, order.limitBytes, { reserve: usualOverviewBytes })
  const parts = split.parts.length
  const oversize = split.oversize.map(({ name, bytes }) => ({ name, bytes }))
  return {
    recipients: recipientsOf(pack),
    recipient,
    items,
    missing,
    elsewhere,
    personal,
    bytes: sumBytes(sizes),
    files,
    parts,
    oversize,
    message: messageText({
      example: ctx.example !== null,
      officeName,
      contact: order.contact,
      recipient,
      noticeTitle: pack.title,
      noticeShortTitle: pack.shortTitle,
      day: chinaDay(ctx.now()),
      masked: order.mask && personal.length > 0,
      records: inside.map((item) => ({
        deliverableTitle: item.title,
        title: item.recordTitle ?? '',
        code: item.code,
        files: filesOf(item),
      })),
      files,
      editable: inside.flatMap((item) => item.editable),
      bytes: sumBytes(sizes),
      parts,
      oversize: oversize.map(({ name }) => name),
      missing,
    }),
  }
}

/** The printed page, what goes beside it, 网报摘录单, attachments and scans. */
const filesOf = (item: HandoverItem): number => 1 + item.editable.length + (item.platform ? 1 : 0) + item.files

/** Forms of which several records go get a workbook each. */
function totalsCount({ editable }: HandoverOrder, going: Collected['going']): number {
  const counts = new Map<string, number>()
  for (const { candidate } of going)
    counts.set(candidate.summary.formId, (counts.get(candidate.summary.formId) ?? 0) + 1)
  return editable ? [...counts.values()].filter((count) => count > 1).length : 0
}

/** Attachments as they stand; a printed page is small beside a mailbox and counted when it is made. */
async function previewSizes(
  ctx: HandlerContext,
  going: Collected['going'],
): Promise<{ name: string; bytes: number }[]> {
  const sizes: { name: string; bytes: number }[] = []
  for (const { candidate } of going) {
    const { recordId, title } = candidate.summary
    const { files, definition } = await needOwnDraft(ctx.db, recordId)
    for (const file of files) {
      const label = definition.fields.find((field) => field.id === file.field)?.label ?? '附件'
      sizes.push({ name: `${title}：${label}`, bytes: file.bytes })
    }
    for (const scan of candidate.proofs) sizes.push({ name: `${title}：${scan.title}`, bytes: scan.bytes })
  }
  return sizes
}
