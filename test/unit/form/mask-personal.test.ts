/** What is covered of a personal value: names one by one, everything else as one. */
import { expect, it } from 'vitest'
import { maskPersonal } from '../../../shared/form/value-words.ts'

it.each([
  ['示例丙、示例丁、示例庚、示例辛', '示**、示**、示**、示**'],
  ['示例丙，示例丁;示例', '示**，示**;示*'],
  ['阿卜杜·示例、示例丁', '阿*****、示**'],
  ['阿卜杜热西提·阿卜杜示例', '阿***********'],
  ['示例丙', '示**'],
  ['320999198808080018', '320***********0018'],
  ['19900000000', '199****0000'],
  ['19900000000、19900000001', '199****************0001'],
  ['示例省示例市示例县示例路1号', '示例省*******例路1号'],
  ['示例省示例市示例县示例路、示例大厦', '示例省**********示例大厦'],
  ['', ''],
])('%s is covered as %s', (text, covered) => {
  expect(maskPersonal(text)).toBe(covered)
})
