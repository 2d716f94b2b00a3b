/** The packs of the five notices beside the table of their duties, and beside the notices themselves. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { readPack } from '../../electron/core/notices/read-pack.ts'
import { addresseeFor, deliverablesFor, recipientOf } from '../../electron/core/notices/routing.ts'
import { dutyForms, type NoticePack, type OfficeLevel, type SenderType } from '../../shared/notice/pack.ts'
import {
  academic,
  type Duty,
  ids,
  type Notice,
  notices,
  organisation,
  platform,
  publicity,
  type Sender,
  senders,
  table,
  talent,
  xxAssociation,
  xxScience,
} from './duty-table.ts'

const root = join(import.meta.dirname, '../../resources/notices')

const packs = new Map<Notice, NoticePack>()
beforeAll(async () => {
  for (const notice of notices) packs.set(notice, await readPack(root, ids[notice], '1'))
})
const packOf = (notice: Notice): NoticePack => packs.get(notice)!

/** Who owes a duty, with the unit that it goes to. */
function owing(pack: NoticePack, dutyId: string): Duty['owes'] {
  return Object.fromEntries(
    senders.flatMap((sender): [Sender, string | null][] => {
      const [level, type] = sender.split(' ') as [OfficeLevel, SenderType]
      const item = deliverablesFor(pack, { level, type }).find(({ id }) => id === dutyId)
      if (!item || !addresseeFor(pack, { level, type })) return []
      const recipientId = recipientOf(pack, { level, type }, item)
      return [[sender, pack.recipients.find(({ id }) => id === recipientId)?.unit ?? null]]
    }),
  )
}

describe('the duties', () => {
  test.each(Object.entries(table))('%s', (name, [notice, duty]) => {
    const pack = packOf(notice)
    const id = name.split(' ')[0]!
    const item = pack.deliverables.find((one) => one.id === id)!
    expect({
      due: item.dueAt,
      dueWording: item.dueWording,
      opensAt: item.opensAt,
      forms: dutyForms(item),
      quantity: item.quantity && [item.quantity.min, item.quantity.max],
      limits: item.limits,
      stamped: item.stamped,
      kept: item.kept,
      optional: item.optional,
      criteria: item.criteria,
    }).toEqual({
      due: duty.due,
      dueWording: duty.dueWording,
      opensAt: duty.opensAt ?? null,
      forms: duty.forms,
      quantity: duty.quantity ?? null,
      limits: duty.limits ?? [],
      stamped: duty.stamped ?? false,
      kept: duty.kept ?? false,
      optional: duty.optional ?? false,
      criteria: duty.criteria ?? [],
    })
    expect(owing(pack, id)).toEqual(duty.owes)
    for (const form of duty.forms) expect(pack.forms.map((one) => one.id)).toContain(form)
  })

  test('nineteen in all, no T9, none twice but T7, which two notices ask for', () => {
    const found = notices.flatMap((notice) => packOf(notice).deliverables.map(({ id }) => id))
    expect(found.sort((a, b) => Number(a.slice(1)) - Number(b.slice(1)))).toEqual(
      ['T1', 'T2', 'T3', 'T4', 'T5', 'T6', 'T7', 'T7', 'T8', 'T10'].concat([
        'T11',
        'T12',
        'T13',
        'T14',
        'T15',
        'T16',
        'T17',
        'T18',
        'T19',
        'T20',
      ]),
    )
    expect(Object.keys(table)).toHaveLength(20)
  })

  test('a duty that only the issuing city does names who that is, and where its choice goes', () => {
    const item = packOf('XX').deliverables.find(({ id }) => id === 'T8')!
    expect([item.levels, item.types]).toEqual([['city'], ['association', 'science-department']])
    expect(item.recipientId).toBe('province-contest')
  })
})

