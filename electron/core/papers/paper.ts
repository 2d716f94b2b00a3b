/** Every paper that goes with records: its page, its PDF, its Word document. */
import type { z } from 'zod'
import type { paperOrder } from '../../../shared/api/papers.ts'
import { writeDocx } from '../documents/docx/write-docx.ts'
import type { Call, HandlerContext } from '../handlers/context.ts'
import { approvalSheet } from './approval-sheets.ts'
import type { FilledSheet } from './fill-sheet.ts'
import { handoverSlip, officeRegistration } from './office-sheets.ts'
import { packageSlip } from './package-slip.ts'
import { stampList } from './stamp-list.ts'

export function filledPaper(ctx: HandlerContext, call: Call, order: z.output<typeof paperOrder>): Promise<FilledSheet> {
  switch (order.paper) {
    case 'draft':
    case 'seal-approval':
      return approvalSheet(ctx, order)
    case 'stamp-list':
      return stampList(ctx, call, order)
    case 'office-registration':
      return officeRegistration(ctx)
    case 'package-slip':
      return packageSlip(ctx, order)
    case 'handover-slip':
      return handoverSlip(ctx, order)
  }
}

/** @param following more sheets of the same form, each on a page of its own */
export function paperDocx(
  ctx: HandlerContext,
  { definition, document }: FilledSheet,
  following: readonly FilledSheet[] = [],
): Promise<Buffer> {
  return writeDocx(document, {
    following: following.map((one) => one.document),
    recordId: null,
    revision: null,
    code: null,
    draftSeq: null,
    formId: definition.id,
    formVersion: definition.version,
    masked: false,
    at: ctx.now().toISOString(),
    bytesOf: () => null,
  })
}
