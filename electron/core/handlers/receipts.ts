// Placeholder until the receipt handlers are written.
import type { Handlers } from './context.ts'

export const receiptsHandlers = {} as Pick<Handlers, 'receipts.write'>
