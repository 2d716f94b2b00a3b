/** 工作移交 in a clerk's words, the same on screen and on paper. */
import type { Custody, OpenWork } from '../api/moving.ts'

export const openWorkNames: Readonly<Record<OpenWork, string>> = {
  returned: '被退回，要改',
  duty: '还没开始报',
  draft: '填写中',
  'to-stamp': '等盖章',
  'to-send': '等报送',
  unwritten: '报送包没写完',
  receipt: '等上级回执',
  held: '收件待处理',
  'to-decide': '来件待审核',
  letters: '授权书没签齐',
  review: '评审没结束',
  purge: '个人信息到期要清除',
}

export const custodyTitle = '工作移交清单'
export const nothingOpen = '没有未完成的工作'

const day = (at: string | null, never: string, words: (at: string) => string): string =>
  at === null ? never : words(at)

/** What the next clerk gets beside the work, line by line. @param words a date as the paper or the page says it */
export function keptWords(custody: Custody, words: (at: string) => string): { what: string; state: string }[] {
  const { keyBackup, backupSavedAt, officeFileSavedAt } = custody
  const stale = keyBackup.stale ? '，名片以后变过，要重新保存' : ''
  return [
    { what: '口令', state: custody.protected ? '已设置，移交时当场更换' : '没有设置过，移交时当场设置' },
    { what: '钥匙备份', state: `${day(keyBackup.savedAt, '从来没有保存过', words)}${stale}` },
    { what: '本机备份', state: day(backupSavedAt, '还没有', words) },
    { what: '整体搬家文件', state: day(officeFileSavedAt, '没有保存过', words) },
  ]
}
