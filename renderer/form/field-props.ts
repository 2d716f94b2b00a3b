import type { AttachmentInfo } from '../../shared/api/records.ts'
import type { FieldDefinition, FieldKind, FieldValue } from '../../shared/form/definition.ts'

export type FieldOf<K extends FieldKind> = Extract<FieldDefinition, { kind: K }>

/** What a form can do with files; the screen does it. */
export type AttachmentActions = {
  add(field: string, paths: readonly string[]): void
  pick(field: FieldOf<'attachments'>): void
  remove(attachment: AttachmentInfo): void
  caption(attachment: AttachmentInfo, title: string): void
}

/** Ids that tie a control to its label, its help and its findings. */
export type ControlIds = { id: string; describedBy: string; labelledBy: string; invalid: boolean; disabled: boolean }

export type ControlProps<K extends FieldKind> = {
  field: FieldOf<K>
  value: FieldValue | undefined
  onChange: (value: FieldValue | null) => void
  onLeave: () => void
  ids: ControlIds
}

export const textOf = (value: FieldValue | undefined): string => (typeof value === 'string' ? value : '')
/** The element that takes the focus when somebody jumps to a field. */
export const controlId = (field: string): string => `field-${field}`
