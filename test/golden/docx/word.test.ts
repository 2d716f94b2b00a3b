/** What stands in the Word documents of all forms, and how: read back from the files. */
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { inRoot } from '../../../build/paths.mjs'
import { writeDocx } from '../../../electron/core/documents/docx/write-docx.ts'
import { outlineOf } from '../../../shared/form/outline.ts'
import { makePrintDocument } from '../../../shared/form/print-document.ts'
import { codeText } from '../../../shared/wording/revision-code.ts'
import { partOf, readWord } from '../../support/word-xml.ts'
import { FormPictures, factsOf, formDocuments } from './form-documents.ts'

const folder = inRoot('out/test/docx')
mkdirSync(folder, { recursive: true })
const pictures = new FormPictures(path.join(folder, 'pictures'))
const documents = formDocuments(pictures)
const byId = (id: string) => {
  const found = documents.find((one) => one.id === id)
  if (!found) throw new Error(`no form ${id}`)
  return found
}

async function written(name: string, { definition, document }: Pick<(typeof documents)[0], 'definition' | 'document'>) {
  const file = path.join(folder, `${name}.docx`)
  writeFileSync(file, await writeDocx(document, factsOf(definition, pictures)))
  return { file, word: readWord(partOf(file, 'word/document.xml')) }
}

describe.each(documents)('Word document of $id', (one) => {
  it('holds the texts of the outline, one paragraph each, in their order', async () => {
    const { word } = await written(one.id, one)
    const outline = outlineOf(one.document)
    // A bar is drawn with shaded spaces before its number.
    expect(word.paragraphs.map(({ text }) => text.replace(/^\u00a0+ /u, ''))).toEqual(outline.map(({ text }) => text))
    outline.forEach((item, number) => {
      const place = item.place ? `${item.place.table}:${item.place.row}:${item.place.column}` : null
      expect(word.paragraphs[number]?.cell, `${number}`).toBe(place)
      const value = item.field !== null || (item.runs ?? []).some(({ field }) => field !== null)
      expect(word.paragraphs[number]?.bookmark, `${number}`).toBe(value ? `${number}` : null)
    })
  })

  it('looks as it did', async () => {
    const { word } = await written(one.id, one)
    await expect([word.section, ...word.outline, ''].join('\n')).toMatchFileSnapshot(`__snapshots__/${one.id}.txt`)
  })

  it('gives the same bytes for the same revision and names it', async () => {
    const facts = factsOf(one.definition, pictures)
    const first = await writeDocx(one.document, facts)
    expect((await writeDocx(one.document, facts)).equals(first)).toBe(true)
    const { file } = await written(one.id, one)
    const properties = partOf(file, 'docProps/custom.xml')
    for (const fact of [facts.recordId, facts.code, one.definition.id, 'kexie.formVersion', 'kexie.revision'])
      expect(properties).toContain(fact)
    const core = partOf(file, 'docProps/core.xml')
    expect(core.match(/2022-05-12T03:04:05Z/gu)).toHaveLength(2)
    expect(core).toContain('<dc:creator>海陵县科学技术协会</dc:creator>')
  })
})

describe('the page of an official document', () => {
  it('has the margins, the grid and the page numbers of GB/T 9704', async () => {
    const { file, word } = await written('official', byId('LIB-PLAN'))
    const margin = (name: string) =>
      (Number(new RegExp(`[(,]${name}=(\\d+)`, 'u').exec(word.section)?.[1]) / 1440) * 25.4
    for (const [name, mm] of [
      ['top', 37],
      ['bottom', 35],
      ['left', 28],
      ['right', 26],
    ] as const)
      expect(Math.abs(margin(name) - mm)).toBeLessThan(0.05)
    expect(word.section).toContain('pgSz(w=11906,h=16838')
    // 22 lines on 225 mm; 15.79 pt from character to character, counted from 16 pt.
    expect(word.section).toContain('docGrid(type=lines,linePitch=579,charSpace=-860)')
    expect(22 * 579).toBeLessThanOrEqual(16838 - 2098 - 1984)
    expect(partOf(file, 'word/settings.xml')).toContain('<w:evenAndOddHeaders/>')
    const styles = partOf(file, 'word/styles.xml')
    expect(styles).toMatch(/w:styleId="KxTitle">.*?方正小标宋简体.*?<w:sz w:val="44"/u)
    expect(styles).toMatch(/w:styleId="KxFlow">.*?w:line="579".*?仿宋_GB2312.*?<w:sz w:val="32"/u)
    const footers = ['word/footer1.xml', 'word/footer2.xml'].map((part) => partOf(file, part))
    expect(footers.every((footer) => footer.includes('— '))).toBe(true)
    expect(footers.map((footer) => /KxPage".*?<w:jc w:val="(\w+)"/u.exec(footer)?.[1]).sort()).toEqual([
      'left',
      'right',
    ])
    expect(partOf(file, 'word/fontTable.xml')).toContain('<w:font w:name="仿宋_GB2312"><w:altName w:val="仿宋"/>')
  })

  it('sets headings in their faces', async () => {
    const { word } = await written('headings', byId('LIB-PLAN'))
    const line = (start: RegExp) => word.outline.find((one) => start.test(one.replace(/^.*?\] /u, ''))) ?? ''
    expect(line(/^一、/u)).toContain('黑体')
    expect(line(/^（一）/u)).toContain('楷体_GB2312')
    expect(line(/^（1）/u)).not.toMatch(/黑体|楷体/u)
  })
})

describe('what else a document says', () => {
  it('repeats the heading of a table of rows', async () => {
    const { word } = await written('rows', byId('LIB-BEST-WORKS'))
    expect(word.outline.filter((one) => one.includes('tblHeader'))).toHaveLength(1)
  })

  it('says 草稿 instead of a code, and has no two-dimensional code', async () => {
    const one = byId('JS-F2')
    const { file } = await written('draft', { ...one, document: { ...one.document, footer: null } })
    const footer = partOf(file, 'word/footer1.xml')
    expect(footer).toContain('草稿 · 未定稿，不可盖章')
    expect(footer).not.toMatch(/版本核对码|pic:pic/u)
    const { file: final } = await written('final', one)
    expect(partOf(final, 'word/footer1.xml')).toContain(codeText('7Q4MX2KD'))
    expect(partOf(final, 'word/footer1.xml')).toContain('pic:pic')
  })

  it('says 示例 behind the text and at the foot, the same each time', async () => {
    const one = byId('LIB-PLAN')
    const example = { ...one.document, example: true }
    const { file, word } = await written('example', { ...one, document: example })
    for (const part of ['word/header1.xml', 'word/header2.xml']) expect(partOf(file, part)).toContain('string="示例"')
    expect(partOf(file, 'word/footer1.xml')).toContain('· 示例')
    expect(word.paragraphs.map(({ text }) => text)).toEqual(outlineOf(one.document).map(({ text }) => text))
    const facts = factsOf(one.definition, pictures)
    expect((await writeDocx(example, facts)).equals(await writeDocx(example, facts))).toBe(true)
  })

  it('masks what is personal, and says so', async () => {
    const { definition } = byId('JS-F3')
    const context = { officeName: '海陵县科学技术协会', footer: null, masked: true, pictures: {} }
    const values = definition.example ?? {}
    const { file } = await written('masked', { definition, document: makePrintDocument(definition, values, context) })
    const all = partOf(file, '*')
    for (const field of definition.fields) {
      const value = values[field.id]
      if (field.personal && typeof value === 'string') expect(all.includes(value), field.id).toBe(false)
    }
    expect(partOf(file, 'word/footer1.xml')).toContain('个人信息已遮盖')
  })
})
