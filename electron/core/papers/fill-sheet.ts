/** A sheet of the library, filled in by the program and printed: no revision stands behind it. */
import type { FormDefinition, FormValues } from '../../../shared/form/definition.ts'
import { makePrintDocument, type PrintDocument } from '../../../shared/form/print-document.ts'
import type { HandlerContext } from '../handlers/context.ts'

export interface FilledSheet {
  readonly definition: FormDefinition
  readonly document: PrintDocument
}

/**
 * @param qrText drawn at the foot of the page; null: none
 * @throws Problem form.unknown
 */
export function fillSheet(
  ctx: HandlerContext,
  formId: string,
  officeName: string,
  values: FormValues,
  qrText: string | null = null,
): FilledSheet {
  return fillForm(ctx, ctx.notices.sheet(formId), officeName, values, qrText)
}

/** As `fillSheet`, of a sheet that was made to measure, e.g. with a column for each criterion. */
export function fillForm(
  ctx: HandlerContext,
  definition: FormDefinition,
  officeName: string,
  values: FormValues,
  qrText: string | null = null,
): FilledSheet {
  const document = makePrintDocument(definition, values, {
    officeName,
    footer: qrText === null ? null : { code: '', qrText, revision: 0 },
    masked: false,
    pictures: {},
    example: ctx.example !== null,
  })
  return { definition, document: { ...document, qr: qrText !== null, sheet: true } }
}
