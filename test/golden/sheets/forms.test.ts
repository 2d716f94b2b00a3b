/** Every form, filled with its own example, as spreadsheet rows, as a printed table in a sheet, and as a copy sheet. */
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { inRoot } from '../../../build/paths.mjs'
import { printedWorkbook } from '../../../electron/core/documents/xlsx/printed-sheet.ts'
import { readRecordWorkbook } from '../../../electron/core/documents/xlsx/read-record-sheet.ts'
import { recordWorkbook } from '../../../electron/core/documents/xlsx/record-sheet.ts'
import { copySheetDocument } from '../../../electron/core/handover/copy-sheet.ts'
import { copyParts } from '../../../shared/form/copy-lines.ts'
import type {
  FieldDefinition,
  FieldValue,
  FormDefinition,
  FormValues,
  TableRow,
} from '../../../shared/form/definition.ts'
import { tableRows } from '../../../shared/form/evaluate.ts'
import { normaliseValue } from '../../../shared/form/normalise.ts'
import { outlineOf } from '../../../shared/form/outline.ts'
import { type FormDocument, FormPictures, footer, formDocuments } from '../docx/form-documents.ts'
import { copyText, paperText, workbookText } from './sheet-text.ts'

const officeName = '海陵县科学技术协会'
const documents = formDocuments(new FormPictures(inRoot('out/test/sheets-pictures')))
const at = new Date('2022-05-12T03:04:05.678Z')

const golden = (text: string, id: string, surface: string) =>
  expect(text).toMatchFileSnapshot(path.join(import.meta.dirname, '__snapshots__', `${id}.${surface}.txt`))

const attachmentFields = ({ fields }: FormDefinition) => fields.filter(({ kind }) => kind === 'attachments')
const filesOf = (definition: FormDefinition) =>
  attachmentFields(definition).flatMap(({ id, label }) =>
    [1, 2, 3].map((number) => ({ field: id, name: `${label}${number}.jpg` })),
  )
/** As the store keeps it: numbers in their shortest writing, empty cells left out. */
function exampleOf({ definition }: FormDocument): FormValues {
  return Object.fromEntries(
    Object.entries(definition.example ?? {}).map(([id, value]): [string, FieldValue] => {
      const field = definition.fields.find((one) => one.id === id)
      const stored = field ? normaliseValue(field, value) : value
      if (field?.kind !== 'table') return [id, stored]
      const filled = (row: TableRow) => Object.fromEntries(Object.entries(row).filter(([, cell]) => cell !== ''))
      return [id, tableRows(stored).map(filled)]
    }),
  )
}

function rowsBook({ definition }: FormDocument, values: FormValues): Buffer {
  const files = Object.fromEntries(attachmentFields(definition).map(({ id }) => [id, 3]))
  return recordWorkbook([{ definition, records: [{ officeName, state: '待盖章', code: '7Q4M-X2KD', values, files }] }])
}

const copied = ({ definition }: FormDocument, values: FormValues) => {
  const files = filesOf(definition)
  const attachmentCounts = Object.fromEntries(attachmentFields(definition).map(({ id }) => [id, 3]))
  return copyParts({ definition, values, attachmentCounts, lastYear: null }, files)
}

/** Texts that stand in a value: every one of them must be found again. */
const textsOf = (value: FieldValue | undefined): string[] =>
  typeof value === 'string' ? [value] : Array.isArray(value) ? value.flatMap((one) => Object.values(one)) : []
const isSimple = ({ kind }: FieldDefinition) =>
  ['text', 'long-text', 'integer', 'decimal', 'mobile', 'email'].includes(kind)

describe.each(documents)('$id as rows of a spreadsheet', (one) => {
  it('says what it said', async () => {
    await golden(workbookText(rowsBook(one, exampleOf(one))), one.id, 'rows')
  })

  it('gives every value of the example back', () => {
    const [back] = readRecordWorkbook(one.definition, rowsBook(one, exampleOf(one)))
    expect(back).toEqual(exampleOf(one))
  })

  it('has numbers as numbers, and numbers of persons and offices as text', () => {
    const lines = workbookText(rowsBook(one, exampleOf(one))).split('\n')
    for (const field of one.definition.fields) {
      const value = exampleOf(one)[field.id]
      if (typeof value !== 'string') continue
      const wanted =
        field.kind === 'integer' || field.kind === 'decimal'
          ? `number ${value}`
          : field.kind === 'date'
            ? `day ${JSON.stringify(value)}`
            : ['identity-number', 'mobile', 'phone', 'postcode', 'credit-code', 'region'].includes(field.kind)
              ? `text ${JSON.stringify(value)}`
              : null
      if (wanted !== null)
        expect(lines.filter((line) => line.endsWith(` ${wanted}`)).length, field.id).toBeGreaterThan(0)
    }
    expect(lines.some((line) => line.includes('FORMULA'))).toBe(false)
  })
})

