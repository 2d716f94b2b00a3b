/** Names in a plain folder: read by people, unpacked by old tools on Windows in GBK. */
import { allocateName, cutBytes } from '../package/names.ts'

/** Bytes of UTF-8 that one name may take: some 60 characters, so that Windows' 260 of a whole path are not reached. */
const nameBytes = 180
/** Kept free for what tells the files of one record apart, so that they all begin alike. */
const endBytes = 24
/** Of a form's name. */
export const formBytes = 42

let gbk: ReadonlySet<string> | null = null

/** Every character that GBK has: what it lacks becomes a question mark in old unpacking programs. */
function gbkCharacters(): ReadonlySet<string> {
  if (gbk) return gbk
  const pairs: number[] = []
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) if (trail !== 0x7f) pairs.push(lead, trail)
  }
  const found = new Set(new TextDecoder('gbk').decode(Uint8Array.from(pairs)))
  found.delete('\ufffd')
  // The user-defined area of GBK has no letters of its own.
  for (const character of found) if (/\p{Co}/u.test(character)) found.delete(character)
  for (let code = 0x20; code < 0x7f; code++) found.add(String.fromCharCode(code))
  gbk = found
  return found
}

/** The text with everything that GBK lacks replaced by `_`; NFC. */
export function gbkText(text: string): string {
  const known = gbkCharacters()
  return [...text.normalize('NFC')].map((character) => (known.has(character) ? character : '_')).join('')
}

export interface NameParts {
  readonly number: number
  readonly office: string
  readonly form: string
  readonly title: string
  /** China's calendar day, YYYY-MM-DD. */
  readonly day: string
  /** Of `fileNaming` in the notice; null: the program's own. */
  readonly pattern: string | null
}

const plain = (text: string): string =>
  gbkText(text)
    .replace(/[-\s]+/g, ' ')
    .trim()

/** As the notice asks. The pieces share the room, so that no long title pushes out what stands behind it. */
function patternName(pattern: string, parts: NameParts, end: string, ext: string, taken: Set<string>): string {
  const tail = end === '' ? '' : `-${cutBytes(plain(end), endBytes)}`
  const pieces = pattern.split(/(\{[^{}]*\})/u).filter((piece) => piece !== '')
  const fixed = pieces
    .filter((piece) => !piece.startsWith('{'))
    .reduce((sum, piece) => sum + Buffer.byteLength(piece), 0)
  const values: Readonly<Record<string, string>> = {
    '{序号}': String(parts.number).padStart(2, '0'),
    '{单位}': plain(parts.office),
    '{事项}': plain(parts.form),
    '{标题}': plain(parts.title) || plain(parts.form),
    '{日期}': parts.day.replaceAll('-', ''),
  }
  const long = pieces.filter((piece) => ['{单位}', '{事项}', '{标题}'].includes(piece)).length
  const room = Math.max(Math.floor((nameBytes - fixed - 2 * endBytes - 20) / Math.max(long, 1)), 12)
  const stem = pieces.map((piece) => (piece in values ? cutBytes(values[piece] ?? '', room) : gbkText(piece))).join('')
  return allocateName(cutBytes(stem, nameBytes - endBytes - 10) + tail, ext, taken, nameBytes)
}

/** Lists of several records: `00-汇总表-事项.xlsx`, beside the list of contents. */
export const totalsName = (form: string, taken: Set<string>): string =>
  allocateName(`00-汇总表-${cutBytes(plain(form), 60)}`, 'xlsx', taken)

/**
 * `01-单位-事项-标题.pdf`, `01-单位-事项-标题-照片2.jpg`. The number keeps the order of the notice; a long title is cut,
 * the end that tells files apart is not. Never made from a source file's name.
 * @param taken folded names of the folder; gets the new one
 */
export function fileName(parts: NameParts, end: string, ext: string, taken: Set<string>): string {
  if (parts.pattern !== null) return patternName(parts.pattern, parts, end, ext, taken)
  const head = `${String(parts.number).padStart(2, '0')}-${cutBytes(plain(parts.office), 42)}-${cutBytes(plain(parts.form), formBytes)}`
  const tail = end === '' ? '' : `-${cutBytes(plain(end), endBytes)}`
  // Two dashes, `-99` of a clash, the dot and the ending.
  const room = nameBytes - Buffer.byteLength(head) - endBytes - 10
  const title = plain(parts.title)
  const middle = title === '' || title === plain(parts.form) || room < 6 ? '' : `-${cutBytes(title, room)}`
  return allocateName(head + middle + tail, ext, taken, nameBytes)
}

/** `单位-通知-报送材料-20220512`. */
export function folderName(office: string, notice: string, day: string, taken: Set<string>): string {
  const head = `${cutBytes(gbkText(office), 42)}-${cutBytes(gbkText(notice), 42)}`
  return allocateName(`${head}-报送材料-${day}`, '', taken)
}
