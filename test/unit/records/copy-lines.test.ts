import { describe, expect, it } from 'vitest'
import { type CopyLine, lineText } from '../../../renderer/screens/records/copy-sheet/copy-lines.ts'
import { cellMasked, copyable, copyParts, hasSecrets } from '../../../shared/form/copy-lines.ts'
import { type FormValues, formDefinition } from '../../../shared/form/definition.ts'

const ids = ['title', 'day', 'moment', 'span', 'when', 'sort', 'money', 'idno', 'total']
const definition = formDefinition.parse({
  id: 'MADE',
  version: '1',
  name: '表',
  shortName: '表',
  fields: [
    { id: 'title', kind: 'text', label: '活动 名称' },
    { id: 'day', kind: 'date', label: '日期' },
    { id: 'moment', kind: 'date-time', label: '开幕' },
    { id: 'span', kind: 'date-range', label: '周期' },
    { id: 'when', kind: 'vague-time', label: '大致时间' },
    {
      id: 'sort',
      kind: 'choices',
      label: '类别',
      options: [
        { id: 'a', label: '讲座' },
        { id: 'b', label: '展览' },
      ],
    },
    { id: 'money', kind: 'decimal', label: '投入', unit: '万元' },
    { id: 'idno', kind: 'identity-number', label: '身份证号', personal: true },
    { id: 'total', kind: 'computed', label: '合计', expression: { sum: [{ field: 'money' }] } },
    { id: 'note', kind: 'fixed', label: '说明', text: '以上属实' },
    { id: 'photos', kind: 'attachments', label: '照片', accept: ['image/jpeg'], maxBytes: 1000 },
    {
      id: 'people',
      kind: 'table',
      label: '参赛人',
      columns: [
        { id: 'name', label: '姓名', kind: 'text' },
        { id: 'no', label: '号码', kind: 'identity-number' },
        { id: 'sort', label: '类别', kind: 'choice', options: [{ id: 'x', label: '主创' }] },
      ],
    },
  ],
  layout: {
    title: ['表'],
    blocks: [
      {
        kind: 'grid',
        columns: [40, 100],
        rows: ids.map((id) => ({ heightMm: 9, cells: [{ label: id }, { field: id }] })),
      },
      { kind: 'rows', title: '名单', field: 'people', columns: [40, 60, 40] },
    ],
  },
})
const values: FormValues = {
  title: '科普日',
  day: '2022-05-30',
  moment: '2022-05-30T09:30',
  span: '2022-05-10/2022-05-20',
  when: { words: '5月中旬', date: null },
  sort: ['a', 'b'],
  money: '12.5',
  idno: '320623199001011234',
  people: [{ name: '王"工"', no: '320623199001011234', sort: 'x' }, { name: '' }, { name: '两\n行' }],
}
const photo = { field: 'photos', digest: 'a', bytes: 1, mediaType: 'image/jpeg', title: '图', width: 1, height: 1 }
const parts = copyParts({ definition, values, attachmentCounts: {}, lastYear: null }, [photo])
const lines = new Map(parts.flatMap((part) => part.lines).map((line) => [line.key, line]))
const line = (key: string): CopyLine => lines.get(key) as CopyLine

describe('the copy sheet', () => {
  it('has what web platforms take: plain days, bare numbers, choices in words', () => {
    const texts = ['title', 'day', 'moment', 'span:from', 'span:to', 'when', 'sort', 'money', 'total']
    expect(texts.map((key) => lineText(line(key)))).toEqual([
      '科普日',
      '2022-05-30',
      '2022-05-30 09:30',
      '2022-05-10',
      '2022-05-20',
      '5月中旬',
      '讲座、展览',
      '12.5',
      '12.5',
    ])
    expect(line('title').label).toBe('活动名称')
    expect(line('money')).toMatchObject({ unit: '万元' })
  })

  it('leaves out the words of the form itself, and keeps its order', () => {
    expect(lines.has('note')).toBe(false)
    expect(parts.map(({ title }) => title)).toEqual([null, '名单', '不印在表上的材料'])
  })

  it('gives a table as a block that a spreadsheet takes up', () => {
    expect(lineText(line('people'))).toBe('"王""工"""\t320623199001011234\t主创\n"两\n行"\t\t')
  })

  it('covers what is personal until it is asked for', () => {
    expect(hasSecrets(line('idno'))).toBe(true)
    expect(hasSecrets(line('title'))).toBe(false)
    const people = line('people') as CopyLine & { kind: 'table' }
    expect(hasSecrets(people)).toBe(true)
    expect(cellMasked(people, 0, '王')).toBe('王')
    expect(cellMasked(people, 1, '320623199001011234')).toBe('320***********1234')
  })

  it('counts only what there is to copy', () => {
    expect(copyable(line('photos'))).toBe(false)
    const empty = copyParts({ definition, values: {}, attachmentCounts: {}, lastYear: null }, [])
    expect(empty.flatMap((part) => part.lines).filter(copyable)).toEqual([])
  })
})
