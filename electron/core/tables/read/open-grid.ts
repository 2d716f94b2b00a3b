/** Any file as a grid, by what it is and not by its name. For the reading thread. */
import { read, type WorkBook } from 'xlsx'
import { CannotRead } from '../../received/received-text.ts'
import { openParts } from '../../received/zip-part.ts'
import { bookSheets } from './book-grid.ts'
import { csvRows } from './csv-grid.ts'
import { type Grid, isBlank } from './grid.ts'
import { isWhole } from './old-container.ts'
import { plainBook } from './plain-book.ts'
import { decodeTable } from './plain-text.ts'
import type { TableFormat } from './types.ts'
import { wordTables } from './word-grid.ts'

const oldOffice = Buffer.from('d0cf11e0a1b11ae1', 'hex')
/** Without pictures, which only an xlsx carries: what is longer is no list that somebody typed. */
export const maxPlainBytes = 20 * 1024 * 1024
/** A cell of Excel holds 32,767 characters. */
const maxHtmlSpan = 2000

/** @throws CannotRead */
export function openGrid(bytes: Buffer): Grid {
  if (bytes.length === 0) throw new CannotRead({ why: 'empty' })
  if (bytes.subarray(0, 2).toString('latin1') === 'PK') return ofZip(bytes)
  if (bytes.length > maxPlainBytes) throw new CannotRead({ why: 'too-much' })
  if (bytes.subarray(0, 8).equals(oldOffice)) return ofOldBook(bytes)
  // BIFF of Excel 2 to 4 stands without its container.
  if (bytes[0] === 0x09 && [0x00, 0x02, 0x04, 0x08].includes(bytes[1] ?? -1) && bytes[2] !== undefined && bytes[2] <= 8)
    return ofOldBook(bytes)
  if (/^%PDF|^\{\\rtf/u.test(bytes.toString('latin1', 0, 8)))
    throw new CannotRead(bytes[0] === 0x7b ? { why: 'other-program', format: 'rtf' } : { why: 'unknown-type' })
  return ofText(bytes)
}

function ofZip(bytes: Buffer): Grid {
  const parts = openParts(bytes)
  if (parts.names.some((name) => /^(?:xl\/)?workbook\.(?:xml|bin)$/u.test(name))) {
    const book = opened(plainBook(parts), { type: 'buffer', cellFormula: true, sheetStubs: true })
    return { format: 'xlsx', sheets: bookSheets(book), paragraphs: [] }
  }
  const word = wordTables(parts)
  if (word) return { format: 'docx', ...word }
  if (parts.names.includes('OFD.xml')) throw new CannotRead({ why: 'other-program', format: 'ofd' })
  const slides = parts.names.some((name) => name.startsWith('ppt/'))
  const sheet = parts.names.includes('content.xml')
  throw new CannotRead({ why: 'other-program', format: slides ? 'slides' : sheet ? 'spreadsheet' : 'archive' })
}

/** @throws CannotRead locked, damaged */
function opened(
  data: Buffer | string,
  options: {
    type: 'buffer' | 'string'
    cellFormula?: boolean
    sheetStubs?: boolean
    cellStyles?: boolean
    raw?: boolean
  },
): WorkBook {
  try {
    return read(data, { cellFormula: false, cellHTML: false, cellNF: true, cellText: false, dense: true, ...options })
  } catch (error) {
    const locked = error instanceof Error && /password|encrypt/iu.test(error.message)
    throw new CannotRead({ why: locked ? 'locked' : 'damaged' })
  }
}

/** xls and et; a doc has the same beginning. */
function ofOldBook(bytes: Buffer): Grid {
  const hasBook = ['Workbook', 'Book'].some((name) => bytes.includes(Buffer.from(name, 'utf16le')))
  if (!hasBook && bytes.includes(Buffer.from('WordDocument', 'utf16le')))
    throw new CannotRead({ why: 'other-program', format: 'doc' })
  if (!hasBook && bytes.includes(Buffer.from('EncryptedPackage', 'utf16le'))) throw new CannotRead({ why: 'locked' })
  if (bytes.subarray(0, 8).equals(oldOffice) && !isWhole(bytes)) throw new CannotRead({ why: 'damaged' })
  const book = opened(bytes, { type: 'buffer', cellStyles: true })
  return { format: 'xls', sheets: bookSheets(book), paragraphs: [] }
}

function ofText(bytes: Buffer): Grid {
  const { text, encoding } = decodeTable(bytes)
  if (isBlank(text)) throw new CannotRead({ why: 'empty' })
  const head = text
    .slice(0, 4000)
    .replace(/^\ufeff/u, '')
    .trimStart()
  if (/^(?:<!doctype\s+html|<html|<table|<meta|<head|<style|<body|<div)/iu.test(head) || /<table[\s>]/iu.test(head))
    return ofPage(text, 'html')
  if (/^<\?xml/iu.test(head) && /<(?:\w+:)?Workbook[\s>]/u.test(head)) return ofPage(text, 'xml')
  const rows = csvRows(text)
  const sheets = rows ? [{ name: '', hidden: false, from1904: false, rows }] : []
  const paragraphs = rows
    ? []
    : text
        .split(/\r\n|\r|\n/u)
        .filter((line) => !isBlank(line))
        .slice(0, 2000)
  return { format: encoding, sheets, paragraphs }
}

/** What web systems give out under the name of xls. */
function ofPage(text: string, format: TableFormat): Grid {
  if (/<!ENTITY/iu.test(text)) throw new CannotRead({ why: 'damaged' })
  const plain = text
    .replace(/<(script|style)\b[\s\S]*?<\/\1>/giu, '')
    .replace(/&#(x[0-9a-f]{5,6}|\d{5,7});/giu, (whole, body: string) => {
      const code = /^x/iu.test(body) ? Number.parseInt(body.slice(1), 16) : Number.parseInt(body, 10)
      return code > 0xffff && code <= 0x10ffff ? String.fromCodePoint(code) : whole
    })
    .replace(
      /((?:row|col)span\s*=\s*["']?)(\d{4,})/giu,
      (_whole, name: string, size: string) => `${name}${Math.min(Number(size), maxHtmlSpan)}`,
    )
  const book = opened(plain, { type: 'string', raw: true })
  return { format, sheets: bookSheets(book), paragraphs: [] }
}
