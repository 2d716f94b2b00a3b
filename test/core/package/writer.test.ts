import { existsSync, readdirSync } from 'node:fs'
import { mkdir, open, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { composePackage } from '../../../electron/core/package/compose.ts'
import { verifyPackage } from '../../../electron/core/package/reader.ts'
import { writePackage } from '../../../electron/core/package/writer.ts'
import { tinyDisk } from '../../support/tiny-disk.ts'
import { makeOffice, sample, sampleInput, scratch, trusting } from './world.ts'

const county = await makeOffice('海门区科学技术协会')
const city = await makeOffice('南通市科学技术协会')
const prepared = async () => {
  const dir = await scratch()
  const made = await composePackage(await sampleInput(dir, { from: county, to: city }))
  await mkdir(join(dir, 'stick'))
  return { dir, ...made, stick: join(dir, 'stick'), target: join(dir, 'stick', 'out.zip') }
}
const files = (plan: Awaited<ReturnType<typeof prepared>>['plan']) =>
  plan.entries.flatMap((entry) => ('file' in entry.source ? [entry.source.file] : []))

describe('a failed export leaves nothing', () => {
  test('cancel at every point before the rename', async () => {
    const { plan, stick, target } = await prepared()
    for (const stop of ['created', 'entry', 'written', 'flushed', 'reread'] as const) {
      const control = new AbortController()
      const onPoint = (point: string) => {
        if (point === stop) control.abort()
      }
      await expect(writePackage(plan, target, { signal: control.signal, onPoint }), stop).rejects.toMatchObject({
        code: 'cancelled',
      })
      expect(readdirSync(stick), stop).toEqual([])
    }
    const seen: string[] = []
    await writePackage(plan, target, { onPoint: (point) => void seen.push(point) })
    expect(readdirSync(stick)).toEqual(['out.zip'])
    expect(seen.filter((point) => point !== 'entry')).toEqual([
      'created',
      'written',
      'flushed',
      'reread',
      'renamed',
      'folder-flushed',
    ])
  })

  test('a source that vanished, shrank, or was altered', async () => {
    const { plan, stick, target } = await prepared()
    const [first] = files(plan)
    const handle = await open(first!, 'r+')
    await handle.write('X', 0)
    await handle.close()
    await expect(writePackage(plan, target)).rejects.toMatchObject({
      code: 'file.unreadable',
      details: { path: first },
    })
    await writeFile(first!, 'short')
    await expect(writePackage(plan, target)).rejects.toMatchObject({ code: 'file.unreadable' })
    await rm(first!)
    await expect(writePackage(plan, target)).rejects.toMatchObject({ code: 'file.vanished', details: { path: first } })
    expect(readdirSync(stick)).toEqual([])
  })

  test('what was written differs when read again', async () => {
    const { plan, stick, target } = await prepared()
    const onPoint = async (point: string) => {
      if (point !== 'flushed') return
      const handle = await open(`${target}.part`, 'r+')
      await handle.write(Buffer.from([0xff]), 0, 1, 3000)
      await handle.close()
    }
    await expect(writePackage(plan, target, { onPoint })).rejects.toMatchObject({ code: 'package.verify-failed' })
    expect(readdirSync(stick)).toEqual([])
  })

  test('folder missing, name taken, folder in the way', async () => {
    const { plan, dir, target } = await prepared()
    await expect(writePackage(plan, join(dir, 'none', 'x.zip'))).rejects.toMatchObject({
      code: 'package.target-missing',
    })
    await writeFile(target, 'mine')
    await expect(writePackage(plan, target, { replace: false })).rejects.toMatchObject({ code: 'file.exists' })
    await mkdir(join(dir, 'stick', 'folder.zip'))
    await expect(writePackage(plan, join(dir, 'stick', 'folder.zip'))).rejects.toMatchObject({
      code: 'file.unwritable',
    })
    expect(readdirSync(join(dir, 'stick')).sort()).toEqual(['folder.zip', 'out.zip'])
  })

  test('compose without a source or recipient removes its ciphertexts', async () => {
    const dir = await scratch()
    const input = await sampleInput(dir, { from: county, to: city })
    await rm(input.records[0]!.attachments[1]!.file)
    await expect(composePackage(input)).rejects.toMatchObject({ code: 'file.vanished' })
    expect(readdirSync(input.outbox)).toEqual([])
    await expect(
      composePackage({ ...(await sampleInput(dir, { from: county, to: city })), recipient: null }),
    ).rejects.toMatchObject({ code: 'package.no-recipient' })
    expect(readdirSync(input.outbox)).toEqual([])
  })
})

test('a full disk: a clear problem, nothing left, and the retry succeeds after space is made', async () => {
  const { plan } = await prepared()
  const disk = tinyDisk(1)
  disk.fill(8192)
  const kept = readdirSync(disk.dir)
  await expect(writePackage(plan, join(disk.dir, 'out.zip'))).rejects.toMatchObject({ code: 'disk.full' })
  expect(readdirSync(disk.dir)).toEqual(kept)
  disk.free()
  await writePackage(plan, join(disk.dir, 'out.zip'))
  expect(await verifyPackage(join(disk.dir, 'out.zip'), trusting(county, city))).toMatchObject({ ok: true })
})

test('verification can be cancelled and clears its staging', async () => {
  const dir = await scratch()
  const { path } = await sample(dir, { from: county, to: city })
  const control = new AbortController()
  const staging = join(dir, 'staging')
  const progress = () => control.abort()
  await expect(
    verifyPackage(path, trusting(county, city), { signal: control.signal, progress, stagingDir: staging }),
  ).rejects.toMatchObject({ code: 'cancelled' })
  expect(existsSync(staging) ? readdirSync(staging) : []).toEqual([])
})
