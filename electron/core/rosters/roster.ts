/** 应报单位名册: who should report for a notice. Offices without the program stand on it by name, without a card. */
import { v7 as uuidv7 } from 'uuid'
import type { z } from 'zod'
import type { Queryable } from '../../../db/connection.ts'
import { insertOffice, ownOffice, updateOffice } from '../../../db/queries/offices.ts'
import {
  datedNames,
  type OfficeWithContact,
  otherOffices,
  putRoster,
  rosterIds,
  saveContact,
} from '../../../db/queries/rosters.ts'
import { resolveSuccessor, type SuccessorMap, successorOf } from '../../../db/queries/successions.ts'
import { officeName } from '../../../shared/api/offices.ts'
import type { Roster, RosterOffice, rosterOffice } from '../../../shared/api/rosters.ts'
import { cleanName } from '../../../shared/form/normalise.ts'
import { type SenderType, senderType } from '../../../shared/notice/pack.ts'
import { Problem } from '../../../shared/problems.ts'
import { changed, type HandlerContext } from '../handlers/context.ts'
import { type NamedOffice, OfficeNames } from './office-names.ts'

/** Ids of offices without a card: no card can bear one, for those are made of a key. */
const localId = (): string => `LOCAL-${uuidv7()}`

export function rosterOfficeOf(row: OfficeWithContact, successors: SuccessorMap, names: OfficeNames): RosterOffice {
  const now = resolveSuccessor(successors, row.office_id)
  const hasCard = row.card_seq > 0
  const found = hasCard || now !== row.office_id ? undefined : names.find(row.name, row.region)
  const namesake = found?.hasCard ? found : null
  return {
    officeId: row.office_id,
    name: row.name,
    level: row.level,
    type: senderType.catch('association').parse(row.type),
    region: row.region,
    phone: row.phone ?? '',
    note: row.note ?? '',
    hasCard,
    trusted: hasCard && row.trusted_at !== null,
    successorId: now === row.office_id ? null : now,
    namesakeId: namesake?.officeId ?? null,
    namesakeName: namesake?.names[0] ?? null,
  }
}

/** @throws Problem notice.unknown */
export async function showRoster(ctx: HandlerContext, noticeId: string): Promise<Roster> {
  const { pack } = ctx.notices.get(noticeId)
  const ids = await rosterIds(ctx.db, pack.id)
  const known = new Map((await otherOffices(ctx.db)).map((row) => [row.office_id, row]))
  const successors = await successorOf(ctx.db)
  const names = await knownOfficeNames(ctx.db)
  return {
    noticeId: pack.id,
    offices: ids.flatMap((id) => {
      const row = known.get(id)
      return row ? [rosterOfficeOf(row, successors, names)] : []
    }),
  }
}

/** Every office that we know, by the names that it has and had. */
export async function knownOfficeNames(db: Queryable): Promise<OfficeNames> {
  const names = await datedNames(db)
  const offices = await otherOffices(db)
  return new OfficeNames(offices.map((row) => namedOffice(row, names.get(row.office_id) ?? [])))
}

const namedOffice = (row: OfficeWithContact, before: readonly string[]): NamedOffice => ({
  officeId: row.office_id,
  names: [row.name, ...before],
  region: row.region,
  hasCard: row.card_seq > 0,
  trusted: row.card_seq > 0 && row.trusted_at !== null,
})

/**
 * Puts offices at the end of the roster; those that stand on it already stay where they are. A name that is known, or
 * was once, is that office. Our own office is left out: it reports to nobody below.
 * @throws Problem notice.unknown, office.missing, input.invalid
 */
export async function addToRoster(
  ctx: HandlerContext,
  noticeId: string,
  offices: readonly z.output<typeof rosterOffice>[],
): Promise<void> {
  const { pack } = ctx.notices.get(noticeId)
  const at = ctx.now().toISOString()
  await ctx.write(async (trx) => {
    const own = await ownOffice(trx)
    if (!own) throw new Problem('office.missing', {})
    const names = await knownOfficeNames(trx)
    const ours = new OfficeNames([{ officeId: own.office_id, names: [own.name], region: own.region, hasCard: true }])
    const phones = new Map((await otherOffices(trx)).map((row) => [row.office_id, row.phone ?? '']))
    const ids: string[] = []
    for (const { name: typed, level, type, region, phone } of offices) {
      const name = needName(typed)
      if (ours.find(name, region)) continue
      const known = names.find(name, region)
      const officeId = known?.officeId ?? localId()
      ids.push(officeId)
      if (!known) {
        await insertOffice(trx, {
          office_id: officeId,
          own: 0,
          name,
          level,
          type,
          region,
          created_at: at,
          updated_at: at,
        })
        names.add({ officeId, names: [name], region, hasCard: false })
      }
      // What somebody wrote down before is not overwritten by a list.
      if (phone !== '' && (phones.get(officeId) ?? '') === '') {
        await saveContact(trx, { office_id: officeId, phone, note: '' })
        phones.set(officeId, phone)
      }
    }
    await putRoster(trx, pack.id, [...new Set([...(await rosterIds(trx, pack.id)), ...ids])])
  })
  changed(ctx, 'offices')
}

/** @throws Problem notice.unknown, roster.unknown-office */
export async function setRoster(ctx: HandlerContext, noticeId: string, officeIds: readonly string[]): Promise<void> {
  const { pack } = ctx.notices.get(noticeId)
  await ctx.write(async (trx) => {
    await needOffices(trx, officeIds)
    await putRoster(trx, pack.id, [...new Set(officeIds)])
  })
  changed(ctx, 'offices')
}

/** What stands on the other roster comes behind what stands here; an office that became another comes as that one. */
export async function copyRoster(ctx: HandlerContext, noticeId: string, from: string): Promise<void> {
  const { pack } = ctx.notices.get(noticeId)
  await ctx.write(async (trx) => {
    const successors = await successorOf(trx)
    const others = (await rosterIds(trx, ctx.notices.find(from)?.pack.id ?? from)).map((id) =>
      resolveSuccessor(successors, id),
    )
    await putRoster(trx, pack.id, [...new Set([...(await rosterIds(trx, pack.id)), ...others])])
  })
  changed(ctx, 'offices')
}

/** @throws Problem roster.unknown-office */
export async function editOffice(
  ctx: HandlerContext,
  { officeId, phone, note, type }: { officeId: string; phone: string; note: string; type: SenderType | null },
): Promise<RosterOffice> {
  await ctx.write(async (trx) => {
    await needOffices(trx, [officeId])
    await saveContact(trx, { office_id: officeId, phone, note })
    if (type !== null) await updateOffice(trx, officeId, { type })
  })
  changed(ctx, 'offices')
  const row = (await otherOffices(ctx.db)).find((one) => one.office_id === officeId)
  if (!row) throw new Problem('roster.unknown-office', { officeId })
  return rosterOfficeOf(row, await successorOf(ctx.db), await knownOfficeNames(ctx.db))
}

/** Offices that we know and that are not ourselves. @throws Problem roster.unknown-office */
export async function needOffices(db: Queryable, officeIds: readonly string[]): Promise<void> {
  const known = new Set((await otherOffices(db)).map((row) => row.office_id))
  for (const officeId of officeIds) if (!known.has(officeId)) throw new Problem('roster.unknown-office', { officeId })
}

function needName(typed: string): string {
  const parsed = officeName.safeParse(cleanName(typed))
  if (parsed.success) return parsed.data
  throw new Problem('input.invalid', {
    method: 'rosters.add',
    issues: [{ path: 'name', message: '单位名称太短或太长' }],
  })
}
