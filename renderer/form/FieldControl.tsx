import type { RefObject } from 'react'
import type { AttachmentInfo } from '../../shared/api/records.ts'
import type { FieldDefinition, FieldValue } from '../../shared/form/definition.ts'
import { AttachmentsControl } from './AttachmentsControl.tsx'
import { ChoicesControl } from './ChoicesControl.tsx'
import { ComputedControl } from './ComputedControl.tsx'
import { DateControl } from './DateControl.tsx'
import type { AttachmentActions, ControlIds, ShownFinding } from './field-props.ts'
import { LinesControl } from './LinesControl.tsx'
import { LongTextControl } from './LongTextControl.tsx'
import { MomentControl } from './MomentControl.tsx'
import { NumberControl } from './NumberControl.tsx'
import { RangeControl } from './RangeControl.tsx'
import { RegionControl } from './RegionControl.tsx'
import { TextControl } from './TextControl.tsx'
import { TableControl, type TableJump } from './table/TableControl.tsx'
import { VagueTimeControl } from './VagueTimeControl.tsx'

export type FieldControlProps = {
  field: FieldDefinition
  value: FieldValue | undefined
  attachments: readonly AttachmentInfo[]
  /** Of a computed field: its result, null while a part is empty, and what it follows from. */
  result: string | null
  source: string
  /** Lines that begin with 一、 become headings on paper. */
  official: boolean
  onChange: (field: string, value: FieldValue | null) => void
  onLeave: (field: string) => void
  actions: AttachmentActions
}

/** The control of each kind of field. */
export function FieldControl({
  field,
  value,
  attachments,
  result,
  source,
  official,
  findings,
  onChange,
  onLeave,
  actions,
  ids,
  jump,
}: FieldControlProps & {
  findings: readonly ShownFinding[]
  ids: ControlIds
  jump: RefObject<TableJump | null>
}) {
  const common = {
    value,
    ids,
    onChange: (next: FieldValue | null) => onChange(field.id, next),
    onLeave: () => onLeave(field.id),
  }
  switch (field.kind) {
    case 'text':
      return field.multiline ? <LinesControl {...common} field={field} /> : <TextControl {...common} field={field} />
    case 'address':
    case 'phone':
    case 'mobile':
    case 'email':
    case 'postcode':
    case 'credit-code':
    case 'identity-number':
      return <TextControl {...common} field={field} />
    case 'integer':
    case 'decimal':
      return <NumberControl {...common} field={field} />
    case 'long-text':
      return <LongTextControl {...common} field={field} official={official} />
    case 'date':
      return <DateControl {...common} field={field} />
    case 'date-time':
      return <MomentControl {...common} field={field} />
    case 'date-range':
      return <RangeControl {...common} field={field} />
    case 'vague-time':
      return <VagueTimeControl {...common} field={field} />
    case 'region':
      return <RegionControl {...common} field={field} />
    case 'choices':
      return <ChoicesControl {...common} field={field} />
    case 'table':
      return <TableControl {...common} field={field} findings={findings} jump={jump} />
    case 'attachments':
      return <AttachmentsControl field={field} attachments={attachments} actions={actions} ids={ids} />
    case 'computed':
      return <ComputedControl field={field} result={result} source={source} ids={ids} />
    case 'fixed':
      return <p className="fixed-text">{field.text}</p>
  }
}
