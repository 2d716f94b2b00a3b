/** What a collected file is, by its first bytes; the ending decides only where the bytes say nothing. */
import { open } from 'node:fs/promises'
import { extname } from 'node:path'
import { mediaFacts } from '../attachments/media.ts'

export type FoundKind =
  | { readonly kind: 'video' | 'picture' | 'pdf' | 'paper' }
  /** Known by name, and read by nobody here. */
  | { readonly kind: 'other'; readonly what: OtherWhat }
export type OtherWhat = 'archive' | 'old-word' | 'phone-picture' | 'sound' | 'program' | 'empty' | 'unknown'

const headBytes = 64 * 1024
const endings = {
  video: /\.(?:mp4|mov|m4v|3gp|avi|mkv|wmv|flv|f4v|webm|mpe?g|ts|m2ts|mts|vob|rm|rmvb|asf|ogv)$/iu,
  picture: /\.(?:bmp|gif|webp|tiff?|heic|heif|avif)$/iu,
  sound: /\.(?:mp3|wav|aac|flac|amr|wma|ogg)$/iu,
  program: /\.(?:exe|msi|bat|cmd|scr|js|vbs|apk|dmg|com|ps1)$/iu,
  archive: /\.(?:rar|7z|zip|gz|tar|tgz|bz2|xz)$/iu,
  paper: /\.(?:docx|docm|xlsx|xlsm|xls|et|csv|txt)$/iu,
  oldWord: /\.(?:doc|wps|rtf|ofd|odt|pages|ppt|pptx|dps)$/iu,
}

/** @throws what opening and reading the file throws */
export async function kindOf(path: string, bytes: number): Promise<FoundKind> {
  const name = extname(path)
  const isVideoName = endings.video.test(name)
  if (bytes === 0) return isVideoName ? { kind: 'video' } : { kind: 'other', what: 'empty' }
  return byHead(await headOf(path), name)
}

async function headOf(path: string): Promise<Buffer> {
  const handle = await open(path, 'r')
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(headBytes), 0, headBytes, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await handle.close()
  }
}

function byHead(head: Buffer, name: string): FoundKind {
  const text = (from: number, to: number): string => head.toString('latin1', from, to)
  if (text(4, 8) === 'ftyp') {
    if (/^(?:hei[cxms]|hev[cx]|mif1|msf1|avif)/u.test(text(8, 12))) return { kind: 'other', what: 'phone-picture' }
    if (text(8, 11) === 'M4A') return { kind: 'other', what: 'sound' }
    return { kind: 'video' }
  }
  const facts = mediaFacts(head)
  if (facts === 'broken-picture' || facts?.mediaType.startsWith('image/')) return { kind: 'picture' }
  if (head.subarray(0, 1024).includes('%PDF-')) return { kind: 'pdf' }
  if (isVideoHead(head)) return { kind: 'video' }
  if (text(0, 4) === 'Rar!' || text(0, 2) === '7z' || (head[0] === 0x1f && head[1] === 0x8b))
    return { kind: 'other', what: 'archive' }
  if (text(0, 4) === '{\\rt') return { kind: 'other', what: 'old-word' }
  if (text(0, 2) === 'MZ') return { kind: 'other', what: 'program' }
  // Office files and plain archives begin alike; the reader looks inside, never unpacks anything to the disk.
  if (text(0, 2) === 'PK') return endings.archive.test(name) ? { kind: 'other', what: 'archive' } : { kind: 'paper' }
  if (head.subarray(0, 8).equals(oldOffice))
    return endings.oldWord.test(name) ? { kind: 'other', what: 'old-word' } : { kind: 'paper' }
  return byEnding(name)
}

const oldOffice = Buffer.from('d0cf11e0a1b11ae1', 'hex')

function isVideoHead(head: Buffer): boolean {
  const text = (from: number, to: number): string => head.toString('latin1', from, to)
  if (head.length < 12) return false
  if (text(4, 8) === 'moov' || text(4, 8) === 'mdat' || text(4, 8) === 'wide') return true
  if (head.readUInt32BE(0) === 0x1a45dfa3 || head.readUInt32BE(0) === 0x3026b275) return true
  if (head.readUInt32BE(0) === 0x000001ba || head.readUInt32BE(0) === 0x000001b3) return true
  if (text(0, 4) === 'RIFF' && text(8, 12) === 'AVI ') return true
  if (text(0, 3) === 'FLV') return true
  return head.length > 376 && head[0] === 0x47 && head[188] === 0x47 && head[376] === 0x47
}

function byEnding(name: string): FoundKind {
  if (endings.video.test(name)) return { kind: 'video' }
  if (/\.(?:jpe?g|png)$/iu.test(name)) return { kind: 'picture' }
  if (endings.picture.test(name)) return { kind: 'other', what: 'phone-picture' }
  if (endings.sound.test(name)) return { kind: 'other', what: 'sound' }
  if (endings.archive.test(name)) return { kind: 'other', what: 'archive' }
  if (endings.oldWord.test(name)) return { kind: 'other', what: 'old-word' }
  if (endings.program.test(name)) return { kind: 'other', what: 'program' }
  return endings.paper.test(name) ? { kind: 'paper' } : { kind: 'other', what: 'unknown' }
}
