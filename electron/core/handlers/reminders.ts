import { noteRemindersTold, remindersTold } from '../../../db/queries/reminders.ts'
import { remindersDue } from '../../../shared/domain/reminders.ts'
import { readDeskSettings } from '../deadlines/desk-settings.ts'
import { dutiesOf } from '../deadlines/duties.ts'
import { recordSummaries } from '../records/view.ts'
import type { Handlers } from './context.ts'

export const remindersHandlers = {
  'reminders.due': async (_input, ctx) => {
    // Made-up duties are nobody's worry.
    if (ctx.example || !(await readDeskSettings(ctx.db)).reminders) return []
    const ours = await recordSummaries(ctx, null, { own: true })
    const { duties, calendar } = await dutiesOf(ctx, ours)
    // Of what nobody asks after only a date that was set by hand is told of.
    const told = duties.map((duty) => (duty.chased ? duty : { ...duty, dueAt: null }))
    return remindersDue(told, ctx.now().getTime(), await remindersTold(ctx.db), calendar)
  },

  'reminders.told': async ({ keys }, ctx) => {
    await ctx.write((trx) => noteRemindersTold(trx, keys, ctx.now().toISOString()))
    return null
  },
} satisfies Partial<Handlers>
