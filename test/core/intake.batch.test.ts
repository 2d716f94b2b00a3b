import { fork } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type CoreCalls, socketMethods } from '../../electron/core/cli/core-calls.ts'
import { runCommandLine } from '../../electron/core/cli/run.ts'
import type { IntakeBatch } from '../../shared/api/intake.ts'
import { countyNotice, Desk, foundOffice, newRoot, projectDir } from '../support/desks.ts'
import { type ForeignOffice, foreignOffice, foreignPackage } from '../support/foreign-office.ts'
import {
  type Made,
  manyOffices,
  manyPackages,
  Sender,
  type Target,
  targetOf,
  trustAll,
} from '../support/many-packages.ts'

const startAt = Date.parse('2022-05-20T01:00:00.000Z')
const root = newRoot('kexie-batch-')
const at = (...names: string[]): string => path.join(root.dir, ...names)
let city: Desk
let target: Target
let offices: ForeignOffice[]
let spare: ForeignOffice[]
let stranger: ForeignOffice
beforeAll(async () => {
  city = await Desk.open(at('city'), { startAt })
  // Nothing is signed here: no passphrase, no scrypt.
  await foundOffice(city, 'city', null)
  target = await targetOf(city, countyNotice)
  const all = await manyOffices(18)
  offices = all.slice(0, 10)
  spare = all.slice(10)
  await trustAll(city, all, root.dir)
  stranger = await foreignOffice('无名县科协', '2022-01-01T00:00:00.000Z')
})
afterAll(async () => {
  await city.close()
  root.remove()
})

const replaced = (file: string, from: string, to: string): void => {
  const bytes = readFileSync(file).toString('latin1')
  writeFileSync(file, bytes.replaceAll(from, to), 'latin1')
}

/** Ten kinds of bad packages: the file's name → what it must come to. */
async function hostiles(folder: string, good: Made): Promise<Record<string, [result: string, code: string]>> {
  const sender = (n: number): Sender => new Sender(spare[n] as ForeignOffice, target, folder)
  await new Sender(stranger, target, folder).send({ name: '坏01' })
  const cut = await sender(0).send({ name: '坏02' })
  writeFileSync(cut.file, readFileSync(cut.file).subarray(0, -700))
  const flipped = await sender(1).send({ name: '坏03', bytes: 4000 })
  const bytes = readFileSync(flipped.file)
  const within = bytes.indexOf('data/attachments/') + 2000
  bytes.writeUInt8((bytes[within] ?? 0) ^ 1, within)
  writeFileSync(flipped.file, bytes)
  await sender(2).send({ name: '坏04', change: { signKey: stranger.signKey } })
  const { recipient } = target
  await sender(3).send({ name: '坏05', change: { recipient: { ...recipient, officeId: 'KX0000000000000000' } } })
  await sender(4).send({ name: '坏06', change: { sequence: 3 } })
  const first = offices[0] as ForeignOffice
  await new Sender(first, target, folder).send({ name: '坏07', change: { sequence: good.sequence } })
  replaced((await sender(5).send({ name: '坏08' })).file, 'data/package.json', '../../ackage.json')
  writeFileSync(path.join(folder, '坏09_第0001号.zip'), '这不是压缩包')
  const comment = await sender(6).send({ name: '坏10' })
  const end = readFileSync(comment.file)
  end.writeUInt16LE(5, end.length - 2)
  writeFileSync(comment.file, Buffer.concat([end, Buffer.from('hello')]))
  return {
    坏01: ['held', 'card.unknown'],
    坏02: ['refused', 'zip.truncated'],
    坏03: ['refused', 'zip.crc'],
    坏04: ['refused', 'signature.other-signer'],
    坏05: ['refused', 'package.not-for-us'],
    坏06: ['held', 'package.gap'],
    坏07: ['held', 'package.fork'],
    坏08: ['refused', 'name.traversal'],
    坏09: ['refused', 'zip.not-a-zip'],
    坏10: ['refused', 'zip.comment'],
  }
}

const run = (batchId: string, options: Parameters<Desk['call']>[2] = {}): Promise<IntakeBatch> =>
  city.call('intake.run', { batchId }, options)

