/** The Word documents of all forms in LibreOffice, beside the printed pages: the same order of text, as many pages. */
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { inRoot } from '../../../build/paths.mjs'
import { writeDocx } from '../../../electron/core/documents/docx/write-docx.ts'
import { outlineOf } from '../../../shared/form/outline.ts'
import type { PrintDocument } from '../../../shared/form/print-document.ts'
import { convertAll } from '../../support/libreoffice.ts'
import { buildPrintProgram, pageSizes, pdfText, pdfWords, printAll, readQr } from '../../support/pdf.ts'
import { partOf, readWord } from '../../support/word-xml.ts'
import { type FormDocument, FormPictures, factsOf, footer, formDocuments } from './form-documents.ts'

const folder = inRoot('out/test/docx-office')
mkdirSync(folder, { recursive: true })
const pictures = new FormPictures(path.join(folder, 'pictures'))
/** One of each way of laying out; KEXIE_LONG=full: every form. All of them are printed by golden/print/forms anyway. */
const representative = new Set([
  'XX-F1',
  'JS-F2',
  'JS-F3',
  'JS-F4',
  'LIB-PLAN',
  'LIB-SUMMARY-4',
  'LIB-RECOMMEND',
  'LIB-PHOTOS',
  'SHEET-CERTIFICATE',
  'SHEET-STAMP-LIST',
])
const documents = formDocuments(pictures).filter(
  ({ id }) => process.env.KEXIE_LONG === 'full' || representative.has(id),
)
const planForm = documents.find(({ id }) => id === 'LIB-PLAN') as FormDocument
/** So many in one run of the printing window, which has its own time limit. */
const printedAtOnce = 11

const printed: Record<string, string> = {}
const office = (name: string, kind: 'pdf' | 'docx') => path.join(folder, kind, `${name}.${kind}`)

beforeAll(async () => {
  const files: string[] = []
  for (const { id, definition, document } of documents) {
    const file = path.join(folder, `${id}.docx`)
    writeFileSync(file, await writeDocx(document, factsOf(definition, pictures)))
    files.push(file)
  }
  const full = path.join(folder, 'full.docx')
  writeFileSync(full, await writeDocx(fullPages(), factsOf(planForm.definition, pictures)))
  await convertAll([...files, full], 'pdf', path.join(folder, 'pdf'))
  await convertAll(
    ['JS-F2', 'LIB-SUMMARY-4'].map((id) => path.join(folder, `${id}.docx`)),
    'docx:MS Word 2007 XML',
    path.join(folder, 'docx'),
  )
  const program = await buildPrintProgram(path.join(folder, 'print'))
  for (let at = 0; at < documents.length; at += printedAtOnce) {
    const some = documents.slice(at, at + printedAtOnce)
    const jobs = Object.fromEntries(some.map(({ id, document }) => [id, document]))
    Object.assign(printed, await printAll(program, jobs, pictures.files))
  }
}, 400_000)

/** Nothing but ideographs, three pages of them. */
function fullPages(): PrintDocument {
  const blocks = planForm.document.blocks.map((block) =>
    block.kind === 'flow' ? { ...block, text: '科普'.repeat(800) } : block,
  )
  return { ...planForm.document, blocks }
}

const squeeze = (text: string) => text.replace(/\s+/gu, '')
const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&')

/** Footers and page numbers out; a table's heading once only. */
function contentOf(text: string, document: PrintDocument): string {
  const name = squeeze(`${document.formName} · ${document.officeName}`)
  const foot = new RegExp(`${escaped(name)}版本核对码7Q4M-X2KD·(第\\d+页)?共\\d+页`, 'gu')
  let rest = squeeze(text).replace(foot, '')
  if (document.style === 'official') rest = rest.replace(/—\d+—/gu, '')
  for (const block of document.blocks) {
    if (block.kind !== 'rows') continue
    const heading = squeeze(block.headings.join(''))
    const first = rest.indexOf(heading) + heading.length
    rest = rest.slice(0, first) + rest.slice(first).replaceAll(heading, '')
  }
  return rest
}

