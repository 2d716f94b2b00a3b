/** The layout of GB/T 9704-2012 on paper, measured in the PDF. */
import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { inRoot } from '../../../build/paths.mjs'
import { codeText } from '../../../shared/wording/revision-code.ts'
import { buildPrintProgram, pageSizes, pdfFonts, pdfText, pdfWords, printAll, readQr } from '../../support/pdf.ts'
import { makePhoto } from '../../support/photo.ts'
import {
  body,
  flow,
  ideographs,
  official,
  paragraph,
  pictures,
  punctuated,
  signature,
  staff,
} from './official-documents.ts'
import { type Letters, type PrintedLine, pdfLetters, pdfLines, pdfRaster } from './pdf-measures.ts'
import { footer, officeName } from './sample-documents.ts'

const folder = inRoot('out/test/print-official')
const squeeze = (text: string) => text.replace(/\s+/gu, '')
/** Type area of the standard. */
const area = { left: 28, right: 184, top: 37, bottom: 262 }
const lineMm = (28.99 / 72) * 25.4
const pitchMm = (15.79 / 72) * 25.4

let files: Record<string, string> = {}
const lines: Record<string, PrintedLine[]> = {}
const letters: Record<string, Letters[]> = {}
const linesOf = (name: string, page: number) =>
  (lines[name] ?? []).filter((line) => line.page === page && line.bottom < area.bottom + 2)
const file = (name: string): string => files[name] ?? ''

beforeAll(async () => {
  const program = await buildPrintProgram(folder)
  const digest = createHash('sha256').update('official').digest('hex')
  const photos = ['走访慰问', '座谈会'].map((title) => ({ digest, title, width: 1200, height: 800 }))
  const addressee = paragraph('市科学技术协会组织人事部：', false)
  files = await printAll(
    program,
    {
      full: official([flow(ideographs(28 * 60 - 2))]),
      report: official([addressee, flow(body), signature(), pictures(photos)]),
      marks: official([flow(punctuated)]),
      rows: official([flow('现将人员名单报上。'), staff(60), signature()]),
      longName: official([flow('特此报告。'), signature(`${officeName}、海陵县农业农村和科学技术工作领导小组办公室`)]),
      // The signature would begin the second page: lines of the text come along.
      tight: official([flow(`${ideographs(28 * 16 - 2)}\n四、要求\n${ideographs(40)}`), signature()], {
        titleLines: ['工作总结'],
      }),
      unstamped: official([flow('特此报告。'), signature(officeName, '')], { stamp: null, footer: null }),
    },
    { [digest]: makePhoto(`${folder}/photo.png`, 1200, 800) },
  )
  for (const name of Object.keys(files)) {
    lines[name] = await pdfLines(file(name))
    letters[name] = await pdfLetters(file(name))
  }
}, 90_000)

