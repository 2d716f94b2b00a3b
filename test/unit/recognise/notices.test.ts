import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { ProposalFor, ProposalKind } from '../../../shared/notice/recognise/proposal.ts'
import { recogniseNotice } from '../../../shared/notice/recognise/recognise-notice.ts'

const folder = new URL('../../fixtures/notices-text/', import.meta.url)
const textOf = (name: string) => readFileSync(new URL(`${name}.txt`, folder), 'utf8')

interface Duty {
  readonly id: string
  /** One of these words is in the title of what has to be sent. */
  readonly title: RegExp
  readonly at: string
}

interface Notice {
  readonly name: string
  readonly title: string
  readonly issuers: readonly string[]
  readonly number: string | null
  readonly issuedOn: string | null
  readonly theme: string
  readonly period: string
  readonly recipients: readonly string[]
  readonly emails: number
  readonly phones: number
  readonly duties: readonly Duty[]
}

/** Dated duties of the domain page, §1; each date is read in the notice itself. */
const notices: readonly Notice[] = [
  {
    name: 'cast-most-2022-workers-day',
    title: '中国科协 科技部关于开展2022年“全国科技工作者日”活动的通知',
    issuers: ['中国科协', '科技部'],
    number: null,
    issuedOn: '2022-04-28',
    theme: '创新争先、自立自强',
    period: '2022-05-11T00:00:00+08:00..2022-06-10T23:59:00+08:00',
    recipients: ['中国科协宣传文化部', '科技部人才与科普司'],
    emails: 2,
    phones: 4,
    duties: [{ id: 'T2', title: /文字信息|总结/, at: '2022-06-30T23:59:00+08:00' }],
  },
  {
    name: 'cast-most-2023-workers-day',
    title: '中国科协 科技部关于开展2023年“全国科技工作者日”活动的通知',
    issuers: ['中国科协', '科技部'],
    number: '科协发宣字〔2023〕13号',
    issuedOn: '2023-04-26',
    theme: '点亮精神火炬',
    period: '2023-05-01T00:00:00+08:00..2023-06-10T23:59:00+08:00',
    recipients: ['中国科协宣传文化部', '科技部人才与科普司'],
    emails: 2,
    phones: 4,
    duties: [{ id: 'T4', title: /文字信息|总结/, at: '2023-06-30T23:59:00+08:00' }],
  },
  {
    name: 'xinxiang-2022-workers-day-and-tech-week',
    title:
      '中共新乡市委宣传部 新乡市科学技术协会 新乡市科学技术局 关于开展2022年“全国科技工作者日暨科技活动周”活动的通知',
    issuers: ['中共新乡市委宣传部', '新乡市科学技术协会', '新乡市科学技术局'],
    number: '新科协〔2022〕10号',
    issuedOn: '2022-05-24',
    theme: '创新争先、自立自强，走进科技、你我同行',
    period: '2022-05-11T00:00:00+08:00..2022-06-10T23:59:00+08:00',
    recipients: ['市科协组织人事部', '市科技局科技合作人才与科普科'],
    emails: 2,
    phones: 2,
    duties: [
      { id: 'T5', title: /^活动总结$/, at: '2022-06-20T23:59:00+08:00' },
      { id: 'T6', title: /总结报告$/, at: '2022-06-20T23:59:00+08:00' },
      { id: 'T6 F1', title: /统计表$/, at: '2022-06-20T23:59:00+08:00' },
    ],
  },
  {
    name: 'jiangsu-2022-workers-day',
    title: '关于印发《江苏省2022年“全国科技工作者日”工作方案》的通知',
    issuers: ['江苏省科协'],
    number: null,
    issuedOn: '2022-05-12',
    theme: '创新争先、自立自强',
    period: '2022-05-11T00:00:00+08:00..2022-06-10T23:59:00+08:00',
    recipients: ['省科协组织人事部', '省科协学会学术部'],
    emails: 3,
    phones: 3,
    duties: [
      { id: 'T11', title: /^工作方案$/, at: '2022-05-15T23:59:00+08:00' },
      { id: 'T12', title: /特色亮点活动的筹备方案/, at: '2022-05-15T23:59:00+08:00' },
      { id: 'T13', title: /^活动简介$/, at: '2022-05-15T23:59:00+08:00' },
      { id: 'T14', title: /照片$/, at: '2022-05-15T23:59:00+08:00' },
      { id: 'T15', title: /作品$/, at: '2022-05-20T23:59:00+08:00' },
      { id: 'T15 F3', title: /登记表$/, at: '2022-05-20T23:59:00+08:00' },
      { id: 'T15 F4', title: /授权书$/, at: '2022-05-20T23:59:00+08:00' },
      { id: 'T16', title: /^工作总结$/, at: '2022-06-20T23:59:00+08:00' },
      { id: 'T17', title: /优秀组织单位$/, at: '2022-06-20T23:59:00+08:00' },
    ],
  },
  {
    name: 'cast-2022-science-popularization-day',
    title: '中国科协等18部门关于举办2022年全国科普日活动的通知',
    issuers: ['中国科协'],
    number: null,
    issuedOn: null,
    theme: '喜迎二十大，科普向未来',
    period: '2022-09-15T00:00:00+08:00..2022-09-21T23:59:00+08:00',
    recipients: ['中国科协青少年科技中心', '中国科协科学技术普及部'],
    emails: 1,
    phones: 3,
    duties: [
      { id: 'T18', title: /内容信息$/, at: '2022-09-28T23:59:00+08:00' },
      { id: 'T19', title: /总结材料$/, at: '2022-10-14T23:59:00+08:00' },
      { id: 'T20', title: /优秀组织单位$/, at: '2022-10-25T23:59:00+08:00' },
      { id: 'T20', title: /优秀活动$/, at: '2022-10-25T23:59:00+08:00' },
    ],
  },
]

