/** Takes the library's ZIP apart and packs it again with one time for all entries: the same content, the same bytes. */
import { inflateRawSync } from 'node:zlib'
import { centralHeader, dosTime, endRecords, localHeader, packText, type ZipItem } from '../../package/zip-format.ts'

export type Part = { name: string; bytes: Buffer }

/** Of a ZIP that we wrote ourselves just now: no checks, and no use for what came from outside. */
export function unpack(zip: Buffer): Part[] {
  const end = zip.lastIndexOf(Buffer.from('504b0506', 'hex'))
  const count = zip.readUInt16LE(end + 10)
  let at = zip.readUInt32LE(end + 16)
  return Array.from({ length: count }, () => {
    const method = zip.readUInt16LE(at + 10)
    const compressed = zip.readUInt32LE(at + 20)
    const nameLength = zip.readUInt16LE(at + 28)
    const offset = zip.readUInt32LE(at + 42)
    const name = zip.toString('utf8', at + 46, at + 46 + nameLength)
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32)
    const start = offset + 30 + zip.readUInt16LE(offset + 26) + zip.readUInt16LE(offset + 28)
    const data = zip.subarray(start, start + compressed)
    return { name, bytes: method === 8 ? inflateRawSync(data) : Buffer.from(data) }
  })
}

/** @param instant ISO 8601, the time of every entry */
export function pack(parts: readonly Part[], instant: string): Buffer {
  const when = dosTime(instant)
  const pieces: Buffer[] = []
  const items: ZipItem[] = []
  let offset = 0
  for (const { name, bytes } of parts) {
    const { method, data, crc } = packText(bytes)
    const item = { name, method, crc, compressed: data.length, bytes: bytes.length, offset }
    const header = localHeader(item, when)
    pieces.push(header, data)
    items.push(item)
    offset += header.length + data.length
  }
  const central = items.map((item) => centralHeader(item, when))
  const length = central.reduce((sum, one) => sum + one.length, 0)
  return Buffer.concat([...pieces, ...central, endRecords(items.length, offset, length)])
}
