import type { TextStyle } from './paper.ts'

/** What pagination must know about letters. In the page this is the browser; tests bring a plain grid of their own. */
export interface TextMeasure {
  /**
   * Offsets (UTF-16) at which each line of a paragraph starts; the first is 0, also for an empty paragraph.
   * @param widthMm width of the column
   * @param indent whether the first line is indented by two characters
   */
  lineStarts(text: string, style: TextStyle, widthMm: number, indent: boolean): readonly number[]
  /** Width of a text set in one line, in millimetres. */
  width(text: string, style: TextStyle): number
}

/** Lines that a text takes, line feeds in it counted too. */
export function countLines(measure: TextMeasure, text: string, style: TextStyle, widthMm: number): number {
  return text.split('\n').reduce((sum, line) => sum + measure.lineStarts(line, style, widthMm, false).length, 0)
}
