/**
 * Form definition: one description drives screen, print, docx, xlsx and copy sheet; its checks are the roll-up's too.
 * Kinds of fields are a closed union: a new kind is one member here and one case per surface.
 * Nothing in a definition is ever evaluated as code.
 */
import { z } from 'zod'
import { videoContainers } from '../domain/video-facts.ts'
import { condition, expression, fieldId } from './expression.ts'
import { formLayout } from './layout.ts'

const base = {
  id: fieldId,
  /** Letter for letter as on the original form. */
  label: z.string().min(1).max(80),
  help: z.string().max(600).optional(),
  required: z.boolean().default(false),
  /** Required only while this holds. */
  requiredWhen: condition.optional(),
  /** Personal fields are sealed at rest and in packages, and masked in every clear document. */
  personal: z.boolean().default(false),
  /** false: on no page, e.g. a total that only helps the clerk; it must not stand in the layout. */
  printed: z.boolean().optional(),
}

/** Characters as Chinese offices count: every character counts one, white space counts nothing. */
const characterLimit = z.strictObject({
  max: z.number().int().positive(),
  /** `soft`: 左右 or 原则上, warns; `hard`: blocks. */
  grade: z.enum(['soft', 'hard']),
  /** The notice's own words, e.g. 原则上每项活动500字以内. */
  wording: z.string().optional(),
})
export type CharacterLimit = z.infer<typeof characterLimit>

const option = z.strictObject({ id: fieldId, label: z.string().min(1).max(80) })
const bound = z.string().regex(/^-?\d{1,15}(\.\d{1,6})?$/)
/** Outside these bounds nothing is taken: a count is never negative. */
const bounds = { min: bound.optional(), max: bound.optional() }
const unit = z.string().max(10)

const columnBase = { id: fieldId, label: z.string().min(1).max(40), required: z.boolean().default(false) }
/** A column of a table of rows; a cell's value is always text, '' where it is empty. */
export const columnDefinition = z.discriminatedUnion('kind', [
  z.strictObject({ ...columnBase, kind: z.literal('text'), limit: characterLimit.optional() }),
  z.strictObject({ ...columnBase, kind: z.literal('integer'), unit: unit.optional(), ...bounds }),
  z.strictObject({
    ...columnBase,
    kind: z.literal('decimal'),
    unit: unit.optional(),
    places: z.number().int().min(0).max(6).default(2),
    ...bounds,
  }),
  /** One of the options; the value is its id. */
  z.strictObject({ ...columnBase, kind: z.literal('choice'), options: z.array(option).min(1).max(100) }),
  z.strictObject({ ...columnBase, kind: z.literal('date') }),
  z.strictObject({ ...columnBase, kind: z.literal('phone') }),
  z.strictObject({ ...columnBase, kind: z.literal('mobile') }),
  z.strictObject({ ...columnBase, kind: z.literal('email') }),
  z.strictObject({ ...columnBase, kind: z.literal('identity-number') }),
  z.strictObject({ ...columnBase, kind: z.literal('postcode') }),
])
export type ColumnDefinition = z.infer<typeof columnDefinition>

export const fieldDefinition = z.discriminatedUnion('kind', [
  z.strictObject({
    ...base,
    kind: z.literal('text'),
    limit: characterLimit.optional(),
    multiline: z.boolean().default(false),
  }),
  z.strictObject({
    ...base,
    kind: z.literal('long-text'),
    limit: characterLimit.optional(),
    /** Elements that the form asks for, shown as a check list of hints beside the field. */
    elements: z.array(z.string()).default([]),
  }),
  z.strictObject({ ...base, kind: z.literal('address'), limit: characterLimit.optional() }),
  /** Whole number, e.g. of people. Empty is not zero. */
  z.strictObject({ ...base, kind: z.literal('integer'), unit: unit.optional(), ...bounds }),
  /** Exact decimal, e.g. 12.5 万元. Empty is not zero. */
  z.strictObject({
    ...base,
    kind: z.literal('decimal'),
    unit: unit.optional(),
    places: z.number().int().min(0).max(6).default(2),
    ...bounds,
  }),
  z.strictObject({ ...base, kind: z.literal('date') }),
  z.strictObject({ ...base, kind: z.literal('date-time') }),
  z.strictObject({ ...base, kind: z.literal('date-range') }),
  z.strictObject({ ...base, kind: z.literal('vague-time') }),
  z.strictObject({ ...base, kind: z.literal('phone') }),
  z.strictObject({ ...base, kind: z.literal('mobile') }),
  z.strictObject({ ...base, kind: z.literal('email') }),
  z.strictObject({ ...base, kind: z.literal('identity-number') }),
  z.strictObject({ ...base, kind: z.literal('postcode') }),
  z.strictObject({ ...base, kind: z.literal('region') }),
  z.strictObject({ ...base, kind: z.literal('credit-code') }),
  z.strictObject({
    ...base,
    kind: z.literal('choices'),
    options: z.array(option).min(1),
    min: z.number().int().min(0).default(0),
    /** 1: one of them. */
    max: z.number().int().positive().optional(),
  }),
  z.strictObject({
    ...base,
    kind: z.literal('attachments'),
    accept: z.array(z.enum(['image/jpeg', 'image/png', 'application/pdf', 'video/mp4'])).min(1),
    min: z.number().int().min(0).default(0),
    max: z.number().int().positive().default(20),
    /** The quantity wording of the notice, e.g. 3-5张. */
    wording: z.string().optional(),
    maxBytes: z.number().int().positive(),
    /** The notice asks for photos that do not show when they were taken (无明显时间标识): looked for, told, never blocked. */
    noDateMark: z.boolean().optional(),
    /** Set where the files are video works: inspected when they come, held against these. */
    video: z
      .strictObject({
        containers: z.array(z.enum(videoContainers)).min(1),
        maxSeconds: z.number().positive().nullable().default(null),
        /** Pixels of the shorter side of what is shown. */
        minShortSide: z.number().int().positive().nullable().default(null),
        grade: z.enum(['hard', 'soft']).default('hard'),
        /** The notice's own words. */
        wording: z.string().max(200).optional(),
      })
      .optional(),
  }),
  z.strictObject({
    ...base,
    kind: z.literal('table'),
    columns: z.array(columnDefinition).min(1).max(30),
    /** Numbers of rows; a quota warns, it never blocks. */
    minRows: z.number().int().min(0).default(0),
    maxRows: z.number().int().positive().max(2000).default(200),
    wording: z.string().optional(),
  }),
  /** Never typed: follows from other fields. */
  z.strictObject({
    ...base,
    kind: z.literal('computed'),
    expression,
    unit: unit.optional(),
    places: z.number().int().min(0).max(6).default(2),
  }),
  /** Words of the form itself that stand where a value would. */
  z.strictObject({ ...base, kind: z.literal('fixed'), text: z.string().min(1).max(2000) }),
])
export type FieldDefinition = z.infer<typeof fieldDefinition>
export type FieldKind = FieldDefinition['kind']

