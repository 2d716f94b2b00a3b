/** Measures of Word's pages: the same paper as renderer/print (a test compares them). Millimetres and points unless told. */
import type { PrintDocument } from '../../../../shared/form/print-document.ts'

export type PaperStyle = PrintDocument['style']

/** Twentieths of a point, Word's unit of length. */
export const twips = (mm: number): number => Math.round((mm / 25.4) * 1440)
/** Pixels of 1/96 inch, the unit in which the writer takes pictures. */
export const pixels = (mm: number): number => (mm / 25.4) * 96

/** Edge of the paper to the edge of the content; `footer` from the lower edge of the paper to the footer's. */
export type PaperShape = { top: number; left: number; right: number; bottom: number; footer: number; width: number }

export const pageSize = { width: 210, height: 297 } as const
export const qrSide = 20
const footerBottom = 9
const footerGap = 2
const plainFooter = 7

/** GB/T 9704 5.2: 22 lines of 28 characters on 156 × 225 mm. */
export const official = { top: 37, left: 28, right: 26, bottom: 35, linePoints: 28.99, pitchPoints: 15.79 } as const

/** @param qrMm side of the code, where it is not the usual one */
export function paperShape(style: PaperStyle, withQr: boolean, qrMm = qrSide): PaperShape {
  const { left, right } = official
  const bottom = footerBottom + footerGap + (withQr ? qrMm : plainFooter)
  switch (style) {
    case 'form':
      return { top: 20, left: 18, right: 18, bottom, footer: footerBottom, width: 174 }
    case 'letter':
      return { top: 30, left, right, bottom, footer: footerBottom, width: 156 }
    case 'official':
      return { ...official, footer: footerBottom, width: 156 }
  }
}

export const millimetres = (points: number): number => (points / 72) * 25.4

export const gaps = { afterTitle: 5, section: 10, cellX: 2, cellY: 1.2, bodyX: 3, bodyY: 2.5, picture: 6 } as const
/** A picture is never taller than this. */
export const tallestPicture = 105
/** 3:2, for a picture whose size is not known. */
export const usualRatio = 2 / 3
