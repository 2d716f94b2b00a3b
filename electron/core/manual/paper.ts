/** The manual on A4: one page of it, or all with a table of contents. */
import type { ManualBlock, ManualInline } from '../../../shared/api/manual.ts'
import type { PrintBlock, PrintDocument } from '../../../shared/form/print-document.ts'
import type { OrderedPage } from './read-page.ts'

/** Between the edges of the text of a form, in millimetres. */
const widthMm = 174

type Paragraph = Extract<PrintBlock, { kind: 'paragraph' }>
const paragraph = (text: string, more: Partial<Paragraph> = {}): Paragraph => ({
  kind: 'paragraph',
  runs: [{ text, field: null }],
  align: 'left',
  indent: false,
  level: 0,
  spaceBeforeMm: 1.5,
  ...more,
})

/** What is told from the words around it by a frame on screen stands in quotes on paper. */
const paperText = (parts: readonly ManualInline[]): string =>
  parts
    .map(({ kind, text }, at) => {
      const afterKey = kind === 'key' && parts[at - 1]?.kind === 'key'
      return `${afterKey ? '、' : ''}${kind === 'button' ? `“${text}”` : text}`
    })
    .join('')

function onPaper(block: ManualBlock): PrintBlock[] {
  switch (block.kind) {
    case 'heading':
      return [paragraph(block.text, { level: block.level === 2 ? 1 : 2, spaceBeforeMm: 4 })]
    case 'paragraph':
      return [paragraph(paperText(block.inlines))]
    case 'note':
      return [paragraph(`注意：${paperText(block.inlines)}`)]
    case 'list':
      return block.items.map((item, at) => paragraph(`${block.ordered ? `${at + 1}.` : '·'} ${paperText(item)}`))
    case 'table':
      return [tableOf(block)]
    case 'picture': {
      const { file, title, width, height } = block
      const picture = { digest: `manual:${file}`, title, width, height }
      return [{ kind: 'pictures', title: null, field: '', columns: 1, pictures: [picture] }]
    }
  }
}

/** A column is as wide as its longest words want, within reason. */
function tableOf({ head, rows }: Extract<ManualBlock, { kind: 'table' }>): PrintBlock {
  const words = rows.map((row) => row.map(paperText))
  const wanted = head.map((heading, at) =>
    Math.min(Math.max(heading.length, ...words.map((row) => (row[at] ?? '').length), 4), 26),
  )
  const sum = wanted.reduce((total, one) => total + one, 0)
  return {
    kind: 'rows',
    title: null,
    field: '',
    columns: wanted.map((one) => Math.round((one / sum) * widthMm * 10) / 10),
    headings: head,
    rows: words,
    numbered: false,
    heightMm: 8,
  }
}

/** @param pages one of them, or all in their order */
export function manualPaper(pages: readonly OrderedPage[]): PrintDocument {
  const [first, ...more] = pages
  const whole = more.length > 0
  const title = whole || !first ? '科协报送台使用手册' : first.title
  return {
    formId: 'MANUAL',
    formName: whole ? title : `使用手册：${title}`,
    officeName: '科协报送台',
    style: 'form',
    titleLines: [title],
    heading: null,
    stamp: null,
    blocks: whole ? wholeManual(pages) : (first?.blocks ?? []).flatMap(onPaper),
    footer: null,
    qr: false,
    masked: false,
    example: false,
    sheet: true,
  }
}

/** Numbered, so that the table of contents leads to a page without knowing on which sheet it fell. */
function wholeManual(pages: readonly OrderedPage[]): PrintBlock[] {
  const chapters = [...new Set(pages.map(({ chapter }) => chapter))]
  const numbered = chapters.flatMap((chapter, at) =>
    pages
      .filter((page) => page.chapter === chapter)
      .map((page, index) => ({ page, chapter, title: `${at + 1}.${index + 1}　${page.title}` })),
  )
  const contents = chapters.flatMap((chapter, at) => [
    paragraph(`${at + 1}　${chapter}`, { level: 1, spaceBeforeMm: 4 }),
    ...numbered.filter((one) => one.chapter === chapter).map(({ title }) => paragraph(title, { spaceBeforeMm: 0 })),
  ])
  const text = numbered.flatMap(({ page, title }) => [
    paragraph(title, { level: 1, spaceBeforeMm: 10 }),
    ...page.blocks.flatMap(onPaper),
  ])
  return [paragraph('目录', { level: 1 }), ...contents, ...text]
}
