import { memo } from 'react'
import type { PrintDocument } from '../../shared/form/print-document.ts'
import { BarsPiece } from './BarsPiece.tsx'
import { GridPiece } from './GridPiece.tsx'
import { PageFooter, PageNumber } from './PageFooter.tsx'
import { ParagraphPiece, SignaturePiece } from './ParagraphPiece.tsx'
import { type PictureSource, PicturesPiece } from './PicturesPiece.tsx'
import type { HeadingPiece as Heading, Page, Piece } from './pages.ts'
import { type PaperStyle, pageShape, textStyles } from './paper.ts'
import { StampSquare } from './StampSquare.tsx'
import { textCss } from './text-css.ts'

function HeadingPiece({ piece }: { piece: Heading }) {
  const { heading, stampMm, leftMm, leftLines } = piece
  // The words stand at half the height of the square, as a seal is pressed beside them.
  const lead = stampMm === null ? 0 : Math.max(stampMm / 2 - (leftLines * textStyles[piece.style].line) / 2, 0)
  return (
    <div
      className="paper-heading paper-text"
      style={{ ...textCss(piece.style), height: `${piece.heightMm}mm`, paddingTop: `${lead}mm` }}
    >
      {leftMm === null ? (
        <p className="paper-heading-left">{heading.left}</p>
      ) : (
        <p className="paper-heading-left-value" style={{ maxWidth: `${leftMm}mm` }} data-field={heading.leftField}>
          {heading.left}
          {heading.leftValue}
        </p>
      )}
      {stampMm === null ? null : <StampSquare sizeMm={stampMm} style={{ marginTop: `${-lead}mm` }} />}
      {heading.right === null && heading.rightValue === '' ? null : (
        <p className="paper-heading-right" data-field={heading.rightField}>
          {heading.right}
          {heading.rightValue}
        </p>
      )}
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

function PieceView({ piece, source, style }: { piece: Piece; source: PictureSource; style: PaperStyle }) {
  switch (piece.kind) {
    case 'title':
      return (
        <h1
          className="paper-title paper-text"
          data-field={piece.field ?? undefined}
          style={{ ...textCss(piece.style), height: `${piece.heightMm}mm` }}
        >
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
      return <GridPiece piece={piece} />
    case 'bars':
      return <BarsPiece piece={piece} />
    case 'chart-note':
      return (
        <p
          className="paper-chart-note paper-text"
          style={{ ...textCss('chartNote'), height: `${piece.heightMm}mm` }}
          data-field={piece.runs.find((run) => run.field !== null)?.field ?? undefined}
        >
          {piece.runs.map(({ text }) => text).join('')}
        </p>
      )
    case 'text':
      return <TextPiece piece={piece} />
    case 'paragraph':
      return <ParagraphPiece piece={piece} />
    case 'signature':
      return <SignaturePiece piece={piece} widthMm={pageShape(style, false).width} />
    case 'space':
      return <div style={{ height: `${piece.heightMm}mm` }} />
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
    <section
      className={`paper-page paper-page-${document.style}`}
      lang="zh-CN"
      aria-label={`第 ${number} 页，共 ${pages} 页`}
    >
      {document.frame ? <div className="paper-frame" aria-hidden="true" /> : null}
      {document.example ? <p className="paper-example paper-text">示例</p> : null}
      {page.pieces.map((piece, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a place on paper is its own identity
        <PieceView key={`${index}`} piece={piece} source={source} style={document.style} />
      ))}
      {document.style === 'official' ? <PageNumber page={number} /> : null}
      {document.frame && document.sheet ? null : (
        <PageFooter document={document} page={number} pages={pages} rows={page.rows} />
      )}
    </section>
  )
})
