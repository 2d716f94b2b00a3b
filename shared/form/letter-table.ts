import type { FieldDefinition, FormDefinition } from './definition.ts'

type TableField = Extract<FieldDefinition, { kind: 'table' }>

/**
 * The table of those who sign a letter (作品授权书); null for a form that prints no block for each person to sign. Such a
 * letter is signed by hand and takes no seal.
 */
export function letterTable(definition: FormDefinition): TableField | null {
  for (const block of definition.layout.blocks) {
    if (block.kind !== 'repeat') continue
    const field = definition.fields.find(({ id }) => id === block.table)
    if (field?.kind !== 'table') continue
    const columns = new Set(field.columns.map(({ id }) => id))
    if (columns.has('name') && columns.has('identityNumber')) return field
  }
  return null
}
