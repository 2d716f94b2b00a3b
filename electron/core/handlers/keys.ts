import { personAtDesk } from '../../../db/queries/people.ts'
import { appState } from '../offices/own-office.ts'
import { choosePerson } from '../people/people.ts'
import { changed, type Handlers } from './context.ts'

export const keysHandlers = {
  'keys.protect': async ({ passphrase }, ctx) => {
    const recoveryCode = await ctx.vault.protect(passphrase)
    changed(ctx, 'offices')
    return { recoveryCode }
  },
  'keys.unlock': async ({ personId, ...secret }, ctx) => {
    await ctx.vault.unlock(secret)
    if (personId !== undefined && personId !== ((await personAtDesk(ctx.db))?.personId ?? null))
      await choosePerson(ctx, personId)
    changed(ctx, 'offices')
    return appState(ctx)
  },
  'keys.lock': async (_input, ctx) => {
    ctx.vault.lock()
    changed(ctx, 'offices')
    return appState(ctx)
  },
} satisfies Partial<Handlers>
