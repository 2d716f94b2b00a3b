import { describe, expect, it } from 'vitest'
import { checkForm } from '../../electron/core/notices/check-form.ts'
import type { ColumnDefinition, FieldDefinition, FormDefinition, FormValues } from '../../shared/form/definition.ts'
import { isEmpty, tableRows } from '../../shared/form/evaluate.ts'
import { blockFields, placeholders } from '../../shared/form/layout.ts'
import { normaliseValue } from '../../shared/form/normalise.ts'
import {
  joinAlso,
  makePrintDocument,
  type PrintContext,
  type PrintDocument,
  splitAlso,
} from '../../shared/form/print-document.ts'
import { isBlocking, validateForm } from '../../shared/form/validate.ts'
import { cellWords, maskPersonal, valueWords } from '../../shared/form/value-words.ts'
import { formById, formFiles, readForm } from '../support/form-files.ts'

const context: PrintContext = { officeName: '示例县科学技术协会', footer: null, masked: false, pictures: {} }

/** As many files as the form asks for. */
const asked = (form: FormDefinition): Record<string, number> =>
  Object.fromEntries(form.fields.flatMap((field) => (field.kind === 'attachments' ? [[field.id, field.min || 1]] : [])))

type Place = { field: string; text: string; column?: string; row?: number }

/** Every place of the paper where a value stands. */
function places(form: FormDefinition, document: PrintDocument): Place[] {
  const found: Place[] = []
  const add = (field: string | null | undefined, text: string, more: Omit<Place, 'field' | 'text'> = {}) => {
    if (field && text !== '') found.push({ field, text, ...more })
  }
  for (const run of (document.titleRuns ?? []).flat()) add(run.field, run.text)
  add(document.heading?.leftField, document.heading?.leftValue ?? '')
  add(document.heading?.rightField, document.heading?.rightValue ?? '')
  for (const block of document.blocks) {
    switch (block.kind) {
      case 'grid':
        for (const cell of block.rows.flatMap((row) => row.cells)) {
          if (cell.kind === 'ticks') {
            const ticked = cell.ticks.filter((tick) => tick.ticked)
            add(cell.field, ticked.map((tick) => tick.label).join('、'))
          }
          if (cell.kind === 'value') {
            add(cell.field, cell.also ? splitAlso(cell.text).text : cell.text)
            if (cell.also) add(cell.also.field, splitAlso(cell.text).also)
          }
        }
        break
      case 'flow':
        add(block.field, block.text)
        break
      case 'rows': {
        const field = form.fields.find((one) => one.id === block.field)
        const columns = field?.kind === 'table' ? field.columns : []
        block.rows.forEach((cells, row) => {
          columns.forEach((column, at) => {
            add(block.field, cells[at + (block.numbered ? 1 : 0)] ?? '', { column: column.id, row })
          })
        })
        break
      }
      case 'paragraph':
        for (const run of block.runs) {
          const row = block.of === undefined ? {} : { row: block.of.row }
          add(run.field, run.text, { ...(run.column !== undefined && { column: run.column, ...row }) })
        }
        break
      case 'bars': {
        const layouts = form.layout.blocks.filter((one) => one.kind === 'bars')
        const charts = layouts.flatMap((one) => one.charts)
        for (const { field, rows } of block.charts) {
          const { label = '', values = [] } = charts.find((one) => one.field === field) ?? {}
          rows.forEach((one, row) => {
            add(field, one.label, { column: label, row })
            one.bars.forEach(({ text }, at) => {
              add(field, text, { column: values[at] ?? '', row })
            })
          })
        }
        for (const run of block.note) add(run.field, run.text)
        break
      }
      case 'signature':
        add(block.officeField, block.office)
        add(block.dateField, block.date)
        break
    }
  }
  return found
}

const isPrinted = (field: FieldDefinition): boolean => field.kind !== 'attachments' && field.printed !== false

/** Columns that the layout prints: of rows all, otherwise those that its texts name. */
function printedColumns({ layout }: FormDefinition, field: FieldDefinition & { kind: 'table' }): Set<string> {
  if (layout.blocks.some((block) => block.kind === 'rows' && block.field === field.id))
    return new Set(field.columns.map(({ id }) => id))
  const named = layout.blocks.flatMap((block) => {
    if (block.kind === 'bars')
      return block.charts.flatMap((one) => (one.field === field.id ? [one.label, ...one.values] : []))
    if (block.kind === 'repeat' && block.table === field.id)
      return block.blocks.flatMap(({ text }) => columnsIn(text, ''))
    return block.kind === 'paragraph' ? columnsIn(block.text, `${field.id}.`) : []
  })
  return new Set(named)
}
const columnsIn = (text: string, prefix: string): string[] =>
  [...text.matchAll(/\{([^{}]+)\}/g)].flatMap(([, name = '']) =>
    name.startsWith(prefix) ? [name.slice(prefix.length)] : [],
  )

