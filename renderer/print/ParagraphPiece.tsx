import type { LineSegment, TextLine } from './break-lines.ts'
import type { ParagraphPiece as Paragraph, SignaturePiece as Signature } from './pages.ts'
import { familyStack, textStyles } from './paper.ts'
import { StampSquare } from './StampSquare.tsx'
import { textCss } from './text-css.ts'

function Segment({ segment }: { segment: LineSegment }) {
  const { field, blankMm, spacing, style, text } = segment
  if (blankMm !== null) return <span className="paper-blank" style={{ width: `${blankMm}mm` }} />
  const letterSpacing = spacing === null ? undefined : `${spacing}pt`
  return (
    <span data-field={field ?? undefined} style={{ fontFamily: familyStack(style), letterSpacing }}>
      {text}
    </span>
  )
}

function Line({ line, align }: { line: TextLine; align: Paragraph['align'] }) {
  // Spacing follows the last letter too: on the right it must not push the line out of place.
  const marginRight = align === 'right' ? `${line.spacing}pt` : undefined
  return (
    <span style={{ letterSpacing: `${line.spacing}pt`, marginLeft: `${line.startMm}mm`, marginRight }}>
      {line.segments.map((segment, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a place on paper is its own identity
        <Segment key={`${index}`} segment={segment} />
      ))}
      {line.segments.length === 0 ? '\u200b' : null}
    </span>
  )
}

/** Lines whose breaks are known: the page only draws them. */
export function ParagraphPiece({ piece }: { piece: Paragraph }) {
  return (
    <p
      className="paper-lines paper-text"
      data-field={piece.field ?? undefined}
      style={{
        ...textCss(piece.style),
        height: `${piece.heightMm}mm`,
        paddingTop: `${piece.beforeMm}mm`,
        textAlign: piece.align,
      }}
    >
      {piece.lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a place on paper is its own identity
        <Line key={`${index}`} line={line} align={piece.align} />
      ))}
    </p>
  )
}

/** Sender over date; the square for the seal lies behind both. */
export function SignaturePiece({ piece, widthMm }: { piece: Signature; widthMm: number }) {
  const { centreMm, stamp } = piece
  const marginLeft = `${2 * centreMm - widthMm}mm`
  const { line } = textStyles[piece.style]
  return (
    <div
      className="paper-signature paper-text"
      style={{ ...textCss(piece.style), height: `${piece.heightMm}mm`, display: 'flow-root' }}
    >
      {stamp === null ? null : (
        <div style={{ height: 0 }}>
          <StampSquare
            sizeMm={stamp.sizeMm}
            style={{ marginLeft: `${centreMm - stamp.sizeMm / 2}mm`, transform: `translateY(${stamp.topMm}mm)` }}
          />
        </div>
      )}
      <p
        data-field={piece.officeField ?? undefined}
        style={{ marginLeft, marginTop: `${piece.beforeMm}mm`, height: `${piece.officeLines.length * line}mm` }}
      >
        {piece.officeLines.join('\n')}
      </p>
      <p data-field={piece.dateField ?? undefined} style={{ marginLeft, height: `${line}mm` }}>
        {piece.date}
      </p>
    </div>
  )
}
