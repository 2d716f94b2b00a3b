import { expect, test } from 'vitest'
import { typeChoices } from '../../../renderer/text/offices.ts'
import { senderType } from '../../../shared/notice/pack.ts'
import { likelyType } from '../../../shared/wording/sender-types.ts'

test.each([
  ['示例县科学技术协会', 'association'],
  ['示例市科协', 'association'],
  ['示例县科学技术局', 'science-department'],
  ['示例县科技和工业信息化局', 'science-department'],
  ['示例省科学技术厅', 'science-department'],
  ['示例市农学会', 'society'],
  ['示例市青少年科技教育协会', 'society'],
  ['示例市科技创新促进会', 'society'],
  ['示例大学科协', 'university-association'],
  ['示例职业学院科学技术协会', 'university-association'],
  ['示例集团有限公司科协', 'enterprise-association'],
  ['示例市科技馆', 'institution'],
  ['示例市科普服务中心', 'institution'],
  ['', 'association'],
] as const)('%s is most likely %s', (name, type) => {
  expect(likelyType(name)).toBe(type)
})

test('every kind of sender can be chosen', () => {
  expect(typeChoices.map(({ value }) => value).sort()).toEqual([...senderType.options].sort())
})
