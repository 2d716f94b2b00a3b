/** Sticks that die, lie, or are pulled out, by a file system of our own; another program's lock on a fresh file. */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { fileOf, writeFolder } from '../../../electron/core/handover/write-folder.ts'
import { composePackage } from '../../../electron/core/package/compose.ts'
import type { FrozenPlan } from '../../../electron/core/package/plan.ts'
import { readPastCache } from '../../../electron/core/package/read-back.ts'
import { verifyPackage } from '../../../electron/core/package/reader.ts'
import { fat32FileLimit, fileLimitOf, needRoom, writeFailure } from '../../../electron/core/package/target-disk.ts'
import { splitVolumes, volumeLimit } from '../../../electron/core/package/volumes.ts'
import { writePackage } from '../../../electron/core/package/writer.ts'
import { failingStick } from '../../support/fuse-stick.ts'
import { tinyDisk } from '../../support/tiny-disk.ts'
import { makeOffice, sampleInput, scratch, trusting } from './world.ts'

const county = await makeOffice('海门区科学技术协会')
const city = await makeOffice('南通市科学技术协会')
const prepared = async () => (await composePackage(await sampleInput(await scratch(), { from: county, to: city }))).plan
const call = { signal: new AbortController().signal, progress: () => undefined }

test('a stick that keeps other bytes than it was given: the reread sees past the cache, and nothing stays', async () => {
  const plan = await prepared()
  const stick = await failingStick()
  const target = path.join(stick.dir, 'out.zip')
  const whole = await writePackage(plan, target)
  expect(whole.readBack).toBe('past-cache')
  expect(await verifyPackage(target, trusting(county, city))).toMatchObject({ ok: true })
  const good = readFileSync(target)
  const [first] = plan.entries.filter((entry) => 'file' in entry.source)
  const at = good.indexOf(first!.path) + Buffer.byteLength(first!.path) + 100

  await stick.fail({ flipAt: at })
  // What the kernel remembers still looks right: an ordinary reading would have believed the stick.
  expect(readFileSync(target).equals(good)).toBe(true)
  const seen: Buffer[] = []
  expect(await readPastCache(target, (chunk) => void seen.push(Buffer.from(chunk)))).toBe('past-cache')
  expect(Buffer.concat(seen).equals(good)).toBe(false)

  await expect(writePackage(plan, path.join(stick.dir, 'again.zip'))).rejects.toMatchObject({
    code: 'package.verify-failed',
    details: { reason: `${first!.path}：写入后重读，内容不一致` },
  })
  expect(await stick.stored()).toEqual({ 'out.zip': good.length })
})

test('a stick that dies while it is read again, written, or flushed: told, and cleared away', async () => {
  const plan = await prepared()
  const stick = await failingStick()
  const target = path.join(stick.dir, 'out.zip')
  await stick.fail({ errors: [{ op: 'read', code: 'EIO' }] })
  await expect(writePackage(plan, target)).rejects.toMatchObject({
    code: 'package.verify-failed',
    details: { path: target, reason: expect.stringMatching(/写入后读不回来$/u) },
  })
  for (const errors of [[{ op: 'write', code: 'EIO', from: 20_000 }], [{ op: 'fsync', code: 'EIO' }]] as const) {
    await stick.fail({ errors })
    await expect(writePackage(plan, target)).rejects.toMatchObject({
      code: 'file.unwritable',
      details: { reason: 'EIO' },
    })
  }
  expect(await stick.stored()).toEqual({})
})

test('a file system that takes no longer files (as FAT32 beyond 4 GB): its own problem, not a full disk', async () => {
  const plan = await prepared()
  const stick = await failingStick()
  await stick.fail({ errors: [{ op: 'write', code: 'EFBIG', from: 16_384 }] })
  await expect(writePackage(plan, path.join(stick.dir, 'out.zip'))).rejects.toMatchObject({
    code: 'package.file-too-large',
  })
  expect(await stick.stored()).toEqual({})
})

test('FAT32 holds no file of 4 GB: volumes stay below, one file that is longer is named, Windows’ word for it is understood', async () => {
  const dir = await scratch()
  const { plan, seal } = await composePackage(await sampleInput(dir, { from: county, to: city }))
  const GiB = 2 ** 30
  /** Only the plan is long: nothing of it is read for splitting. */
  const grown = (bytes: number): FrozenPlan => ({
    ...plan,
    entries: plan.entries.map((entry) => (entry.path.endsWith('.jpg') ? { ...entry, bytes } : entry)),
  })
  const volume = await volumeLimit(dir, null)
  expect(volume).toBeLessThan(fat32FileLimit)
  const sizes = splitVolumes(grown(3 * GiB), volume, seal).map(({ entries }) =>
    entries.reduce((sum, entry) => sum + entry.bytes, 0),
  )
  expect(Math.max(...sizes)).toBeLessThan(fat32FileLimit)
  expect(() => splitVolumes(grown(4 * GiB), volume, seal)).toThrow(
    expect.objectContaining({ code: 'package.file-too-large' }),
  )
  // 0x4d44: vfat and msdos; exFAT, ext4 and what Windows says have no such limit or do not tell.
  expect([0x4d44, 0x2011bab0, 0xef53, 0].map(fileLimitOf)).toEqual([fat32FileLimit, null, null, null])
  const full = Object.assign(new Error('no space'), { code: 'ENOSPC' })
  expect(await writeFailure(full, path.join(dir, 'x.zip'), 5 * GiB)).toMatchObject({ code: 'package.file-too-large' })
  expect(await writeFailure(full, path.join(dir, 'x.zip'), GiB)).toMatchObject({ code: 'disk.full' })
  await expect(
    needRoom(path.join(dir, 'x'), { least: 2 ** 50, told: 2 ** 50, largest: { name: '', bytes: 0 } }),
  ).rejects.toMatchObject({ code: 'disk.full', details: { neededBytes: 2 ** 50 } })
})

