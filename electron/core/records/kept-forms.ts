/**
 * The forms that records were written with, by id and version. Two notices may call different forms by one id and
 * version: the second one is kept for its own notice alone, so none ever stands in the place of another.
 */
import type { Queryable } from '../../../db/connection.ts'
import { noticeForm, saveNoticeForm } from '../../../db/queries/published-notices.ts'
import { formJson, saveForm } from '../../../db/queries/records.ts'
import { type FormDefinition, formDefinition } from '../../../shared/form/definition.ts'
import { canonicalJson } from '../package/canonical.ts'

/** A store has a few forms and reads them with every list and every save; nobody changes what comes out. */
const known = new Map<string, FormDefinition>()
const mostKnown = 200

/** @throws ZodError for a row that is no form */
export function parsedForm(json: string): FormDefinition {
  const before = known.get(json)
  if (before) return before
  const definition = formDefinition.parse(JSON.parse(json))
  if (known.size >= mostKnown) known.clear()
  known.set(json, definition)
  return definition
}

/** Null where no record of this notice was ever written with it. */
export async function keptForm(
  db: Queryable,
  noticeId: string,
  formId: string,
  version: string,
): Promise<FormDefinition | null> {
  const json = (await noticeForm(db, noticeId, formId, version)) ?? (await formJson(db, formId, version))
  return json === undefined ? null : parsedForm(json)
}

/** Forms of notices stay as they are, and each package of a batch brings records of the same few. */
const canonicalForms = new WeakMap<FormDefinition, string>()

function canonicalForm(definition: FormDefinition): string {
  const json = canonicalForms.get(definition) ?? canonicalJson(definition)
  canonicalForms.set(definition, json)
  return json
}

/** From inside a transaction; only its own queries are awaited. */
export async function keepForm(trx: Queryable, noticeId: string, definition: FormDefinition): Promise<void> {
  const { id, version } = definition
  const json = canonicalForm(definition)
  const kept = await formJson(trx, id, version)
  if (kept === undefined) return saveForm(trx, id, version, json)
  // A form that was kept by an earlier program reads with more defaults, and is the same form.
  if (kept === json || canonicalJson(parsedForm(kept)) === json) return
  await saveNoticeForm(trx, { notice_id: noticeId, form_id: id, form_version: version, definition_json: json })
}
