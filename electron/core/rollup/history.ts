/** What an office said before, beside what it says now: the revision before, and the same form of an earlier year. */

import { revisionsOf } from '../../../db/queries/revisions.ts'
import { latestOfForms, type RollupKey } from '../../../db/queries/rollups.ts'
import { type FormDefinition, rollupRowsField } from '../../../shared/form/definition.ts'
import { rollupValues } from '../../../shared/rollup/fields.ts'
import type { Earlier } from '../../../shared/rollup/outliers.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { familyName } from '../records/last-year.ts'
import { openValuesOf, type Received } from './load.ts'

export type History = (recordId: string, field: string) => Earlier[]

interface Said {
  readonly words: string
  readonly values: Readonly<Record<string, string | null>>
}

export async function historyOf(
  ctx: HandlerContext,
  key: RollupKey,
  definition: FormDefinition,
  { rows, successor }: Received,
): Promise<History> {
  const before = new Map<string, Said[]>()
  const note = (recordId: string, said: Said): void => {
    before.set(recordId, [...(before.get(recordId) ?? []), said])
  }
  for (const { recordId, revision } of rows) {
    if (revision === 1) continue
    const older = (await revisionsOf(ctx.db, recordId)).find((row) => row.revision < revision)
    if (older)
      note(recordId, {
        words: `第${older.revision}版`,
        values: rollupValues(definition, openValuesOf(older)),
      })
  }
  const lastYear = await earlierYear(ctx, key, definition, successor)
  for (const { recordId, officeId, carried } of rows) {
    const said = lastYear.get(`${officeId} ${carried.length > 0}`)
    if (said) note(recordId, said)
  }
  return (recordId, field) =>
    (before.get(recordId) ?? []).flatMap(({ words, values }) => {
      const value = values[field] ?? null
      return value === null ? [] : [{ words, value }]
    })
}

/** The newest of an earlier year, by office and by whether it is a total: a total is no measure for one office's own. */
async function earlierYear(
  ctx: HandlerContext,
  key: RollupKey,
  definition: FormDefinition,
  successor: (officeId: string) => string,
): Promise<Map<string, Said>> {
  const thisYear = ctx.notices.get(key.noticeId).pack.issuedOn.slice(0, 4)
  const family = familyName(definition.name)
  const forms = new Map<string, string>()
  for (const { pack } of ctx.notices.all()) {
    const year = pack.issuedOn.slice(0, 4)
    if (year >= thisYear) continue
    for (const form of pack.forms)
      if (form.id === definition.id || familyName(form.name) === family) forms.set(`${pack.id} ${form.id}`, year)
  }
  const found = new Map<string, Said & { year: string }>()
  const formIds = [...new Set([...forms.keys()].map((one) => one.split(' ')[1] ?? ''))]
  if (formIds.length === 0) return found
  for (const row of await latestOfForms(ctx.db, null, formIds)) {
    const year = forms.get(`${row.notice_id} ${row.form_id}`)
    if (year === undefined) continue
    const values = openValuesOf(row)
    const place = `${successor(row.office_id)} ${Object.hasOwn(values, rollupRowsField)}`
    const known = found.get(place)
    if (!known || known.year < year)
      found.set(place, { year, words: `${year}年`, values: rollupValues(definition, values) })
  }
  return found
}
