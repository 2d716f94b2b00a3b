/** The blank form that goes out by WeChat comes back filled in, through other programs, to exactly what was typed. */
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import exceljs from 'exceljs'
import { expect, it } from 'vitest'
import { pack, unpack } from '../../electron/core/documents/docx/fixed-zip.ts'
import type { CollectionProposal } from '../../shared/api/collection.ts'
import type { TableRow } from '../../shared/form/definition.ts'
import { cityNotice, newFolder, openCounty, type TestCore } from '../support/core.ts'
import { formById } from '../support/form-files.ts'
import { convertAll } from '../support/libreoffice.ts'

const duty = { noticeId: cityNotice, deliverableId: 'T15' }
const f3 = formById('JS-F3')
const example = f3.example ?? {}
const people = (formById('JS-F4').example?.participants ?? []) as TableRow[]
const filledPeople = people.map((row) => Object.fromEntries(Object.entries(row).filter(([, cell]) => cell !== '')))
const table = formById('JS-F4').fields.find((field) => field.kind === 'table')
const columns = table?.kind === 'table' ? table.columns : []
const labels = f3.fields.filter(({ kind }) => kind !== 'attachments')

async function blank(core: TestCore, format: 'docx' | 'xlsx'): Promise<string> {
  const out = path.join(newFolder(), `报名登记表.${format}`)
  const saved = await core.call('collection.saveBlank', { ...duty, format, out })
  expect(saved).toEqual({ path: out, bytes: readFileSync(out).length })
  return out
}
const read = (core: TestCore, ...paths: string[]): Promise<CollectionProposal> =>
  core.call('collection.read', { ...duty, paths })

const escaped = (text: string): string => text.replace(/&/gu, '&amp;').replace(/</gu, '&lt;')
const runs = (text: string): string =>
  text
    .split('\n')
    .map((line) => `<w:r><w:t xml:space="preserve">${escaped(line)}</w:t></w:r>`)
    .join('<w:r><w:br/></w:r>')

/** As a person types: into the empty cells, one after the other. */
function typed(file: string, words: readonly string[]): string {
  let next = 0
  const parts = unpack(readFileSync(file)).map(({ name, bytes }) => {
    if (name !== 'word/document.xml') return { name, bytes }
    const xml = bytes.toString('utf8').replace(/<w:tc>(?:(?!<\/w:tc>).)*<\/w:tc>/gsu, (cell) => {
      if (/<w:t[ >]/u.test(cell) || /<w:vMerge(?: w:val="continue")?\/>/u.test(cell)) return cell
      const text = words[next++] ?? ''
      return text === '' ? cell : cell.replace(/(<\/w:p>)(?!.*<\/w:p>)/su, `${runs(text)}$1`)
    })
    return { name, bytes: Buffer.from(xml) }
  })
  const out = path.join(newFolder(), '填好.docx')
  writeFileSync(out, pack(parts, '2022-05-10T00:00:00.000Z'))
  return out
}

const inOrder = [
  'workTitle',
  'creatorName',
  'workUnit',
  'contactName',
  'contactIdentity',
  'mobile',
  'email',
  'wechat',
  'address',
  'postcode',
  'idea',
]
const cellsOf = (values: Record<string, unknown>, rows: readonly TableRow[]): string[] => [
  ...inOrder.map((id) => String(values[id] ?? '')),
  ...rows.flatMap((row) => columns.map(({ id }) => row[id] ?? '')),
]

it('in Word: typed in, saved again by another program, a film called 手机, empty fields, and not filled in at all', async () => {
  const core = await openCounty()
  const empty = await blank(core, 'docx')
  const nothing = await read(core, empty)
  expect(nothing.entries).toEqual([])
  expect(nothing.leftOver).toMatchObject([{ kind: 'registration', message: expect.stringContaining('空白') }])

  const odd = { ...example, workTitle: '手机', email: '', contactName: '', idea: '第一段：片名：手机\n第二段 <&>' }
  const filled = { ...odd } as Record<string, unknown>
  for (const id of ['email', 'contactName']) delete filled[id]
  const files = [typed(empty, cellsOf(example, people)), typed(empty, cellsOf(odd, people.slice(0, 1)))]
  const other = await convertAll(
    files.map((file, at) => {
      const named = path.join(path.dirname(file), `${at}.docx`)
      writeFileSync(named, readFileSync(file))
      return named
    }),
    'docx:MS Word 2007 XML',
    newFolder(),
  )
  for (const [at, file] of files.entries())
    for (const one of [file, path.join(other, `${at}.docx`)]) {
      const { entries, leftOver } = await read(core, one)
      expect(leftOver).toEqual([])
      expect(entries).toHaveLength(1)
      expect(entries[0]?.values).toEqual(at === 0 ? example : filled)
      expect(entries[0]?.participants).toEqual(at === 0 ? filledPeople : filledPeople.slice(0, 1))
      expect(entries[0]?.questions.map(({ code }) => code)).toEqual(['no-video'])
    }
})

it('in Excel: two works with their people, numbers as text, and our own help is nobody’s answer', async () => {
  const core = await openCounty()
  const empty = await blank(core, 'xlsx')
  expect((await read(core, empty)).entries).toEqual([])
  const book = new exceljs.Workbook()
  await book.xlsx.readFile(empty)
  const [works, persons] = book.worksheets
  if (!works || !persons) throw new Error('sheets are missing')
  expect(works.getCell(4, 5).numFmt).toBe('@')
  expect(works.getCell(3, 5).note).toBeTruthy()
  const second = { ...example, workTitle: '追星星的人', workUnit: '示例县实验中学' }
  for (const [at, values] of [example, second].entries())
    for (const [column, { id }] of labels.entries())
      works.getCell(4 + at, column + 1).value = String((values as Record<string, unknown>)[id] ?? '')
  const rows = [
    ...people.map((row) => ['稻田里的一束光', row] as const),
    ...people.slice(1).map((row) => ['追星星的人', row] as const),
  ]
  for (const [at, [title, row]] of rows.entries()) {
    persons.getCell(4 + at, 1).value = title
    for (const [column, { id }] of columns.entries()) persons.getCell(4 + at, column + 2).value = row[id] ?? ''
  }
  const file = path.join(newFolder(), '填好.xlsx')
  await book.xlsx.writeFile(file)
  const { entries, leftOver } = await read(core, file)
  expect(leftOver).toEqual([])
  expect(entries.map(({ values }) => values)).toEqual([example, second])
  expect(entries.map(({ participants }) => participants)).toEqual([filledPeople, filledPeople.slice(1)])
  expect(entries.flatMap(({ questions }) => questions.map(({ code }) => code))).toEqual(['no-video', 'no-video'])
})