describe('a full page', () => {
  it('has 22 lines of 28 characters inside the margins', async () => {
    const page = linesOf('full', 2)
    expect(page.map(({ text }) => [...text].length)).toEqual(Array.from({ length: 22 }, () => 28))
    for (const line of page) {
      expect(Math.abs(line.left - area.left)).toBeLessThan(0.5)
      expect(Math.abs(line.right - area.right)).toBeLessThan(0.5)
    }
    const baselines = (letters.full ?? [])
      .filter((one) => one.page === 2 && one.points === 16)
      .map((one) => one.baseline)
    const first = baselines[0] ?? 0
    baselines.forEach((baseline, line) => {
      expect(Math.abs(baseline - first - line * lineMm)).toBeLessThan(0.5)
    })
    // A character's square reaches from 0.12 em below the baseline to 0.88 em above it, in the middle of its 28.99 pt.
    const rise = ((28.99 - 16) / 2 + 0.88 * 16) * (25.4 / 72)
    expect(Math.abs(first - rise - area.top)).toBeLessThan(0.5)
    expect(Math.abs((baselines.at(-1) ?? 0) - rise + lineMm - area.bottom)).toBeLessThan(0.5)
    const ink = (await pdfRaster(file('full'), 2)).ink({ left: 5, right: 205, top: 5, bottom: 264 })
    // Ink begins inside its line: 16 of 28.99 points are letter.
    expect(ink?.top).toBeGreaterThan(area.top)
    expect(ink?.top).toBeLessThan(area.top + 3.5)
    expect(ink?.bottom).toBeLessThan(area.bottom)
    expect(ink?.bottom).toBeGreaterThan(area.bottom - 4)
  })

  it('is set in 16 points, its title in 22', () => {
    const sizes = new Set(
      (letters.full ?? []).filter((one) => one.page === 2 && one.baseline < 262).map((one) => one.points),
    )
    expect([...sizes]).toEqual([16])
    const title = (letters.full ?? []).filter((one) => one.page === 1 && one.points === 22)
    expect(squeeze(title.map(({ text }) => text).join(''))).toBe(
      '海陵县科学技术协会关于2022年“全国科技工作者日”系列活动开展情况的总结报告',
    )
  })

  it('counts its pages outside, in dashes of 14 points', () => {
    for (const page of [1, 2]) {
      const number = (letters.full ?? []).filter((one) => one.page === page && one.points === 14)
      expect(squeeze(number.map(({ text }) => text).join(''))).toBe(`—${page}—`)
      const words = (lines.full ?? []).find((line) => line.page === page && squeeze(line.text) === `—${page}—`)
      const middle = ((words?.top ?? 0) + (words?.bottom ?? 0)) / 2
      expect(Math.abs(middle - area.bottom - 7)).toBeLessThan(1)
      const one = (14 / 72) * 25.4
      if (page % 2 === 1) expect(Math.abs((words?.right ?? 0) - area.right + one)).toBeLessThan(0.5)
      else expect(Math.abs((words?.left ?? 0) - area.left - one)).toBeLessThan(0.5)
    }
  })
})

