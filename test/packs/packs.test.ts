import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type FormDefinition, formDefinition } from '../../shared/form/definition.ts'
import { type NoticeManifest, noticeManifest } from '../../shared/notice/pack.ts'

const root = join(import.meta.dirname, '../../resources/notices')
const read = (...parts: string[]) => JSON.parse(readFileSync(join(root, ...parts), 'utf8')) as unknown

const packs = readdirSync(root).flatMap((id) => readdirSync(join(root, id)).map((version) => ({ id, version })))

function formsOf(manifest: NoticeManifest): FormDefinition[] {
  const home = manifest.formsFrom ?? manifest
  const source = manifest.formsFrom ? noticeManifest.parse(read(home.id, home.version, 'notice.json')) : manifest
  const own = source.formFiles.map((file) => formDefinition.parse(read(home.id, home.version, file)))
  const lent = source.libraryForms.map((id) => formDefinition.parse(read('library', '1', `forms/${id}.json`)))
  return [...own, ...lent]
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
})
