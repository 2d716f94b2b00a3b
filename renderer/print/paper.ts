/** Measures of the paper, all lengths in millimetres, all type sizes in points. */
import type { PrintDocument } from '../../shared/form/print-document.ts'

/** A4, GB/T 9704 5.1. */
export const paper = {
  width: 210,
  height: 297,
  top: 20,
  side: 18,
  /** From the lower edge of the paper to the lower edge of the footer. */
  bottom: 9,
  /** Side of the two-dimensional code without its quiet zone, which is the white around it. */
  qr: 20,
  /** Between the last line of the content and the footer. */
  footerGap: 2,
  /** Height of a footer without a two-dimensional code. */
  plainFooter: 7,
} as const

const letterTop = 30
export const contentWidth = paper.width - 2 * paper.side

/** Room for content on every page of a form: the footer is the same height on all of them. */
export function contentHeight(withQr: boolean, qrMm: number = paper.qr): number {
  return paper.height - paper.top - paper.bottom - paper.footerGap - (withQr ? qrMm : paper.plainFooter)
}

const millimetres = (points: number) => (points / 72) * 25.4

/** GB/T 9704 5.2: 22 lines of 28 characters on 156 × 225 mm. */
export const official = {
  top: 37,
  left: 28,
  width: 156,
  height: 225,
  linePoints: 28.99,
  line: millimetres(28.99),
  /** From one character to the next: a trifle less than a character of 16 points. */
  pitchPoints: 15.79,
} as const

export type PaperStyle = PrintDocument['style']
/** Place of the content on a page. */
export type PageShape = { top: number; left: number; width: number; height: number }

/** @param qrMm side of the code, where it is not the usual one */
export function pageShape(style: PaperStyle, withQr: boolean, qrMm: number = paper.qr): PageShape {
  switch (style) {
    case 'form':
      return { top: paper.top, left: paper.side, width: contentWidth, height: contentHeight(withQr, qrMm) }
    case 'letter':
      return {
        top: letterTop,
        left: official.left,
        width: official.width,
        height: contentHeight(withQr, qrMm) + paper.top - letterTop,
      }
    case 'official': {
      const { top, left, width, height } = official
      return { top, left, width, height }
    }
  }
}

export const pixelsPerMillimetre = 96 / 25.4

type Type = { family: string; points: number; line: number }
const bodyType = { points: 14, line: 8 }
const letterType = { points: 16, line: 10 }
const officialType = { points: 16, line: official.line }
const rowType = { points: 12, line: 5.8 }

/** `line` is the line pitch in millimetres; print.css draws from these same numbers. */
export const textStyles = {
  title: { family: 'Paper Title', points: 22, line: 11.5 },
  section: { family: 'Paper Hei', points: 14, line: 8 },
  heading: { family: 'Paper Fang', points: 14, line: 8 },
  label: { family: 'Paper Fang', points: 14, line: 6.6 },
  value: { family: 'Paper Fang', points: 14, line: 6.6 },
  note: { family: 'Paper Fang', points: 10.5, line: 5 },
  caption: { family: 'Paper Kai', points: 12, line: 6.5 },
  small: { family: 'Paper Fang', points: 12, line: 5.2 },
  rowLabel: { family: 'Paper Hei', ...rowType },
  row: { family: 'Paper Fang', ...rowType },
  chartHead: { family: 'Paper Hei', points: 11, line: 6 },
  chart: { family: 'Paper Fang', points: 10, line: 4 },
  /** Two bars of a row, under each other. */
  chartPair: { family: 'Paper Fang', points: 9, line: 3.4 },
  chartNote: { family: 'Paper Fang', points: 9, line: 4 },
  body: { family: 'Paper Fang', ...bodyType },
  bodyHei: { family: 'Paper Hei', ...bodyType },
  bodyKai: { family: 'Paper Kai', ...bodyType },
  letter: { family: 'Paper Fang', ...letterType },
  letterHei: { family: 'Paper Hei', ...letterType },
  letterKai: { family: 'Paper Kai', ...letterType },
  official: { family: 'Paper Fang', ...officialType },
  officialHei: { family: 'Paper Hei', ...officialType },
  officialKai: { family: 'Paper Kai', ...officialType },
  officialTitle: { family: 'Paper Title', points: 22, line: official.line },
  certificateTitle: { family: 'Paper Title', points: 46, line: 20 },
  certificate: { family: 'Paper Fang', points: 17, line: 10.5 },
  certificateAward: { family: 'Paper Hei', points: 28, line: 16 },
  /** 4号, GB/T 9704 7.5. */
  pageNumber: { family: 'Paper Song', points: 14, line: 5 },
} as const satisfies Readonly<Record<string, Type>>
export type TextStyle = keyof typeof textStyles

/** The three faces of running text, and how far letters stand from each other beyond their own width. */
export type RunningText = { body: TextStyle; hei: TextStyle; kai: TextStyle; spacingPoints: number }
export const runningText: Readonly<Record<PaperStyle, RunningText>> = {
  form: { body: 'body', hei: 'bodyHei', kai: 'bodyKai', spacingPoints: 0 },
  letter: { body: 'letter', hei: 'letterHei', kai: 'letterKai', spacingPoints: official.pitchPoints - 16 },
  official: { body: 'official', hei: 'officialHei', kai: 'officialKai', spacingPoints: official.pitchPoints - 16 },
}

/** Of a page in a frame; headings stand alone in their paragraphs and are larger. */
export const certificateText: RunningText = {
  body: 'certificate',
  hei: 'certificateAward',
  kai: 'certificate',
  spacingPoints: 0,
}
/** From the upper edge of the content to the title of a page in a frame. */
export const certificateHead = 5

/** Every paper family ends in the bundled whole font and then in whatever the system has for rare characters. */
export const familyStack = (style: TextStyle): string =>
  `"${textStyles[style].family}", "Paper Whole", "Paper Rare", serif`

export const cellPadding = { x: 2, y: 1.2 } as const
export const bodyPadding = { x: 3, y: 2.5 } as const
export const gaps = { afterTitle: 5, betweenPictures: 6, afterPicture: 5, beforeSection: 2 } as const

/** The section's heading stands beside the lower part of the stamp's square when it is that short. */
export const sectionHeight = 10
