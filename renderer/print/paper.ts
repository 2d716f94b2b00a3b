/** Measures of the paper, all lengths in millimetres, all type sizes in points. */

/** A4, GB/T 9704 5.1. */
export const paper = {
  width: 210,
  height: 297,
  top: 20,
  side: 18,
  /** From the lower edge of the paper to the lower edge of the footer. */
  bottom: 9,
  /** Side of the square that holds the two-dimensional code, its quiet zone included. */
  qr: 20,
  /** Between the last line of the content and the footer. */
  footerGap: 2,
  /** Height of a footer without a two-dimensional code. */
  plainFooter: 7,
} as const

export const contentWidth = paper.width - 2 * paper.side

/** Room for content on every page: the footer is the same height on all of them. */
export function contentHeight(withQr: boolean): number {
  return paper.height - paper.top - paper.bottom - paper.footerGap - (withQr ? paper.qr : paper.plainFooter)
}

export const pixelsPerMillimetre = 96 / 25.4

export type TextStyle = 'title' | 'section' | 'heading' | 'label' | 'value' | 'note' | 'body' | 'caption'

/** `line` is the line pitch in millimetres; print.css draws from these same numbers. */
export const textStyles: Readonly<Record<TextStyle, { family: string; points: number; line: number }>> = {
  title: { family: 'Paper Title', points: 22, line: 11.5 },
  section: { family: 'Paper Hei', points: 14, line: 8 },
  heading: { family: 'Paper Fang', points: 14, line: 8 },
  label: { family: 'Paper Fang', points: 14, line: 6.6 },
  value: { family: 'Paper Fang', points: 14, line: 6.6 },
  note: { family: 'Paper Fang', points: 10.5, line: 5 },
  body: { family: 'Paper Fang', points: 14, line: 8 },
  caption: { family: 'Paper Kai', points: 12, line: 6.5 },
}

/** Every paper family ends in the bundled whole font and then in whatever the system has for rare characters. */
export const familyStack = (style: TextStyle): string =>
  `"${textStyles[style].family}", "Paper Whole", "Paper Rare", serif`

export const cellPadding = { x: 2, y: 1.2 } as const
export const bodyPadding = { x: 3, y: 2.5 } as const
export const gaps = { afterTitle: 5, betweenPictures: 6, afterPicture: 5, beforeSection: 2 } as const

/** The section's heading stands beside the lower part of the stamp's square when it is that short. */
export const sectionHeight = 10