const hasTable = ({ document }: FormDocument) => document.blocks.some(({ kind }) => kind === 'grid' || kind === 'rows')

it('letters have no table to print in a sheet', async () => {
  for (const one of documents.filter((letter) => !hasTable(letter)))
    expect(await printedWorkbook(one.document, one.definition, at), one.id).toBeNull()
})

describe.each(documents.filter(hasTable))('$id as a printed table in a sheet', (one) => {
  it('says what it said', async () => {
    const bytes = await printedWorkbook(one.document, one.definition, at)
    await golden(workbookText(bytes ?? Buffer.alloc(0)), one.id, 'printed')
  })

  it('holds the texts of the paper, in its order', async () => {
    const squeeze = (text: string) => text.replace(/\s+/gu, '')
    const bytes = await printedWorkbook(one.document, one.definition, at)
    let rest = squeeze(
      workbookText(bytes ?? Buffer.alloc(0))
        .split('\n')
        .filter((line) => /^[A-Z]+\d+ /u.test(line))
        .map((line) => line.replace(/^\S+ \S+ /u, ''))
        .map((words) => (words.startsWith('"') ? (JSON.parse(words) as string) : words))
        .join(''),
    )
    for (const { text } of outlineOf(one.document)) {
      const found = rest.indexOf(squeeze(text))
      expect(found, text.slice(0, 40)).toBeGreaterThanOrEqual(0)
      rest = rest.slice(found + squeeze(text).length)
    }
    expect(rest).toContain('版本核对码7Q4M-X2KD')
  })
})

describe.each(documents)('$id as a copy sheet', (one) => {
  it('says what it said, on screen and on paper', async () => {
    await golden(copyText(copied(one, exampleOf(one))), one.id, 'copy')
    const paper = copySheetDocument({
      definition: one.definition,
      values: exampleOf(one),
      files: filesOf(one.definition),
      officeName,
      platform: '示例平台',
      title: one.definition.name,
      code: footer.code,
      masked: false,
      example: false,
    })
    await golden(paperText(paper), one.id, 'copy-paper')
  })

  it('has every field once, the words of the form itself left out, and every value as typed', () => {
    const lines = copied(one, exampleOf(one)).flatMap((part) => part.lines)
    const keys = lines.map(({ key }) => key)
    expect(new Set(keys).size).toBe(keys.length)
    const asked = one.definition.fields.filter(({ kind }) => kind !== 'fixed').map(({ id }) => id)
    expect([...new Set(keys.map((key) => key.replace(/:(from|to)$/u, '')))].sort()).toEqual(asked.sort())
    const words = JSON.stringify(lines)
    for (const field of one.definition.fields.filter(isSimple))
      for (const text of textsOf(exampleOf(one)[field.id])) expect(words, field.id).toContain(JSON.stringify(text))
  })

  it('covers what is personal on paper that leaves without it', () => {
    const { definition } = one
    const facts = { definition, files: [], officeName, platform: '示例平台', title: definition.name, code: footer.code }
    const { blocks } = copySheetDocument({ ...facts, values: exampleOf(one), masked: true, example: false })
    const cells = blocks.flatMap((block) => (block.kind === 'rows' ? block.rows.flat() : []))
    for (const field of definition.fields.filter(({ personal }) => personal))
      for (const text of textsOf(exampleOf(one)[field.id])) if (text.length > 1) expect(cells).not.toContain(text)
  })

  it('is as long when nothing is filled in, and has no values', () => {
    const [full, empty] = [copied(one, exampleOf(one)), copied(one, {})]
    expect(empty.flatMap((part) => part.lines.map(({ key }) => key))).toEqual(
      full.flatMap((part) => part.lines.map(({ key }) => key)),
    )
    const counted = new Set(one.definition.fields.filter(({ kind }) => kind === 'computed').map(({ id }) => id))
    for (const line of empty.flatMap((part) => part.lines)) {
      // How many characters there are can be told of nothing.
      if (line.kind === 'text' && !counted.has(line.key)) expect(line.text, line.key).toBe('')
      if (line.kind === 'table') expect(line.rows, line.key).toEqual([])
    }
  })
})
