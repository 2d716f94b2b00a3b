/** The plan of JS on paper (GB/T 9704): what its pages say, where headings and text stand. */
import path from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { inRoot } from '../../../build/paths.mjs'
import { jiangsuPlan } from '../../support/jiangsu-plan.ts'
import { buildPrintProgram, type PrintProgram, pageSizes, pdfText, printAll } from '../../support/pdf.ts'
import { pdfLetters, pdfLines } from './pdf-measures.ts'
import { footer } from './sample-documents.ts'

const folder = inRoot('out/test/print-jiangsu')
const squeeze = (text: string) => text.replace(/\s+/gu, '')
let program: PrintProgram

beforeAll(async () => {
  program = await buildPrintProgram(folder)
}, 60_000)

it('has its title, headings in their faces, every activity and the main event', async () => {
  const { document, text } = await jiangsuPlan()
  // The code of a revision names this very store.
  const { plan = '' } = await printAll(program, { plan: { ...document, footer } })
  const [lines, letters] = [await pdfLines(plan), await pdfLetters(plan)]
  const pages = (await pageSizes(plan)).length
  expect(pages).toBe(6)
  const words = (await pdfText(plan))
    .split('\f')
    .filter((page) => page.trim() !== '')
    .map((page, index) => `=== ${index + 1}\n${page.replace(/[ \t]+/gu, ' ').trim()}\n`)
    .join('')
  await expect(words).toMatchFileSnapshot(path.join(import.meta.dirname, '__snapshots__', 'jiangsu-plan.txt'))

  const fontOf = (start: string) => letters.find((one) => one.text.startsWith(start))?.font ?? ''
  const [hei, kai, plain] = [fontOf('一、指导思想'), fontOf('（一）团结引领'), fontOf('突出“')]
  expect(new Set([hei, kai, plain, '']).size).toBe(4)
  for (const heading of ['四、主要内容', '五、主场活动', '六、工作要求']) expect(fontOf(heading)).toBe(hei)
  for (const heading of ['（六）表彰发布', '（四）议程安排']) expect(fontOf(heading)).toBe(kai)
  for (const item of ['4.开展第十八届', '1.时间：']) expect(fontOf(item)).toBe(plain)
  // Two characters in, inside the type area, 22 lines a page at most.
  for (const start of ['一、指导思想', '（一）团结引领', '1.“创新争先']) {
    const line = lines.find((one) => one.text.startsWith(start))
    expect(Math.abs((line?.left ?? 0) - 28 - 2 * ((15.79 / 72) * 25.4)), start).toBeLessThan(0.5)
  }
  for (let page = 1; page <= pages; page++)
    expect(lines.filter((line) => line.page === page && line.bottom < 264).length).toBeLessThanOrEqual(22)
  // Nothing of the text is lost on the way to the paper.
  const printed = squeeze(
    lines
      .filter((line) => line.bottom < 264)
      .map((line) => line.text)
      .join(''),
  )
  expect(printed).toContain(squeeze(text))
}, 60_000)
