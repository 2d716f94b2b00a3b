/**
 * Photos painted at random, half of them with a date burnt in: faces, colours, corners, sizes and JPEG qualities as
 * cameras and phones have them. How many are seen, and that a sign in the scene is never taken for a stamp.
 */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { decodePhoto } from '../../electron/core/photos/decode-photo.ts'
import { findStamp, type Stamp } from '../../electron/core/photos/find-stamp.ts'
import { seeded } from '../support/activities.ts'
import { newFolder } from '../support/core.ts'

/** The known shapes were made of other faces, all but two. */
const faces = [
  'Courier-Bold',
  'Nimbus-Mono-PS-Bold',
  'C059-Bold',
  'DejaVu-Sans',
  'DejaVu-Sans-Mono-Bold',
  'Liberation-Mono',
  'Liberation-Sans-Narrow-Bold',
  'Helvetica-Bold',
  'Bookman-Demi',
  'Palatino-Bold',
  'DejaVu-Sans-Condensed-Bold',
  'AvantGarde-Demi',
  'Liberation-Sans-Bold',
] as const
const colours = ['#ff9a1e', '#ffffff', '#ffe03c', '#ff7a10', '#e8302a', '#f5f5f5', '#ffb030'] as const
const corners = ['SouthEast', 'SouthWest', 'SouthEast', 'NorthEast', 'NorthWest'] as const
const dates = [
  '2022-05-30',
  '2022/05/30 09:41',
  '2022.5.30',
  '2022-05-30 09:41:07',
  "'22  5 30",
  '30/05/2022',
  '2022 05 30',
]
const signs = [
  '0512-88001234',
  '20',
  '3-201',
  '50% OFF 2022',
  '400-820-2022',
  '12:30',
  '19.80',
  '2022-2023',
  'NO.20220530',
]
const sizes = [
  [1200, 900],
  [1280, 960],
  [1024, 768],
  [960, 720],
  [2000, 1500],
  [900, 1200],
] as const

const next = seeded(11)
const below = (limit: number): number => Math.floor(next() * limit)
const one = <T>(list: readonly T[]): T => list[below(list.length)] as T
const colour = (): string => `rgb(${20 + below(210)},${20 + below(210)},${20 + below(210)})`

function scene(): { width: number; height: number; words: string[] } {
  const [width, height] = one(sizes)
  const words = ['-size', `${width}x${height}`, `gradient:${colour()}-${colour()}`]
  for (let at = 0; at < 24; at++) {
    const [x, y, size] = [below(width), Math.floor(height * 0.3) + below(height * 0.7), below(height * 0.12) + 30]
    words.push('-fill', colour(), '-draw', `circle ${x},${y} ${x + size},${y}`)
  }
  if (next() < 0.5) words.push('-seed', `${below(1_000_000)}`, '-attenuate', '0.3', '+noise', 'Gaussian')
  return { width, height, words }
}

function stampOf(words: readonly string[], file: string): Stamp {
  execFileSync('convert', [...words, '-sampling-factor', '4:2:0', '-quality', one(['55', '70', '85', '92']), file])
  const picture = decodePhoto(readFileSync(file))
  if (typeof picture === 'string') throw new Error(picture)
  return findStamp(picture, '2026-11-22')
}

const full = process.env.KEXIE_LONG === 'full'
const count = full ? 40 : 6
/** Of six, chance may miss two more. */
const spare = full ? 0 : 2

it('most stamps are seen and read right, and nearly all are at least asked about', () => {
  const dir = newFolder()
  const found = Array.from({ length: count }, (_none, at) => {
    const { width, height, words } = scene()
    const size = Math.floor(Math.min(width, height) * one([0.035, 0.045, 0.055, 0.065]))
    const place = `+${Math.floor(width * one([0.02, 0.04, 0.06]))}+${Math.floor(height * one([0.02, 0.04, 0.06]))}`
    const text = one(dates)
    const type = ['-gravity', one(corners), '-font', one(faces), '-pointsize', `${size}`]
    const dark = ['-stroke', '#202020', '-strokewidth', `${Math.max(2, size / 10)}`, '-annotate', place, text]
    const outline = next() < 0.7 ? dark : []
    const bright = ['-stroke', 'none', '-fill', one(colours), '-annotate', place, text]
    return stampOf([...words, ...type, ...outline, ...bright], path.join(dir, `stamp-${at}.jpg`))
  })
  const seen = found.filter(({ burnt }) => burnt === 'seen')
  const told = found.filter(({ burnt }) => burnt !== 'no')
  process.stdout.write(`stamps: ${seen.length} seen, ${told.length - seen.length} asked about, of ${count}\n`)
  expect(seen.length).toBeGreaterThanOrEqual(count * 0.8 - spare)
  expect(told.length).toBeGreaterThanOrEqual(count * 0.85 - spare)
  expect(seen.filter(({ day }) => day === '2022-05-30').length).toBeGreaterThanOrEqual(seen.length * 0.9 - spare / 2)
}, 300_000)

it('no sign in a scene is seen as a stamp', () => {
  const dir = newFolder()
  const found = Array.from({ length: count }, (_none, at) => {
    const { width, height, words } = scene()
    if (next() < 0.25) return stampOf(words, path.join(dir, `clean-${at}.jpg`))
    const text = one(signs)
    const size = Math.floor(height * one([0.035, 0.05, 0.07]))
    const [x, y] = [Math.floor(width * one([0.05, 0.2, 0.4])), Math.floor(height * one([0.08, 0.12, 0.5, 0.8, 0.9]))]
    const box = `rectangle ${x - size},${y - size * 1.5} ${x + text.length * size * 0.8},${y + size * 0.6}`
    const board = next() < 0.5 ? ['-fill', one(['#c01010', '#104080', '#206020']), '-draw', box] : []
    const type = [
      '-font',
      one(faces),
      '-pointsize',
      `${size}`,
      '-fill',
      one(colours),
      '-draw',
      `text ${x},${y} '${text}'`,
    ]
    return stampOf([...words, ...board, ...type], path.join(dir, `sign-${at}.jpg`))
  })
  process.stdout.write(`clean: ${found.filter(({ burnt }) => burnt === 'maybe').length} asked about, of ${count}\n`)
  expect(found.filter(({ burnt }) => burnt === 'seen')).toEqual([])
}, 300_000)
