/** Bags by other programs: what RFC 8493 calls valid is told valid, every fault of it by its own code, zipped and unpacked. */
import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { checkBag } from '../../../electron/core/package/check-bag.ts'
import { verifyPackage } from '../../../electron/core/package/reader.ts'
import { contextOf, scratch } from './world.ts'
import { rawZip } from './zip-bytes.ts'

type Files = Record<string, string | Buffer>
const hash = (algorithm: string, data: string | Buffer): string => createHash(algorithm).update(data).digest('hex')
const bagit = 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n'
const payload = { 'data/甲.txt': '甲', 'data/sub/b.txt': 'b' }
const manifest = (algorithm: string, files: Files, more = ''): string =>
  `${Object.entries(files)
    .map(([name, data]) => `${hash(algorithm, data)}  ${name}\n`)
    .join('')}${more}`
const bag = (changed: Record<string, string | Buffer | null> = {}): Files => {
  const files = { 'bagit.txt': bagit, 'manifest-sha256.txt': manifest('sha256', payload), ...payload, ...changed }
  return Object.fromEntries(Object.entries(files).flatMap(([name, data]) => (data === null ? [] : [[name, data]])))
}
/** With a tag manifest over these of its files. */
const tagged = (files: Files, over: string[], more = ''): Files => ({
  ...files,
  'tagmanifest-sha256.txt': manifest('sha256', Object.fromEntries(over.map((name) => [name, files[name] ?? ''])), more),
})

const asZip = async (files: Files, folders: string[] = []): Promise<string> => {
  const file = path.join(await scratch(), 'bag.zip')
  const entries = Object.entries(files).map(([name, data]) => ({ name, data: Buffer.from(data) }))
  writeFileSync(file, rawZip([...entries, ...folders.map((name) => ({ name: `${name}/`, data: Buffer.alloc(0) }))]))
  return file
}
const asFolder = async (files: Files, folders: string[] = []): Promise<string> => {
  const dir = path.join(await scratch(), 'bag')
  for (const name of folders) mkdirSync(path.join(dir, name), { recursive: true })
  for (const [name, data] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(dir, name)), { recursive: true })
    writeFileSync(path.join(dir, name), data)
  }
  return dir
}
/** What is told of the ZIP and of the folder; both must agree. */
async function told(files: Files, folders: string[] = []) {
  const [zip, folder] = [await checkBag(await asZip(files, folders)), await checkBag(await asFolder(files, folders))]
  const short = (report: typeof zip) => ({
    valid: report.valid,
    findings: report.findings.map(({ code, path: at }) => `${code} ${at}`.trim()).sort(),
  })
  expect(short(folder)).toEqual(short(zip))
  return { ...short(zip), version: zip.version }
}

