import { execFileSync } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import {
  generateSigningKey,
  type MinisignSignature,
  parseMinisign,
  parsePublicKey,
  publicKeyText,
  signingKeyFromSeed,
  signMinisign,
  verifyMinisign,
} from '../../../electron/core/package/minisign.ts'
import { scratch } from './world.ts'

const key = signingKeyFromSeed(Buffer.alloc(32, 7), Buffer.alloc(8, 9))
const message = Buffer.from('digest  bagit.txt\n')
const good = signMinisign(message, key, 'kexie/1 kind=receipt')
const lines = good.split('\n')
const rebuild = (index: number, line: string) => [...lines.slice(0, index), line, ...lines.slice(index + 1)].join('\n')
const parse = (text: string | Buffer) => parseMinisign(Buffer.from(text as string, 'latin1'))

test('signs and verifies, and minisign agrees', async () => {
  const dir = await scratch()
  const fresh = generateSigningKey()
  await writeFile(join(dir, 'm'), message)
  await writeFile(join(dir, 'm.minisig'), signMinisign(message, fresh, 'kexie/1 kind=receipt'))
  const text = publicKeyText(fresh)
  expect(text).toMatch(/^RW.{54}$/)
  expect(execFileSync('minisign', ['-Vm', join(dir, 'm'), '-P', text], { encoding: 'utf8' })).toContain(
    'Signature and comment signature verified',
  )
  const signed = parse(good) as MinisignSignature
  expect(verifyMinisign(message, signed, key)).toBeNull()
  expect(parsePublicKey(publicKeyText(key))).toEqual({ keyId: key.keyId, publicKey: key.publicKey })
})

test.each([
  ['CRLF', good.replaceAll('\n', '\r\n'), 'signature.line-ending'],
  ['no final LF', good.slice(0, -1), 'signature.line-ending'],
  ['a fifth line', `${good}x\n`, 'signature.line-count'],
  ['an empty line more', `${good}\n`, 'signature.line-count'],
  ['a line less', `${lines.slice(0, 3).join('\n')}\n`, 'signature.line-count'],
  ['empty', '', 'signature.line-ending'],
  ['untrusted comment', rebuild(0, 'untrusted comment: hi'), 'signature.untrusted-comment'],
  ['no trusted prefix', rebuild(2, 'comment: x'), 'signature.trusted-comment'],
  ['trusted comment not ASCII', rebuild(2, 'trusted comment: \xe9'), 'signature.trusted-comment'],
  ['spaces in base64', rebuild(1, `${lines[1]} `), 'signature.base64'],
  [
    'loose last base64 digit',
    rebuild(
      1,
      lines[1]!.replace(/.=$/, (end) => `${String.fromCharCode(end.charCodeAt(0) + 1)}=`),
    ),
    'signature.base64',
  ],
  ['url-safe base64', rebuild(3, `${'-'.repeat(86)}==`), 'signature.base64'],
  ['short', rebuild(1, Buffer.from('ED123').toString('base64')), 'signature.length'],
  ['short global', rebuild(3, Buffer.from('x').toString('base64')), 'signature.length'],
  [
    'legacy algorithm',
    rebuild(1, Buffer.concat([Buffer.from('Ed'), Buffer.from(lines[1]!, 'base64').subarray(2)]).toString('base64')),
    'signature.algorithm',
  ],
])('damage: %s', (_, text, code) => {
  expect(parse(text)).toBe(code)
})

test('every bit of the signed parts matters', () => {
  const signed = parse(good) as MinisignSignature
  for (let i = 0; i < 64; i++) {
    const signature = Uint8Array.from(signed.signature)
    signature[i] = signature[i]! ^ 1
    expect(verifyMinisign(message, { ...signed, signature }, key)).toBe('signature.altered')
    const globalSignature = Uint8Array.from(signed.globalSignature)
    globalSignature[i] = globalSignature[i]! ^ 1
    expect(verifyMinisign(message, { ...signed, globalSignature }, key)).toBe('signature.trusted-comment')
  }
  expect(verifyMinisign(Buffer.from('other'), signed, key)).toBe('signature.invalid')
  expect(verifyMinisign(message, { ...signed, trustedComment: 'x' }, key)).toBe('signature.trusted-comment')
  expect(verifyMinisign(message, signed, { ...key, keyId: Buffer.alloc(8) })).toBe('signature.other-signer')
  expect(parsePublicKey('RWx')).toBeNull()
})