/** 核实: at least this many characters, as offices count them, say why an odd figure is right. */
export const minReasonCharacters = 6

const check = z.strictObject({
  id: fieldId,
  /** 强制 blocks, 核实 needs a reason, 提示 warns. */
  grade: z.enum(['block', 'verify', 'warn']),
  /** Shown at the first of these. */
  fields: z.array(fieldId).min(1),
  /** Only looked at while this holds. */
  when: condition.optional(),
  /** What should hold. Not judged while a number that it needs is empty. */
  holds: condition,
  /** In a clerk's words: what is odd and what to look at. */
  message: z.string().min(1).max(200),
})
export type FormCheck = z.infer<typeof check>

/** Field under which the reasons of 核实 checks lie among the values: rows of {check, reason}. */
export const reasonsField = 'verifyReasons'

/** Field under which a 作品授权书 names the entry that it belongs to: the record id of its 报名登记表. Nobody types it. */
export const entryField = 'entry'
/** The entry that these values name, or null. */
export function entryOf(values: FormValues): string | null {
  const value = values[entryField]
  return typeof value === 'string' && z.uuid().safeParse(value).success ? value : null
}

/* How a record hangs on the register. Nobody types these; they lie among the open values beside the fields. */
/** The activity that the record belongs to: its id. */
export const activityField = 'activity'
/** What was taken from the register into this record: rows of TakenRow (shared/register/taken.ts). */
export const takenField = 'taken'
/** Why a figure differs from the register's: rows of {field, computed, reason}. */
export const figureReasonsField = 'figureReasons'
/** Only in a frozen revision: each activity that a figure rests on, with its amounts by field (shared/register/origin.ts). */
export const figureRowsField = 'figureRows'
/** Of a record with totals: one row for each office that is in them (shared/rollup/rows.ts). Nobody types it. */
export const rollupRowsField = 'rollupRows'

/** What lies among the values beside the fields: no field of a form may be called so. */
export const reservedFields = [
  reasonsField,
  entryField,
  activityField,
  takenField,
  figureReasonsField,
  figureRowsField,
  rollupRowsField,
] as const

/** The activity that these values belong to, or null. */
export function activityOf(values: FormValues): string | null {
  const value = values[activityField]
  return typeof value === 'string' && z.uuid().safeParse(value).success ? value : null
}

/** A row of a table: text per column. */
export type TableRow = Record<string, string>
/** “5月中旬”: printed as written; the day beside it is for lists and order only. */
export type VagueTime = { words: string; date: string | null }
/**
 * Answer of one field. Text, numbers (plain decimal digits), date (YYYY-MM-DD), date-time (YYYY-MM-DDThh:mm, in
 * China), date-range (YYYY-MM-DD/YYYY-MM-DD), codes and numbers of identity are strings; choices a list of option ids;
 * a table its rows. Attachments, computed and fixed fields have no value.
 */
export type FieldValue = string | string[] | TableRow[] | VagueTime
export type FormValues = Readonly<Record<string, FieldValue>>

const tableRow = z.record(z.string().max(40), z.string().max(20_000))
/** Limits of size against hostile input; the limits of a form are its checks. */
export const fieldValue = z.union([
  z.string().max(200_000),
  z.array(z.string().max(200)).max(200),
  z.array(tableRow).max(2000),
  z.strictObject({ words: z.string().max(200), date: z.iso.date().nullable() }),
])

export const formDefinition = z.strictObject({
  id: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9.-]{0,63}$/),
  version: z.string().min(1).max(20),
  /** Name of the form, also in the footer. */
  name: z.string().min(1).max(80),
  /** Short name for lists. */
  shortName: z.string().min(1).max(20),
  /** The field whose value names a record in lists; never a personal one. */
  titleField: fieldId.optional(),
  fields: z.array(fieldDefinition).min(1).max(400),
  checks: z.array(check).max(200).default([]),
  layout: formLayout,
  /** A made-up filling that shows what is meant; it passes the form's own checks. */
  example: z.record(fieldId, fieldValue).optional(),
})
export type FormDefinition = z.infer<typeof formDefinition>
export type { FormLayout, LayoutBlock, LayoutCell } from './layout.ts'