/** How much of the last printed page holds something, 0 to 1. */
async function lastPageFill(file: string, document: PrintDocument): Promise<number> {
  const words = await pdfWords(file)
  const last = Math.max(...words.map(({ page }) => page))
  const [top, bottom] = document.style === 'official' ? [37, 262] : document.style === 'letter' ? [30, 266] : [20, 266]
  const lowest = Math.max(
    top,
    ...words.filter((word) => word.page === last && word.bottom <= bottom + 1).map((w) => w.bottom),
  )
  return (lowest - top) / (bottom - top)
}

describe.each(documents)('$id in LibreOffice', ({ id, document }) => {
  it('reads in the order of the outline', async () => {
    const expected = squeeze(
      outlineOf(document)
        .map(({ text }) => text)
        .join(''),
    )
    expect(contentOf(await pdfText(office(id, 'pdf')), document)).toBe(expected)
  })

  it('has as many pages as the printed form', async () => {
    const here = (await pageSizes(office(id, 'pdf'))).length
    const paper = (await pageSizes(printed[id] ?? '')).length
    const fill = await lastPageFill(printed[id] ?? '', document)
    const allowed = fill >= 0.2 && fill <= 0.8 ? 0 : 1
    expect(
      Math.abs(here - paper),
      `${here} and ${paper} pages, the last ${Math.round(fill * 100)} % full`,
    ).toBeLessThanOrEqual(allowed)
  })

  it('is A4 and shows the code of its version', async () => {
    for (const { widthMm, heightMm } of await pageSizes(office(id, 'pdf'))) {
      expect(Math.abs(widthMm - 210)).toBeLessThan(0.5)
      expect(Math.abs(heightMm - 297)).toBeLessThan(0.5)
    }
    if (document.qr && document.style !== 'official') expect(await readQr(office(id, 'pdf'), 1)).toBe(footer.qrText)
  })
})

describe('an official document in LibreOffice', () => {
  it('has 22 lines of 28 characters on a page, inside its margins', async () => {
    const words = (await pdfWords(office('full', 'pdf'))).filter(
      ({ page, text }) => page === 2 && /^[科普]+$/u.test(text),
    )
    expect(words.map(({ text }) => text.length)).toEqual(Array.from({ length: 22 }, () => 28))
    expect(Math.abs(Math.min(...words.map(({ left }) => left)) - 28)).toBeLessThan(0.5)
    expect(Math.abs(Math.max(...words.map(({ right }) => right)) - 184)).toBeLessThan(0.5)
    const first = words[0]?.top ?? 0
    words.forEach(({ top }, line) => {
      expect(Math.abs(top - first - (line * 28.99 * 25.4) / 72)).toBeLessThan(0.5)
    })
    // The page number stands outside: at the left on an even page.
    const numbers = (await pdfWords(office('full', 'pdf'))).filter(({ top, text }) => top > 262 && text === '—')
    expect(numbers.filter(({ page }) => page === 2).every(({ left }) => left < 50)).toBe(true)
    expect(numbers.filter(({ page }) => page === 1).every(({ left }) => left > 160)).toBe(true)
  })
})

describe('a document that LibreOffice saved', () => {
  it.each(['JS-F2', 'LIB-SUMMARY-4'])('still says which record %s is, and where each value stands', (id) => {
    const before = readWord(partOf(path.join(folder, `${id}.docx`), 'word/document.xml'))
    const after = readWord(partOf(office(id, 'docx'), 'word/document.xml'))
    const properties = partOf(office(id, 'docx'), 'docProps/custom.xml')
    for (const name of ['recordId', 'revision', 'digest', 'formId', 'formVersion'])
      expect(properties).toContain(`kexie.${name}`)
    expect(after.paragraphs.map(({ text }) => text)).toEqual(before.paragraphs.map(({ text }) => text))
    expect(after.paragraphs.map(({ bookmark }) => bookmark)).toEqual(before.paragraphs.map(({ bookmark }) => bookmark))
  })
})