/** What is wrong with a signature file; null: nothing. */
function fault(bytes: Buffer): string | null {
  const signed = parseMinisign(bytes)
  return typeof signed === 'string' ? signed : verifyMinisign(message, signed, key)
}

test('every byte of the file, damaged in every way: always seen, and told of the line that it is in', () => {
  const file = Buffer.from(good, 'latin1')
  const told = new Map<number, Set<string>>()
  const unseen: string[] = []
  const note = (line: number, bytes: Buffer) => {
    const code = fault(bytes)
    if (code === null) unseen.push(`line ${line}: ${bytes.toString('latin1')}`)
    told.set(line, (told.get(line) ?? new Set()).add(code ?? ''))
  }
  let line = 0
  for (const [at, byte] of file.entries()) {
    const head = file.subarray(0, at)
    const rest = file.subarray(at + 1)
    // NUL, line ends, blank, letters and digits of base64, its signs, padding, DEL, Latin-1, a first byte of UTF-8.
    for (const other of [
      0,
      0x0a,
      0x0d,
      0x20,
      0x41,
      0x61,
      0x30,
      0x2b,
      0x2f,
      0x3d,
      0x2d,
      0x7f,
      0xe9,
      0xe7,
      byte ^ 1,
      byte ^ 0x20,
    ]) {
      if (other !== byte) note(line, Buffer.concat([head, Buffer.from([other]), rest]))
    }
    note(line, Buffer.concat([head, rest]))
    note(line, Buffer.concat([head, Buffer.from([byte, byte]), rest]))
    note(line, head)
    if (byte === 0x0a) line++
  }
  expect(fault(file)).toBeNull()
  expect(unseen).toEqual([])
  const structure = ['signature.line-count', 'signature.line-ending']
  const only = (number: number) => [...(told.get(number) ?? [])].filter((code) => !structure.includes(code)).sort()
  expect(only(0)).toEqual(['signature.untrusted-comment'])
  expect(only(1)).toEqual([
    'signature.algorithm',
    'signature.altered',
    'signature.base64',
    'signature.length',
    'signature.other-signer',
  ])
  expect(only(2)).toEqual(['signature.trusted-comment'])
  expect(only(3)).toEqual(['signature.base64', 'signature.length', 'signature.trusted-comment'])
})

test('lines left out, doubled, in another order, of two signatures, in other encodings', () => {
  const other = signMinisign(Buffer.from('other'), key, 'kexie/1 kind=receipt').split('\n')
  const join = (parts: readonly (string | undefined)[]) => Buffer.from(`${parts.join('\n')}\n`, 'latin1')
  const four = lines.slice(0, 4)
  for (let n = 0; n < 4; n++) {
    expect(fault(join(four.filter((_, index) => index !== n)))).toBe('signature.line-count')
    expect(fault(join(four.flatMap((text, index) => (index === n ? [text, text] : [text]))))).toBe(
      'signature.line-count',
    )
    expect(fault(join(four.map((text, index) => (index === n ? '' : text))))).not.toBeNull()
    for (let m = 0; m < n; m++) {
      const swapped = four.map((text, index) => (index === n ? four[m] : index === m ? four[n] : text))
      expect(fault(join(swapped)), `${m} and ${n}`).not.toBeNull()
    }
  }
  expect(fault(join([four[0], other[1], four[2], four[3]]))).toBe('signature.altered')
  expect(fault(join([four[0], four[1], four[2], other[3]]))).toBe('signature.trusted-comment')
  expect(fault(join(other.slice(0, 4)))).toBe('signature.invalid')
  expect(fault(Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), join(four)]))).toBe('signature.untrusted-comment')
  expect(fault(Buffer.from(good, 'utf16le'))).not.toBeNull()
  // The order of the curve added to S gives a second signature of the same message where a library is careless.
  const order = 2n ** 252n + 27742317777372353535851937790883648493n
  const blob = Buffer.from(lines[1] ?? '', 'base64')
  let s = order
  for (let i = 0; i < 32; i++) s += BigInt(blob[42 + i] ?? 0) << BigInt(8 * i)
  for (let i = 0; i < 32; i++) blob[42 + i] = Number((s >> BigInt(8 * i)) & 0xffn)
  expect(fault(join([four[0], blob.toString('base64'), four[2], four[3]]))).toBe('signature.altered')
})
