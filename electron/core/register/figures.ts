/** Figures of a record: which of its fields follow the register by which rule, and what the register says of them. */
import type { Queryable } from '../../../db/connection.ts'
import type { RecordRow } from '../../../db/queries/records.ts'
import type { FieldDefinition, FormDefinition } from '../../../shared/form/definition.ts'
import {
  type ComputedFigure,
  type CountedActivity,
  computeFigure,
  fittedFigure,
} from '../../../shared/register/figures.ts'
import { fitsFigure } from '../../../shared/register/fits.ts'
import type { FigureRule, FormRegister } from '../../../shared/register/rules.ts'
import type { RegisterFigures } from '../../../shared/register/settle.ts'
import { noticeActivities } from '../activities/load.ts'
import type { HandlerContext } from '../handlers/context.ts'

type Rules = Pick<HandlerContext, 'notices'>
type Of = Pick<RecordRow, 'notice_id' | 'form_id'> & Partial<Pick<RecordRow, 'entered_at'>>

export interface BoundField {
  readonly field: FieldDefinition
  readonly rule: FigureRule
}

/** How a record of a notice draws on the register; null: it does not. Papers of another office (代录) never draw on ours. */
export const registerOf = ({ notices }: Rules, { notice_id, form_id, entered_at }: Of): FormRegister | null =>
  entered_at == null ? notices.registerOf(notice_id, form_id) : null

/** In the order of the form. The form may be older than the rules: what it has not is left out. */
export function boundFields(ctx: Rules, of: Of, definition: FormDefinition): BoundField[] {
  const register = registerOf(ctx, of)
  if (register?.scope !== 'notice') return []
  return definition.fields.flatMap((field): BoundField[] => {
    const rule = Object.hasOwn(register.figures, field.id) ? register.figures[field.id] : undefined
    return rule && fitsFigure(field, rule) ? [{ field, rule }] : []
  })
}

export type ComputedFigures = ReadonlyMap<string, ComputedFigure>

/** By field; the values are not rounded: see `registerFigures`. */
export function computeFigures(
  bound: readonly BoundField[],
  activities: readonly CountedActivity[],
  noticeId: string,
): ComputedFigures {
  return new Map(bound.map(({ field, rule }) => [field.id, computeFigure(rule, activities, noticeId)]))
}

/** What the fields should say. */
export function registerFigures(
  bound: readonly BoundField[],
  computed: ReadonlyMap<string, Pick<ComputedFigure, 'value'>>,
): RegisterFigures {
  return Object.fromEntries(
    bound.map(({ field }) => {
      const value = computed.get(field.id)?.value ?? null
      return [field.id, value === null ? null : fittedFigure(field, value)]
    }),
  )
}

/** Only queries of `db` are awaited. */
export async function figuresNow(
  db: Queryable,
  bound: readonly BoundField[],
  noticeId: string,
): Promise<RegisterFigures> {
  if (bound.length === 0) return {}
  return registerFigures(bound, computeFigures(bound, await noticeActivities(db, noticeId), noticeId))
}

/** What a draft was settled with last; null: never. */
export function keptFigures(figuresJson: string | null): RegisterFigures | null {
  return figuresJson === null ? null : (JSON.parse(figuresJson) as RegisterFigures)
}

export const figuresText = (bound: readonly BoundField[], figures: RegisterFigures): string | null =>
  bound.length === 0
    ? null
    : JSON.stringify(Object.fromEntries(bound.map(({ field: { id } }) => [id, figures[id] ?? null])))
