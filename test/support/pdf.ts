/** Prints documents in real Electron and measures the PDFs with poppler's tools. */
import { execFile } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { build as bundle } from 'esbuild'
import jsQR from 'jsqr'
import { build as buildPages } from 'vite'
import { withDisplay } from '../../build/display.mjs'
import { inRoot, outApp } from '../../build/paths.mjs'
import { electronPath } from '../../build/runtime.mjs'
import type { PrintDocument } from '../../shared/form/print-document.ts'

const run = promisify(execFile)
const many = { maxBuffer: 64 * 1024 * 1024 }

export type PrintProgram = { folder: string }

/** Bundles the printing window with its pages; once per test file. @param entry the program around it */
export async function buildPrintProgram(folder: string, entry = 'test/support/print-window.ts'): Promise<PrintProgram> {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(path.join(folder, 'resources'), { recursive: true })
  await bundle({
    absWorkingDir: inRoot('.'),
    entryPoints: { main: entry },
    outdir: folder,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node18',
    external: ['electron'],
    logLevel: 'warning',
  })
  await buildPages({
    configFile: inRoot('build/vite.config.mjs'),
    logLevel: 'warn',
    build: { outDir: path.join(folder, 'renderer'), rolldownOptions: { input: inRoot('renderer/print.html') } },
  })
  const { symlinkSync } = await import('node:fs')
  symlinkSync(path.join(outApp, 'resources', 'fonts'), path.join(folder, 'resources', 'fonts'))
  writeFileSync(
    path.join(folder, 'package.json'),
    JSON.stringify({ name: 'kexie-print-test', version: '0', main: 'main.cjs' }),
  )
  return { folder }
}

/** @param pictures digest → file */
export async function printAll(
  program: PrintProgram,
  documents: Readonly<Record<string, PrintDocument>>,
  pictures: Readonly<Record<string, string>> = {},
): Promise<Record<string, string>> {
  const jobs = Object.entries(documents).map(([name, document]) => ({
    document,
    out: path.join(program.folder, `${name}.pdf`),
  }))
  await printJobs(program, jobs, jobs.length, pictures)
  return Object.fromEntries(Object.keys(documents).map((name) => [name, path.join(program.folder, `${name}.pdf`)]))
}

/** All documents in one file, each beginning on a page of its own. */
export async function printTogether(
  program: PrintProgram,
  documents: readonly PrintDocument[],
  out: string,
): Promise<string> {
  await printJobs(program, [{ document: { documents }, out }], documents.length)
  return out
}

async function printJobs(
  program: PrintProgram,
  jobs: readonly { document: unknown; out: string }[],
  count: number,
  pictures: Readonly<Record<string, string>> = {},
): Promise<void> {
  const jobsFile = path.join(program.folder, 'jobs.json')
  writeFileSync(jobsFile, JSON.stringify({ jobs, pictures }))
  await withDisplay({ always: true }, (env) =>
    run(electronPath(), ['--no-sandbox', program.folder, jobsFile], {
      ...many,
      env: { ...process.env, ...env },
      // Starting takes seconds on a busy machine, a document much less than one.
      timeout: 40_000 + 2_000 * count,
    }),
  )
}

/** Text in the order of the file's own content. */
export async function pdfText(file: string): Promise<string> {
  return (await run('pdftotext', ['-raw', '-enc', 'UTF-8', file, '-'], many)).stdout
}

export async function pageSizes(file: string): Promise<{ widthMm: number; heightMm: number }[]> {
  const { stdout } = await run('pdfinfo', ['-f', '1', '-l', '9999', file])
  return [...stdout.matchAll(/Page\s+\d+ size:\s+([\d.]+) x ([\d.]+) pts/g)].map((match) => ({
    widthMm: (Number(match[1]) / 72) * 25.4,
    heightMm: (Number(match[2]) / 72) * 25.4,
  }))
}

