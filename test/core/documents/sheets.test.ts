import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { read, utils, type WorkBook } from 'xlsx'
import { readPack } from '../../../electron/core/notices/read-pack.ts'
import type { FormValues } from '../../../shared/form/definition.ts'
import { newFolder, openTestCore, projectDir, type TestCore } from '../../support/core.ts'

const notice = 'xinxiang-2022-workers-day-and-tech-week'
const pack = await readPack(path.join(projectDir, 'resources/notices'), notice, '1')
const f1 = pack.forms.find((form) => form.id === 'XX-F1')
const example = (f1?.example ?? {}) as FormValues
const open = (file: string): WorkBook => read(readFileSync(file), { type: 'buffer', cellNF: true })

async function office(): Promise<TestCore> {
  const core = await openTestCore()
  await core.call('offices.init', { name: '示例县科学技术局', level: 'county', type: 'science-department' })
  return core
}
const create = (core: TestCore, values: FormValues) =>
  core.call('records.create', { noticeId: notice, formId: 'XX-F1', values })

describe('F1 as the printed table', () => {
  it('has the original’s merges, labels and numbers as numbers', async () => {
    const core = await office()
    const { summary } = await create(core, example)
    const out = path.join(newFolder(), 'F1.xlsx')
    await core.call('sheets.savePrinted', { recordId: summary.recordId, out })
    const book = open(out)
    const sheet = book.Sheets[book.SheetNames[0] ?? '']
    if (!sheet) throw new Error('no sheet')
    const rows = utils.sheet_to_json<unknown[]>(sheet, { header: 1, raw: true })
    expect(rows[0]?.[0]).toBe('2022年全国科技活动周开展情况统计表')
    expect(String(rows[1]?.[0])).toContain('部门/地方（盖章）：')
    const words = rows.flat().map((cell) => String(cell).replace(/\s/g, ''))
    const labels = (f1?.layout.blocks ?? []).flatMap((block) =>
      block.kind === 'grid' ? block.rows.flatMap((row) => row.cells.flatMap((cell) => cell.label ?? [])) : [],
    )
    expect(labels).toHaveLength(25)
    let from = 0
    for (const label of labels) {
      const at = words.indexOf(label.replace(/\s/g, ''), from)
      expect(at, label).toBeGreaterThanOrEqual(from)
      from = at + 1
    }
    const merges = (sheet['!merges'] ?? []).map((one) => utils.encode_range(one))
    // Five merged groups in the first column, three labels over two columns.
    expect(merges).toEqual(
      expect.arrayContaining(['A3:A4', 'A5:A11', 'A12:A15', 'A16:A17', 'A18:A19', 'A20:B20', 'A21:B21', 'A22:B22']),
    )
    expect(sheet.C3).toMatchObject({ t: 'n', v: 46 })
    expect(sheet.C7).toMatchObject({ t: 'n', v: 5.5 })
    // A zero that somebody typed is a zero.
    expect(sheet.C5).toMatchObject({ t: 'n', v: 0 })
    expect(words.at(-1)).toContain('草稿')
  })

  it('leaves what is empty empty, and says the code of a frozen one', async () => {
    const core = await office()
    const { fundsCentral: _none, ...rest } = example
    const { summary } = await create(core, rest)
    const { code } = await core.call('records.freeze', { recordId: summary.recordId })
    const out = path.join(newFolder(), 'F1.xlsx')
    await core.call('sheets.savePrinted', { recordId: summary.recordId, revision: 1, out })
    const book = open(out)
    const sheet = book.Sheets[book.SheetNames[0] ?? '']
    expect(sheet?.C5?.v).toBeUndefined()
    expect(JSON.stringify(sheet)).toContain(`${code.slice(0, 4)}-${code.slice(4)}`)
  })

  it('is refused for a letter, which has no table', async () => {
    const core = await openTestCore()
    await core.call('offices.init', { name: '示例市科协', level: 'city', type: 'association' })
    const { summary } = await core.call('records.create', { noticeId: 'jiangsu-2022-workers-day', formId: 'JS-F4' })
    await expect(
      core.call('sheets.savePrinted', { recordId: summary.recordId, out: path.join(newFolder(), 'x.xlsx') }),
    ).rejects.toMatchObject({ code: 'form.no-table' })
  })
})

describe('records of one form as rows', () => {
  it('has one row a record with state and code, sorted by name', async () => {
    const core = await office()
    await create(core, { ...example, officeName: '乙镇' })
    const first = await create(core, { ...example, officeName: '甲镇', eventCount: '7' })
    await core.call('records.freeze', { recordId: first.summary.recordId })
    const out = path.join(newFolder(), 'rows.xlsx')
    expect(await core.call('sheets.saveRecords', { noticeId: notice, formId: 'XX-F1', out })).toMatchObject({
      records: 2,
    })
    const book = open(out)
    const rows = utils.sheet_to_json<Record<string, unknown>>(book.Sheets[book.SheetNames[0] ?? ''] ?? {})
    expect(
      rows.map((row) => ['部门/地方', '科普活动开展次数·举办活动次数', '状态'].map((heading) => row[heading])),
    ).toEqual([
      ['甲镇', 7, '待盖章'],
      ['乙镇', 46, '填写中'],
    ])
    expect(rows[0]?.['活动经费投入数量(单位：万元)·县级财政经费投入情况']).toBe(12.8)
  })

  it('covers personal fields unless they are asked for, and keeps identity numbers as text', async () => {
    const core = await openTestCore()
    await core.call('offices.init', { name: '示例市科协', level: 'city', type: 'association' })
    const js = await readPack(path.join(projectDir, 'resources/notices'), 'jiangsu-2022-workers-day', '1')
    const form = js.forms.find((one) => one.id === 'JS-F3')
    const number = form?.fields.find((field) => field.kind === 'identity-number')
    const values = (form?.example ?? {}) as FormValues
    const clear = values[number?.id ?? '']
    expect(clear).toMatch(/^\d{17}[\dX]$/)
    await core.call('records.create', { noticeId: js.id, formId: 'JS-F3', values })
    const [masked, whole] = [path.join(newFolder(), 'a.xlsx'), path.join(newFolder(), 'b.xlsx')]
    await core.call('sheets.saveRecords', { noticeId: js.id, formId: 'JS-F3', out: masked })
    await core.call('sheets.saveRecords', { noticeId: js.id, formId: 'JS-F3', masked: false, out: whole })
    const text = (file: string) => {
      const book = open(file)
      return JSON.stringify(book.SheetNames.map((name) => book.Sheets[name]))
    }
    expect(text(masked)).not.toContain(String(clear))
    expect(text(whole)).toContain(`"t":"s","v":"${String(clear)}"`)
  })
})
