/** The content of the document, block by block; every text comes from the outline, in its order. */
import { AlignmentType, type Paragraph, type Table, TabStopType } from 'docx'
import { annexNote, officialHeading } from '../../../../shared/form/official-text.ts'
import type { OutlineItem } from '../../../../shared/form/outline.ts'
import type { PrintBlock, PrintDocument } from '../../../../shared/form/print-document.ts'
import { barsChildren } from './bars.ts'
import { gaps, millimetres, official, paperShape, twips } from './measures.ts'
import { firstLine, type Numbered, paragraphOf, type Wish } from './paragraphs.ts'
import { type PictureBytes, picturesTable } from './pictures.ts'
import { type Face, type TextKind, typeOf } from './styles.ts'
import { alignmentOf, type BlockOf, frameTable, gridTable, rowsTable } from './tables.ts'
import { widthInCharacters } from './text-width.ts'
import { titleWidth } from './title-shape.ts'

type Child = Paragraph | Table
type Setting = {
  document: PrintDocument
  outline: readonly OutlineItem[]
  widthMm: number
  onGrid: boolean
  bytesOf: PictureBytes
}

/** From one character to the next in running text, in points. */
const pitchOf = ({ document }: Setting, kind: TextKind): number => {
  const { points } = typeOf(document.style, kind)
  return points === 16 ? official.pitchPoints : points
}
const lineOf = ({ document }: Setting, kind: TextKind): number => typeOf(document.style, kind).lineMm

export function bodyOf(document: PrintDocument, outline: readonly OutlineItem[], bytesOf: PictureBytes): Child[] {
  const numbered = outline.map((item, number): Numbered => ({ item, number }))
  const widthMm = paperShape(document.style, document.qr).width
  const setting: Setting = { document, outline, widthMm, onGrid: document.style === 'official', bytesOf }
  const head = numbered.filter(({ item }) => item.block === null)
  const titles = head.filter(({ item }) => item.role === 'title')
  return [
    ...titles.map((one, at) => titleParagraph(setting, one, at === titles.length - 1)),
    ...head.filter(({ item }) => item.role === 'heading').map((one) => headingParagraph(setting, one)),
    ...document.blocks.flatMap((block, at) =>
      blockChildren(
        setting,
        block,
        numbered.filter(({ item }) => item.block === at),
      ),
    ),
    ...head.filter(({ item }) => item.role === 'gap').map((one) => stampSpace(setting, one)),
  ]
}

function titleParagraph(setting: Setting, one: Numbered, last: boolean): Paragraph {
  const after = setting.onGrid ? lineOf(setting, 'title') : gaps.afterTitle
  const em = millimetres(typeOf(setting.document.style, 'title').points)
  const side = Math.floor(twips((setting.widthMm - titleWidth(one.item.text, setting.widthMm / em) * em) / 2))
  return paragraphOf(one, 'title', {
    ...(last && { spacing: { after: twips(after) } }),
    ...(side > 0 && { indent: { left: side, right: side } }),
  })
}

/** Room at the right for the words there, from the left edge of the content. */
const rightRoom = 62

/** The words stand at half the height of the square for the seal, which is pressed beside them. */
function headingParagraph(setting: Setting, one: Numbered): Paragraph {
  const { document, widthMm, onGrid } = setting
  const kind = onGrid ? 'body' : 'heading'
  const line = lineOf(setting, kind)
  const right = one.item.text.split('\t')[1] ?? ''
  // A figure is a little wider than half a character in some faces.
  const wide = (widthInCharacters(right) + 2) * millimetres(typeOf(document.style, kind).points)
  const tab = { type: TabStopType.LEFT, position: twips(widthMm - Math.max(rightRoom, wide)) }
  const options: Wish = { alignment: AlignmentType.LEFT, tabStops: [tab], keepNext: true }
  if (document.stamp?.at !== 'heading-left')
    return paragraphOf(one, kind, { ...options, spacing: { after: twips(onGrid ? 0 : 2) } })
  const [first] = document.blocks
  const beside = !onGrid && first && 'title' in first && first.title !== null ? gaps.section : 0
  // A value at the left ends before the square.
  const narrow = right === '' && document.heading?.leftValue ? { indent: { right: twips(document.stamp.sizeMm) } } : {}
  const lead = (document.stamp.sizeMm - line) / 2
  const rest = document.stamp.sizeMm - beside - lead - line
  return paragraphOf(one, kind, { ...options, ...narrow, spacing: { before: twips(lead), after: twips(rest) } })
}

/** The square at the end, where nothing else stands. */
function stampSpace({ document }: Setting, one: Numbered): Paragraph {
  const side = document.stamp?.sizeMm ?? 0
  return paragraphOf(one, 'gap', { spacing: { line: twips(side), lineRule: 'exact' } })
}

function sectionParagraph(setting: Setting, one: Numbered): Paragraph {
  if (!setting.onGrid) return paragraphOf(one, 'section')
  const indent = firstLine(one.item.text, pitchOf(setting, 'body'))
  return paragraphOf(one, 'body', { face: 'hei', keepNext: true, ...(indent && { indent }) })
}

function blockChildren(setting: Setting, block: PrintBlock, all: readonly Numbered[]): Child[] {
  const sections = all.filter(({ item }) => item.role === 'section').map((one) => sectionParagraph(setting, one))
  const gapsAfter = all.filter(({ item }) => item.role === 'gap').map((one) => paragraphOf(one, 'gap'))
  const items = all.filter(({ item }) => item.role === 'text')
  return [...sections, ...contentOf(setting, block, items), ...gapsAfter]
}

