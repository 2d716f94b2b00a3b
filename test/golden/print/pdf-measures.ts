/** Measures of a PDF that words alone do not tell: sizes of letters and drawn lines. Millimetres from the upper left. */
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { pdfWords, type Word } from '../../support/pdf.ts'

const millimetres = (points: number) => (points / 72) * 25.4

export type Letters = {
  page: number
  text: string
  left: number
  baseline: number
  points: number /** A name inside this file. */
  font: string
}

/** Runs of letters with the size they are set in, in points. */
export async function pdfLetters(file: string): Promise<Letters[]> {
  const task = getDocument({ data: new Uint8Array(readFileSync(file)), useSystemFonts: false, verbosity: 0 })
  const pdf = await task.promise
  const letters: Letters[] = []
  for (let page = 1; page <= pdf.numPages; page++) {
    const opened = await pdf.getPage(page)
    const height = opened.getViewport({ scale: 1 }).height
    for (const item of (await opened.getTextContent()).items) {
      if (!('str' in item) || item.str.trim() === '') continue
      const [, , c = 0, d = 0, x = 0, y = 0] = item.transform as number[]
      const one = {
        page,
        // A glyph that a radical shares with a character may be read back as the radical.
        text: item.str.replace(/[\u2e80-\u2fdf]/gu, (radical) => radical.normalize('NFKC')),
        left: millimetres(x),
        baseline: millimetres(height - y),
        // The paper is a thousandth narrower than its CSS millimetres.
        points: Math.round(Math.hypot(c, d) * 10) / 10,
        font: item.fontName,
      }
      const last = letters[letters.length - 1]
      const alike = last?.page === page && last.font === one.font && last.points === one.points
      if (alike && Math.abs(last.baseline - one.baseline) < 0.1) last.text += one.text
      else letters.push(one)
    }
  }
  await task.destroy()
  return letters
}

export type PrintedLine = { page: number; text: string; left: number; right: number; top: number; bottom: number }

/** Words that stand at the same height, joined from left to right. */
export async function pdfLines(file: string): Promise<PrintedLine[]> {
  const lines: PrintedLine[] = []
  const words = [...(await pdfWords(file))].sort((a, b) => a.page - b.page || middle(a) - middle(b) || a.left - b.left)
  const groups: Word[][] = []
  for (const word of words) {
    const last = groups[groups.length - 1]
    const first = last?.[0]
    if (last && first && first.page === word.page && Math.abs(middle(first) - middle(word)) < 2) last.push(word)
    else groups.push([word])
  }
  for (const group of groups) {
    const row = group.sort((a, b) => a.left - b.left)
    lines.push({
      page: row[0]?.page ?? 0,
      text: row.map(({ text }) => text).join(''),
      left: Math.min(...row.map(({ left }) => left)),
      right: Math.max(...row.map(({ right }) => right)),
      top: Math.min(...row.map(({ top }) => top)),
      bottom: Math.max(...row.map(({ bottom }) => bottom)),
    })
  }
  return lines
}
const middle = (word: Word) => (word.top + word.bottom) / 2

const dpi = 200
export type Raster = {
  /** Share of a straight stretch that is drawn, looking half a millimetre to both sides. */
  share(from: { x: number; y: number }, to: { x: number; y: number }): number
  /** Heights at which a horizontal line of at least this length is drawn, between two heights. */
  rules(leastMm: number, top: number, bottom: number): number[]
  /** Box around everything drawn inside a box; null when it is empty. */
  ink(box: Box): Box | null
}
export type Box = { left: number; top: number; right: number; bottom: number }

export async function pdfRaster(file: string, page: number): Promise<Raster> {
  const only = ['-f', `${page}`, '-l', `${page}`, '-r', `${dpi}`, '-gray', '-singlefile', file]
  const { stdout } = await promisify(execFile)('pdftoppm', only, { encoding: 'buffer', maxBuffer: 64 * 1024 * 1024 })
  const header = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(stdout.subarray(0, 64).toString('latin1'))
  if (!header) throw new Error('no picture of the page')
  const [width, height, offset] = [Number(header[1]), Number(header[2]), header[0].length]
  const at = (mm: number) => Math.round((mm / 25.4) * dpi)
  const dark = (x: number, y: number) => (stdout[offset + y * width + x] ?? 255) < 160
  const around = 3

  return {
    share(from, to) {
      const steps = Math.max(Math.abs(at(to.x) - at(from.x)), Math.abs(at(to.y) - at(from.y)), 1)
      const level = from.y === to.y
      let most = 0
      // One straight line, wherever it is within half a millimetre: a letter is never as long.
      for (let aside = -around; aside <= around; aside++) {
        let drawn = 0
        for (let step = 0; step <= steps; step++) {
          const x = at(from.x) + Math.round(((at(to.x) - at(from.x)) * step) / steps) + (level ? 0 : aside)
          const y = at(from.y) + Math.round(((at(to.y) - at(from.y)) * step) / steps) + (level ? aside : 0)
          if (dark(x, y)) drawn += 1
        }
        most = Math.max(most, drawn / (steps + 1))
      }
      return most
    },
    rules(leastMm, top, bottom) {
      const found: number[] = []
      for (let y = at(top); y < Math.min(at(bottom), height); y++) {
        let run = 0
        let longest = 0
        for (let x = 0; x < width; x++) {
          run = dark(x, y) ? run + 1 : 0
          longest = Math.max(longest, run)
        }
        if (longest < at(leastMm)) continue
        const mm = (y / dpi) * 25.4
        if (mm - (found[found.length - 1] ?? -9) < 0.8) found[found.length - 1] = mm
        else found.push(mm)
      }
      return found
    },
    ink(box) {
      const found: Box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity }
      for (let y = at(box.top); y <= at(box.bottom); y++) {
        for (let x = at(box.left); x <= at(box.right); x++) {
          if (!dark(x, y)) continue
          const [mmX, mmY] = [(x / dpi) * 25.4, (y / dpi) * 25.4]
          found.left = Math.min(found.left, mmX)
          found.right = Math.max(found.right, mmX)
          found.top = Math.min(found.top, mmY)
          found.bottom = Math.max(found.bottom, mmY)
        }
      }
      return found.right < found.left ? null : found
    },
  }
}
