/**
 * Every primitive of bundle-format.md §9 against a known answer, so that a runtime that lacks one (BoringSSL in Electron,
 * OpenSSL in Node) is found before an office is founded on it, not when its first package is signed.
 */
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  hkdfSync,
  randomBytes,
  scryptSync,
} from 'node:crypto'
import { blake2b } from '@noble/hashes/blake2.js'
import { decryptBytes, encryptBytes, generateAgeIdentity } from './age.ts'
import { publicKeyText, signingKeyFromSeed, signMinisign } from './minisign.ts'

const hex = (bytes: Uint8Array | ArrayBuffer): string => Buffer.from(bytes as Uint8Array).toString('hex')
const bytes = (text: string): Buffer => Buffer.from(text, 'hex')

const checks: Readonly<Record<string, () => boolean | Promise<boolean>>> = {
  // FIPS 180-4, "abc"
  'SHA-256': () =>
    createHash('sha256').update('abc').digest('hex') ===
    'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  // RFC 4231, case 2
  HMAC: () =>
    createHmac('sha256', 'Jefe').update('what do ya want for nothing?').digest('hex') ===
    '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
  // RFC 5869, case 1
  HKDF: () =>
    hex(
      hkdfSync(
        'sha256',
        Buffer.alloc(22, 0x0b),
        bytes('000102030405060708090a0b0c'),
        bytes('f0f1f2f3f4f5f6f7f8f9'),
        42,
      ),
    ) === '3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865',
  // RFC 7914, case 1
  scrypt: () =>
    hex(scryptSync('', '', 64, { N: 16, r: 1, p: 1 })) ===
    '77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906',
  // The GCM specification, test case 14, and back again
  'AES-256-GCM': () => {
    const cipher = createCipheriv('aes-256-gcm', Buffer.alloc(32), Buffer.alloc(12))
    const sealed = Buffer.concat([cipher.update(Buffer.alloc(16)), cipher.final()])
    const decipher = createDecipheriv('aes-256-gcm', Buffer.alloc(32), Buffer.alloc(12))
    decipher.setAuthTag(cipher.getAuthTag())
    const opened = Buffer.concat([decipher.update(sealed), decipher.final()])
    return hex(sealed) === 'cea7403d4d606b6e074ec5d3baf39d18' && opened.equals(Buffer.alloc(16))
  },
  // RFC 8032, test 1, through our own minisign keys
  Ed25519: () => {
    const key = signingKeyFromSeed(
      bytes('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60'),
      Buffer.alloc(8),
    )
    const known = 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a'
    return (
      hex(key.publicKey) === known &&
      publicKeyText(key).length === 56 &&
      signMinisign(Buffer.from('abc'), key, 'x') !== ''
    )
  },
  // RFC 7748; the pair and its secret were computed by an independent implementation
  X25519: () => {
    const secret = diffieHellman({
      privateKey: createPrivateKey({
        key: Buffer.concat([
          bytes('302e020100300506032b656e04220420'),
          bytes('cfa04ec76abd769c9a5a0fb0cf4fb4ea165b1f5e48963b2d676691850e4c9cdd'),
        ]),
        format: 'der',
        type: 'pkcs8',
      }),
      publicKey: createPublicKey({
        key: Buffer.concat([
          bytes('302a300506032b656e032100'),
          bytes('dcc241e2d560c86b181a0ee2cb58df666c90cc034274420255ceb9f0a10b525b'),
        ]),
        format: 'der',
        type: 'spki',
      }),
    })
    return hex(secret) === '57fc9409bb4c8bed7f9e89f59cf73569de597e64b6acb0ca2e509124677b1b0c'
  },
  // RFC 7693, appendix A
  BLAKE2b: () =>
    hex(blake2b(Buffer.from('abc'), { dkLen: 64 })) ===
    'ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d17d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923',
  age: async () => {
    const { identity, recipient } = await generateAgeIdentity()
    const clear = Buffer.from('科协报送台')
    return Buffer.from(await decryptBytes(await encryptBytes(clear, [recipient]), identity, 1000)).equals(clear)
  },
  'random bytes': () => !randomBytes(32).equals(randomBytes(32)),
}

/** Names of the primitives that this runtime lacks or has wrong; empty when all are right. */
export async function failingPrimitives(): Promise<string[]> {
  const failing: string[] = []
  for (const [name, check] of Object.entries(checks)) {
    try {
      if (!(await check())) failing.push(name)
    } catch {
      failing.push(name)
    }
  }
  return failing
}
