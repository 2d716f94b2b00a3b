/** Hostile films, folders, marks and calls. Whatever comes: a sentence for a clerk within seconds, and nothing run or lost. */
import { execFileSync } from 'node:child_process'
import { symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { deflateRawSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { readCollected } from '../../electron/core/collection/collected-paper.ts'
import { CannotRead } from '../../electron/core/received/received-text.ts'
import { memorySource } from '../../electron/core/videos/byte-source.ts'
import { factsOf } from '../../electron/core/videos/structure.ts'
import { certificateNumber, isCertificatePattern } from '../../shared/domain/certificate-number.ts'
import { problemLine } from '../../shared/wording/problem-sentences.ts'
import { folder, read, sheets } from '../support/collected-files.ts'
import { newFolder, openCity, openCounty, problemOf } from '../support/core.ts'
import { paperStub } from '../support/paper-stub.ts'
import { processorMs } from '../support/processor-time.ts'
import { newEntry, ownVideo, participants, saveValues } from '../support/videos.ts'
import { newReview, scoreAll } from '../support/works.ts'

const box = (type: string, ...parts: Buffer[]): Buffer => {
  const body = Buffer.concat(parts)
  const head = Buffer.alloc(8)
  head.writeUInt32BE(8 + body.length)
  head.write(type, 4, 'latin1')
  return Buffer.concat([head, body])
}
const words = (...numbers: number[]): Buffer => {
  const bytes = Buffer.alloc(numbers.length * 4)
  for (const [index, number] of numbers.entries()) bytes.writeUInt32BE(number >>> 0, index * 4)
  return bytes
}
const many = 0xffffffff
const ftyp = box('ftyp', Buffer.from('isom\0\0\x02\0isomavc1', 'latin1'))
const head = (length: number, clock: number): Buffer => {
  const bytes = Buffer.alloc(length)
  bytes.writeUInt32BE(1000, clock)
  return bytes
}
const film = (table: Buffer, ...more: Buffer[]): Buffer => {
  const entry = Buffer.alloc(78)
  entry.writeUInt16BE(1280, 24)
  entry.writeUInt16BE(720, 26)
  const stsd = box('stsd', words(0, 1), box('avc1', entry))
  const media = box(
    'mdia',
    box('mdhd', head(24, 12)),
    box('hdlr', words(0, 0), Buffer.from('vide'), Buffer.alloc(13)),
    box('minf', box('stbl', stsd, table)),
  )
  const track = Buffer.alloc(84)
  track.writeUInt32BE(1, 12)
  const moov = box('moov', box('mvhd', head(100, 12)), box('trak', box('tkhd', track), media), ...more)
  return Buffer.concat([ftyp, moov])
}
const nested = (depth: number): Buffer => {
  const heads = Array.from({ length: depth }, (_, n) =>
    Buffer.concat([words(8 * (depth - n)), Buffer.from(n % 2 === 0 ? 'moov' : 'trak')]),
  )
  return Buffer.concat(heads)
}

describe('a film', () => {
  it.each<[string, () => Buffer]>([
    [
      'with 4,294,967,295 runs, sizes and chunks',
      () =>
        film(
          Buffer.concat(
            ['stts', 'ctts', 'stsc', 'stco', 'co64']
              .map((type) => box(type, words(0, many, many, many)))
              .concat(box('stsz', words(0, 0, many, many))),
          ),
        ),
    ],
    [
      'whose one run has 4,294,967,295 samples of 4,294,967,295 units',
      () => film(box('stts', words(0, 1, many, 0x7fffffff))),
    ],
    [
      'with fragments of 4,294,967,295 samples, 4,000 in one',
      () =>
        Buffer.concat([
          film(box('stts', words(0, 0)), box('mvex', box('trex', words(0, 1, 1, many, many, 0)))),
          box(
            'moof',
            ...Array.from({ length: 40 }, () =>
              box('traf', box('tfhd', words(0, 1)), ...Array.from({ length: 100 }, () => box('trun', words(0, many)))),
            ),
          ),
        ]),
    ],
    [
      'whose samples have no bytes in their run',
      () =>
        Buffer.concat([
          film(box('stts', words(0, 0)), box('mvex', box('trex', words(0, 1, 1, 1, 1, 0)))),
          box('moof', box('traf', box('tfhd', words(0, 1)), box('trun', words(0x100, many, 5)))),
        ]),
    ],
    ['of 60,000 empty boxes', () => Buffer.concat([ftyp, ...Array.from({ length: 60_000 }, () => box('free'))])],
    [
      'of boxes of length 0, 1 and 7',
      () =>
        Buffer.concat([ftyp, ...[0, 1, 7].flatMap((length) => [words(length), Buffer.from('moov'), Buffer.alloc(16)])]),
    ],
    ['with boxes in boxes, 20,000 deep', () => Buffer.concat([ftyp, nested(20_000)])],
    [
      'of a length beyond all numbers',
      () => Buffer.concat([ftyp, words(1), Buffer.from('moov'), Buffer.alloc(8, 0xff), Buffer.alloc(64)]),
    ],
    [
      'of 100 tracks',
      () => {
        const one = film(box('stts', words(0, 1, 10, 10))).subarray(ftyp.length + 8 + 108)
        return Buffer.concat([ftyp, box('moov', box('mvhd', head(100, 12)), ...Array.from({ length: 100 }, () => one))])
      },
    ],
  ])('%s is told within two seconds and two megabytes', (_name, bytes) => {
    const source = memorySource(bytes())
    const before = processorMs()
    const answer = factsOf(source, 'a.mp4')
    expect(processorMs() - before).toBeLessThan(2000)
    const said = JSON.stringify(answer)
    expect(said).not.toMatch(/NaN|Infinity|undefined/)
    expect(source.bytesRead).toBeLessThanOrEqual(2_000_000)
    if ('facts' in answer)
      for (const value of Object.values(answer.facts)) expect(value).not.toBe(Number.POSITIVE_INFINITY)
  })

  it('that is a pipe, a device, a folder or nothing is refused before it is opened; a bad name stays one line', async () => {
    const core = await openCity()
    const { entryId } = await newEntry(core, '稻田里的一束光')
    const dir = newFolder()
    const pipe = path.join(dir, 'pipe.mp4')
    execFileSync('mkfifo', [pipe])
    const link = path.join(dir, 'link.mp4')
    symlinkSync(pipe, link)
    symlinkSync('/dev/zero', path.join(dir, 'zero.mp4'))
    const odd = path.join(dir, '片\u202e4pm.\nexe\u0007\u001b[31m.mp4')
    writeFileSync(odd, 'x')
    const files = [pipe, link, '/dev/zero', path.join(dir, 'zero.mp4'), dir, path.join(dir, 'none'), odd, 'a\0b']
    for (const file of files) {
      for (const method of file === odd ? ['videos.inspect'] : ['videos.inspect', 'records.attach']) {
        const attach = { recordId: entryId, field: 'video', path: file }
        const problem = await problemOf(core.raw(method, method === 'records.attach' ? attach : { path: file }))
        expect(['file.unreadable', 'video.unreadable', 'attachment.type', 'input.invalid']).toContain(problem.code)
        // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
        expect(problemLine(problem.toData())).not.toMatch(/[\u0000-\u001f\u007f\u202a-\u202e\u2066-\u2069]/u)
      }
    }
    const { entries, leftOver } = await read(core, ...files.filter((file) => file !== odd))
    expect(entries.filter(({ video }) => video?.inspected).length).toBe(0)
    expect(leftOver.length + entries.length).toBeGreaterThan(0)
  })

  it('is served from its place only when it lies in clear; a poster is a JPEG; keys of objects are no fields, rows or columns', async () => {
    const core = await openCity()
    const { entryId, authorizationId } = await newEntry(core, '稻田里的一束光')
    await saveValues(core, authorizationId, { participants })
    const detail = await core.call('records.attach', { recordId: entryId, field: 'video', path: ownVideo('served') })
    const digest = detail.attachments[0]?.digest ?? ''
    for (const bad of [
      digest.toUpperCase(),
      `${digest}/../${digest}`,
      `${digest.slice(0, 63)}g`,
      '',
      '../kexie.sqlite',
    ])
      expect((await core.problem('videos.place', { digest: bad })).code).toMatch(/input.invalid|attachment.unknown/)
    for (const bytes of ['<svg onload="alert(1)"/>', 'GIF89a', '%PDF-1.7', '\xff\xd8\xff<script>'])
      expect(
        (await core.problem('videos.savePoster', { digest, bytes: Uint8Array.from(Buffer.from(bytes, 'latin1')) }))
          .code,
      ).toBe('attachment.not-a-picture')

    const recordId = authorizationId
    const reason = '核对证件'
    for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
      for (const order of [
        { field: name },
        { field: 'participants', row: 0, column: name },
        { field: 'participants', row: 1999, column: 'name' },
      ])
        expect((await core.problem('personal.reveal', { recordId, reason, ...order })).code).toBe('field.unknown')
      const { draftSeq } = await core.call('records.open', { recordId })
      const rows = JSON.parse(`[{"name":"测试甲","${name}":"x"}]`) as Record<string, string>[]
      for (const changes of [JSON.parse(`{"${name}":"x"}`) as object, { participants: rows }])
        await problemOf(core.raw('records.saveDraft', { recordId, draftSeq, changes })).then(
          ({ code }) => expect(code).not.toBe('internal'),
          () => undefined,
        )
    }
    expect(await core.call('personal.reveals', {})).toEqual([])
    expect(({} as Record<string, unknown>).x).toBeUndefined()
  })
})

describe('a folder that was sent', () => {
  const xml = 'word/document.xml'
  const failureOf = (work: () => unknown): string => {
    try {
      work()
    } catch (error) {
      if (error instanceof CannotRead) return error.failure.why
      throw error
    }
    return ''
  }
  const zipOf = (entries: readonly { name: string; packed: Buffer; size: number }[]): Buffer => {
    const parts: Buffer[] = []
    const directory: Buffer[] = []
    let offset = 0
    const written = new Map<Buffer, number>()
    for (const { name, packed, size } of entries) {
      const local = Buffer.alloc(30)
      local.writeUInt32LE(0x04034b50)
      local.writeUInt16LE(8, 8)
      local.writeUInt32LE(packed.length, 18)
      local.writeUInt32LE(size, 22)
      local.writeUInt16LE(Buffer.byteLength(name), 26)
      let place = written.get(packed)
      if (place === undefined) {
        place = offset
        written.set(packed, offset)
        const bytes = Buffer.concat([local, Buffer.from(name), packed])
        parts.push(bytes)
        offset += bytes.length
      }
      const central = Buffer.alloc(46)
      central.writeUInt32LE(0x02014b50)
      central.writeUInt16LE(8, 10)
      central.writeUInt32LE(packed.length, 20)
      central.writeUInt32LE(size, 24)
      central.writeUInt16LE(Buffer.byteLength(name), 28)
      central.writeUInt32LE(place, 42)
      directory.push(Buffer.concat([central, Buffer.from(name)]))
    }
    const end = Buffer.alloc(22)
    end.writeUInt32LE(0x06054b50)
    end.writeUInt16LE(entries.length, 8)
    end.writeUInt16LE(entries.length, 10)
    end.writeUInt32LE(Buffer.concat(directory).length, 12)
    end.writeUInt32LE(offset, 16)
    return Buffer.concat([...parts, ...directory, end])
  }

  it('with papers that unpack to gigabytes: no paper is taken apart further than memory allows', () => {
    const size = 39_000_000
    const packed = deflateRawSync(Buffer.alloc(size, 0x20), { level: 1 })
    const name = (n: number) => `xl/worksheets/sheet${String(n).padStart(4, '0')}.xml`
    const sheet = (n: number) => ({ name: name(n), packed, size })
    const many = zipOf(Array.from({ length: 3000 }, (_, n) => sheet(n)))
    const lying = zipOf([sheet(1), sheet(2)])
    // One program would count two parts, another one.
    lying.writeUInt16LE(1, lying.length - 12)
    const bombs: [Buffer, string][] = [
      // Each part alone is below the limit; together they are 117 GB.
      [many, 'too-much'],
      [zipOf(Array.from({ length: 3000 }, () => sheet(1))), 'damaged'],
      [lying, 'damaged'],
      [zipOf([{ ...sheet(1), packed: deflateRawSync(Buffer.alloc(60_000_000), { level: 1 }) }]), 'too-much'],
      [zipOf([{ ...sheet(1), name: xml, packed: deflateRawSync(Buffer.alloc(60_000_000), { level: 1 }) }]), 'too-much'],
    ]
    for (const [bytes, why] of bombs) {
      const began = processorMs()
      expect(failureOf(() => readCollected(bytes))).toBe(why)
      expect(processorMs() - began).toBeLessThan(4000)
    }
  })

  it('with headings that are keys of objects, formulas, long names and hidden sheets harms nothing', async () => {
    const core = await openCounty()
    const dir = folder()
    const long = '很'.repeat(80)
    const cells = ['__proto__', 'constructor', '作品名称', '主创姓名', '工作单位', '手机']
    sheets(path.join(dir, `${long}.xlsx`), {
      constructor: [cells, ['{"x":1}', 'y', "=cmd|'/C calc'!A0", '@SUM(1+1)', '+1', '-1']],
      hasOwnProperty: [
        ['作品名称', '__proto__'],
        ['__proto__', 'x'],
      ],
    })
    const { entries } = await read(core, dir)
    expect(({} as Record<string, unknown>).x).toBeUndefined()
    for (const { values } of entries) expect(Object.getPrototypeOf(values)).toBe(Object.prototype)
    expect(entries.map(({ title }) => title)).toContain("=cmd|'/C calc'!A0")
  })
})

describe('a review', () => {
  const desk = () => openCity({ ask: paperStub, now: '2022-05-23T01:00:00.000Z' })

  it('takes points that are numbers as people write them, and no others', async () => {
    const core = await desk()
    const review = await newReview(core, ['甲'], ['评委一'])
    const { reviewId } = review
    const [criterion] = review.settings.criteria
    const cell = (points: unknown) => ({
      reviewId,
      reviewerId: review.reviewers[0]?.reviewerId,
      entryId: review.entries[0]?.entryId,
      points: { [criterion?.id ?? '']: points },
    })
    for (const points of [
      '1e1',
      '-1',
      'NaN',
      'Infinity',
      '１０',
      ' 1',
      '1.',
      '.5',
      '0x1',
      '1.25',
      '',
      '١',
      5,
      Number.NaN,
    ])
      expect((await problemOf(core.raw('reviews.score', cell(points)))).code, String(points)).toBe('input.invalid')
    expect((await problemOf(core.raw('reviews.score', cell('999')))).code).toBe('review.points-too-high')
    const twice = [1, 2].map(() => ({ reviewerId: null, name: '评委一 ' }))
    expect((await core.problem('reviews.setReviewers', { reviewId, reviewers: twice })).code).toBe('input.invalid')
    for (const change of [
      { certificatePattern: '{号}{号}' },
      { certificatePattern: '无号' },
      { awards: [{ id: 'first', name: '一等奖', count: 1e9 }] },
      { awards: [{ id: 'first', name: '一等奖', count: -1 }] },
      { criteria: [{ id: '__proto__', label: '甲', max: 10 }] },
    ])
      expect(
        (await core.problem('reviews.saveSettings', { reviewId, settings: { ...review.settings, ...change } })).code,
      ).toBe('input.invalid')
    expect(isCertificatePattern('{号}$&$1')).toBe(true)
    expect(certificateNumber('$&{号}$1', 7)).toBe('$&007$1')
  })

  it('judged by criteria that are named like keys of objects counts what was given', async () => {
    const core = await desk()
    const review = await newReview(core, ['甲', '乙'], ['评委一'])
    const criteria = ['constructor', 'toString'].map((id) => ({ id, label: id, max: 10 }))
    const changed = await core.call('reviews.saveSettings', {
      reviewId: review.reviewId,
      settings: { ...review.settings, criteria },
    })
    expect(changed.results.map(({ mean }) => mean)).toEqual([null, null])
    expect(changed.reviewers[0]?.done).toBe(0)
    expect((await core.problem('reviews.close', { reviewId: review.reviewId })).code).toBe('review.scores-missing')
    await scoreAll(core, changed, [[[5, 6]], [[9]]])
    const { results } = await core.call('reviews.open', { reviewId: review.reviewId })
    expect(results.map(({ mean }) => mean)).toEqual(['11.00', null])
  })

  it('that is closed four times at once is closed once, and no number is given twice', async () => {
    const core = await desk()
    const review = await newReview(core, ['甲', '乙', '丙'], ['评委一'])
    const { reviewId } = review
    const awards = review.settings.awards.map((award) => ({ ...award, count: 1 }))
    await core.call('reviews.saveSettings', {
      reviewId,
      settings: { ...review.settings, awards, certificatePattern: '证{号}' },
    })
    await scoreAll(core, review, [[[40, 30, 20, 10]], [[30, 30, 20, 10]], [[20, 30, 20, 10]]])
    const closed = await Promise.allSettled([1, 2, 3, 4].map(() => core.call('reviews.close', { reviewId })))
    expect(closed.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const numbers = async () =>
      (await core.call('reviews.open', { reviewId })).results.map(({ certificateNumber: number }) => number)
    expect(await numbers()).toEqual(['证001', '证002', '证003'])
    for (let n = 0; n < 2; n++) {
      await core.call('reviews.reopen', { reviewId, reason: '复核分数' })
      await core.call('reviews.close', { reviewId })
    }
    expect(await numbers()).toEqual(['证001', '证002', '证003'])
  })
})
