import type { Piece } from './pages.ts'
import { textCss } from './text-css.ts'

/** Small pictures for the eye, the full ones for paper. */
export type PictureSource = 'thumb' | 'file'

const ofManual = 'manual:'
const addressOf = (digest: string, source: PictureSource): string =>
  digest.startsWith(ofManual) ? `kexie://app/manual/${digest.slice(ofManual.length)}` : `kexie://${source}/${digest}`

export function PicturesPiece({
  piece,
  source,
}: {
  piece: Extract<Piece, { kind: 'pictures' }>
  source: PictureSource
}) {
  return (
    <div
      className="paper-pictures"
      style={{ gridTemplateColumns: `repeat(${piece.columns}, 1fr)`, height: `${piece.heightMm}mm` }}
    >
      {piece.pictures.map(({ picture, widthMm, heightMm }) => (
        <figure key={picture.digest}>
          <img
            crossOrigin="anonymous"
            src={addressOf(picture.digest, source)}
            alt={picture.title === '' ? '照片' : picture.title}
            style={{ width: `${widthMm}mm`, height: `${heightMm}mm` }}
          />
          {picture.title === '' ? null : (
            <figcaption className="paper-text" style={textCss('caption')}>
              {picture.title}
            </figcaption>
          )}
        </figure>
      ))}
    </div>
  )
}
