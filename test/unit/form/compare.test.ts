import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { type EarlierMatch, matchPaper, matchRecord, plainLabel } from '../../../shared/form/compare.ts'
import { type FormDefinition, formDefinition } from '../../../shared/form/definition.ts'
import { processorMs } from '../../support/processor-time.ts'

const f2 = formDefinition.parse(
  JSON.parse(
    readFileSync(
      path.resolve(import.meta.dirname, '../../../resources/notices/jiangsu-2022-workers-day/1/forms/JS-F2.json'),
      'utf8',
    ),
  ),
)
const values = (matches: readonly EarlierMatch[]) => Object.fromEntries(matches.map((one) => [one.fieldId, one.value]))

/** The annex of another year, as a docx table gives its rows; merged cells once. */
const rows = [
  ['主办单位名称', '示例县科学技术协会'],
  ['主题活动名称', '“自立自强”科技工作者日走基层'],
  ['主题活动模块\n（请在相应模块划√，可多选）', '□团结引领\n√精神传承\n□建家办事  ☑为民服务'],
  ['承办单位', '示例县农学会'],
  ['拟举办时间', '2021年5月28日'],
  ['拟举办地点', ''],
  ['主办单位\n联系人', '姓  名', '测试联系人乙', '办公电话', '0512-１２３４５６７８'],
  ['手  机', '139 0000 1234', '传    真', ''],
  ['电子邮箱', 'kexie@example.cn'],
  ['二、工作方案'],
  ['活动思路：……\n联系电话见通知。'],
]

describe('labels', () => {
  it.each([
    ['主办单位（盖章）：', '主办单位'],
    ['姓  名', '姓名'],
    ['主办单位\n联系人', '主办单位联系人'],
    ['二、工作方案', '工作方案'],
    ['１．举办时间', '举办时间'],
  ])('%j is %j', (label, plain) => expect(plainLabel(label)).toBe(plain))
})

describe('an old table', () => {
  it('gives each field what stands beside or under its label', () => {
    expect(values(matchPaper(f2, { rows, text: '' }))).toEqual({
      hostName: '示例县科学技术协会',
      activityName: '“自立自强”科技工作者日走基层',
      modules: optionIds(f2, ['精神传承', '为民服务']),
      organizerName: '示例县农学会',
      plannedTime: '2021年5月28日',
      contactName: '测试联系人乙',
      officePhone: '0512-12345678',
      mobile: '13900001234',
      email: 'kexie@example.cn',
      plan: '活动思路：……\n联系电话见通知。',
    })
  })

  it('tells when the labels only contain each other, and never takes a label for a value', () => {
    const matches = matchPaper(f2, { rows, text: '' })
    expect(matches.find((one) => one.fieldId === 'organizerName')).toMatchObject({ label: '承办单位', exact: false })
    expect(matches.some((one) => one.fieldId === 'plannedPlace' || one.fieldId === 'fax')).toBe(false)
  })

  it('an option that this form does not have stays a text to read', () => {
    const [match] = matchPaper(f2, { rows: [['面向群体', '青少年']], text: '' })
    expect(match).toMatchObject({ fieldId: 'audience', value: null, text: '青少年' })
  })
})

it('running text (a PDF) is cut at the labels of this form', () => {
  const text = [
    '特色亮点活动筹备方案',
    '一、基本信息',
    '主办单位名称  示例县科学技术协会',
    '主题活动名称  走基层',
    '主办单位 姓 名 测试联系人乙 办公电话 0512-12345678',
    '电子邮箱 kexie@example.cn',
    '二、工作方案',
    '本活动由手机直播，分三步。',
    '第二行。',
  ].join('\n')
  expect(values(matchPaper(f2, { rows: [], text }))).toMatchObject({
    hostName: '示例县科学技术协会',
    activityName: '走基层',
    contactName: '测试联系人乙',
    officePhone: '0512-12345678',
    email: 'kexie@example.cn',
    plan: '本活动由手机直播，分三步。\n第二行。',
  })
})

it('another record is matched by field, then by label; files are left where they are', () => {
  const earlier: FormDefinition = {
    ...f2,
    id: 'OLD-F2',
    fields: f2.fields.map((field) => (field.kind === 'attachments' ? field : { ...field, id: `x${field.id}` })),
  }
  const told = matchRecord(f2, earlier, { xhostName: '甲', xmodules: optionIds(f2, ['为民服务']), photos: ['a'] })
  expect(values(told)).toEqual({ hostName: '甲', modules: optionIds(f2, ['为民服务']) })
  expect(values(matchRecord(f2, f2, { contactName: '乙', reportDate: '2021-05-12' }))).toEqual({
    contactName: '乙',
    reportDate: '2021-05-12',
  })
})

it('hostile labels and long texts end at once', () => {
  const text = `${'主办单位名称 '.repeat(3000)}${'（'.repeat(5000)}`
  const begun = processorMs()
  matchPaper(f2, { rows: Array.from({ length: 500 }, () => ['主办单位名称', '（'.repeat(200)]), text })
  expect(processorMs() - begun).toBeLessThan(5000)
})

function optionIds(form: FormDefinition, labels: readonly string[]): string[] {
  const field = form.fields.find((one) => one.id === 'modules')
  if (field?.kind !== 'choices') throw new Error('no modules')
  return field.options.filter((option) => labels.includes(option.label)).map((option) => option.id)
}
