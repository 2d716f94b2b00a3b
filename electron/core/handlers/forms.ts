import { valuesJsonSchema } from '../../../shared/form/values-schema.ts'
import type { Handlers } from './context.ts'

export const formsHandlers = {
  'forms.show': async ({ formId, noticeId }, ctx) => ctx.notices.form(formId, noticeId),
  'forms.schema': async ({ formId, noticeId }, ctx) => valuesJsonSchema(ctx.notices.form(formId, noticeId)),
} satisfies Partial<Handlers>
