/** 年度情况 through dispatch: its sums are the sums of the register, empty is not zero, and it goes out on paper. */
import { existsSync, statSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type YearScope, yearValues } from '../../electron/core/year/year-values.ts'
import { fromUnits, toUnits } from '../../shared/form/decimal.ts'
import type { FormValues, TableRow } from '../../shared/form/definition.ts'
import { outlineOf } from '../../shared/form/outline.ts'
import type { PrintDocument } from '../../shared/form/print-document.ts'
import {
  type ActivityInput,
  type ActivityValues,
  activityValues,
  factLabels,
  moneyFacts,
  type NumberFact,
} from '../../shared/register/activity.ts'
import { syntheticActivities } from '../support/activities.ts'
import { countyNotice, newFolder, openCounty, type TestCore } from '../support/core.ts'
import { paperStub } from '../support/paper-stub.ts'
import { partOf } from '../support/word-xml.ts'

const scope: YearScope = {
  year: 2022,
  words: '全部活动',
  madeOn: '2022-10-20',
  noticeId: null,
  moduleName: (_notice, id) => id,
}
const counted = (all: readonly ActivityValues[]) => all.map((values, at) => ({ activityId: `a${at}`, values }))
const rowsOf = (values: FormValues, field: string): TableRow[] => values[field] as TableRow[]
const total = (texts: readonly string[]): string =>
  fromUnits(texts.reduce((sum, text) => sum + (toUnits(text) ?? 0n), 0n))
const column = (values: FormValues, field: string, id: string): string[] =>
  rowsOf(values, field).map((row) => row[id] ?? '')
const words = (document: PrintDocument): string =>
  outlineOf(document)
    .map(({ text }) => text)
    .join('\n')
const bare = (title: string, more: Partial<ActivityInput> = {}): ActivityInput => ({ year: 2022, title, ...more })
const add = async (core: TestCore, all: readonly ActivityInput[]): Promise<void> => {
  for (const values of all) await core.call('activities.create', { values })
}

describe('the sums of the page', () => {
  it('are the sums over the activities, whatever they are', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), fc.integer({ min: 0, max: 60 }), (seed, count) => {
        const all = syntheticActivities(count, { seed, noticeId: countyNotice, modules: ['weimin', 'tuanjie'] })
        const values = yearValues(counted(all), scope)
        const held = all.filter(({ state }) => state === 'held')
        const going = all.filter(({ state }) => state !== 'cancelled')
        expect(values.activities).toBe(String(going.length))
        expect(total([...column(values, 'months', 'held'), ...column(values, 'months', 'planned')])).toBe(
          String(going.length),
        )
        for (const of of ['onsite', 'online'] as const) {
          const written = held.map((one) => one[of]).filter((text) => text !== '')
          expect(values[of]).toBe(written.length === 0 ? '没有填写' : total(written))
          expect(total(column(values, 'reach', of))).toBe(total(written))
        }
        const money = (of: NumberFact): string[] => held.map((one) => one[of]).filter((text) => text !== '')
        expect(column(values, 'money', 'amount')).toEqual(
          moneyFacts.map((of) => (money(of).length === 0 ? '没有填写' : total(money(of)))),
        )
        expect(column(values, 'money', 'source')).toEqual(moneyFacts.map((of) => factLabels[of]))
        const funds = moneyFacts.flatMap(money)
        expect(values.funds).toBe(funds.length === 0 ? '没有填写' : total(funds))
        const items = held.map(({ press, moreItems }) =>
          fromUnits(BigInt(press.length) * 1_000_000n + (toUnits(moreItems) ?? 0n)),
        )
        expect(total(column(values, 'outlets', 'items'))).toBe(total(items))
        // Each in its modules, once; of ours nobody is in more than two.
        const places = going.flatMap(({ notices }) => {
          const own = [...new Set(notices.flatMap((one) => one.modules))]
          return own.length === 0 ? ['none'] : own
        })
        expect(total(column(values, 'modules', 'count'))).toBe(String(places.length))
        expect(column(values, 'top', 'people').length).toBeLessThanOrEqual(5)
      }),
      { numRuns: 60 },
    )
  })

  it('keep many modules and outlets on the page, and lose none of their numbers', () => {
    const many = Array.from({ length: 20 }, (_none, at) =>
      activityValues.parse(
        bare(`第${at}期一个名称相当长的科普活动在这里`, {
          state: 'held',
          notices: [{ noticeId: 'n', modules: [`m${at}`] }],
          press: [{ outlet: `媒体${at}`, day: null }],
        }),
      ),
    )
    const values = yearValues(counted([...many, activityValues.parse(bare('没有模块', { state: 'held' }))]), scope)
    expect(rowsOf(values, 'modules')).toHaveLength(7)
    expect(total(column(values, 'modules', 'count'))).toBe('21')
    expect(rowsOf(values, 'outlets')).toHaveLength(5)
    expect(total(column(values, 'outlets', 'items'))).toBe('20')
  })

  it('tell empty from zero', () => {
    const one = activityValues.parse(
      bare('讲座', { state: 'held', onsite: '0', time: { words: '', from: '2022-05-14' }, fundsOther: '0' }),
    )
    const values = yearValues(counted([one]), scope)
    expect(values).toMatchObject({ onsite: '0', online: '没有填写', funds: '0', press: '没有填写', sessions: '1' })
    expect(rowsOf(values, 'reach')[4]).toEqual({ month: '5月', onsite: '0', online: '没有填写' })
    expect(rowsOf(values, 'reach')[5]).toEqual({ month: '6月', onsite: '—', online: '—' })
    expect(rowsOf(values, 'reach')).toHaveLength(12)
    const undated = yearValues(counted([activityValues.parse(bare('未定'))]), scope)
    expect(rowsOf(undated, 'months')[12]).toEqual({ month: '日期未定', held: '0', planned: '1' })
  })
})

