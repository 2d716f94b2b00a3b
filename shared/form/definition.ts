/**
 * Form definition: one description drives screen, print and (later) docx, xlsx and copy sheet.
 * Kinds of fields are a closed union: a new kind is one member here and one case per surface.
 * Nothing in a definition is ever evaluated as code.
 */
import { z } from 'zod'

const fieldId = z.string().regex(/^[a-z][a-zA-Z0-9]{0,39}$/)

const base = {
  id: fieldId,
  /** Letter for letter as on the original form. */
  label: z.string().min(1).max(80),
  help: z.string().max(600).optional(),
  required: z.boolean().default(false),
  /** Personal fields are sealed at rest and in packages, and masked in every clear document. */
  personal: z.boolean().default(false),
}

/** Characters as Chinese offices count: every character counts one, white space counts nothing. */
const characterLimit = z.object({
  max: z.number().int().positive(),
  /** `soft`: 左右 or 原则上, warns; `hard`: blocks. */
  grade: z.enum(['soft', 'hard']),
  /** The notice's own words, e.g. 原则上每项活动500字以内. */
  wording: z.string().optional(),
})

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
  z.strictObject({ ...base, kind: z.literal('date') }),
  z.strictObject({
    ...base,
    kind: z.literal('choices'),
    options: z.array(z.strictObject({ id: fieldId, label: z.string().min(1) })).min(1),
    min: z.number().int().min(0).default(0),
    max: z.number().int().positive().optional(),
  }),
  z.strictObject({ ...base, kind: z.literal('phone') }),
  z.strictObject({ ...base, kind: z.literal('mobile') }),
  z.strictObject({ ...base, kind: z.literal('email') }),
  z.strictObject({
    ...base,
    kind: z.literal('attachments'),
    accept: z.array(z.enum(['image/jpeg', 'image/png', 'application/pdf', 'video/mp4'])).min(1),
    min: z.number().int().min(0).default(0),
    max: z.number().int().positive().default(20),
    /** The quantity wording of the notice, e.g. 3-5张. */
    wording: z.string().optional(),
    maxBytes: z.number().int().positive(),
  }),
])
export type FieldDefinition = z.infer<typeof fieldDefinition>
export type FieldKind = FieldDefinition['kind']

/** A cell of a grid: a label, a fixed text or the value of a field. */
const cell = z.strictObject({
  label: z.string().optional(),
  /** A smaller line under the label, e.g. 请在相应模块划√，可多选. */
  note: z.string().optional(),
  field: fieldId.optional(),
  colSpan: z.number().int().min(1).default(1),
  rowSpan: z.number().int().min(1).default(1),
  /** Where a tick field puts its options: one a line, or running. */
  ticks: z.enum(['column', 'row']).optional(),
})

const gridBlock = z.strictObject({
  kind: z.literal('grid'),
  title: z.string().optional(),
  /** Column widths in millimetres. */
  columns: z.array(z.number().positive()).min(1),
  rows: z.array(z.strictObject({ heightMm: z.number().positive(), cells: z.array(cell) })).min(1),
})

const flowBlock = z.strictObject({
  kind: z.literal('flow'),
  title: z.string().optional(),
  field: fieldId,
  /** Drawn in a table frame (as a large cell) or as plain text. */
  framed: z.boolean(),
  minHeightMm: z.number().min(0).default(0),
})

const picturesBlock = z.strictObject({
  kind: z.literal('pictures'),
  title: z.string().optional(),
  field: fieldId,
  columns: z.number().int().min(1).max(3).default(2),
})

export const formLayout = z.strictObject({
  /** Line(s) of the printed title, in the original's order. */
  title: z.array(z.string()).min(1),
  /** Heading line under the title. */
  heading: z
    .strictObject({
      left: z.string().optional(),
      right: z.string().optional(),
      rightField: fieldId.optional(),
    })
    .optional(),
  /** Where the office seal goes: a square of this side that holds no field value. */
  stamp: z.strictObject({ at: z.enum(['heading-left', 'end-right']), sizeMm: z.number().min(40).max(60) }).optional(),
  blocks: z.array(z.discriminatedUnion('kind', [gridBlock, flowBlock, picturesBlock])).min(1),
  qr: z.boolean().default(true),
})
export type FormLayout = z.infer<typeof formLayout>
export type LayoutBlock = FormLayout['blocks'][number]
export type LayoutCell = z.infer<typeof cell>

export const formDefinition = z.strictObject({
  id: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9.-]{0,63}$/),
  version: z.string().min(1).max(20),
  /** Name of the form, also in the footer. */
  name: z.string().min(1).max(80),
  /** Short name for lists. */
  shortName: z.string().min(1).max(20),
  /** The field whose value names a record in lists; never a personal one. */
  titleField: fieldId.optional(),
  fields: z.array(fieldDefinition).min(1),
  layout: formLayout,
})
export type FormDefinition = z.infer<typeof formDefinition>

/** Answer of one field: text, date (YYYY-MM-DD), phone, mobile, email are strings; choices a list of option ids. */
export type FieldValue = string | string[]
export type FormValues = Readonly<Record<string, FieldValue>>
