import { saveForPerson } from '../store/person-file.ts'
import { runSelfTest, showLastSelfTest } from '../upkeep/self-test.ts'
import { shownSupportFile, supportFile } from '../upkeep/support.ts'
import type { Handlers } from './context.ts'

export const upkeepHandlers = {
  'upkeep.selfTest': (_input, ctx, call) => runSelfTest(ctx, call),
  'upkeep.lastSelfTest': (_input, ctx) => showLastSelfTest(ctx),

  'upkeep.supportPreview': (_input, ctx) => supportFile(ctx),

  /** Writes what `supportPreview` showed last. */
  'upkeep.saveSupport': async ({ out }, ctx) => {
    // With the mark by which the editors of Windows know the encoding.
    const bytes = Buffer.from(`\uFEFF${(await shownSupportFile(ctx)).text}`)
    await saveForPerson(ctx, out, bytes)
    return { path: out, bytes: bytes.length }
  },
} satisfies Partial<Handlers>
