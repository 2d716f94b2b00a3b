/** Where a work's file goes, and what is asked of it. Pure. */
import type { VideoLimits } from '../../../shared/domain/video-facts.ts'
import type { FieldDefinition, FormDefinition } from '../../../shared/form/definition.ts'

type FileField = Extract<FieldDefinition, { kind: 'attachments' }>

export const videoFieldOf = ({ fields }: FormDefinition): FileField | null => {
  const files = fields.flatMap((field) => (field.kind === 'attachments' ? [field] : []))
  return (
    files.find(({ video }) => video !== undefined) ?? files.find(({ accept }) => accept.includes('video/mp4')) ?? null
  )
}

export const sizeLimitsOf = (definition: FormDefinition): VideoLimits | null => videoFieldOf(definition)?.video ?? null
