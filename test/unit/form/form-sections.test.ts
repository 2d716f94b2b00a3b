import { describe, expect, it } from 'vitest'
import type { FieldDefinition } from '../../../shared/form/definition.ts'
import { fieldsInOrder, formSections } from '../../../shared/form/form-sections.ts'
import { findingText, openPointsText, quantityText } from '../../../shared/wording/finding-texts.ts'
import { loadForm } from '../../golden/print/sample-documents.ts'
import { formFiles, readForm } from '../../support/form-files.ts'

describe('the order of the screen', () => {
  it('is the order of the paper, with its groups', () => {
    const form = loadForm('JS-F2')
    const sections = formSections(form)
    expect(sections.map((section) => section.title)).toEqual([null, '一、基本信息', '二、工作方案', '不印在表上的材料'])
    const group = sections[1]?.items.find((item) => item.kind === 'group')
    expect(group).toMatchObject({ label: '主办单位联系人' })
    expect(group?.kind === 'group' ? group.fields.map((field) => field.id) : []).toEqual([
      'contactName',
      'officePhone',
      'mobile',
      'fax',
      'email',
    ])
  })

  it.each(formFiles)('holds every field of $id of $pack once', ({ path }) => {
    const form = readForm(path)
    const shown = fieldsInOrder(formSections(form)).map((field) => field.id)
    expect([...shown].sort()).toEqual(form.fields.map((field) => field.id).sort())
  })
})

describe('findings in plain words', () => {
  const photos = loadForm('JS-T14').fields.find((field) => field.kind === 'attachments') as Extract<
    FieldDefinition,
    { kind: 'attachments' }
  >
  const mobile = loadForm('JS-F2').fields.find((field) => field.id === 'mobile') as FieldDefinition

  it('say how many pictures are missing', () => {
    expect(quantityText(photos, 2)).toBe('还差 1 张照片（需 3–5 张）')
    expect(quantityText(photos, 4)).toBe('已有 4 张照片（需 3–5 张）')
    expect(quantityText(photos, 6)).toBe('多了 1 张照片（需 3–5 张）')
  })

  it('count what is wrong and what is missing apart', () => {
    const finding = (code: 'required' | 'not-a-mobile') => ({
      path: 'mobile',
      code,
      severity: 'block' as const,
      actual: null,
      limit: null,
    })
    expect(openPointsText([finding('required'), finding('not-a-mobile')])).toBe('还有 1 处要改，1 处没有填')
    expect(openPointsText([])).toBe('')
    expect(findingText(mobile, finding('not-a-mobile'))).toContain('11 位')
  })
})