describe('the notices', () => {
  const facts: Readonly<Record<Notice, readonly [string, string | null, string, number, number]>> = {
    N22: ['创新争先、自立自强', null, '2022年5月中旬-6月上旬', 0, 7],
    N23: ['点亮精神火炬', null, '2023年5月上旬-6月上旬', 0, 6],
    XX: ['创新争先、自立自强，走进科技、你我同行', null, '2022年5月中旬—6月上旬', 0, 9],
    JS: ['创新争先、自立自强', null, '2022年5月中旬-6月上旬', 6, 0],
    PD: ['喜迎二十大，科普向未来', '各地各部门可根据全国主题、结合实际自拟', '9月15-21日', 0, 12],
  }

  test.each(notices)('%s: theme, sub-theme, period, modules or kinds; a sample of the past', (notice) => {
    const { theme, subTheme, period, modules, activityKinds, historical } = packOf(notice)
    expect([theme, subTheme, period?.wording, modules.length, activityKinds.length]).toEqual(facts[notice])
    expect(historical).toBe(true)
  })

  test('the science popularisation day has its days', () => {
    expect(packOf('PD').period).toMatchObject({ from: '2022-09-15', to: '2022-09-21' })
  })

  test('the modules of Jiangsu, in their order', () => {
    expect(packOf('JS').modules.map(({ name }) => name)).toEqual(
      '团结引领 精神传承 建家办事 为民服务 开放合作 表彰发布'.split(' '),
    )
  })

  test('counties are no addressees of the province, nor cities and counties of the two ministries', () => {
    const levels = (notice: Notice) => new Set(packOf(notice).addressees.map(({ level }) => level))
    expect(levels('JS')).toEqual(new Set(['city', 'province']))
    for (const notice of ['N22', 'N23'] as const) expect(levels(notice)).toEqual(new Set(['national', 'province']))
    expect(levels('XX')).toEqual(new Set(['county', 'city']))
  })

  const contacts: [Notice, string, string, string?, string?][] = [
    ['N22', publicity, '010-68574158', 'xuanchuanchu@cast.org.cn', '100863'],
    ['N22', talent, '010-58884243', undefined, '100862'],
    ['N23', publicity, '010-68574158', 'xuanchuanchu@cast.org.cn', '100863'],
    ['N23', talent, '010-58884242', 'kjhdz@most.cn', '100044'],
    ['XX', xxAssociation, '0373-5820419', 'xxkxzzrsb@163.com'],
    ['XX', xxScience, '0373-5828882', 'kjj5828882@163.com'],
    ['JS', organisation, '025-83625036', '3505945690@qq.com'],
    ['JS', academic, '025-83625058', 'jskxxhb625@163.com'],
    ['JS', '江苏省科学传播中心', '025-86646080', '339042747@qq.com', '210009'],
    ['PD', platform, '010-63581772'],
    ['PD', '中国科协青少年科技中心（科普活动中心）', '010-68512519', 'kepuri@cast.org.cn', '100863'],
    ['PD', '中国科协科学技术普及部', '010-68526217'],
  ]
  test.each(contacts)('%s: the address of %s in that year', (...[notice, unit, phone, email, postcode]) => {
    const found = packOf(notice).recipients.find((one) => one.unit === unit)
    expect([found?.phone, found?.email, found?.postcode]).toEqual([phone, email, postcode])
  })

  test.each([
    ['N22', ['两个收件单位的电话写法不同', '用专章写科技工作者日']],
    ['N23', ['用专章写科技工作者日', '专题网页的网址，通知没有写']],
    ['XX', ['市委统战部', '通知5月24日印发', '讲解大赛在4月中下旬已经比过', '既要填折合金额，又要写明实物']],
    ['JS', ['印发于2022年5月12日（星期四）', '5月15日（星期日）', '视频征集5月10日已经开始']],
    ['PD', ['没有发文日期', '登记是“可”']],
  ] as const)('%s: what contradicts itself is said, not repaired', (notice, said) => {
    const remarks = packOf(notice).remarks.join('\n')
    for (const words of said) expect(remarks).toContain(words)
  })
})

describe('beside the notices themselves', () => {
  const plain = (text: string) =>
    text
      .replace(/\s/g, '')
      .replace(/[(),:—–]/g, (sign) => ({ '(': '（', ')': '）', ',': '，', ':': '：' })[sign] ?? '-')
  const textOf = (notice: Notice) =>
    readFileSync(join(import.meta.dirname, '../fixtures/notices-text', `${ids[notice]}.txt`), 'utf8')

  test.each(notices)('%s: themes, kinds, wording and dates are the notice’s own', (notice) => {
    const { theme, period, modules, activityKinds, deliverables } = packOf(notice)
    const text = plain(textOf(notice))
    const own = [theme ?? '', period?.wording ?? '', ...modules.map(({ name }) => name), ...activityKinds]
    // A notice that names no date is quoted with none.
    const dates = deliverables.map((item) => item.dueWording).filter((words) => !words.includes('没有写日期'))
    const quotes = deliverables.flatMap(({ wording }) => wording.split('……'))
    for (const words of [...own, ...dates, ...quotes]) expect(text.includes(plain(words)), words).toBe(true)
  })

  test.each(notices)('%s: telephones, addresses and postcodes stand in it', (notice) => {
    const bare = (text: string) => text.replace(/[\s()（）-]/g, '')
    const text = bare(textOf(notice))
    for (const { phone = '', postcode = '', address = '' } of packOf(notice).recipients)
      for (const fact of [phone, postcode, address.replace('网址：', '')])
        expect(text.includes(bare(fact)), fact).toBe(true)
  })

  test.each(notices)('%s: its address book is of departments, not of persons', (notice) => {
    for (const { unit } of packOf(notice).recipients)
      expect(unit).toMatch(/(部|司|科|中心|网页|（科普中国客户端）|（科普活动中心）|（通知没有写明）)$/)
    expect(JSON.stringify(packOf(notice).recipients)).not.toMatch(/联\s*系\s*人|某|先生|女士|同志/)
  })
})
