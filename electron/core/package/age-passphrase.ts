/** age with a passphrase: the scrypt recipient of age-encryption.org/v1, worked out by Node beside the main thread. */
import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto'
import { Decrypter, Encrypter, type Identity, type Recipient, Stanza } from 'age-encryption'

/** 128 MiB and about a quarter of a second. */
const work = 17
/** A file may ask for more; beyond this it asks for more memory than a clerk's PC has. */
const maxWork = 19
const label = 'age-encryption.org/v1/scrypt'
const tagBytes = 16
const fileKeyBytes = 16
const nonce = Buffer.alloc(12)

/** The whole header: one stanza of this kind, as the format wants it. */
const header = /^age-encryption\.org\/v1\n-> scrypt ([A-Za-z0-9+/]{22}) ([1-9]\d?)\n[A-Za-z0-9+/]{43}\n--- /

/** Neither a file of this kind nor whole. */
export class NotSealed extends Error {}
export class WrongPassphrase extends Error {}

export async function sealWithPassphrase(clear: Uint8Array, passphrase: string): Promise<Uint8Array> {
  const recipient: Recipient = {
    async wrapFileKey(fileKey) {
      const salt = randomBytes(16)
      const cipher = createCipheriv('chacha20-poly1305', await keyOf(passphrase, salt, work), nonce, {
        authTagLength: tagBytes,
      })
      const body = Buffer.concat([cipher.update(fileKey), cipher.final(), cipher.getAuthTag()])
      return [new Stanza(['scrypt', unpadded(salt), String(work)], Uint8Array.from(body))]
    },
  }
  const encrypter = new Encrypter()
  encrypter.addRecipient(recipient)
  return encrypter.encrypt(Uint8Array.from(clear))
}

/** @throws NotSealed, WrongPassphrase */
export async function openWithPassphrase(bytes: Uint8Array, passphrase: string): Promise<Uint8Array> {
  const found = header.exec(Buffer.from(bytes.subarray(0, 200)).toString('latin1'))
  const cost = Number(found?.[2])
  if (!found || cost > maxWork) throw new NotSealed()
  let wrong = false
  const identity: Identity = {
    async unwrapFileKey([stanza]) {
      const [, salt = ''] = stanza?.args ?? []
      const sealed = stanza?.body ?? new Uint8Array()
      if (sealed.length !== fileKeyBytes + tagBytes) return null
      const key = await keyOf(passphrase, Buffer.from(salt, 'base64'), cost)
      const decipher = createDecipheriv('chacha20-poly1305', key, nonce, { authTagLength: tagBytes })
      decipher.setAuthTag(sealed.subarray(fileKeyBytes))
      try {
        return Uint8Array.from(Buffer.concat([decipher.update(sealed.subarray(0, fileKeyBytes)), decipher.final()]))
      } catch {
        wrong = true
        return null
      }
    },
  }
  const decrypter = new Decrypter()
  decrypter.addIdentity(identity)
  try {
    return await decrypter.decrypt(Uint8Array.from(bytes))
  } catch {
    throw wrong ? new WrongPassphrase() : new NotSealed()
  }
}

/** NFC: the same characters, typed on whichever keyboard, are the same passphrase. */
function keyOf(passphrase: string, salt: Buffer, cost: number): Promise<Buffer> {
  const [N, r, p] = [2 ** cost, 8, 1]
  return new Promise((resolve, reject) => {
    scrypt(
      passphrase.normalize('NFC'),
      Buffer.concat([Buffer.from(label), salt]),
      32,
      { N, r, p, maxmem: 130 * N * r },
      (error, key) => (error ? reject(error) : resolve(key)),
    )
  })
}

const unpadded = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '')
