// Placeholder until the package handlers are written.
import type { Handlers } from './context.ts'

export const packagesHandlers = {} as Pick<
  Handlers,
  'packages.preview' | 'packages.export' | 'packages.rewrite' | 'packages.outbox' | 'packages.verify' | 'packages.import' | 'packages.inbox' | 'packages.decide'
>
