import type { AttachmentInfo, RecordDetail } from '../../../shared/api/records.ts'
import type { FormDefinition, FormValues } from '../../../shared/form/definition.ts'
import { makePrintDocument, type PrintDocument, type PrintPicture } from '../../../shared/form/print-document.ts'

/** The paper as it would be now. What was made final keeps its own code; a draft says that it is one. */
export function draftDocument(
  definition: FormDefinition,
  values: FormValues,
  facts: { officeName: string; attachments: readonly AttachmentInfo[]; example: boolean },
): PrintDocument {
  const pictures: Record<string, PrintPicture[]> = {}
  for (const { field, digest, title, width, height, mediaType } of facts.attachments) {
    if (!mediaType.startsWith('image/')) continue
    pictures[field] = [...(pictures[field] ?? []), { digest, title, width, height }]
  }
  const { officeName, example } = facts
  return makePrintDocument(definition, values, { officeName, footer: null, masked: false, pictures, example })
}

const manyCells = 400
/** Quiet time after a key before a long paper is made anew, in milliseconds: it takes a while, and the next key must not wait. */
const longQuietMs = 600

/** 0 for the usual forms: their paper follows every key. */
export function paperQuietMs(definition: FormDefinition, values: FormValues): number {
  const cells = definition.fields.reduce((sum, field) => {
    const value = values[field.id]
    return sum + (field.kind === 'table' && Array.isArray(value) ? value.length * field.columns.length : 1)
  }, 0)
  return cells > manyCells ? longQuietMs : 0
}

/** What the record is called while it is being typed. */
export function titleOf(detail: RecordDetail, values: FormValues): string {
  const named = detail.definition.titleField === undefined ? undefined : values[detail.definition.titleField]
  return typeof named === 'string' && named.trim() !== '' ? named.trim() : detail.definition.name
}
