import { mediaFacts } from '../attachments/media.ts'
import { readDocx } from './read-docx.ts'
import { readPlain } from './read-plain.ts'
import { docxRows, sheetRows } from './read-tables.ts'
import { CannotRead, type OtherFormat, type ReceivedText } from './received-text.ts'
import { openParts, refuseBomb, type ZipParts } from './zip-part.ts'

const oldOffice = Buffer.from('d0cf11e0a1b11ae1', 'hex')
/** Some senders' mail programs put a line before the mark. */
const pdfMarkWithin = 1024

/**
 * The text of a file, by what it is, not by its name.
 * @throws CannotRead
 */
export async function readBytes(bytes: Buffer, cMapFolder: string, tables = false): Promise<ReceivedText> {
  if (bytes.length === 0) throw new CannotRead({ why: 'empty' })
  if (bytes.subarray(0, 8).equals(oldOffice)) return readOldOffice(bytes, tables)
  if (bytes.subarray(0, 5).toString('latin1') === '{\\rtf')
    throw new CannotRead({ why: 'other-program', format: 'rtf' })
  const facts = mediaFacts(bytes.subarray(0, 256 * 1024))
  if (facts === 'broken-picture') throw new CannotRead({ why: 'damaged' })
  if (facts?.mediaType === 'image/jpeg' || facts?.mediaType === 'image/png')
    return { kind: 'picture', text: '', pages: [], pictures: [] }
  if (bytes.subarray(0, pdfMarkWithin).includes('%PDF-')) {
    // The parser alone takes half a second to load.
    const { readPdf } = await import('./read-pdf.ts')
    return readPdf(Uint8Array.from(bytes), cMapFolder)
  }
  if (bytes.subarray(0, 2).toString('latin1') === 'PK')
    return tables ? readOfficeTables(bytes) : readOffice(openParts(bytes))
  return readPlain(bytes)
}

function readOfficeTables(bytes: Buffer): ReceivedText {
  const parts = openParts(bytes)
  if (parts.names.some((name) => name.startsWith('xl/'))) {
    refuseBomb(parts)
    return readSheet(bytes)
  }
  const read = readOffice(parts)
  return { ...read, rows: docxRows(parts) }
}

/** xls where tables are wanted; a doc is not ours to read. */
function readOldOffice(bytes: Buffer, tables: boolean): ReceivedText {
  const other = new CannotRead({ why: 'other-program', format: 'doc' })
  if (!tables) throw other
  try {
    return readSheet(bytes)
  } catch {
    throw other
  }
}

function readSheet(bytes: Buffer): ReceivedText {
  const rows = sheetRows(bytes)
  const text = rows.map((row) => row.filter((cell) => cell !== '').join('  ')).join('\n')
  return { kind: 'text', text, pages: [{ start: 0, end: text.length }], pictures: [], rows }
}

function readOffice(parts: ZipParts): ReceivedText {
  if (parts.names.includes('word/document.xml')) return readDocx(parts)
  throw new CannotRead({ why: 'other-program', format: otherFormat(parts.names) })
}

function otherFormat(names: readonly string[]): OtherFormat {
  if (names.includes('OFD.xml')) return 'ofd'
  if (names.some((name) => name.startsWith('xl/'))) return 'spreadsheet'
  if (names.some((name) => name.startsWith('ppt/'))) return 'slides'
  return 'archive'
}
