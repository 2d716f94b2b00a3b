/** ASF (WMV) by its header object (Microsoft, Advanced Systems Format 3). */
import type { ByteSource } from './byte-source.ts'
import { pictureCodec, waveCodec } from './codec-names.ts'
import type { Seen, SeenPicture } from './partial-facts.ts'

const headBytes = 100_000
const fileProperties = 'a1dcab8c47a9cf118ee400c00c205365'
const streamProperties = '9107dcb7b7a9cf118ee600c00c205365'
const pictureStream = 'c0ef19bc4d5bcf11a8fd00805f5c442b'
const soundStream = '409e69f84d5bcf11a8fd00805f5c442b'

/** @throws OverBudget */
export function seeAsf(source: ByteSource): Seen {
  const bytes = source.read(0, Math.min(headBytes, source.size))
  let seconds: number | null = null
  let picture: SeenPicture | null = null
  let sound: { codec: string } | null = null
  let cut = false
  for (let at = 30; at + 24 <= bytes.length; ) {
    const length = Number(bytes.readBigUInt64LE(at + 16))
    if (length < 24 || at + length > bytes.length) break
    const name = bytes.toString('hex', at, at + 16)
    const data = bytes.subarray(at + 24, at + length)
    if (name === fileProperties && data.length >= 80) {
      // 100 ns, with what is loaded before playing starts in it, which is given in milliseconds.
      const played = Number(data.readBigUInt64LE(40)) / 1e7 - Number(data.readBigUInt64LE(56)) / 1e3
      seconds = played > 0 ? played : null
      cut = Number(data.readBigUInt64LE(16)) > source.size
    }
    if (name === streamProperties && data.length >= 54) {
      const kind = data.toString('hex', 0, 16)
      const format = data.subarray(54)
      if (kind === pictureStream) picture ??= pictureOf(format)
      if (kind === soundStream && format.length >= 16)
        sound ??= { codec: waveCodec(format.readUInt16LE(0), format.readUInt16LE(14)) }
    }
    at += length
  }
  return { seconds, picture, sound, cut }
}

function pictureOf(format: Buffer): SeenPicture | null {
  if (format.length < 31) return null
  const codec = pictureCodec(format.toString('latin1', 27, 31))
  return { codec, width: format.readUInt32LE(0), height: format.readUInt32LE(4), rate: null }
}
