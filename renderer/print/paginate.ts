/**
 * From print data to pages. Pure: it needs only a measure of letters, so screen and paper cannot differ and it runs
 * in a test without a browser. Lengths in millimetres.
 */
import type { PrintDocument } from '../../shared/form/print-document.ts'
import { addBars } from './add-bars.ts'
import { addFramedFlow, addOfficialFlow } from './add-flow.ts'
import { addGrid } from './add-grid.ts'
import { addParagraphs } from './add-paragraphs.ts'
import { addPictures } from './add-pictures.ts'
import { addRows } from './add-rows.ts'
import { addSignature } from './add-signature.ts'
import { addHeading, addTitle } from './add-title.ts'
import { makeSetting, type Page, type Setting } from './pages.ts'
import { textStyles } from './paper.ts'
import type { TextMeasure } from './text-measure.ts'

export function paginate(document: PrintDocument, measure: TextMeasure): Page[] {
  const setting = makeSetting(document, measure)
  addTitle(setting)
  addHeading(setting)
  addBlocks(setting)
  addStampAtEnd(setting)
  if (document.frame) centre(setting)
  return setting.pages.pages
}

/** How much of the room that is left goes above the title of a certificate. */
const shareAbove = 0.35

function centre({ pages }: Setting): void {
  const [page, ...others] = pages.pages
  const head = page?.pieces[0]
  if (others.length === 0 && head?.kind === 'space') head.heightMm += pages.room * shareAbove
}

function addBlocks(setting: Setting): void {
  const { blocks } = setting.document
  for (let index = 0; index < blocks.length; index++) {
    const block = blocks[index]
    switch (block?.kind) {
      case 'grid':
        addGrid(setting, block)
        break
      case 'rows':
        addRows(setting, block)
        break
      case 'bars':
        addBars(setting, block)
        break
      case 'flow':
        if (setting.onGrid && !block.framed) addOfficialFlow(setting, block)
        else addFramedFlow(setting, block)
        break
      case 'pictures':
        addPictures(setting, block)
        break
      case 'signature':
        addSignature(setting, block)
        break
      case 'paragraph': {
        // Those of one row of a table stay together.
        const together = [block]
        for (let next = blocks[index + 1]; next?.kind === 'paragraph' && sameRow(block.of, next.of); index++) {
          together.push(next)
          next = blocks[index + 2]
        }
        addParagraphs(setting, together)
        break
      }
    }
    if (setting.onGrid) setting.pages.snap(textStyles.official.line)
  }
}

type Row = { table: string; row: number } | undefined
const sameRow = (a: Row, b: Row): boolean => a !== undefined && a.table === b?.table && a.row === b.row

/** The square at the end; also where a signature was meant to hold it and the form has none. */
function addStampAtEnd({ document, pages }: Setting): void {
  const { stamp, blocks } = document
  if (!stamp || stamp.at === 'heading-left') return
  if (stamp.at === 'signature' && blocks.some(({ kind }) => kind === 'signature')) return
  if (pages.room < stamp.sizeMm) pages.turn()
  pages.add({ kind: 'stamp', heightMm: stamp.sizeMm, stampMm: stamp.sizeMm })
}
