/** Every form of every pack on paper, filled with its own example: what the PDF says, and how it is made. */
import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { inRoot } from '../../../build/paths.mjs'
import { outlineOf } from '../../../shared/form/outline.ts'
import { buildPrintProgram, pageSizes, pdfFonts, pdfText, pdfWords, printAll, readQr } from '../../support/pdf.ts'
import { FormPictures, footer, formDocuments } from '../docx/form-documents.ts'

const folder = inRoot('out/test/print-forms')
const pictures = new FormPictures(inRoot('out/test/print-forms-pictures'))
const documents = formDocuments(pictures)
const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&')
const squeeze = (text: string) => text.replace(/\s+/gu, '')

let files: Record<string, string> = {}
const file = (name: string): string => files[name] ?? ''

beforeAll(async () => {
  const program = await buildPrintProgram(folder)
  const jobs = Object.fromEntries(documents.map(({ id, document }) => [id, document]))
  files = await printAll(program, jobs, pictures.files)
}, 150_000)

/** Words of a page from the top down, a line each: independent of how the file is written. */
async function readable(name: string): Promise<string> {
  const text = await pdfText(name)
  return text
    .split('\f')
    .filter((page) => page.trim() !== '')
    .map((page, index) => `=== ${index + 1}\n${page.replace(/[ \t]+/gu, ' ').trim()}\n`)
    .join('')
}

describe.each(documents)('$id on paper', ({ id, document }) => {
  it('says what it said', async () => {
    await expect(await readable(file(id))).toMatchFileSnapshot(
      path.join(import.meta.dirname, '__snapshots__', `${id}.txt`),
    )
  })

  it('says everything, in the order of the form', async () => {
    const foot = squeeze(`${document.formName} · ${document.officeName}版本核对码`)
    let rest = squeeze(await pdfText(file(id)))
    expect(rest).toContain(foot)
    // A sentence goes on over the foot of its page.
    rest = rest.replaceAll(new RegExp(`(—\\d+—)?${escaped(foot)}7Q4M-X2KD·(第\\d+页)?共\\d+页`, 'gu'), '')
    for (const { text } of outlineOf(document)) {
      // Lines to write on are drawn, not written.
      for (const piece of squeeze(text).split(/_{2,}/u)) {
        const at = rest.indexOf(piece)
        expect(at, `“${piece.slice(0, 40)}”`).toBeGreaterThanOrEqual(0)
        rest = rest.slice(at + piece.length)
      }
    }
  })

  it('is A4 with code and two-dimensional code on every page, and nothing across the edges', async () => {
    const sizes = await pageSizes(file(id))
    const words = await pdfWords(file(id))
    for (const [index, size] of sizes.entries()) {
      expect(Math.abs(size.widthMm - 210)).toBeLessThan(0.3)
      expect(Math.abs(size.heightMm - 297)).toBeLessThan(0.3)
      const side = document.style === 'official' && index % 2 === 0 ? 'left' : 'right'
      expect(await readQr(file(id), index + 1, side)).toBe(document.qr ? footer.qrText : null)
    }
    const [left, right, bottom] = document.style === 'form' ? [18, 192, 266] : [28, 184, 266]
    for (const word of words.filter((one) => one.bottom < 270)) {
      expect(word.left, word.text).toBeGreaterThan(left - 0.5)
      // The empty half of a closing mark may stand outside.
      expect(word.right, word.text).toBeLessThan(right + 3)
      if (document.style !== 'official') expect(word.bottom, word.text).toBeLessThan(bottom + 0.5)
    }
  })

  it('holds whole TrueType fonts only', async () => {
    const fonts = await pdfFonts(file(id))
    expect(fonts.filter(({ type, embedded, unicode }) => type !== 'CID TrueType' || !embedded || !unicode)).toEqual([])
  })
})
