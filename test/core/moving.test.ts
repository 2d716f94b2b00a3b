import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { tapeEnd, tapeHeader, tapePadding } from '../../electron/core/moving/tape.ts'
import { openFileWithPassphrase, sealWithPassphrase } from '../../electron/core/package/age-passphrase.ts'
import type { SavedOffice } from '../../shared/api/moving.ts'
import { countyNotice, Desk, fillF2, foundOffice, newRoot, passphrases, projectDir, trust } from '../support/desks.ts'
import { filesOf, officeFileOf, rowsOf } from '../support/moved-office.ts'
import { oldPassphrases, placeOldStore, stateOf } from '../support/old-stores.ts'
import { tinyDisk } from '../support/tiny-disk.ts'

const word = '搬家那天的整整一句口令'
const root = newRoot('kexie-moving-')
const at = (...names: string[]): string => path.join(root.dir, ...names)
const file = at('示例县科协-整体搬家-20260512.kxoffice')
/** The same content, sealed anew with little work: each opening of the file costs a quarter of a second else. */
const light = at('light.kxoffice')
let clear = Buffer.alloc(0)
let county: Desk
let city: Desk
let saved: SavedOffice
let recordId = ''
const seen: string[] = []
/** Of the old computer, right after the file was written. */
let rows: Record<string, string[]> = {}
let files: Record<string, string> = {}
/** Folder of the new computer, with the office unpacked and not yet in its place. */
const taken = at('taken')

/** A folder of its own for what a test changes. */
let folders = 0
const fresh = (): string => at(`fresh-${folders++}`)

beforeAll(async () => {
  county = await Desk.open(at('county'))
  city = await Desk.open(at('city'))
  await foundOffice(county, 'county')
  await foundOffice(city, 'city', null)
  await trust(county, city, root.dir)
  recordId = await fillF2(county)
  await county.call('packages.export', { noticeId: countyNotice, to: city.officeId, out: root.dir })
  saved = await county.call(
    'moving.save',
    { out: file, passphrase: word },
    { progress: ({ phase }) => seen.at(-1) !== phase && seen.push(phase) },
  )
  await county.close()
  rows = rowsOf(county.dir, [])
  files = filesOf(county.dir)
  county = await Desk.open(at('county'))
  await county.call('keys.unlock', { passphrase: passphrases.county })
  const chunks: Uint8Array[] = []
  for await (const chunk of await openFileWithPassphrase(file, word)) chunks.push(chunk)
  clear = Buffer.concat(chunks)
  writeFileSync(light, await sealWithPassphrase(clear, word, 10))
  const empty = await Desk.open(taken)
  await empty.call('moving.take', { path: light, passphrase: word })
  await empty.close()
}, 60_000)

afterAll(async () => {
  await county.close()
  await city.close()
  root.remove()
})

