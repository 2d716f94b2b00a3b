/** 工作移交: what is open, the list on paper, and the change of hands. */
import { randomUUID } from 'node:crypto'
import type { Queryable } from '../../../db/connection.ts'
import { insertPerson, people, personAtDesk, updatePerson } from '../../../db/queries/people.ts'
import { saveSetting } from '../../../db/queries/settings.ts'
import type { Custody } from '../../../shared/api/moving.ts'
import { chinaDate } from '../../../shared/domain/workdays.ts'
import { dateText } from '../../../shared/form/value-words.ts'
import { Problem } from '../../../shared/problems.ts'
import { keptWords, nothingOpen, openWorkNames } from '../../../shared/wording/custody.ts'
import { listBackupFiles } from '../backup/backup-files.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { chinaDay } from '../handover/china-day.ts'
import { type FilledSheet, fillSheet } from '../papers/fill-sheet.ts'
import { needOffice } from '../records/load.ts'
import { listDevices } from '../trust/own-devices.ts'
import { movingState } from './given-up.ts'
import { openWork } from './open-work.ts'

/** @throws Problem office.missing */
export async function showCustody(ctx: HandlerContext): Promise<Custody> {
  await needOffice(ctx.db)
  const { backupSavedAt, backupStale } = await listDevices(ctx.db)
  const here = (await people(ctx.db)).filter((one) => one.left_at === null)
  return {
    items: await openWork(ctx),
    protected: ctx.vault.hasPassphrase,
    keyBackup: { savedAt: backupSavedAt, stale: backupStale },
    backupSavedAt: listBackupFiles(ctx.store.backups)[0]?.createdAt ?? null,
    officeFileSavedAt: (await movingState(ctx)).savedAt,
    people: here.map(({ name }) => name),
    atDesk: (await personAtDesk(ctx.db))?.name ?? null,
  }
}

const onPaper = (at: string): string => dateText(chinaDate(Date.parse(at)))

/** @throws Problem office.missing */
export async function custodySheet(
  ctx: HandlerContext,
  { from, to }: { from: string; to: string },
): Promise<FilledSheet> {
  const { office } = await needOffice(ctx.db)
  const custody = await showCustody(ctx)
  const rows = custody.items.map(({ what, title, note, due }) => ({
    what: openWorkNames[what],
    title: note === '' ? title : `${title}（${note}）`,
    due: due === null ? '' : onPaper(due),
    note: '',
  }))
  return fillSheet(ctx, 'SHEET-CUSTODY', office.name, {
    handedOn: chinaDay(ctx.now()),
    from,
    to,
    items: rows.length > 0 ? rows : [{ what: nothingOpen, title: '', due: '', note: '' }],
    kept: keptWords(custody, onPaper),
  })
}

/**
 * Another passphrase and recovery code, another person at the desk. The passphrase comes first: where the old one is not
 * known nothing changes hands.
 * @throws Problem office.missing, keys.locked, keys.passphrase-wrong, keys.passphrase-weak
 */
export async function completeCustody(
  ctx: HandlerContext,
  order: { from: string; to: string; oldPassphrase: string | null; newPassphrase: string },
): Promise<{ recoveryCode: string }> {
  await needOffice(ctx.db)
  const { oldPassphrase, newPassphrase } = order
  if (ctx.vault.hasPassphrase && oldPassphrase === null) throw new Problem('keys.passphrase-wrong', {})
  const recoveryCode = ctx.vault.hasPassphrase
    ? await ctx.vault.changePassphrase(oldPassphrase ?? '', newPassphrase)
    : await ctx.vault.protect(newPassphrase)
  const at = ctx.now().toISOString()
  await ctx.write((trx) => changeHands(trx, order, at))
  ctx.deeds.forgetPerson()
  return { recoveryCode }
}

async function changeHands(trx: Queryable, { from, to }: { from: string; to: string }, at: string): Promise<void> {
  const all = await people(trx)
  const find = (name: string) => all.find((one) => one.name === name && one.left_at === null)
  const old = find(from)
  const duties = old?.duties_json ?? JSON.stringify(['handles'])
  const add = async (name: string): Promise<string> => {
    const person_id = randomUUID()
    await insertPerson(trx, { person_id, name, duties_json: duties, added_at: at })
    return person_id
  }
  const next = find(to)?.person_id ?? (await add(to))
  await saveSetting(trx, 'at-desk', next)
  // Who is not on the list was never one of ours; the same person only has a new passphrase.
  if (old && from !== to) await updatePerson(trx, old.person_id, { left_at: at })
}
