import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type FieldValue, type FormDefinition, formDefinition } from '../../shared/form/definition.ts'
import { blockFields } from '../../shared/form/layout.ts'
import { makePrintDocument } from '../../shared/form/print-document.ts'
import { type NoticeManifest, noticeManifest } from '../../shared/notice/pack.ts'

const root = join(import.meta.dirname, '../../resources/notices')
const read = (...parts: string[]) => JSON.parse(readFileSync(join(root, ...parts), 'utf8')) as unknown

const packs = readdirSync(root).flatMap((id) => readdirSync(join(root, id)).map((version) => ({ id, version })))

function formsOf(manifest: NoticeManifest): FormDefinition[] {
  const home = manifest.formsFrom ?? manifest
  const source = manifest.formsFrom ? noticeManifest.parse(read(home.id, home.version, 'notice.json')) : manifest
  return source.formFiles.map((file) => formDefinition.parse(read(home.id, home.version, file)))
}

describe.each(packs)('notice pack $id $version', ({ id, version }) => {
  const manifest = noticeManifest.parse(read(id, version, 'notice.json'))
  const forms = formsOf(manifest)

  it('is what its folder says and has unique ids', () => {
    expect({ id: manifest.id, version: manifest.version }).toEqual({ id, version })
    for (const ids of [
      manifest.deliverables.map((d) => d.id),
      manifest.recipients.map((r) => r.id),
      forms.map((f) => f.id),
    ]) {
      expect(new Set(ids).size).toBe(ids.length)
    }
  })

  it('routes every addressee to a recipient and every deliverable to a form', () => {
    for (const addressee of manifest.addressees) {
      expect(manifest.recipients.map((recipient) => recipient.id)).toContain(addressee.reportsTo)
    }
    for (const deliverable of manifest.deliverables) {
      if (deliverable.formId) expect(forms.map((form) => form.id)).toContain(deliverable.formId)
    }
  })

  it('keeps the notice’s own words beside every confirmed date, with an offset', () => {
    for (const deliverable of manifest.deliverables) {
      expect(deliverable.dueWording).not.toBe('')
      if (deliverable.dueAt) expect(deliverable.dueAt).toMatch(/\+08:00$/)
    }
  })

  describe.each(forms)('form $id', (form) => {
    const fields = new Map(form.fields.map((field) => [field.id, field]))
    const used = form.layout.blocks.flatMap(blockFields)
    if (form.layout.heading?.rightField) used.push(form.layout.heading.rightField)

    it('prints every field once, attachments aside, and only fields that exist', () => {
      for (const fieldId of used) expect(fields.has(fieldId), fieldId).toBe(true)
      expect(new Set(used).size).toBe(used.length)
      for (const field of form.fields) if (field.kind !== 'attachments') expect(used, field.id).toContain(field.id)
    })

    it('names records by a field that is not personal', () => {
      const title = form.titleField ? fields.get(form.titleField) : undefined
      expect(title?.kind).toBe('text')
      expect(title?.personal).toBe(false)
    })

    it('fills every grid without holes or overlaps', () => {
      for (const block of form.layout.blocks) {
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
        // A4 less margins of 18 mm at either side.
        expect(block.columns.reduce((sum, width) => sum + width, 0)).toBeLessThanOrEqual(174)
      }
    })

    it('makes a print document that holds every filled-in value and masks the personal ones', () => {
      const values = Object.fromEntries(
        form.fields.flatMap((field): [string, FieldValue][] => {
          if (field.kind === 'attachments') return []
          if (field.kind === 'choices') return [[field.id, [field.options[0]?.id ?? '']]]
          return [[field.id, field.kind === 'date' ? '2022-05-12' : `值${field.id}一二三四五六`]]
        }),
      )
      const context = { officeName: '示例县科学技术协会', footer: null, pictures: {} }
      const clear = JSON.stringify(makePrintDocument(form, values, { ...context, masked: false }))
      const masked = JSON.stringify(makePrintDocument(form, values, { ...context, masked: true }))
      for (const field of form.fields) {
        if (field.kind === 'attachments' || field.kind === 'choices') continue
        const text = field.kind === 'date' ? '2022年5月12日' : `值${field.id}一二三四五六`
        expect(clear).toContain(text)
        if (field.personal) expect(masked).not.toContain(text)
      }
      expect(clear.includes('"ticked":true')).toBe(form.fields.some((field) => field.kind === 'choices'))
    })
  })
})
