/** Paper of 示例单位: the mark stands on every page, behind the text, and the text itself is what it would be without. */
import { beforeAll, describe, expect, it } from 'vitest'
import { inRoot } from '../../../build/paths.mjs'
import { buildPrintProgram, pageSizes, pdfText, pdfWords, printAll } from '../../support/pdf.ts'
import { longPlan, print, values } from './sample-documents.ts'

const folder = inRoot('out/test/print-example')
const squeeze = (text: string) => text.replace(/\s+/gu, '')
/** Millimetres: nothing else on a page is set that large. */
const markHeight = 30

let files: Record<string, string> = {}
const file = (name: string): string => files[name] ?? ''

beforeAll(async () => {
  const program = await buildPrintProgram(folder)
  const long = print('JS-F2', { ...values, plan: longPlan(3000) })
  files = await printAll(program, {
    real: long,
    example: { ...long, example: true },
    draft: { ...long, footer: null, example: true },
  })
}, 60_000)

describe('paper of the example office', () => {
  it('says so on every page, large behind the text and small at the foot', async () => {
    for (const name of ['example', 'draft']) {
      const pages = (await pageSizes(file(name))).length
      expect(pages).toBeGreaterThan(2)
      const words = await pdfWords(file(name))
      for (let page = 1; page <= pages; page++) {
        const here = words.filter((word) => word.page === page && word.text.includes('示例'))
        expect(
          here.filter((word) => word.bottom - word.top > markHeight),
          `${name} ${page}`,
        ).toHaveLength(1)
        expect(
          here.some((word) => word.top > 297 - 20),
          `${name} ${page}`,
        ).toBe(true)
      }
    }
  })

  it('changes nothing else, and other paper has no mark', async () => {
    expect(squeeze(await pdfText(file('real')))).not.toContain('示例')
    const marked = squeeze(await pdfText(file('example')))
      .replaceAll('·示例', '')
      .replaceAll('示例', '')
    expect([...marked].sort().join('')).toBe([...squeeze(await pdfText(file('real')))].sort().join(''))
    expect((await pageSizes(file('example'))).length).toBe((await pageSizes(file('real'))).length)
  })
})
