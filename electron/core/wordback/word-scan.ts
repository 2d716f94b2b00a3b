/**
 * The body of a Word document as its author means it: tracked insertions stand, deletions are gone, what is laid out
 * otherwise is the same text.
 */

import { WordNumbers } from './word-numbers.ts'
import type { WordCell, WordLine, WordParagraph } from './word-paper.ts'
import { attribute } from './xml-tokens.ts'
import { childOf, nodesNamed, settingOf, textOf, type XmlNode } from './xml-tree.ts'

/** Where a comment hangs. */
export interface Hung {
  line: number
  on: string
}

/** Nothing of these is text of the document: settings, what was deleted, and the second copy of drawings. */
const silent = new Set([
  'w:pPr',
  'w:rPr',
  'w:sdtPr',
  'w:sdtEndPr',
  'w:del',
  'w:moveFrom',
  'w:delText',
  'w:delInstrText',
  'w:fldData',
  'w:rt',
  'mc:Fallback',
  'w:sectPr',
])
const numberFields = /^\s*(?:PAGE|NUMPAGES|SECTIONPAGES)\b/u

/** Wingdings and Wingdings 2, which Word's own list of symbols offers for ticks. */
const symbols: Readonly<Record<string, string>> = {
  F0FC: '√',
  F0FE: '☑',
  F0A8: '□',
  F06F: '□',
  F052: '☑',
  F050: '√',
  F0A3: '□',
  F0FB: '×',
}

/** Other programs write them as characters for private use. */
const symbolOf = (character: string): string => symbols[character.charCodeAt(0).toString(16).toUpperCase()] ?? character

class Building {
  text = ''
  marks: number[] = []
  pictures = 0
  readonly aside: boolean
  /** Text boxes that hang on it stand behind it. */
  readonly boxes: WordParagraph[] = []
  constructor(aside: boolean) {
    this.aside = aside
  }
  done(): WordParagraph[] {
    const { text, marks, pictures, aside } = this
    return [{ text, marks, pictures, aside }, ...this.boxes]
  }
}

export class WordScan {
  readonly lines: WordLine[] = []
  readonly hung = new Map<string, Hung>()
  readonly #numbers: WordNumbers
  readonly #openComments = new Set<string>()
  readonly #fields: { code: string; result: boolean }[] = []
  /** Bookmarks between two paragraphs begin with the next one. */
  #waiting: number[] = []

  constructor(numbering: XmlNode | null) {
    this.#numbers = new WordNumbers(numbering)
  }

