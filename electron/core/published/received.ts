/** Received notices as pages see them, and the word of a person on those that are not from above. */
import type { InboxRow } from '../../../db/queries/inbox.ts'
import { office as findOffice } from '../../../db/queries/offices.ts'
import { recordsOfNotice } from '../../../db/queries/own-notices.ts'
import {
  acceptReceived,
  type ReceivedNoticeRow,
  receivedVersions,
  setAsideReceived,
} from '../../../db/queries/published-notices.ts'
import type { ReceivedNotice } from '../../../shared/api/published.ts'
import { noticePack } from '../../../shared/notice/pack.ts'
import { Problem } from '../../../shared/problems.ts'
import { changed, type HandlerContext } from '../handlers/context.ts'
import { packageJson } from '../package/schema.ts'

async function view(ctx: HandlerContext, row: ReceivedNoticeRow): Promise<ReceivedNotice> {
  const pack = noticePack.parse(JSON.parse(row.pack_json))
  return {
    noticeId: row.notice_id,
    title: pack.title,
    version: pack.version,
    senderName: (await findOffice(ctx.db, row.sender_office_id))?.name ?? '',
    state: row.state,
    deliverables: pack.deliverables.length,
  }
}

/** The notice that a package brought or brought again. */
export async function receivedOf(ctx: HandlerContext, row: InboxRow): Promise<ReceivedNotice | null> {
  if (row.kind !== 'notice' || row.result !== 'imported' || row.package_json === null) return null
  const named = packageJson.parse(JSON.parse(row.package_json)).notice
  const found = named && (await receivedVersions(ctx.db, named.id)).find((one) => one.digest === named.digest)
  return found ? view(ctx, found) : null
}

/**
 * A person says that a notice counts although it is not from above, or takes that back while nothing was filled in.
 * @throws Problem notice.unknown, own-notice.in-use
 */
export async function decideReceived(ctx: HandlerContext, noticeId: string, accept: boolean): Promise<ReceivedNotice> {
  await ctx.write(async (trx) => {
    const [newest] = await receivedVersions(trx, noticeId)
    if (!newest) throw new Problem('notice.unknown', { noticeId })
    if (accept) return void (await acceptReceived(trx, noticeId))
    const records = await recordsOfNotice(trx, noticeId)
    if (records > 0) throw new Problem('own-notice.in-use', { records })
    await setAsideReceived(trx, noticeId)
  })
  await ctx.notices.refresh(ctx.db)
  changed(ctx, 'notices')
  changed(ctx, 'packages')
  const [row] = await receivedVersions(ctx.db, noticeId)
  if (!row) throw new Problem('notice.unknown', { noticeId })
  return view(ctx, row)
}
