/** What the counties write: values and photos chosen by the seed. All people and numbers are made up. */
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { countyNotice, sampleDir, sampleValues } from '../support/desks.ts'
import { f1Notice } from '../support/f1.ts'
import type { Value, Values } from './simulation-model.ts'

export type Random = () => number
export const below = (random: Random, count: number): number => Math.floor(random() * count)
export const chance = (random: Random, share: number): boolean => random() < share
export function pick<T>(random: Random, from: readonly T[]): T {
  const one = from[below(random, from.length)]
  if (one === undefined) throw new Error('nothing to choose from')
  return one
}

export const funds = [
  ...['fundsCentral', 'fundsProvince', 'fundsCity', 'fundsCounty', 'fundsEnterprise', 'inKindValue', 'fundsOther'],
]
export const figures = [
  ...['eventCount', 'taskCount', ...funds, 'staffFullTime', 'staffScientists', 'volunteers', 'staffOther'],
  ...['audienceOffline', 'audienceOnline', 'mediaCount', 'reportCount'],
  ...['venuesOpen', 'institutesOpen', 'universitiesOpen'],
]
const sentence = (random: Random): string =>
  pick(random, ['组织科技志愿者下乡，开展农技咨询。', '联合学会举办讲座。', '请专家进校园。', '线上答题。']) +
  `共${below(random, 9000) + 10}人次参加。`

/** Null: left empty. */
function figure(random: Random, field: string): string | null {
  if (chance(random, 0.2)) return null
  if (chance(random, 0.1)) return '0'
  if (!funds.includes(field)) return String(below(random, field.startsWith('audience') ? 90_000 : 400))
  return String(below(random, 20_000) / 100)
}

const f2Person = (random: Random): Values => ({
  contactName: pick(random, ['测试联系人甲', '测试联系人乙', '测试联系人丙']),
  mobile: `1390000${String(below(random, 10_000)).padStart(4, '0')}`,
  email: `kexie${below(random, 1000)}@example.cn`,
})
export const personal = new Set(['contactName', 'mobile', 'email'])

interface Kind {
  readonly noticeId: string
  readonly formId: string
  /** What an office above may ask to have corrected. */
  readonly asked: readonly string[]
  readonly photos: boolean
  fill(random: Random, officeName: string): Values
}
export const kinds: readonly [Kind, ...Kind[]] = [
  {
    ...{ noticeId: f1Notice, formId: 'XX-F1', asked: figures, photos: false },
    fill: (random, officeName) => {
      const filled = figures.flatMap((field) => {
        const value = figure(random, field)
        return value === null ? [] : [[field, value] as const]
      })
      const note: Values = chance(random, 0.5) ? { inKindNote: `图书${below(random, 900) + 1}册` } : {}
      return { officeName, ...Object.fromEntries(filled), ...note }
    },
  },
  {
    ...{ noticeId: f1Notice, formId: 'LIB-SUMMARY-4', photos: true },
    asked: ['progress', 'results', 'experience', 'advice', 'photos'],
    fill: (random, officeName) => ({
      docTitle: `${officeName}活动总结`,
      addressee: '示例市科学技术协会',
      progress: sentence(random),
      results: sentence(random),
      experience: sentence(random),
      advice: sentence(random),
    }),
  },
  {
    ...{ noticeId: countyNotice, formId: 'JS-F2', photos: true },
    asked: ['scale', 'plannedPlace', 'plan', 'mobile', 'photos'],
    fill: (random, officeName) => ({
      ...sampleValues(),
      hostName: officeName,
      activityName: `科技进乡村第${below(random, 90) + 1}场`,
      scale: `约${below(random, 900) + 20}人`,
      plannedPlace: `${pick(random, ['文化', '人民', '科普'])}广场`,
      plan: sentence(random),
      ...f2Person(random),
    }),
  },
  {
    ...{ noticeId: countyNotice, formId: 'JS-T13', asked: ['introTitle', 'body'], photos: false },
    fill: (random, officeName) => ({ introTitle: `${officeName}活动简介`, body: sentence(random) }),
  },
]
export const kindOf = (formId: string): Kind => {
  const kind = kinds.find((one) => one.formId === formId)
  if (!kind) throw new Error(`no form ${formId}`)
  return kind
}

/** Another value than before; null empties a figure. */
export function otherValue(random: Random, formId: string, field: string, before: Value | undefined): Value | null {
  for (;;) {
    const value =
      formId === 'XX-F1' ? figure(random, field) : (kindOf(formId).fill(random, '示例县')[field] ?? sentence(random))
    const next = typeof value === 'string' && field === 'introTitle' ? `活动简介（${below(random, 1000)}）` : value
    if (next !== (before ?? null)) return next
  }
}

/** A small photo unlike any other: the sample's with a comment of its own. @returns its SHA-256 */
export function writePhoto(random: Random, file: string): string {
  const bytes = readFileSync(path.join(sampleDir, 'county', pick(random, ['photo-1-field.jpg', 'photo-3-sprout.jpg'])))
  const comment = Buffer.from(`${random()} ${random()}`)
  const head = Buffer.from([0xff, 0xfe, 0, comment.length + 2])
  const photo = Buffer.concat([bytes.subarray(0, 2), head, comment, bytes.subarray(2)])
  writeFileSync(file, photo)
  return createHash('sha256').update(photo).digest('hex')
}
