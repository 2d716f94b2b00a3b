/** What two offices really write, checked by the verifier in another language (test/verifier), which knows only the page. */
import { execFileSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { canonicalJson } from '../../electron/core/package/canonical.ts'
import { cardDigest } from '../../electron/core/package/card.ts'
import { parsePublicKey } from '../../electron/core/package/minisign.ts'
import type { OfficeCard } from '../../electron/core/package/schema.ts'
import { countyNotice, type Desk, fillF2, newPair, type Pair, projectDir, sampleDir } from '../support/desks.ts'
import { summaryNotice } from '../support/notices.ts'
import { unzipPackage } from '../support/unzip.ts'
import { type Verdict, verifyElsewhere } from '../support/verifier.ts'
import { packageSchemaText, schemaFile } from '../verifier/package-schema.ts'

let pair: Pair
let cards: readonly OfficeCard[]
const cardFile = (desk: Desk): string => path.join(pair.stick, `card-${desk.officeId}.zip`)
const fileOf = (made: { files: { path: string }[] }): string => made.files[0]?.path ?? ''
const groupsOf = async (desk: Desk): Promise<string[]> => [...(await desk.call('offices.fingerprint', {})).groups]
const jsonIn = <T>(file: string, name: string): T =>
  JSON.parse(execFileSync('unzip', ['-p', file, name], { encoding: 'utf8', maxBuffer: 1e8 })) as T
/** Refused anything that is not as our own reader has it. */
async function check(file: string, reader: Desk): Promise<Verdict> {
  const theirs = await verifyElsewhere(file, { cards, us: reader.officeId })
  const ours = await reader.call('packages.verify', { path: file })
  expect(theirs).toMatchObject({ ok: ours.ok, kind: ours.kind, packageId: ours.packageId, trusted: ours.trusted })
  return theirs
}

beforeAll(async () => {
  pair = await newPair()
  cards = [pair.county, pair.city].map((desk) => jsonIn<{ card: OfficeCard }>(cardFile(desk), 'data/package.json').card)
})
afterAll(() => pair.close())

describe('what the program writes', () => {
  it('cards: the first, and one that follows it under another name', async () => {
    const { county, city, stick } = pair
    const [first] = cards
    const verdict = await verifyElsewhere(cardFile(county))
    expect(verdict).toMatchObject({ ok: true, kind: 'office-card', trusted: false })
    expect(verdict.card).toEqual({ step: 'first', digest: cardDigest(first!), fingerprint: await groupsOf(county) })
    expect((await check(cardFile(county), city)).card?.step).toBe('same')
    await county.call('offices.rename', { name: '示例县科协' })
    const second = path.join(stick, '新名片.zip')
    await county.call('offices.exportCard', { out: second })
    expect((await check(second, city)).card?.step).toBe('changed')
    // Without the card in between it proves itself by nothing.
    expect(await verifyElsewhere(second)).toMatchObject({ ok: true, trusted: false, card: { step: 'first' } })
  })

  it('a submission with personal parts, and in volumes; receipts for both in one; as a folder too', async () => {
    const { county, city, stick } = pair
    await fillF2(county)
    const plain = await county.call('packages.export', { noticeId: countyNotice, to: city.officeId, out: stick })
    const verdict = await check(fileOf(plain), city)
    expect(verdict.records).toEqual(
      plain.records.map(({ recordId, revision, code }) =>
        expect.objectContaining({ record: `${recordId}-${revision}`, code }),
      ),
    )
    expect(verdict.notVerified?.every((name) => name.startsWith('data/personal/'))).toBe(true)
    expect(verdict.notVerified?.length).toBeGreaterThan(0)
    const { dir } = unzipPackage(fileOf(plain), path.join(pair.dir, 'unzipped'))
    expect(await verifyElsewhere(dir, { cards })).toMatchObject({ ok: true, trusted: true, records: verdict.records })

    const recordId = await fillF2(county, { activityName: '第二项活动' }, [])
    for (const n of [1, 2]) {
      const photo = path.join(pair.dir, `large-${n}.jpg`)
      writeFileSync(
        photo,
        Buffer.concat([readFileSync(path.join(sampleDir, 'county/photo-1-field.jpg')), randomBytes(700_000)]),
      )
      await county.call('records.attach', { recordId, field: 'photos', path: photo })
    }
    const order = { noticeId: countyNotice, to: city.officeId, out: stick, volumeBytes: 1_000_000 }
    const volumes = await county.call('packages.export', order)
    expect(volumes.files.length).toBeGreaterThan(1)
    for (const { path: file } of [...plain.files, ...volumes.files]) {
      expect(await check(file, city)).toMatchObject({ ok: true, trusted: true })
      await city.call('packages.import', { path: file })
    }
    const written = await city.call('receipts.writeAll', { out: stick })
    const receipt = written.files[0]?.path ?? ''
    expect(jsonIn<{ further: unknown[] }>(receipt, 'data/receipt.json').further.length).toBeGreaterThan(0)
    expect(await check(receipt, county)).toMatchObject({ ok: true, trusted: true, kind: 'receipt' })
    // For another office it is not.
    expect(await verifyElsewhere(receipt, { us: city.officeId })).toMatchObject({
      ok: false,
      reason: 'package.not-for-us',
    })
  })

  it('a notice, addressed and public', async () => {
    const { county, city } = pair
    const noticeId = await summaryNotice(city)
    for (const to of [county.officeId, null]) {
      const out = path.join(pair.dir, `notice-${to ?? 'all'}`)
      mkdirSync(out)
      const made = await city.call('notices.publish', { noticeId, to, out })
      expect(await check(fileOf(made), county)).toMatchObject({ ok: true, trusted: true, kind: 'notice' })
    }
  })
})

describe('what both sides must compute alike', () => {
  const python = (code: string, input: string): string =>
    execFileSync('python3', ['-B', '-c', `import json,sys\nfrom standards import *\n${code}`], {
      cwd: path.join(projectDir, 'test/verifier'),
      input,
      encoding: 'utf8',
      env: { ...process.env, PYTHONIOENCODING: 'utf-8' },
    })

  it('canonical JSON: numbers over the whole range of doubles, strings, order of names', () => {
    const random = randomBytes(8 * 3000)
    const doubles = Array.from({ length: 3000 }, (_, n) => random.readDoubleLE(n * 8)).filter(Number.isFinite)
    const edges = [
      0,
      -0,
      1,
      -1,
      0.1,
      1e20,
      1e21,
      123456789012345680000,
      1e-6,
      1e-7,
      5e-324,
      Number.MAX_VALUE,
      2 ** 53 + 2,
      4.5,
      100,
      0.00001234,
    ]
    const odd = {
      '\u20ac': 1,
      '\r': 2,
      '\ufb33': 3,
      '1': 4,
      '\u{1f600}': 5,
      '\u0080': '\u0007"\\/\u2028<',
      e\u0301: 'e\u0301',
      科: [true, null, {}],
    }
    const text = JSON.stringify([...doubles, ...edges, odd])
    expect(python('print(canonical(parse_json(sys.stdin.buffer.read())))', text).trimEnd()).toBe(
      canonicalJson(JSON.parse(text)),
    )
  })

  it('Ed25519: S below the order, and no key of small order, there as here', () => {
    const small = [
      '0000000000000000000000000000000000000000000000000000000000000000',
      '0100000000000000000000000000000000000000000000000000000000000000',
      'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
      '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
      'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
      'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa',
    ].map((key) => Buffer.from(key, 'hex'))
    for (const key of small)
      expect(parsePublicKey(Buffer.concat([Buffer.from('Ed'), Buffer.alloc(8), key]).toString('base64'))).toBeNull()
    expect(
      python(
        'print([small_order(bytes.fromhex(k)) for k in json.load(sys.stdin)])',
        JSON.stringify(small.map((key) => key.toString('hex'))),
      ).trim(),
    ).toBe(`[${small.map(() => 'True').join(', ')}]`)
    // RFC 8032, test 2; then S + L, which signs the same in a careless verifier.
    const code = `k,m,s=(bytes.fromhex(x) for x in json.load(sys.stdin))
t=s[:32]+(int.from_bytes(s[32:],'little')+ORDER).to_bytes(32,'little')
print(signs(k,s,m),signs(k,t,m),signs(k,s,m+b'x'))`
    const vector = [
      '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
      '72',
      '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
    ]
    expect(python(code, JSON.stringify(vector)).trim()).toBe('True False False')
  })

  it('the schema beside the page is that of the reader', () => {
    expect(JSON.parse(readFileSync(schemaFile, 'utf8'))).toEqual(JSON.parse(packageSchemaText()))
  })

  it('the verifier is short, and knows nothing but the page and Python', () => {
    const folder = path.join(projectDir, 'test/verifier')
    const own = ['verify', 'cards', 'container', 'evidence', 'standards']
    const standard =
      /^(argparse|base64|datetime|decimal|hashlib|json|os|pathlib|re|stat|struct|sys|unicodedata|zipfile|zlib)$/
    expect(readFileSync(path.join(folder, 'verify.py'), 'utf8').split('\n').length - 1).toBeLessThanOrEqual(150)
    for (const name of own)
      for (const [, list = ''] of readFileSync(path.join(folder, `${name}.py`), 'utf8').matchAll(
        /^(?:import|from) ([\w, ]+?)(?: import .*)?$/gm,
      ))
        for (const used of list.split(', ')) expect([...own, standard.test(used) ? used : '?']).toContain(used)
  })
})

describe('the worked example on the page', () => {
  const page = readFileSync(path.join(projectDir, 'resources/manual/package-format.md'), 'utf8')
  const block = (name: string): string =>
    new RegExp(`<!-- ${name} -->\\n\`\`\`[a-z]*\\n([^\`]*?)\\n\`\`\``).exec(page)?.[1] ?? ''

  it('is a package, byte for byte, that both sides take', async () => {
    const dir = path.join(pair.dir, 'example')
    mkdirSync(path.join(dir, 'data/records'), { recursive: true })
    const names = [
      'bagit.txt',
      'bag-info.txt',
      'manifest-sha256.txt',
      'tagmanifest-sha256.txt',
      'signature.minisig',
      'data/package.json',
      'data/目录.html',
    ]
    const record = 'data/records/0180b7f0-0000-7000-8000-000000000001-2.json'
    for (const name of [...names, record]) {
      const text = block(name)
      expect(text, name).not.toBe('')
      // The record is canonical JSON and has no line end; everything else ends with one.
      writeFileSync(path.join(dir, name), name === record ? text : `${text}\n`)
    }
    const verdict = await verifyElsewhere(dir)
    expect(verdict).toMatchObject({ ok: true, kind: 'submission', trusted: false })
    const told = Object.fromEntries(
      block('facts')
        .split('\n')
        .map((line) => line.split(/ {2,}/) as [string, string]),
    )
    expect({
      officeId: verdict.sender,
      'card digest': verdict.card?.digest,
      指纹码: verdict.card?.fingerprint.join(' '),
      'digest of the revision': verdict.records?.[0]?.digest,
      版本核对码: verdict.records?.[0]?.code,
      'digest of the tag manifest': verdict.tagManifest,
    }).toEqual(told)
    expect(createHash('sha256').update(block(record)).digest('hex')).toBe(told['digest of the revision'])
    // Ours has only one thing to say against it: it is for somebody else.
    const ours = await pair.city.call('packages.verify', { path: dir })
    expect(ours.findings.flatMap(({ code, severity }) => (severity === 'error' ? [code] : []))).toEqual([
      'package.not-for-us',
    ])
  })
})
