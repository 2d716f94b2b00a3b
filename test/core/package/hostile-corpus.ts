/** One archive of every kind that bundle-format.md §7 refuses, as large as it says that it may not be. */
import { createHash } from 'node:crypto'
import { crc32, deflateRawSync, constants as zlib } from 'node:zlib'
import { manifestText } from '../../../electron/core/package/bag.ts'
import { type RawEnd, type RawEntry, rawZip } from './zip-bytes.ts'

export interface HostileArchive {
  /** The words of §7, or of §3 where it names the rule. */
  readonly kind: string
  readonly bytes: Buffer
  /** One of them must be among the findings. */
  readonly codes: readonly string[]
}

const MiB = 2 ** 20
const text = Buffer.from('hello')
const file = (name: string | Buffer, more: Partial<RawEntry> = {}): RawEntry => ({ name, data: text, ...more })
const sha256 = (data: Buffer): string => createHash('sha256').update(data).digest('hex')

/** `MiBs` of zeros as one deflate stream of a thousandth of it, made without holding them. */
function deflatedZeros(MiBs: number): Buffer {
  const block = deflateRawSync(Buffer.alloc(MiB), { finishFlush: zlib.Z_FULL_FLUSH })
  return Buffer.concat([...Array.from({ length: MiBs - 1 }, () => block), deflateRawSync(Buffer.alloc(MiB))])
}

/** A deflated entry whose headers say what they like: rawZip would deflate it again. */
const packed = (name: string, data: Buffer, bytes: number, crc = 0): RawEntry => ({
  name,
  data,
  method: 8,
  bytes,
  crc,
  packed: data,
})

/** A bag of these payload files that holds, and nothing of ours in it. */
function bag(payload: readonly RawEntry[], more: readonly RawEntry[] = []): RawEntry[] {
  const manifest = manifestText(payload.map(({ name, data }) => ({ path: String(name), sha256: sha256(data) })))
  return [
    file('bagit.txt', { data: Buffer.from('BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n') }),
    file('manifest-sha256.txt', { data: Buffer.from(manifest), method: 8 }),
    ...payload,
    ...more,
  ]
}
const zip64 = (values: readonly bigint[]): Buffer => {
  const extra = Buffer.alloc(4 + values.length * 8)
  extra.writeUInt16LE(1, 0)
  extra.writeUInt16LE(values.length * 8, 2)
  for (const [i, value] of values.entries()) extra.writeBigUInt64LE(value, 4 + i * 8)
  return extra
}

