/** Foot of every page, as on the printed one: what it is, whose, which version, and the two-dimensional code. */
import {
  AlignmentType,
  Footer,
  Header,
  HeightRule,
  ImageRun,
  type IParagraphOptions,
  PageNumber,
  Paragraph,
  TableRow,
  TextRun,
  VerticalAlignTable,
} from 'docx'
import { TextWatermark } from 'docx/watermarks'
import type { PrintDocument } from '../../../../shared/form/print-document.ts'
import { codeText } from '../../../../shared/wording/revision-code.ts'
import { pixels, qrSide, twips } from './measures.ts'
import { faceOf, faces, styleId } from './styles.ts'
import { cellOf, fixedTable, noBorders } from './tables.ts'

const notes = (document: PrintDocument): string =>
  [document.formName, document.officeName, document.example ? '示例' : '', document.masked ? '个人信息已遮盖' : '']
    .filter((part) => part !== '')
    .join(' · ')

const strong = (text: string): TextRun => new TextRun({ text, font: faceOf('hei') })
const line = (children: TextRun[], options: Partial<IParagraphOptions> = {}): Paragraph =>
  new Paragraph({ style: styleId('footer'), ...options, children })

function versionRuns(document: PrintDocument): TextRun[] {
  if (document.sheet) return []
  if (!document.footer) return [strong('草稿 · 未定稿，不可盖章')]
  return [new TextRun('版本核对码 '), strong(codeText(document.footer.code))]
}

/** @param numbered whether the page's own number stands here, too */
function words(document: PrintDocument, numbered: boolean, align: IParagraphOptions['alignment']): Paragraph[] {
  const before = document.sheet ? '' : ' · '
  const pages = numbered
    ? [`${before}第 `, PageNumber.CURRENT, ' 页 共 ', PageNumber.TOTAL_PAGES, ' 页']
    : [`${before}共 `, PageNumber.TOTAL_PAGES, ' 页']
  const side = align === undefined ? {} : { alignment: align }
  return [
    line([new TextRun(notes(document))], side),
    line([...versionRuns(document), new TextRun({ children: pages })], side),
  ]
}

function qrParagraph(qr: Buffer, alignment: IParagraphOptions['alignment'], sideMm = qrSide): Paragraph {
  const side = pixels(sideMm)
  return new Paragraph({
    style: styleId('footer'),
    ...(alignment && { alignment }),
    spacing: { line: 240, lineRule: 'auto' },
    children: [
      new ImageRun({
        type: 'png',
        data: qr,
        transformation: { width: side, height: side },
        altText: { id: '1', name: '版本核对码', description: '版本核对码二维码', title: '版本核对码' },
      }),
    ],
  })
}

const none = { marginUnitType: 'dxa' as const, left: 0, right: 0, top: 0, bottom: 0 }
const bottom = { verticalAlign: VerticalAlignTable.BOTTOM, margins: none } as const
/** Word wants a paragraph behind every table. */
const end = (): Paragraph => new Paragraph({ style: styleId('gap') })

function footerOf(heightMm: number, cells: readonly { mm: number; children: Paragraph[]; top?: boolean }[]): Footer {
  const row = new TableRow({
    height: { value: twips(heightMm), rule: HeightRule.EXACT },
    children: cells.map(({ mm, children, top }) =>
      cellOf(twips(mm), children, top ? { ...bottom, verticalAlign: VerticalAlignTable.TOP } : bottom),
    ),
  })
  return new Footer({
    children: [
      fixedTable(
        cells.map(({ mm }) => twips(mm)),
        [row],
        noBorders,
      ),
      end(),
    ],
  })
}

/** Its upper edge is 30.5 mm above the lower edge of the paper: the dashes stand 7 mm below the type area. */
const officialFooter = 21.1
const pageNumberMm = 30

function officialFooters(document: PrintDocument, widthMm: number, qr: Buffer | null) {
  const codeMm = qr ? qrSide + 3 : 0
  const side = (even: boolean) => {
    const outside = even ? AlignmentType.LEFT : AlignmentType.RIGHT
    const em = Math.round(14 * 20)
    const number = {
      mm: pageNumberMm,
      top: true,
      children: [
        new Paragraph({
          style: styleId('page'),
          alignment: outside,
          // One character in from the edge.
          indent: even ? { left: em } : { right: em },
          children: [new TextRun({ children: ['— ', PageNumber.CURRENT, ' —'] })],
        }),
      ],
    }
    const text = {
      mm: widthMm - pageNumberMm - codeMm,
      children: words(document, false, even ? AlignmentType.RIGHT : AlignmentType.LEFT),
    }
    const code = qr
      ? [{ mm: codeMm, children: [qrParagraph(qr, even ? AlignmentType.RIGHT : AlignmentType.LEFT)] }]
      : []
    return footerOf(officialFooter, even ? [number, text, ...code] : [...code, text, number])
  }
  return { default: side(false), even: side(true) }
}

export function footersOf(document: PrintDocument, widthMm: number, qr: Buffer | null) {
  if (document.style === 'official') return officialFooters(document, widthMm, qr)
  const sideMm = document.qrMm ?? qrSide
  const codeMm = qr ? sideMm + 2.5 : 0
  const text = { mm: widthMm - codeMm, children: words(document, true, undefined) }
  const code = qr ? [{ mm: codeMm, children: [qrParagraph(qr, AlignmentType.RIGHT, sideMm)] }] : []
  return { default: footerOf(document.qr ? sideMm : 9, [text, ...code]) }
}

/** 示例单位: behind the text of every page. */
export function exampleHeaders(style: PrintDocument['style']) {
  const header = () =>
    new Header({
      children: [
        new Paragraph({
          style: styleId('gap'),
          children: [
            new TextWatermark({
              text: '示例',
              font: faces.hei,
              color: '#d4d4d4',
              opacity: 1,
              layout: 'horizontal',
              width: 300,
              height: 150,
            }),
          ],
        }),
      ],
    })
  return style === 'official' ? { default: header(), even: header() } : { default: header() }
}
