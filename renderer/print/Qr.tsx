import { create } from 'qrcode'
import { memo } from 'react'

/**
 * One path of whole modules: black on white, no picture, sharp at every size. The modules fill the square: its quiet zone
 * is the white of the paper around it. Level M: on a photo, larger modules are worth more than a higher level's reserve.
 */
export const Qr = memo(function Qr({ text, sideMm }: { text: string; sideMm?: number | undefined }) {
  const { modules } = create(text, { errorCorrectionLevel: 'M' })
  let path = ''
  for (let row = 0; row < modules.size; row++) {
    for (let column = 0; column < modules.size; column++) {
      if (!modules.get(row, column)) continue
      let end = column + 1
      while (end < modules.size && modules.get(row, end)) end++
      path += `M${column} ${row}h${end - column}v1h-${end - column}z`
      column = end
    }
  }
  return (
    <svg
      className="paper-qr"
      style={sideMm === undefined ? undefined : { width: `${sideMm}mm`, height: `${sideMm}mm` }}
      viewBox={`0 0 ${modules.size} ${modules.size}`}
      shapeRendering="crispEdges"
      role="img"
      aria-label="版本核对码二维码"
    >
      <path d={path} fill="#000" />
    </svg>
  )
})
