/** 个人信息清除记录: what was destroyed, why, until when copies hold it, and room for signatures. */
import type { BackupsHolding } from '../../../shared/api/personal.ts'
import { dateText } from '../../../shared/form/value-words.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { chinaDay } from '../handover/china-day.ts'
import { type FilledSheet, fillSheet } from '../papers/fill-sheet.ts'
import { needOffice } from '../records/load.ts'
import { needPurge } from './purge.ts'

/** @throws Problem purge.unknown, office.missing */
export async function purgeSheet(ctx: HandlerContext, purgeId: string): Promise<FilledSheet> {
  const { office } = await needOffice(ctx.db)
  const { at, reason, records, backups } = await needPurge(ctx, purgeId)
  return fillSheet(ctx, 'SHEET-PURGE', office.name, {
    purgedOn: chinaDay(new Date(at)),
    reason,
    backups: backupsText(backups),
    records: records.map(({ recordId, title, formShortName, files }) => ({
      title,
      form: formShortName,
      code: recordId.slice(-8),
      files: String(files),
    })),
  })
}

/** Whole sentences for the paper. `until`: of purges by an earlier program, which reached no copies. */
export function backupsText({ hourly, until, staying }: BackupsHolding): string {
  if (hourly + staying === 0) return '清除时没有含有这些信息的数据备份。'
  const told: string[] = []
  if (until !== null)
    told.push(
      `清除前的自动备份 ${hourly} 份仍含有这些信息的密钥，程序每天使用的，到${dateText(until)}最后一份自动删去。`,
    )
  else if (hourly > 0) told.push(`清除前有 ${hourly} 份数据备份含有这些信息，已一并删去。`)
  if (staying > 0)
    told.push(
      until === null
        ? `另有 ${staying} 份打不开的备份或损坏后另存的数据，可能含有这些信息，程序不能清除，请到备份文件夹里删去。`
        : `手工和升级、收件、恢复前的备份 ${staying} 份仍含有密钥。`,
    )
  told.push('从备份恢复时，程序会再次清除。')
  return told.join('')
}
