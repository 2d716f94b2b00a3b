/** 收报台: many packages at once, and what waits for a person. The work is in intake/. */
import { batchList, openBatch, startBatch } from '../intake/batches.ts'
import { heldConflicts, recordRivals } from '../intake/conflicts.ts'
import { decideHeld } from '../intake/decide.ts'
import { heldList } from '../intake/held-list.ts'
import { pauseBatch, runBatch } from '../intake/run-batch.ts'
import type { Handlers } from './context.ts'

export const intakeHandlers = {
  'intake.list': async (_input, ctx) => batchList(ctx),
  'intake.start': async ({ paths }, ctx, call) => startBatch(ctx, call, paths),
  'intake.open': async ({ batchId }, ctx) => openBatch(ctx, batchId),
  'intake.run': async ({ batchId }, ctx, call) => runBatch(ctx, call, batchId),
  'intake.pause': async ({ batchId }, ctx) => pauseBatch(ctx, batchId),
  'intake.held': async (_input, ctx) => heldList(ctx),
  'intake.conflicts': async ({ tagManifestDigest }, ctx, call) => heldConflicts(ctx, call, tagManifestDigest),
  'intake.decide': async (decision, ctx, call) => decideHeld(ctx, call, decision),
  'intake.rivals': async ({ recordId }, ctx) => recordRivals(ctx, recordId),
} satisfies Partial<Handlers>