const lf = '\n'
const utf16 = (text: string): Buffer => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')])
const valid: [string, Files, string[]?][] = [
  ['the least that a bag is', bag()],
  [
    'every manifest of the RFC’s algorithms',
    bag({
      'manifest-sha512.txt': manifest('sha512', payload),
      'manifest-md5.txt': manifest('md5', payload),
      'manifest-sha1.txt': manifest('sha1', payload),
    }),
  ],
  [
    'an algorithm in capitals, digests in capitals',
    bag({
      'manifest-sha256.txt': null,
      'manifest-SHA512.txt': manifest('sha512', payload).replace(/^\w+/gm, (digest) => digest.toUpperCase()),
    }),
  ],
  [
    'a binary mark, tabs, ./ and many spaces',
    bag({
      'manifest-sha256.txt': `${hash('sha256', '甲')} *data/甲.txt\n${hash('sha256', 'b')}\t  ./data/sub/b.txt\n`,
    }),
  ],
  [
    'CRLF everywhere',
    bag({
      'bagit.txt': bagit.replaceAll(lf, '\r\n'),
      'manifest-sha256.txt': manifest('sha256', payload).replaceAll(lf, '\r\n'),
      'bag-info.txt': 'Source-Organization: 甲\r\n  乙\r\nPayload-Oxum: 4.2\r\n',
    }),
  ],
  [
    'CR everywhere',
    bag({
      'bagit.txt': bagit.replaceAll(lf, '\r'),
      'manifest-sha256.txt': manifest('sha256', payload).replaceAll(lf, '\r'),
    }),
  ],
  [
    'no line end at the end',
    bag({ 'bagit.txt': bagit.trim(), 'manifest-sha256.txt': manifest('sha256', payload).trimEnd() }),
  ],
  [
    'folded lines, repeated labels, any order',
    bag({
      'bag-info.txt':
        'Contact-Name: 甲\nContact-Name: 乙\nExternal-Description: 第一行\n\t第二行\n  第三行\nPayload-Oxum: 4.2\n',
    }),
  ],
  ['tag files and folders that nobody lists', bag({ 'README.md': 'x', 'metadata/dc.xml': '<dc/>' })],
  [
    'tag manifests of two algorithms',
    tagged(
      {
        ...bag({ 'metadata/dc.xml': '<dc/>' }),
        'tagmanifest-md5.txt': manifest('md5', { 'manifest-sha256.txt': manifest('sha256', payload) }),
      },
      ['bagit.txt', 'manifest-sha256.txt', 'metadata/dc.xml'],
    ),
  ],
  ['an empty payload', { 'bagit.txt': bagit, 'manifest-sha256.txt': '' }, ['data']],
  ['an empty folder beside files', bag(), ['data/empty']],
  [
    'an empty file',
    bag({ 'data/empty': '', 'manifest-sha256.txt': manifest('sha256', { ...payload, 'data/empty': '' }) }),
  ],
  [
    'a fetch.txt of files that have come',
    bag({ 'fetch.txt': 'https://example.org/a 3 data/甲.txt\nhttp://example.org/b - data/sub/b.txt\n' }),
  ],
  [
    'names with percent and with line ends',
    bag({
      'data/100%25.txt': 'p',
      'data/50%.txt': 'q',
      'manifest-sha256.txt': manifest(
        'sha256',
        payload,
        `${hash('sha256', 'p')}  data/100%2525.txt\n${hash('sha256', 'q')}  data/50%25.txt\n`,
      ),
    }),
  ],
  [
    'names that macOS decomposed',
    bag({
      'data/caf\u00e9.txt': 'c',
      'manifest-sha256.txt': manifest('sha256', { ...payload, 'data/cafe\u0301.txt': 'c' }),
    }),
  ],
  [
    'tag files in UTF-16',
    bag({
      'bagit.txt': bagit.replace('UTF-8', 'UTF-16'),
      'manifest-sha256.txt': utf16(manifest('sha256', payload)),
      'bag-info.txt': utf16('Contact-Name: 甲\n'),
    }),
  ],
  [
    'tag files in GBK',
    bag({
      'bagit.txt': bagit.replace('UTF-8', 'GBK'),
      'manifest-sha256.txt': Buffer.concat([
        Buffer.from(`${hash('sha256', '甲')}  data/`),
        Buffer.from([0xbc, 0xd7]),
        Buffer.from(`.txt\n${hash('sha256', 'b')}  data/sub/b.txt\n`),
      ]),
    }),
  ],
  [
    'version 0.97: a file in one of two manifests is enough',
    bag({ 'bagit.txt': bagit.replace('1.0', '0.97'), 'manifest-md5.txt': manifest('md5', { 'data/甲.txt': '甲' }) }),
  ],
]

