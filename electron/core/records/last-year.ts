/** What this office wrote in the same form for a notice of an earlier year; checks compare with it. */
import type { Queryable } from '../../../db/connection.ts'
import { draft, listRecords, type RecordRow } from '../../../db/queries/records.ts'
import { latestRevision } from '../../../db/queries/revisions.ts'
import type { FormDefinition, FormValues } from '../../../shared/form/definition.ts'
import { conditionReferences, expressionReferences } from '../../../shared/form/expression.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { asValues } from './content.ts'
import { frozenValues, isFrozenSound } from './frozen.ts'
import { formOf } from './load.ts'

type Asking = Pick<RecordRow, 'notice_id' | 'form_id'> & Partial<Pick<RecordRow, 'entered_at'>>

/** Whether any check, condition or calculation of a form looks at last year. */
export function looksAtLastYear(definition: FormDefinition): boolean {
  const references = [
    ...definition.checks.flatMap(({ when, holds }) => [
      ...(when ? conditionReferences(when) : []),
      ...conditionReferences(holds),
    ]),
    ...definition.fields.flatMap((field) => [
      ...(field.requiredWhen ? conditionReferences(field.requiredWhen) : []),
      ...(field.kind === 'computed' ? expressionReferences(field.expression) : []),
    ]),
  ]
  return references.some(({ kind }) => kind === 'lastYear')
}

/** 2022年全国科技活动周开展情况统计表 and that of 2023 are one family. */
export const familyName = (name: string): string =>
  name.normalize('NFKC').replace(/(?:19|20)\d{2}\s*(?:年度?)?|\s/gu, '')

/**
 * Values of the newest own record of the same form, or of its family, whose notice was issued in an earlier year; null
 * where there is none or the form never asks. Personal fields are left out. Only queries of `db` are awaited.
 */
export async function lastYearValues(
  db: Queryable,
  ctx: Pick<HandlerContext, 'notices'>,
  asking: Asking,
  definition: FormDefinition,
): Promise<FormValues | null> {
  return looksAtLastYear(definition) ? earlierYearValues(db, ctx, asking, definition) : null
}

/** The same, whether the form asks or not. */
export async function earlierYearValues(
  db: Queryable,
  { notices }: Pick<HandlerContext, 'notices'>,
  asking: Asking,
  definition: FormDefinition,
): Promise<FormValues | null> {
  const yearOf = (noticeId: string): string | undefined => notices.find(noticeId)?.pack.issuedOn.slice(0, 4)
  // Another office's papers are not compared with our figures.
  if (asking.entered_at != null) return null
  const thisYear = yearOf(asking.notice_id)
  if (thisYear === undefined) return null
  const earlier = (await listRecords(db, {}))
    .flatMap((row) => {
      const year = row.own === 1 ? yearOf(row.notice_id) : undefined
      return year !== undefined && year < thisYear ? [{ row, year }] : []
    })
    .sort((a, b) => b.year.localeCompare(a.year))
  for (const { row } of earlier) {
    const form = await formOf(db, row)
    if (row.form_id !== asking.form_id && familyName(form.name) !== familyName(definition.name)) continue
    const open = await openValues(db, row.record_id)
    const clear = new Set(form.fields.filter(({ personal }) => !personal).map(({ id }) => id))
    return Object.fromEntries(Object.entries(open).filter(([id]) => clear.has(id)))
  }
  return null
}

/** What was answered last, without the personal fields, which are sealed apart. */
async function openValues(db: Queryable, recordId: string): Promise<FormValues> {
  const own = await draft(db, recordId)
  if (own) return asValues(JSON.parse(own.values_json) as Record<string, unknown>)
  const latest = await latestRevision(db, recordId)
  return latest && isFrozenSound(latest) ? asValues(frozenValues(latest)) : {}
}