function usedFields({ layout }: FormDefinition): string[] {
  const { heading, title, blocks } = layout
  return [
    ...title.flatMap(placeholders),
    ...[heading?.leftField, heading?.rightField].filter((id) => id !== undefined),
    ...blocks.flatMap(blockFields),
  ]
}

describe.each(formFiles)('form $id of $pack', ({ id, path }) => {
  const form = readForm(path)
  const example: FormValues = form.example ?? {}
  const fields = new Map(form.fields.map((field) => [field.id, field]))

  it('is called as its file and refers to nothing that it does not have', () => {
    expect(form.id).toBe(id)
    const issues: string[] = []
    checkForm(form, (at, message) => void issues.push(`${at} ${message}`))
    expect(issues).toEqual([])
  })

  it('names records by a field that is text and not personal', () => {
    const title = form.titleField ? fields.get(form.titleField) : undefined
    expect(title?.kind).toBe('text')
    expect(title?.personal).toBe(false)
    expect(title?.required).toBe(true)
  })

  it('prints every field, attachments and those declared unprinted aside', () => {
    const used = usedFields(form)
    for (const one of used) expect(fields.has(one), one).toBe(true)
    for (const field of form.fields) {
      if (isPrinted(field)) expect(used, field.id).toContain(field.id)
      else if (field.printed === false) expect(used, field.id).not.toContain(field.id)
    }
    // A table may lend a column to a paragraph beside its rows; everything else stands in one place.
    const once = used.filter((one) => fields.get(one)?.kind !== 'table')
    expect(new Set(once).size).toBe(once.length)
  })

  it('fills every grid without holes, and fits the paper', () => {
    const type = form.layout.style === 'official' ? 156 : 174
    for (const block of form.layout.blocks) {
      if (block.kind === 'rows') {
        const field = fields.get(block.field)
        const columns = field?.kind === 'table' ? field.columns.length : 0
        expect(block.columns).toHaveLength(columns + (block.numbered ? 1 : 0))
        expect(block.columns.reduce((sum, width) => sum + width, 0)).toBe(type)
      }
      if (block.kind !== 'grid') continue
      const taken = block.rows.map(() => block.columns.map(() => 0))
      block.rows.forEach((row, y) => {
        let x = 0
        for (const cell of row.cells) {
          while (taken[y]?.[x]) x++
          for (let dy = 0; dy < cell.rowSpan; dy++) {
            for (let dx = 0; dx < cell.colSpan; dx++) {
              const line = taken[y + dy]
              if (!line || line[x + dx] === undefined) throw new Error(`row ${y}: a cell leaves the grid`)
              line[x + dx] = (line[x + dx] ?? 0) + 1
            }
          }
          x += cell.colSpan
        }
      })
      expect(taken.flat().every((count) => count === 1)).toBe(true)
      expect(block.columns.reduce((sum, width) => sum + width, 0)).toBe(type)
    }
  })

  it('shows by its example how it is meant: complete, stored as it stands, nothing to find fault with', () => {
    const findings = validateForm(form, example, asked(form))
    expect(findings).toEqual([])
    for (const field of form.fields) {
      const value = example[field.id]
      if (field.kind === 'attachments' || field.kind === 'computed' || field.kind === 'fixed') {
        expect(value, field.id).toBeUndefined()
        continue
      }
      if (value === undefined || isEmpty(value)) throw new Error(`${field.id} is not shown`)
      expect(normaliseValue(field, value)).toEqual(value)
    }
    expect(Object.keys(example).filter((one) => !fields.has(one))).toEqual([])
  })

  it('puts every value of the example on paper once, and masks the personal ones', () => {
    const found = places(form, makePrintDocument(form, example, context))
    const masked = JSON.stringify(makePrintDocument(form, example, { ...context, masked: true }))
    for (const field of form.fields) {
      const value = example[field.id]
      if (value === undefined || !isPrinted(field)) continue
      const here = found.filter((place) => place.field === field.id)
      if (field.kind === 'table') {
        const printed = printedColumns(form, field)
        tableRows(value).forEach((row, at) => {
          for (const column of field.columns) {
            const words = cellWords(column, row[column.id] ?? '', false)
            if (words === '') continue
            const cells = here.filter((one) => one.column === column.id && (one.row ?? at) === at)
            // What is only kept with the person (F4: telephone, employer) stands nowhere.
            if (!printed.has(column.id)) {
              expect(
                JSON.stringify(places(form, makePrintDocument(form, { [field.id]: value }, context))),
              ).not.toContain(words)
              continue
            }
            expect(cells.map((one) => one.text).join(' '), `${field.id}.${column.id}`).toContain(words)
            expect(cells).toHaveLength(1)
            if (field.personal) expectMasked(masked, column, words)
          }
        })
        continue
      }
      expect(here.map((one) => one.text)).toEqual([valueWords(field, value, false)])
      if (field.personal && typeof value === 'string') expect(masked).toContain(maskPersonal(value).slice(-1))
      if (field.personal && typeof value === 'string' && value.length > 4) expect(masked).not.toContain(value)
    }
  })
})

