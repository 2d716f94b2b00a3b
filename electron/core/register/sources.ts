/** Each figure of a record with the activities that it comes from: as the draft stands, or as a revision was frozen. */
import type { Queryable } from '../../../db/connection.ts'
import { draft, isTypedHere, type RecordRow } from '../../../db/queries/records.ts'
import { latestRevision, type RevisionRow } from '../../../db/queries/revisions.ts'
import type { Figure, FigureSource, FigureSources, Figures } from '../../../shared/api/register.ts'
import { countCharacters } from '../../../shared/form/characters.ts'
import {
  type FieldDefinition,
  type FormDefinition,
  type FormValues,
  figureReasonsField,
  figureRowsField,
  minReasonCharacters,
  type TableRow,
} from '../../../shared/form/definition.ts'
import { tableRows } from '../../../shared/form/evaluate.ts'
import { cleanName } from '../../../shared/form/normalise.ts'
import { Problem } from '../../../shared/problems.ts'
import { fittedFigure } from '../../../shared/register/figures.ts'
import { dayWords, originFields, originRows, originSources, originTotal } from '../../../shared/register/origin.ts'
import { ruleWords } from '../../../shared/register/rule-words.ts'
import { type FigureReason, figureReasons, sameFigure } from '../../../shared/register/settle.ts'
import { noticeActivities } from '../activities/load.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { asValues } from '../records/content.ts'
import { frozenValues } from '../records/frozen.ts'
import { formOf, formOfRevision, needRecord, needRevision } from '../records/load.ts'
import { totalRule, totalSources } from '../rollup/figures.ts'
import { type BoundField, boundFields, computeFigures } from './figures.ts'
import { earlierFigures } from './last-year-figures.ts'

/** Where the figures of a record that is being frozen come from: one open value more, or none. Only queries of `trx`. */
export async function originValues(
  trx: Queryable,
  ctx: Pick<HandlerContext, 'notices'>,
  record: RecordRow,
  definition: FormDefinition,
): Promise<FormValues> {
  const bound = boundFields(ctx, record, definition)
  if (bound.length === 0) return {}
  const activities = await noticeActivities(trx, record.notice_id)
  const computed = computeFigures(bound, activities, record.notice_id)
  const rows = originRows(new Map([...computed].map(([field, { sources }]) => [field, sources])), activities)
  return rows.length === 0 ? {} : { [figureRowsField]: rows }
}

export interface SourcedFigure {
  readonly figure: Figure
  readonly sources: readonly FigureSource[]
}
export interface FigureView {
  readonly record: RecordRow
  readonly definition: FormDefinition
  /** Null: the draft. */
  readonly revision: RevisionRow | null
  readonly bound: boolean
  /** Of totals the offices in them. */
  readonly activities: number
  readonly figures: readonly SourcedFigure[]
  /** It follows the papers of other offices, not the register. */
  readonly totals?: boolean
}

/**
 * @param revision null: our draft as it stands, of another office's record the latest revision
 * @throws Problem record.unknown, revision.unknown
 */
export async function figureView(
  ctx: HandlerContext,
  { recordId, revision }: { recordId: string; revision: number | null },
): Promise<FigureView> {
  const record = await needRecord(ctx.db, recordId)
  const own = isTypedHere(record) && revision === null ? await draft(ctx.db, recordId) : undefined
  if (own) return ofDraft(ctx, record, JSON.parse(own.values_json) as FormValues)
  const row =
    revision === null ? await latestRevision(ctx.db, recordId) : await needRevision(ctx.db, recordId, revision)
  if (!row) throw new Problem('revision.unknown', { recordId, revision: 0 })
  return ofRevision(ctx, record, row)
}

type Words = { readonly rule: string; readonly lastYear: string | null }

async function ofDraft(ctx: HandlerContext, record: RecordRow, values: FormValues): Promise<FigureView> {
  const definition = await formOf(ctx.db, record)
  const totals = await ofTotals(ctx, record, { definition, revision: null, values })
  if (totals) return totals
  const bound = boundFields(ctx, record, definition)
  const activities = await noticeActivities(ctx.db, record.notice_id)
  const computed = computeFigures(bound, activities, record.notice_id)
  const byId = new Map(activities.map((activity) => [activity.activityId, activity]))
  const reasons = reasonsOf(definition, values)
  const words = await wordsOf(ctx, record, definition, bound)
  const figures = bound.map(({ field }): SourcedFigure => {
    const { value: counted, sources } = computed.get(field.id) ?? { value: null, sources: [] }
    const told = sources.flatMap(({ activityId, amount, names, note }): FigureSource[] => {
      const activity = byId.get(activityId)
      if (!activity) return []
      const { title, unit } = activity.values
      return [{ activityId, title, unit, time: dayWords(activity), amount, names: [...names], note }]
    })
    return { figure: figureOf(field, values, counted, told, reasons, words(field.id)), sources: told }
  })
  return { record, definition, revision: null, bound: bound.length > 0, activities: activities.length, figures }
}