describe('a report', () => {
  it('balances a long title over lines that end after whole words, and leaves a line free below', () => {
    const title = linesOf('report', 1).slice(0, 3)
    expect(title.map(({ text }) => text)).toEqual([
      '海陵县科学技术协会',
      '关于2022年“全国科技工作者日”',
      '系列活动开展情况的总结报告',
    ])
    for (const line of title) expect(Math.abs((line.left + line.right) / 2 - 106)).toBeLessThan(0.5)
    const addressee = linesOf('report', 1)[3]
    expect(addressee?.text).toBe('市科学技术协会组织人事部：')
    expect(Math.abs((addressee?.left ?? 0) - area.left)).toBeLessThan(0.5)
    const baseline = (text: string) => (letters.report ?? []).find((one) => one.text.includes(text))?.baseline ?? 0
    expect(Math.abs(baseline('组织人事部：') - baseline('总结报告') - 2 * lineMm)).toBeLessThan(1.2)
  })

  it('indents by two characters and sets headings in their own faces', () => {
    const baselineOf = (text: string) => (letters.report ?? []).find((one) => one.text.includes(text))?.baseline ?? 0
    const fontOf = (text: string) => (letters.report ?? []).find((one) => one.text.includes(text))?.font ?? ''
    const [hei, kai, plain] = [fontOf('一、开展情况'), fontOf('（一）走访慰问到人'), fontOf('市科学技术协会')]
    expect(new Set([hei, kai, plain, ''])).toHaveProperty('size', 4)
    expect(fontOf('二、工作成效')).toBe(hei)
    expect(fontOf('（二）专家服务到田')).toBe(kai)
    // The heading of a paragraph ends with its first full stop.
    const runIn = (letters.report ?? []).filter((one) => Math.abs(one.baseline - baselineOf('（一）走访慰问到人')) < 2)
    expect(runIn.slice(1).every(({ font }) => font === plain)).toBe(true)
    expect(runIn[0]?.text).toBe('（一）走访慰问到人。')
    for (const beginning of ['一、开展情况', '（一）走访慰问到人', '按照市科协']) {
      const line = linesOf('report', 1).find((one) => one.text.startsWith(beginning))
      expect(Math.abs((line?.left ?? 0) - area.left - 2 * pitchMm), beginning).toBeLessThan(0.5)
    }
  })

  it('lists annexes below an empty line, and goes on under the name', () => {
    const all = lines.report ?? []
    const first = all.findIndex((line) => line.text.startsWith('附件：1.'))
    const [note, next] = all.slice(first, first + 2)
    const second = all.find((line) => line.text.startsWith('2.活动照片'))
    expect(Math.abs((note?.left ?? 0) - area.left - 2 * pitchMm)).toBeLessThan(0.5)
    const name = note?.left ?? 0
    expect(next?.left).toBeGreaterThan(name + 3 * pitchMm)
    expect(second?.text).toBe('2.活动照片')
    expect(Math.abs((second?.left ?? 0) - area.left - 5 * pitchMm)).toBeLessThan(0.5)
    const before = all[first - 1]
    expect((note?.top ?? 0) - (before?.top ?? 0)).toBeCloseTo(2 * lineMm, 0)
  })

  it('centres the sender over a date that stands four characters from the right', () => {
    for (const name of ['report', 'rows', 'tight']) {
      const all = lines[name] ?? []
      const date = all.find((line) => line.text === '2022年6月15日')
      const sender = all.filter((line) => line.text === officeName).at(-1)
      expect(Math.abs(area.right - (date?.right ?? 0) - 4 * pitchMm), name).toBeLessThan(0.5)
      const centre = (line: PrintedLine | undefined) => ((line?.left ?? 0) + (line?.right ?? 0)) / 2
      expect(Math.abs(centre(date) - centre(sender)), name).toBeLessThan(0.5)
      expect((date?.top ?? 0) - (sender?.top ?? 0)).toBeCloseTo(lineMm, 0)
    }
  })

  it('keeps a square of 45 mm free around sender and date, and draws nothing there', async () => {
    for (const name of ['report', 'rows', 'tight', 'longName']) {
      const all = lines[name] ?? []
      const date = all.find((line) => line.text === '2022年6月15日')
      expect(date, name).toBeDefined()
      if (!date) continue
      const here = (await pdfWords(file(name))).filter((word) => word.page === date.page)
      const index = here.findIndex((word) => date.text.startsWith(word.text) && Math.abs(word.top - date.top) < 1)
      expect(index).toBeGreaterThan(0)
      const centreX = (date.left + date.right) / 2
      const senders = all.filter(
        (line) =>
          line.page === date.page && line.top > date.top - 3.5 * lineMm && line.top < date.top - 1 && line.left > 60,
      )
      const top = Math.min(...senders.map((line) => line.top))
      const centreY = (top + date.bottom) / 2
      const others = all.filter((line) => line.page === date.page && line !== date && !senders.includes(line))
      const inside = others.filter(
        (line) =>
          line.right > centreX - 22.5 &&
          line.left < centreX + 22.5 &&
          line.bottom > centreY - 21.5 &&
          line.top < centreY + 21.5,
      )
      expect(
        inside.map(({ text }) => text),
        name,
      ).toEqual([])
    }
  })

  it('splits a long sender over lines inside the type area', () => {
    const all = linesOf('longName', 1)
    expect(Math.max(...all.map(({ right }) => right))).toBeLessThan(area.right + 0.5)
    const date = all.findIndex((line) => line.text === '2022年6月15日')
    const sender = all.slice(date - 3, date).map(({ text }) => text)
    expect(sender.join('')).toBe(`${officeName}、海陵县农业农村和科学技术工作领导小组办公室`)
  })

  it('never leaves sender and date alone on a page, nor a heading behind', () => {
    const last = linesOf('tight', 2).map(({ text }) => text)
    expect(last[0]).toBe('四、要求')
    expect(last[1]).toMatch(/^科普服务/)
    expect(last).toContain('2022年6月15日')
  })

  it('leaves room for a date by hand, and says that a draft is one', async () => {
    const text = squeeze(await pdfText(file('unstamped')))
    expect(text).toContain(`${officeName}年月日`)
    expect(text).toContain('草稿·未定稿，不可盖章')
    expect(await readQr(file('unstamped'), 1, 'left')).toBeNull()
  })

  it('shows its pictures with captions in 12 points', () => {
    const captions = (letters.report ?? []).filter((one) => one.points === 12).map(({ text }) => text)
    expect(captions.join('')).toBe('走访慰问座谈会')
  })
})

