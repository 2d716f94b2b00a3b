import type { Progress } from '../../shared/api/protocol.ts'
import { bytesText } from '../../shared/wording/amounts.ts'

const units: Readonly<Record<Progress['unit'], string>> = {
  bytes: '',
  files: '个文件',
  records: '份',
  pages: '页',
  steps: '步',
}

const phases: Readonly<Record<string, string>> = {
  copy: '正在复制',
  freeze: '正在定稿',
  intake: '正在收件',
  place: '正在归档',
  read: '正在查看',
  render: '正在排打印稿',
  reread: '正在读回核对',
  seal: '正在封好个人信息',
  stage: '正在取出附件',
  take: '正在收入',
  verify: '正在核对',
  write: '正在写出',
}

/** A phase of a newer core still gets words. */
function phaseText(phase: string): string {
  return phases[phase] ?? '正在处理'
}

/** 312 MB / 1 GB, 3 / 5 份; only the done part while the total is unknown. */
export function progressText(progress: Progress): string {
  const amount = (n: number) => (progress.unit === 'bytes' ? bytesText(n) : String(n))
  const unit = units[progress.unit]
  const total = progress.total === null ? '' : ` / ${amount(progress.total)}`
  return `${amount(progress.done)}${total}${unit === '' ? '' : ` ${unit}`}`
}

const oneWay = new Set(['write', 'reread'])

/** Writing out and reading back are one bar of twice the length: one way, and its time is reckoned over both. */
export function isOneWay(phase: string | undefined, next: string): boolean {
  return phase === next || (phase !== undefined && oneWay.has(phase) && oneWay.has(next))
}

/** What is being done and how much of it; the bytes of a file that is written and read back count once. */
export function stepText(progress: Progress): string {
  const { phase, done, total } = progress
  const shown = oneWay.has(phase) && total !== null ? { ...progress, done: done / 2, total: total / 2 } : progress
  return `${phaseText(phase)} ${progressText(shown)}`
}

/** 还需约 20 秒, 还需约 3 分钟; empty while it cannot be known. @param elapsed milliseconds since the phase began */
export function timeLeftText(done: number, total: number | null, elapsed: number): string {
  if (total === null || done <= 0 || done >= total || elapsed < 1000) return ''
  const seconds = Math.ceil(((elapsed / done) * (total - done)) / 1000)
  if (seconds < 60) return `还需约 ${seconds} 秒`
  return `还需约 ${Math.ceil(seconds / 60)} 分钟`
}
