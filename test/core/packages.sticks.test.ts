/** What a clerk sees when a stick is pulled, dies, lies or comes back: state, number, 重新插入后核对, 交接单. */
import { readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { PrintDocument } from '../../shared/form/print-document.ts'
import { bytesText } from '../../shared/wording/amounts.ts'
import { codeText } from '../../shared/wording/revision-code.ts'
import { countyNotice, fillF2, newPair, type Pair, sampleDir } from '../support/desks.ts'
import { failingStick } from '../support/fuse-stick.ts'

let pair: Pair
let recordId: string
beforeAll(async () => {
  pair = await newPair()
  recordId = await fillF2(pair.county, {}, [])
  const jpeg = readFileSync(path.join(sampleDir, 'county/photo-1-field.jpg'))
  for (const n of [1, 2]) {
    const big = path.join(pair.dir, `big-${n}.jpg`)
    writeFileSync(big, Buffer.concat([jpeg, Buffer.alloc(400_000 + n * 200_000, n)]))
    await pair.county.call('records.attach', { recordId, field: 'photos', path: big })
  }
})
afterAll(() => pair.close())

const words = (document: PrintDocument): string => JSON.stringify(document)

it('from the first look to the receipt, on a stick that fails in between', async () => {
  const { county, city } = pair
  const stick = await failingStick()
  const order = { noticeId: countyNotice, to: city.officeId, out: stick.dir, volumeBytes: 1_000_000 }
  const look = (out: string | null = stick.dir) =>
    county.call('packages.preview', { noticeId: countyNotice, to: city.officeId, out })
  const news = async () => (await look()).items.find((item) => item.recordId === recordId)?.news

  expect(await look(null)).toMatchObject({ lastReceipt: null, disk: null, volumes: 1, tooLarge: [] })
  const first = await look()
  expect(first.disk).toMatchObject({ freeBytes: 4_096_000_000, fileLimit: null, enough: true })
  expect(first.items.filter((item) => item.state === 'missing').map((item) => item.news)).toContain(null)
  expect(await news()).toBe('new')

  // Dead in the second volume: what was written of the group goes, and nothing moves on.
  await stick.fail({ errors: [{ op: 'write', code: 'EIO', from: 700_000 }] })
  expect(await county.problem('packages.export', order)).toMatchObject({ code: 'file.unwritable' })
  expect(await stick.stored()).toEqual({})
  expect((await county.call('records.open', { recordId })).summary.state).not.toBe('sent')
  const [frozen] = await county.call('packages.outbox', {})
  expect(frozen).toMatchObject({ state: 'frozen', sequence: 1, writtenAt: null })
  const unwritten = { packageId: frozen?.packageId ?? '', folder: stick.dir }
  expect(await county.problem('packages.recheck', unwritten)).toMatchObject({ code: 'package.not-found' })
  expect(await news()).toBe('new')

  // Keeps other bytes than it is given: seen although the system's own memory of them is right.
  await stick.fail({ flipAt: 400_000 })
  const lying = await county.problem('packages.export', order)
  expect(lying).toMatchObject({ code: 'package.verify-failed' })
  expect(String(lying.details && 'reason' in lying.details ? lying.details.reason : '')).toMatch(
    /^data\/attachments\/.+：写入后重读，内容不一致$/u,
  )
  expect(await stick.stored()).toEqual({})

  await stick.fail({})
  const exported = await county.call('packages.export', order)
  expect(exported).toMatchObject({ sequence: 1, readBack: 'past-cache' })
  expect(exported.files).toHaveLength(2)
  expect((await county.call('records.open', { recordId })).summary.state).toBe('sent')
  expect(await news()).toBe('repeated')

  const recheck = { packageId: exported.packageId, folder: stick.dir }
  const [one = '', two = ''] = exported.files.map((file) => file.path)
  const states = async () => {
    const { files, ok, readBack } = await county.call('packages.recheck', recheck)
    return { files: files.map((file) => [file.name, file.state]), ok, readBack }
  }
  const [nameOne, nameTwo] = [path.basename(one), path.basename(two)]
  expect(await states()).toEqual({
    files: [
      [nameOne, 'same'],
      [nameTwo, 'same'],
    ],
    ok: true,
    readBack: 'past-cache',
  })
  await stick.fail({ flipAt: 400_000 })
  expect((await states()).files).toEqual([
    [nameOne, 'differs'],
    [nameTwo, 'differs'],
  ])
  await stick.fail({ errors: [{ op: 'read', code: 'EIO', times: 1 }] })
  expect((await states()).files).toEqual([
    [nameOne, 'unreadable'],
    [nameTwo, 'same'],
  ])
  await stick.fail({})
  const renamed = path.join(stick.dir, '改过名.zip')
  renameSync(one, renamed)
  const whole = readFileSync(two)
  truncateSync(two, 500_000)
  expect(await county.call('packages.recheck', recheck)).toMatchObject({
    ok: false,
    files: [
      { name: '改过名.zip', state: 'same', bytes: exported.files[0]?.bytes },
      { name: nameTwo, state: 'differs', bytes: 500_000 },
    ],
  })

  // A volume that was cut on its way: refused by its own finding; the other one goes in, and the whole one later.
  const cut = await city.call('packages.import', { path: two })
  expect(cut).toMatchObject({ result: 'refused', records: 0 })
  expect(cut.verified.findings.map((finding) => finding.code)).toEqual(['zip.truncated'])
  expect(await city.call('packages.import', { path: renamed })).toMatchObject({ result: 'imported' })
  rmSync(two)
  expect((await states()).files).toEqual([
    ['改过名.zip', 'same'],
    [nameTwo, 'missing'],
  ])
  expect(await county.problem('packages.recheck', { ...recheck, folder: path.join(stick.dir, '无') })).toMatchObject({
    code: 'package.target-missing',
  })
  const again = await county.call('packages.rewrite', { packageId: exported.packageId, out: stick.dir })
  expect(readFileSync(again.files[1]?.path ?? '').equals(whole)).toBe(true)
  expect(await city.call('packages.import', { path: again.files[1]?.path ?? '' })).toMatchObject({ result: 'imported' })
  expect((await city.call('records.open', { recordId })).attachments).toHaveLength(2)

  const slip = words(
    (await county.call('papers.printDocument', {
      order: { paper: 'package-slip', packageId: exported.packageId, copies: 2 },
    })) as PrintDocument,
  )
  for (const file of again.files) {
    expect(slip).toContain(path.basename(file.path))
    expect(slip).toContain(file.sha256.slice(0, 4).toUpperCase())
    expect(slip).toContain(bytesText(file.bytes))
  }
  for (const text of [
    codeText(exported.records[0]?.code ?? ''),
    '当面交纸质件和 U 盘',
    '第 1 号报送包',
    '收件人（签名）',
  ])
    expect(slip).toContain(text)
  expect(
    await county.problem('papers.printDocument', {
      order: { paper: 'package-slip', packageId: '019a0000-0000-7000-8000-000000000000' },
    }),
  ).toMatchObject({ code: 'package.not-found' })

  const receipt = await city.call('receipts.write', { packageId: exported.packageId, out: stick.dir })
  await county.call('packages.import', { path: receipt.path })
  expect(await look()).toMatchObject({ lastReceipt: { sequence: 1 } })
  expect(await news()).toBe(null)
  const { draftSeq } = await county.call('records.open', { recordId })
  await county.call('records.saveDraft', { recordId, draftSeq, changes: { scale: '线下约260人' } })
  expect(await news()).toBe('revised')
})
