/** 审核 in a clerk's words. */
import type { QueueItem, WrittenReceipts } from '../../shared/api/returns.ts'
import type { Worded } from './packages.ts'

export type QueueStateFilter = 'open' | 'accepted' | 'returned' | 'all'

export const queueStates: Readonly<Record<QueueItem['state'], Worded>> = {
  received: { word: '待审核', tone: 'wait' },
  accepted: { word: '已采用', tone: 'good' },
  returned: { word: '已退回', tone: 'wait' },
}

export const stateChoices: readonly { value: QueueStateFilter; label: string }[] = [
  { value: 'open', label: '待审核的' },
  { value: 'returned', label: '已退回的' },
  { value: 'accepted', label: '已采用的' },
]

/** How the electronic version stands with the stamped paper. */
export const paperStates: Readonly<Record<QueueItem['paper'], Worded>> = {
  none: { word: '纸还没到', tone: 'none' },
  'scan-matches': { word: '扫描件相符', tone: 'good' },
  'scan-mismatch': { word: '扫描件不符', tone: 'stop' },
  'paper-matches': { word: '纸电相符', tone: 'good' },
  'paper-mismatch': { word: '纸电不符', tone: 'stop' },
}

/** 2 处要改 · 1 处要看; '' when the form's own checks find nothing. */
export function checksText({ blocking, warnings }: Pick<QueueItem, 'blocking' | 'warnings'>): string {
  return [blocking > 0 ? `${blocking} 处要改` : '', warnings > 0 ? `${warnings} 处要看` : '']
    .filter((part) => part !== '')
    .join(' · ')
}

/** Said after a decision; the sender knows of it only by the receipt. */
export function decidedText(state: QueueItem['state'], names: readonly string[]): string {
  const what = names.length === 1 ? names[0] : `${names.length} 份`
  if (state === 'accepted') return `已采用：${what}`
  if (state === 'returned') return `已退回：${what}。写出回执交给对方后，对方才会知道。`
  return `改回待审核：${what}`
}

/** 写好了 3 个单位的回执：采用 12 份、退回 2 份。 */
export function receiptsSentence({ files, unchanged, skipped }: WrittenReceipts): string {
  const sum = (of: 'accepted' | 'returned' | 'received') => files.reduce((total, file) => total + file[of], 0)
  const counts = [
    ['采用', sum('accepted')],
    ['退回', sum('returned')],
    ['已收、还没审核', sum('received')],
  ] as const
  const parts = counts.filter(([, count]) => count > 0).map(([word, count]) => `${word} ${count} 份`)
  const written = files.length === 0 ? '没有要新写的回执' : `写好了 ${files.length} 个单位的回执：${parts.join('，')}`
  const same = unchanged > 0 ? `；另有 ${unchanged} 个单位和上一份回执一样，没有重写` : ''
  const left = skipped.length > 0 ? `；${skipped.length} 个单位没有写` : ''
  return `${written}${same}${left}。`
}
