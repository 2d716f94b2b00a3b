/** Photographs in the document, in the same places and sizes as on the printed page. */
import { AlignmentType, Bookmark, ImageRun, Paragraph, type Table } from 'docx'
import type { PrintPicture } from '../../../../shared/form/print-document.ts'
import { exifTurn } from './exif-turn.ts'
import { gaps, pixels, tallestPicture, twips, usualRatio } from './measures.ts'
import { bookmarkName, type Numbered, paragraphOf } from './paragraphs.ts'
import { styleId } from './styles.ts'
import { type BlockOf, cellOf, columnTwips, fixedTable, noBorders, rowOf } from './tables.ts'

/** The bytes of a picture; null: they are not on this computer. */
export type PictureBytes = (digest: string) => Uint8Array | null

type Place = { widthMm: number; heightMm: number }

function placeOf(picture: PrintPicture, widthMm: number): Place {
  const ratio = picture.width && picture.height ? picture.height / picture.width : usualRatio
  const heightMm = Math.min(widthMm * ratio, tallestPicture)
  return { widthMm: Math.min(widthMm, heightMm / ratio), heightMm }
}

const jpegStart = [0xff, 0xd8]

function imageRun(picture: PrintPicture, bytes: Uint8Array, place: Place, id: number): ImageRun {
  const jpeg = bytes[0] === jpegStart[0] && bytes[1] === jpegStart[1]
  const turn = jpeg ? exifTurn(bytes) : { degrees: 0, mirrored: false }
  const lying = turn.degrees % 180 !== 0
  const ratio = picture.width && picture.height ? picture.height / picture.width : usualRatio
  // The place is that of the stored picture; a turned one stands upright inside it, as a browser draws it.
  const upright = lying ? 1 / ratio : ratio
  const heightMm = Math.min(place.heightMm, place.widthMm * upright)
  const shown = { width: heightMm / upright, height: heightMm }
  const stored = lying ? { width: shown.height, height: shown.width } : shown
  return new ImageRun({
    type: jpeg ? 'jpg' : 'png',
    data: bytes,
    transformation: {
      width: pixels(stored.width),
      height: pixels(stored.height),
      ...(turn.degrees !== 0 && { rotation: turn.degrees }),
      ...(turn.mirrored && { flip: { horizontal: true } }),
    },
    altText: { id: `${id}`, name: `图片${id}`, description: picture.title, title: picture.title },
  })
}

export function picturesTable(
  block: BlockOf<'pictures'>,
  items: readonly Numbered[],
  widthMm: number,
  bytesOf: PictureBytes,
): Table {
  const columns = Math.max(block.columns, 1)
  const room = (widthMm - (columns - 1) * gaps.picture) / columns
  const widths = columnTwips(
    Array.from({ length: columns }, () => 1),
    widthMm,
  )
  const cell = (row: number, column: number) => {
    const own = items.filter(({ item }) => item.place?.row === row && item.place.column === column)
    const picture = block.pictures[row * columns + column]
    const paragraphs = own.map((one) => {
      if (one.item.part?.kind === 'caption') return paragraphOf(one, 'caption', { keepLines: true })
      const bytes = picture ? bytesOf(picture.digest) : null
      return new Paragraph({
        style: styleId('caption'),
        alignment: AlignmentType.CENTER,
        // Exact lines would cut the picture off.
        spacing: { line: 240, lineRule: 'auto' },
        keepNext: true,
        children: picture
          ? [
              new Bookmark({
                id: bookmarkName(one.number),
                children: bytes ? [imageRun(picture, bytes, placeOf(picture, room), one.number)] : [],
              }),
            ]
          : [],
      })
    })
    const side = { marginUnitType: 'dxa' as const, left: 0, right: 0, top: twips(2), bottom: twips(2) }
    return cellOf(widths[column] ?? 0, paragraphs, { verticalAlign: 'top', margins: side })
  }
  const rows = Array.from({ length: Math.ceil(block.pictures.length / columns) }, (_none, row) =>
    rowOf(
      10,
      widths.map((_width, column) => cell(row, column)),
      0,
    ),
  )
  return fixedTable(widths, rows, noBorders)
}