describe('the page', () => {
  it('is of one year and, where wished, of one notice', async () => {
    const core = await openCounty({ now: '2022-10-20T01:00:00.000Z' })
    await add(core, [
      bare('广场咨询', {
        state: 'held',
        onsite: '300',
        fundsCounty: '1.25',
        time: { words: '', from: '2022-05-14' },
        notices: [{ noticeId: countyNotice, modules: ['weimin'] }],
      }),
      bare('线上讲座', { state: 'held', online: '20000', time: { words: '', from: '2022-09-17' } }),
      bare('取消的活动', { state: 'cancelled', onsite: '9999' }),
      { year: 2021, title: '去年的活动', state: 'held', onsite: '7777' },
    ])
    const all = await core.call('year.printDocument', { year: 2022 })
    expect(all.titleLines).toEqual(['示例县科学技术协会2022年活动情况'])
    expect(all).toMatchObject({ sheet: true, footer: null })
    for (const told of ['全部活动', '线上讲座', '广场咨询', '20000', '1.25', '已取消 1 项', '未归入模块'])
      expect(words(all)).toContain(told)
    for (const not of ['9999', '7777', '去年']) expect(words(all)).not.toContain(not)
    const one = words(await core.call('year.printDocument', { year: 2022, noticeId: countyNotice }))
    expect(one).toContain('广场咨询')
    expect(one).not.toContain('线上讲座')
  })

  it('of a year without activities is a sentence with the next step', async () => {
    const core = await openCounty()
    expect(await core.problem('year.printDocument', { year: 2019 })).toMatchObject({
      code: 'year.empty',
      details: { year: 2019, scope: null },
    })
    expect(await core.problem('year.printDocument', { year: 2022, noticeId: 'nobody-knows' })).toMatchObject({
      code: 'notice.unknown',
    })
  })

  it('is saved as PDF and as Word, with every number as text', async () => {
    const core = await openCounty({ ask: paperStub })
    await add(core, syntheticActivities(40, { seed: 3 }))
    const dir = newFolder()
    const pdf = path.join(dir, '年度.pdf')
    expect((await core.call('year.savePdf', { year: 2022, out: pdf })).bytes).toBe(statSync(pdf).size)
    const docx = path.join(dir, '年度.docx')
    await core.call('year.saveDocx', { year: 2022, out: docx })
    expect(existsSync(docx)).toBe(true)
    const text = partOf(docx, 'word/document.xml').replace(/<[^>]+>|\s/gu, '')
    const document = await core.call('year.printDocument', { year: 2022 })
    for (const { text: words } of outlineOf(document)) expect(text).toContain(words.replace(/\s/gu, ''))
  })
})
