import { createHash } from 'node:crypto'
import { TextDecoder } from 'node:util'
import type { PackageFinding } from '../../../shared/problems.ts'
import type { PackageFindingCode } from '../../../shared/wording/package-findings.ts'
import { DamagedEntry, finding } from './findings.ts'
import { decodeUtf8 } from './json-text.ts'
import { maxEntries } from './limits.ts'

/** Texts of a BagIt 1.0 bag (RFC 8493) and their parsers. */
export const bagitText = 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n'
export const manifestName = 'manifest-sha256.txt'
export const tagManifestName = 'tagmanifest-sha256.txt'
export const signatureName = 'signature.minisig'
export const rootNames = ['bagit.txt', 'bag-info.txt', manifestName, tagManifestName, signatureName] as const

export interface BagInfo {
  sourceOrganization: string
  /** YYYY-MM-DD */
  baggingDate: string
  payloadBytes: number
  payloadFiles: number
  packageId: string
  agent: string
  group: { id: string; n: number; of: number } | null
}

export function bagInfoText(info: BagInfo): string {
  const oneLine = (text: string) => text.replace(/\s+/gu, ' ').trim()
  const lines = [
    `Source-Organization: ${oneLine(info.sourceOrganization)}`,
    `Bagging-Date: ${info.baggingDate}`,
    `Payload-Oxum: ${info.payloadBytes}.${info.payloadFiles}`,
    `External-Identifier: urn:uuid:${info.packageId}`,
    `Bag-Software-Agent: ${oneLine(info.agent)}`,
  ]
  if (info.group) {
    lines.push(`Bag-Group-Identifier: urn:uuid:${info.group.id}`, `Bag-Count: ${info.group.n} of ${info.group.of}`)
  }
  return `${lines.join('\n')}\n`
}

/** `sha256sum -c` reads it: digest, two spaces, path. Our names never need RFC 8493's percent-encoding. */
export function manifestText(files: Iterable<{ path: string; sha256: string }>): string {
  return [...files].map((file) => `${file.sha256}  ${file.path}\n`).join('')
}

export interface ParsedManifest {
  /** Path → lower-case hex digest. */
  digests: Map<string, string>
  findings: PackageFinding[]
}

const digestLength: Readonly<Record<string, number>> = {
  md5: 32,
  sha1: 40,
  sha224: 56,
  sha256: 64,
  sha384: 96,
  sha512: 128,
}

/** Whether we can check a manifest of this algorithm. */
export const knownAlgorithm = (name: string): boolean => Object.hasOwn(digestLength, name)

export function parseManifest(bytes: Uint8Array, name: string, algorithm: string): ParsedManifest {
  const digests = new Map<string, string>()
  const findings: PackageFinding[] = []
  const text = decodeUtf8(bytes)
  if (text === null) return { digests, findings: [finding('bag.encoding', name)] }
  // One more than a package may have files: millions of lines are never made.
  const lines = text.split(/\r\n|\n|\r/, maxEntries + 2)
  if (lines.at(-1) === '') lines.pop()
  if (lines.length > maxEntries) return { digests, findings: [finding('bag.manifest-too-long', name)] }
  lines.forEach((line, index) => {
    const match = /^([0-9A-Fa-f]+)[ \t]+\*?(.+)$/.exec(line)
    const [, digest = '', encoded = ''] = match ?? []
    if (!match || digest.length !== digestLength[algorithm]) {
      if (findings.length < 50) findings.push(finding('bag.manifest-syntax', name, `第 ${index + 1} 行`))
      return
    }
    const path = listedPath(encoded)
    if (digests.has(path)) findings.push(finding('bag.manifest-duplicate', path))
    digests.set(path, digest.toLowerCase())
  })
  return { digests, findings }
}