/** @param good a package that holds, to be bent; @param outside a path that must never come into being */
export function hostileArchives(good: Buffer, outside: string): HostileArchive[] {
  const raw = (kind: string, codes: readonly string[], entries: RawEntry[], end: RawEnd = {}): HostileArchive => ({
    kind,
    codes,
    bytes: rawZip(entries, end),
  })
  const names = (kind: string, codes: readonly string[], ...all: (string | Buffer)[]) =>
    raw(kind, codes, bag(all.map((name) => file(name))))
  const unixLink = { external: (0o120777 << 16) >>> 0 }
  const thousands = Array.from({ length: 20_001 }, (_, i) => file(`data/${i}`))
  const zeros = deflatedZeros(1024)
  return [
    names('absolute names', ['name.absolute'], `${outside}-absolute`),
    names('..', ['name.traversal'], '../../kexie-escaped', 'data/../../../kexie-escaped', 'data/x/..'),
    names('drive letters', ['name.drive'], 'C:/kexie-escaped', 'c:kexie-escaped'),
    names('backslashes', ['name.backslash'], '..\\..\\kexie-escaped', 'data\\x', '\\\\server\\share\\x'),
    names('NUL', ['name.nul'], 'data/a.jpg\0.exe'),
    names('control and bidi characters', ['name.control', 'name.bidi'], 'data/a\u001b[2J', 'data/a\u202Egpj.exe'),
    names('reserved Windows names', ['name.reserved'], 'data/NUL', 'data/com1.txt', 'data/CON .jpg'),
    names('streams of NTFS', ['name.forbidden-character'], 'data/a.jpg:hidden.exe'),
    names('leading and trailing dots and spaces', ['name.edge'], 'data/a. ', 'data/.b'),
    names('long components and paths', ['name.component-too-long'], `data/${'长'.repeat(41)}`),
    names('GBK names that lead out', ['zip.name-not-utf8'], Buffer.from([0x2e, 0x2e, 0x5c, 0xc6, 0xf4, 0xb6, 0xaf])),
    names('duplicates', ['name.duplicate'], 'data/a', 'data/a'),
    names('case clashes', ['name.case-clash'], 'data/Straße', 'data/STRASSE'),
    names('a file that is a folder', ['name.file-as-folder'], 'data/a', 'data/a/b'),
    raw(
      'deep names of many',
      ['name.path-too-long'],
      Array.from({ length: 20 }, (_, i) => file(`${i}/${'a/'.repeat(95)}`.slice(0, -1))),
    ),
    raw(
      '20,000 long names that hold',
      ['bag.no-bagit-txt'],
      Array.from({ length: 20_000 }, (_, i) => file(`data/${i}/${'长'.repeat(37)}/${'长'.repeat(37)}`)),
    ),
    raw(
      'names of 1,100 bytes, thousands of them',
      ['zip.directory-too-long'],
      [...Array.from({ length: 12_000 }, (_, i) => file(`${String(i)}${'长'.repeat(365)}`))],
    ),
    raw(
      'names of 65,000 bytes',
      ['name.path-too-long'],
      [...Array.from({ length: 20 }, (_, i) => file(`${'a/'.repeat(32_000)}${i}`))],
    ),
    raw('a Unix link', ['zip.link'], bag([file('data/passwd', { ...unixLink, data: Buffer.from('/etc/passwd') })])),
    raw('a Windows link', ['zip.link'], bag([file('data/a', { external: 0x400, madeBy: 0x0a14 })])),
    raw('a hard device', ['zip.special-file'], bag([file('data/a', { external: (0o060666 << 16) >>> 0 })])),
    raw('encrypted entries', ['zip.encrypted'], bag([file('data/a', { flags: 0x801 })])),
    raw('AES', ['zip.encrypted'], bag([file('data/a', { method: 99 })])),
    raw('over 20,000 entries', ['zip.too-many-entries'], thousands),
    raw('a directory that says more than it holds', ['zip.directory'], [file('data/a')], { count: 19_999 }),
    raw('gaps', ['zip.gap'], [file('data/a'), file('data/b', { before: Buffer.from('MZ hidden') })]),
    raw(
      'overlaps: one header, many files',
      ['zip.overlap'],
      [
        packed('data/0', zeros, 64 * MiB),
        ...Array.from({ length: 999 }, (_, i) => file(`data/${i + 1}`, { offset: 0 })),
      ],
    ),
    raw('prefix bytes', ['zip.prefix-bytes'], [file('data/a')], { prefix: Buffer.from('#!/bin/sh\n') }),
    raw('a comment', ['zip.comment'], [file('data/a')], { comment: Buffer.alloc(65_535, 0x50) }),
    raw('bytes behind the end', ['zip.trailing-bytes'], [file('data/a')], { trailing: Buffer.from('MZ') }),
    raw('a local header that disagrees', ['zip.local-mismatch'], [file('data/a.jpg', { localName: 'data/a.exe' })]),
    raw('a wrong CRC', ['zip.crc'], bag([file('data/a', { crc: 1 })])),
    raw('a wrong size', ['zip.size'], bag([packed('data/a', deflateRawSync(text), 4, crc32(text))])),
    raw(
      'a size of 2^63 in ZIP64',
      ['zip.zip64', 'zip.extra-field', 'zip.directory'],
      [file('data/a', { bytes: 0xffffffff, compressed: 0xffffffff, extra: zip64([2n ** 63n, 2n ** 63n]) })],
    ),
    raw('an inflated text over 64 MiB', ['zip.text-too-large'], bag([packed('data/a', zeros, 65 * MiB)])),
    raw(
      'inflated texts of 512 MiB in all',
      ['zip.total-too-large'],
      bag(Array.from({ length: 9 }, (_, i) => packed(`data/${i}`, zeros.subarray(0, 400_000), 60 * MiB))),
    ),
    raw('a ratio over 200', ['zip.ratio'], bag([packed('data/a', deflatedZeros(63), 63 * MiB)])),
    // Says 64 MiB, which 1 MB may be; would be 1 GiB.
    raw('a bomb that says that it is none', ['zip.size'], bag([packed('data/a', zeros, 64 * MiB)])),
    raw('a small bomb that says that it is none', ['zip.size'], bag([packed('data/a', deflatedZeros(900), MiB)])),
    raw(
      'a manifest of 17 MiB',
      ['bag.not-at-root', 'bag.no-payload', 'zip.text-too-large', 'tag.no-manifest'],
      [
        file('bagit.txt', { data: Buffer.from('BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n') }),
        file('manifest-sha256.txt', { data: Buffer.alloc(17 * MiB, 0x61), method: 0 }),
      ],
    ),
    raw(
      'manifests of a hundred thousand lines',
      ['bag.manifest-too-long'],
      [
        ...bag([file('data/a')]).slice(0, 1),
        ...(['md5', 'sha512'] as const).flatMap((algorithm) =>
          ['', 'tag'].map((kind) => file(`${kind}manifest-${algorithm}.txt`, { data: longManifest(algorithm) })),
        ),
        file('data/a'),
      ],
    ),
    { kind: 'no archive at all', codes: ['zip.not-a-zip'], bytes: Buffer.alloc(3 * MiB, 0x20) },
    { kind: 'cut short', codes: ['zip.truncated'], bytes: good.subarray(0, good.length - 30) },
    { kind: 'cut in the middle', codes: ['zip.truncated'], bytes: good.subarray(0, Math.floor(good.length / 2)) },
  ]
}

/** 7 MiB of lines that each name a file that is not there. */
function longManifest(algorithm: 'md5' | 'sha512'): Buffer {
  const digest = 'a'.repeat({ md5: 32, sha512: 128 }[algorithm])
  const line = (n: number) => `${digest} data/${n}\n`
  return Buffer.from(Array.from({ length: Math.floor((7 * MiB) / line(100_000).length) }, (_, n) => line(n)).join(''))
}
