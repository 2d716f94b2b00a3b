import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { createWriteStream, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { describe, expect, test } from 'vitest'
import { newRecoveryCode, newScryptParams, readRecoveryCode } from '../../electron/core/store/key-wrap.ts'
import { openSealedFile, sealStream } from '../../electron/core/store/sealed-file.ts'
import { f2Values, newF2, newFolder, openCounty, openTestCore, projectDir, type TestCore } from '../support/core.ts'

const passphrase = '稻田夏天很绿很绿'
const keyFile = (core: TestCore): string => path.join(core.dataDir, 'keys', 'store.key')

describe('keys at rest', { timeout: 30_000 }, () => {
  test('before a passphrase: a file that only the user can read, and the state says so', async () => {
    const core = await openCounty()
    expect((await core.call('app.state', {})).keys).toEqual({ state: 'open', keptIn: 'file' })
    expect(statSync(keyFile(core)).mode & 0o777).toBe(0o600)
    expect((await core.problem('keys.lock', {})).code).toBe('keys.not-set-up')
  })

  test('with a passphrase: the clear key is gone, a new start is locked, the passphrase opens it', async () => {
    const core = await openCounty()
    const recordId = await newF2(core)
    expect((await core.problem('keys.protect', { passphrase: '短短的' })).code).toBe('keys.passphrase-weak')
    const { recoveryCode } = await core.call('keys.protect', { passphrase })
    expect(recoveryCode).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){8}[0-9A-HJKMNP-TV-Z]{4}$/)
    expect(existsSync(keyFile(core))).toBe(false)
    expect((await core.call('app.state', {})).keys).toEqual({ state: 'protected', keptIn: 'passphrase' })
    expect((await core.problem('keys.protect', { passphrase })).code).toBe('keys.already-set-up')

    await core.reopen()
    expect((await core.call('app.state', {})).keys.state).toBe('locked')
    expect((await core.problem('records.open', { recordId })).code).toBe('keys.locked')
    expect((await core.problem('records.saveDraft', { recordId, draftSeq: 0, changes: { scale: '1' } })).code).toBe(
      'keys.locked',
    )
    expect((await core.problem('keys.unlock', { passphrase: '不是这个口令' })).code).toBe('keys.passphrase-wrong')
    // What needs no key goes on.
    expect((await core.call('records.list', {})).map((record) => record.title)).toEqual([f2Values.activityName])
    expect((await core.call('desk.overview', {})).recent).toHaveLength(1)

    expect((await core.call('keys.unlock', { passphrase })).keys.state).toBe('protected')
    expect((await core.call('records.open', { recordId })).values.mobile).toBe(f2Values.mobile)
    expect((await core.call('keys.lock', {})).keys.state).toBe('locked')
    expect((await core.problem('records.open', { recordId })).code).toBe('keys.locked')
  })

  test('the recovery code opens it too, also when O, I and L were misread', async () => {
    const core = await openCounty()
    const { recoveryCode } = await core.call('keys.protect', { passphrase })
    await core.call('keys.lock', {})
    const copied = recoveryCode.toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l').replaceAll('-', ' ')
    expect((await core.call('keys.unlock', { passphrase: null, recoveryCode: copied })).keys.state).toBe('protected')
    await core.call('keys.lock', {})
    const wrong = newRecoveryCode()
    expect((await core.problem('keys.unlock', { passphrase: null, recoveryCode: wrong })).code).toBe(
      'keys.passphrase-wrong',
    )
  })

  test('a recovery code with one wrong character is found out by its check', () => {
    const code = newRecoveryCode()
    expect(readRecoveryCode(code)).toBe(code)
    const other = code.startsWith('7') ? '8' : '7'
    expect(readRecoveryCode(other + code.slice(1))).toBeNull()
    expect(readRecoveryCode(code.slice(0, -1))).toBeNull()
  })

  test('a crash between wrapping and erasing: not protected, nothing lost, it can be done again', async () => {
    const core = await openCounty()
    const recordId = await newF2(core)
    await core.close()
    const script = `
      import { createCore } from '${projectDir}/electron/core/core.ts'
      const core = await createCore({ dataDir: process.argv[1], resourcesDir: '${projectDir}/resources', appVersion: 't', now: () => new Date(), ask: null, emit() {} })
      await core.dispatch('keys.protect', { passphrase: '${passphrase}' })`
    const run = spawnSync(process.execPath, ['--input-type=module-typescript', '-e', script, core.dataDir], {
      env: { ...process.env, KEXIE_KILL_AT: 'protect.before-erase' },
      cwd: projectDir,
    })
    expect(run.signal).toBe('SIGKILL')
    await core.open()
    expect((await core.call('app.state', {})).keys).toEqual({ state: 'open', keptIn: 'file' })
    expect((await core.call('records.open', { recordId })).values.mobile).toBe(f2Values.mobile)
    await core.call('keys.protect', { passphrase: '另外一个新的口令' })
    await core.reopen()
    expect((await core.problem('keys.unlock', { passphrase })).code).toBe('keys.passphrase-wrong')
    await core.call('keys.unlock', { passphrase: '另外一个新的口令' })
  })

  test('with a keychain no clear key is ever written, and a start needs no passphrase', async () => {
    // The keychain is main's; here it turns the bytes over.
    const turn = (input: unknown) => ({ bytes: (input as { bytes: Uint8Array }).bytes.map((byte) => byte ^ 0xff) })
    const core = await openTestCore({ ask: async (_method, input) => turn(input) })
    expect((await core.call('app.state', {})).keys).toEqual({ state: 'open', keptIn: 'keychain' })
    expect(existsSync(keyFile(core))).toBe(false)
    await core.call('offices.init', { name: '示例县科学技术协会', level: 'county' })
    const recordId = await newF2(core)
    await core.call('keys.protect', { passphrase })
    await core.reopen()
    expect((await core.call('app.state', {})).keys).toEqual({ state: 'protected', keptIn: 'keychain' })
    expect((await core.call('records.open', { recordId })).values.mobile).toBe(f2Values.mobile)
  })
})

