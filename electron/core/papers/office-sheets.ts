/** 单位备案表 and 交接单. */
import { findHandover } from '../../../db/queries/handovers.ts'
import { personAtDesk } from '../../../db/queries/people.ts'
import type { HandoverWay } from '../../../shared/api/handovers.ts'
import type { TableRow } from '../../../shared/form/definition.ts'
import { Problem } from '../../../shared/problems.ts'
import { wayNames } from '../../../shared/wording/handovers.ts'
import { codeText } from '../../../shared/wording/revision-code.ts'
import { typeNames } from '../../../shared/wording/sender-types.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { chinaDay } from '../handover/china-day.ts'
import { handoverInfo } from '../handover/entries.ts'
import { overviewName, partName } from '../handover/lay-out.ts'
import { findOwnOffice, ownCard } from '../offices/own-office.ts'
import { fingerprintGroups } from '../package/card.ts'
import { needOffice } from '../records/load.ts'
import { cardQrMm, cardQrText, shortCardQr } from '../trust/card-qr.ts'
import { type FilledSheet, fillSheet } from './fill-sheet.ts'
import { subjectOf } from './subjects.ts'

/** Office, 指纹码 and both public keys: what the recipient compares by telephone and keeps. @throws Problem office.missing */
export async function officeRegistration(ctx: HandlerContext): Promise<FilledSheet> {
  const own = await findOwnOffice(ctx.db)
  if (!own) throw new Problem('office.missing', {})
  const card = await ownCard(ctx.db)
  const signKey = card.devices.find(({ deviceId }) => deviceId === own.deviceId)?.signKey ?? ''
  const groups = fingerprintGroups(card)
  const whole = cardQrText(card)
  const qrText = whole ?? shortCardQr(card, signKey)
  const values = {
    officeName: own.name,
    level: [own.level],
    officeType: typeNames[own.type],
    region: own.region ?? '',
    fingerprint: groups.join(' '),
    signKey,
    sealKey: card.ageRecipient,
    clerk: (await personAtDesk(ctx.db))?.name ?? '',
    registeredOn: chinaDay(ctx.now()),
  }
  const sheet = fillSheet(ctx, 'SHEET-OFFICE-REGISTRATION', own.name, values, qrText)
  // Twice the side for four times the content: a module stays as large as a scanner of 150 dpi needs it.
  return whole === null ? sheet : { ...sheet, document: { ...sheet.document, qrMm: cardQrMm } }
}

/**
 * Of a plain folder: what lies in it, line by line, with room for both signatures.
 * @param copies printed copies of every record; 0: files only
 * @throws Problem handover.unknown, office.missing
 */
export async function handoverSlip(
  ctx: HandlerContext,
  { handoverId, copies }: { handoverId: string; copies: number },
): Promise<FilledSheet> {
  const { office } = await needOffice(ctx.db)
  const row = await findHandover(ctx.db, handoverId)
  if (row?.state !== 'written') throw new Problem('handover.unknown', { handoverId })
  const handover = await handoverInfo(ctx, row)
  const items: TableRow[] = []
  const paper = copies === 0 ? '' : String(copies)
  for (const { recordId, code, title } of handover.records) {
    const files = handover.files.filter((file) => file.recordId === recordId)
    const parts = handover.parts > 1 ? [...new Set(files.map(({ part }) => placeOf(part)))] : []
    const name = await subjectOf(ctx, recordId).then(
      (subject) => subject.title,
      // Thrown away since: its title was frozen with it.
      () => title,
    )
    items.push({ name, code: codeText(code), paper, files: String(files.length), note: parts.join('、') })
  }
  const others = handover.files.filter(({ recordId, part }) => recordId === null && part > 0)
  const totals = others.filter(({ name }) => name !== overviewName)
  if (totals.length > 0) items.push({ name: '汇总表', code: '', paper: '', files: String(totals.length), note: '' })
  items.push({ name: '报送清单', code: '', paper, files: String(others.length - totals.length), note: '' })
  const given = handover.events.findLast((event) => event.kind === 'given' && !event.undone)
  const method = given?.way ? wayNames[given.way as HandoverWay] : copies > 0 ? '当面交纸质件和 U 盘' : '当面交 U 盘'
  return fillSheet(ctx, 'SHEET-HANDOVER-SLIP', office.name, {
    about: `${handover.noticeShortTitle}报送材料`,
    toUnit: handover.recipientName,
    method,
    handedOn: chinaDay(given ? new Date(given.at) : ctx.now()),
    items,
  })
}

const placeOf = (part: number): string => (part === 0 ? '另放' : partName(part))