const broken: [string, Files, string[], string[]?][] = [
  ['no bagit.txt', bag({ 'bagit.txt': null }), ['bag.no-bagit-txt']],
  ['a BOM in bagit.txt', bag({ 'bagit.txt': `\uFEFF${bagit}` }), ['bag.bagit-txt bagit.txt']],
  [
    'bagit.txt the other way round',
    bag({ 'bagit.txt': bagit.split(lf).reverse().join(lf) }),
    ['bag.bagit-txt bagit.txt'],
  ],
  ['a third line in bagit.txt', bag({ 'bagit.txt': `${bagit}More: x\n` }), ['bag.bagit-txt bagit.txt']],
  ['a version without a point', bag({ 'bagit.txt': bagit.replace('1.0', '1') }), ['bag.bagit-txt bagit.txt']],
  ['a version that nobody knows', bag({ 'bagit.txt': bagit.replace('1.0', '2.0') }), ['bag.version bagit.txt']],
  [
    'an encoding that nobody knows',
    bag({ 'bagit.txt': bagit.replace('UTF-8', 'klingon') }),
    ['bag.encoding bagit.txt'],
  ],
  [
    'tag files that are not what is declared',
    bag({ 'bag-info.txt': Buffer.from([0xbc, 0xd7]) }),
    ['bag.encoding bag-info.txt'],
  ],
  ['no payload folder', { 'bagit.txt': bagit, 'manifest-sha256.txt': '' }, ['bag.no-payload']],
  ['no manifest', bag({ 'manifest-sha256.txt': null }), ['bag.no-manifest manifest-sha256.txt']],
  [
    'only a manifest that cannot be checked',
    bag({ 'manifest-sha256.txt': null, 'manifest-xyz.txt': 'aa  data/甲.txt\n' }),
    ['bag.algorithm manifest-xyz.txt', 'bag.no-manifest manifest-sha256.txt'],
  ],
  [
    'a listed file that is not there',
    bag({ 'data/sub/b.txt': null }),
    ['bag.missing-file data/sub/b.txt'],
    ['data/sub'],
  ],
  ['a file that is not listed', bag({ 'data/c.txt': 'c' }), ['bag.extra-file data/c.txt']],
  [
    'a file that one of two manifests leaves out',
    bag({ 'manifest-md5.txt': manifest('md5', { 'data/甲.txt': '甲' }) }),
    ['bag.extra-file data/sub/b.txt'],
  ],
  ['a changed file', bag({ 'data/甲.txt': '乙' }), ['bag.digest-mismatch data/甲.txt']],
  [
    'a changed file that only the second manifest knows',
    bag({ 'manifest-sha512.txt': manifest('sha512', { ...payload, 'data/甲.txt': '乙' }) }),
    ['bag.digest-mismatch data/甲.txt'],
  ],
  [
    'a line without a digest',
    bag({ 'manifest-sha256.txt': manifest('sha256', payload, 'data/c.txt\n') }),
    ['bag.manifest-syntax manifest-sha256.txt'],
  ],
  [
    'a digest of another length',
    bag({ 'manifest-sha256.txt': manifest('sha256', payload, `${hash('md5', 'c')}  data/c.txt\n`) }),
    ['bag.manifest-syntax manifest-sha256.txt'],
  ],
  [
    'a file listed twice',
    bag({ 'manifest-sha256.txt': manifest('sha256', payload, manifest('sha256', { 'data/甲.txt': '甲' })) }),
    ['bag.manifest-duplicate data/甲.txt'],
  ],
  [
    'a payload manifest that lists a tag file',
    bag({ 'manifest-sha256.txt': manifest('sha256', payload, manifest('sha256', { 'bagit.txt': bagit })) }),
    ['bag.manifest-outside bagit.txt'],
  ],
  [
    'a path that leads out',
    bag({
      'manifest-sha256.txt': manifest(
        'sha256',
        payload,
        manifest('sha256', { 'data/../../etc/passwd': '', '/etc/passwd': '' }),
      ),
    }),
    ['bag.manifest-outside /etc/passwd', 'bag.manifest-outside data/../../etc/passwd'],
  ],
  [
    'a tag file that the tag manifest says otherwise',
    tagged(bag(), ['manifest-sha256.txt'], manifest('sha256', { 'bagit.txt': 'x' })),
    ['tag.digest-mismatch bagit.txt'],
  ],
  [
    'a tag file that is not there',
    tagged(bag(), ['manifest-sha256.txt'], manifest('sha256', { 'bag-info.txt': 'x' })),
    ['tag.missing-file bag-info.txt'],
  ],
  [
    'a tag manifest without the payload manifest',
    tagged(bag(), ['bagit.txt']),
    ['tag.not-covered manifest-sha256.txt'],
  ],
  [
    'a tag manifest that lists tag manifests and payload',
    tagged(bag(), ['manifest-sha256.txt', 'data/甲.txt'], manifest('sha256', { 'tagmanifest-md5.txt': '' })),
    ['tag.wrong-entry data/甲.txt', 'tag.wrong-entry tagmanifest-md5.txt'],
  ],
  [
    'a file yet to be fetched',
    bag({ 'data/sub/b.txt': null, 'fetch.txt': 'https://example.org/b 1 data/sub/b.txt\n' }),
    ['bag.fetch-absent data/sub/b.txt'],
    ['data/sub'],
  ],
  [
    'a fetch.txt that lists what no manifest does',
    bag({ 'fetch.txt': 'https://example.org/c 1 data/c.txt\n' }),
    ['bag.fetch-unlisted data/c.txt'],
  ],
  [
    'a fetch.txt without lengths, for tag files, without an address',
    bag({
      'fetch.txt': 'https://example.org/b data/sub/b.txt\nhttps://example.org/i 1 bag-info.txt\nb 1 data/sub/b.txt\n',
    }),
    ['bag.fetch-syntax fetch.txt', 'bag.fetch-syntax fetch.txt', 'bag.fetch-syntax fetch.txt'],
  ],
  [
    'a Payload-Oxum that counts otherwise',
    bag({ 'bag-info.txt': 'Payload-Oxum: 4.3\n' }),
    ['bag.oxum-mismatch bag-info.txt'],
  ],
  [
    'a Payload-Oxum twice',
    bag({ 'bag-info.txt': 'Payload-Oxum: 4.2\nPayload-Oxum: 4.2\n' }),
    ['bag.info-syntax bag-info.txt'],
  ],
  [
    'a label without a colon, a fold without a label',
    bag({ 'bag-info.txt': '  fold\nContact-Name 甲\n' }),
    ['bag.info-syntax bag-info.txt', 'bag.info-syntax bag-info.txt'],
  ],
]

