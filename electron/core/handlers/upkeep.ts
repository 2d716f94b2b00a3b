import { saveForPerson } from '../store/person-file.ts'
import { shownSupportFile, supportFile } from '../upkeep/support.ts'
import type { Handlers } from './context.ts'

const notBuilt = (): never => {
  throw new Error('not built')
}

export const upkeepHandlers = {
  'upkeep.selfTest': async () => notBuilt(),

  'upkeep.supportPreview': (_input, ctx) => supportFile(ctx),

  /** Writes what `supportPreview` showed last. */
  'upkeep.saveSupport': async ({ out }, ctx) => {
    // With the mark by which the editors of Windows know the encoding.
    const bytes = Buffer.from(`\uFEFF${(await shownSupportFile(ctx)).text}`)
    await saveForPerson(ctx, out, bytes)
    return { path: out, bytes: bytes.length }
  },
} satisfies Partial<Handlers>