test('pulled out in the middle: nothing under the final name, and the next try to another place succeeds', async () => {
  const plan = await prepared()
  const stick = await failingStick()
  const onPoint = async (point: string) => {
    if (point === 'entry') await stick.fail({ pulled: true })
  }
  await expect(writePackage(plan, path.join(stick.dir, 'out.zip'), { onPoint })).rejects.toMatchObject({
    code: 'file.unwritable',
  })
  // What is left on the stick is no package by its name, and is taken away by the next try.
  expect(Object.keys(await stick.stored())).toEqual(['out.zip.part'])
  await stick.fail({})
  await writePackage(plan, path.join(stick.dir, 'out.zip'))
  expect(Object.keys(await stick.stored())).toEqual(['out.zip'])
})

test('an antivirus program holds the fresh file: tried again until it lets go, told when it does not', async () => {
  const plan = await prepared()
  const stick = await failingStick()
  const target = path.join(stick.dir, 'out.zip')
  await stick.fail({
    errors: [
      { op: 'rename', code: 'EBUSY', times: 1 },
      { op: 'rename', code: 'EPERM', times: 1 },
    ],
  })
  const points: string[] = []
  await writePackage(plan, target, { onPoint: (point) => void points.push(point) })
  expect(points.filter((point) => point !== 'entry').slice(3)).toEqual([
    'reread',
    'rename-refused',
    'rename-refused',
    'renamed',
    'folder-flushed',
  ])
  expect(await verifyPackage(target, trusting(county, city))).toMatchObject({ ok: true })

  await stick.fail({ errors: [{ op: 'rename', code: 'EBUSY' }] })
  const control = new AbortController()
  const giveUp = (point: string) => {
    if (point === 'rename-refused') control.abort()
  }
  const other = path.join(stick.dir, 'other.zip')
  await expect(writePackage(plan, other, { signal: control.signal, onPoint: giveUp })).rejects.toMatchObject({
    code: 'cancelled',
  })
  await expect(writePackage(plan, other)).rejects.toMatchObject({
    code: 'file.unwritable',
    details: { reason: 'EBUSY' },
  })
  expect(Object.keys(await stick.stored())).toEqual(['out.zip'])
})

test('the plain folder: the same reread, the same patience, the same nothing left behind', async () => {
  const stick = await failingStick()
  const target = path.join(stick.dir, '报送材料')
  const files = [fileOf('甲.pdf', Buffer.alloc(300_000, 1)), fileOf('乙.jpg', Buffer.alloc(200_000, 2))]
  const plain = files.map((file) => ({ path: file.name, file }))
  const zipped = [{ path: '第1部分.zip', zip: files, madeAt: '2022-05-12T01:00:00.000Z' }]
  await stick.fail({ errors: [{ op: 'rename', code: 'EPERM', times: 1 }] })
  expect(await writeFolder(target, plain, call)).toBe('past-cache')
  expect(readdirSync(target).sort()).toEqual(['乙.jpg', '甲.pdf'])
  await stick.fail({ flipAt: 250_000 })
  for (const entries of [plain, zipped]) {
    await expect(writeFolder(`${target}2`, entries, call)).rejects.toMatchObject({
      code: 'package.verify-failed',
      details: { reason: '甲.pdf：写入后重读，内容不一致' },
    })
  }
  await stick.fail({ errors: [{ op: 'read', code: 'EIO', from: 300_100 }] })
  await expect(writeFolder(`${target}2`, zipped, call)).rejects.toMatchObject({
    code: 'package.verify-failed',
    details: { reason: expect.stringMatching(/：写入后读不回来$/u) },
  })
  await stick.fail({})
  expect(Object.keys(await stick.stored()).sort()).toEqual(['报送材料/乙.jpg', '报送材料/甲.pdf'])
})

test('a memory disk has nothing behind its cache, and the answer says so', async () => {
  const plan = await prepared()
  const disk = tinyDisk(2)
  expect(await writePackage(plan, path.join(disk.dir, 'out.zip'))).toMatchObject({ readBack: 'cache' })
  // A write-protected stick: told at once, and the package on it can still be checked.
  disk.remountReadOnly()
  await expect(writePackage(plan, path.join(disk.dir, 'more.zip'))).rejects.toMatchObject({
    code: 'file.unwritable',
    details: { reason: 'EROFS' },
  })
  await expect(
    writeFolder(path.join(disk.dir, '报送材料'), [{ path: 'a', file: fileOf('a', Buffer.from('x')) }], call),
  ).rejects.toMatchObject({ code: 'file.unwritable', details: { reason: 'EROFS' } })
  expect(readdirSync(disk.dir)).toEqual(['out.zip'])
  expect(await verifyPackage(path.join(disk.dir, 'out.zip'), trusting(county, city))).toMatchObject({ ok: true })
})
