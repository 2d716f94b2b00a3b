/** Personal data in words: until when it is kept, what goes, which copies still hold it. */
import type { BackupsHolding, PurgeCandidate, RevealEntry } from '../../shared/api/personal.ts'
import { dateText } from '../../shared/form/value-words.ts'
import type { Worded } from './packages.ts'

/** What 清除 does, one sentence each. */
export const goes = '身份证号、姓名、电话、地址等个人信息，授权书原件和扫描件，印有这些内容的打印稿。'
export const stays = '作品名称、单位、视频、版本核对码，报送和回执记录。'

export const dueReason = (chosen: readonly PurgeCandidate[]): string =>
  chosen.some(({ retentionBy }) => retentionBy === 'office') ? '保存期已满' : '通知规定的保存期已满'

const periodName = ({ retentionBy }: PurgeCandidate): string =>
  retentionBy === 'office' ? '本单位定的保存期' : '通知规定的保存期'

export function dueWord(one: PurgeCandidate): Worded & { line: string } {
  const { due, dueAt } = one
  if (due) return { word: '已到期', line: `${periodName(one)}已满，该清除了。`, tone: 'wait' }
  if (dueAt !== null) return { word: '未到期', line: `${periodName(one)}还没有满。`, tone: 'good' }
  return { word: '没有日期', line: '没有日期可算，由您决定什么时候清除。', tone: 'none' }
}

/** 2022年3月12日 → 2022年5月11日; why there is no date where there is none. */
export function spanText({ own, from, dueAt, retentionDays }: PurgeCandidate): string {
  if (from === null) return own ? '上级还没有收下' : ''
  if (dueAt !== null) return `${dateText(from)} → ${dateText(dueAt)}`
  return `${dateText(from)}${retentionDays === null ? '，没有规定保存期' : ''}`
}

export function retentionText(candidates: readonly PurgeCandidate[]): string {
  const told = (by: 'notice' | 'office') => candidates.find(({ retentionBy }) => retentionBy === by)?.retentionDays
  const [byNotice, byOffice] = [told('notice'), told('office')]
  if (byNotice == null) return byOffice == null ? '通知没有规定保存期' : `通知没有规定，本单位定的是保存 ${byOffice} 天`
  return `通知规定作品材料保存 ${byNotice} 天${byOffice == null ? '' : `，其他的按本单位定的 ${byOffice} 天`}`
}

/** Whole sentences: copies that hold the keys, before they are cleared or now. */
export function backupsLines({ hourly, staying }: BackupsHolding): string[] {
  if (hourly + staying === 0) return ['现在没有数据备份含有这些信息。']
  const lines: string[] = []
  if (hourly > 0) lines.push(`有 ${hourly} 份数据备份还含有这些信息，清除时一并删去。`)
  if (staying > 0)
    lines.push(
      `有 ${staying} 份打不开的备份或损坏后另存的数据，可能含有这些信息，程序不能清除，请到备份文件夹里自行删去。`,
    )
  return lines
}

/** 参赛人·身份证号，第 2 行 */
export const lookedAtText = ({ fieldLabel, row }: RevealEntry): string =>
  row === null ? fieldLabel : `${fieldLabel}，第 ${row} 行`

/** 《灯塔》作品授权书 */
export const paperText = (title: string, formShortName: string): string =>
  title === '' || title === formShortName ? formShortName || '已不在的记录' : `《${title}》${formShortName}`
