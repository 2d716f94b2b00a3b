/**
 * age with a passphrase: the scrypt recipient of age-encryption.org/v1, worked out by Node beside the main thread.
 * Its ChaCha20-Poly1305 is not Node's: BoringSSL, which Electron's Node is built on, does not offer it (§9).
 */
import { randomBytes, scrypt } from 'node:crypto'
import { open } from 'node:fs/promises'
import { chacha20poly1305 } from '@noble/ciphers/chacha.js'
import type { Decrypter, Encrypter, Identity, Recipient } from 'age-encryption'
import { ageLibrary, fileStream } from './age.ts'
import { readProblem } from './disk-problems.ts'

/** 128 MiB and about a quarter of a second. */
const work = 17
/** A file may ask for more; beyond this it asks for more memory than a clerk's PC has. */
const maxWork = 19
const label = 'age-encryption.org/v1/scrypt'
const tagBytes = 16
const fileKeyBytes = 16
const nonce = new Uint8Array(12)

/** The whole header: one stanza of this kind, as the format wants it. */
const header = /^age-encryption\.org\/v1\n-> scrypt ([A-Za-z0-9+/]{22}) ([1-9]\d?)\n[A-Za-z0-9+/]{43}\n--- /
const headerBytes = 200

/** Neither a file of this kind nor whole. */
export class NotSealed extends Error {}
export class WrongPassphrase extends Error {}

/** @param cost binary logarithm of the scrypt work, at most 19 */
export async function sealWithPassphrase(clear: Uint8Array, passphrase: string, cost = work): Promise<Uint8Array> {
  return (await encrypterFor(passphrase, cost)).encrypt(Uint8Array.from(clear))
}

/** As sealWithPassphrase, of any length: memory does not grow with it. */
export async function sealStreamWithPassphrase(
  clear: ReadableStream<Uint8Array>,
  passphrase: string,
): Promise<ReadableStream<Uint8Array>> {
  return (await encrypterFor(passphrase, work)).encrypt(clear)
}

/** @throws NotSealed, WrongPassphrase */
export async function openWithPassphrase(bytes: Uint8Array, passphrase: string): Promise<Uint8Array> {
  const decrypter = await decrypterFor(bytes, passphrase)
  return decrypter.decrypt(Uint8Array.from(bytes)).catch(() => Promise.reject(new NotSealed()))
}

/**
 * The clear bytes of a file; the stream fails where a byte was altered or the end is missing.
 * @throws NotSealed, WrongPassphrase, Problem file.vanished, file.unreadable, cancelled
 */
export async function openFileWithPassphrase(
  path: string,
  passphrase: string,
  signal?: AbortSignal,
): Promise<ReadableStream<Uint8Array>> {
  const decrypter = await decrypterFor(await startOf(path), passphrase)
  return decrypter.decrypt(fileStream(path, new Uint8Array(), signal))
}

async function startOf(path: string): Promise<Uint8Array> {
  try {
    const file = await open(path, 'r')
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(headerBytes), 0, headerBytes, 0)
      return buffer.subarray(0, bytesRead)
    } finally {
      await file.close()
    }
  } catch (error) {
    throw readProblem(error, path)
  }
}

async function encrypterFor(passphrase: string, cost: number): Promise<Encrypter> {
  const { Encrypter, Stanza } = await ageLibrary()
  const recipient: Recipient = {
    async wrapFileKey(fileKey) {
      const salt = randomBytes(16)
      const body = chacha20poly1305(await keyOf(passphrase, salt, cost), nonce).encrypt(fileKey)
      return [new Stanza(['scrypt', unpadded(salt), String(cost)], body)]
    },
  }
  const encrypter = new Encrypter()
  encrypter.addRecipient(recipient)
  return encrypter
}

/** Tries the passphrase on the header alone, before any byte behind it is read. */
async function decrypterFor(bytes: Uint8Array, passphrase: string): Promise<Decrypter> {
  const found = header.exec(Buffer.from(bytes.subarray(0, headerBytes)).toString('latin1'))
  const [, salt = '', cost] = found ?? []
  if (!found || Number(cost) > maxWork) throw new NotSealed()
  const key = await keyOf(passphrase, Buffer.from(salt, 'base64'), Number(cost))
  let wrong = false
  const identity: Identity = {
    unwrapFileKey([stanza]) {
      if (stanza?.body.length !== fileKeyBytes + tagBytes) return null
      try {
        return chacha20poly1305(key, nonce).decrypt(stanza.body)
      } catch {
        wrong = true
        return null
      }
    },
  }
  const decrypter = new (await ageLibrary()).Decrypter()
  decrypter.addIdentity(identity)
  try {
    await decrypter.decryptHeader(bytes.subarray(0, headerBytes))
  } catch {
    throw wrong ? new WrongPassphrase() : new NotSealed()
  }
  return decrypter
}

/** NFC: the same characters, typed on whichever keyboard, are the same passphrase. */
function keyOf(passphrase: string, salt: Buffer, cost: number): Promise<Uint8Array> {
  const [N, r, p] = [2 ** cost, 8, 1]
  return new Promise((resolve, reject) => {
    scrypt(
      passphrase.normalize('NFC'),
      Buffer.concat([Buffer.from(label), salt]),
      32,
      { N, r, p, maxmem: 130 * N * r },
      (error, key) => (error ? reject(error) : resolve(Uint8Array.from(key))),
    )
  })
}

const unpadded = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '')
