/** A notice that goes out to those below us as a signed package: the same row of numbers as submissions and receipts. */
import { stat } from 'node:fs/promises'
import { office as findOffice, type OfficeRow, ownOffice } from '../../../db/queries/offices.ts'
import { listOutbox, type OutboxRow, outboxGroup } from '../../../db/queries/outbox.ts'
import type { PublishedItem, PublishedNotice, PublishPreview } from '../../../shared/api/published.ts'
import { Problem } from '../../../shared/problems.ts'
import { fileTitle } from '../example/file-title.ts'
import type { Call, HandlerContext } from '../handlers/context.ts'
import { checkPack } from '../notices/check-pack.ts'
import type { ShelvedNotice } from '../notices/notice-shelf.ts'
import type { PackageJson, PublishedPack } from '../package/schema.ts'
import { freezePackage } from '../submission/freeze-plan.ts'
import { isPlanLost, keptPlan } from '../submission/outbox-plan.ts'
import { needProtectedKeys, ownSigner } from '../submission/own-keys.ts'
import { rememberFolder, writeOut } from '../submission/write-out.ts'

export interface PublishOrder {
  readonly noticeId: string
  /** Null: for everybody. */
  readonly to: string | null
  readonly out: string
}

const everybody = ''

/**
 * The same version to the same office is the same package: its bytes are written again.
 * @throws Problem keys.not-set-up, keys.locked, notice.unknown, notice.not-ours, notice.invalid, package.no-recipient,
 *   package.target-missing, and what writePackage throws
 */
export async function publishNotice(ctx: HandlerContext, call: Call, order: PublishOrder): Promise<PublishedNotice> {
  needProtectedKeys(ctx)
  const { notice, published } = needOurs(ctx, order.noticeId)
  const issues = checkPack(published.pack)
  if (issues.length > 0) throw new Problem('notice.invalid', { path: notice.pack.id, issues: issues.slice(0, 20) })
  const recipient = order.to === null ? null : await needRecipient(ctx, order.to)
  const folder = await stat(order.out).catch(() => null)
  if (!folder?.isDirectory()) throw new Problem('package.target-missing', { path: order.out })
  const rows =
    (await sentBefore(ctx, published, recipient?.office_id ?? everybody)) ??
    (await freezeNotice(ctx, call, { notice, published, recipient, out: order.out }))
  const files = await writeOut(ctx, call, await rememberFolder(ctx, rows, order.out), order.out)
  const [first] = rows
  return { packageId: first?.package_id ?? '', sequence: first?.sequence ?? 0, version: published.pack.version, files }
}

interface Going {
  readonly notice: ShelvedNotice
  readonly published: PublishedPack
  readonly recipient: OfficeRow | null
  readonly out: string
}

async function freezeNotice(ctx: HandlerContext, call: Call, going: Going): Promise<readonly OutboxRow[]> {
  const { notice, published, recipient, out } = going
  const signer = await ownSigner(ctx)
  return freezePackage(ctx, {
    signal: call.signal,
    stream: { deviceId: signer.deviceId, recipientOfficeId: recipient?.office_id ?? everybody },
    noticeId: notice.pack.id,
    volumeBytes: null,
    folder: out,
    title: ({ sequence }) =>
      `${titleOf(ctx, signer.office.name, notice)}${recipient ? `_给${recipient.name}` : ''}_第${String(sequence).padStart(4, '0')}号`,
    same: async (pending) => {
      const again = pending.find((row) => isSame(ctx, row, published))
      return again && pending.every((row) => row.sequence === again.sequence) ? pending : null
    },
    compose: async () => ({
      kind: 'notice',
      createdAt: ctx.now().toISOString(),
      sender: { officeId: signer.office.office_id, deviceId: signer.deviceId, cardSeq: signer.card.cardSeq },
      senderName: signer.office.name,
      recipient: recipient && {
        officeId: recipient.office_id,
        cardSeq: recipient.card_seq,
        name: recipient.name,
        ageRecipient: recipient.age_recipient ?? '',
      },
      card: signer.card,
      notice: {
        id: published.pack.id,
        version: published.pack.version,
        digest: published.digest,
        title: published.pack.title,
      },
      records: [],
      publishes: published,
      signKey: signer.signKey,
      signal: call.signal,
    }),
  })
}

const titleOf = (ctx: HandlerContext, officeName: string, { pack }: ShelvedNotice): string =>
  fileTitle(ctx, `通知_${officeName}_${pack.shortTitle}_第${pack.version}版`)

/** What goes out, and what went out already. @throws Problem notice.unknown, notice.not-ours, office.missing */
export async function publishPreview(ctx: HandlerContext, noticeId: string): Promise<PublishPreview> {
  const { notice, published } = needOurs(ctx, noticeId)
  const { pack } = published
  const own = await ownOffice(ctx.db)
  if (!own) throw new Problem('office.missing', {})
  return {
    version: pack.version,
    fileTitle: titleOf(ctx, own.name, notice),
    deliverables: pack.deliverables.map(({ title, dueAt, dueWording }) => ({ title, dueAt, dueWording })),
    forms: pack.forms.map((form) => form.name),
    keysSetUp: ctx.vault.state !== 'open',
    published: await publishedItems(ctx, notice.pack.id),
  }
}

async function publishedItems(ctx: HandlerContext, noticeId: string): Promise<PublishedItem[]> {
  const items: PublishedItem[] = []
  for (const row of await listOutbox(ctx.db)) {
    const { state } = row
    if (row.kind !== 'notice' || row.notice_id !== noticeId || state === 'cancelled') continue
    items.push({
      packageId: row.package_id,
      sequence: row.sequence,
      version: sentNotice(ctx, row)?.version ?? '',
      recipientName:
        row.recipient_office_id === everybody
          ? null
          : ((await findOffice(ctx.db, row.recipient_office_id))?.name ?? row.recipient_office_id),
      state,
      at: row.written_at ?? row.created_at,
      fileNames: [row.file_name],
    })
  }
  return items
}

/** What we made or passed on to those below us; nothing of others goes out under our name. */
function needOurs(ctx: HandlerContext, noticeId: string): { notice: ShelvedNotice; published: PublishedPack } {
  const notice = ctx.notices.get(noticeId)
  if (notice.published === null) throw new Problem('notice.not-ours', { noticeId })
  return { notice, published: notice.published }
}

/** Nothing in a notice is secret: it may go to an office whose 指纹码 nobody has compared. */
async function needRecipient(ctx: HandlerContext, officeId: string): Promise<OfficeRow> {
  const row = await findOffice(ctx.db, officeId)
  if (!row || row.own === 1 || row.age_recipient === null) throw new Problem('package.no-recipient', { officeId })
  return row
}

function sentNotice(ctx: HandlerContext, row: OutboxRow): PackageJson['notice'] {
  return isPlanLost(row) ? null : keptPlan(ctx.store, row).plan.packageJson.notice
}

const isSame = (ctx: HandlerContext, row: OutboxRow, published: PublishedPack): boolean =>
  row.kind === 'notice' && sentNotice(ctx, row)?.digest === published.digest

async function sentBefore(
  ctx: HandlerContext,
  published: PublishedPack,
  recipientOfficeId: string,
): Promise<readonly OutboxRow[] | null> {
  const { deviceId } = await ownSigner(ctx)
  const sent = (await listOutbox(ctx.db)).find(
    (row) =>
      row.state === 'written' &&
      row.device_id === deviceId &&
      row.recipient_office_id === recipientOfficeId &&
      isSame(ctx, row, published),
  )
  return sent ? outboxGroup(ctx.db, sent.package_id) : null
}
