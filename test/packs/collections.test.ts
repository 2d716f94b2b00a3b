/** A duty that collects video works names two forms with which this can be done. */
import { expect, test } from 'vitest'
import { readPack, readPackJson } from '../../electron/core/notices/read-pack.ts'
import { collectionsOf } from '../../electron/core/videos/collections.ts'
import { issuesOf, type Json, type Loose } from '../support/bent-pack.ts'
import { projectDir } from '../support/core.ts'

const good = await readPack(`${projectDir}/resources/notices`, 'jiangsu-2022-workers-day', '1')
const duty = good.deliverables.findIndex(({ id }) => id === 'T15')
const formAt = (id: string): number => good.forms.findIndex((form) => form.id === id)

function told(bend: (item: Loose, f3: Loose, f4: Loose, pack: Loose) => void): string[] {
  const pack = structuredClone(good) as Loose
  bend(pack.deliverables[duty], pack.forms[formAt('JS-F3')], pack.forms[formAt('JS-F4')], pack)
  return issuesOf(() => readPackJson(JSON.stringify(pack)))
}
const at = `deliverables.${duty}.video`
const field = (form: Loose, id: string): Loose => form.fields.find((one: Json) => one.id === id)

test('as the notice has it, it is sound', () => {
  expect(told(() => undefined)).toEqual([])
  expect(collectionsOf(good).map(({ registration, authorization }) => [registration.id, authorization.id])).toEqual([
    ['JS-F3', 'JS-F4'],
  ])
})

test.each<[string, Parameters<typeof told>[0], string[]]>([
  [
    'a form that the duty does not ask for',
    (item) => (item.video.authorizationFormId = 'JS-F2'),
    [`${at}.authorizationFormId 这项任务不要求这张表：JS-F2`],
  ],
  [
    'one form for both',
    (item) => (item.video.authorizationFormId = 'JS-F3'),
    [
      `${at}.authorizationFormId 报名登记表和作品授权书是同一张表`,
      `${at}.authorizationFormId 作品授权书要有参赛人的表，每人一处签名，有姓名（name）和一列身份证号（identityNumber）`,
    ],
  ],
  [
    'no field for the film',
    (_item, f3) => delete field(f3, 'video').video,
    [`${at}.registrationFormId 报名登记表要有一个放视频的栏目，现在有 0 个`],
  ],
  [
    'two fields for it',
    (_item, f3) => f3.fields.push({ ...field(f3, 'video'), id: 'second' }),
    [`${at}.registrationFormId 报名登记表要有一个放视频的栏目，现在有 2 个`],
  ],
  [
    'a film that nobody could play',
    (_item, f3) => (field(f3, 'video').personal = true),
    [`${at}.registrationFormId 视频要能播放和查验，不能作为个人信息加密`],
  ],
  [
    'a letter without numbers',
    (_item, _f3, f4) => {
      const table = field(f4, 'participants')
      table.columns.find((one: Json) => one.id === 'identityNumber').kind = 'text'
    },
    [
      `${at}.authorizationFormId 作品授权书要有参赛人的表，每人一处签名，有姓名（name）和一列身份证号（identityNumber）`,
    ],
  ],
  ['works without a name', (_item, f3) => delete f3.titleField, [`${at}.registrationFormId 报名登记表没有作品名称`]],
  ['a letter without one', (_i, _f3, f4) => delete f4.titleField, [`${at}.authorizationFormId 作品授权书没有作品名称`]],
  [
    'a review that ends before it begins',
    (item) => (item.video.review.to = '2022-05-01'),
    [`${at}.review 开始比结束还晚`],
  ],
  ['an award twice', (item) => (item.video.awards[1].id = 'first'), [`${at}.awards 编号有重复`]],
])('%s', (_name, bend, issues) => {
  expect(told(bend)).toEqual(issues)
})

test('no field may be called as the program itself calls the entry of a letter', () => {
  expect(told((_item, _f3, f4) => f4.fields.push({ id: 'entry', kind: 'text', label: '甲' }))).toContainEqual(
    `forms.${formAt('JS-F4')}.fields.2.id 不能用的编号：entry`,
  )
})
