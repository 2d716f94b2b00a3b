import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { mediaFacts } from '../../electron/core/attachments/media.ts'
import { cityNotice, newF2, newFolder, openCity, openCounty, projectDir, type TestCore } from '../support/core.ts'
import { makeJpegHead, makePng } from '../support/pictures.ts'

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

function source(name: string, bytes: Uint8Array): string {
  const file = path.join(newFolder(), name)
  writeFileSync(file, bytes)
  return file
}

const kept = (core: TestCore, digest: string): string =>
  path.join(core.dataDir, 'attachments', digest.slice(0, 2), digest.slice(2))
const staged = (core: TestCore): string[] => readdirSync(path.join(core.dataDir, 'staging'))

describe('attachments', () => {
  test('copied whole by digest, with type and size in pixels, titled by the program', async () => {
    const core = await openCounty()
    const recordId = await newF2(core)
    const bytes = makePng(640, 480)
    const digest = sha256(bytes)
    const detail = await core.call('records.attach', {
      recordId,
      field: 'photos',
      path: source('张三的照片.png', bytes),
    })
    const [photo] = detail.attachments
    expect(photo).toMatchObject({
      field: 'photos',
      digest,
      bytes: bytes.length,
      mediaType: 'image/png',
      width: 640,
      height: 480,
    })
    expect(photo?.title).not.toContain('张三')
    expect(detail.draftSeq).toBe(0)
    expect(readFileSync(kept(core, digest)).equals(bytes)).toBe(true)
    expect(staged(core)).toEqual([])
    const read = await core.call('attachments.read', { digest, size: 'full' })
    expect(read.mime).toBe('image/png')
    expect(sha256(read.bytes)).toBe(digest)
    const out = path.join(newFolder(), '照片.png')
    expect(await core.call('attachments.save', { digest, out })).toEqual({ path: out, bytes: bytes.length })
    expect(readFileSync(out).equals(bytes)).toBe(true)
    const nowhere = path.join(newFolder(), 'gone', '照片.png')
    expect((await core.problem('attachments.save', { digest, out: nowhere })).code).toBe('file.unwritable')
  })

  test('the same picture twice is kept once; detached it stays in the frozen revision', async () => {
    const core = await openCounty()
    const recordId = await newF2(core)
    const bytes = makePng(10, 10)
    const file = source('a.png', bytes)
    await core.call('records.attach', { recordId, field: 'photos', path: file })
    const twice = await core.call('records.attach', { recordId, field: 'photos', path: file })
    expect(twice.attachments).toHaveLength(1)
    await core.call('records.freeze', { recordId })
    const detached = await core.call('records.detach', { recordId, field: 'photos', digest: sha256(bytes) })
    expect(detached.attachments).toEqual([])
    expect(detached.changedSinceRevision).toBe(true)
    await core.reopen()
    expect(existsSync(kept(core, sha256(bytes)))).toBe(true)
    expect((await core.problem('records.detach', { recordId, field: 'photos', digest: sha256(bytes) })).code).toBe(
      'attachment.unknown',
    )
  })

  test('a caption is kept and makes another revision', async () => {
    const core = await openCounty()
    const recordId = await newF2(core)
    const bytes = makePng(12, 9)
    await core.call('records.attach', { recordId, field: 'photos', path: source('a.png', bytes) })
    await core.call('records.freeze', { recordId })
    const detail = await core.call('records.caption', {
      recordId,
      field: 'photos',
      digest: sha256(bytes),
      title: ' 志愿者\n在田头 ',
    })
    expect(detail.attachments[0]?.title).toBe('志愿者 在田头')
    expect((await core.call('records.freeze', { recordId })).revision).toBe(2)
    await core.reopen()
    expect((await core.call('records.open', { recordId })).attachments[0]?.title).toBe('志愿者 在田头')
  })

  test('detached and never frozen: the file goes at the next start', async () => {
    const core = await openCounty()
    const recordId = await newF2(core)
    const bytes = makePng(11, 11)
    await core.call('records.attach', { recordId, field: 'photos', path: source('a.png', bytes) })
    await core.call('records.detach', { recordId, field: 'photos', digest: sha256(bytes) })
    await core.reopen()
    expect(existsSync(kept(core, sha256(bytes)))).toBe(false)
    expect((await core.problem('attachments.read', { digest: sha256(bytes), size: 'full' })).code).toBe(
      'attachment.unknown',
    )
  })

  test.each([
    ['a text with the name of a picture', 'photo.jpg', Buffer.from('not a picture'), 'attachment.type'],
    ['a PDF where photos are asked for', 'photo.jpg', Buffer.from('%PDF-1.7\n'), 'attachment.type'],
    ['an empty file', 'photo.png', Buffer.alloc(0), 'attachment.type'],
    ['a PNG without its header', 'photo.png', makePng(4, 4).subarray(0, 15), 'attachment.not-a-picture'],
    ['a JPEG that ends before its size', 'photo.jpg', makeJpegHead(10, 10).subarray(0, 30), 'attachment.not-a-picture'],
  ])('%s is refused, nothing stays behind', async (_name, fileName, bytes, code) => {
    const core = await openCounty()
    const recordId = await newF2(core)
    const problem = await core.problem('records.attach', { recordId, field: 'photos', path: source(fileName, bytes) })
    expect(problem.code).toBe(code)
    expect(problem.details).toMatchObject({ fileName })
    expect(staged(core)).toEqual([])
    expect((await core.call('records.open', { recordId })).attachments).toEqual([])
  })

  test('too large, missing, a folder, another field, another record: each its own problem', async () => {
    const core = await openCounty()
    const recordId = await newF2(core)
    const large = source('large.png', makePng(4, 4))
    truncateSync(large, 40_000_000)
    expect((await core.problem('records.attach', { recordId, field: 'photos', path: large })).toData()).toEqual({
      code: 'attachment.too-large',
      details: { fileName: 'large.png', bytes: 40_000_000, limit: 30_000_000 },
    })
    const folder = path.join(newFolder(), 'folder')
    mkdirSync(folder)
    expect((await core.problem('records.attach', { recordId, field: 'photos', path: folder })).code).toBe(
      'file.unreadable',
    )
    expect((await core.problem('records.attach', { recordId, field: 'photos', path: `${folder}/none` })).code).toBe(
      'file.unreadable',
    )
    const good = source('a.png', makePng(4, 4))
    expect((await core.problem('records.attach', { recordId, field: 'plan', path: good })).code).toBe('field.unknown')
    const other = '00000000-0000-7000-8000-000000000000'
    expect((await core.problem('records.attach', { recordId: other, field: 'photos', path: good })).code).toBe(
      'record.unknown',
    )
  })

  test('cancelled in the middle: `cancelled`, and nothing stays behind', async () => {
    const core = await openCounty()
    const recordId = await newF2(core)
    const file = source('a.png', Buffer.concat([makePng(4, 4), Buffer.alloc(20_000_000)]))
    const abort = new AbortController()
    const attaching = core.call('records.attach', { recordId, field: 'photos', path: file }, abort.signal)
    abort.abort()
    await expect(attaching).rejects.toMatchObject({ code: 'cancelled' })
    expect(staged(core)).toEqual([])
  })

  test('a form of photos asks for three to five: fewer only warns', async () => {
    const core = await openCity()
    const { summary } = await core.call('records.create', { noticeId: cityNotice, formId: 'JS-T14' })
    const { recordId } = summary
    const field = (await core.call('forms.show', { formId: 'JS-T14' })).fields.find(
      (candidate) => candidate.kind === 'attachments',
    )
    const bytes = readFileSync(path.join(projectDir, 'resources/sample/county/photo-1-field.jpg'))
    const detail = await core.call('records.attach', { recordId, field: field?.id ?? '', path: source('a.jpg', bytes) })
    expect(detail.attachments[0]).toMatchObject({
      mediaType: 'image/jpeg',
      bytes: statSync(path.join(projectDir, 'resources/sample/county/photo-1-field.jpg')).size,
    })
    expect(detail.findings.filter((finding) => finding.path === field?.id)).toMatchObject([
      { code: 'too-few-attachments', severity: 'warn' },
    ])
  })
})

describe('the size of a picture', () => {
  test('a JPEG with a long EXIF block before its size', () => {
    expect(mediaFacts(makeJpegHead(4032, 3024, 60_000))).toEqual({ mediaType: 'image/jpeg', width: 4032, height: 3024 })
  })
  test('video and PDF are known by their first bytes', () => {
    expect(mediaFacts(Buffer.from('00000018667479706d703432', 'hex'))?.valueOf()).toMatchObject({
      mediaType: 'video/mp4',
    })
    expect(mediaFacts(Buffer.from('%PDF-1.4'))?.valueOf()).toMatchObject({ mediaType: 'application/pdf' })
  })
})
