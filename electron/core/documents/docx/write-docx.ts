/**
 * A Word document from print data: the same words in the same order as on paper (shared/form/outline.ts), editable in
 * WPS and Word. Pure: the same document and facts give the same bytes. No name of a person or computer is in it.
 */
import { BorderStyle, Document, DocumentGridType, Packer, PageBorderDisplay, PageBorderOffsetFrom } from 'docx'
import { toBuffer as qrPng } from 'qrcode'
import { outlineOf } from '../../../../shared/form/outline.ts'
import type { PrintDocument } from '../../../../shared/form/print-document.ts'
import { bodyOf } from './body.ts'
import { docxProperties, type Standing } from './docx-properties.ts'
import { type Part, pack, unpack } from './fixed-zip.ts'
import { fontTableXml } from './font-table.ts'
import { exampleHeaders, footersOf } from './footers.ts'
import { official, pageSize, paperShape, twips } from './measures.ts'
import type { PictureBytes } from './pictures.ts'
import { documentStyles } from './styles.ts'

export interface DocxFacts extends Standing {
  /** Documents of the same style that follow, each on a page of its own. */
  readonly following?: readonly PrintDocument[]
  /** ISO 8601: when the revision was frozen or the draft saved; every time in the file. */
  readonly at: string
  readonly bytesOf: PictureBytes
}

export async function writeDocx(document: PrintDocument, facts: DocxFacts): Promise<Buffer> {
  const { footer, style } = document
  const shape = paperShape(style, document.qr, document.qrMm)
  const qr =
    footer && document.qr ? await qrPng(footer.qrText, { errorCorrectionLevel: 'M', margin: 0, scale: 10 }) : null
  const onGrid = style === 'official'
  const file = new Document({
    title: `${document.formName} · ${document.officeName}`,
    creator: document.officeName,
    lastModifiedBy: document.officeName,
    revision: 1,
    customProperties: docxProperties(facts),
    styles: documentStyles(style),
    evenAndOddHeaderAndFooters: onGrid,
    defaultTabStop: 420,
    sections: [document, ...(facts.following ?? [])].map((one) => ({
      properties: {
        page: {
          size: { width: twips(pageSize.width), height: twips(pageSize.height) },
          margin: {
            top: twips(shape.top),
            bottom: twips(shape.bottom),
            left: twips(shape.left),
            right: twips(shape.right),
            header: twips(8),
            footer: twips(shape.footer),
          },
          ...(document.frame && { borders: frameBorders }),
        },
        // 22 lines; the pitch for 28 characters counts from 16 pt, in 1/4096 pt. It is not switched on: LibreOffice
        // takes whole cells of its own off the width then, and letters have their spacing from the styles.
        ...(onGrid && {
          grid: {
            type: DocumentGridType.LINES,
            linePitch: Math.floor(official.linePoints * 20),
            charSpace: Math.round((official.pitchPoints - 16) * 4096),
          },
        }),
      },
      footers: footersOf(one, shape.width, qr),
      ...(one.example && { headers: exampleHeaders(style) }),
      children: bodyOf(one, outlineOf(one), facts.bytesOf),
    })),
  })
  const parts = unpack(await Packer.toBuffer(file))
  return pack(
    parts.map((part) => settled(part, document, facts.at)),
    facts.at,
  )
}

/** Two lines around the page of a certificate, as print.css draws them. */
const frameLine = { style: BorderStyle.THICK_THIN_SMALL_GAP, size: 18, space: 24, color: 'A3231F' } as const
const frameBorders = {
  pageBorders: { display: PageBorderDisplay.ALL_PAGES, offsetFrom: PageBorderOffsetFrom.PAGE },
  pageBorderTop: frameLine,
  pageBorderBottom: frameLine,
  pageBorderLeft: frameLine,
  pageBorderRight: frameLine,
} as const

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escaped = (text: string): string => text.replace(/[&<>"]/gu, (sign) => escapes[sign] ?? '')

/**
 * In every style of ours: no widow control on a page that is filled to its 22nd line, and no space between Chinese and
 * Latin letters, which would move every line against the printed page. Lines have their exact height and letters their
 * own spacing (styles.ts), so that they stand on the grid without being snapped to it.
 */
const withDefaults = (xml: string, onGrid: boolean): string =>
  xml.replace(
    /(<w:pPr>(?:<w:keepNext\/>)?)(<w:spacing )/gu,
    `$1<w:widowControl w:val="${onGrid ? '0' : '1'}"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/><w:snapToGrid w:val="0"/>$2`,
  )

/** What the library makes anew at every run, or cannot say, in its final form. */
function settled({ name, bytes }: Part, document: PrintDocument, at: string): Part {
  const changed = (change: (xml: string) => string): Part => ({
    name,
    bytes: Buffer.from(change(bytes.toString('utf8'))),
  })
  if (name === 'docProps/core.xml') {
    const time = new Date(at).toISOString().replace(/\.\d{3}Z$/u, 'Z')
    return changed((xml) => xml.replace(/(<dcterms:\w+ xsi:type="dcterms:W3CDTF">)[^<]*/gu, `$1${time}`))
  }
  if (name === 'docProps/app.xml')
    return changed((xml) => xml.replace(/\/>$/u, `><Application>${escaped('科协报送台')}</Application></Properties>`))
  if (name === 'word/document.xml') return changed(numberedBookmarks)
  if (name === 'word/fontTable.xml') return { name, bytes: Buffer.from(fontTableXml) }
  if (name === 'word/styles.xml') return changed((xml) => withDefaults(xml, document.style === 'official'))
  if (name.startsWith('word/header'))
    return changed((xml) => xml.replace(/PowerPlusWaterMarkObject[\w-]+/gu, 'PowerPlusWaterMarkObject1'))
  return { name, bytes }
}

/** The library counts bookmarks through the life of the process; a paragraph's own number is in the name. */
function numberedBookmarks(xml: string): string {
  const own = new Map<string, string>()
  return xml
    .replace(
      /(<w:bookmarkStart w:name="kx(\d+)" w:id=")(\d+)"/gu,
      (_all, start: string, number: string, id: string) => {
        own.set(id, number)
        return `${start}${number}"`
      },
    )
    .replace(/(<w:bookmarkEnd w:id=")(\d+)"/gu, (_all, start: string, id: string) => `${start}${own.get(id) ?? id}"`)
}
