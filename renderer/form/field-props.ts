import type { AttachmentInfo } from '../../shared/api/records.ts'
import type { FieldDefinition, FieldKind, FieldValue } from '../../shared/form/definition.ts'
import type { Finding } from '../../shared/form/validate.ts'

export type FieldOf<K extends FieldKind> = Extract<FieldDefinition, { kind: K }>

/** What a form can do with files; the screen does it. */
export type AttachmentActions = {
  add(field: string, paths: readonly string[]): void
  pick(field: FieldOf<'attachments'>): void
  remove(attachment: AttachmentInfo): void
  caption(attachment: AttachmentInfo, title: string): void
  /** What there is to say about a picture; absent or '': nothing. */
  noteOf?(attachment: AttachmentInfo): string
}

/** Ids that tie a control to its label, its help and its findings, and how it stands now. */
export type ControlIds = {
  id: string
  describedBy: string
  labelledBy: string
  invalid: boolean
  disabled: boolean
  /** Somebody else's answers: personal ones are covered. Fields that are only locked after a return are not. */
  foreign?: boolean
  /** Also while a condition of the form asks for it. */
  required: boolean
}

export type ControlProps<K extends FieldKind> = {
  field: FieldOf<K>
  value: FieldValue | undefined
  onChange: (value: FieldValue | null) => void
  onLeave: () => void
  ids: ControlIds
}

/** A finding to be shown; of a 核实 with what has been written as its reason so far. */
export type ShownFinding = Finding & { given?: string }

export const textOf = (value: FieldValue | undefined | null): string => (typeof value === 'string' ? value : '')
/** The element that takes the focus when somebody jumps to a field. */
export const controlId = (field: string): string => `field-${field}`