  body(node: XmlNode): void {
    this.#blocks(node, false, {
      paragraph: (one) => this.lines.push({ kind: 'paragraph', ...one }),
      table: (table) => this.#rows(table),
    })
  }

  /** Paragraphs of a container, tables in it cell by cell. */
  paragraphs(node: XmlNode, aside: boolean): WordParagraph[] {
    const found: WordParagraph[] = []
    const out = {
      paragraph: (one: WordParagraph) => found.push(one),
      table: (table: XmlNode) => {
        for (const row of keptRows(table))
          for (const cell of keptCells(row)) found.push(...this.paragraphs(cell, aside))
      },
    }
    this.#blocks(node, aside, out)
    return found
  }

  #rows(table: XmlNode): void {
    for (const row of keptRows(table)) {
      const cells = keptCells(row).map((cell): WordCell => ({ paragraphs: this.paragraphs(cell, false) }))
      if (cells.length > 0) this.lines.push({ kind: 'row', cells })
    }
  }

  #blocks(
    node: XmlNode,
    aside: boolean,
    out: { paragraph: (one: WordParagraph) => void; table: (node: XmlNode) => void },
  ): void {
    let open: Building | null = null
    const end = (): void => {
      for (const one of open?.done() ?? []) out.paragraph(one)
      open = null
    }
    const each = (child: XmlNode): void => {
      if (child.name === 'w:p') {
        open ??= new Building(aside)
        this.#paragraph(child, open)
        // A deleted paragraph mark: what follows goes on in this paragraph.
        if (!markDeleted(child)) end()
      } else if (child.name === 'w:tbl') {
        end()
        out.table(child)
      } else if (child.name === 'w:bookmarkStart') this.#bookmark(child, this.#waiting)
      else if (child.name === 'w:commentRangeStart' || child.name === 'w:commentRangeEnd') this.#comment(child)
      else if (!silent.has(child.name)) child.children.forEach(each)
    }
    node.children.forEach(each)
    end()
  }

  #paragraph(node: XmlNode, into: Building): void {
    into.marks.push(...this.#waiting)
    this.#waiting = []
    this.#say(into, this.#numbers.before(childOf(node, 'w:pPr')))
    this.#inline(node, into)
  }

  #say(into: Building, text: string): void {
    const field = this.#fields.at(-1)
    if (field && (!field.result || numberFields.test(field.code))) return
    into.text += text
    for (const id of this.#openComments) {
      const hung = this.hung.get(id)
      if (hung && hung.on.length < 200) hung.on += text
    }
  }

  #inline(node: XmlNode, into: Building): void {
    for (const child of node.children) this.#one(child, into)
  }

  #one(child: XmlNode, into: Building): void {
    if (silent.has(child.name)) return
    switch (child.name) {
      case 'w:t':
      case 'm:t':
        this.#say(into, textOf(child).replace(/[\uf000-\uf0ff]/gu, symbolOf))
        return
      case 'w:tab':
      case 'w:ptab':
        this.#say(into, '\t')
        return
      case 'w:br':
        if (!/page|column/u.test(attribute(child.attributes, 'w:type'))) this.#say(into, '\n')
        return
      case 'w:cr':
        this.#say(into, '\n')
        return
      case 'w:noBreakHyphen':
        this.#say(into, '-')
        return
      case 'w:sym':
        this.#say(into, symbols[attribute(child.attributes, 'w:char').toUpperCase()] ?? '')
        return
      case 'w:fldChar':
        this.#field(attribute(child.attributes, 'w:fldCharType'))
        return
      case 'w:instrText': {
        const field = this.#fields.at(-1)
        if (field) field.code += textOf(child)
        return
      }
      case 'w:fldSimple':
        if (!numberFields.test(attribute(child.attributes, 'w:instr'))) this.#inline(child, into)
        return
      case 'w:bookmarkStart':
        this.#bookmark(child, into.marks)
        return
      case 'w:commentRangeStart':
      case 'w:commentRangeEnd':
      case 'w:commentReference':
        this.#comment(child)
        return
      case 'a:blip':
      case 'v:imagedata':
        into.pictures += 1
        return
      case 'w:txbxContent':
        into.boxes.push(...this.paragraphs(child, true))
        return
      default:
        this.#inline(child, into)
    }
  }

  #field(kind: string): void {
    if (kind === 'begin') this.#fields.push({ code: '', result: false })
    else if (kind === 'end') this.#fields.pop()
    else {
      const field = this.#fields.at(-1)
      if (field) field.result = true
    }
  }

  #bookmark(node: XmlNode, into: number[]): void {
    const number = /^kx(\d{1,6})$/u.exec(attribute(node.attributes, 'w:name'))?.[1]
    if (number !== undefined) into.push(Number(number))
  }

  #comment({ name, attributes }: XmlNode): void {
    const id = attribute(attributes, 'w:id')
    if (name === 'w:commentRangeEnd') this.#openComments.delete(id)
    else if (!this.hung.has(id)) {
      this.hung.set(id, { line: this.lines.length, on: '' })
      if (name === 'w:commentRangeStart') this.#openComments.add(id)
    }
  }
}

function markDeleted(paragraph: XmlNode): boolean {
  const mark = childOf(childOf(paragraph, 'w:pPr'), 'w:rPr')
  return childOf(mark, 'w:del') !== undefined || childOf(mark, 'w:moveFrom') !== undefined
}

/** Own rows of a table, also behind content controls; deleted ones are gone. */
function keptRows(table: XmlNode): XmlNode[] {
  return own(table, 'w:tr').filter((row) => childOf(childOf(row, 'w:trPr'), 'w:del') === undefined)
}

function keptCells(row: XmlNode): XmlNode[] {
  return own(row, 'w:tc').filter((cell) => {
    const settings = childOf(cell, 'w:tcPr')
    if (childOf(settings, 'w:cellDel')) return false
    return ['w:vMerge', 'w:hMerge'].every((name) => !childOf(settings, name) || settingOf(settings, name) === 'restart')
  })
}

function own(node: XmlNode, name: string): XmlNode[] {
  return node.children.flatMap((child) => {
    if (child.name === name) return [child]
    return child.name === 'w:tbl' || silent.has(child.name) ? [] : own(child, name)
  })
}

/** All text of headers and footers, a line a paragraph. */
export const plainWords = (root: XmlNode): string =>
  [...nodesNamed(root, 'w:p')].map((one) => [...nodesNamed(one, 'w:t')].map(textOf).join('')).join('\n')
