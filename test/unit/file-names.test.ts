import { expect, it } from 'vitest'
import { fileName, totalsName } from '../../electron/core/handover/file-names.ts'
import { noticePack } from '../../shared/notice/pack.ts'

const parts = {
  number: 3,
  office: '示例县科学技术协会',
  form: '活动筹备方案',
  title: '科技志愿者 进乡村-第一站',
  day: '2022-05-12',
  pattern: null,
}
const named = (pattern: string | null, end = '', changes: Partial<typeof parts> = {}, taken = new Set<string>()) =>
  fileName({ ...parts, ...changes, pattern }, end, 'pdf', taken)

it('names as the notice asks', () => {
  expect(named('{单位}+{标题}')).toBe('示例县科学技术协会+科技志愿者 进乡村 第一站.pdf')
  expect(named('（{日期}）{单位}{事项}', '照片2')).toBe('（20220512）示例县科学技术协会活动筹备方案-照片2.pdf')
  expect(named('{序号}.{标题}', '', { title: '' })).toBe('03.活动筹备方案.pdf')
  expect(named(null)).toBe('03-示例县科学技术协会-活动筹备方案-科技志愿者 进乡村 第一站.pdf')
})

it('a pattern makes no path, no clash, and no name that old tools cannot read', () => {
  const taken = new Set<string>()
  expect(named('{单位}', '', {}, taken)).toBe('示例县科学技术协会.pdf')
  expect(named('{单位}', '', {}, taken)).toBe('示例县科学技术协会-2.pdf')
  expect(named('../{单位}/{标题}')).not.toMatch(/[/\\]|^\./)
  expect(named('{标题}😀', '', { title: '大篷车𠮷' })).toBe('大篷车__.pdf')
  const long = { title: '长'.repeat(300), office: '县'.repeat(60), form: '方'.repeat(80) }
  const name = named('{序号}{单位}{事项}{标题}{日期}', '盖章扫描件12', long)
  expect(Buffer.byteLength(name)).toBeLessThanOrEqual(180)
  expect(name).toMatch(/20220512-盖章扫描件12\.pdf$/)
  expect(totalsName('统计表/2022', new Set())).toBe('00-汇总表-统计表_2022.xlsx')
})

it('a pack names only pieces that there are', () => {
  const pattern = noticePack.shape.fileNaming
  expect(pattern.safeParse({ pattern: '{单位}{标题}', wording: '按“单位+标题”命名' }).success).toBe(true)
  for (const wrong of ['{姓名}', '{单位', '单位}', '{}', ''])
    expect(pattern.safeParse({ pattern: wrong, wording: '' }).success, wrong).toBe(false)
})
