/** Amounts in a clerk's words: 1 KB is 1,024 bytes, as the file manager of the desk counts. */
export function bytesText(bytes: number): string {
  if (bytes < 1024) return `${bytes} 字节`
  const units = ['KB', 'MB', 'GB', 'TB'] as const
  let value = bytes / 1024
  let unit: (typeof units)[number] = 'KB'
  for (const next of units.slice(1)) {
    if (value < 1024) break
    value /= 1024
    unit = next
  }
  return `${value >= 100 ? Math.round(value) : Number(value.toFixed(1))} ${unit}`
}
