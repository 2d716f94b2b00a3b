import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { FormDefinition } from '../../shared/form/definition.ts'
import type { LayoutBlock } from '../../shared/form/layout.ts'
import { formById } from '../support/form-files.ts'

/** The form parts of the notices' annexes, as they came: a line that begins with a tab is a cell of a table. */
const original = (name: string): string[] =>
  readFileSync(join(import.meta.dirname, `../fixtures/originals/${name}.txt`), 'utf8').split('\n')

/** White space and line breaks inside a label only place it on paper. */
const plain = (text: string): string => text.replace(/\s+/gu, '')
const filled = (texts: string[]): string[] => texts.map(plain).filter((text) => text !== '')

type Paper = { lines: string[]; cells: string[] }

/** Word's text of an annex: cells begin with a tab and go on in lines without one, a blank line ends a row. */
function wordPaper(name: string): Paper {
  const lines: string[] = []
  const cells: string[] = []
  let inCell = false
  for (const line of original(name).slice(1)) {
    if (line.startsWith('\t')) cells.push(line)
    else if (inCell && line !== '') cells.push(`${cells.pop() ?? ''}${line}`)
    else lines.push(line)
    inCell = line.startsWith('\t') || (inCell && line !== '')
  }
  return { lines: filled(lines), cells: filled(cells) }
}

/** The PDF's text: a row is a line, its cells parted by tabs. */
function pdfPaper(name: string): Paper {
  const lines = original(name).slice(1)
  return {
    lines: filled(lines.filter((line) => !line.includes('\t'))),
    cells: filled(lines.filter((line) => line.includes('\t')).flatMap((line) => line.split('\t'))),
  }
}

function cellsOf(form: FormDefinition, block: LayoutBlock): string[] {
  if (block.kind !== 'grid') return []
  return block.rows.flatMap((row) =>
    row.cells.flatMap((cell): string[] => {
      if (cell.label !== undefined) return [cell.label + (cell.note ?? '')]
      const field = form.fields.find((one) => one.id === cell.field)
      if (field?.kind !== 'choices') return []
      const ticks = field.options.map(({ label }) => `${label}（）`)
      return cell.ticks === 'column' ? ticks : [ticks.join('')]
    }),
  )
}

function paragraphsOf(block: LayoutBlock): string[] {
  if (block.kind === 'repeat') return block.blocks.flatMap(paragraphsOf)
  if (block.kind === 'paragraph') return block.whenFilled ? [] : [block.text.replace(/\{[^}]*\}/g, '')]
  return 'title' in block && block.title !== undefined ? [block.title] : []
}

function paperOf(form: FormDefinition): Paper {
  const { title, heading, blocks } = form.layout
  return {
    lines: filled([title.join(''), `${heading?.left ?? ''}${heading?.right ?? ''}`, ...blocks.flatMap(paragraphsOf)]),
    cells: filled(blocks.flatMap((block) => cellsOf(form, block))),
  }
}

describe('every label of the original, in order, letter for letter', () => {
  it('F1 开展情况统计表', () => {
    const paper = pdfPaper('F1-xinxiang-annex')
    expect(paper.cells).toHaveLength(5 + 17 + 3)
    expect(paperOf(formById('XX-F1'))).toEqual(paper)
  })

  it('F2 特色亮点活动筹备方案', () => {
    const paper = wordPaper('F2-jiangsu-annex-2')
    const hint = paper.cells.pop() ?? ''
    const form = formById('JS-F2')
    // 样表 says that the annex is the pattern; a filled-in form is none. Its title stands on two lines.
    const [first = '', second = '', ...rest] = paper.lines
    expect(paperOf(form)).toEqual({ lines: [`${first}${second.replace('（样表）', '')}`, ...rest], cells: paper.cells })
    const plan = form.fields.find((field) => field.id === 'plan')
    if (plan?.kind !== 'long-text') throw new Error('no plan')
    expect(hint).toContain(plan.limit?.wording)
    for (const element of plan.elements) expect(hint, element).toContain(element)
  })

  it('F3 报名登记表', () => {
    expect(paperOf(formById('JS-F3'))).toEqual(wordPaper('F3-jiangsu-annex-4'))
  })

  it('F4 作品授权书', () => {
    expect(paperOf(formById('JS-F4'))).toEqual(wordPaper('F4-jiangsu-annex-5'))
  })

  it('a field is called as its cell is', () => {
    for (const id of ['XX-F1', 'JS-F2', 'JS-F3']) {
      const form = formById(id)
      for (const block of form.layout.blocks) {
        if (block.kind !== 'grid') continue
        for (const { cells } of block.rows) {
          cells.forEach((cell, at) => {
            const field = form.fields.find((one) => one.id === cell.field)
            if (field) expect(plain(field.label)).toBe(plain(cells[at - 1]?.label ?? ''))
          })
        }
      }
    }
  })
})
