import { describe, expect, it } from 'vitest'
import { findDates } from '../../../shared/notice/recognise/dates.ts'
import type { DateContext, DateFinding } from '../../../shared/notice/recognise/resolve-date.ts'
import { furtherWordings, plainWordings } from './date-wordings.ts'

const april: DateContext = { year: 2022, issuedOn: '2022-04-29' }

function rows(table: string): { words: string; expected: string }[] {
  return table
    .trim()
    .split('\n')
    .map((row) => {
      const [words = '', expected = ''] = row.split(' => ')
      return { words: words.replaceAll('⏎', '\n'), expected }
    })
}

function shortMoment(at: string | null, start: boolean): string {
  if (at === null) return ''
  return at.replace(':00+08:00', '').replace(start ? 'T00:00' : 'T23:59', '')
}

function described(finding: DateFinding): string {
  const mark = finding.sure ? (finding.question ? ' *' : '') : ' ~'
  const from = shortMoment(finding.from, true)
  const to = shortMoment(finding.to, false)
  if (from === '' && to === '') return `${finding.bound} ?${finding.question ? '' : ' WITHOUT QUESTION'}`
  const single = finding.bound === 'by' ? to : from === to ? from : [from, to].filter(Boolean).join('..')
  return `${finding.bound} ${single}${mark}`
}

const found = (words: string, context: DateContext) => findDates(words, context).map(described).join(' | ') || 'none'

describe('wordings of dates', () => {
  const all = [...rows(plainWordings), ...rows(furtherWordings)]

  it('has at least 200 different ones', () => {
    expect(new Set(all.map(({ words }) => words)).size).toBeGreaterThanOrEqual(200)
  })

  it.each(all)('$words', ({ words, expected }) => {
    expect(found(words, april)).toBe(expected)
  })

  it.each(all)('within a sentence: $words', ({ words, expected }) => {
    expect(found(`请各单位${words}，报送`, april).split(' | ').at(-1)?.split(' ')[0]).toBe(
      expected.split(' | ').at(-1)?.split(' ')[0],
    )
  })

  it.each([
    // The year comes from the title alone: right, with something to confirm.
    ['5月15日前', 2022, null, 'by 2022-05-15 *'],
    ['5月15日17:30前', 2022, null, 'by 2022-05-15T17:30 *'],
    ['明年1月10日前', 2022, null, 'by 2023-01-10 *'],
    // No year anywhere.
    ['5月15日前', null, null, 'by ?'],
    ['5月10日至20日', null, null, 'on ?'],
    ['2022年5月15日前', null, null, 'by 2022-05-15 *'],
    ['本月底前', null, null, 'by ?'],
    // Issued in December.
    ['1月10日前', 2022, '2022-12-05', 'by 2023-01-10 ~'],
    ['1月5日至10日', 2022, '2022-12-05', 'on 2023-01-05..2023-01-10 ~'],
    ['12月20日至1月10日', 2022, '2022-12-05', 'on 2022-12-20..2023-01-10'],
    ['次月5日前', 2022, '2022-12-05', 'by 2023-01-05 *'],
    ['12月底前', 2022, '2022-12-05', 'by 2022-12-31 *'],
    ['年底前', 2022, '2022-12-05', 'by 2022-12-31 *'],
    ['明年3月底前', 2022, '2022-12-05', 'by 2023-03-31 *'],
    ['6月底前', 2023, '2023-04-26', 'by 2023-06-30 *'],
    ['2月底前', 2024, '2024-01-08', 'by 2024-02-29 *'],
  ])('%s, notice of %s issued %s', (words, year, issuedOn, expected) => {
    expect(found(words, { year, issuedOn })).toBe(expected)
  })
})
