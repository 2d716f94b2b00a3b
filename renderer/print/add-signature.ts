/** Sender over the date, GB/T 9704 7.3.5: date four characters from the right, sender centred over it. */
import { blankDate } from '../../shared/form/outline.ts'
import type { PrintBlock } from '../../shared/form/print-document.ts'
import { balanceTitle } from './balance-title.ts'
import type { ParagraphPiece, Setting } from './pages.ts'
import { textStyles } from './paper.ts'

const indentCharacters = 4
/** Lines of the text that come along when the signature has no room on their page: it never stands alone. */
const companions = 2
/** On an official page the seal may reach this far below the type area: it ends above the page number. */
const belowMm = 4

export function addSignature(setting: Setting, block: Extract<PrintBlock, { kind: 'signature' }>): void {
  const { document, shape, pages, text, measure, onGrid } = setting
  const style = text.body
  const { line, points } = textStyles[style]
  const em = ((points + text.spacingPoints) / 72) * 25.4
  const date = block.date === '' ? blankDate : block.date
  const width = (words: string) => measure.width(words, style)
  const centreMm = shape.width - indentCharacters * em - width(date) / 2
  // As wide as the sender may be without leaving the type area.
  const widest = 2 * (shape.width - centreMm)
  const officeLines = block.office === '' ? [''] : balanceTitle(block.office, style, widest, measure)
  const sizeMm = document.stamp?.at === 'signature' ? document.stamp.sizeMm : null
  const inside = (officeLines.length + 1) * line
  // The seal's upper edge stays within one line of the text above (7.3.5.1), and all of the seal on the page.
  const around = sizeMm === null ? 0 : Math.max(sizeMm - inside, 0) / 2
  const beforeMm = Math.max(Math.ceil(around / line - 1e-6), 1) * line
  const wanted = beforeMm + inside + around
  const least = Math.max(wanted - (onGrid ? belowMm : 0), beforeMm + inside)
  if (!pages.fits(least)) turnWithCompany(setting)
  const heightMm = Math.min(wanted, Math.max(pages.room, least))
  pages.add({
    kind: 'signature',
    heightMm,
    beforeMm,
    style,
    officeLines,
    officeField: block.officeField,
    date,
    dateField: block.dateField,
    centreMm,
    stamp: sizeMm === null ? null : { sizeMm, topMm: beforeMm + inside / 2 - sizeMm / 2 },
  })
}

function turnWithCompany({ pages }: Setting): void {
  const company: ParagraphPiece | null = pages.takeBack(companions)
  pages.turn()
  if (company) pages.add(company)
}
