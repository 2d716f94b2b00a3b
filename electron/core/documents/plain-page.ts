/** The printed page without its footer, to compare: equal texts print equal paper. Holds personal values: never kept. */
import type { FormDefinition, FormValues } from '../../../shared/form/definition.ts'
import { makePrintDocument, type PrintPicture } from '../../../shared/form/print-document.ts'
import { canonicalJson } from '../package/canonical.ts'

interface PageFile {
  readonly field: string
  readonly digest: string
  readonly title: string
  readonly media_type: string
  readonly width: number | null
  readonly height: number | null
}

export function plainPage(definition: FormDefinition, values: FormValues, files: readonly PageFile[]): string {
  const pictures: Record<string, PrintPicture[]> = {}
  for (const { field, digest, title, width, height, media_type } of files)
    if (media_type.startsWith('image/'))
      pictures[field] = [...(pictures[field] ?? []), { digest, title, width, height }]
  return canonicalJson(makePrintDocument(definition, values, { officeName: '', footer: null, masked: false, pictures }))
}
