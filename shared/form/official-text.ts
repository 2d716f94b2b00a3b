/** What the beginning of a line says in an official document (GB/T 9704 7.3.3): the same for paper and for Word. Pure. */

/** 1 一、黑体 · 2 （一）楷体 · 3 “1.” · 4 （1）仿宋 · 0 body. */
export type HeadingLevel = 0 | 1 | 2 | 3 | 4
export type OfficialHeading = {
  level: HeadingLevel
  /** UTF-16 units of the paragraph that are heading: all of it, or up to the first full stop. 0: none. */
  length: number
}

/** A numbered sentence longer than this is an item of the text, not a heading (characters). */
const longestHeading = 40
const numeral = '[〇零一二三四五六七八九十百]{1,5}'
const beginnings: readonly [HeadingLevel, RegExp][] = [
  [1, new RegExp(`^${numeral}、`, 'u')],
  [2, new RegExp(`^[（(]${numeral}[）)]`, 'u')],
  [3, /^\d{1,2}[.．、](?!\d)/u],
  [4, /^[（(]\d{1,2}[）)]/u],
]

export function officialHeading(paragraph: string): OfficialHeading {
  const level = beginnings.find(([, beginning]) => beginning.test(paragraph))?.[0] ?? 0
  if (level === 0) return { level, length: 0 }
  const stop = paragraph.indexOf('。')
  const length = stop < 0 ? paragraph.length : stop + 1
  return [...paragraph.slice(0, length)].length > longestHeading ? { level: 0, length: 0 } : { level, length }
}

/**
 * A line of the list of annexes (GB/T 9704 7.3.4) and how many characters of it stand out to the left when it goes on in
 * a second line. Null: no such line. @param afterNote whether the line before was one: then “2. …” goes on with the list
 */
export function annexNote(paragraph: string, afterNote: boolean): { first: boolean; mark: string } | null {
  const first = /^附件[：:]\s*(?:\d{1,2}[.．]\s*)?/u.exec(paragraph)
  if (first) return { first: true, mark: first[0] }
  const next = afterNote ? /^\d{1,2}[.．]\s*/u.exec(paragraph) : null
  return next ? { first: false, mark: next[0] } : null
}