describe('marks', () => {
  it('neither begin nor end a line where they must not, and no letter is lost', async () => {
    const printed = (lines.marks ?? []).filter((line) => line.bottom < area.bottom + 2).slice(3)
    for (const { text } of printed) {
      expect(text).not.toMatch(/^[，。、；：？！）》”’%]/u)
      expect(text).not.toMatch(/[（《“‘]$/u)
    }
    expect(squeeze(printed.map(({ text }) => text).join(''))).toBe(punctuated)
  })

  it('do not break words, addresses apart, nor numbers', () => {
    const printed = linesOf('marks', 1).slice(3)
    printed.slice(0, -1).forEach((line, index) => {
      const next = printed[index + 1]?.text ?? ''
      const torn = /\d$/u.test(line.text) && /^\d/u.test(next)
      expect(torn, `${line.text}|${next}`).toBe(false)
    })
  })

  it('leave every full line flush on the right', () => {
    const printed = (lines.marks ?? []).filter((line) => line.page > 1 && line.bottom < area.bottom + 2).slice(0, -1)
    const ragged = printed.filter((line) => {
      // The empty half of a closing mark may stand outside.
      const hanging = /[，。、；：？！）》”’]$/u.test(line.text) ? 2.9 : 0.5
      return line.right < area.right - 0.5 || line.right > area.right + hanging
    })
    expect(ragged.map(({ text }) => text)).toEqual([])
  })
})

describe('a table of rows', () => {
  it('repeats its heading on each of three pages and tears no row', async () => {
    const pages = (await pageSizes(file('rows'))).length
    expect(pages).toBeGreaterThanOrEqual(3)
    const all = lines.rows ?? []
    const headings = all.filter((line) => line.text === '序号姓名事项电话')
    const withRows = new Set(all.filter((line) => line.text.includes('0999-8123456')).map(({ page }) => page))
    expect(withRows.size).toBeGreaterThanOrEqual(3)
    expect(headings.map(({ page }) => page)).toEqual([...withRows])
    const text = squeeze(await pdfText(file('rows')))
    for (let n = 1; n <= 60; n++) expect(text).toContain(`人员${n}`)
    // The parts of a long row stand on one page.
    for (let n = 1; n <= 60; n += 5) {
      const parts = all.filter((line) => line.text.includes(`第${n}行的`) || line.text.includes(`人员${n}0999`))
      expect(new Set(parts.map(({ page }) => page)).size, `${n}`).toBe(1)
    }
  })
})

describe('the foot of an official page', () => {
  it('carries code and two-dimensional code at the inner side, clear of number and text', async () => {
    for (const name of ['full', 'rows']) {
      const pages = (await pageSizes(file(name))).length
      const words = await pdfWords(file(name))
      for (let page = 1; page <= pages; page++) {
        const side = page % 2 === 1 ? 'left' : 'right'
        expect(await readQr(file(name), page, side), `${name} ${page}`).toBe(footer.qrText)
        const here = words.filter((word) => word.page === page)
        expect(here.filter((word) => word.text.includes(codeText(footer.code)))).toHaveLength(1)
        const square = side === 'left' ? { left: 28, right: 48 } : { left: 164, right: 184 }
        const inside = here.filter(
          (word) => word.right > square.left - 2 && word.left < square.right + 2 && word.bottom > 268 && word.top < 288,
        )
        expect(inside, `${name} ${page}`).toEqual([])
      }
    }
  })

  it('embeds whole TrueType fonts, none of them Type 3', async () => {
    for (const name of ['report', 'marks']) {
      const fonts = await pdfFonts(file(name))
      expect(
        fonts.filter((font) => !font.embedded || !font.subset || !font.unicode || font.type !== 'CID TrueType'),
      ).toEqual([])
    }
  })
})
