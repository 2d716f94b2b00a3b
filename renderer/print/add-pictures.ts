/** Pictures in rows, each with its caption; a row is never torn. */
import type { PrintBlock, PrintPicture } from '../../shared/form/print-document.ts'
import { addSection, titleHeight } from './add-title.ts'
import type { PlacedPicture, Setting } from './pages.ts'
import { gaps, textStyles } from './paper.ts'
import { countLines } from './text-measure.ts'

const tallestPicture = 105
/** 3:2, for a picture whose size is not known. */
const usualRatio = 2 / 3

export function addPictures(setting: Setting, block: Extract<PrintBlock, { kind: 'pictures' }>): void {
  const { pages, measure, shape } = setting
  const columns = Math.max(block.columns, 1)
  const width = (shape.width - (columns - 1) * gaps.betweenPictures) / columns
  const place = (picture: PrintPicture): PlacedPicture => {
    const ratio = picture.width && picture.height ? picture.height / picture.width : usualRatio
    const heightMm = Math.min(width * ratio, tallestPicture)
    const caption =
      picture.title === '' ? 0 : countLines(measure, picture.title, 'caption', width) * textStyles.caption.line
    return { picture, widthMm: Math.min(width, heightMm / ratio), heightMm, captionMm: caption }
  }
  const rows: { heightMm: number; pictures: PlacedPicture[] }[] = []
  for (let index = 0; index < block.pictures.length; index += columns) {
    const pictures = block.pictures.slice(index, index + columns).map(place)
    const tallest = Math.max(...pictures.map((picture) => picture.heightMm + picture.captionMm))
    rows.push({ heightMm: tallest + gaps.afterPicture + gaps.beforeSection, pictures })
  }
  const heading = titleHeight(setting, block.title)
  addSection(setting, block.title, Math.min(rows[0]?.heightMm ?? 0, pages.height - heading))
  for (const row of rows) {
    if (row.heightMm > pages.room) pages.turn()
    pages.add({ kind: 'pictures', columns, ...row })
  }
}
