/** Dates on photos: what is burnt in, what the camera wrote, and pictures that do their worst. */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { checkPhoto, type PhotoLook } from '../../electron/core/photos/check-photo.ts'
import { dateWords } from '../../electron/core/photos/date-words.ts'
import { decodePhoto } from '../../electron/core/photos/decode-photo.ts'
import { exifFacts } from '../../electron/core/photos/exif-facts.ts'
import { findStamp, type Stamp } from '../../electron/core/photos/find-stamp.ts'
import { cityNotice, newFolder, openCity, projectDir } from '../support/core.ts'

const today = '2026-11-22'
const file = (name: string): string => path.join(projectDir, 'test/fixtures/photos', name)
const look = (name: string): Promise<PhotoLook> => checkPhoto(readFileSync(file(name)), { today, asked: true })
/** As the thread does it, without one. */
function stampOf(path: string): Stamp {
  const picture = decodePhoto(readFileSync(path))
  if (typeof picture === 'string') throw new Error(picture)
  return findStamp(picture, today)
}

describe('a photo', () => {
  it.each([
    ['date-stamp-orange-exif-same.jpg', '2022/05/30', 'bottom-right', '右下角'],
    ['date-stamp-white-cn-no-exif.jpg', '2022年5月28日', 'bottom-left', '左下角'],
    ['date-stamp-short-conflicts-exif.jpg', "'22 5 30", 'bottom-right', '右下角'],
  ])('%s says when it was taken', async (name, text, corner, words) => {
    const found = await look(name)
    expect(found).toMatchObject({ burnt: 'seen', burntText: text, corner })
    expect(found.message).toBe(`${words}好像有时间“${text}”，通知要求无明显时间标识。`)
  })

  it('with a date on the banner is only asked about', async () => {
    const found = await look('banner-has-date-no-stamp.jpg')
    expect(found.burnt).not.toBe('seen')
    expect(found.message).toContain('请看一看是不是时间标识')
  })

  it.each(['exif-orientation-6.jpg', 'cmyk.jpg', 'grayscale.jpg', 'tiny-120x90.jpg', 'png-renamed.jpg'])(
    '%s has none, and nothing is said',
    (name) => {
      expect(stampOf(file(name))).toEqual({ burnt: 'no', burntText: '', corner: null, day: null })
    },
  )

  it.each([
    ['corrupt-header.jpg', '损坏'],
    ['corrupt-random-middle.jpg', '损坏'],
    ['declares-65500x65500.jpg', '太大'],
    ['webp-renamed.jpg', '格式'],
    ['zero-byte.jpg', '格式'],
  ])('%s is not looked at, and that is said', async (name, words) => {
    const found = await look(name)
    expect(found.burnt).toBe('no')
    expect(found.message).toContain(words)
  })

  it('that was cut in half is looked at as far as it goes', () => {
    expect(stampOf(file('corrupt-cut-half.jpg')).burnt).toBe('no')
  })

  it('that takes too long is given up', async () => {
    const bytes = readFileSync(file('exif-gps.jpg'))
    expect((await checkPhoto(bytes, { today, asked: true, timeout: 1 })).message).toContain('没能检查完')
  })
})

describe('what the camera wrote', () => {
  const facts = (name: string) => exifFacts(readFileSync(file(name)), today)
  it.each([
    ['date-stamp-orange-exif-same.jpg', { day: '2022-05-30', odd: false, hasPosition: false }],
    ['date-stamp-short-conflicts-exif.jpg', { day: '2021-11-02', odd: false, hasPosition: false }],
    ['exif-date-zero.jpg', { day: null, odd: true, hasPosition: false }],
    ['exif-date-future-2098.jpg', { day: null, odd: true, hasPosition: false }],
    ['exif-gps.jpg', { day: '2022-07-01', odd: false, hasPosition: true }],
    ['corrupt-header.jpg', { day: null, odd: false, hasPosition: false }],
  ])('%s', (name, expected) => {
    expect(facts(name)).toEqual(expected)
  })

  it('never throws, wherever a file is cut', () => {
    const bytes = readFileSync(file('exif-gps.jpg'))
    for (let length = 0; length < 700; length += 3) expect(exifFacts(bytes.subarray(0, length), today)).toBeTruthy()
    for (let at = 20; at < 400; at++) {
      const bent = Buffer.from(bytes.subarray(0, 2000))
      bent[at] = 0xff
      expect(exifFacts(bent, today)).toBeTruthy()
    }
  })

  it('is told where it matters', async () => {
    expect((await look('exif-gps.jpg')).message).toContain('拍摄地点')
    const later = await look('exif-date-future-2098.jpg')
    expect(later).toMatchObject({ cameraDate: null, cameraDateOdd: true, burnt: 'no' })
    expect(later.message).toContain('日期不对')
  })
})

