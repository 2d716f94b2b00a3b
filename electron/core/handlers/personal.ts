/** Personal data: the work is in personal/; here stands the contract. */
import { renderDocument } from '../documents/pdf.ts'
import { purgePreview } from '../personal/candidates.ts'
import { needPurge, purgeList, purgeRecords } from '../personal/purge.ts'
import { purgeSheet } from '../personal/purge-sheet.ts'
import { reveal, revealList } from '../personal/reveal.ts'
import { readPersonalSettings, savePersonalSettings } from '../personal/settings.ts'
import { saveForPerson } from '../store/person-file.ts'
import { changed, type Handlers } from './context.ts'

export const personalHandlers = {
  'personal.reveal': (input, ctx) => reveal(ctx, input),

  'personal.reveals': ({ recordId }, ctx) => revealList(ctx, recordId),

  'personal.settings': (_input, ctx) => readPersonalSettings(ctx.db),

  'personal.saveSettings': async (settings, ctx) => {
    await ctx.write((trx) => savePersonalSettings(trx, settings))
    // Other days mean other due dates.
    changed(ctx, 'records')
    return settings
  },

  'personal.purgePreview': ({ noticeId }, ctx) => purgePreview(ctx, noticeId),

  'personal.purge': async (input, ctx) => needPurge(ctx, await purgeRecords(ctx, input)),

  'personal.purges': (_input, ctx) => purgeList(ctx),

  'personal.purgeDocument': async ({ purgeId }, ctx) => (await purgeSheet(ctx, purgeId)).document,

  'personal.savePurgePdf': async ({ purgeId, out }, ctx) => {
    const { document } = await purgeSheet(ctx, purgeId)
    const bytes = await renderDocument(ctx, document)
    await saveForPerson(ctx, out, bytes)
    return { path: out, bytes: bytes.length }
  },
} satisfies Partial<Handlers>
