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
