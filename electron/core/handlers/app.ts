import { appState } from '../offices/own-office.ts'
import type { Handlers } from './context.ts'

export const appHandlers = {
  'app.state': async (_input, ctx) => appState(ctx),
} satisfies Partial<Handlers>
