/** Which forms an office keeps in Excel rather than in Word. Pure. */
import type { FormDefinition } from './definition.ts'

const counts: ReadonlySet<string> = new Set(['integer', 'decimal', 'computed'])

/** A statistics table, or a form with a list of rows; a grid of labels and words is none. */
export function isTableForm({ fields, layout }: Pick<FormDefinition, 'fields' | 'layout'>): boolean {
  if (layout.blocks.some((block) => block.kind === 'rows')) return true
  return fields.filter(({ kind }) => counts.has(kind)).length * 2 > fields.length
}