function contentOf(setting: Setting, block: PrintBlock, items: readonly Numbered[]): Child[] {
  const { widthMm } = setting
  switch (block.kind) {
    case 'grid':
      return [gridTable(block, items, widthMm)]
    case 'rows':
      return [rowsTable(block, items, widthMm)]
    case 'bars':
      return barsChildren(block, items, widthMm)
    case 'pictures':
      if (block.pictures.length === 0) return items.map((one) => paragraphOf(one, 'caption'))
      return [picturesTable(block, items, widthMm, setting.bytesOf)]
    case 'flow':
      return flowChildren(setting, block, items)
    case 'paragraph':
      return items.map((one) => ownWords(setting, block, one))
    case 'signature':
      return signature(setting, block, items)
  }
}

function flowChildren(setting: Setting, block: BlockOf<'flow'>, items: readonly Numbered[]): Child[] {
  const { onGrid, widthMm } = setting
  const pitch = pitchOf(setting, 'flow')
  if (block.framed || !onGrid) {
    const kind = block.framed && onGrid ? 'value' : 'flow'
    const points = kind === 'flow' ? pitch : typeOf(setting.document.style, kind).points
    const paragraphs = items.map((one) => {
      const indent = firstLine(one.item.text, points)
      return paragraphOf(one, kind, { ...(indent && { indent }) })
    })
    return block.framed ? [frameTable(block.minHeightMm, paragraphs, widthMm)] : paragraphs
  }
  let afterNote = false
  let blankBefore = true
  return items.map((one) => {
    const { text } = one.item
    const note = annexNote(text.trim(), afterNote)
    // GB/T 9704 7.3.4: one line between the text and its list of annexes.
    const before = note?.first && !blankBefore ? { before: twips(lineOf(setting, 'flow')) } : {}
    afterNote = note !== null
    blankBefore = text.trim() === ''
    const indent = note ? annexIndent(note, pitch) : firstLine(text, pitch)
    const heading = officialHeading(text)
    const own = heading.level === 1 || heading.level === 2
    const keepNext = (own && heading.length === text.length) || lastBeforeSignature(setting, one)
    return paragraphOf(one, 'flow', { headed: true, spacing: before, keepNext, ...(indent && { indent }) })
  })
}

/** The signature never stands alone on a page (GB/T 9704 7.3.5); a very long paragraph would take its page along. */
function lastBeforeSignature({ document, outline }: Setting, { item, number }: Numbered): boolean {
  if (item.text.length > 300) return false
  const next = outline[number + 1]
  return next !== undefined && next.block !== null && next.block !== item.block
    ? document.blocks[next.block]?.kind === 'signature'
    : false
}

/** Two characters in, and what goes on in a second line stands under the words behind the mark. */
function annexIndent(note: { first: boolean; mark: string }, pitch: number) {
  const start = note.first ? 2 : 5
  const hanging = widthInCharacters(note.mark)
  return { left: Math.round((start + hanging) * pitch * 20), hanging: Math.round(hanging * pitch * 20) }
}

const levelFaces: Readonly<Record<number, Face>> = { 1: 'hei', 2: 'kai' }

function ownWords(setting: Setting, block: BlockOf<'paragraph'>, one: Numbered): Paragraph {
  const line = lineOf(setting, 'body')
  const before = setting.onGrid ? Math.round(block.spaceBeforeMm / line) * line : block.spaceBeforeMm
  const indent = block.indent && block.align === 'left' ? firstLine(one.item.text, pitchOf(setting, 'body')) : undefined
  const face = levelFaces[block.level]
  return paragraphOf(one, 'body', {
    headed: setting.onGrid && block.indent && block.level === 0,
    ...(face && { face }),
    alignment: block.align === 'left' ? AlignmentType.BOTH : alignmentOf(block.align),
    spacing: { before: twips(before) },
    ...(indent && { indent }),
    keepNext: block.level > 0 || lastBeforeSignature(setting, one),
    keepLines: block.of !== undefined,
  })
}

const indentCharacters = 4

/** GB/T 9704 7.3.5: date four characters from the right, sender centred over it, the seal over both. */
function signature(setting: Setting, block: BlockOf<'signature'>, items: readonly Numbered[]): Paragraph[] {
  const { document, widthMm } = setting
  const pitch = millimetres(pitchOf(setting, 'body'))
  const line = lineOf(setting, 'body')
  const date = items[1]?.item.text ?? ''
  const centre = widthMm - (indentCharacters + widthInCharacters(date) / 2) * pitch
  const half = widthMm - centre
  const lines = Math.max(Math.ceil((widthInCharacters(block.office) * pitch) / (2 * half)), 1)
  const inside = (lines + 1) * line
  const size = document.stamp?.at === 'signature' ? document.stamp.sizeMm : 0
  const around = Math.max(size - inside, 0) / 2
  const before = Math.max(Math.ceil(around / line - 1e-6), 1) * line
  const place = { alignment: AlignmentType.CENTER, indent: { left: twips(centre - half) } }
  return items.map((one, at) =>
    paragraphOf(one, 'body', {
      ...place,
      ...(at === 0
        ? { keepNext: true, keepLines: true, spacing: { before: twips(before) } }
        : { spacing: { after: twips(around) } }),
    }),
  )
}
