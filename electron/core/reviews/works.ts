/** What the judged works say about themselves in clear: title, unit, video. */
import type { Queryable } from '../../../db/connection.ts'
import { type JudgedFileRow, type JudgedPaperRow, judgedFiles, judgedPapers } from '../../../db/queries/review-works.ts'
import type { FormDefinition } from '../../../shared/form/definition.ts'
import { recordTitle } from '../records/content.ts'
import { frozenText } from '../records/frozen.ts'
import { keptForm } from '../records/kept-forms.ts'

/** Reserved ids of 报名登记表. */
export const unitField = 'workUnit'
export const creatorField = 'creatorName'

export interface JudgedWork {
  readonly title: string
  /** 工作单位; '' while empty. */
  readonly unit: string
  /** Who reported it. */
  readonly officeName: string
  readonly own: boolean
  readonly video: JudgedFileRow | null
}

const videoFields = (definition: FormDefinition): Set<string> =>
  new Set(
    definition.fields.flatMap((field) =>
      field.kind === 'attachments' && (field.video || field.accept.includes('video/mp4')) ? [field.id] : [],
    ),
  )

const text = (value: unknown): string => (typeof value === 'string' ? value.trim() : '')

export async function judgedWorks(db: Queryable, reviewId: string): Promise<Map<string, JudgedWork>> {
  const files = new Map<string, JudgedFileRow[]>()
  for (const file of await judgedFiles(db, reviewId)) {
    const of = files.get(file.entry_id)
    if (of) of.push(file)
    else files.set(file.entry_id, [file])
  }
  const forms = new Map<string, FormDefinition | null>()
  const works = new Map<string, JudgedWork>()
  for (const row of await judgedPapers(db, reviewId)) {
    const frozen = frozenOf(row)
    const values = frozen?.values ?? (JSON.parse(row.values_json ?? '{}') as Record<string, unknown>)
    const version = frozen?.formVersion ?? row.form_version
    const key = `${row.form_id}\n${version}`
    let form = forms.get(key)
    if (form === undefined) {
      form = await keptForm(db, row.notice_id, row.form_id, version)
      forms.set(key, form)
    }
    const fields = form ? videoFields(form) : new Set<string>()
    const title = form?.titleField === undefined ? '' : text(values[form.titleField])
    works.set(row.entry_id, {
      title: title === '' && form ? recordTitle(form, {}) : title,
      unit: text(values[unitField]),
      officeName: row.office_name,
      own: row.own === 1,
      video: files.get(row.entry_id)?.find(({ field }) => fields.has(field)) ?? null,
    })
  }
  return works
}

/** Null: never frozen. @throws Problem revision.changed */
function frozenOf({ entry_id: record_id, revision, digest, frozen_json }: JudgedPaperRow): Frozen | null {
  if (frozen_json === null || revision === null || digest === null) return null
  return JSON.parse(frozenText({ record_id, revision, digest, frozen_json })) as Frozen
}

type Frozen = { formVersion: string; values: Record<string, unknown> }
