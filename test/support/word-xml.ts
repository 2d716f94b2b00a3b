/** word/document.xml as plain facts: what a reader of Word sees, and the settings that make it look so. */
import { execFileSync } from 'node:child_process'
import { XMLParser } from 'fast-xml-parser'

type Node = {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: Node[]
  readonly text: string
}

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  trimValues: false,
  parseTagValue: false,
  parseAttributeValue: false,
  processEntities: true,
})

type Raw = Record<string, unknown>
function node(raw: Raw): Node {
  const attributes = Object.entries((raw[':@'] ?? {}) as Record<string, string>).map(([key, value]) => [
    key,
    `${value}`,
  ])
  const [name, inner] = Object.entries(raw).find(([key]) => key !== ':@') ?? ['', []]
  if (name === '#text') return { name, attributes: {}, children: [], text: `${inner as string}` }
  return { name, attributes: Object.fromEntries(attributes), children: (inner as Raw[]).map(node), text: '' }
}

/** A part of a ZIP, by the system's unzip. */
export const partOf = (file: string, part: string): string =>
  execFileSync('unzip', ['-p', file, part], { maxBuffer: 64 * 1024 * 1024 }).toString('utf8')

const childOf = (one: Node, name: string): Node | undefined => one.children.find((child) => child.name === name)
const value = (one: Node | undefined): string => one?.attributes['w:val'] ?? ''
const facts = (one: Node | undefined): string =>
  Object.entries(one?.attributes ?? {})
    .map(([key, text]) => `${key.replace(/^w:/u, '')}=${text}`)
    .join(',')

export type WordParagraph = {
  text: string
  style: string
  /** `12` of a bookmark kx12; null: none. */
  bookmark: string | null
  /** One line: style and what the paragraph sets itself. */
  settings: string
  cell: string | null
}

function textOf(paragraph: Node): string {
  if (paragraph.name === 'w:t') return paragraph.children.map(({ text }) => text).join('')
  if (paragraph.name === 'w:tab') return '\t'
  if (paragraph.name === 'w:br') return '\n'
  if (paragraph.name === 'w:pPr' || paragraph.name === 'w:rPr') return ''
  return paragraph.children.map(textOf).join('')
}

function paragraphOf(paragraph: Node, cell: string | null): WordParagraph {
  const own = childOf(paragraph, 'w:pPr')
  const style = value(own && childOf(own, 'w:pStyle'))
  const set = (own?.children ?? [])
    .filter(({ name }) => name !== 'w:pStyle')
    .map((one) => `${one.name.replace(/^w:/u, '')}(${facts(one) || one.children.map(facts).join(' ')})`)
  const runs = paragraph.children.filter(({ name }) => name === 'w:r')
  const fonts = runs.map((run) => {
    const properties = childOf(run, 'w:rPr')
    const font = properties && childOf(properties, 'w:rFonts')?.attributes['w:eastAsia']
    const size = value(properties && childOf(properties, 'w:sz'))
    return [font, size].filter(Boolean).join(' ')
  })
  const image = paragraph.children.some((run) => JSON.stringify(run).includes('wp:extent')) ? ['picture'] : []
  const mark = paragraph.children.find(({ name }) => name === 'w:bookmarkStart')?.attributes['w:name'] ?? ''
  return {
    text: textOf(paragraph),
    style,
    bookmark: /^kx(\d+)$/u.exec(mark)?.[1] ?? null,
    settings: [style, ...set, ...[...new Set(fonts.filter((font) => font !== ''))], ...image].join(' '),
    cell,
  }
}

export type WordDocument = { paragraphs: WordParagraph[]; section: string; outline: string[] }

/** Paragraphs in order; those of a cell that is merged upward are left out. */
export function readWord(documentXml: string): WordDocument {
  const body = (parser.parse(documentXml) as Raw[])
    .map(node)
    .flatMap((one) => one.children)
    .find(({ name }) => name === 'w:body')
  if (!body) throw new Error('no body')
  const paragraphs: WordParagraph[] = []
  const outline: string[] = []
  const say = (one: WordParagraph, indent: string) => {
    paragraphs.push(one)
    outline.push(`${indent}[${one.settings}] ${one.text.replaceAll('\n', '⏎').replaceAll('\t', '⇥')}`)
  }
  let tables = 0
  const table = (one: Node) => {
    const grid = childOf(one, 'w:tblGrid')?.children.map((column) => column.attributes['w:w']) ?? []
    const borders = childOf(childOf(one, 'w:tblPr') ?? one, 'w:tblBorders')
    outline.push(
      `table ${grid.join(' ')} · ${(borders?.children ?? []).map((line) => line.attributes['w:sz']).join(' ')}`,
    )
    const number = tables++
    one.children
      .filter(({ name }) => name === 'w:tr')
      .forEach((row, y) => {
        const properties = childOf(row, 'w:trPr')
        outline.push(
          `  row ${(properties?.children ?? []).map((each) => `${each.name.slice(2)}(${facts(each)})`).join(' ')}`,
        )
        let column = 0
        for (const cell of row.children.filter(({ name }) => name === 'w:tc')) {
          const own = childOf(cell, 'w:tcPr')
          const merge = own && childOf(own, 'w:vMerge')
          const span = Number(value(own && childOf(own, 'w:gridSpan')) || '1')
          const at = `${number}:${y}:${column}`
          column += span
          if (merge && value(merge) !== 'restart') continue
          outline.push(`    cell ${span > 1 ? `span ${span} ` : ''}${merge ? 'merged ' : ''}`.trimEnd())
          for (const paragraph of cell.children.filter(({ name }) => name === 'w:p'))
            say(paragraphOf(paragraph, at), '      ')
        }
      })
  }
  for (const one of body.children) {
    if (one.name === 'w:p') say(paragraphOf(one, null), '')
    else if (one.name === 'w:tbl') table(one)
  }
  const section = (childOf(body, 'w:sectPr')?.children ?? [])
    .map((one) => `${one.name.slice(2)}(${facts(one)})`)
    .join(' ')
  return { paragraphs, section, outline }
}
