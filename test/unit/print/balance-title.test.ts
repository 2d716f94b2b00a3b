import { expect, it } from 'vitest'
import { balanceTitle } from '../../../renderer/print/balance-title.ts'
import { square } from './square-measure.ts'

const lines = (text: string) => balanceTitle(text, 'officialTitle', 156, square)

it('leaves a title alone that fits', () => {
  expect(lines('活动总结')).toEqual(['活动总结'])
  expect(lines('一'.repeat(20))).toEqual(['一'.repeat(20)])
})

it('ends its lines after whole words, outside of marks, and in about the same length', () => {
  expect(lines('海陵县科学技术协会关于2022年“全国科技工作者日”系列活动开展情况的总结报告')).toEqual([
    '海陵县科学技术协会',
    '关于2022年“全国科技工作者日”',
    '系列活动开展情况的总结报告',
  ])
  expect(lines('关于推荐2022年“全国科技工作者日”县级优秀组织单位的报告')).toEqual([
    '关于推荐2022年“全国科技工作者日”',
    '县级优秀组织单位的报告',
  ])
})

it('cuts what has no words where it must', () => {
  expect(lines('一'.repeat(50)).map(({ length }) => length)).toEqual([16, 16, 18])
})
