import { createHash } from 'node:crypto'
import {
  appendFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { isBlocking } from '../../shared/form/validate.ts'
import { newFolder, openCity, problemOf, type TestCore } from '../support/core.ts'
import { makeJpegHead } from '../support/pictures.ts'
import { longVideo, newEntry, ownVideo, registration, saveValues, wrapped } from '../support/videos.ts'

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
const staged = (core: TestCore): string[] => readdirSync(path.join(core.dataDir, 'staging'))
const keptFiles = (core: TestCore): string[] =>
  readdirSync(path.join(core.dataDir, 'attachments'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name)

const attach = (core: TestCore, recordId: string, file: string) =>
  core.call('records.attach', { recordId, field: 'video', path: file })

async function cityWithEntry() {
  const core = await openCity()
  return { core, ...(await newEntry(core, '稻田里的一束光')) }
}

describe('a video that comes in', () => {
  test('lies in the store once, with what it says of itself, and plays from there', async () => {
    const { core, entryId } = await cityWithEntry()
    const file = ownVideo('one')
    const bytes = readFileSync(file)
    const digest = sha256(bytes)
    const detail = await attach(core, entryId, file)
    expect(detail.attachments).toMatchObject([
      { digest, bytes: bytes.length, mediaType: 'video/mp4', width: 1280, height: 720, title: '视频文件1' },
    ])
    expect(detail.attachments[0]?.video).toMatchObject({
      hasPoster: false,
      facts: { container: 'mp4', videoCodec: 'h264' },
    })
    expect(detail.attachments[0]?.video?.facts?.durationSeconds).toBeCloseTo(20, 1)
    expect(detail.findings.filter(({ path: at }) => at === 'video')).toEqual([])
    const place = await core.call('videos.place', { digest })
    expect(place).toMatchObject({ bytes: bytes.length, mime: 'video/mp4' })
    expect(sha256(readFileSync(place.path))).toBe(digest)
    const other = await newEntry(core, '另一件')
    await attach(core, other.entryId, file)
    expect(keptFiles(core)).toEqual([digest.slice(2)])
    expect(staged(core)).toEqual([])
    expect((await core.call('videos.open', { entryId: other.entryId })).videos[0]?.alsoIn).toEqual([
      { entryId, title: '稻田里的一束光' },
    ])
  })

  test.each([
    ['a text', () => Buffer.from('这不是视频')],
    ['an empty file', () => Buffer.alloc(0)],
    ['a photo', () => makeJpegHead(1280, 720)],
  ])('%s is refused as no video, and nothing stays', async (_name, bytes) => {
    const { core, entryId } = await cityWithEntry()
    const file = path.join(newFolder(), 'film.mp4')
    writeFileSync(file, bytes())
    const problem = await problemOf(attach(core, entryId, file))
    expect(problem.code).toBe('video.unreadable')
    expect(problem.details).toMatchObject({ fileName: 'film.mp4' })
    expect([...staged(core), ...keptFiles(core)]).toEqual([])
    expect((await core.call('records.open', { recordId: entryId })).attachments).toEqual([])
  })

  test('in a wrong wrapping or too long it is taken in, told, and keeps the registration from being frozen', async () => {
    const { core, entryId } = await cityWithEntry()
    await saveValues(core, entryId, registration('稻田里的一束光'))
    const mov = await attach(core, entryId, await wrapped('mov'))
    expect(mov.attachments[0]).toMatchObject({ mediaType: 'video/quicktime' })
    const [finding] = mov.findings
    expect(finding).toMatchObject({ path: 'video', code: 'video-fault', rule: 'container', severity: 'block' })
    expect(finding?.message).toMatch(/MP4/)
    const refused = await core.problem('records.freeze', { recordId: entryId })
    expect(refused.toData()).toMatchObject({
      code: 'record.invalid',
      details: { findings: [{ path: 'video', code: 'video-fault', severity: 'block' }] },
    })
    const digest = mov.attachments[0]?.digest ?? ''
    await core.call('records.detach', { recordId: entryId, field: 'video', digest })
    const long = await attach(core, entryId, await longVideo())
    expect(long.findings.filter(isBlocking)).toMatchObject([{ code: 'video-fault', rule: 'duration' }])
    expect(long.findings[0]?.message).toMatch(/3 分 01 秒|181/)
    await core.call('records.detach', { recordId: entryId, field: 'video', digest: long.attachments[0]?.digest ?? '' })
    await attach(core, entryId, ownVideo('sound'))
    expect((await core.call('records.freeze', { recordId: entryId })).revision).toBe(1)
  })

  test('one more than the notice asks for warns', async () => {
    const { core, entryId } = await cityWithEntry()
    await attach(core, entryId, ownVideo('a'))
    const two = await attach(core, entryId, ownVideo('b'))
    expect(two.findings.filter(({ path: at }) => at === 'video')).toMatchObject([
      { code: 'too-many-attachments', severity: 'warn' },
    ])
  })
})

/** Changes the source while it is copied: the first progress says that copying has begun. */
async function whileCopying(change: (file: string, abort: () => void) => void) {
  const { core, entryId } = await cityWithEntry()
  const file = ownVideo('copied', 8_000_000)
  const abort = new AbortController()
  let changed = false
  const work = core.raw('records.attach', { recordId: entryId, field: 'video', path: file }, abort.signal, () => {
    if (!changed) change(file, () => abort.abort())
    changed = true
  })
  const problem = await problemOf(work)
  expect([...staged(core), ...keptFiles(core)]).toEqual([])
  expect((await core.call('records.open', { recordId: entryId })).attachments).toEqual([])
  return problem
}

describe('a copy that does not come to its end leaves nothing', () => {
  test('cancelled', async () => {
    expect((await whileCopying((_file, abort) => abort())).code).toBe('cancelled')
  })
  test('the file is deleted', async () => {
    expect((await whileCopying((file) => rmSync(file))).code).toBe('file.vanished')
  })
  test('the file is cut short', async () => {
    expect((await whileCopying((file) => truncateSync(file, 1_100_000))).code).toBe('file.changed')
  })
  test('the file is still being written', async () => {
    expect((await whileCopying((file) => appendFileSync(file, 'more'))).code).toBe('file.changed')
  })
  test('another file takes its name', async () => {
    const problem = await whileCopying((file) => {
      rmSync(file)
      writeFileSync(file, readFileSync(ownVideo('other')))
    })
    expect(problem.code).toBe('file.changed')
  })
  test('the record is discarded meanwhile', async () => {
    const { core, entryId } = await cityWithEntry()
    let discarded: Promise<unknown> | null = null
    const work = core.raw(
      'records.attach',
      { recordId: entryId, field: 'video', path: ownVideo('late') },
      undefined,
      () => {
        discarded ??= core.call('records.discard', { recordId: entryId })
      },
    )
    expect((await problemOf(work)).code).toBe('record.unknown')
    await discarded
    expect([...staged(core), ...keptFiles(core)]).toEqual([])
  })
})

describe('the poster', () => {
  const jpeg = Uint8Array.from(makeJpegHead(480, 270))

  test('is kept beside the film, shown as its thumbnail, and goes with it', async () => {
    const { core, entryId } = await cityWithEntry()
    const detail = await attach(core, entryId, ownVideo('poster'))
    const digest = detail.attachments[0]?.digest ?? ''
    expect((await core.problem('attachments.read', { digest, size: 'thumb' })).code).toBe('attachment.unknown')
    await core.call('videos.savePoster', { digest, bytes: jpeg })
    const thumb = await core.call('attachments.read', { digest, size: 'thumb' })
    expect(thumb).toMatchObject({ mime: 'image/jpeg' })
    expect(Buffer.from(thumb.bytes).equals(jpeg)).toBe(true)
    expect(await core.call('videos.poster', { digest })).toEqual(thumb)
    expect((await core.call('videos.open', { entryId })).video?.hasPoster).toBe(true)
    await core.call('records.detach', { recordId: entryId, field: 'video', digest })
    await core.reopen()
    expect((await core.problem('videos.poster', { digest })).code).toBe('attachment.unknown')
    expect(existsSync(path.join(core.dataDir, 'attachments', digest.slice(0, 2), digest.slice(2)))).toBe(false)
  })

  test('is a small JPEG and nothing else, of a video that is here', async () => {
    const { core, entryId } = await cityWithEntry()
    const detail = await attach(core, entryId, ownVideo('poster'))
    const digest = detail.attachments[0]?.digest ?? ''
    for (const bytes of [Uint8Array.from(makeJpegHead(481, 100)), Uint8Array.from(Buffer.from('<svg/>'))])
      expect((await core.problem('videos.savePoster', { digest, bytes })).code).toBe('attachment.not-a-picture')
    expect((await core.problem('videos.savePoster', { digest: '0'.repeat(64), bytes: jpeg })).code).toBe(
      'attachment.unknown',
    )
    expect((await core.problem('videos.place', { digest: '0'.repeat(64) })).code).toBe('attachment.unknown')
  })
})

test('a film that takes its place twice from two calls at once lies there once', async () => {
  const { core, entryId } = await cityWithEntry()
  const other = await newEntry(core, '另一件')
  const file = ownVideo('twice')
  await Promise.all([attach(core, entryId, file), attach(core, other.entryId, file)])
  expect(keptFiles(core)).toHaveLength(1)
  expect(statSync(path.join(core.dataDir, 'staging')).isDirectory()).toBe(true)
  expect(staged(core)).toEqual([])
})
