/** Bytes as text, by what they are and not by what somebody says: UTF-8, UTF-16 both ways, GBK with GB 18030. */
import { CannotRead } from '../../received/received-text.ts'
import type { TableFormat } from './types.ts'

type Encoding = Extract<TableFormat, 'utf-8' | 'gbk' | 'gb18030' | 'utf-16le' | 'utf-16be'>

/** @throws CannotRead unknown-type */
export function decodeTable(bytes: Buffer): { text: string; encoding: Encoding } {
  const [first, second, third] = bytes
  if (first === 0xff && second === 0xfe) return decoded(bytes, 'utf-16le')
  if (first === 0xfe && second === 0xff) return decoded(bytes, 'utf-16be')
  // With its mark it is UTF-8, though it may be cut in the middle of a character: that one is shown as �, and asked.
  if (first === 0xef && second === 0xbb && third === 0xbf) return decoded(bytes, 'utf-8')
  const wide = wideOrder(bytes)
  if (wide !== null) return decoded(bytes, wide)
  if (isUtf8(bytes)) return decoded(bytes, 'utf-8')
  try {
    const text = new TextDecoder('gb18030', { fatal: true }).decode(bytes)
    return { text, encoding: hasFourBytes(bytes) ? 'gb18030' : 'gbk' }
  } catch {
    throw new CannotRead({ why: 'unknown-type' })
  }
}

const decoded = (bytes: Buffer, encoding: Encoding): { text: string; encoding: Encoding } => ({
  text: new TextDecoder(encoding).decode(bytes),
  encoding,
})

/** Commas, digits and line ends have a zero byte: always before or always behind. @throws CannotRead unknown-type */
function wideOrder(bytes: Buffer): 'utf-16le' | 'utf-16be' | null {
  const head = bytes.subarray(0, 65_536)
  let even = 0
  let odd = 0
  for (let at = 0; at < head.length; at++)
    if (head[at] === 0) {
      if (at % 2 === 0) even++
      else odd++
    }
  if (even + odd === 0) return null
  const order = odd > even ? 'utf-16le' : 'utf-16be'
  const clear = Math.max(even, odd) > 10 * Math.min(even, odd)
  const text = clear ? new TextDecoder(order).decode(head.subarray(0, head.length - (head.length % 2))) : ''
  // No text of an office holds a NUL.
  if (!clear || text.includes('\0') || !/[\n\r]/u.test(text)) throw new CannotRead({ why: 'unknown-type' })
  return order
}

/** Also where the file is cut in the middle of its last character: GB 18030 would make other words of it. */
function isUtf8(bytes: Buffer): boolean {
  for (let less = 0; less < 4; less++) {
    const part = bytes.subarray(0, bytes.length - less)
    if (less > 0 && !part.some((byte) => byte > 0x7f)) return false
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(part)
      return true
    } catch {
      // One byte less.
    }
  }
  return false
}

function hasFourBytes(bytes: Buffer): boolean {
  for (let at = 0; at < bytes.length - 3; ) {
    const lead = bytes[at] ?? 0
    if (lead < 0x81) at++
    else if ((bytes[at + 1] ?? 0) >= 0x30 && (bytes[at + 1] ?? 0) <= 0x39) return true
    else at += 2
  }
  return false
}