export async function pdfTitle(file: string): Promise<string> {
  return /^Title:\s+(.*)$/m.exec((await run('pdfinfo', [file])).stdout)?.[1] ?? ''
}

export type PdfFont = { name: string; type: string; embedded: boolean; subset: boolean; unicode: boolean }
export async function pdfFonts(file: string): Promise<PdfFont[]> {
  const lines = (await run('pdffonts', [file])).stdout.trimEnd().split('\n')
  const ruler = lines[1] ?? ''
  const columns: { from: number; to: number }[] = []
  for (const match of ruler.matchAll(/-+/g)) columns.push({ from: match.index, to: match.index + match[0].length })
  return lines.slice(2).map((line) => {
    const cell = (index: number) => line.slice(columns[index]?.from, columns[index]?.to).trim()
    return {
      name: cell(0),
      type: cell(1),
      embedded: cell(3) === 'yes',
      subset: cell(4) === 'yes',
      unicode: cell(5) === 'yes',
    }
  })
}

export type Word = { page: number; text: string; left: number; top: number; right: number; bottom: number }
/** Every word with its box in millimetres from the upper left corner of its page. */
export async function pdfWords(file: string): Promise<Word[]> {
  const { stdout } = await run('pdftotext', ['-bbox', '-enc', 'UTF-8', file, '-'], many)
  const millimetres = (points: string | undefined) => (Number(points) / 72) * 25.4
  const plain = (text: string) =>
    text.replace(
      /&(lt|gt|amp|quot|#39);/g,
      (_all, name: string) => ({ lt: '<', gt: '>', amp: '&', quot: '"', '#39': "'" })[name] ?? '',
    )
  return stdout
    .split('<page ')
    .slice(1)
    .flatMap((page, index) =>
      [
        ...page.matchAll(/<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)<\/word>/g),
      ].map((match) => ({
        page: index + 1,
        left: millimetres(match[1]),
        top: millimetres(match[2]),
        right: millimetres(match[3]),
        bottom: millimetres(match[4]),
        text: plain(match[5] ?? ''),
      })),
    )
}

/** Draws one page as the eye sees it. */
export async function drawPage(file: string, page: number, dpi: number, out: string): Promise<string> {
  await run('pdftoppm', ['-f', `${page}`, '-l', `${page}`, '-r', `${dpi}`, '-png', '-singlefile', file, out])
  return `${out}.png`
}

/** Reads the two-dimensional code in a lower corner of a page. @param crop where it lies, in pixels at that resolution */
export async function readQr(
  file: string,
  page: number,
  side: 'left' | 'right' = 'right',
  crop = { dpi: 200, top: 2000, left: 1200, width: 460, height: 345 },
): Promise<string | null> {
  const { stdout } = await promisify(execFile)(
    'pdftoppm',
    [
      '-f',
      `${page}`,
      '-l',
      `${page}`,
      '-r',
      `${crop.dpi}`,
      '-x',
      side === 'left' ? '0' : `${crop.left}`,
      '-y',
      `${crop.top}`,
      '-W',
      `${crop.width}`,
      '-H',
      `${crop.height}`,
      '-singlefile',
      file,
    ],
    {
      encoding: 'buffer',
      ...many,
    },
  )
  const header = /^P6\s+(\d+)\s+(\d+)\s+255\s/.exec(stdout.subarray(0, 64).toString('latin1'))
  if (!header) return null
  const [width, height] = [Number(header[1]), Number(header[2])]
  const pixels = new Uint8ClampedArray(width * height * 4).fill(255)
  for (let i = 0, j = header[0].length; i < pixels.length; i += 4, j += 3) {
    for (let c = 0; c < 3; c++) pixels[i + c] = stdout[j + c] ?? 255
  }
  return jsQR(pixels, width, height)?.data ?? null
}

export function readJson<T>(file: string): T {
  return JSON.parse(readFileSync(file, 'utf8')) as T
}
