/** Our own cards as signed packages: made with a key that is not the one of this PC, and kept for the day they are sent. */
import { readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import { v7 as uuidv7 } from 'uuid'
import type { Queryable } from '../../../db/connection.ts'
import { saveSetting, setting } from '../../../db/queries/settings.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { cardDigest } from '../package/card.ts'
import { composePackage } from '../package/compose.ts'
import type { SigningKey } from '../package/minisign.ts'
import type { OfficeCard } from '../package/schema.ts'
import { writePackage } from '../package/writer.ts'

/**
 * A package of kind office-card, signed by `deviceId`. It is numbered 1 and stands in no row: cards count in none, and a
 * device that only speaks through this package has no row here.
 */
export async function cardPackage(
  ctx: Pick<HandlerContext, 'store' | 'appVersion'>,
  signal: AbortSignal,
  { card, deviceId, key }: { card: OfficeCard; deviceId: string; key: SigningKey },
): Promise<Buffer> {
  const folder = path.join(ctx.store.staging, uuidv7())
  try {
    const { plan } = await composePackage({
      kind: 'office-card',
      createdAt: card.createdAt,
      sender: { officeId: card.officeId, deviceId, cardSeq: card.cardSeq },
      senderName: card.names.at(-1)?.name ?? card.officeId,
      recipient: null,
      card,
      notice: null,
      records: [],
      sequence: 1,
      previousDigest: null,
      voided: [],
      signKey: key,
      outbox: folder,
      agent: `kexie-desk ${ctx.appVersion}`,
      signal,
    })
    const { path: file } = await writePackage(plan, path.join(folder, 'card.zip'), { reread: false, signal })
    return await readFile(file)
  } finally {
    await rm(folder, { recursive: true, force: true }).catch(() => undefined)
  }
}

const sentName = 'card-sent'

export async function noteCardSent(db: Queryable, card: OfficeCard): Promise<void> {
  await saveSetting(db, sentName, cardDigest(card))
}

/** Whether any card of ours ever went out as a file from this store. */
export const isCardSent = async (db: Queryable): Promise<boolean> => (await setting(db, sentName)) !== undefined

/**
 * Whether others should get our card. One that they miss leaves a gap before the next one, which a person must then bridge
 * by the 指纹码.
 */
export async function isCardToSend(db: Queryable, card: OfficeCard): Promise<boolean> {
  const sent = await setting(db, sentName)
  return sent === undefined ? card.cardSeq > 1 : sent !== cardDigest(card)
}
