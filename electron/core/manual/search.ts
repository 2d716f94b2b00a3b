/** Looks for words in the manual: a title counts more than a heading, a heading more than the text. */
import type { ManualBlock, ManualHit } from '../../../shared/api/manual.ts'
import { blockText, type OrderedPage } from './read-page.ts'
import { entryOf } from './shelf.ts'

const most = 30
const inTitle = 100
const inHeading = 30
const inText = 5
/** A page on a screen or a task before one on a problem, where both say the same. */
const notProblem = 2
const excerptBefore = 14
const excerptLength = 72

/** Upper and lower case, and full-width letters of an input method, are the same to whoever types them. */
const plain = (text: string): string => text.normalize('NFKC').toLowerCase()

interface Part {
  readonly section: string | null
  readonly heading: string
  readonly text: string
}

/** A page from heading to heading. */
function partsOf(blocks: readonly ManualBlock[]): Part[] {
  const parts: { section: string | null; heading: string; texts: string[] }[] = [
    { section: null, heading: '', texts: [] },
  ]
  for (const block of blocks)
    if (block.kind === 'heading') parts.push({ section: block.section, heading: block.text, texts: [] })
    else parts.at(-1)?.texts.push(blockText(block))
  return parts.map(({ section, heading, texts }) => ({ section, heading, text: texts.join(' ') }))
}

/** Words that every question has. */
const asking = /怎么办|怎么|怎样|如何|为什么|什么|哪里|[了的吗呢我请]/g

/** Pairs of neighbouring characters: what is left of a question that occurs nowhere as it was typed. */
function pairs(words: readonly string[]): string[] {
  const found = words.flatMap((word) => {
    const characters = [...word.replace(asking, '')]
    if (characters.length === 0) return []
    return characters.length < 3
      ? [characters.join('')]
      : characters.slice(1).map((one, at) => `${characters[at]}${one}`)
  })
  return [...new Set(found)]
}

interface Found {
  readonly score: number
  readonly page: OrderedPage
  readonly part: Part
  readonly first: string
}

function look(pages: readonly OrderedPage[], words: readonly string[], least: number): Found[] {
  return pages.flatMap((page) => {
    const title = plain(page.title)
    const scored = partsOf(page.blocks).map((part): Found & { matched: number } => {
      const heading = plain(`${part.heading} ${part.section ?? ''}`)
      const text = plain(part.text)
      const scores = words.map((word) => {
        const score =
          (part.section === null && title.includes(word) ? inTitle : 0) +
          (heading.includes(word) ? inHeading : 0) +
          (text.includes(word) ? inText : 0)
        // A part of a page that is named so is about it.
        return score === 0 && title.includes(word) ? 1 : score
      })
      const first = words.find((word) => text.includes(word)) ?? words[0] ?? ''
      const exact = part.section === null && title === words.join('') ? inTitle : 0
      const score = scores.reduce((sum, one) => sum + one, exact + (page.problems.length === 0 ? notProblem : 0))
      return { score, page, part, first, matched: scores.filter((one) => one > 0).length }
    })
    const best = Math.max(...scored.map(({ score }) => score))
    return scored
      .filter(({ matched }) => matched >= least)
      .filter(({ score, part }) => score > inText + 3 || part.section === null || score === best)
  })
}

export function searchManual(pages: readonly OrderedPage[], typed: string): ManualHit[] {
  const words = plain(typed)
    .split(/[\s，。、“”？?]+/)
    .filter((word) => word !== '')
  if (words.length === 0) return []
  let found = look(pages, words, words.length)
  if (found.length === 0) {
    const loose = pairs(words)
    if (loose.length > 0) found = look(pages, loose, Math.ceil(loose.length / 2))
  }
  return found
    .sort((a, b) => b.score - a.score || a.page.order - b.page.order)
    .slice(0, most)
    .map(({ page, part, first }) => ({
      ...entryOf(page),
      section: part.section,
      heading: part.section === null ? null : part.heading,
      excerpt: excerptOf(part.text, first),
    }))
}

function excerptOf(text: string, word: string): string {
  const at = Math.max(plain(text).indexOf(word), 0)
  const from = at <= excerptBefore ? 0 : at - excerptBefore
  const cut = text.slice(from, from + excerptLength)
  return `${from > 0 ? '…' : ''}${cut}${from + excerptLength < text.length ? '…' : ''}`
}
