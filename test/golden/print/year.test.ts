/** The year page on paper: one page whatever is in it, and nothing on it that needs colour. Charts of any size. */
import { beforeAll, describe, expect, it } from 'vitest'
import { inRoot } from '../../../build/paths.mjs'
import type { FormValues } from '../../../shared/form/definition.ts'
import { makePrintDocument, type PrintDocument } from '../../../shared/form/print-document.ts'
import { formById } from '../../support/form-files.ts'
import { buildPrintProgram, pageSizes, pdfText, printAll } from '../../support/pdf.ts'

const form = formById('SHEET-YEAR')
const printed = (values: FormValues): PrintDocument => ({
  ...makePrintDocument(form, values, { officeName: '示例县科学技术协会', footer: null, masked: false, pictures: {} }),
  qr: false,
  sheet: true,
})
const months = Array.from({ length: 12 }, (_none, at) => `${at + 1}月`)
const example = form.example ?? {}

/** As much as the page is ever given: see year-page.ts. */
const full: FormValues = {
  ...example,
  scope: '江苏2022年科技工作者日及科普…',
  onsite: '999999999999',
  online: '999999999999',
  funds: '123456789.123456',
  progress:
    '已举办 1999 项，计划中 999 项，已取消 999 项。已举办的活动原计划线下 999999999999 人次、线上 999999999999 人次。',
  months: [...months, '日期未定'].map((month) => ({ month, held: '1234', planned: '1234' })),
  reach: [...months, '日期未定'].map((month) => ({ month, onsite: '999999999999', online: '999999999999' })),
  modules: Array.from({ length: 7 }, (_none, at) => ({ name: `为老年人服务的科普…${at}`, count: '1234' })),
  money: ['中央财政', '省级财政', '市级财政', '县级财政', '企业赞助', '实物投入', '其他经费'].map((source) => ({
    source,
    amount: '123456789.123456',
  })),
  top: Array.from({ length: 5 }, (_none, at) => ({
    name: `“科技为民、奋斗有我”…${at}`,
    people: '1999999999998',
  })),
  outlets: Array.from({ length: 6 }, (_none, at) => ({ outlet: `某某市新闻传媒中心…${at}`, items: '12345' })),
}
const empty: FormValues = { year: '2022', scope: '全部活动', madeOn: '2022-10-20' }
const chart = (count: number, words: string): PrintDocument => ({
  ...printed(example),
  blocks: [
    {
      kind: 'bars',
      title: '一、情况',
      note: [],
      charts: [
        {
          title: '各乡镇活动（项）',
          field: 'months',
          series: ['项'],
          rows: Array.from({ length: count }, (_none, at) => ({
            label: `${words}${at}`,
            bars: [{ text: String(at), share: at / 100 }],
          })),
        },
      ],
    },
  ],
})

let files: Record<string, string> = {}
beforeAll(async () => {
  const program = await buildPrintProgram(inRoot('out/test/print-year'))
  const documents = { example: printed(example), full: printed(full), empty: printed(empty), none: chart(0, '') }
  files = await printAll(program, { ...documents, one: chart(1, '甲'), many: chart(90, '长名称'.repeat(12)) })
}, 100_000)

describe('the year page', () => {
  it.each(['example', 'full', 'empty', 'none', 'one'])('%s is one page', async (name) => {
    expect(await pageSizes(files[name] ?? '')).toHaveLength(1)
  })

  it('has every number beside its bar', async () => {
    const text = await pdfText(files.full ?? '')
    expect(text.split('999999999999').length).toBeGreaterThan(26)
    expect(text).toContain('123456789.123456')
  })

  it('says what a chart without rows has to say', async () => {
    expect(await pdfText(files.none ?? '')).toContain('（没有内容）')
    expect((await pdfText(files.empty ?? '')).split('（没有内容）')).toHaveLength(7)
  })

  it('goes on over pages with its heading, and loses no row', async () => {
    const pages = (await pdfText(files.many ?? '')).split('\f').filter((page) => page.trim() !== '')
    expect(pages.length).toBeGreaterThan(1)
    for (const page of pages) expect(page).toContain('各乡镇活动（项）')
    expect(pages.join('').split('长名称长名称').length - 1).toBeGreaterThanOrEqual(90)
  })
})
