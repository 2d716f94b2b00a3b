import { appState } from '../offices/own-office.ts'
import { changed, type Handlers } from './context.ts'

export const keysHandlers = {
  'keys.protect': async ({ passphrase }, ctx) => {
    const recoveryCode = await ctx.vault.protect(passphrase)
    changed(ctx, 'offices')
    return { recoveryCode }
  },
  'keys.unlock': async (secret, ctx) => {
    await ctx.vault.unlock(secret)
    changed(ctx, 'offices')
    return appState(ctx)
  },
  'keys.lock': async (_input, ctx) => {
    ctx.vault.lock()
    changed(ctx, 'offices')
    return appState(ctx)
  },
} satisfies Partial<Handlers>
