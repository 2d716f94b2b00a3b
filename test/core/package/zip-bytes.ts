import { crc32, deflateRawSync } from 'node:zlib'

/** A ZIP written by hand, byte for byte, so that every field can lie. */
export interface RawEntry {
  name: string | Buffer
  data: Buffer
  method?: number
  flags?: number
  localFlags?: number
  localName?: string
  localMethod?: number
  localBytes?: number
  localCrc?: number
  crc?: number
  bytes?: number
  compressed?: number
  external?: number
  madeBy?: number
  extra?: Buffer
  localExtra?: Buffer
  comment?: string
  offset?: number
  /** Bytes put in front of the local header, known to nobody. */
  before?: Buffer
  /** Compressed data as they are to stand there. */
  packed?: Buffer
  /** Bytes added to the compressed data. */
  tail?: Buffer
  descriptor?: Buffer
  disk?: number
}
export interface RawEnd {
  prefix?: Buffer
  comment?: Buffer
  trailing?: Buffer
  count?: number
  diskCount?: number
  start?: number
  length?: number
  disk?: number
  beforeCentral?: Buffer
  beforeEnd?: Buffer
}

export function rawZip(entries: RawEntry[], end: RawEnd = {}): Buffer {
  const parts: Buffer[] = []
  const central: Buffer[] = []
  let at = 0
  const put = (bytes: Buffer) => {
    parts.push(bytes)
    at += bytes.length
  }
  if (end.prefix) parts.push(end.prefix)
  for (const entry of entries) {
    const method = entry.method ?? 0
    const body = entry.packed ?? (method === 8 ? deflateRawSync(entry.data) : entry.data)
    const data = entry.tail ? Buffer.concat([body, entry.tail]) : body
    const crc = entry.crc ?? crc32(entry.data)
    const bytes = entry.bytes ?? entry.data.length
    const compressed = entry.compressed ?? data.length
    const flags = entry.flags ?? 0x800
    const name = Buffer.from(entry.name)
    put(entry.before ?? Buffer.alloc(0))
    const offset = entry.offset ?? at
    const localName = entry.localName === undefined ? name : Buffer.from(entry.localName)
    const extra = entry.extra ?? Buffer.alloc(0)
    const localExtra = entry.localExtra ?? Buffer.alloc(0)
    const local = Buffer.alloc(30)
    local.writeUInt32LE(0x04034b50, 0)
    local.writeUInt16LE(20, 4)
    local.writeUInt16LE(entry.localFlags ?? flags, 6)
    local.writeUInt16LE(entry.localMethod ?? method, 8)
    local.writeUInt16LE(0x21, 12)
    local.writeUInt32LE(entry.localCrc ?? crc, 14)
    local.writeUInt32LE(entry.localBytes ?? compressed, 18)
    local.writeUInt32LE(entry.localBytes ?? bytes, 22)
    local.writeUInt16LE(localName.length, 26)
    local.writeUInt16LE(localExtra.length, 28)
    put(Buffer.concat([local, localName, localExtra, data, entry.descriptor ?? Buffer.alloc(0)]))
    const head = Buffer.alloc(46)
    head.writeUInt32LE(0x02014b50, 0)
    head.writeUInt16LE(entry.madeBy ?? 0x033f, 4)
    head.writeUInt16LE(20, 6)
    head.writeUInt16LE(flags, 8)
    head.writeUInt16LE(method, 10)
    head.writeUInt16LE(0x21, 14)
    head.writeUInt32LE(crc, 16)
    head.writeUInt32LE(compressed, 20)
    head.writeUInt32LE(bytes, 24)
    head.writeUInt16LE(name.length, 28)
    head.writeUInt16LE(extra.length, 30)
    head.writeUInt16LE(entry.comment?.length ?? 0, 32)
    head.writeUInt16LE(entry.disk ?? 0, 34)
    head.writeUInt32LE(entry.external ?? 0, 38)
    head.writeUInt32LE(offset, 42)
    central.push(Buffer.concat([head, name, extra, Buffer.from(entry.comment ?? '')]))
  }
  put(end.beforeCentral ?? Buffer.alloc(0))
  const start = at
  const directory = Buffer.concat(central)
  put(directory)
  put(end.beforeEnd ?? Buffer.alloc(0))
  const tail = Buffer.alloc(22)
  tail.writeUInt32LE(0x06054b50, 0)
  tail.writeUInt16LE(end.disk ?? 0, 4)
  tail.writeUInt16LE(end.diskCount ?? end.count ?? entries.length, 8)
  tail.writeUInt16LE(end.count ?? entries.length, 10)
  tail.writeUInt32LE(end.length ?? directory.length, 12)
  tail.writeUInt32LE(end.start ?? start, 16)
  tail.writeUInt16LE(end.comment?.length ?? 0, 20)
  put(tail)
  put(end.comment ?? Buffer.alloc(0))
  put(end.trailing ?? Buffer.alloc(0))
  return Buffer.concat(parts)
}
