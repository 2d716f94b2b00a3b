/**
 * A page of the manual from its file. Only a small part of CommonMark is meant to stand there; whatever else does is an
 * error of the page, which a test finds before a person does.
 * `marked` reads the text: one package without dependencies, kept for years, and its tokens are data, not HTML.
 */
import { marked, type Token, type Tokens } from 'marked'
import type { ManualBlock, ManualInline, ManualPage } from '../../../shared/api/manual.ts'

export interface PageSource {
  readonly pageId: string
  readonly text: string
  /** Size in pixels of a picture of the manual; null: it is not there, and the page is shown without it. */
  readonly pictureSize: (file: string) => { width: number; height: number } | null
}

export interface OrderedPage extends ManualPage {
  readonly order: number
}

/** @throws Error that names the page and what is wrong with it */
export function readPage({ pageId, text, pictureSize }: PageSource): OrderedPage {
  const wrong = (what: string): Error => new Error(`manual page ${pageId}: ${what}`)
  const head = /^---\n([\s\S]*?)\n---\n/.exec(text)
  if (!head) throw wrong('no front matter')
  const facts = new Map(
    (head[1] ?? '').split('\n').map((line) => {
      const colon = line.indexOf(':')
      return [line.slice(0, colon).trim(), line.slice(colon + 1).trim()]
    }),
  )
  const need = (name: string): string => {
    const value = facts.get(name)
    if (value === undefined || value === '') throw wrong(`no ${name}`)
    return value
  }
  const order = Number(need('order'))
  if (!Number.isInteger(order)) throw wrong('order is no number')
  const words = (name: string): string[] => (facts.get(name) ?? '').split(/\s+/).filter((word) => word !== '')
  const blocks = marked
    .lexer(text.slice(head[0].length))
    .flatMap((token) => blockOf(token, { pageId, pictureSize, wrong }))
  const sections = blocks.flatMap((block) => (block.kind === 'heading' ? [block.section] : []))
  const twice = sections.find((section, at) => sections.indexOf(section) !== at)
  if (twice !== undefined) throw wrong(`section ${twice} twice`)
  const problems = words('problems')
  const without = problems.find((code) => !sections.includes(code))
  if (without !== undefined) throw wrong(`no section on ${without}`)
  return { pageId, order, title: need('title'), chapter: need('chapter'), screens: words('screens'), problems, blocks }
}

interface Setting extends Pick<PageSource, 'pageId' | 'pictureSize'> {
  readonly wrong: (what: string) => Error
}

function blockOf(token: Token, setting: Setting): ManualBlock[] {
  switch (token.type) {
    case 'space':
      return []
    case 'heading': {
      const { depth, text } = token as Tokens.Heading
      if (depth !== 2 && depth !== 3) throw setting.wrong(`heading of level ${depth}`)
      // `## 标题 {#section}`; without one the heading names itself.
      const named = /^(.*?)\s*\{#([a-z0-9.-]+)\}$/.exec(text)
      return [{ kind: 'heading', level: depth, text: named?.[1] ?? text, section: named?.[2] ?? text }]
    }
    case 'paragraph':
      return paragraph(token as Tokens.Paragraph, setting)
    case 'blockquote': {
      const [inner, ...more] = (token as Tokens.Blockquote).tokens
      if (inner?.type !== 'paragraph' || more.length > 0) throw setting.wrong('a note of several blocks')
      return [{ kind: 'note', inlines: inlines((inner as Tokens.Paragraph).tokens, setting) }]
    }
    case 'list': {
      const { ordered, items } = token as Tokens.List
      return [{ kind: 'list', ordered, items: items.map((item) => listItem(item, setting)) }]
    }
    case 'table': {
      const { header, rows } = token as Tokens.Table
      const cells = rows.map((row) => row.map((cell) => inlines(cell.tokens, setting)))
      return [{ kind: 'table', head: header.map(({ text }) => text), rows: cells }]
    }
    default:
      throw setting.wrong(`a block of kind ${token.type}`)
  }
}

function listItem({ tokens }: Tokens.ListItem, setting: Setting): ManualInline[] {
  const [inner, ...more] = tokens
  if ((inner?.type !== 'text' && inner?.type !== 'paragraph') || more.length > 0)
    throw setting.wrong('a list inside a list')
  return inlines((inner as Tokens.Text).tokens ?? [], setting)
}

function paragraph({ tokens }: Tokens.Paragraph, setting: Setting): ManualBlock[] {
  const [only, ...more] = tokens
  if (only?.type !== 'image') return [{ kind: 'paragraph', inlines: inlines(tokens, setting) }]
  const { href, text } = only as Tokens.Image
  if (more.length > 0) throw setting.wrong('a picture among words')
  if (!/^[a-z0-9-]+\.png$/.test(href)) throw setting.wrong(`picture ${href}`)
  const size = setting.pictureSize(href)
  return size ? [{ kind: 'picture', file: href, title: text, ...size }] : []
}

const inlines = (tokens: readonly Token[], setting: Setting): ManualInline[] =>
  tokens.map((token): ManualInline => {
    switch (token.type) {
      case 'text':
      case 'escape':
        return { kind: 'text', text: (token as Tokens.Text).text.replace(/\n/g, '') }
      case 'strong':
        return { kind: 'button', text: (token as Tokens.Strong).text }
      case 'codespan':
        return { kind: 'key', text: (token as Tokens.Codespan).text }
      case 'link':
        return linkOf(token as Tokens.Link, setting)
      default:
        throw setting.wrong(`words of kind ${token.type}`)
    }
  })

function linkOf({ href, text }: Tokens.Link, { pageId, wrong }: Setting): ManualInline {
  const screen = /^screen:([a-z-]+)$/.exec(href)?.[1]
  if (screen !== undefined) return { kind: 'screen', text, screen }
  const [, to, section] = /^([a-z0-9-]*)(?:#([\p{L}\p{N}.%-]+))?$/u.exec(href) ?? []
  if (to === undefined || (to === '' && section === undefined)) throw wrong(`link ${href}`)
  return {
    kind: 'link',
    text,
    pageId: to === '' ? pageId : to,
    section: section === undefined ? null : decodeURIComponent(section),
  }
}

export const inlineText = (parts: readonly ManualInline[]): string => parts.map(({ text }) => text).join('')

/** The words of a block, as the search reads them. */
export function blockText(block: ManualBlock): string {
  switch (block.kind) {
    case 'heading':
      return block.text
    case 'paragraph':
    case 'note':
      return inlineText(block.inlines)
    case 'list':
      return block.items.map(inlineText).join(' ')
    case 'table':
      return [block.head, ...block.rows.map((row) => row.map(inlineText))].map((row) => row.join(' ')).join(' ')
    case 'picture':
      return block.title
  }
}
