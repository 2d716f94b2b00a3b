/** What the figures of a form were last year: in our own record of then, or else in an old file that was brought in. */
import { earlierPapers } from '../../../db/queries/earlier-papers.ts'
import type { RecordRow } from '../../../db/queries/records.ts'
import { matchPaper } from '../../../shared/form/compare.ts'
import { toUnits } from '../../../shared/form/decimal.ts'
import type { FormDefinition, FormValues } from '../../../shared/form/definition.ts'
import { openReading } from '../earlier/sources.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { earlierYearValues } from '../records/last-year.ts'

/** Fewer labels in common are another form. */
const minLabels = 5

/** By field, as text. Old files are sealed: while the vault is locked they are not looked at. */
export async function earlierFigures(
  ctx: HandlerContext,
  record: RecordRow,
  definition: FormDefinition,
): Promise<Readonly<Record<string, string>>> {
  const values = (await earlierYearValues(ctx.db, ctx, record, definition)) ?? (await paperValues(ctx, definition))
  const kinds = new Map(definition.fields.map(({ id, kind }) => [id, kind]))
  return Object.fromEntries(
    Object.entries(values).flatMap(([id, value]) => {
      const words = typeof value === 'string' ? figureWords(value, kinds.get(id)) : ''
      return words === '' ? [] : [[id, words]]
    }),
  )
}

/** A paper says 49.9（图书、光盘） where the form asks for a number and, beside it, for words. */
function figureWords(text: string, kind: FormDefinition['fields'][number]['kind'] | undefined): string {
  if (kind !== 'integer' && kind !== 'decimal') return text
  const digits = (/^\s*([\d,，]+(?:\.\d+)?)\s*(?:[（(]|$)/u.exec(text)?.[1] ?? '').replace(/[,，]/gu, '')
  return toUnits(digits) === null ? '' : digits
}

/** Of the paper that has most labels of this form, letter for letter; the newest of equal ones. */
async function paperValues(ctx: HandlerContext, definition: FormDefinition): Promise<FormValues> {
  if (ctx.vault.state === 'locked') return {}
  let best: FormValues = {}
  for (const row of await earlierPapers(ctx.db)) {
    const { rows, text } = openReading(ctx, row)
    const exact = matchPaper(definition, { rows, text }).filter((match) => match.exact && match.value !== null)
    if (exact.length < minLabels || exact.length <= Object.keys(best).length) continue
    best = Object.fromEntries(exact.flatMap(({ fieldId, value }) => (value === null ? [] : [[fieldId, value]])))
  }
  return best
}