describe('a line of signs', () => {
  it.each([
    ['2022-05-30', '2022-05-30'],
    ['2022/5/3 09:41', '2022-05-03'],
    ['2022-05-3009:41:07', '2022-05-30'],
    ['2022年5月28日 星期六', '2022-05-28'],
    ["'22 5 30", '2022-05-30'],
    ["'98 12 31", '1998-12-31'],
    ['30/05/2022', '2022-05-30'],
    ['2022 05 30', '2022-05-30'],
  ])('%s is %s', (line, day) => {
    expect(dateWords(line, today)).toMatchObject({ day, certain: true })
  })

  it.each(['0512-88001234', '2022-13-40', '12:30', '400-820-2022', '2098-01-01', '19.80', '20220', '2022 - 2023'])(
    '%s is no date',
    (line) => {
      expect(dateWords(line, today)?.certain ?? false).toBe(false)
    },
  )
})

/** A gradient with circles, and a stamp of faces that are not among the known shapes. */
function painted(words: string[], out: string): string {
  const scene = ['-size', '960x720', 'gradient:#405060-#8899aa', '-fill', '#7a4a3a', '-draw', 'circle 240,560 336,560']
  execFileSync('convert', [...scene, '-fill', '#3a6a4a', '-draw', 'circle 720,608 808,608', ...words, out])
  return out
}

describe('painted pictures', () => {
  const stamps: [string, string, string, string, string][] = [
    ['DejaVu-Sans-Bold', '#ff9a1e', 'SouthEast', '2022-05-30', '82'],
    ['Liberation-Mono-Bold', '#ffffff', 'SouthWest', '2022/05/30 09:41', '60'],
    ['DejaVu-Sans-Mono', '#ffe03c', 'NorthEast', '2022.5.30', '75'],
    ['Liberation-Sans-Bold', '#e8302a', 'NorthWest', '30/05/2022', '90'],
  ]
  it.each(stamps)('%s in %s, %s: %s at quality %s', (font, colour, corner, text, quality) => {
    const dark = ['-font', font, '-pointsize', '38', '-gravity', corner, '-stroke', '#201810', '-strokewidth', '6']
    const bright = ['-annotate', '+40+36', text, '-stroke', 'none', '-fill', colour, '-annotate', '+40+36', text]
    const out = painted([...dark, ...bright, '-quality', quality], path.join(newFolder(), 'stamp.jpg'))
    expect(stampOf(out)).toMatchObject({ burnt: 'seen', burntText: text.split(' ')[0], day: '2022-05-30' })
  })

  it.each(['NO.20220530', '0512-88001234', '19.80', '2022-2023'])('a sign that says %s is no stamp', (text) => {
    const sign = ['-font', 'DejaVu-Sans-Bold', '-pointsize', '38', '-gravity', 'SouthWest', '-fill', '#ffffff']
    const out = painted([...sign, '-annotate', '+40+36', text], path.join(newFolder(), 'sign.jpg'))
    expect(stampOf(out).burnt).not.toBe('seen')
  })

  it('a date on a board in the corner is no stamp', () => {
    const board = [
      '-fill',
      '#b01010',
      '-draw',
      'rectangle 20,600 420,700',
      '-fill',
      '#ffe03c',
      '-font',
      'DejaVu-Sans-Bold',
    ]
    const text = ['-pointsize', '40', '-gravity', 'SouthWest', '-annotate', '+60+50', '2022.05.30']
    const out = painted([...board, ...text], path.join(newFolder(), 'board.jpg'))
    expect(stampOf(out).burnt).not.toBe('seen')
  })
})

it('a record tells it of its own photos, once looked at for good, and where the notice asks', async () => {
  const core = await openCity()
  const { summary } = await core.call('records.create', {
    noticeId: cityNotice,
    formId: 'JS-T14',
  })
  const { recordId } = summary
  for (const name of ['date-stamp-orange-exif-same.jpg', 'exif-gps.jpg'])
    await core.call('records.attach', { recordId, field: 'photos', path: file(name) })
  const marks = await core.call('photos.check', { recordId, field: 'photos' })
  expect(marks.map(({ burnt }) => burnt)).toEqual(['seen', 'no'])
  expect(marks[0]?.message).toContain('通知要求无明显时间标识')
  expect(marks[1]).toMatchObject({ hasPosition: true })
  expect(await core.call('photos.check', { recordId, field: 'photos' })).toEqual(marks)
  expect(await core.problem('photos.check', { recordId, field: 'nobody' })).toMatchObject({ code: 'field.unknown' })
  // It warns and never blocks.
  const detail = await core.call('records.open', { recordId })
  expect(JSON.stringify(detail)).not.toContain('时间标识”')
})
