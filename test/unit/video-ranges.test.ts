import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { byteRange } from '../../electron/main/byte-range.ts'
import { isForeign, videoResponse } from '../../electron/main/video-response.ts'

test.each<[string | null, ReturnType<typeof byteRange>]>([
  [null, null],
  ['bytes=0-', { start: 0, end: 999 }],
  ['bytes=0-0', { start: 0, end: 0 }],
  ['bytes=10-19', { start: 10, end: 19 }],
  ['bytes=990-5000', { start: 990, end: 999 }],
  ['bytes=999-', { start: 999, end: 999 }],
  ['bytes=-10', { start: 990, end: 999 }],
  ['bytes=-5000', { start: 0, end: 999 }],
  ['bytes=1000-', 'unsatisfiable'],
  ['bytes=-0', 'unsatisfiable'],
  ['bytes=20-10', null],
  ['bytes=-', null],
  ['bytes=a-b', null],
  ['bytes=0-1,5-6', null],
  ['lines=0-1', null],
  ['bytes=99999999999999999999-', null],
])('%s of 1000 bytes', (header, range) => {
  expect(byteRange(header, 1000)).toEqual(range)
})

test('of an empty file there is no part', () => {
  expect(byteRange('bytes=0-', 0)).toBe('unsatisfiable')
  expect(byteRange('bytes=-1', 0)).toBe('unsatisfiable')
})

/** Longer than one read, so that a part is put together of several. */
function film() {
  const folder = mkdtempSync(path.join(tmpdir(), 'kexie-film-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const bytes = Buffer.alloc(700_000, 0).map((_byte, at) => at % 251)
  const file = path.join(folder, 'film')
  writeFileSync(file, bytes)
  return { file, bytes, place: { path: file, bytes: bytes.length, mime: 'video/mp4' } }
}
const asking = (range?: string): Headers => new Headers(range === undefined ? {} : { range })

test('a part is answered with 206 and its place, the whole with 200, nothing with 416', async () => {
  const { bytes, place } = film()
  const part = videoResponse(place, asking('bytes=100-600099'))
  expect(part.status).toBe(206)
  expect(Object.fromEntries(part.headers)).toMatchObject({
    'accept-ranges': 'bytes',
    'content-length': '600000',
    'content-range': 'bytes 100-600099/700000',
    'content-type': 'video/mp4',
    'access-control-allow-origin': 'kexie://app',
    'x-content-type-options': 'nosniff',
  })
  expect(Buffer.from(await part.arrayBuffer()).equals(bytes.subarray(100, 600_100))).toBe(true)
  const whole = videoResponse(place, asking())
  expect([whole.status, whole.headers.get('content-range')]).toEqual([200, null])
  expect(Buffer.from(await whole.arrayBuffer()).equals(bytes)).toBe(true)
  const none = videoResponse(place, asking('bytes=700000-'))
  expect([none.status, none.headers.get('content-range'), none.body]).toEqual([416, 'bytes */700000', null])
})

test('what is read is what was asked for so far, and a film that was cut is no short film', async () => {
  const { file, place } = film()
  const reader = videoResponse(place, asking()).body?.getReader()
  expect((await reader?.read())?.value?.length).toBe(256 * 1024)
  writeFileSync(file, 'short')
  const rest = async () => {
    while (!(await reader?.read())?.done);
  }
  await expect(rest()).rejects.toThrow()
})

test('only our own page plays, and nothing is called what it is not', () => {
  expect(isForeign(new Headers())).toBe(false)
  expect(isForeign(new Headers({ origin: 'kexie://app' }))).toBe(false)
  expect(isForeign(new Headers({ origin: 'null' }))).toBe(true)
  const { place } = film()
  const odd = videoResponse({ ...place, mime: 'text/html' }, asking())
  expect(odd.headers.get('content-type')).toBe('application/octet-stream')
})
