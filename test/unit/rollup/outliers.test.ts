/** Slips are found, spread is not. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { emptyWords, nearMiddle, outlierWords } from '../../../shared/rollup/outliers.ts'

const people = { label: '线下人次', unit: '', places: 0 }
const money = { label: '县级财政经费', unit: '万元', places: 2 }
/** Counties of one city: several times apart, and no more. */
const usual = fc.array(fc.integer({ min: 40, max: 200 }), { minLength: 4, maxLength: 20 })
const texts = (all: readonly number[]) => all.map(String)

describe('beside the other offices', () => {
  it('a zero too many and a zero too few are found among counties of like size', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 90, max: 130 }), { minLength: 3, maxLength: 20 }), (others) => {
        expect(outlierWords(people, '1100', texts(others), [])).toContain('多写了一个 0')
        expect(outlierWords(people, '11', texts(others), [])).toContain('少写了一个 0')
      }),
    )
  })

  it('元 instead of 万元 is found, whatever the spread', () => {
    fc.assert(
      fc.property(usual, fc.integer({ min: 40, max: 200 }), (others, own) => {
        const words = outlierWords(money, String(own * 10_000), texts(others), [])
        expect(words).toContain('请核对单位是不是“万元”')
        expect(words).toContain(`报 ${own * 10_000} 万元，其他 ${others.length} 家的中间数是`)
      }),
    )
  })

  it('counties that are five times as large are nothing odd', () => {
    fc.assert(
      fc.property(usual, fc.integer({ min: 40, max: 200 }), (others, own) => {
        expect(outlierWords(people, String(own), texts(others), [])).toBeNull()
      }),
    )
    // A wide field: a factor of ten is usual here.
    expect(outlierWords(people, '4000', texts([30, 90, 300, 1000, 2500, 60]), [])).toBeNull()
  })

  it('says its numbers; zeros, nothing, small numbers and too few others are let be', () => {
    expect(outlierWords(people, '12000', ['1000', '1100', null, '1300', '0'], [])).toBe(
      '“线下人次”报 12000，其他 3 家的中间数是 1100，约为它的 11 倍，请核对是不是多写了一个 0',
    )
    expect(outlierWords(people, '0', ['1000', '1100', '1300'], [])).toBeNull()
    expect(outlierWords(people, null, ['1000', '1100', '1300'], [])).toBeNull()
    expect(outlierWords(people, '9', ['1', '1', '1'], [])).toBeNull()
    expect(outlierWords(people, '12000', ['1000', '1100'], [])).toBeNull()
    expect(outlierWords(money, '120000', ['10', '12'], [])).toContain('单位')
  })
})

describe('beside what it said before', () => {
  it('a jump of ten times is told even where the others differ as much', () => {
    const others = texts([30, 90, 300, 1000, 2500, 60])
    const earlier = [
      { words: '第1版', value: '400' },
      { words: '2021年', value: '380' },
    ]
    expect(outlierWords(people, '4000', others, earlier)).toBe(
      '“线下人次”第1版是 400，这次报 4000，约为它的 10 倍，请核对是不是多写了一个 0',
    )
    expect(outlierWords(money, '0.8', others, [{ words: '2021年', value: '8' }])).toContain('只有它的约 10 分之一')
    expect(outlierWords(people, '1200', others, [{ words: '2021年', value: '400' }])).toBeNull()
  })
})

it('an empty cell is told where most have it filled', () => {
  expect(emptyWords(people, null, ['1', '2', null])).toContain('其他 3 家里 2 家填了')
  expect(emptyWords(people, null, ['1', null, null])).toBeNull()
  expect(emptyWords(people, '0', ['1', '2', '3'])).toBeNull()
})

it('what stands near the middle of all is no outlier among the others', () => {
  const some = fc.array(fc.option(fc.integer({ min: 0, max: 100_000 }).map(String)), { minLength: 1, maxLength: 12 })
  fc.assert(
    fc.property(some, (values) => {
      const near = nearMiddle(values)
      values.forEach((said, at) => {
        if (said === null || !near(said)) return
        expect(outlierWords(people, said, values.toSpliced(at, 1), [])).toBeNull()
      })
    }),
  )
})
