/** The forms that records were written with: none of them is shown, printed or sent without its form. */
import { formDefinition } from '../../../shared/form/definition.ts'
import { formUnreadable } from './finding-words.ts'
import type { Look } from './look.ts'

const atOnce = 10

export async function checkForms(look: Look): Promise<void> {
  for (const table of ['forms', 'notice_forms'])
    for (const rows of look.reading.slices<{ form_id: string; definition_json: string }>(
      table,
      'form_id, definition_json',
      atOnce,
    )) {
      for (const row of rows)
        if (!isForm(row.definition_json))
          look.find({ class: 'damaged', about: 'database', ...formUnreadable(row.form_id) })
      await look.turn()
    }
}

function isForm(json: string): boolean {
  try {
    return formDefinition.safeParse(JSON.parse(json)).success
  } catch {
    return false
  }
}
