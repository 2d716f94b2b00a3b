import { expect, test } from 'vitest'
import {
  type AgeIdentity,
  decryptBytes,
  encryptBytes,
  generateAgeIdentity,
} from '../../../electron/core/package/age.ts'

const clear = Buffer.from('科协报送台')

test('a key whose recipient happens to begin like a post-quantum one (1 in 1024) is as good as any other', async () => {
  let key: AgeIdentity = await generateAgeIdentity()
  for (let tries = 0; !key.recipient.startsWith('age1pq') && tries < 50_000; tries++) key = await generateAgeIdentity()
  expect(key.recipient).toMatch(/^age1pq/)
  const sealed = await encryptBytes(clear, [key.recipient])
  expect(Buffer.from(await decryptBytes(sealed, key.identity, 1000)).equals(clear)).toBe(true)
})

test.each(['', 'age1', 'age1pq1qqqqqqqqqq', `age1tag1${'q'.repeat(54)}`, `age1${'b'.repeat(58)}`])(
  'refuses %j, which is no X25519 recipient',
  async (recipient) => {
    await expect(encryptBytes(clear, [recipient])).rejects.toThrow('only X25519')
  },
)