describe('the office in one file', { timeout: 30_000 }, () => {
  test('is whole under its name, told by its digest, and nothing else is left', () => {
    const bytes = readFileSync(file)
    expect(saved).toMatchObject({ path: file, bytes: bytes.length })
    expect(saved.sha256).toBe(createHash('sha256').update(bytes).digest('hex'))
    expect(saved.size).toMatchObject({ records: 1, packages: 1, files: Object.keys(filesOf(county.dir)).length + 1 })
    expect(seen).toEqual(['write', 'reread'])
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(readdirSync(root.dir).filter((name) => name.endsWith('.part'))).toEqual([])
    expect(readdirSync(at('county/staging'))).toEqual([])
    // Neither a name nor a number of anybody lies in it to be read.
    expect(bytes.includes('示例县') || bytes.includes('SQLite format')).toBe(false)
  })

  test('a tar stands in it that other programs read, with its manifest', () => {
    const tar = fresh()
    writeFileSync(`${tar}.tar`, clear)
    execFileSync('mkdir', [tar])
    execFileSync('tar', ['-xf', `${tar}.tar`, '-C', tar])
    execFileSync('sha256sum', ['-c', '--quiet', 'manifest-sha256.txt'], { cwd: tar })
    expect(readdirSync(tar).sort()).toEqual(
      [
        'attachments',
        'documents',
        'kexie.sqlite',
        'manifest-sha256.txt',
        'numbers.json',
        'office.json',
        'outbox',
      ].filter((name) => existsSync(path.join(tar, name)) || name !== 'documents'),
    )
  })

  test('comes to a computer without an office with every row and every file, and goes on as the same device', async () => {
    const dir = fresh()
    cpSync(taken, dir, { recursive: true })
    expect(existsSync(path.join(dir, 'moving-in/kexie.sqlite'))).toBe(true)
    const desk = await Desk.open(dir)
    expect(readdirSync(dir).filter((name) => name.startsWith('moving-in'))).toEqual([])
    expect((await desk.call('app.state', {})).keys).toEqual({ state: 'locked', keptIn: 'passphrase' })
    expect((await desk.problem('keys.unlock', { passphrase: word })).code).toBe('keys.passphrase-wrong')
    await desk.call('keys.unlock', { passphrase: passphrases.county })
    expect(filesOf(dir)).toEqual(files)
    const detail = await desk.call('records.open', { recordId })
    expect(detail).toEqual(await county.call('records.open', { recordId }))
    const [photo] = detail.attachments
    const read = { digest: photo?.digest ?? '', size: 'full' } as const
    expect((await desk.call('attachments.read', read)).bytes.length).toBe(photo?.bytes)
    // The next number of the same device.
    await desk.call('records.saveDraft', { recordId, draftSeq: detail.draftSeq, changes: { scale: '约301人' } })
    const next = await desk.call('packages.export', { noticeId: countyNotice, to: city.officeId, out: root.dir })
    expect(next.sequence).toBe(2)
    const { groups } = await desk.call('offices.fingerprint', {})
    expect(groups).toEqual((await county.call('offices.fingerprint', {})).groups)
    const log = await desk.call('deeds.list', {})
    expect(log.deeds.some((entry) => entry.deed === 'office.moved-in')).toBe(true)
    expect((await desk.call('deeds.verify', {})).sound).toBe(true)
    await desk.close()
  })

  test('every table is as it was at that moment', () => {
    const incoming = path.join(taken, 'moving-in')
    const came = rowsOf(incoming, [])
    for (const [table, expected] of Object.entries(rows)) {
      // The old computer went on with these, the new one began with one.
      if (table === 'tasks' || table === 'settings' || table === 'deeds') expect(expected.length).toBeGreaterThan(0)
      else expect({ table, rows: came[table] }).toEqual({ table, rows: expected })
    }
    expect(rows.deeds).toEqual(expect.arrayContaining(came.deeds ?? ['none']))
    expect(came.tasks?.some((row) => row.includes('"running"'))).toBe(false)
  })

  test.each([
    'moving.swap.begin',
    'moving.swap.between:3',
    'moving.swap.before-database',
    'moving.swap.after-database',
  ])('kill -9 at %s: the next start finishes it', async (point) => {
    const dir = fresh()
    cpSync(taken, dir, { recursive: true })
    const script = `const { carryOutMove } = await import('./electron/core/moving/arrived.ts')
        const { storePaths } = await import('./electron/core/store/folder.ts')
        await carryOutMove(storePaths(${JSON.stringify(dir)}))`
    const child = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
      cwd: projectDir,
      env: { ...process.env, KEXIE_KILL_AT: point },
    })
    expect(child.signal).toBe('SIGKILL')
    const desk = await Desk.open(dir)
    expect((await desk.call('app.state', {})).office?.officeId).toBe(county.officeId)
    expect(filesOf(dir)).toEqual(files)
    expect(readdirSync(dir).filter((name) => name.startsWith('moving-in'))).toEqual([])
    await desk.close()
  })
})

