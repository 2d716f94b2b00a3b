/** Official documents made up to be measured. */
import type { PrintBlock, PrintDocument, PrintPicture } from '../../../shared/form/print-document.ts'
import { footer, officeName } from './sample-documents.ts'

export const official = (blocks: PrintBlock[], change: Partial<PrintDocument> = {}): PrintDocument => ({
  formId: 'LIB-X',
  formName: '工作总结',
  officeName,
  style: 'official',
  titleLines: ['海陵县科学技术协会关于2022年“全国科技工作者日”系列活动开展情况的总结报告'],
  heading: null,
  stamp: { at: 'signature', sizeMm: 45 },
  blocks,
  footer,
  qr: true,
  masked: false,
  example: false,
  ...change,
})

export const paragraph = (text: string, indent = true): PrintBlock => ({
  kind: 'paragraph',
  runs: [{ text, field: null }],
  align: 'left',
  indent,
  level: 0,
  spaceBeforeMm: 0,
})

export const flow = (text: string, title: string | null = null): PrintBlock => ({
  kind: 'flow',
  title,
  field: 'body',
  text,
  framed: false,
  minHeightMm: 0,
})

export const signature = (office = officeName, date = '2022年6月15日'): PrintBlock => ({
  kind: 'signature',
  office,
  officeField: null,
  date,
  dateField: 'reportDate',
})

/** Nothing but ideographs: full lines to be counted. */
export const ideographs = (count: number) => '科普服务'.repeat(Math.ceil(count / 4)).slice(0, count)

/** Marks of all kinds, words and numbers, so that many of them fall on an end of a line. */
export const punctuated = Array.from(
  { length: 60 },
  (_none, n) =>
    `第${n + 1}项，组织“科技工作者日”座谈会（${n + 3}场）、走访慰问，参加${n * 37 + 120}人次；发放资料《防灾减灾》${n + 40}册，` +
    `满意率${90 + (n % 10)}.5%。联系平台kexie@hailing.example.cn，网址https://example.cn/a/${n}，说“好”！`,
).join('')

export const body = [
  '按照市科协通知要求，我县围绕“创新争先、自立自强”主题组织了系列活动，现将情况总结如下。',
  '一、开展情况',
  `（一）走访慰问到人。${ideographs(180)}。`,
  '（二）专家服务到田',
  `1.田间课堂。${ideographs(120)}。`,
  `（1）${ideographs(60)}。`,
  '二、工作成效',
  ideographs(320),
  '附件：1.2022年海陵县“全国科技工作者日”特色亮点活动统计表及其填报说明与数据核对记录',
  '2.活动照片',
].join('\n')

export const staff = (count: number): PrintBlock => ({
  kind: 'rows',
  title: null,
  field: 'staff',
  columns: [14, 40, 60, 42],
  headings: ['序号', '姓名', '事项', '电话'],
  rows: Array.from({ length: count }, (_none, n) => [
    `${n + 1}`,
    `人员${n + 1}`,
    n % 5 === 0 ? `第${n + 1}行的事项要写得长一些，写到两行三行为止，看它会不会断开` : `事项${n + 1}`,
    '0999-8123456',
  ]),
  numbered: true,
  heightMm: 9,
})

export const pictures = (list: PrintPicture[]): PrintBlock => ({
  kind: 'pictures',
  title: '附：照片',
  field: 'photos',
  columns: 2,
  pictures: list,
})