it('takes in 90 of 100 packages, and tells of each of the ten others why not', async () => {
  const folder = at('stick')
  const good = await manyPackages(target, offices, path.join(folder, '各县'), { packages: 90 })
  const bad = await hostiles(path.join(folder, '混在里面'), good[0] as Made)
  for (const name of ['乙县活动方案.docx', '照片.jpg', '.DS_Store', '报送包.zip.part'])
    writeFileSync(at('stick', name), name)
  symlinkSync(at('city'), at('stick', '别处'))

  const batch = await city.call('intake.start', { paths: [folder, path.join(folder, '照片.jpg')] })
  expect(batch).toMatchObject({
    state: 'paused',
    title: 'stick等（102 个文件）',
    counts: { files: 102, waiting: 100, other: 2 },
  })
  const ready = batch.files.filter((file) => file.state === 'waiting')
  const order = ready.filter((file) => file.senderOfficeId === offices[3]?.card.officeId).map((file) => file.sequence)
  expect(order).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
  expect(ready.find((file) => file.senderOfficeId === offices[3]?.card.officeId)?.senderName).not.toBe('')

  // A person pauses it, then lets it go on; then somebody gives the task up, and it goes on once more.
  let asked: Promise<IntakeBatch> | null = null
  const paused = await run(batch.batchId, {
    // Before the first file there is nothing to stop after.
    progress: ({ done }) => {
      if (done > 0) asked ??= city.call('intake.pause', { batchId: batch.batchId })
    },
  })
  expect(await asked).toMatchObject({ state: 'paused', problem: null })
  expect(paused.counts.waiting).toBeGreaterThan(0)
  expect(paused.counts.waiting).toBeLessThan(100)
  const abort = new AbortController()
  await expect(run(batch.batchId, { signal: abort.signal, progress: () => abort.abort() })).rejects.toMatchObject({
    code: 'cancelled',
  })
  expect((await city.call('intake.list', {}))[0]).toMatchObject({ state: 'paused', problem: null })
  const seen: number[] = []
  const done = await run(batch.batchId, { progress: ({ done: n }) => seen.push(n) })
  expect(seen).toEqual([...seen].sort((a, b) => a - b))

  expect(done).toMatchObject({
    state: 'done',
    counts: { files: 102, waiting: 0, imported: 90, duplicate: 0, held: 3, refused: 7, failed: 0, other: 2 },
  })
  const told = done.files.flatMap(({ fileName, result, findings }) =>
    result === 'imported' || result === null
      ? []
      : [[fileName.slice(0, 3), [result, findings.find((one) => one.severity !== 'info')?.code]]],
  )
  expect(Object.fromEntries(told)).toEqual(bad)
  // What needs a person stands first.
  expect(done.files.slice(0, 10).map((file) => file.result)).toEqual([
    ...Array<string>(3).fill('held'),
    ...Array<string>(7).fill('refused'),
  ])
  expect(await city.call('records.list', {})).toHaveLength(90)
  // One copy of the store for the whole batch, although it was begun three times.
  expect(readdirSync(at('city', 'backups')).filter((name) => name.startsWith('before-import'))).toHaveLength(1)
  expect(readdirSync(at('city', 'staging'))).toEqual([])
  expect(readdirSync(at('city', 'held'))).toHaveLength(3)

  // The same stick once more: nothing is added.
  const again = await run((await city.call('intake.start', { paths: [folder] })).batchId)
  expect(again.counts).toMatchObject({ imported: 0, duplicate: 90, held: 3, refused: 7 })
  expect(await city.call('records.list', {})).toHaveLength(90)
  expect((await city.call('intake.list', {})).map((one) => one.batchId)).toEqual([again.batchId, batch.batchId])
})

it('goes past a file that vanished, and takes it in when it is there again', async () => {
  const folder = at('vanishing')
  const [one, two] = await manyPackages(target, [spare[0] as ForeignOffice], folder, { packages: 2 })
  const unpacked = at('vanishing', '解开的')
  mkdirSync(unpacked)
  writeFileSync(path.join(unpacked, 'bagit.txt'), '不是')
  const gone = at('vanishing', '没有这个.zip')
  const { batchId, files } = await city.call('intake.start', { paths: [folder, gone] })
  expect(files.map((file) => file.fileName)).toContain('解开的')
  copyFileSync(two?.file ?? '', at('kept.zip'))
  rmSync(two?.file ?? '')
  const first = await run(batchId)
  expect(first).toMatchObject({ state: 'done', counts: { imported: 1, refused: 1, failed: 2 } })
  expect(first.files[0]).toMatchObject({ result: 'failed', problem: { code: 'file.vanished' } })
  copyFileSync(at('kept.zip'), two?.file ?? '')
  expect((await run(batchId)).counts).toMatchObject({ imported: 2, refused: 1, failed: 1 })
  expect(one?.sequence).toBe(1)
  expect(await city.problem('intake.start', { paths: [at('city', 'outbox')] })).toMatchObject({
    code: 'intake.nothing',
  })
})