function expectMasked(masked: string, column: ColumnDefinition, words: string): void {
  if (column.kind === 'identity-number' || column.kind === 'mobile') expect(masked).not.toContain(words)
}

describe('F1', () => {
  const form = formById('XX-F1')
  const example = form.example ?? {}
  const found = (values: FormValues, lastYear: FormValues | null = null) => validateForm(form, values, {}, lastYear)

  it('has twenty values, and none of them is required', () => {
    const values = form.fields.filter((field) => field.kind === 'integer' || field.kind === 'decimal')
    expect(values).toHaveLength(20)
    expect(form.fields.filter((field) => field.required).map((field) => field.id)).toEqual(['officeName'])
    expect(found({ officeName: '示例县科学技术局' }).filter(isBlocking)).toEqual([])
  })

  it('an empty number is told once, a nought never', () => {
    const { volunteers: _none, ...without } = example
    expect(found(without).map(({ check, severity }) => [check, severity])).toEqual([['allTold', 'warn']])
    const noughts = Object.fromEntries(
      form.fields.flatMap((field) => (field.kind === 'integer' || field.kind === 'decimal' ? [[field.id, '0']] : [])),
    )
    expect(found({ officeName: '示例县科学技术局', ...noughts })).toEqual([])
  })

  it('asks why more tasks were taken on than activities held', () => {
    const odd = { ...example, eventCount: '2', taskCount: '5' }
    expect(found(odd)).toMatchObject([{ path: 'taskCount', severity: 'verify', check: 'tasksWithinEvents' }])
    const told = { ...odd, verifyReasons: [{ check: 'tasksWithinEvents', reason: '三项任务合办了一场' }] }
    expect(found(told).filter(isBlocking)).toEqual([])
  })

  it('asks about a jump against last year, either way, and not about small numbers', () => {
    expect(found(example, example)).toEqual([])
    expect(found(example, { ...example, audienceOffline: '2000' })).toMatchObject([{ check: 'jumpAudienceOffline' }])
    expect(found(example, { ...example, audienceOffline: '26000' })).toMatchObject([{ check: 'jumpAudienceOffline' }])
    expect(found(example, { ...example, audienceOffline: '25000' })).toEqual([])
    expect(found(example, { ...example, taskCount: '9', universitiesOpen: '0' })).toEqual([])
    expect(found(example, { officeName: '示例县科学技术局' })).toEqual([])
  })

  it('wants gifts told in money and in words', () => {
    const { inKindNote: _note, ...noNote } = example
    expect(found(noNote)).toMatchObject([{ check: 'inKindNeedsNote', severity: 'warn' }])
    const { inKindValue: _value, ...noValue } = example
    expect(found(noValue).map(({ check }) => check)).toEqual(['inKindNeedsValue', 'allTold'])
  })

  it('prints both in one cell, from which both can be read again', () => {
    const printed = JSON.stringify(makePrintDocument(form, example, context).blocks)
    expect(printed).toContain('3.6（图书1200册、光盘300张）')
    for (const [text, also] of [
      ['3.6', '图书（新）1200册'],
      ['', '光盘'],
      ['3.6', ''],
    ] as const)
      expect(splitAlso(joinAlso(text, also))).toEqual({ text, also })
    expect(splitAlso('3.6(图书)')).toEqual({ text: '3.6', also: '图书' })
  })

  it('adds the money up for the clerk and on no page', () => {
    expect(form.fields.find((field) => field.id === 'fundsTotal')).toMatchObject({ kind: 'computed', printed: false })
    expect(JSON.stringify(makePrintDocument(form, example, context))).not.toContain('27.65')
  })
})

describe('F4', () => {
  const form = formById('JS-F4')
  const words = (values: FormValues): string[] =>
    makePrintDocument(form, values, context).blocks.map((block) =>
      block.kind === 'paragraph' ? block.runs.map(({ text }) => text).join('') : block.kind,
    )

  it('keeps the telephone and the employer of a participant and prints neither', () => {
    const field = form.fields.find((one) => one.id === 'participants')
    if (field?.kind !== 'table') throw new Error('no table of participants')
    expect([...printedColumns(form, field)].sort()).toEqual(['guardian', 'identityNumber', 'name'])
  })

  it('has a block for every participant, with a guardian’s line where there is one', () => {
    const lines = words(form.example ?? {})
    expect(lines[0]).toBe('参赛人姓名：示例甲、示例乙')
    expect(lines.filter((line) => line === '参赛人签名：')).toHaveLength(2)
    expect(lines.filter((line) => line.includes('监护人'))).toEqual(['监护人（示例丙）签名：'])
  })

  it('can be printed empty, for filling in by hand', () => {
    const lines = words({})
    expect(lines.slice(0, 2)).toEqual(['参赛人姓名：', '参赛作品名称：'])
    expect(lines.slice(4)).toEqual([
      '参赛人签名：',
      '身份证号：',
      '年   月  日',
      '（如为多人参加，则所有参加人都需签名并注明身份证号）',
    ])
    expect(form.layout.stamp).toBeUndefined()
  })
})
