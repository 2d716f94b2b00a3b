/** A clerk's changes to a form: whatever is done, what comes out is a sound form with every field on its paper. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkForm } from '../../../electron/core/notices/check-form.ts'
import { collect } from '../../../electron/core/notices/check-pack.ts'
import { type FormDefinition, formDefinition } from '../../../shared/form/definition.ts'
import { blockFields } from '../../../shared/form/layout.ts'
import { applyFieldEdits, changesForm, moveField } from '../../../shared/notice/edit-form.ts'
import { printedFields } from '../../../shared/notice/edit-layout.ts'
import {
  addField,
  changeField,
  columnSort,
  type FieldChange,
  type FormEdits,
  fieldSort,
  formEdits,
  noEdits,
  removeField,
  restoreField,
} from '../../../shared/notice/field-edits.ts'
import { formById, formFiles, readForm } from '../../support/form-files.ts'

const forms = formFiles.map(({ path }) => readForm(path))

const issues = (form: FormDefinition) => collect((report) => checkForm(form, report))
/** As it lies in a pack. */
const parsed = (form: FormDefinition) => formDefinition.parse(JSON.parse(JSON.stringify(form)))

/** How often each field stands on the paper. */
function printings({ layout }: FormDefinition): Map<string, number> {
  const counts = new Map<string, number>()
  const heading = [layout.heading?.leftField, layout.heading?.rightField].filter((id) => id !== undefined)
  for (const id of [...heading, ...layout.blocks.flatMap(blockFields)]) counts.set(id, (counts.get(id) ?? 0) + 1)
  return counts
}

const words = fc.oneof(
  fc.constantFrom('', ' ', '单位名称', '活动{名}称', '一、'),
  fc.string({ unit: 'grapheme-ascii', maxLength: 12 }),
)
const anyChange: fc.Arbitrary<FieldChange> = fc.record(
  {
    label: words,
    help: words,
    required: fc.boolean(),
    personal: fc.boolean(),
    limit: fc.option(fc.record({ max: fc.integer({ min: 1, max: 900 }), about: fc.boolean() }), { nil: null }),
    unit: fc.constantFrom('', '人', '万元'),
    min: fc.constantFrom('', '0', '5', '-3', '2.5', 'x'),
    max: fc.constantFrom('', '1', '9999', '1.5', '１２'),
    options: fc.array(fc.record({ id: fc.constantFrom('own1', 'own2', 'tuanjie', 'constructor'), label: words }), {
      maxLength: 4,
    }),
    one: fc.boolean(),
    count: fc.record({ min: fc.integer({ min: 0, max: 9 }), max: fc.integer({ min: 1, max: 9 }) }),
    columns: fc.array(
      fc.record({
        id: fc.constantFrom('own1', 'own2', 'name', 'identityNumber'),
        label: words,
        sort: fc.constantFrom(...columnSort.options),
      }),
      { maxLength: 5 },
    ),
  },
  { requiredKeys: [] },
)

type Step = (form: FormDefinition, edits: FormEdits) => FormEdits
const pick = (form: FormDefinition, edits: FormEdits, at: number): string => {
  const ids = [...form.fields, ...edits.added].map(({ id }) => id)
  return ids[at % ids.length] ?? ''
}
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.nat().map(
      (at): Step =>
        (form, edits) =>
          removeField(edits, pick(form, edits, at)),
    ),
  },
  fc.nat().map(
    (at): Step =>
      (form, edits) =>
        restoreField(edits, pick(form, edits, at)),
  ),
  {
    weight: 2,
    arbitrary: fc.constantFrom(...fieldSort.options).map(
      (sort): Step =>
        (_form, e) =>
          addField(e, sort),
    ),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(fc.nat(), anyChange).map(
      ([at, change]): Step =>
        (form, edits) =>
          changeField(edits, pick(form, edits, at), change),
    ),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(fc.nat(), fc.constantFrom(-1 as const, 1 as const)).map(
      ([at, by]): Step =>
        (form, edits) =>
          moveField(form, edits, pick(form, edits, at), by),
    ),
  },
)

describe('any changes to any form', () => {
  it('give a form that passes every check, with each of its fields on the paper as often as before, new ones once', () => {
    fc.assert(
      fc.property(fc.constantFrom(...forms), fc.array(anyStep, { maxLength: 14 }), (form, steps) => {
        const edits = formEdits.parse(steps.reduce((now, step) => step(form, now), noEdits))
        const made = applyFieldEdits(form, edits)
        expect(issues(parsed(made))).toEqual([])
        const before = printings(form)
        const wasPrinted = new Set(printedFields(form))
        const after = printings(made)
        for (const field of made.fields) {
          const times = after.get(field.id) ?? 0
          const base = form.fields.some(({ id }) => id === field.id)
          if (!base) expect(times).toBe(field.printed === false ? 0 : 1)
          // A table without its columns is no repeat any more, so it may be printed once where it was twice.
          else if (field.kind === 'table') expect(times > 0).toBe(wasPrinted.has(field.id))
          else if (before.has(field.id)) expect(times).toBe(before.get(field.id))
        }
        const gone = edits.removed.filter((id) => !made.fields.some((field) => field.id === id))
        for (const id of gone) expect(after.has(id)).toBe(false)
      }),
      { numRuns: 600 },
    )
  })

  it('taken back give the form itself', () => {
    for (const form of forms) {
      expect(applyFieldEdits(form, noEdits)).toEqual(form)
      const [first] = form.fields
      const edits = restoreField(removeField(noEdits, first?.id ?? ''), first?.id ?? '')
      expect(changesForm(form, edits)).toBe(false)
    }
  })
})

