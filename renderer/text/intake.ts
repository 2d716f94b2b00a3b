/** 收报台 in a clerk's words. */
import type { BatchCounts, BatchSummary, HeldPackage, IntakeFile } from '../../shared/api/intake.ts'
import type { ImportOutcome } from '../../shared/api/packages.ts'
import { momentText } from './dates.ts'
import { packageKinds, type Worded } from './packages.ts'

/** What became of one file, or that its turn has not come. */
export type FileStand = 'waiting' | 'other' | 'failed' | ImportOutcome['result']

export function standOf(file: Pick<IntakeFile, 'state' | 'result'>): FileStand {
  if (file.state !== 'done') return file.state
  return file.result ?? 'waiting'
}

export const standWords: Readonly<Record<FileStand, Worded>> = {
  failed: { word: '没读成', tone: 'stop' },
  held: { word: '需处理', tone: 'wait' },
  refused: { word: '拒收', tone: 'stop' },
  other: { word: '其他文件', tone: 'work' },
  imported: { word: '接收', tone: 'good' },
  duplicate: { word: '重复', tone: 'none' },
  waiting: { word: '没轮到', tone: 'none' },
}

/** A file that was held when it came, and is dealt with by now. */
export const settledWord: Worded = { word: '已处理', tone: 'none' }

/** In this order a batch is told: what came in, then what did not. */
const told: readonly FileStand[] = ['imported', 'duplicate', 'held', 'refused', 'failed', 'other', 'waiting']

/** 接收 57 · 重复 1 · 需处理 3 · 拒收 2; what there is none of stays out, but for 接收. */
export function countsSentence(counts: BatchCounts): string {
  return told
    .filter((stand) => stand === 'imported' || counts[stand] > 0)
    .map((stand) => `${standWords[stand].word} ${counts[stand]}`)
    .join(' · ')
}

export const batchStates: Readonly<Record<BatchSummary['state'], Worded>> = {
  running: { word: '正在收', tone: 'work' },
  paused: { word: '停在半路', tone: 'wait' },
  done: { word: '收完了', tone: 'good' },
}

/** One batch in the list to choose from. @param now milliseconds since the epoch */
export function batchName(batch: BatchSummary, now: number): string {
  const left = batch.state === 'done' ? '' : ` · ${batchStates[batch.state].word}`
  return `${momentText(batch.createdAt, now)} ${batch.title}${left}`
}

/** The last sentence of a batch that ran to its end or was stopped. */
export function batchEnding({ state, counts }: BatchSummary): string {
  const all = countsSentence(counts)
  if (state !== 'done') return `先停在这里：${all}。随时可以接着收。`
  const todo = counts.held + counts.failed
  return todo > 0 ? `${all}。还有 ${todo} 件等您处理。` : `${all}。`
}

/** 报送包 第 3 号 · 第 1 卷，共 2 卷 · 5 份 */
export function fileLine(file: IntakeFile): string {
  const parts: string[] = []
  if (file.kind !== null) {
    const numbered = file.sequence === null ? '' : ` 第 ${file.sequence} 号`
    parts.push(`${packageKinds[file.kind]}${numbered}`)
  }
  if (file.volume && file.volume.of > 1) parts.push(`第 ${file.volume.n} 卷，共 ${file.volume.of} 卷`)
  if (file.records > 0) parts.push(`${file.records} 份材料`)
  return parts.join(' · ')
}

/** What is said once a person has decided, after the file was looked at anew. */
export function decidedSentence(
  outcome: ImportOutcome,
  held: HeldPackage,
  choice: 'again' | 'take' | 'set-aside',
): string {
  const whose = `${held.senderName}第 ${held.sequence} 号`
  if (choice === 'set-aside') return `${whose}没有收入，原因已记下。`
  switch (outcome.result) {
    case 'imported':
      return outcome.records > 0 ? `${whose}已收入，${outcome.records} 份材料排进了审核。` : `${whose}已收入。`
    case 'duplicate':
      return `${whose}以前已经收过，没有重复收入。`
    case 'held':
      return `${whose}还有要您决定的地方，先放着。`
    case 'refused':
      return `${whose}没有收入，已收的内容没有变化。`
  }
}

/** What is missing before a package that came: numbers, or volumes of it. @param missing 缺第 2、3 号 */
export function askMissingText(held: Pick<HeldPackage, 'senderName' | 'sequence'>, missing: string): string {
  const which = missing.replace(/^(?:共 \d+ 卷，)?缺/u, '')
  return `${held.senderName}：你单位第 ${held.sequence} 号报送包到了，${which}还没有收到。请打开“报送”，把没有到的用“重新写出”再送一次。`
}

/** For a message to the sender; no personal data is in it. @param why first sentences of what was found */
export function askAgainText(
  file: { senderName: string; fileName: string; sequence: number | null },
  why: readonly string[],
): string {
  const number = file.sequence === null ? '' : `第 ${file.sequence} 号`
  const name = file.senderName === '' ? '你单位' : file.senderName
  return `${name}：报来的文件${number}“${file.fileName}”没有收入。${why.join('')}请核对后重新报送。`
}