describe('what is not whole, not ours or not for us', { timeout: 30_000 }, () => {
  const code = async (desk: Desk, path: string, passphrase = word) =>
    (await desk.problem('moving.take', { path, passphrase })).code
  const changed = (change: (bytes: Buffer) => Buffer): string => {
    const copy = `${fresh()}.kxoffice`
    writeFileSync(copy, change(readFileSync(light)))
    return copy
  }
  const clean = (desk: Desk): boolean => readdirSync(desk.dir).every((name) => !name.startsWith('moving-in'))

  test('another passphrase, a flipped byte, a lost end, another file: refused, nothing stays', async () => {
    const desk = await Desk.open(fresh())
    expect(await code(desk, light, '不是这个口令')).toBe('moving.passphrase-wrong')
    const bent = changed((bytes) => {
      bytes[Math.floor(bytes.length / 2)] = (bytes[Math.floor(bytes.length / 2)] ?? 0) ^ 1
      return bytes
    })
    // Its head is whole, so that it can be told whose it is.
    expect((await desk.call('moving.inspect', { path: bent, passphrase: word })).officeName).toBe('示例县科学技术协会')
    expect(await code(desk, bent)).toBe('moving.file-invalid')
    expect(clean(desk)).toBe(true)
    expect(
      await code(
        desk,
        changed((bytes) => bytes.subarray(0, bytes.length - 100)),
      ),
    ).toBe('moving.file-invalid')
    const other = `${fresh()}.txt`
    writeFileSync(other, 'not ours')
    expect(await code(desk, other)).toBe('moving.file-invalid')
    expect(await code(desk, fresh())).toBe('file.vanished')
    expect(clean(desk)).toBe(true)
    expect(await desk.call('app.state', {})).toMatchObject({ office: null })
    await desk.close()
  })

  test('a file of an older program opens, with everything that it holds', async () => {
    const dir = fresh()
    placeOldStore('07-forms', 'county', dir)
    const then = stateOf('07-forms').county
    const { officeId, name, deviceId } = then.office as { officeId: string; name: string; deviceId: string }
    const old = `${fresh()}.kxoffice`
    await officeFileOf(dir, old, word, { officeId, officeName: name, deviceId })
    const desk = await Desk.open(fresh())
    await desk.call('moving.take', { path: old, passphrase: word })
    await desk.reopen(oldPassphrases.county)
    const [record] = then.records
    const now = await desk.call('records.open', { recordId: record?.recordId ?? '' })
    expect(now.values).toMatchObject(record?.values ?? { none: '' })
    expect((await desk.call('app.state', {})).office).toMatchObject({ officeId, deviceId })
    await desk.close()
  })

  test('a file of a newer program is named as such', async () => {
    const desk = await Desk.open(fresh())
    const newer = async (change: object): Promise<string> => {
      const bytes = Buffer.from(JSON.stringify({ ...head, ...change }))
      const tape = [tapeHeader({ name: 'office.json', size: bytes.length }, new Date(0)), bytes]
      const target = `${fresh()}.kxoffice`
      const whole = Buffer.concat([...tape, tapePadding(bytes.length), tapeEnd()])
      writeFileSync(target, await sealWithPassphrase(whole, word, 10))
      return target
    }
    const head = {
      format: 'kexie-office/1',
      officeId: 'a',
      officeName: '示例县科协',
      deviceId: 'b',
      savedAt: '2040-01-01T00:00:00.000Z',
      appVersion: '9.9.9',
      storeVersion: 999,
      size: { records: 0, activities: 0, packages: 0, files: 0, bytes: 0 },
      entries: 0,
      unpackedBytes: 0,
      databaseBytes: 0,
    }
    for (const change of [{}, { format: 'kexie-office/2', somethingNew: true }]) {
      const problem = await desk.problem('moving.inspect', { path: await newer(change), passphrase: word })
      expect(problem.toData()).toMatchObject({ code: 'moving.file-newer', details: { appVersion: '9.9.9' } })
    }
    await desk.close()
  })

  test('a power cut while it unpacks leaves nothing behind', async () => {
    const dir = fresh()
    cpSync(path.join(taken, 'moving-in'), path.join(dir, 'moving-in.part'), { recursive: true })
    const desk = await Desk.open(dir)
    expect(await desk.call('app.state', {})).toMatchObject({ office: null })
    expect(clean(desk)).toBe(true)
    await desk.close()
  })

  test('never over an office, also one that was founded while the file waited', async () => {
    expect(await code(city, light)).toBe('office.exists')
    const dir = fresh()
    const desk = await Desk.open(dir)
    await foundOffice(desk, 'city', null)
    await desk.close()
    cpSync(path.join(taken, 'moving-in'), path.join(dir, 'moving-in'), { recursive: true })
    const again = await Desk.open(dir)
    expect((await again.call('app.state', {})).office?.officeId).toBe(desk.officeId)
    expect(clean(again)).toBe(true)
    await again.close()
  })

  test('a full stick, a full disk and a file in our own folder leave nothing', async () => {
    const stick = tinyDisk(2)
    const target = path.join(stick.dir, 'a.kxoffice')
    stick.fill(200_000)
    expect((await county.problem('moving.save', { out: target, passphrase: word })).code).toBe('disk.full')
    stick.free()
    // Room when it begins, none when it writes.
    const late = county.call(
      'moving.save',
      { out: target, passphrase: word },
      { progress: ({ done }) => done > 0 && readdirSync(stick.dir).length === 1 && stick.fill() },
    )
    await expect(late).rejects.toMatchObject({ code: 'disk.full' })
    expect(readdirSync(stick.dir).filter((name) => !name.startsWith('ballast'))).toEqual([])
    const inside = path.join(county.dir, 'a.kxoffice')
    expect((await county.problem('moving.save', { out: inside, passphrase: word })).code).toBe('file.unwritable')
    expect((await county.problem('moving.save', { out: target, passphrase: '太短了' })).code).toBe(
      'keys.passphrase-weak',
    )

    const small = tinyDisk(2)
    const desk = await Desk.open(path.join(small.dir, 'data'))
    expect(await code(desk, light)).toBe('disk.full')
    expect(clean(desk)).toBe(true)
    await desk.close()
  })

  test('given up while it writes: no file, no part of one', async () => {
    const abort = new AbortController()
    const out = `${fresh()}.kxoffice`
    const work = county.call(
      'moving.save',
      { out, passphrase: word },
      { signal: abort.signal, progress: () => abort.abort() },
    )
    await expect(work).rejects.toMatchObject({ code: 'cancelled' })
    expect([existsSync(out), existsSync(`${out}.part`)]).toEqual([false, false])
    expect(readdirSync(path.join(county.dir, 'staging'))).toEqual([])
  })
})