it('stops once, with the reason, when no file could be taken in', async () => {
  const folder = at('locked')
  await manyPackages(target, [spare[1] as ForeignOffice], folder, { packages: 3 })
  await city.call('keys.protect', { passphrase: '城里的灯都亮了呀' })
  const { batchId } = await city.call('intake.start', { paths: [folder] })
  await city.call('keys.lock', {})
  await expect(run(batchId)).rejects.toMatchObject({ code: 'keys.locked' })
  expect((await city.call('intake.list', {}))[0]).toMatchObject({
    state: 'paused',
    problem: { code: 'keys.locked' },
    counts: { waiting: 3, failed: 0 },
  })
  await city.call('keys.unlock', { passphrase: '城里的灯都亮了呀' })
  expect(await run(batchId)).toMatchObject({ state: 'done', problem: null, counts: { imported: 3 } })
})

it('is one word of the command line, with an exit code that a script can tell', async () => {
  const inbox = at('inbox')
  mkdirSync(inbox)
  const out: string[] = []
  const said: string[] = []
  const core: CoreCalls & { remote: boolean } = {
    call: (method, input) => {
      // As over the socket of an open window.
      expect(socketMethods.has(method)).toBe(true)
      return city.call(method, input)
    },
    close: async () => undefined,
    remote: true,
  }
  const intakeRun = (): Promise<number> =>
    runCommandLine(['intake', 'run', '--data', 'D', '--inbox', 'inbox'], {
      env: {},
      cwd: root.dir,
      out: (text) => out.push(text),
      err: (text) => said.push(text),
      open: async () => core,
      storeless: core,
    })
  expect(await intakeRun()).toBe(0)
  expect(JSON.parse(out.pop() ?? '')).toMatchObject({ batchId: null, files: [] })
  await new Sender(spare[2] as ForeignOffice, target, inbox).send()
  writeFileSync(path.join(inbox, '情况说明.docx'), '…')
  expect(await intakeRun()).toBe(0)
  expect(JSON.parse(out.pop() ?? '')).toMatchObject({
    state: 'done',
    counts: { imported: 1, other: 1 },
    files: [{}, {}],
  })
  expect(said.pop()).toBe('收入 1 个，1 个不是报送包。\n')
  await new Sender(stranger, target, inbox).send()
  expect(await intakeRun()).toBe(2)
  writeFileSync(path.join(inbox, '坏.zip'), '坏')
  expect(await intakeRun()).toBe(1)
  expect(said.pop()).toBe('收入 0 个，1 个以前收过，1 个待人决定，1 个不合格没有收入，1 个不是报送包。\n')
})

it('kill -9 between two files loses nothing and repeats nothing', { timeout: 60_000 }, async () => {
  const folder = at('killed')
  const dir = at('killed city')
  const other = await Desk.open(dir, { startAt })
  await foundOffice(other, 'city', null)
  const to = await targetOf(other, countyNotice)
  // Files come in the order of their senders: whoever is held is the last, so that each kill meets its file.
  const inOrder = [...offices].sort((a, b) => (a.card.officeId < b.card.officeId ? -1 : 1))
  const senders = inOrder.slice(0, 2)
  const unknown = inOrder.at(-1) as ForeignOffice
  await trustAll(other, senders, at('killed cards'))
  await manyPackages(to, senders, folder, { packages: 6 })
  await new Sender(unknown, to, folder).send()
  await foreignPackage(unknown, folder, {})
  const { batchId } = await other.call('intake.start', { paths: [folder] })
  await other.close()
  for (const point of ['import.after-commit:2', 'intake.after-row:2', 'held.before-rename']) {
    const script = path.join(projectDir, 'test/support/intake-store.ts')
    const child = fork(script, [dir, path.join(projectDir, 'resources'), batchId], {
      env: { ...process.env, KEXIE_KILL_AT: point },
    })
    const [, signal] = (await once(child, 'exit')) as [number | null, string | null]
    expect(signal).toBe('SIGKILL')
  }
  const after = await Desk.open(dir, { startAt })
  expect((await after.call('intake.list', {}))[0]).toMatchObject({ state: 'paused' })
  expect(readdirSync(path.join(dir, 'held'))).toEqual([])
  expect(readdirSync(path.join(dir, 'staging'))).toEqual([])
  const done = await after.call('intake.run', { batchId })
  // Taken in just before the kill, its line was not yet written: it came out as one that is here already.
  expect(done).toMatchObject({ state: 'done', counts: { files: 8, imported: 6, duplicate: 1, held: 1, refused: 0 } })
  expect(await after.call('records.list', {})).toHaveLength(6)
  expect(readdirSync(path.join(dir, 'held'))).toHaveLength(1)
  await after.close()
})