test('a passphrase costs whoever guesses 64 MiB and a tenth of a second, unless a test asks for less', () => {
  expect(newScryptParams()).toMatchObject({ kdf: 'scrypt', N: 65_536, r: 8, p: 1 })
  expect(newScryptParams().salt).not.toBe(newScryptParams().salt)
})

describe('sealed files', () => {
  const key = createHash('sha256').update('test').digest()

  async function sealed(bytes: number): Promise<{ file: string; clear: Buffer }> {
    const clear = Buffer.alloc(bytes, 'kexie')
    const file = path.join(newFolder(), 'sealed')
    await pipeline(
      Readable.from([clear.subarray(0, 10), clear.subarray(10)], { objectMode: false }),
      sealStream(key, 'a'),
      createWriteStream(file),
    )
    return { file, clear }
  }

  async function opened(file: string, label = 'a'): Promise<Buffer> {
    const chunks: Buffer[] = []
    for await (const chunk of openSealedFile(file, key, label) as AsyncIterable<Buffer>) chunks.push(chunk)
    return Buffer.concat(chunks)
  }

  test.each([0, 1, 65_535, 65_536, 65_537, 131_072, 300_000])('%i bytes come back as they were', async (bytes) => {
    const { file, clear } = await sealed(bytes)
    expect((await opened(file)).equals(clear)).toBe(true)
    expect(readFileSync(file).includes('kexiekexie')).toBe(false)
  })

  test('an altered byte, a lost end, a swapped segment and another label do not open', async () => {
    const { file } = await sealed(200_000)
    const good = readFileSync(file)
    const bad = async (bytes: Buffer) => {
      writeFileSync(file, bytes)
      await expect(opened(file)).rejects.toThrow()
    }
    const altered = Buffer.from(good)
    altered[100_000] = (altered[100_000] ?? 0) ^ 1
    await bad(altered)
    await bad(good.subarray(0, 20 + 2 * 65_552))
    await bad(good.subarray(0, 10))
    const segment = (n: number) => good.subarray(20 + n * 65_552, 20 + (n + 1) * 65_552)
    await bad(Buffer.concat([good.subarray(0, 20), segment(1), segment(0), good.subarray(20 + 2 * 65_552)]))
    writeFileSync(file, good)
    await expect(opened(file, 'b')).rejects.toThrow()
  })
})
