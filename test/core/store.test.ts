import { fork } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { describe, expect, onTestFinished, test } from 'vitest'
import { migrations } from '../../db/migrations/all.ts'
import { onNetwork } from '../../electron/core/store/folder.ts'
import { newF2, newFolder, openCounty, openTestCore, problemOf, projectDir, TestCore } from '../support/core.ts'
import { makePng } from '../support/pictures.ts'
import { tinyDisk } from '../support/tiny-disk.ts'

const sha256 = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex')

describe('the store folder', { timeout: 30_000 }, () => {
  test('one core per store: held by another process, and free again after kill -9', async () => {
    const dataDir = newFolder()
    const child = fork(path.join(projectDir, 'test/support/hold-store.ts'), [
      dataDir,
      path.join(projectDir, 'resources'),
    ])
    onTestFinished(() => void child.kill('SIGKILL'))
    await once(child, 'message')
    const problem = await problemOf(new TestCore({ dataDir }).open())
    expect(problem.toData()).toEqual({ code: 'store.locked', details: { dataDir } })
    child.kill('SIGKILL')
    await once(child, 'exit')
    const core = await openTestCore({ dataDir })
    expect((await core.call('app.state', {})).office).toBeNull()
  })

  test('one core per store, also within one process', async () => {
    const core = await openTestCore()
    const problem = await problemOf(new TestCore({ dataDir: core.dataDir }).open())
    expect(problem.code).toBe('store.locked')
  })

  test('a newer store is refused and given back untouched', async () => {
    const core = await openCounty()
    await core.close()
    const file = path.join(core.dataDir, 'kexie.sqlite')
    const sqlite = new BetterSqlite3(file)
    sqlite.pragma('user_version = 99')
    sqlite.close()
    const before = sha256(file)
    const problem = await problemOf(core.open())
    expect(problem.toData()).toEqual({
      code: 'store.newer',
      details: { dataDir: core.dataDir, storeVersion: 99, programVersion: migrations.length },
    })
    expect(sha256(file)).toBe(before)
    // The refusal gives the lock back.
    expect((await problemOf(core.open())).code).toBe('store.newer')
  })

  test('a damaged store is refused, nothing is changed or deleted', async () => {
    const dataDir = newFolder()
    const file = path.join(dataDir, 'kexie.sqlite')
    writeFileSync(file, 'SQLite format 3\0 and then nothing of the kind')
    const before = sha256(file)
    expect((await problemOf(new TestCore({ dataDir }).open())).code).toBe('store.damaged')
    expect(sha256(file)).toBe(before)
  })

  test('a read-only folder is told apart', async () => {
    const disk = tinyDisk(8)
    const core = await openCounty({ dataDir: path.join(disk.dir, 'store') })
    await core.close()
    disk.remountReadOnly()
    expect((await problemOf(core.open())).code).toBe('store.read-only')
    expect((await problemOf(new TestCore({ dataDir: path.join(disk.dir, 'new') }).open())).code).toBe('store.read-only')
  })

  test.each([
    ['nas:/a /media/nas nfs4 rw 0 0', '/media/nas/kexie', true],
    ['//pc/a /media/win cifs rw 0 0', '/media/win', true],
    ['pc: /media/ssh fuse.sshfs rw 0 0', '/media/ssh/a/b', true],
    ['pc: /media/my\\040share cifs rw 0 0', '/media/my share/a', true],
    ['/dev/sda1 /media/disk ext4 rw 0 0', '/media/disk/kexie', false],
    ['nas:/a /media/nas nfs4 rw 0 0\n/dev/sdb1 /media/nas/local ext4 rw 0 0', '/media/nas/local/kexie', false],
    ['nas:/a /media/na nfs4 rw 0 0', '/media/nas/kexie', false],
  ])('%s: %s on the network is %s', (mounts, dataDir, expected) => {
    expect(onNetwork(dataDir, `/dev/vda / ext4 rw 0 0\n${mounts}\n`, 'linux')).toBe(expected)
  })

  test.each([
    ['\\\\server\\share\\kexie', true],
    ['//server/share/kexie', true],
    ['\\\\?\\UNC\\server\\share', true],
    ['\\\\?\\C:\\kexie', false],
    ['C:\\Users\\clerk\\kexie', false],
  ])('on Windows %s on the network is %s', (dataDir, expected) => {
    expect(onNetwork(dataDir, '', 'win32')).toBe(expected)
  })

  test('what lies in staging and files that no row names are swept at start', async () => {
    const core = await openCounty()
    await core.close()
    const stray = path.join(core.dataDir, 'staging', 'half.part')
    const orphan = path.join(core.dataDir, 'attachments', 'ab', 'c'.repeat(62))
    writeFileSync(stray, 'half')
    mkdirSync(path.dirname(orphan), { recursive: true })
    writeFileSync(orphan, 'orphan')
    await core.open()
    expect(existsSync(stray)).toBe(false)
    expect(existsSync(orphan)).toBe(false)
  })
})

describe('a full disk', () => {
  test('saving says so, loses nothing that was confirmed, and goes on after space is made', async () => {
    const disk = tinyDisk(6)
    const core = await openCounty({ dataDir: path.join(disk.dir, 'store') })
    const recordId = await newF2(core)
    let draftSeq = (await core.call('records.saveDraft', { recordId, draftSeq: 0, changes: { scale: '约500人' } }))
      .draftSeq
    disk.fill()
    // The journal may still have room for small saves: whatever is confirmed must be there afterwards.
    let plan = ''
    let problem: Awaited<ReturnType<typeof problemOf>> | null = null
    for (let round = 1; round <= 20 && !problem; round++) {
      const text = `第${round}稿。`.repeat(5000)
      try {
        draftSeq = (await core.call('records.saveDraft', { recordId, draftSeq, changes: { plan: text } })).draftSeq
        plan = text
      } catch {
        problem = await core.problem('records.saveDraft', { recordId, draftSeq, changes: { plan: text } })
      }
    }
    expect(problem?.toData()).toEqual({ code: 'disk.full', details: { path: core.dataDir, neededBytes: null } })
    const open = await core.call('records.open', { recordId })
    expect(open.draftSeq).toBe(draftSeq)
    expect(open.values.scale).toBe('约500人')
    if (plan !== '') expect(open.values.plan).toBe(plan)

    const big = path.join(newFolder(), 'big.png')
    writeFileSync(big, Buffer.concat([makePng(4, 4), Buffer.alloc(2_000_000)]))
    expect((await core.problem('records.attach', { recordId, field: 'photos', path: big })).code).toBe('disk.full')
    expect(readdirSync(path.join(core.dataDir, 'staging'))).toEqual([])

    disk.free()
    const again = await core.call('records.saveDraft', {
      recordId,
      draftSeq,
      changes: { plan: '空间腾出来以后接着写。' },
    })
    await core.call('records.attach', { recordId, field: 'photos', path: big })
    await core.reopen()
    const after = await core.call('records.open', { recordId })
    expect(after.values.plan).toBe('空间腾出来以后接着写。')
    expect(after.draftSeq).toBe(again.draftSeq)
    expect(after.attachments).toHaveLength(1)
  })

  test('a start without space says so', async () => {
    const disk = tinyDisk(1)
    disk.fill()
    expect((await problemOf(new TestCore({ dataDir: path.join(disk.dir, 'store') }).open())).code).toBe('disk.full')
  })
})
