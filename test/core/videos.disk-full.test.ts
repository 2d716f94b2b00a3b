import { readdirSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { openCity, problemOf } from '../support/core.ts'
import { tinyDisk } from '../support/tiny-disk.ts'
import { newEntry, ownVideo } from '../support/videos.ts'

test('a film that has no room is refused before it is copied, or cleared away when the disk fills up meanwhile', async () => {
  const disk = tinyDisk(64)
  const dataDir = path.join(disk.dir, 'store')
  const core = await openCity({ dataDir })
  const { entryId } = await newEntry(core, '一')
  const attach = (file: string) => core.raw('records.attach', { recordId: entryId, field: 'video', path: file })
  const left = () => ['staging', 'attachments'].flatMap((name) => readdirSync(path.join(dataDir, name)))

  const seen: unknown[] = []
  const big = ownVideo('big', 30_000_000)
  const early = await problemOf(
    core.raw('records.attach', { recordId: entryId, field: 'video', path: big }, undefined, (step) => seen.push(step)),
  )
  expect(early.code).toBe('disk.full')
  expect((early.details as { neededBytes: number }).neededBytes).toBeGreaterThan(31_000_000)
  expect([seen, left()]).toEqual([[], []])

  disk.fill(4_000_000)
  const late = await problemOf(attach(ownVideo('small', 8_000_000)))
  expect(late.code).toBe('disk.full')
  expect(left()).toEqual([])

  disk.free()
  await attach(ownVideo('small', 8_000_000))
  expect((await core.call('videos.open', { entryId })).video?.ok).toBe(true)
})
