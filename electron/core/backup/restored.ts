/** At the first start after a restore, once the store is open: 操作日志 tells it, and the note names what is missing. */
import type { HandlerContext } from '../handlers/context.ts'
import { noteDeed } from '../deeds/note.ts'
import { recordSummary } from '../records/view.ts'
import { acceptDeedsHead } from './numbers.ts'
import { readNote, writeNote } from './pending.ts'

export async function tellRestore(ctx: HandlerContext): Promise<void> {
  const note = readNote(ctx.store)
  if (!note || note.logged) return
  const lacking = []
  for (const { recordId } of note.lacking) {
    const summary = await recordSummary(ctx, recordId).catch(() => null)
    lacking.push({ recordId, title: summary?.title ?? '', formShortName: summary?.formShortName ?? '' })
  }
  await ctx.write(async (trx) =>
    noteDeed(trx, {
      deed: 'store.restored',
      subject: 'store',
      subjectId: note.id,
      facts: {
        copyMadeAt: note.createdAt,
        damaged: note.keptFolder === null ? 0 : 1,
        ...(note.missingDeeds > 0 && { missing: note.missingDeeds }),
        ...(lacking.length > 0 && { lacking: lacking.length }),
      },
    }),
  )
  // The log itself says now what it lacks.
  if (note.missingDeeds > 0) await acceptDeedsHead(ctx.db, ctx.store)
  writeNote(ctx.store, { ...note, lacking, logged: true })
}
