/** Every character as wide as it is high. */
import { textStyles } from '../../../renderer/print/paper.ts'
import type { TextMeasure } from '../../../renderer/print/text-measure.ts'

export const square: TextMeasure = {
  lineStarts(text, style, widthMm, indent) {
    const perLine = Math.max(1, Math.floor(widthMm / ((textStyles[style].points / 72) * 25.4)))
    const starts = [0]
    for (let at = perLine - (indent ? 2 : 0); at < text.length; at += perLine) starts.push(Math.max(at, 1))
    return starts
  },
  width: (text, style) => ([...text].length * textStyles[style].points * 25.4) / 72,
}
