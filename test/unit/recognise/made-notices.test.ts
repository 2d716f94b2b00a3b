import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Proposal } from '../../../shared/notice/recognise/proposal.ts'
import { type RecogniseOptions, recogniseNotice } from '../../../shared/notice/recognise/recognise-notice.ts'

const folder = new URL('../../fixtures/notices-made/', import.meta.url)
const read = (name: string, options?: RecogniseOptions) =>
  recogniseNotice(readFileSync(new URL(`${name}.txt`, folder), 'utf8'), options)

/** title · deadline wording (- none) · moment (? open) · quantity · recipient, one a line. */
function sent(all: readonly Proposal[]): string[] {
  return all.flatMap((one) => {
    if (one.kind !== 'deliverable') return []
    const due = all.find((other) => other.id === one.value.dueId)
    const unit = all.find((other) => other.id === one.value.recipientId)
    const at = due?.kind === 'due' ? (due.value.at?.slice(0, 16) ?? '?') : '-'
    const { quantity } = one.value
    const count = quantity ? `${quantity.min}..${quantity.max ?? ''}` : '-'
    return [[one.value.title, at, count, unit?.kind === 'recipient' ? unit.value.unit : '-'].join(' · ')]
  })
}

const dues = (all: readonly Proposal[]) =>
  all.flatMap((one) =>
    one.kind === 'due' ? [`${one.wording} ${one.value.at?.slice(0, 16) ?? '?'}${one.sure ? '' : ' ~'}`] : [],
  )

const limits = (all: readonly Proposal[]) =>
  all.flatMap((one) =>
    one.kind === 'word-limit' || one.kind === 'photo-count' || one.kind === 'video-rule' ? [one.value] : [],
  )

describe('notices of the same manner', () => {
  it('Anhui: photos and short videos, one mailbox', () => {
    const all = read('anhui-photo-contest')
    expect(dues(all)).toEqual(['2024年8月31日17:00前 2024-08-31T17:00'])
    expect(sent(all)).toEqual([
      '作品汇总表 · 2024-08-31T17:00 · - · -',
      '参赛作品 · 2024-08-31T17:00 · - · -',
      '作者承诺书 · 2024-08-31T17:00 · - · -',
    ])
    expect(limits(all)).toEqual([
      { min: 3, max: 5, about: false },
      { min: null, max: 200, about: false },
      { rule: 'duration', minSeconds: 30, maxSeconds: 180 },
      { rule: 'format', formats: ['MP4', 'MOV'] },
      { rule: 'resolution', minShortSide: 1080 },
      { rule: 'size', maxMegabytes: 500 },
    ])
    expect(all.find((one) => one.kind === 'document-number')?.value).toBe('皖科协普〔2024〕18号')
    expect(all.find((one) => one.kind === 'period')?.wording).toBe('2024年7月至9月')
  })

  it('Sichuan: two departments by sender, a deadline after the event stays open', () => {
    const all = read('sichuan-science-week')
    expect(dues(all)).toEqual(['5月10日下班前 2023-05-10T17:00 ~', '活动结束后10个工作日内 ? ~'])
    expect(sent(all)).toEqual([
      '科技活动周实施方案 · 2023-05-10T17:00 · - · 省科技厅引智处',
      '重点活动安排表 · 2023-05-10T17:00 · - · 省科技厅引智处',
      '工作总结 · ? · - · -',
      '活动照片 · ? · 5.. · -',
      '统计表 · ? · - · -',
    ])
    expect(all.find((one) => one.kind === 'theme')?.value).toBe('热爱科学 崇尚科学')
    expect(all.filter((one) => one.kind === 'period').map((one) => one.wording)).toEqual(['5月20日至27日'])
    expect(all.flatMap((one) => (one.kind === 'recipient' ? [one.value.senders] : []))).toEqual([
      '各市(州)科技局',
      '各市(州)科协',
    ])
  })

  it('a county: no date of issue, so every year is a question until the day of arrival is known', () => {
    expect(dues(read('county-forwarded'))).toEqual(['8月20日前 ? ~', '9月30日前 ? ~', '10月8日前 ? ~'])
    const all = read('county-forwarded', { receivedOn: '2022-08-02' })
    expect(sent(all)).toEqual([
      '活动计划 · 2022-08-20T23:59 · 0..2 · 县科协普及股',
      '活动小结 · 2022-09-30T23:59 · - · 县科协普及股',
      '照片 · 2022-09-30T23:59 · 3.. · 县科协普及股',
      '优秀科普志愿者推荐表 · 2022-10-08T23:59 · - · 县科协普及股',
    ])
    for (const one of all) if (one.kind === 'due') expect(one.question).toContain('没有写年份')
  })

  it('Zhejiang: Chinese numerals, materials listed apart from the deadline, review is no duty', () => {
    const all = read('zhejiang-awards')
    expect(dues(all)).toEqual(['二〇二三年三月十五日前 2023-03-15T23:59'])
    expect(sent(all)).toEqual([
      '推荐表 · 2023-03-15T23:59 · - · 省科协调研宣传部',
      '事迹材料 · 2023-03-15T23:59 · - · 省科协调研宣传部',
      '近期工作照片 · 2023-03-15T23:59 · 2..2 · 省科协调研宣传部',
    ])
    for (const one of all)
      if (one.kind === 'deliverable') expect([one.sure, one.question !== null]).toEqual([false, true])
  })

  it('Hubei: no date at all', () => {
    const all = read('hubei-no-date')
    expect(dues(all)).toEqual(['收到本通知后5日内 ? ~'])
    expect(sent(all)).toEqual([
      '典型案例 · - · - · 市科协科普部',
      '照片 · - · 2..4 · -',
      '联络员名单 · ? · - · 市科协办公室',
    ])
    expect(limits(all)).toEqual([
      { min: 1500, max: 2000, about: false },
      { min: 2, max: 4, about: false },
    ])
  })

  it('Guangdong: over the turn of the year', () => {
    const all = read('guangdong-training')
    expect(dues(all)).toEqual([
      '12月5日（星期五）12时前 2025-12-05T12:00',
      '12月10日24时前 2025-12-10T23:59',
      '1月10日前 2026-01-10T23:59 ~',
    ])
    expect(sent(all).map((one) => one.split(' · ')[0])).toEqual(['报名回执', '交流材料', '培训总结'])
    expect(all.filter((one) => one.kind === 'period')).toHaveLength(2)
  })

  it('Henan: three departments, figures “as of” a day are no deadlines', () => {
    const all = read('henan-by-sender')
    expect(dues(all)).toEqual(['12月20日前 2024-12-20T23:59', '12月底前 2024-12-31T23:59'])
    expect(sent(all)).toEqual([
      '2024年工作总结 · 2024-12-20T23:59 · - · -',
      '2025年工作计划 · 2024-12-20T23:59 · - · -',
      '科普统计表 · 2024-12-31T23:59 · - · -',
    ])
    expect(all.flatMap((one) => (one.kind === 'recipient' ? [`${one.value.unit}：${one.value.senders}`] : []))).toEqual(
      ['省科协办公室：省辖市科协', '省科协学会部：省级学会', '省科协组织人事部：高校科协'],
    )
  })
})