describe('the old computer', { timeout: 30_000 }, () => {
  test('signs no more once it is given up, also after a restart, until somebody goes on with it', async () => {
    const before = await city.call('moving.state', {})
    expect(before).toEqual({ savedAt: null, givenUpSince: null })
    const { givenUpSince } = await city.call('moving.giveUp', {})
    expect(givenUpSince).not.toBeNull()
    await city.reopen()
    const out = `${fresh()}.zip`
    expect((await city.problem('offices.exportCard', { out })).code).toBe('moving.given-up')
    expect(existsSync(out)).toBe(false)
    expect(await city.call('moving.resume', {})).toEqual({ savedAt: null, givenUpSince: null })
    await city.call('offices.exportCard', { out })
    const log = (await city.call('deeds.list', {})).deeds.map(({ deed }) => deed)
    expect(log).toEqual(expect.arrayContaining(['device.given-up', 'device.resumed']))
  })

  test('without a passphrase its key comes along, and goes into the keychain of the new one', async () => {
    const out = `${fresh()}.kxoffice`
    await city.call('moving.save', { out, passphrase: word })
    expect((await city.call('moving.state', {})).savedAt).not.toBeNull()
    const dir = fresh()
    // The keychain is main's; here it turns the bytes over.
    const turn = (input: unknown) => ({ bytes: (input as { bytes: Uint8Array }).bytes.map((byte) => byte ^ 0xff) })
    const desk = await Desk.open(dir, { ask: async (_method, input) => turn(input) })
    expect((await desk.call('moving.take', { path: out, passphrase: word })).neededBytes).toBeGreaterThan(0)
    expect(statSync(path.join(dir, 'moving-in/keys/store.key')).size).toBe(32)
    await desk.reopen()
    expect((await desk.call('app.state', {})).keys).toEqual({ state: 'open', keptIn: 'keychain' })
    expect(existsSync(path.join(dir, 'keys/store.key'))).toBe(false)
    await desk.call('offices.exportCard', { out: `${fresh()}.zip` })
    await desk.reopen()
    await desk.call('offices.exportCard', { out: `${fresh()}.zip` })
    await desk.close()
  })
})