async function ofRevision(ctx: HandlerContext, record: RecordRow, row: RevisionRow): Promise<FigureView> {
  const definition = await formOfRevision(ctx.db, record, row)
  const values = asValues(frozenValues(row))
  const totals = await ofTotals(ctx, record, { definition, revision: row, values })
  if (totals) return totals
  const rows = tableRows(values[figureRowsField])
  const bound = boundFields(ctx, record, definition)
  const reasons = reasonsOf(definition, values)
  const ours = record.own === 1 ? await noticeActivities(ctx.db, record.notice_id) : []
  const known = new Set(ours.map(({ activityId }) => activityId))
  const words = await wordsOf(ctx, record, definition, bound)
  // Another office may count by rules that this one does not have: what it sent tells of itself.
  const told = new Set([...bound.map(({ field }) => field.id), ...originFields(rows)])
  const fields = rows.length === 0 ? [] : definition.fields.filter(({ id, personal }) => told.has(id) && !personal)
  const figures = fields.map((field): SourcedFigure => {
    const found = originSources(rows, field.id)
    const counted = originTotal(found) ?? (trueZero(bound, field, values) ? '0' : null)
    const sources = found.map(({ activityId, title, unit, day, amount, names, note }): FigureSource => {
      const here = known.has(activityId) ? activityId : null
      const [name, of, time, told] = [title, unit, day, note].map(cleanName)
      return {
        activityId: here,
        title: name ?? '',
        unit: of ?? '',
        time: time ?? '',
        amount,
        names: names.map(cleanName),
        note: told ?? '',
      }
    })
    return { figure: figureOf(field, values, counted, sources, reasons, words(field.id)), sources }
  })
  const { length } = rows.filter(isActivity)
  return { record, definition, revision: row, bound: fields.length > 0, activities: length, figures }
}

/** Of a record with totals the offices stand where otherwise the activities do; null: it carries none. */
async function ofTotals(
  ctx: HandlerContext,
  record: RecordRow,
  of: { definition: FormDefinition; revision: RevisionRow | null; values: FormValues },
): Promise<FigureView | null> {
  const { definition, revision, values } = of
  const totals = totalSources(definition, values)
  if (!totals) return null
  const reasons = reasonsOf(definition, values)
  const lastYear = record.own === 1 ? await earlierFigures(ctx, record, definition) : {}
  const figures = definition.fields.flatMap((field): SourcedFigure[] => {
    const found = totals.figures.get(field.id)
    if (!found) return []
    const words = { rule: totalRule, lastYear: lastYear[field.id] ?? null }
    return [{ figure: figureOf(field, values, found.counted, found.sources, reasons, words), sources: found.sources }]
  })
  return { record, definition, revision, bound: true, activities: totals.rows, figures, totals: true }
}

const isActivity = ({ id = '' }: TableRow): boolean => id !== ''

/** None of the activities has the mark: counted, with nothing to list. */
const trueZero = (bound: readonly BoundField[], field: FieldDefinition, values: FormValues): boolean =>
  values[field.id] === '0' && bound.some((one) => one.field.id === field.id && one.rule.kind === 'count')

const reasonsOf = (definition: FormDefinition, values: FormValues): ReadonlyMap<string, FigureReason> =>
  new Map(figureReasons(definition, values[figureReasonsField]).map((row) => [row.field, row]))

async function wordsOf(
  ctx: HandlerContext,
  record: RecordRow,
  definition: FormDefinition,
  bound: readonly BoundField[],
): Promise<(field: string) => Words> {
  const modules = ctx.notices.find(record.notice_id)?.pack.modules ?? []
  const rules = new Map(bound.map(({ field, rule }) => [field.id, ruleWords(rule, modules)]))
  const lastYear = record.own === 1 ? await earlierFigures(ctx, record, definition) : {}
  return (field) => ({ rule: rules.get(field) ?? '', lastYear: lastYear[field] ?? null })
}

function figureOf(
  field: FieldDefinition,
  values: FormValues,
  counted: string | null,
  sources: readonly FigureSource[],
  reasons: ReadonlyMap<string, FigureReason>,
  { rule, lastYear }: Words,
): Figure {
  const written = values[field.id]
  const value = typeof written === 'string' && written.trim() !== '' ? written : null
  const computed = counted === null ? null : fittedFigure(field, counted)
  const differs = computed !== null && (value === null || !sameFigure(value, computed))
  const reason = reasons.get(field.id)?.reason ?? ''
  const rounded = counted !== null && computed !== null && !sameFigure(counted, computed)
  return {
    field: field.id,
    label: field.label,
    unit: 'unit' in field ? (field.unit ?? '') : '',
    computed,
    value,
    reason: differs ? reason : null,
    rule: rounded ? `${rule}；合计 ${counted}，按表格的小数位四舍五入` : rule,
    sources: sources.length,
    lastYear,
    // A sign or two are no reason: here no office may freeze with them, and another program may have.
    fault:
      differs && countCharacters(cleanName(reason)) < minReasonCharacters ? faultWords(computed, value, sources) : null,
  }
}

const faultWords = (computed: string, value: string | null, { length }: readonly FigureSource[]): string =>
  `${length} 项来源合计为 ${computed}，表里${value === null ? '没有填' : `填的是 ${value}`}，也没有写原因`

export async function figuresOf(
  ctx: HandlerContext,
  of: { recordId: string; revision: number | null },
): Promise<Figures> {
  const { bound, activities, figures, revision, totals = false } = await figureView(ctx, of)
  return { bound, totals, activities, figures: figures.map(({ figure }) => figure), frozen: revision !== null }
}

/** @throws Problem record.unknown, revision.unknown, field.unknown where the field is no figure */
export async function figureSources(
  ctx: HandlerContext,
  { field, ...of }: { recordId: string; revision: number | null; field: string },
): Promise<FigureSources> {
  const found = (await figureView(ctx, of)).figures.find(({ figure }) => figure.field === field)
  if (!found) throw new Problem('field.unknown', { fieldId: field })
  return { figure: found.figure, sources: [...found.sources] }
}
