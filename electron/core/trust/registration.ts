/** 单位备案表 that came back stamped: its code is compared with the card, its picture is kept sealed. */
import { basename } from 'node:path'
import { v7 as uuidv7 } from 'uuid'
import { saveAttachment } from '../../../db/queries/attachments.ts'
import { office as findOffice } from '../../../db/queries/offices.ts'
import {
  countRegistrations,
  insertRegistration,
  liveRegistrations,
  type RegistrationRow,
  removeRegistration,
} from '../../../db/queries/trust.ts'
import type { Registration } from '../../../shared/api/devices.ts'
import { parseShortCardQr } from '../../../shared/domain/card-qr.ts'
import { Problem } from '../../../shared/problems.ts'
import { isExampleCard } from '../example/example-keys.ts'
import { type Call, changed, type HandlerContext } from '../handlers/context.ts'
import { cardDigest, fingerprintGroups, mayFollow } from '../package/card.ts'
import type { OfficeCard } from '../package/schema.ts'
import { keepSealed, openPicture, type PictureSource } from '../scans/keep.ts'
import { readCards } from '../scans/read-scan.ts'
import { cardInWaiting, currentName, keepUnproven, unprovenOf, writeNewOffice } from '../submission/office-cards.ts'
import { knownCard } from '../submission/verify-context.ts'
import { parseCardQr } from './card-qr.ts'
import { registrationInfo } from './office-file.ts'

/** What one paper says. */
interface PaperMark {
  readonly officeId: string
  readonly groups: string[]
  /** Null on a paper with the short form. */
  readonly card: OfficeCard | null
}

/**
 * @param order.officeId null: whose it is stands on the paper; an office that is new here becomes known by it, never trusted
 * @throws Problem file.unreadable, attachment.*, keys.locked, cancelled, card.unknown-office; registration.unreadable,
 *   registration.no-card, registration.own, office.example when the office is to come out of the paper
 */
export async function readRegistration(
  ctx: HandlerContext,
  call: Call,
  order: { officeId: string | null; path: string },
): Promise<Registration> {
  const fileName = basename(order.path)
  const source = await openPicture(order.path)
  const texts = await readCards(source.bytes, { resourcesDir: ctx.resourcesDir, signal: call.signal })
  const marks = texts.map(markOf).filter((mark) => mark !== null)
  const officeId = order.officeId ?? (await officeOf(ctx, marks, fileName))
  const row = await findOffice(ctx.db, officeId)
  if (order.officeId !== null && !row) throw new Problem('card.unknown-office', { officeId })
  if (row?.own === 1) throw new Problem('registration.own', {})
  const facts = await judge(ctx, officeId, marks)
  const registration = await keep(ctx, call, source, { officeId, ...facts, ofPaper: cardOf(marks, officeId) })
  changed(ctx, 'offices')
  return registrationInfo(registration)
}

function markOf(text: string): PaperMark | null {
  const short = parseShortCardQr(text)
  if (short) return { ...short, card: null }
  const card = parseCardQr(text)
  return card && { officeId: card.officeId, groups: fingerprintGroups(card), card }
}

const cardOf = (marks: readonly PaperMark[], officeId: string): OfficeCard | null =>
  marks.find((mark) => mark.officeId === officeId && mark.card)?.card ?? null

/** The one office that the paper names. */
async function officeOf(ctx: HandlerContext, marks: readonly PaperMark[], fileName: string): Promise<string> {
  const [mark, another] = marks
  if (!mark || another) throw new Problem('registration.unreadable', { fileName })
  if (await findOffice(ctx.db, mark.officeId)) return mark.officeId
  if (!mark.card) throw new Problem('registration.no-card', { fileName })
  if (isExampleCard(mark.card) !== (ctx.example !== null))
    throw new Problem('office.example', { officeName: currentName(mark.card) })
  return mark.officeId
}

/** Against the card that we know, and against those that came by themselves and wait for just this paper. */
async function judge(
  ctx: HandlerContext,
  officeId: string,
  marks: readonly PaperMark[],
): Promise<Pick<RegistrationRow, 'groups' | 'verdict' | 'card_seq'>> {
  const known = await knownCard(ctx, officeId)
  const [mark, another] = marks
  if (!mark || another) return { groups: '', verdict: 'unreadable', card_seq: null }
  const groups = mark.groups.join(' ')
  const here = [known, await cardInWaiting(ctx, officeId), ...(await unprovenOf(ctx, officeId))]
  // Nothing of this office is here yet: what the paper says is all there is.
  const cards = here.some((card) => card !== null) ? here : [mark.card]
  const same = cards.find((card) => card && mark.officeId === officeId && fingerprintGroups(card).join(' ') === groups)
  return { groups, verdict: same ? 'match' : 'mismatch', card_seq: same?.cardSeq ?? null }
}

type Kept = Pick<RegistrationRow, 'groups' | 'verdict' | 'card_seq'> & { officeId: string; ofPaper: OfficeCard | null }

async function keep(
  ctx: HandlerContext,
  call: Call,
  source: PictureSource,
  { officeId, ofPaper, ...judged }: Kept,
): Promise<RegistrationRow> {
  // A seal, a signature and names of persons are on it.
  const file = await keepSealed(ctx, call, source, null)
  const at = ctx.now().toISOString()
  const known = await knownCard(ctx, officeId)
  return ctx.write(async (trx) => {
    await saveAttachment(trx, { ...file, added_at: at })
    if (ofPaper && !known) await writeNewOffice(trx, ofPaper, at)
    // Nobody signed it for us, so it waits like one whose keys were lost: this paper, with its stamp, is what confirms it.
    else if (ofPaper && known && cardDigest(known) !== cardDigest(ofPaper) && mayFollow(known, ofPaper))
      await keepUnproven(trx, ofPaper, at)
    const same = (await liveRegistrations(trx, officeId)).find((one) => one.digest === file.digest)
    if (same) await removeRegistration(trx, same.registration_id, at)
    const row: RegistrationRow = {
      registration_id: uuidv7(),
      office_id: officeId,
      digest: file.digest,
      // Never the name of the source file: it may hold a person's name (bundle-format §3).
      title: same?.title ?? `单位备案表${(await countRegistrations(trx, officeId)) + 1}`,
      ...judged,
      added_at: at,
      removed_at: null,
    }
    await insertRegistration(trx, row)
    return row
  })
}

/** It is shown no more; the picture stays kept with the note of who was trusted by it. */
export async function dropRegistration(ctx: HandlerContext, registrationId: string): Promise<void> {
  const removed = await ctx.write((trx) => removeRegistration(trx, registrationId, ctx.now().toISOString()))
  if (removed === 0) throw new Problem('registration.unknown', { registrationId })
  changed(ctx, 'offices')
}
