/** Word and Excel beside the printed pages: what the recipient goes on working with. */
import type { EditableKind } from '../../../shared/api/handovers.ts'
import type { FormDefinition, FormValues } from '../../../shared/form/definition.ts'
import { isTableForm } from '../../../shared/form/table-form.ts'
import { codeText } from '../../../shared/wording/revision-code.ts'
import { recordDocx } from '../documents/docx/record-docx.ts'
import { printData } from '../documents/print-data.ts'
import type { SheetGroup } from '../documents/xlsx/record-sheet.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { maskedValues } from '../records/content.ts'
import { originTables } from '../register/origin-document.ts'

/** Pictures lie in the folder as files and stand in the PDF: past this many bytes a Word document is not a third place. */
const pictureBytesInWord = 8_000_000

interface FieldFile {
  readonly field: string
  readonly bytes: number
}

export function editableKinds(definition: FormDefinition, files: readonly FieldFile[]): EditableKind[] {
  const printed = new Set(definition.layout.blocks.flatMap((block) => (block.kind === 'pictures' ? [block.field] : [])))
  const pictures = files.filter(({ field }) => printed.has(field)).reduce((sum, { bytes }) => sum + bytes, 0)
  const word: EditableKind[] = pictures > pictureBytesInWord ? [] : ['docx']
  return isTableForm(definition) ? [...word, 'xlsx'] : word
}

/** @throws Problem revision.unknown, keys.locked */
export async function editableFile(
  ctx: HandlerContext,
  kind: EditableKind,
  { record_id: recordId, revision, frozen_at }: { record_id: string; revision: number; frozen_at: string },
  definition: FormDefinition,
  masked: boolean,
): Promise<Buffer | null> {
  if (kind === 'docx') return recordDocx(ctx, recordId, revision, masked)
  const { printedWorkbook } = await import('../documents/xlsx/printed-sheet.ts')
  const origin = await originTables(ctx, recordId, revision)
  return printedWorkbook(await printData(ctx, recordId, revision, masked), definition, new Date(frozen_at), origin)
}

export interface TotalsRecord {
  readonly definition: FormDefinition
  readonly values: FormValues
  readonly code: string
  readonly files: Readonly<Record<string, number>>
}

/** Several records of one form as one workbook, a row each. Personal fields are always covered: lists travel far. */
export async function totalsWorkbook(officeName: string, records: readonly TotalsRecord[]): Promise<Buffer> {
  const groups = new Map<string, { definition: FormDefinition; records: SheetGroup['records'][number][] }>()
  for (const { definition, values, code, files } of records) {
    const group = groups.get(definition.version) ?? { definition, records: [] }
    const covered = maskedValues(definition, values)
    group.records.push({ officeName, state: '已定稿', code: codeText(code), values: covered, files })
    groups.set(definition.version, group)
  }
  // A large library that few calls need.
  const { recordWorkbook } = await import('../documents/xlsx/record-sheet.ts')
  return recordWorkbook([...groups.values()])
}
