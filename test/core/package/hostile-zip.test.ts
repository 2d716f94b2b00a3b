import { execFileSync } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { crc32, deflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as yazl from 'yazl'
import { checkBag } from '../../../electron/core/package/check-bag.ts'
import { verifyPackage } from '../../../electron/core/package/reader.ts'
import { codes, contextOf, makeOffice, sample, scratch, trusting, unpack, verifyTwice } from './world.ts'
import { type RawEnd, type RawEntry, rawZip } from './zip-bytes.ts'

const text = Buffer.from('hello')
const file = (name: string, more: Partial<RawEntry> = {}): RawEntry => ({ name, data: text, ...more })
const extra = (tag: number, body: Buffer) => {
  const head = Buffer.alloc(4)
  head.writeUInt16LE(tag, 0)
  head.writeUInt16LE(body.length, 2)
  return Buffer.concat([head, body])
}
const verifyBytes = async (bytes: Buffer) => {
  const path = join(await scratch(), 'x.zip')
  await writeFile(path, bytes)
  return verifyTwice(path, contextOf())
}

describe('ZIP structure', () => {
  const good = file('data/a.txt')
  const cases: [string, RawEntry[], RawEnd, string][] = [
    ['prefix bytes, offsets not shifted', [good], { prefix: Buffer.from('MZ') }, 'zip.prefix-bytes'],
    ['prefix bytes, offsets shifted', [file('a', { before: Buffer.from('MZ') })], {}, 'zip.prefix-bytes'],
    ['a comment', [good], { comment: Buffer.from('hi') }, 'zip.comment'],
    ['bytes after the end', [good], { trailing: Buffer.from('junk') }, 'zip.trailing-bytes'],
    ['a comment of an entry', [file('a', { comment: 'x' })], {}, 'zip.comment'],
    ['a gap', [good, file('b', { before: Buffer.from('xx') })], {}, 'zip.gap'],
    ['a gap before the directory', [good], { beforeCentral: Buffer.from('xx') }, 'zip.gap'],
    ['bytes before the end record', [good], { beforeEnd: Buffer.from('xx') }, 'zip.prefix-bytes'],
    ['two entries on one header', [good, file('b', { offset: 0 })], {}, 'zip.overlap'],
    [
      'data that reach into the next entry',
      [file('a', { bytes: 9, compressed: 9, localBytes: 9 }), file('b')],
      {},
      'zip.overlap',
    ],
    ['another local name', [file('a', { localName: 'b' })], {}, 'zip.local-mismatch'],
    ['another local size', [file('a', { localBytes: 4 })], {}, 'zip.local-mismatch'],
    ['another local CRC', [file('a', { localCrc: 4 })], {}, 'zip.local-mismatch'],
    ['another local method', [file('a', { localMethod: 8 })], {}, 'zip.local-mismatch'],
    ['another local flag', [file('a', { localFlags: 0 })], {}, 'zip.local-mismatch'],
    [
      'a lying descriptor',
      [file('a', { flags: 0x808, localCrc: 0, localBytes: 0, descriptor: Buffer.alloc(16) })],
      {},
      'zip.descriptor-mismatch',
    ],
    ['encryption', [file('a', { flags: 0x801 })], {}, 'zip.encrypted'],
    ['strong encryption', [file('a', { flags: 0x841 })], {}, 'zip.encrypted'],
    ['masked headers', [file('a', { flags: 0x2800 })], {}, 'zip.encrypted'],
    ['AES', [file('a', { method: 99 })], {}, 'zip.encrypted'],
    ['a patch flag', [file('a', { flags: 0x820 })], {}, 'zip.flags'],
    ['another method', [file('a', { method: 12 })], {}, 'zip.method'],
    ['a Unix link', [file('a', { external: (0o120777 << 16) >>> 0 })], {}, 'zip.link'],
    ['a link that claims DOS', [file('a', { external: (0o120777 << 16) >>> 0, madeBy: 20 })], {}, 'zip.link'],
    ['a Windows reparse point', [file('a', { external: 0x400, madeBy: 0x0a14 })], {}, 'zip.link'],
    ['a device', [file('a', { external: (0o020666 << 16) >>> 0 })], {}, 'zip.special-file'],
    ['a folder that is a file', [file('a', { external: (0o040755 << 16) >>> 0 })], {}, 'zip.special-file'],
    ['a folder with contents', [file('a/')], {}, 'zip.size'],
    ['a name in GBK', [file('x', { name: Buffer.from([0xbf, 0xc6, 0xd0, 0xad]) })], {}, 'zip.name-not-utf8'],
    ['UTF-8 without the flag', [file('目录', { flags: 0 })], {}, 'zip.name-unmarked'],
    [
      'a second name in an extra field',
      [file('a', { extra: extra(0x7075, Buffer.from('\x01....b')) })],
      {},
      'zip.extra-field',
    ],
    ['a broken extra field', [file('a', { extra: Buffer.from([1, 2, 200, 0, 5]) })], {}, 'zip.extra-field'],
    ['a ZIP64 mark without a field', [file('a', { bytes: 0xffffffff, compressed: 0xffffffff })], {}, 'zip.extra-field'],
    ['another disk', [good], { disk: 1 }, 'zip.multi-disk'],
    ['a count too small', [good, file('b')], { count: 1 }, 'zip.directory'],
    ['a count too large', [good], { count: 2 }, 'zip.directory'],
    ['counts that differ', [good], { diskCount: 2 }, 'zip.directory'],
    ['too many entries', [good], { count: 20_001 }, 'zip.too-many-entries'],
    ['a directory past the end', [good], { start: 100_000 }, 'zip.truncated'],
    ['stored with two sizes', [file('a', { bytes: 4, localBytes: 5 })], {}, 'zip.size'],
    [
      'an inflated text over 64 MiB',
      [file('a', { method: 8, bytes: 65 * 2 ** 20, compressed: 2 ** 20 })],
      {},
      'zip.text-too-large',
    ],
    [
      '512 MiB in all',
      Array.from({ length: 9 }, (_, i) => file(`${i}`, { method: 8, bytes: 60 * 2 ** 20, localBytes: 0 })),
      {},
      'zip.total-too-large',
    ],
  ]
  test.each(cases)('%s', async (_, entries, end, code) => {
    const result = await verifyBytes(rawZip(entries, end))
    expect(result.ok).toBe(false)
    expect(codes(result)).toContain(code)
    expect(result.bagit.valid).toBe(false)
  })

  test('files that are no ZIP, empty, cut at every place', async () => {
    expect(codes(await verifyBytes(Buffer.alloc(0)))).toEqual(['zip.not-a-zip'])
    expect(codes(await verifyBytes(Buffer.from('just a text file, nothing else')))).toEqual(['zip.not-a-zip'])
    const whole = rawZip([good, file('b')])
    for (let length = 0; length < whole.length; length += 3) {
      const result = await verifyBytes(whole.subarray(0, length))
      expect(result.ok).toBe(false)
      expect(result.findings.length).toBeGreaterThan(0)
    }
  })

  test('ZIP64 records that contradict themselves', async () => {
    const whole = rawZip([good])
    const end = whole.subarray(-22)
    const locator = Buffer.alloc(20)
    locator.writeUInt32LE(0x07064b50, 0)
    locator.writeBigUInt64LE(2n ** 60n, 8)
    locator.writeUInt32LE(1, 16)
    expect(codes(await verifyBytes(Buffer.concat([whole.subarray(0, -22), locator, end])))).toEqual(['zip.zip64'])
  })
})

describe('contents of entries', () => {
  const inBag = (entry: RawEntry): RawEntry[] => [
    { name: 'bagit.txt', data: Buffer.from('BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n') },
    { name: 'manifest-sha256.txt', data: Buffer.from(`${'0'.repeat(64)}  data/x\n`) },
    entry,
  ]
  const check = async (entry: RawEntry) => codes({ findings: (await checkBagBytes(rawZip(inBag(entry)))).findings })
  const checkBagBytes = async (bytes: Buffer) => {
    const path = join(await scratch(), 'x.zip')
    await writeFile(path, bytes)
    return checkBag(path)
  }
  const bomb = Buffer.alloc(3 * 2 ** 20)

  test('wrong CRC, wrong size, broken stream, hidden tail, ratio', async () => {
    expect(await check({ name: 'data/x', data: text, crc: 1 })).toContain('zip.crc')
    expect(await check({ name: 'data/x', data: text, method: 8, crc: 1 })).toContain('zip.crc')
    expect(await check({ name: 'data/x', data: text, method: 8, bytes: 6 })).toContain('zip.size')
    const lying = (bytes: number) => ({
      name: 'data/x',
      data: text,
      method: 8,
      flags: 0x808,
      bytes,
      localCrc: 0,
      localBytes: 0,
      descriptor: descriptor(bytes),
    })
    const descriptor = (bytes: number) => {
      const buffer = Buffer.alloc(16)
      buffer.writeUInt32LE(0x08074b50, 0)
      buffer.writeUInt32LE(0x3610a686, 4)
      buffer.writeUInt32LE(deflateRawSync(text).length, 8)
      buffer.writeUInt32LE(bytes, 12)
      return buffer
    }
    expect(await check(lying(4))).toContain('zip.size')
    expect(await check(lying(6))).toContain('zip.size')
    expect(await check(lying(5))).toEqual(['bag.digest-mismatch'])
    const broken = deflateRawSync(bomb)
    const stored: RawEntry = { name: 'data/x', data: text }
    expect(await check({ ...stored, method: 8, tail: Buffer.from('hidden') })).not.toContain('bag.digest-mismatch')
    expect(codes(await verifyBytes(rawZip([{ name: 'a', data: bomb, method: 8 }])))).toEqual(['zip.ratio'])
    expect(broken.length).toBeLessThan(bomb.length / 200)
  })

  test('bytes hidden behind the end of a deflate stream', async () => {
    const data = deflateRawSync(text)
    const tail = Buffer.from('hidden')
    const packed = data.length + tail.length
    const descriptor = Buffer.alloc(12)
    descriptor.writeUInt32LE(0x3610a686, 0)
    descriptor.writeUInt32LE(packed, 4)
    descriptor.writeUInt32LE(text.length, 8)
    expect(
      await check({
        name: 'data/x',
        data: text,
        method: 8,
        tail,
        flags: 0x808,
        localCrc: 0,
        localBytes: 0,
        descriptor,
      }),
    ).toContain('zip.size')
  })

  test('the same for texts that are inflated as a stream', async () => {
    const big = Buffer.alloc(3 * 2 ** 20)
    for (let i = 0, state = 1; i < big.length; i++) {
      state = (state * 48271) % 2147483647
      big[i] = 48 + (state % 16)
    }
    const packed = deflateRawSync(big)
    const withDescriptor = (tail: Buffer, bytes = big.length, crc = crc32(big)): RawEntry => {
      const descriptor = Buffer.alloc(12)
      descriptor.writeUInt32LE(crc, 0)
      descriptor.writeUInt32LE(packed.length + tail.length, 4)
      descriptor.writeUInt32LE(bytes, 8)
      return {
        name: 'data/x',
        data: big,
        method: 8,
        tail,
        bytes,
        crc,
        flags: 0x808,
        localCrc: 0,
        localBytes: 0,
        descriptor,
      }
    }
    expect(await check(withDescriptor(Buffer.alloc(0)))).toEqual(['bag.digest-mismatch'])
    expect(await check(withDescriptor(Buffer.from('hidden')))).toEqual(['zip.size'])
    expect(await check(withDescriptor(Buffer.alloc(0), big.length - 1))).toEqual(['zip.size'])
    expect(await check(withDescriptor(Buffer.alloc(0), big.length + 1))).toEqual(['zip.size'])
    expect(await check(withDescriptor(Buffer.alloc(0), big.length, 7))).toEqual(['zip.crc'])
    const bytes = rawZip(inBag(withDescriptor(Buffer.alloc(0))))
    const start = bytes.indexOf(packed.subarray(0, 64))
    bytes.fill(0xff, start, start + 8)
    const result = await checkBagBytes(bytes)
    expect(codes(result)).toEqual(['zip.inflate'])
  })

  test('a stream that is no deflate at all', async () => {
    const bytes = rawZip(inBag({ name: 'data/x', data: text, method: 8, flags: 0x808, localCrc: 0, localBytes: 0 }))
    const start = bytes.indexOf(deflateRawSync(text))
    bytes.fill(0xff, start, start + 4)
    // Without a descriptor the structure is refused first; with one the stream is.
    const result = await checkBagBytes(bytes)
    expect(result.valid).toBe(false)
  })
})

describe('names', () => {
  test.each([
    ['/etc/passwd', 'name.absolute'],
    ['../x', 'name.traversal'],
    ['data/../../x', 'name.traversal'],
    ['data/./x', 'name.traversal'],
    ['C:/x', 'name.drive'],
    ['data\\x', 'name.backslash'],
    ['data/a\0b', 'name.nul'],
    ['data/a\tb', 'name.control'],
    ['data/a\u202Egpj.exe', 'name.bidi'],
    ['data/a%20', 'name.forbidden-character'],
    ['data/a ', 'name.edge'],
    ['data/.a', 'name.edge'],
    ['data/NUL.txt', 'name.reserved'],
    ['data//x', 'name.empty'],
    [`data/${'长'.repeat(41)}`, 'name.component-too-long'],
    [`data/${'a/'.repeat(99)}b`, 'name.path-too-long'],
    ['data/e\u0301', 'name.not-nfc'],
  ])('%j', async (name, code) => {
    const result = await verifyBytes(rawZip([file(name)]))
    expect(codes(result)).toContain(code)
    expect(result.findings.every((item) => !/[\u202E\0]/.test(item.message))).toBe(true)
  })

  test('duplicates, clashes of case, a file that is a folder', async () => {
    expect(codes(await verifyBytes(rawZip([file('a'), file('a')])))).toEqual(['name.duplicate'])
    expect(codes(await verifyBytes(rawZip([file('data/A'), file('data/a')])))).toEqual(['name.case-clash'])
    expect(codes(await verifyBytes(rawZip([file('data/A/x'), file('data/a/y')])))).toEqual(['name.case-clash'])
    expect(codes(await verifyBytes(rawZip([file('data/a'), file('data/a/b')])))).toEqual(['name.file-as-folder'])
  })

  test('65,000 characters of slashes do not hang', async () => {
    const name = 'a/'.repeat(32_000)
    const result = await verifyBytes(rawZip(Array.from({ length: 100 }, (_, i) => file(`${name}${i}`))))
    expect(codes(result)).toContain('name.path-too-long')
  })
})

describe('other bags and folders', () => {
  const bagFiles = {
    'bagit.txt': 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n',
    'manifest-md5.txt': '5d41402abc4b2a76b9719d911017c592  data/x\n',
    'data/x': 'hello',
  }

  test('a foreign valid bag by another ZIP writer is told from a broken one', async () => {
    const dir = await scratch()
    const build = async (name: string, changed: Record<string, string>, top = '') => {
      const zip = new yazl.ZipFile()
      for (const [path, data] of Object.entries({ ...bagFiles, ...changed }))
        zip.addBuffer(Buffer.from(data), top + path)
      if (top) zip.addEmptyDirectory(top)
      zip.end()
      const out = createWriteStream(join(dir, name))
      await pipeline(zip.outputStream, out)
      return verifyPackage(join(dir, name), contextOf())
    }
    expect(await build('valid.zip', {})).toMatchObject({
      ok: false,
      bagit: { valid: true, version: '1.0', findings: [] },
    })
    expect(await build('top.zip', {}, 'bag/')).toMatchObject({
      ok: false,
      bagit: { valid: true },
      findings: [{ code: 'bag.not-at-root' }],
    })
    expect(await build('broken.zip', { 'data/x': 'hellO' })).toMatchObject({
      ok: false,
      bagit: { valid: false, findings: [{ code: 'bag.digest-mismatch', path: 'data/x' }] },
    })
    expect(
      await build('fetch.zip', {
        'fetch.txt': 'http://a 5 data/y\n',
        'manifest-md5.txt': `${bagFiles['manifest-md5.txt']}5d41402abc4b2a76b9719d911017c592  data/y\n`,
      }),
    ).toMatchObject({
      bagit: { valid: false, findings: [{ code: 'bag.fetch-absent', path: 'data/y' }] },
    })
  })

  test('a bag packed by zip with folders and times is read; a link in a folder is refused', async () => {
    const dir = await scratch()
    for (const [path, data] of Object.entries(bagFiles)) {
      await mkdir(join(dir, 'bag', path, '..'), { recursive: true })
      await writeFile(join(dir, 'bag', path), data)
    }
    execFileSync('zip', ['-qr', '../by-zip.zip', '.'], { cwd: join(dir, 'bag') })
    expect(await checkBag(join(dir, 'by-zip.zip'))).toEqual({ valid: true, version: '1.0', findings: [] })
    expect(await checkBag(join(dir, 'bag'))).toEqual({ valid: true, version: '1.0', findings: [] })
    await symlink('/etc/hostname', join(dir, 'bag', 'data', 'y'))
    expect((await checkBag(join(dir, 'bag'))).findings).toMatchObject([{ code: 'folder.link', path: 'data/y' }])
    await expect(checkBag(join(dir, 'none'))).rejects.toMatchObject({ code: 'file.vanished' })
  })

  test('packed again: by a writer that marks UTF-8 names it holds; unmarked or one folder deeper it is told', async () => {
    const dir = await scratch()
    const [county, city] = [await makeOffice('甲科协'), await makeOffice('乙科协')]
    const { path } = await sample(dir, { from: county, to: city })
    const files = await unpack(path)
    const again = async (name: string, top: string) => {
      const zip = new yazl.ZipFile()
      for (const [inside, data] of files) zip.addReadStream(Readable.from([data]), top + inside)
      zip.end()
      await pipeline(zip.outputStream, createWriteStream(join(dir, name)))
      return verifyPackage(join(dir, name), trusting(county, city))
    }
    expect(await again('again.zip', '')).toMatchObject({ ok: true, trusted: true, findings: [] })
    expect(await again('deep.zip', 'bag/')).toMatchObject({ ok: false, findings: [{ code: 'bag.not-at-root' }] })
    execFileSync('unzip', ['-q', path, '-d', join(dir, 'bag')])
    execFileSync('zip', ['-qr', '../unmarked.zip', '.'], { cwd: join(dir, 'bag') })
    const unmarked = await verifyPackage(join(dir, 'unmarked.zip'), trusting(county, city))
    expect(new Set(codes(unmarked))).toEqual(new Set(['zip.name-unmarked']))
    expect(unmarked).toMatchObject({ ok: false, trusted: false, bagit: { valid: true } })
  })
})

test('random damage to a good package never throws and never passes unseen', async () => {
  const dir = await scratch()
  const [county, city] = [await makeOffice('甲科协'), await makeOffice('乙科协')]
  const { path } = await sample(dir, { from: county, to: city })
  const bytes = await readFile(path)
  await fc.assert(
    fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (index, mask) => {
      const copy = Buffer.from(bytes)
      copy[index] = copy[index]! ^ mask
      await writeFile(join(dir, 'damaged.zip'), copy)
      const result = await verifyPackage(join(dir, 'damaged.zip'), trusting(county, city))
      return !result.ok || onlyMetadata(index)
    }),
    { numRuns: 300, seed: 20220530 },
  )
  /** Version and attribute fields of the central directory say nothing about the contents. */
  function onlyMetadata(index: number): boolean {
    return index >= bytes.indexOf(Buffer.from([0x50, 0x4b, 1, 2]))
  }
})
