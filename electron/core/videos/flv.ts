/** FLV by the first tags and its `onMetaData` (Adobe, Video File Format 10.1). */
import type { ByteSource } from './byte-source.ts'
import type { Seen } from './partial-facts.ts'

const headBytes = 200_000
const pictures: Readonly<Record<number, string>> = {
  2: 'flv1',
  3: 'flashsv',
  4: 'vp6f',
  5: 'vp6a',
  6: 'flashsv2',
  7: 'h264',
  12: 'hevc',
}
const sounds: Readonly<Record<number, string>> = {
  0: 'pcm_s16be',
  1: 'adpcm_swf',
  2: 'mp3',
  3: 'pcm_s16le',
  4: 'nellymoser',
  5: 'nellymoser',
  6: 'nellymoser',
  7: 'pcm_alaw',
  8: 'pcm_mulaw',
  10: 'aac',
  11: 'speex',
  14: 'mp3',
}

/** @throws OverBudget */
export function seeFlv(source: ByteSource): Seen {
  const bytes = source.read(0, Math.min(headBytes, source.size))
  let picture: string | null | undefined
  let sound: string | null | undefined
  let script: Buffer = Buffer.alloc(0)
  let at = bytes.length >= 9 ? bytes.readUInt32BE(5) + 4 : bytes.length
  while (at + 12 <= bytes.length) {
    const kind = bytes[at]
    const length = bytes.readUIntBE(at + 1, 3)
    const first = bytes[at + 11] ?? 0
    if (kind === 8) sound ??= sounds[first >> 4] ?? null
    else if (kind === 9) picture ??= pictures[first & 15] ?? null
    else if (kind === 18 && script.length === 0) script = bytes.subarray(at + 11, at + 11 + length)
    else if (kind !== 18) break
    if (picture !== undefined && sound !== undefined) break
    at += 15 + length
  }
  const number = (name: string): number => numberIn(script, name)
  return {
    seconds: number('duration') > 0 ? number('duration') : null,
    picture:
      picture === undefined
        ? null
        : { codec: picture, width: number('width'), height: number('height'), rate: number('framerate') || null },
    sound: sound === undefined ? null : { codec: sound },
    cut: number('filesize') > source.size,
  }
}

/** AMF: a name with its length before it, then type 0 and eight bytes. */
function numberIn(script: Buffer, name: string): number {
  const key = Buffer.concat([Buffer.from([0, name.length]), Buffer.from(name, 'latin1'), Buffer.from([0])])
  const at = script.indexOf(key)
  const from = at + key.length
  const value = at < 0 || from + 8 > script.length ? 0 : script.readDoubleBE(from)
  return Number.isFinite(value) && value > 0 ? value : 0
}
