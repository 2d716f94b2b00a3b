/** Looks for planted texts in files, as UTF-8 and as UTF-16 of both byte orders: what `strings` would show. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'

function encodings(text: string): Buffer[] {
  const little = Buffer.from(text, 'utf16le')
  return [Buffer.from(text, 'utf8'), little, Buffer.from(little).swap16()]
}

/** `file: text` for every planted text that is found; file names are searched too. */
export function findPlanted(
  root: string,
  texts: readonly string[],
  leaveOut: (file: string) => boolean = () => false,
): string[] {
  const needles = texts.map((text) => ({ text, encoded: encodings(text) }))
  const found: string[] = []
  const files = statSync(root).isDirectory()
    ? readdirSync(root, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => path.join(entry.parentPath, entry.name))
    : [root]
  for (const file of files) {
    const name = path.relative(root, file).split(path.sep).join('/')
    if (leaveOut(name)) continue
    const bytes = readFileSync(file)
    for (const { text, encoded } of needles) {
      if (name.includes(text) || encoded.some((needle) => bytes.includes(needle))) found.push(`${name}: ${text}`)
    }
  }
  return found
}

/* Identity numbers, however they may be written: whole, in groups, in full-width digits, in base64, in packed files. */

/** Between the digits of a number that somebody wrote in groups. */
const separator = String.raw`[\s\-－—–‐·.,，:：_/\\|]{0,3}`
const region = 6

const anyWidth = (digit: string): string =>
  /[Xx]/.test(digit) ? '[XxＸｘ]' : `[${digit}${String.fromCharCode(digit.charCodeAt(0) + 0xfee0)}]`

/** Numbers of these regions; what follows the region is read, put into one form and looked up. */
function pattern(numbers: readonly string[]): RegExp {
  const regions = [...new Set(numbers.map((number) => number.slice(0, region)))]
  const begins = regions.map((digits) => [...digits].map(anyWidth).join(separator)).join('|')
  return new RegExp(`(?:${begins})(?:${separator}[0-9０-９]){11}${separator}[0-9０-９XxＸｘ]`, 'g')
}

function readings(bytes: Buffer): string[] {
  const even = bytes.subarray(0, bytes.length & ~1)
  const odd = bytes.subarray(1, bytes.length - ((bytes.length - 1) & 1))
  const swapped = (part: Buffer) => Buffer.from(part).swap16().toString('utf16le')
  return [bytes.toString('utf8'), even.toString('utf16le'), odd.toString('utf16le'), swapped(even), swapped(odd)]
}

const oneForm = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[^0-9Xx]/g, '')
    .toUpperCase()

/** What base64 writes for these characters wherever they begin; the ends hang on what stands beside them. */
const inBase64 = (text: string): string[] =>
  [0, 1, 2].map((skip) => {
    const whole = Buffer.from(text).subarray((3 - skip) % 3)
    return whole.subarray(0, whole.length - (whole.length % 3)).toString('base64')
  })

/** @returns `file: number` for every number found; packed files and PDFs are opened, names of files are read too */
export function findNumbers(root: string, numbers: readonly string[], work: string): string[] {
  const found = new Set<string>()
  const wanted = new Set(numbers)
  const written = pattern(numbers)
  const regions = [...new Set(numbers.flatMap((number) => inBase64(number.slice(0, region))))]
  const read = (name: string, texts: readonly string[]): void => {
    for (const text of texts)
      for (const [match] of text.matchAll(written))
        if (wanted.has(oneForm(match))) found.add(`${name}: ${oneForm(match)}`)
  }
  const look = (name: string, bytes: Buffer): void => {
    read(name, [...readings(bytes), name])
    const plain = bytes.toString('latin1')
    if (regions.some((code) => plain.includes(code)))
      for (const number of numbers)
        if (inBase64(number).some((code) => plain.includes(code))) found.add(`${name}: ${number}`)
    const kind = plain.slice(0, 5)
    if (kind.startsWith('PK\u0003\u0004')) {
      const dir = mkdtempSync(path.join(work, 'packed-'))
      const packed = path.join(dir, 'packed.zip')
      writeFileSync(packed, bytes)
      execFileSync('unzip', ['-q', '-o', packed, '-d', path.join(dir, 'out')], {
        env: { ...process.env, LC_ALL: 'C.UTF-8' },
      })
      walk(path.join(dir, 'out'), `${name}!`)
    }
    if (kind === '%PDF-') {
      const text = execFileSync('pdftotext', ['-raw', '-enc', 'UTF-8', '-', '-'], { input: bytes })
      read(name, [text.toString('utf8')])
    }
  }
  const walk = (dir: string, before: string): void => {
    for (const entry of readdirSync(dir, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue
      const file = path.join(entry.parentPath, entry.name)
      look(before + path.relative(dir, file).split(path.sep).join('/'), readFileSync(file))
    }
  }
  walk(root, '')
  return [...found].sort()
}
