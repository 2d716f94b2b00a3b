/** 换电脑 and 工作移交 in a clerk's words. */
import type { OfficeFileFacts, OfficeSize } from '../../shared/api/moving.ts'
import { bytesText } from '../../shared/wording/amounts.ts'
import { fullDateText, wallClock } from './dates.ts'
import { asFileName } from './file-names.ts'

export const officeFileKind = '整体搬家文件'
export const officeFileEnding = 'kxoffice'

/** 示例县科学技术协会-整体搬家-20260512.kxoffice @param now milliseconds since the epoch */
export const officeFileName = (office: string, now: number): string =>
  `${asFileName(office)}-整体搬家-${wallClock(new Date(now).toISOString()).slice(0, 10).replaceAll('-', '')}.${officeFileEnding}`

/** 12 份填报 · 30 项活动 · 4 个收发的包 · 照片、视频等 85 个文件 */
export function sizeText({ records, activities, packages, files }: OfficeSize): string {
  const parts = [`${records} 份填报`, `${activities} 项活动`, `${packages} 个收发的包`, `照片、视频等 ${files} 个文件`]
  return parts.join(' · ')
}

export const moveMeans = '把本单位的全部内容（填报、照片、视频、收发的包、钥匙）存成一个加密文件，拷到新电脑上接着用。'

export const moveSteps: readonly string[] = [
  '把这个文件拷到U盘，拿到新电脑上。',
  '新电脑装好本程序，在首页点“本单位以前用过本程序”，选“从整体搬家文件恢复”。',
  '新电脑接上以后，这台旧电脑就不要再报送了：两台用的是同一把钥匙、同一串编号，会重号。',
]

export const giveUpMeans = '停用以后，这台电脑还能查看和打印，不能再签名报送。随时可以改回来。'
export const resumeMeans: readonly string[] = [
  '只有新电脑没有接上，或者不用了，才选这个。',
  '两台电脑都报送，报送包会重号，上级分不清是谁报的。',
]

/** What stands in a file, before it is taken. */
export const fileFacts = ({ officeName, savedAt, size, neededBytes }: OfficeFileFacts): readonly [string, string][] => [
  ['单位', officeName],
  ['保存时间', fullDateText(savedAt)],
  ['内容', sizeText(size)],
  ['需要空间', `约 ${bytesText(neededBytes)}`],
]
