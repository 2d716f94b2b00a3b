/** What the list tells of a revision without opening anything sealed: its title and how many points its form finds. */
import { setImmediate } from 'node:timers/promises'
import type { StoreDb } from '../../../db/connection.ts'
import { type QueueFile, type QueueRow, queueFiles, queueTexts } from '../../../db/queries/queue.ts'
import { revisionAttachments } from '../../../db/queries/revisions.ts'
import type { FormDefinition } from '../../../shared/form/definition.ts'
import { conditionReferences } from '../../../shared/form/expression.ts'
import { type FieldVideos, isBlocking, validateForm } from '../../../shared/form/validate.ts'
import { isVideoField } from '../../../shared/notice/video-forms.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { asValues, recordTitle } from '../records/content.ts'
import { changedTitle, isFrozenSound } from '../records/frozen.ts'
import { formOfRevision } from '../records/load.ts'
import { fieldVideos, videoRows } from '../videos/video-files.ts'

export interface OpenFacts {
  readonly title: string
  readonly formShortName: string
  readonly blocking: number
  readonly warnings: number
}

/** A frozen revision says the same for ever; only files of later volumes are added to it. */
const known = new WeakMap<StoreDb, Map<string, OpenFacts>>()
const mostKnown = 50_000
const atOnce = 50

/** Key: `recordId-revision`. */
export async function openFacts(
  ctx: HandlerContext,
  rows: readonly Pick<QueueRow, 'record_id' | 'revision' | 'counting_digest' | 'notice_id'>[],
): Promise<ReadonlyMap<string, OpenFacts>> {
  const remembered = known.get(ctx.db) ?? new Map<string, OpenFacts>()
  known.set(ctx.db, remembered)
  const keys = rows.map((row) => ({ recordId: row.record_id, revision: row.revision }))
  const files = new Map<string, QueueFile[]>()
  for (const file of await queueFiles(ctx.db, keys)) {
    const key = `${file.record_id}-${file.revision}`
    files.set(key, [...(files.get(key) ?? []), file])
  }
  const marked = rows.map((row) => {
    const key = `${row.record_id}-${row.revision}`
    const own = files.get(key) ?? []
    const mark = `${row.counting_digest} ${own.map(({ field, files: count }) => `${field}:${count}`).join(' ')}`
    return { row, key, mark, files: own }
  })
  const unknown = new Map(marked.filter(({ mark }) => !remembered.has(mark)).map((one) => [one.key, one]))
  const changed = new Map<string, OpenFacts>()
  if (unknown.size > 0) {
    if (remembered.size > mostKnown) remembered.clear()
    const texts = await queueTexts(
      ctx.db,
      [...unknown.values()].map(({ row }) => ({ recordId: row.record_id, revision: row.revision })),
    )
    const forms = new Map<string, FormDefinition>()
    for (const [at, text] of texts.entries()) {
      // A hundred counties at once take a while: whoever types meanwhile is not kept waiting.
      if (at % atOnce === atOnce - 1) await setImmediate()
      const one = unknown.get(`${text.record_id}-${text.revision}`)
      // Told as what it is, and looked at again next time: it may have been restored by then.
      if (one && !isFrozenSound(text)) changed.set(one.key, changedFacts)
      else if (one) remembered.set(one.mark, await factsOf(ctx, forms, { ...one.row, ...text }, one.files))
    }
  }
  return new Map(
    marked.flatMap(({ key, mark }) => {
      const facts = changed.get(key) ?? remembered.get(mark)
      return facts ? [[key, facts]] : []
    }),
  )
}

const changedFacts: OpenFacts = { title: changedTitle, formShortName: '', blocking: 1, warnings: 0 }

async function factsOf(
  ctx: HandlerContext,
  forms: Map<string, FormDefinition>,
  row: {
    readonly record_id: string
    readonly revision: number
    readonly notice_id: string
    readonly digest: string
    readonly frozen_json: string
  },
  files: readonly QueueFile[],
): Promise<OpenFacts> {
  const frozen = JSON.parse(row.frozen_json) as { formId: string; formVersion: string; values: Record<string, unknown> }
  const formKey = JSON.stringify([row.notice_id, frozen.formId, frozen.formVersion])
  const definition = forms.get(formKey) ?? (await formOfRevision(ctx.db, row, row))
  forms.set(formKey, definition)
  const open = asValues(frozen.values)
  const counts = Object.fromEntries(files.map(({ field, files: count }) => [field, Number(count)]))
  const videos = await revisionVideos(ctx, definition, row.record_id, row.revision)
  const findings = validateForm(openPart(definition), open, counts, null, videos)
  const blocking = findings.filter(isBlocking).length
  return {
    title: recordTitle(definition, open),
    formShortName: definition.shortName,
    blocking,
    warnings: findings.length - blocking,
  }
}

/** What the films of a revision say about themselves; nothing is asked where its form has no field for them. */
export async function revisionVideos(
  ctx: HandlerContext,
  definition: FormDefinition,
  recordId: string,
  revision: number,
): Promise<FieldVideos> {
  if (!definition.fields.some(isVideoField)) return {}
  const files = await revisionAttachments(ctx.db, recordId, revision)
  return fieldVideos(definition, files, await videoRows(ctx.db, definition, recordId, revision))
}

const openParts = new WeakMap<FormDefinition, FormDefinition>()

/** The form without what lies sealed: its personal fields, and the checks that look at them. */
function openPart(definition: FormDefinition): FormDefinition {
  const made = openParts.get(definition)
  if (made) return made
  const personal = new Set(definition.fields.filter((field) => field.personal).map(({ id }) => id))
  const part = {
    ...definition,
    fields: definition.fields.filter(({ id }) => !personal.has(id)),
    checks: definition.checks.filter(({ when, holds, fields }) => {
      const read = [...(when ? conditionReferences(when) : []), ...conditionReferences(holds)]
      return !read.some(({ field }) => personal.has(field)) && !personal.has(fields[0] ?? '')
    }),
  }
  openParts.set(definition, part)
  return part
}
