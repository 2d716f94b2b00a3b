/** Stands for the main process where a test is not about paper: the text of the document behind the mark of a PDF. */
import type { CoreOptions } from '../../electron/core/core.ts'
import type { PrintDocument } from '../../shared/form/print-document.ts'

export const paperStub: NonNullable<CoreOptions['ask']> = async (method, input) => {
  if (method !== 'print.render') throw new Error(`no answer to ${method}`)
  const { document, documents } = input as { document?: PrintDocument; documents?: PrintDocument[] }
  return new Uint8Array(Buffer.from(`%PDF-1.4\n${JSON.stringify(document ?? documents)}`))
}
