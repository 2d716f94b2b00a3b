import { crc32, deflateRawSync } from 'node:zlib'

/**
 * Our own ZIP writer's records. yazl was tried first: it takes DOS times from the machine's time zone (so the same
 * plan gives other bytes elsewhere), puts CRC and sizes of streamed files behind the data, and has a JavaScript CRC.
 */
export interface ZipItem {
  name: string
  method: 0 | 8
  crc: number
  compressed: number
  bytes: number
  offset: number
}

const utf8Names = 1 << 11
/** 3 = Unix, so that the mode below is read; 63 = specification 6.3. */
const madeBy = (3 << 8) | 63
const mode = ((0o100644 << 16) >>> 0) as number
const max32 = 0xffffffff

const isBig = (item: ZipItem): boolean => item.bytes >= max32 || item.compressed >= max32

/** DOS date and time of an instant as a clock in Beijing shows it, wherever the program runs. */
export function dosTime(instant: string): { date: number; time: number } {
  const at = new Date(Date.parse(instant) + 8 * 3_600_000)
  const year = Math.min(2107, Math.max(1980, at.getUTCFullYear()))
  return {
    date: ((year - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate(),
    time: (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1),
  }
}

/** Deflated at a fixed level; stored where that gains nothing or would look like a bomb to our own reader. */
export function packText(bytes: Buffer): { method: 0 | 8; data: Buffer; crc: number } {
  const data = deflateRawSync(bytes, { level: 6 })
  const stored = data.length >= bytes.length || bytes.length > data.length * 100
  return { method: stored ? 0 : 8, data: stored ? bytes : data, crc: crc32(bytes) }
}

export function localHeader(item: ZipItem, when: { date: number; time: number }): Buffer {
  const name = Buffer.from(item.name)
  const extra = isBig(item) ? zip64Extra([item.bytes, item.compressed]) : Buffer.alloc(0)
  const header = Buffer.alloc(30)
  header.writeUInt32LE(0x04034b50, 0)
  header.writeUInt16LE(isBig(item) ? 45 : 20, 4)
  header.writeUInt16LE(utf8Names, 6)
  header.writeUInt16LE(item.method, 8)
  header.writeUInt16LE(when.time, 10)
  header.writeUInt16LE(when.date, 12)
  header.writeUInt32LE(item.crc, 14)
  header.writeUInt32LE(isBig(item) ? max32 : item.compressed, 18)
  header.writeUInt32LE(isBig(item) ? max32 : item.bytes, 22)
  header.writeUInt16LE(name.length, 26)
  header.writeUInt16LE(extra.length, 28)
  return Buffer.concat([header, name, extra])
}

export function centralHeader(item: ZipItem, when: { date: number; time: number }): Buffer {
  const name = Buffer.from(item.name)
  const wide = [...(isBig(item) ? [item.bytes, item.compressed] : []), ...(item.offset >= max32 ? [item.offset] : [])]
  const extra = wide.length > 0 ? zip64Extra(wide) : Buffer.alloc(0)
  const header = Buffer.alloc(46)
  header.writeUInt32LE(0x02014b50, 0)
  header.writeUInt16LE(madeBy, 4)
  header.writeUInt16LE(wide.length > 0 ? 45 : 20, 6)
  header.writeUInt16LE(utf8Names, 8)
  header.writeUInt16LE(item.method, 10)
  header.writeUInt16LE(when.time, 12)
  header.writeUInt16LE(when.date, 14)
  header.writeUInt32LE(item.crc, 16)
  header.writeUInt32LE(isBig(item) ? max32 : item.compressed, 20)
  header.writeUInt32LE(isBig(item) ? max32 : item.bytes, 24)
  header.writeUInt16LE(name.length, 28)
  header.writeUInt16LE(extra.length, 30)
  header.writeUInt32LE(mode, 38)
  header.writeUInt32LE(Math.min(item.offset, max32), 42)
  return Buffer.concat([header, name, extra])
}

function zip64Extra(values: readonly number[]): Buffer {
  const extra = Buffer.alloc(4 + values.length * 8)
  extra.writeUInt16LE(0x0001, 0)
  extra.writeUInt16LE(values.length * 8, 2)
  for (const [i, value] of values.entries()) extra.writeBigUInt64LE(BigInt(value), 4 + i * 8)
  return extra
}

/** End records; ZIP64 ones before them where a number does not fit. */
export function endRecords(count: number, start: number, length: number): Buffer {
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(Math.min(count, 0xffff), 8)
  end.writeUInt16LE(Math.min(count, 0xffff), 10)
  end.writeUInt32LE(Math.min(length, max32), 12)
  end.writeUInt32LE(Math.min(start, max32), 16)
  if (count < 0xffff && start < max32 && length < max32) return end
  const record = Buffer.alloc(56)
  record.writeUInt32LE(0x06064b50, 0)
  record.writeBigUInt64LE(44n, 4)
  record.writeUInt16LE(madeBy, 12)
  record.writeUInt16LE(45, 14)
  record.writeBigUInt64LE(BigInt(count), 24)
  record.writeBigUInt64LE(BigInt(count), 32)
  record.writeBigUInt64LE(BigInt(length), 40)
  record.writeBigUInt64LE(BigInt(start), 48)
  const locator = Buffer.alloc(20)
  locator.writeUInt32LE(0x07064b50, 0)
  locator.writeBigUInt64LE(BigInt(start + length), 8)
  locator.writeUInt32LE(1, 16)
  return Buffer.concat([record, locator, end])
}
