/** What stands behind a video's name when it is no video. */
import type { UnreadableVideo } from '../../../shared/problems.ts'
import { headBytes, isStillPicture } from './box-walk.ts'
import type { ByteSource } from './byte-source.ts'

const magics: readonly (readonly [UnreadableVideo, string])[] = [
  ['picture', 'ffd8ff'],
  ['picture', '89504e470d0a1a0a'],
  ['picture', '474946383761'],
  ['picture', '474946383961'],
  ['picture', '49492a00'],
  ['picture', '4d4d002a'],
  ['pdf', '255044462d'],
  ['archive', '526172211a07'],
  ['archive', '377abcaf271c'],
  ['archive', '1f8b08'],
  ['archive', '425a68'],
  ['archive', 'fd377a585a00'],
  // Word, Excel and PowerPoint before 2007.
  ['office', 'd0cf11e0a1b11ae1'],
  ['program', '4d5a'],
  ['audio', '494433'],
  ['audio', '664c6143'],
  ['audio', '2321414d52'],
]

/** @throws OverBudget */
export function notVideo(source: ByteSource, head: Buffer): UnreadableVideo {
  if (source.size === 0) return 'empty'
  for (const [reason, magic] of magics)
    if (head.subarray(0, magic.length / 2).equals(Buffer.from(magic, 'hex'))) return reason
  if (isStillPicture(head)) return 'picture'
  const four = head.toString('latin1', 0, 4)
  if (four === 'PK\u0003\u0004' || four === 'PK\u0005\u0006') return zipKind(head)
  if (four === 'RIFF') return riffKind(head.toString('latin1', 8, 12))
  if (head.toString('latin1', 0, 2) === 'BM' && head.length > 26 && head.readUInt32LE(6) === 0) return 'picture'
  if (onlyZeros(source, head)) return 'zeros'
  if (isText(head)) return 'text'
  // A frame of MPEG audio without a tag before it; ADTS has layer 0.
  if (head[0] === 0xff && ((head[1] ?? 0) & 0xe0) === 0xe0 && head[1] !== 0xff && head[1] !== 0xfe) return 'audio'
  return 'unknown'
}

const riffKind = (form: string): UnreadableVideo =>
  form === 'WAVE' ? 'audio' : form === 'WEBP' ? 'picture' : 'unknown'

function zipKind(head: Buffer): UnreadableVideo {
  const text = head.toString('latin1')
  return /\[Content_Types\]\.xml|mimetypeapplication\/vnd|(?:word|xl|ppt)\/|OFD\.xml/.test(text) ? 'office' : 'archive'
}

/** Looked at in three places: a copy that broke off may have kept the whole length and nothing in it. */
function onlyZeros(source: ByteSource, head: Buffer): boolean {
  const zeros = (bytes: Buffer): boolean => bytes.every((byte) => byte === 0)
  const piece = 16_384
  return (
    zeros(head) &&
    zeros(source.read(Math.floor(source.size / 2), piece)) &&
    zeros(source.read(Math.max(0, source.size - piece), piece))
  )
}

/** UTF-8 and the codes of Chinese Windows have no control characters; UTF-16 says so at its start. */
function isText(head: Buffer): boolean {
  if (head[0] === 0xff && head[1] === 0xfe) return isClean(head.toString('utf16le', 2))
  if (head[0] === 0xfe && head[1] === 0xff)
    return isClean(
      Buffer.from(head.subarray(2, 2 + ((head.length - 2) & ~1)))
        .swap16()
        .toString('utf16le'),
    )
  const whole = head.length < headBytes
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return isClean(new TextDecoder(encoding, { fatal: true }).decode(head, { stream: !whole }))
    } catch {
      // Not this encoding.
    }
  }
  return false
}
// biome-ignore lint/suspicious/noControlCharactersInRegex: exactly those are what text has none of
const isClean = (text: string): boolean => !/[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/.test(text)