/** A path as manifests and fetch.txt write it. Some tools write ./data/…; RFC 8493 2.1.3 encodes line ends and `%`. */
function listedPath(encoded: string): string {
  return encoded
    .replace(/%(0A|0D|25)/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replace(/^\.\//, '')
}

/** Paths of fetch.txt: URL, length or `-`, path (RFC 8493 2.2.3). Nothing is ever fetched. */
export function parseFetch(bytes: Uint8Array): { paths: Set<string>; findings: PackageFinding[] } {
  const name = 'fetch.txt'
  const paths = new Set<string>()
  const findings: PackageFinding[] = []
  const text = decodeUtf8(bytes)
  if (text === null) return { paths, findings: [finding('bag.encoding', name)] }
  const lines = text.split(/\r\n|\n|\r/, maxEntries + 2)
  if (lines.length > maxEntries + 1) return { paths, findings: [finding('bag.manifest-too-long', name)] }
  lines.forEach((line, index) => {
    if (line === '') return
    const path = listedPath(/^[A-Za-z][A-Za-z0-9+.-]*:\S+[ \t]+(?:\d+|-)[ \t]+(.+)$/.exec(line)?.[1] ?? '')
    if (!path.startsWith('data/')) findings.push(finding('bag.fetch-syntax', name, `第 ${index + 1} 行`))
    else paths.add(path)
  })
  return { paths, findings }
}

export interface ParsedInfo {
  /** Label in lower case → values in order. */
  labels: Map<string, string[]>
  findings: PackageFinding[]
}

export function parseBagInfo(bytes: Uint8Array, name = 'bag-info.txt'): ParsedInfo {
  const labels = new Map<string, string[]>()
  const findings: PackageFinding[] = []
  const text = decodeUtf8(bytes)
  if (text === null) return { labels, findings: [finding('bag.encoding', name)] }
  let last: string[] | null = null
  text.split(/\r\n|\n|\r/).forEach((line, index) => {
    if (line === '') return
    if (/^[ \t]/.test(line) && last) {
      last.push(`${last.pop() ?? ''} ${line.trim()}`)
      return
    }
    const colon = line.indexOf(':')
    if (colon < 1) {
      findings.push(finding('bag.info-syntax', name, `第 ${index + 1} 行`))
      return
    }
    const label = line.slice(0, colon).trim().toLowerCase()
    last = labels.get(label) ?? []
    last.push(line.slice(colon + 1).trim())
    labels.set(label, last)
  })
  return { labels, findings }
}

/** Version and encoding of bagit.txt; null when it is malformed. */
export function parseBagit(bytes: Uint8Array): { version: string; encoding: string } | null {
  const text = decodeUtf8(bytes)
  const match =
    text === null
      ? null
      : /^BagIt-Version: (\d+\.\d+)(?:\r\n|\n|\r)Tag-File-Character-Encoding: (\S+)(?:\r\n|\n|\r)?$/.exec(text)
  return match ? { version: match[1] ?? '', encoding: match[2] ?? '' } : null
}

/** Tag files in another encoding than UTF-8, as UTF-8: RFC 8493 2.1.1 allows any that is declared. */
export function tagRecoder(encoding: string): ((bytes: Buffer, name: string) => Buffer) | null {
  const label = encoding.toLowerCase()
  if (label === 'utf-8' || label === 'utf8') return (bytes) => bytes
  const decoderFor = (bytes: Buffer): TextDecoder => {
    const bigEndian = label === 'utf-16' && bytes[0] === 0xfe && bytes[1] === 0xff
    return new TextDecoder(bigEndian ? 'utf-16be' : label, { fatal: true })
  }
  try {
    decoderFor(Buffer.alloc(0))
  } catch {
    return null
  }
  return (bytes, name) => {
    try {
      return Buffer.from(decoderFor(bytes).decode(bytes))
    } catch {
      throw new DamagedEntry('bag.encoding', name, encoding)
    }
  }
}

/** Hash for one of the algorithms of knownAlgorithm. */
export const bagHash = (algorithm: string) => createHash(algorithm)

/** Runs `read`, and gives bad input back as a finding instead of throwing it. */
export async function caught<T>(
  read: () => Promise<T>,
  findings: PackageFinding[],
  override?: PackageFindingCode,
): Promise<T | null> {
  try {
    return await read()
  } catch (error) {
    if (!(error instanceof DamagedEntry)) throw error
    findings.push(override ? finding(override, error.finding.path) : error.finding)
    return null
  }
}
