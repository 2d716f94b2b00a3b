import { memo } from 'react'
import type { PrintDocument } from '../../shared/form/print-document.ts'
import { GridPiece } from './GridPiece.tsx'
import { PageFooter } from './PageFooter.tsx'
import { type PictureSource, PicturesPiece } from './PicturesPiece.tsx'
import type { Page, Piece } from './paginate.ts'
import { textStyles } from './paper.ts'
import { textCss } from './text-css.ts'

/** Where the office presses its seal: dotted on screen, empty on paper. Never a drawn seal. */
function StampSquare({ sizeMm, style }: { sizeMm: number; style: React.CSSProperties }) {
  return (
    <div className="paper-stamp" aria-hidden="true" style={{ width: `${sizeMm}mm`, height: `${sizeMm}mm`, ...style }}>
      <span>请在此处盖章</span>
    </div>
  )
}

function HeadingPiece({ piece }: { piece: Extract<Piece, { kind: 'heading' }> }) {
  const { heading, stampMm } = piece
  // The words stand at half the height of the square, as a seal is pressed beside them.
  const lead = stampMm === null ? 0 : stampMm / 2 - textStyles.heading.line / 2
  return (
    <div
      className="paper-heading paper-text"
      style={{ ...textCss('heading'), height: `${piece.heightMm}mm`, paddingTop: `${lead}mm` }}
    >
      <p className="paper-heading-left">{heading.left}</p>
      {stampMm === null ? null : <StampSquare sizeMm={stampMm} style={{ marginTop: `${-lead}mm` }} />}
      <p className="paper-heading-right" data-field="heading-right">
        {heading.right}
        {heading.rightValue}
      </p>
    </div>
  )
}

function TextPiece({ piece }: { piece: Extract<Piece, { kind: 'text' }> }) {
  return (
    <div
      className={`paper-body paper-text${piece.framed ? ' paper-body-framed' : ''}`}
      style={{ ...textCss('body'), height: `${piece.heightMm}mm` }}
      data-field={piece.field}
    >
      {piece.parts.map((part, index) => (
        <p
          // biome-ignore lint/suspicious/noArrayIndexKey: a place on paper is its own identity
          key={`${index}`}
          className={part.goesOn ? 'goes-on' : undefined}
          style={{ textIndent: part.indent ? '2em' : 0, height: `${part.lines * textStyles.body.line}mm` }}
        >
          {part.text}
        </p>
      ))}
    </div>
  )
}

function PieceView({ piece, source }: { piece: Piece; source: PictureSource }) {
  switch (piece.kind) {
    case 'title':
      return (
        <h1 className="paper-title paper-text" style={{ ...textCss('title'), height: `${piece.heightMm}mm` }}>
          {piece.lines.map((line, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a place on paper is its own identity
            <span key={`${index}`}>{line}</span>
          ))}
        </h1>
      )
    case 'heading':
      return <HeadingPiece piece={piece} />
    case 'section':
      return (
        <h2 className="paper-section paper-text" style={{ ...textCss('section'), height: `${piece.heightMm}mm` }}>
          {piece.text}
        </h2>
      )
    case 'grid':
      return <GridPiece columns={piece.columns} rows={piece.rows} />
    case 'text':
      return <TextPiece piece={piece} />
    case 'pictures':
      return <PicturesPiece piece={piece} source={source} />
    case 'stamp':
      return (
        <div style={{ height: `${piece.heightMm}mm` }}>
          <StampSquare sizeMm={piece.stampMm} style={{ marginLeft: 'auto' }} />
        </div>
      )
  }
}

type Props = { document: PrintDocument; page: Page; number: number; pages: number; source: PictureSource }

export const PrintPage = memo(function PrintPage({ document, page, number, pages, source }: Props) {
  return (
    <section className="paper-page" lang="zh-CN" aria-label={`第 ${number} 页，共 ${pages} 页`}>
      {document.example ? <p className="paper-example paper-text">示例</p> : null}
      {page.pieces.map((piece, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a place on paper is its own identity
        <PieceView key={`${index}`} piece={piece} source={source} />
      ))}
      <PageFooter document={document} page={number} pages={pages} />
    </section>
  )
})
