import type { Progress } from '../../shared/api/protocol.ts'
import { bytesText } from '../../shared/wording/amounts.ts'

const units: Readonly<Record<Progress['unit'], string>> = {
  bytes: '',
  files: '个文件',
  records: '份',
  pages: '页',
  steps: '步',
}

/** 312 MB / 1 GB, 3 / 5 份; only the done part while the total is unknown. */
export function progressText(progress: Progress): string {
  const amount = (n: number) => (progress.unit === 'bytes' ? bytesText(n) : String(n))
  const unit = units[progress.unit]
  const total = progress.total === null ? '' : ` / ${amount(progress.total)}`
  return `${amount(progress.done)}${total}${unit === '' ? '' : ` ${unit}`}`
}

/** 还需约 20 秒, 还需约 3 分钟; empty while it cannot be known. @param elapsed milliseconds since the phase began */
export function timeLeftText(done: number, total: number | null, elapsed: number): string {
  if (total === null || done <= 0 || done >= total || elapsed < 1000) return ''
  const seconds = Math.ceil(((elapsed / done) * (total - done)) / 1000)
  if (seconds < 60) return `还需约 ${seconds} 秒`
  return `还需约 ${Math.ceil(seconds / 60)} 分钟`
}
