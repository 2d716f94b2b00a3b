/** A Word document, whole: body, comments, our marks, and the words at the edges of its pages. */
import { CannotRead } from '../received/received-text.ts'
import { openParts, type ZipParts } from '../received/zip-part.ts'
import type { WordNote, WordPaper } from './word-paper.ts'
import { plainWords, WordScan } from './word-scan.ts'
import { attribute } from './xml-tokens.ts'
import { childOf, nodesNamed, textOf, type XmlNode, xmlTree } from './xml-tree.ts'

const maxEdges = 40
/** The core itself compares what comes out: a paper of two thousand rows has a tenth of this. */
const maxCharacters = 2_000_000
const maxLines = 40_000
const maxParagraphs = 200_000

/** Null: no Word document. @throws CannotRead damaged, too-much, locked */
export function readWord(bytes: Buffer): WordPaper | null {
  if (bytes.subarray(0, 2).toString('latin1') !== 'PK') return null
  const parts = openParts(bytes)
  const document = part(parts, 'word/document.xml')
  const body = document && childOf(childOf(document, 'w:document'), 'w:body')
  if (!body) return null
  const scan = new WordScan(part(parts, 'word/numbering.xml'))
  scan.body(body)
  for (const [file, name] of [
    ['word/footnotes.xml', 'w:footnote'],
    ['word/endnotes.xml', 'w:endnote'],
  ] as const) {
    const root = part(parts, file)
    for (const note of root ? nodesNamed(root, name) : [])
      for (const one of scan.paragraphs(note, true)) scan.lines.push({ kind: 'paragraph', ...one })
  }
  const edges = parts.names.filter((name) => /^word\/(?:header|footer)\d*\.xml$/u.test(name)).slice(0, maxEdges)
  const paper: WordPaper = {
    lines: scan.lines,
    notes: notesOf(parts, scan),
    properties: propertiesOf(parts),
    edges: edges.map((name) => plainWords(part(parts, name) ?? nothing)).join('\n'),
  }
  refuseEndless(paper)
  return paper
}

/** @throws CannotRead too-much */
function refuseEndless({ lines, notes, edges, properties }: WordPaper): void {
  let characters = edges.length + Object.values(properties).join('').length
  let paragraphs = notes.length
  for (const { text, author, on } of notes) characters += text.length + author.length + on.length
  for (const line of lines) {
    const cells = line.kind === 'row' ? line.cells : [{ paragraphs: [line] }]
    for (const cell of cells) {
      paragraphs += Math.max(1, cell.paragraphs.length)
      for (const { text } of cell.paragraphs) characters += text.length
    }
  }
  if (characters > maxCharacters || lines.length > maxLines || paragraphs > maxParagraphs)
    throw new CannotRead({ why: 'too-much' })
}

const nothing: XmlNode = { name: '', attributes: '', children: [], text: '' }

function part(parts: ZipParts, name: string): XmlNode | null {
  const bytes = parts.read(name)
  if (!bytes) return null
  const utf16 = bytes.subarray(0, 2).equals(Buffer.from([0xff, 0xfe]))
  return xmlTree(bytes.toString(utf16 ? 'utf16le' : 'utf8'))
}

/** Settings that cannot be read cost the marks, not the document. */
function propertiesOf(parts: ZipParts): Record<string, string> {
  let root: XmlNode | null
  try {
    root = part(parts, 'docProps/custom.xml')
  } catch (error) {
    if (error instanceof CannotRead) return {}
    throw error
  }
  const found = root ? [...nodesNamed(root, 'property')] : []
  const own = found.map((node) => [attribute(node.attributes, 'name'), textOf(node).trim()] as const)
  return Object.fromEntries(own.filter(([name]) => name.startsWith('kexie.')))
}

function notesOf(parts: ZipParts, scan: WordScan): WordNote[] {
  const root = part(parts, 'word/comments.xml')
  if (!root) return []
  return [...nodesNamed(root, 'w:comment')].flatMap((node) => {
    const hung = scan.hung.get(attribute(node.attributes, 'w:id'))
    const text = scan
      .paragraphs(node, true)
      .map((one) => one.text)
      .join('\n')
      .trim()
    if (text === '') return []
    const author = attribute(node.attributes, 'w:author')
    return [{ author, text, line: hung?.line ?? null, on: hung?.on.trim() ?? '' }]
  })
}
