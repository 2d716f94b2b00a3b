import { openCopy } from '../../../db/copies.ts'
import { ownDeviceId } from '../../../db/queries/backups.ts'
import { Problem } from '../../../shared/problems.ts'
import { dropNote, readNote, writePending } from '../backup/pending.ts'
import { needGoodBackup } from '../backup/restore.ts'
import { readBackupSettings, saveBackupSettings } from '../backup/settings.ts'
import { backupInfo, backupList, backupPreview } from '../backup/view.ts'
import { changed, type Handlers } from './context.ts'

export const backupsHandlers = {
  'backups.list': async (_input, ctx) => backupList(ctx),

  'backups.make': async (_input, ctx, call) => backupInfo(ctx, await ctx.backups.make('manual', call.signal)),

  'backups.preview': async ({ id }, ctx) => backupPreview(ctx, await needGoodBackup(ctx.store, id)),

  'backups.restore': async ({ id }, ctx) => {
    const file = await needGoodBackup(ctx.store, id)
    const copy = openCopy(file.path)
    try {
      // Another store's copy would be sealed with a key that is not here.
      if ((await ownDeviceId(copy)) !== (await ownDeviceId(ctx.db))) throw new Problem('backup.other-store', { id })
    } finally {
      await copy.destroy()
    }
    const preview = await backupPreview(ctx, file)
    writePending(ctx.store, { id, lost: preview.counts, kept: null })
    return preview
  },

  'backups.settings': async (_input, ctx) => readBackupSettings(ctx.db),

  'backups.saveSettings': async (settings, ctx) => {
    await ctx.write((trx) => saveBackupSettings(trx, settings))
    await ctx.backups.makeRoom()
    return settings
  },

  'backups.check': async (_input, ctx, call) => ctx.watch.look(ctx, call),

  'backups.lastCheck': async (_input, ctx) => ctx.watch.last,

  'backups.note': async (_input, ctx) => {
    const note = readNote(ctx.store)
    if (!note) return null
    const { logged: _logged, ...told } = note
    return told
  },

  'backups.dismissNote': async (_input, ctx) => {
    dropNote(ctx.store)
    changed(ctx, 'backups')
    return null
  },
} satisfies Partial<Handlers>
