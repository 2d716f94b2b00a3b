import { expect, it } from 'vitest'
import { likelyLevel, namesOf } from '../../renderer/screens/subordinates/roster/roster-names.ts'
import { cellWorded, regionOfficeName, rowMatches } from '../../renderer/text/rosters.ts'
import type { MatrixCell, MatrixDeliverable, MatrixRow } from '../../shared/api/rosters.ts'

it('a pasted list becomes names: numbers before them go, each stands once, what is no name is told', () => {
  expect(namesOf('1. 某县科协\r\n2、某市某区科学技术协会\n（3）某县科协\n短\n\n 2022年某镇科协 ')).toEqual({
    names: ['某县科协', '某市某区科学技术协会', '2022年某镇科协'],
    wrong: ['短'],
  })
  expect(['某省科学技术协会', '某某自治州科协', '某县科协', '某县某镇科学技术协会'].map(likelyLevel)).toEqual([
    'province',
    'city',
    'county',
    'township',
  ])
})

it('a district bears the name of its city, a county does not', () => {
  const city = { name: '南京市' }
  expect(regionOfficeName({ name: '鼓楼区' }, city, '科学技术协会')).toBe('南京市鼓楼区科学技术协会')
  expect(regionOfficeName({ name: '沛县' }, { name: '徐州市' }, '科协')).toBe('沛县科协')
  expect(regionOfficeName({ name: '广西壮族自治区' }, null, '科协')).toBe('广西壮族自治区科协')
})

it('nothing is overdue on its day, of what may be left undone never, and only who is expected is asked for it', () => {
  const cell: MatrixCell = {
    state: 'none',
    records: [],
    receivedAt: null,
    claimedAt: null,
    late: false,
    paper: 'none',
    note: '',
    lacking: [],
  }
  const duty: MatrixDeliverable = {
    deliverableId: 'T1',
    title: '统计表',
    dueAt: '2022-06-20T15:59:00.000Z',
    stamped: true,
    optional: false,
    kept: false,
    historical: false,
  }
  const before = '2022-06-20T15:00:00.000Z'
  const after = '2022-06-20T16:00:00.000Z'
  expect(cellWorded(cell, duty, before)).toEqual({ word: '未报', tone: 'none' })
  expect(cellWorded(cell, duty, after)).toEqual({ word: '逾期未报', tone: 'stop' })
  expect(cellWorded(cell, { ...duty, optional: true }, after)).toEqual({ word: '自愿', tone: 'none' })
  // A sample of a past year: never overdue.
  expect(cellWorded(cell, { ...duty, historical: true }, after)).toEqual({ word: '未报', tone: 'none' })
  const row = { expected: true, cells: { T1: cell } } as Pick<MatrixRow, 'expected' | 'cells'> as MatrixRow
  const asked = (one: MatrixRow, at: string) =>
    (['missing', 'returned', 'overdue'] as const).filter((filter) => rowMatches(one, filter, [duty], at))
  expect(asked(row, before)).toEqual(['missing'])
  expect(asked(row, after)).toEqual(['missing', 'overdue'])
  expect(asked({ ...row, expected: false }, after)).toEqual([])
  expect(asked({ ...row, cells: { T1: { ...cell, state: 'excused' } } }, after)).toEqual([])
})