describe('foreign bags', () => {
  test.each(valid)('valid: %s', async (_, files, folders) => {
    expect(await told(files, folders)).toMatchObject({ valid: true, findings: [] })
  })

  test.each(broken)('broken: %s', async (_, files, findings, folders) => {
    expect(await told(files, folders)).toMatchObject({ valid: false, findings: [...findings].sort() })
  })

  test('a second list that cannot be checked is said, and says nothing against the bag', async () => {
    expect(await told(bag({ 'manifest-blake9.txt': 'aa  data/甲.txt\n' }))).toMatchObject({
      valid: true,
      findings: ['bag.algorithm-unchecked manifest-blake9.txt'],
    })
  })

  test('none of ours: refused as a package in every case, and told under `bagit` what it is', async () => {
    for (const make of [asZip, asFolder]) {
      expect(await verifyPackage(await make(bag()), contextOf())).toMatchObject({
        ok: false,
        trusted: false,
        bagit: { valid: true, version: '1.0', findings: [] },
      })
      const changed = await verifyPackage(await make(bag({ 'data/甲.txt': '乙' })), contextOf())
      expect(changed).toMatchObject({ ok: false, bagit: { valid: false } })
      expect(changed.bagit.findings.map(({ path: at }) => at)).toEqual(['data/甲.txt'])
    }
  })

  test('names with line ends', async () => {
    const name = 'data/two\nlines'
    const files = bag({
      [name]: 'x',
      'manifest-sha256.txt': manifest('sha256', payload, `${hash('sha256', 'x')}  data/two%0Alines\n`),
    })
    expect(await told(files)).toMatchObject({ valid: true, findings: [] })
  })
})
