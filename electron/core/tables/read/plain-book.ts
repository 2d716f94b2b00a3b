/**
 * An xlsx file as the library may see it: packed anew from the parts that hold cells, so that both see the same parts;
 * no document types, no formulas, no empty cells. The library reads characters beyond U+FFFF that are written as
 * numbers wrongly (𠮷 becomes ஷ): they are written out here.
 */
import { pack } from '../../documents/docx/fixed-zip.ts'
import { CannotRead } from '../../received/received-text.ts'
import type { ZipParts } from '../../received/zip-part.ts'
import { limits } from './grid.ts'

/** Of one part and of all, unpacked. 20,000 rows of a register have a quarter of it. */
const maxPartBytes = 24 * 1024 * 1024
const maxBookBytes = 40 * 1024 * 1024

const unread =
  /(?:^|\/)(?:docProps|customXml|media|drawings|charts|comments|threadedComments|persons|printerSettings|theme|externalLinks|pivotTables|pivotCache|embeddings|activeX|ctrlProps|tables|queryTables|worksheets\/_rels)\/|calcChain|vbaProject|(?:comments|vmlDrawing)\d*\.(?:xml|vml)$/iu

/**
 * Whether a row is hidden, the library tells only together with all styles, and then it takes a thousand times as long
 * for a workbook without any: a cell in the last column of all says it instead.
 */
export const hiddenMark = 'kexie:hidden'
const hiddenRow = /(<(?:\w+:)?row(?=\s[^>]*\bhidden=["'](?:1|true)["'])[^>]*\br=["'](\d{1,7})["'][^>]*>)/gu

/** @throws CannotRead damaged, too-much */
export function plainBook(parts: ZipParts): Buffer {
  const kept: { name: string; bytes: Buffer }[] = []
  let total = 0
  for (const name of parts.names) {
    if (!/\.(?:xml|rels|bin)$/iu.test(name) || unread.test(name)) continue
    const bytes = parts.read(name)
    if (!bytes) continue
    total += bytes.length
    if (bytes.length > maxPartBytes || total > maxBookBytes) throw new CannotRead({ why: 'too-much' })
    kept.push({ name, bytes: /\.bin$/iu.test(name) ? bytes : Buffer.from(plainXml(xmlText(bytes))) })
  }
  return pack(kept, '2000-01-01T00:00:00Z')
}

function xmlText(bytes: Buffer): string {
  const label =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : (/^[^>]{0,80}encoding\s*=\s*["']([\w-]{1,20})["']/u.exec(bytes.toString('latin1', 0, 200))?.[1] ?? 'utf-8')
  try {
    return new TextDecoder(label).decode(bytes)
  } catch {
    throw new CannotRead({ why: 'damaged' })
  }
}

function plainXml(xml: string): string {
  if (/<!DOCTYPE|<!ENTITY/iu.test(xml)) throw new CannotRead({ why: 'damaged' })
  const plain = xml
    .replace(/^(<\?xml[^>]{0,200}?)encoding\s*=\s*["'][^"']*["']/u, '$1encoding="UTF-8"')
    .replace(/&#(x[0-9a-f]{5,6}|\d{5,7});/giu, (whole, body: string) => {
      const code = /^x/iu.test(body) ? Number.parseInt(body.slice(1), 16) : Number.parseInt(body, 10)
      return code > 0xffff && code <= 0x10ffff ? String.fromCodePoint(code) : whole
    })
  return /<(?:\w+:)?sheetData[\s>/]/u.test(plain) ? plainSheet(plain) : plain
}

function plainSheet(xml: string): string {
  const sheet = xml
    .replace(/<(\w+:)?f(?:\s[^>]*)?\/>/gu, '<$1f>0</$1f>')
    .replace(/<(\w+:)?f(?:\s[^>]*)?>[^<]*<\/(?:\w+:)?f>/gu, '<$1f>0</$1f>')
    // Without its result: the kind of the result says nothing then.
    .replace(/(<(?:\w+:)?c\s[^>]*?)\st=["'][^"']*["']([^>]*>\s*<(?:\w+:)?f>0<\/(?:\w+:)?f>\s*<\/(?:\w+:)?c>)/gu, '$1$2')
    .replace(/<(?:\w+:)?c(?=\s[^>]*\br=)[^>]*(?:\/>|>\s*<\/(?:\w+:)?c>)/gu, '')
    .replace(/<(?:\w+:)?row(?=\s[^>]*\br=)[^>]*(?:\/>|>\s*<\/(?:\w+:)?row>)/gu, '')
    .replace(hiddenRow, `$1<c r="XFD$2" t="str"><v>${hiddenMark}</v></c>`)
    .replace(
      /<(?:\w+:)?(?:conditionalFormatting|dataValidations|hyperlinks|extLst)\b[\s\S]*$/u,
      (rest) =>
        // Merged cells stand before all of these; the root must still end.
        `${/<(?:\w+:)?mergeCells[\s\S]*?<\/(?:\w+:)?mergeCells>/u.exec(rest)?.[0] ?? ''}</${/<((?:\w+:)?worksheet)\b/u.exec(xml)?.[1] ?? 'worksheet'}>`,
    )
  if (count(sheet, /<(?:\w+:)?row[\s>]/gu) > limits.rows || count(sheet, /<(?:\w+:)?c[\s>]/gu) > limits.cells)
    throw new CannotRead({ why: 'too-much' })
  if (count(sheet, /<(?:\w+:)?mergeCell\s/gu) > limits.merges) throw new CannotRead({ why: 'too-much' })
  return sheet
}

function count(text: string, pattern: RegExp): number {
  let found = 0
  for (const _match of text.matchAll(pattern)) found++
  return found
}
