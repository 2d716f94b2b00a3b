import { TextDecoder } from 'node:util'
import { DamagedEntry } from './findings.ts'

const maxDepth = 64
/** Bounds the memory of JSON.parse: a node costs some tens of bytes. */
const maxNodes = 600_000

/** One for all: a ZIP may have 20,000 names. */
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

export function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return utf8.decode(bytes)
  } catch {
    return null
  }
}

/**
 * Parses a received JSON file. Refuses what two readers could read differently or what
 * exhausts memory: bad UTF-8, a BOM, duplicate keys, deep nesting. Throws DamagedEntry.
 */
export function parseJsonFile(bytes: Uint8Array, path: string): unknown {
  const text = decodeUtf8(bytes)
  if (text === null) throw new DamagedEntry('json.not-utf8', path)
  scan(text, path)
  try {
    return JSON.parse(text)
  } catch {
    throw new DamagedEntry('json.syntax', path)
  }
}

/** Walks tokens only; full syntax is left to JSON.parse afterwards. */
function scan(text: string, path: string): void {
  const stack: (Set<string> | null)[] = []
  let nodes = 0
  let at = 0
  while (at < text.length) {
    const char = text.charCodeAt(at)
    if (char === 0x22) {
      const end = stringEnd(text, at)
      if (end < 0) throw new DamagedEntry('json.syntax', path)
      const keys = stack.at(-1)
      if (keys && isKey(text, end)) {
        const key = unquote(text.slice(at, end), path)
        // Readers differ on it: some take it for the object's ancestry and drop it.
        if (key === '__proto__') throw new DamagedEntry('json.syntax', path, key)
        if (keys.has(key)) throw new DamagedEntry('json.duplicate-key', path, key)
        keys.add(key)
      }
      nodes++
      at = end
      continue
    }
    if (char === 0x7b || char === 0x5b) {
      stack.push(char === 0x7b ? new Set() : null)
      nodes++
      if (stack.length > maxDepth) throw new DamagedEntry('json.too-deep', path)
    } else if (char === 0x7d || char === 0x5d) {
      if (stack.length === 0) throw new DamagedEntry('json.syntax', path)
      stack.pop()
    } else if (char === 0x2c) nodes++
    if (nodes > maxNodes) throw new DamagedEntry('json.too-deep', path)
    at++
  }
}

function stringEnd(text: string, start: number): number {
  let at = start + 1
  for (;;) {
    const quote = text.indexOf('"', at)
    if (quote < 0) return -1
    let slashes = 0
    while (text.charCodeAt(quote - 1 - slashes) === 0x5c) slashes++
    if (slashes % 2 === 0) return quote + 1
    at = quote + 1
  }
}

function isKey(text: string, end: number): boolean {
  let at = end
  while (at < text.length && ' \t\r\n'.includes(text.charAt(at))) at++
  return text.charAt(at) === ':'
}

function unquote(literal: string, path: string): string {
  try {
    const key: unknown = JSON.parse(literal)
    return String(key).normalize('NFC')
  } catch {
    throw new DamagedEntry('json.syntax', path)
  }
}
