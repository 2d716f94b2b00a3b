/** One activity, reported by several. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { TableRow } from '../../../shared/form/definition.ts'
import { jointActivities, jointDeductions, officeStem, titleKey } from '../../../shared/rollup/joint.ts'

const row = (title: string, day: string, more: TableRow = {}): TableRow => ({ id: 'x', title, day, unit: '', ...more })
const of = (recordId: string, name: string, rows: TableRow[]) => ({ recordId, officeId: name, officeName: name, rows })
const fields = ['people', 'money']

describe('found', () => {
  it('by title and day, however the title is set; amounts of one record together', () => {
    const found = jointActivities(
      [
        of('a', '甲县科学技术协会', [
          row('2022年“科普大集”活动', '2022-05-20', { people: '120', money: '1.5\n\t说明' }),
          row('2022年科普大集活动', '2022-05-20', { people: '30' }),
        ]),
        of('b', '乙县科学技术协会', [row('２０２２年 科普大集 活动', '2022-05-20', { people: '100' })]),
        of('c', '丙县科学技术协会', [row('2022年科普大集活动', '2022-05-21', { people: '7' })]),
      ],
      fields,
    )
    expect(found).toMatchObject([
      {
        key: '2022-05-20|2022年科普大集活动',
        rows: [
          { recordId: 'a', values: { people: '150', money: '1.5' } },
          { recordId: 'b', values: { people: '100', money: null } },
        ],
      },
    ])
  })

  it('by hosts that name each other on one day', () => {
    const one = of('a', '甲县科学技术协会', [row('与乙县联办义诊', '2022-05-20', { unit: '甲县科协', people: '50' })])
    const other = of('b', '乙县科学技术协会', [row('专家义诊', '2022-05-20', { unit: '甲县、乙县科协', people: '60' })])
    expect(jointActivities([one, other], fields)).toMatchObject([{ rows: [{ recordId: 'a' }, { recordId: 'b' }] }])
    const silent = of('b', '乙县科学技术协会', [row('专家义诊', '2022-05-20', { unit: '乙县科协' })])
    expect(jointActivities([one, silent], fields)).toEqual([])
  })

  it('never within one office, without a day, or of what was put together', () => {
    const twice = of('a', '甲县', [row('讲座', '2022-05-20'), row('讲座', '2022-05-20')])
    expect(jointActivities([twice, of('b', '甲县', [row('讲座', '2022-05-20')])], fields)).toEqual([])
    const vague = [of('a', '甲县', [row('讲座', '')]), of('b', '乙县', [row('讲座', '')])]
    expect(jointActivities(vague, fields)).toEqual([])
    const merged = { id: '' }
    const sums = ['甲县', '乙县'].map((name) => of(name, name, [row('科协：3 项合并', '2022-05-20', merged)]))
    expect(jointActivities(sums, fields)).toEqual([])
    expect([titleKey(' “讲-座” '), officeStem('示例县科学技术协会'), officeStem('科协')]).toEqual([
      '讲座',
      '示例县',
      '科协',
    ])
  })
})

it('a choice takes away exactly the others, whatever their order and number', () => {
  const amounts = fc.array(fc.nat({ max: 10_000 }), { minLength: 2, maxLength: 6 })
  fc.assert(
    fc.property(amounts, fc.nat(), (people, pick) => {
      const all = people.map((amount, at) =>
        of(`r${at}`, `县${at}`, [row('讲座', '2022-05-20', { people: String(amount) })]),
      )
      const found = jointActivities(all, fields)
      const countsIn = `r${pick % people.length}`
      const choice = { key: '2022-05-20|讲座', countsIn }
      const present = new Set(all.map(({ recordId }) => recordId))
      const less = jointDeductions(found, [choice], present)
      expect(less.has(countsIn)).toBe(false)
      const left = people.reduce((sum, amount, at) => {
        const taken = less.get(`r${at}`)?.[0]?.values.people ?? '0'
        return sum + amount - Number(taken)
      }, 0)
      expect(left).toBe(people[pick % people.length])
      // The chosen one has gone: nobody loses anything.
      expect(jointDeductions(found, [choice], new Set()).size).toBe(0)
      expect(jointDeductions(found, [{ ...choice, countsIn: null }], present).size).toBe(0)
    }),
  )
})