describe.each(notices)('$name', (notice) => {
  const text = textOf(notice.name)
  const all = recogniseNotice(text)
  const only = <K extends ProposalKind>(kind: K) => all.filter((one): one is ProposalFor<K> => one.kind === kind)
  const dues = new Map(only('due').map((one) => [one.id, one]))

  it('names head and foot', () => {
    expect(only('title').map((one) => one.value)).toEqual([notice.title])
    expect(only('issuer').map((one) => one.value)).toEqual(notice.issuers)
    expect(only('document-number').map((one) => one.value)).toEqual(notice.number ? [notice.number] : [])
    expect(only('issued-on').map((one) => one.value)).toEqual(notice.issuedOn ? [notice.issuedOn] : [])
    expect(only('theme').map((one) => one.value)).toEqual([notice.theme])
    expect(only('period').map(({ value }) => `${value.from}..${value.to}`)).toContain(notice.period)
  })

  it('proposes every dated duty with its date', () => {
    const missed = notice.duties.filter(
      (duty) =>
        !only('deliverable').some(
          ({ value }) => duty.title.test(value.title) && dues.get(value.dueId ?? '')?.value.at === duty.at,
        ),
    )
    expect(missed).toEqual([])
  })

  it('proposes no deadline that the notice does not set', () => {
    const right = new Set(notice.duties.map((duty) => duty.at))
    expect(only('due').filter((one) => !right.has(one.value.at ?? ''))).toEqual([])
    expect(only('due')).toHaveLength(right.size)
  })

  it('leaves the open day of 前 as a question', () => {
    for (const due of only('due')) {
      if (due.value.before) expect(due.value.includesDay).toBeNull()
      expect(due.question).not.toBeNull()
    }
  })

  it('finds where to send', () => {
    expect(only('recipient').map((one) => one.value.unit)).toEqual(notice.recipients)
    expect(only('email')).toHaveLength(notice.emails)
    expect(only('phone')).toHaveLength(notice.phones)
  })

  it('points at its words', () => {
    for (const one of all) expect(text.slice(one.span.start, one.span.end)).toBe(one.wording)
    expect(new Set(all.map((one) => one.id)).size).toBe(all.length)
  })

  it('names no person', () => {
    for (const one of all) expect(JSON.stringify(one)).not.toContain('某某')
  })
})

describe('routes and limits of the five notices', () => {
  const read = (name: string) => recogniseNotice(textOf(name))

  it('keeps the two lines of Xinxiang apart by sender', () => {
    const all = read('xinxiang-2022-workers-day-and-tech-week')
    const unitOf = (title: RegExp) => {
      const found = all.find((one) => one.kind === 'deliverable' && title.test(one.value.title))
      const id = found?.kind === 'deliverable' ? found.value.recipientId : null
      const unit = all.find((one) => one.id === id)
      return unit?.kind === 'recipient' ? unit.value : null
    }
    expect(unitOf(/^活动总结$/)).toEqual({
      unit: '市科协组织人事部',
      senders: '各县(市、区)科协、全市学会、高校科协、企业科协',
    })
    expect(unitOf(/统计表$/)).toEqual({
      unit: '市科技局科技合作人才与科普科',
      senders: '各县(市)区科技管理部门、各有关单位',
    })
  })

  it('reads the limits of Jiangsu', () => {
    const all = read('jiangsu-2022-workers-day')
    const values = (kind: ProposalKind) => all.filter((one) => one.kind === kind).map((one) => one.value)
    expect(values('word-limit')).toEqual([
      { min: null, max: 200, about: true },
      { min: null, max: 500, about: true },
    ])
    expect(values('photo-count')).toEqual([{ min: 3, max: 5, about: false }])
    expect(values('video-rule')).toEqual([
      { rule: 'duration', minSeconds: null, maxSeconds: 180 },
      { rule: 'format', formats: ['MP4'] },
      { rule: 'resolution', minShortSide: 720 },
    ])
    const plans = all.find((one) => one.kind === 'deliverable' && /筹备方案/.test(one.value.title))
    expect(plans?.value).toMatchObject({ quantity: { min: 1, max: 2, wording: '1-2项' } })
    const photos = all.find((one) => one.kind === 'deliverable' && /照片/.test(one.value.title))
    expect(photos?.value).toMatchObject({
      quantity: { min: 3, max: 5 },
      limits: expect.arrayContaining(['无明显时间标识']),
    })
  })

  it('leaves what is asked for 及时 undated, as a question', () => {
    const undated = ['jiangsu-2022-workers-day', 'cast-most-2022-workers-day', 'cast-most-2023-workers-day'].map(
      (name) =>
        read(name)
          .filter((one) => one.kind === 'deliverable' && one.value.dueId === null)
          .map((one) => (one.kind === 'deliverable' ? [one.value.title, one.sure, one.question !== null] : [])),
    )
    expect(undated).toEqual([
      [['活动开展情况', false, true]],
      [['特色活动', false, true]],
      [
        ['活动信息', false, true],
        ['宣传产品', false, true],
      ],
    ])
  })
})