describe('one change', () => {
  const f2 = formById('JS-F2')
  const paper = (form: FormDefinition): string => JSON.stringify(form.layout)
  const rowsOf = (form: FormDefinition) => form.layout.blocks.flatMap((one) => (one.kind === 'grid' ? one.rows : []))

  it('a new name stands in the label of its own cell, in front of what the paper says behind it', () => {
    const named = applyFieldEdits(f2, changeField(noEdits, 'contactName', { label: '联系人姓名' }))
    expect(rowsOf(named)[8]?.cells.map(({ label }) => label)).toEqual([
      '主办单位\n联系人',
      '联系人姓名',
      undefined,
      '办公电话',
      undefined,
    ])
    const flow = applyFieldEdits(f2, changeField(noEdits, 'plan', { label: '活动方案' })).layout.blocks[1]
    expect(flow).toMatchObject({ kind: 'flow', title: '二、活动方案' })
    const date = applyFieldEdits(f2, changeField(noEdits, 'reportDate', { label: '上报日期' }))
    expect(date.layout.heading?.right).toBe('上报日期：')
  })

  it('a removed field takes its row along, or leaves its room to its neighbour; a group shrinks', () => {
    const without = (...ids: string[]) => applyFieldEdits(f2, ids.reduce(removeField, noEdits))
    expect(rowsOf(without('scale'))).toHaveLength(rowsOf(f2).length - 1)
    expect(rowsOf(without('fax'))[9]?.cells).toMatchObject([{ label: '手  机' }, { field: 'mobile', colSpan: 3 }])
    const oneLine = without('contactName', 'officePhone', 'mobile', 'fax')
    expect(rowsOf(oneLine)[8]?.cells).toMatchObject([
      { label: '主办单位\n联系人', rowSpan: 1 },
      { label: '电子邮箱' },
      { field: 'email', colSpan: 3 },
    ])
    // The check asked for a phone or an address; with both gone there is nothing to ask.
    expect(without('officePhone', 'email').checks).toEqual([])
  })

  it('new fields are rows of the grid, sections and photos; sections go on counting', () => {
    const edits = [...(['text', 'long-text', 'photos', 'file', 'table'] as const)].reduce(addField, noEdits)
    const made = applyFieldEdits(f2, changeField(edits, 'own1', { label: '上年度获奖', required: true }))
    expect(rowsOf(made).at(-1)?.cells).toMatchObject([{ label: '上年度获奖' }, { field: 'own1', colSpan: 4 }])
    expect(made.layout.blocks.map((one) => ('title' in one ? one.title : null))).toEqual([
      '一、基本信息',
      '二、工作方案',
      '三、大段文字',
      '四、表格',
      '照片',
    ])
    expect(paper(made)).not.toContain('own4')
    expect(made.example?.own1).toBe('示例上年度获奖')
  })

  it('in the official layout they stand before the signature', () => {
    const plan = formById('JS-T11')
    const made = applyFieldEdits(plan, addField(addField(noEdits, 'text'), 'long-text'))
    expect(made.layout.blocks.map(({ kind }) => kind)).toEqual(['flow', 'paragraph', 'flow', 'signature'])
  })

  it('moves with what hangs together with it, and no further than the paper goes', () => {
    const up = moveField(f2, noEdits, 'scale', -1)
    const order = printedFields(applyFieldEdits(f2, up))
    expect(order.indexOf('scale')).toBe(order.indexOf('audience') - 1)
    const group = printedFields(applyFieldEdits(f2, moveField(f2, noEdits, 'mobile', -1)))
    expect(group.indexOf('contactName')).toBe(group.indexOf('scale') - 5)
    expect(moveField(f2, noEdits, 'hostName', -1)).toBe(noEdits)
    const sections = applyFieldEdits(f2, moveField(f2, noEdits, 'plan', -1)).layout.blocks
    expect(sections.map((one) => ('title' in one ? one.title : null))).toEqual(['一、工作方案', '二、基本信息'])
  })

  it('limits: about warns, otherwise blocks; a figure that lost its parts is filled in by hand', () => {
    const about = applyFieldEdits(f2, changeField(noEdits, 'plan', { limit: { max: 300, about: true } }))
    expect(about.fields.find(({ id }) => id === 'plan')).toMatchObject({
      limit: { max: 300, grade: 'soft', wording: '300字左右' },
    })
    const list = formById('XX-F1')
    const total = list.fields.find(({ kind }) => kind === 'computed')
    expect(total).toBeDefined()
    const removed = list.fields.filter(({ id }) => id !== total?.id && id !== 'eventCount').map(({ id }) => id)
    const made = applyFieldEdits(list, removed.reduce(removeField, noEdits))
    expect(made.fields.map(({ id }) => id)).toEqual(['eventCount'])
    expect(rowsOf(made)).toHaveLength(1)
  })

  it('title and fixed sentences take new words, and keep their values', () => {
    const consent = formById('JS-F4')
    const at = consent.layout.blocks.findIndex((one) => one.kind === 'paragraph' && one.text.includes('自愿'))
    const made = applyFieldEdits(consent, {
      ...noEdits,
      title: '2027年视频征集活动\n作品授权书',
      texts: { [at]: '本人自愿参加2027年视频征集活动。', 0: '没有了姓名' },
    })
    expect(made.layout.title).toEqual(['2027年视频征集活动', '作品授权书'])
    expect(made.layout.blocks[at]).toMatchObject({ text: '本人自愿参加2027年视频征集活动。' })
    expect(made.layout.blocks[0]).toEqual(consent.layout.blocks[0])
  })
})
