/** A store with one record of a made-up form: 300 fields, and a table of 500 rows. */
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { FormDefinition, TableRow } from '../../shared/form/definition.ts'
import { Desk, foundOffice } from '../support/desks.ts'

const noticeId = 'made-large-form'
export const groups = 30
export const perGroup = 10
export const rows = 500

const fieldName = (group: number, at: number): string => `f${group}x${at}`
/** Of the groups the even ones hold figures, the odd ones text; the last figure of a group is their sum. */
function fieldsOf(group: number): unknown[] {
  return Array.from({ length: perGroup }, (_none, at) => {
    const facts = { id: fieldName(group, at), label: `第${group + 1}组第${at + 1}项`, required: at === 0 }
    if (group % 2 === 1) return { ...facts, kind: 'text', limit: { max: 60, grade: 'soft' } }
    if (at < perGroup - 1) return { ...facts, kind: 'decimal', unit: '万元', min: '0' }
    const parts = Array.from({ length: perGroup - 1 }, (_one, part) => ({ field: fieldName(group, part) }))
    return { ...facts, kind: 'computed', unit: '万元', expression: { sum: parts } }
  })
}

const columns = [
  { id: 'name', label: '活动名称', kind: 'text', required: true, limit: { max: 40, grade: 'hard' } },
  { id: 'day', label: '日期', kind: 'date' },
  { id: 'place', label: '地点', kind: 'text' },
  { id: 'people', label: '参加人数', kind: 'integer', unit: '人', min: '0' },
  { id: 'money', label: '投入', kind: 'decimal', unit: '万元', min: '0' },
  {
    id: 'sort',
    label: '类别',
    kind: 'choice',
    options: [
      { id: 'lecture', label: '讲座' },
      { id: 'show', label: '展览' },
    ],
  },
  { id: 'phone', label: '联系电话', kind: 'phone' },
  { id: 'mail', label: '电子邮箱', kind: 'email' },
]

const cell = (text: string) => ({ label: text })
const gridRows = (group: number): unknown[] =>
  Array.from({ length: perGroup }, (_none, at) => ({
    heightMm: 8,
    cells: [
      ...(at === 0 ? [{ ...cell(`第${group + 1}组`), rowSpan: perGroup }] : []),
      cell(`第${at + 1}项`),
      { field: fieldName(group, at) },
    ],
  }))

const form = {
  id: 'MADE-LARGE',
  version: '1',
  name: '大型统计表',
  shortName: '大型统计表',
  fields: [
    ...Array.from({ length: groups }, (_none, group) => fieldsOf(group)).flat(),
    { id: 'events', label: '活动清单', kind: 'table', columns, maxRows: 800 },
  ],
  checks: [
    {
      id: 'peopleMoney',
      grade: 'verify',
      fields: ['events'],
      holds: {
        compare: {
          left: { column: { table: 'events', column: 'people' } },
          is: '<',
          right: { value: '1000000' },
        },
      },
      message: '参加人数合计超过一百万，请核实。',
    },
  ],
  layout: {
    title: ['大型统计表'],
    blocks: [
      {
        kind: 'grid',
        columns: [40, 60, 68],
        rows: Array.from({ length: groups }, (_none, group) => gridRows(group)).flat(),
      },
      {
        kind: 'rows',
        title: '活动清单',
        field: 'events',
        columns: [12, 34, 24, 24, 16, 16, 14, 14, 14],
        numbered: true,
      },
    ],
  },
}

const notice = {
  format: 'kexie-notice/1',
  id: noticeId,
  version: '1',
  title: '大型统计表的通知',
  shortTitle: '大型统计表',
  issuer: '示例市科学技术协会',
  documentNumber: null,
  issuedOn: '2022-05-12',
  theme: null,
  period: null,
  addressees: [{ level: 'county', type: 'association', wording: '各县（区、市）科协', reportsTo: 'city' }],
  recipients: [{ id: 'city', unit: '示例市科学技术协会' }],
  deliverables: [
    {
      id: 'S1',
      title: '统计表',
      wording: '统计表',
      dueWording: '及时',
      dueAt: null,
      formId: form.id,
      quantity: null,
      stamped: false,
    },
  ],
  historical: true,
  formFiles: ['forms/MADE-LARGE.json'],
}

const tableRow = (at: number): TableRow => ({
  name: `科普活动${at + 1}`,
  day: `2022-05-${String((at % 28) + 1).padStart(2, '0')}`,
  place: `会议室${(at % 40) + 1}`,
  people: String(20 + (at % 180)),
  money: `${at % 9}.${at % 10}`,
  sort: at % 2 === 0 ? 'lecture' : 'show',
  phone: `0513-8888${String(1000 + at)}`,
  mail: `a${at}@example.cn`,
})

/** @returns the id of the record in the store */
export async function makeLargeRecord(dataDir: string, resourcesDir: string): Promise<string> {
  const folder = path.join(resourcesDir, 'notices', noticeId, '1')
  mkdirSync(path.join(folder, 'forms'), { recursive: true })
  writeFileSync(path.join(folder, 'notice.json'), JSON.stringify(notice))
  writeFileSync(path.join(folder, 'forms/MADE-LARGE.json'), JSON.stringify(form))
  const values: Record<string, string> = {}
  for (let group = 0; group < groups; group++)
    for (let at = 0; at < perGroup - (group % 2 === 0 ? 1 : 0); at++)
      values[fieldName(group, at)] = group % 2 === 0 ? `${at}.5` : `说明文字${at}`
  const desk = await Desk.open(dataDir, { resourcesDir })
  await foundOffice(desk, 'county', null)
  const { summary } = await desk.call('records.create', {
    noticeId,
    formId: form.id as FormDefinition['id'],
    values: { ...values, events: Array.from({ length: rows }, (_none, at) => tableRow(at)) },
  })
  await desk.close()
  return summary.recordId
}
