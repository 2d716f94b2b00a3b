import { textStyles } from './paper.ts'

/** Loads every family of the paper. Resolves also when one of them cannot be had: the stack then takes the next. */
export async function loadPaperFonts(): Promise<void> {
  const families = new Set([...Object.values(textStyles).map((style) => style.family), 'Paper Whole'])
  await Promise.allSettled([...families].map((family) => document.fonts.load(`14pt "${family}"`, '中Aa1')))
}
