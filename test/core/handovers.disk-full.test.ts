import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { countyNotice, newF2, newFolder, openCounty } from '../support/core.ts'
import { paperStub } from '../support/paper-stub.ts'
import { makePhoto } from '../support/photo.ts'
import { tinyDisk } from '../support/tiny-disk.ts'

it('a stick that is too small, or full in the middle: nothing stays, the record is not sent, later it goes through', async () => {
  const disk = tinyDisk(8)
  const core = await openCounty({ ask: paperStub })
  const recordId = await newF2(core)
  const photo = makePhoto(path.join(newFolder(), 'a.png'), 30, 20)
  writeFileSync(photo, Buffer.concat([readFileSync(photo), Buffer.alloc(3_000_000, 7)]))
  await core.call('records.attach', { recordId, field: 'photos', path: photo })
  const order = { noticeId: countyNotice, mask: true, out: disk.dir } as const
  for (const as of ['folder', 'zip'] as const) {
    // Too full from the start, and full only by what a file system itself takes.
    for (const leave of [1_000_000, 3_012_000]) {
      disk.fill(leave)
      expect(await core.problem('handovers.write', { ...order, as })).toMatchObject({ code: 'disk.full' })
      disk.free()
      expect(readdirSync(disk.dir)).toEqual([])
      expect(await core.call('handovers.list', {})).toEqual([])
      expect((await core.call('records.open', { recordId })).summary.state).toBe('to-stamp')
    }
  }
  const written = await core.call('handovers.write', { ...order, as: 'zip' })
  expect(readdirSync(disk.dir)).toEqual([path.basename(written.path)])
  expect((await core.call('records.open', { recordId })).summary.state).toBe('sent')
})
