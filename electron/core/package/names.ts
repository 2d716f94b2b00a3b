import type { PackageFinding } from '../../../shared/problems.ts'
import type { PackageFindingCode } from '../../../shared/wording/package-findings.ts'
import { finding } from './findings.ts'

/** Names inside a package (bundle-format.md §3). */
const maxComponentBytes = 120
const maxPathUnits = 200
/** Ours have six. */
const maxDepth = 16
/** More say nothing new, and twenty thousand sentences take memory. */
const enoughFindings = 1000
const forbidden = /[%\\/:*?"<>|]/gu
/** Format characters (zero width, bidi, BOM, tags) and separators that show nothing. */
const invisible = /[\p{Cf}\u2028\u2029]/gu
const control = /[\p{Cc}\p{Cs}]/gu
const reserved = /^(con|prn|aux|nul|conin\$|conout\$|clock\$|com[0-9¹²³]|lpt[0-9¹²³])$/i

const has = (pattern: RegExp, text: string): boolean => text.search(pattern) >= 0
const isReserved = (component: string): boolean => reserved.test((component.split('.')[0] ?? '').trimEnd())

/** Key under which two names are the same on a file system that ignores case. */
export const foldName = (name: string): string => name.normalize('NFC').toUpperCase().toLowerCase().normalize('NFC')

/** More folders in each other than any package has: walking them for twenty thousand names would take minutes. */
export function isDeep(name: string | Buffer): boolean {
  let slashes = 0
  for (let at = name.indexOf('/'); at >= 0; at = name.indexOf('/', at + 1)) if (++slashes >= maxDepth) return true
  return false
}

/** Every rule that one path inside a package breaks. */
export function checkEntryName(name: string): PackageFindingCode[] {
  const codes = new Set<PackageFindingCode>()
  if (name.startsWith('/')) codes.add('name.absolute')
  if (/^[A-Za-z]:/.test(name)) codes.add('name.drive')
  if (name.includes('\\')) codes.add('name.backslash')
  if (name.includes('\0')) codes.add('name.nul')
  if (/(?:^|\/)\.\.?(?:\/|$)/.test(name)) codes.add('name.traversal')
  // Where it leads is known; the patterns below would walk 64 kB many times.
  if (name.length > maxPathUnits || isDeep(name)) return [...codes, 'name.path-too-long']
  if (has(control, name.replaceAll('\0', ''))) codes.add('name.control')
  if (has(invisible, name)) codes.add('name.bidi')
  if (name.normalize('NFC') !== name) codes.add('name.not-nfc')
  const parts = (name.startsWith('/') ? name.slice(1) : name).split('/')
  for (const part of parts) {
    if (part === '') codes.add('name.empty')
    else if (part !== '.' && part !== '..') {
      if (has(/[%:*?"<>|]/u, part)) codes.add('name.forbidden-character')
      if (/^[\s.]|[\s.]$/u.test(part)) codes.add('name.edge')
      if (isReserved(part)) codes.add('name.reserved')
      if (Buffer.byteLength(part) > maxComponentBytes) codes.add('name.component-too-long')
    }
  }
  return [...codes]
}

/** Checks all names together: the rules of each, and what clashes. `folders` end without a slash. */
export function checkNames(files: readonly string[], folders: readonly string[] = []): PackageFinding[] {
  const findings: PackageFinding[] = []
  const bad = new Set<string>()
  for (const name of [...files, ...folders]) {
    for (const code of checkEntryName(name)) {
      if (findings.length < enoughFindings) findings.push(finding(code, name))
      if (code === 'name.path-too-long') bad.add(name)
    }
  }
  // What is too long or too deep is refused already; walking the folders of it could take minutes.
  const short = files.filter((name) => !bad.has(name)).map((name) => ({ name, folded: foldName(name) }))
  const seen = new Map<string, string>()
  for (const { name, folded } of short) {
    const other = seen.get(folded)
    if (other === undefined) seen.set(folded, name)
    else
      findings.push(finding(other === name ? 'name.duplicate' : 'name.case-clash', name, other === name ? '' : other))
  }
  const parents = new Map<string, string>()
  for (const { name, folded } of short) {
    // Folding leaves every `/` where it is among the others, so both are cut at the same one.
    for (
      let slash = name.indexOf('/'), cut = folded.indexOf('/');
      slash > 0;
      slash = name.indexOf('/', slash + 1), cut = folded.indexOf('/', cut + 1)
    ) {
      const parent = name.slice(0, slash)
      const key = folded.slice(0, cut)
      const known = parents.get(key)
      if (known === undefined) parents.set(key, parent)
      else if (known !== parent) findings.push(finding('name.case-clash', name, known))
      if (known === undefined && seen.has(key)) findings.push(finding('name.file-as-folder', parent))
    }
  }
  for (const folder of new Set(folders))
    if (!bad.has(folder) && seen.has(foldName(folder))) findings.push(finding('name.file-as-folder', folder))
  return findings
}

/**
 * A file name for the package, made from a title (never from a source file's name).
 * `ext` without its dot. `taken` holds folded names and gets the new one; a clash becomes `-2`, `-3`, …
 * `maxBytes` of UTF-8, the ending included; more than a package takes only outside of one.
 */
export function allocateName(title: string, ext: string, taken: Set<string>, maxBytes = maxComponentBytes): string {
  const suffix = ext === '' ? '' : `.${ext.toLowerCase().replace(/[^a-z0-9]/g, '')}`
  const base = cleanTitle(title)
  for (let n = 1; ; n++) {
    const tail = `${n === 1 ? '' : `-${n}`}${suffix}`
    let stem = cutBytes(base, maxBytes - Buffer.byteLength(tail))
    if (isReserved(`${stem}${tail}`)) stem = `_${cutBytes(stem, maxBytes - Buffer.byteLength(tail) - 1)}`
    const name = `${stem}${tail}`
    if (taken.has(foldName(name))) continue
    taken.add(foldName(name))
    return name
  }
}

function cleanTitle(title: string): string {
  const clean = title
    .replace(control, ' ')
    .replace(invisible, '')
    .replace(forbidden, '_')
    .normalize('NFC')
    .replace(/\s+/gu, ' ')
    .replace(/^[\s.]+|[\s.]+$/gu, '')
  return clean === '' ? '未命名' : clean
}

/** Cuts at a character boundary and leaves no space or dot at the end. */
export function cutBytes(text: string, limit: number): string {
  let out = ''
  let bytes = 0
  for (const { segment } of new Intl.Segmenter('zh', { granularity: 'grapheme' }).segment(text)) {
    bytes += Buffer.byteLength(segment)
    if (bytes > limit) break
    out += segment
  }
  const trimmed = out.replace(/[\s.]+$/u, '')
  return trimmed === '' ? '_' : trimmed
}
