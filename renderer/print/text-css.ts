import type { CSSProperties } from 'react'
import { familyStack, type TextStyle, textStyles } from './paper.ts'

/** The same family, size and line pitch that the measure used. */
export function textCss(style: TextStyle): CSSProperties {
  const { points, line } = textStyles[style]
  return { fontFamily: familyStack(style), fontSize: `${points}pt`, lineHeight: `${line}mm` }
}
