import { basename } from 'node:path'
import { calendars, removeCalendar, saveCalendar } from '../../../db/queries/calendars.ts'
import { Problem } from '../../../shared/problems.ts'
import { openSource } from '../attachments/attachment-store.ts'
import { calendarView } from '../calendar/office-calendar.ts'
import { maxCalendarBytes, readCalendar } from '../calendar/read-calendar.ts'
import { icsText } from '../calendar/write-ics.ts'
import { dutiesOf } from '../deadlines/duties.ts'
import { canonicalJson } from '../package/canonical.ts'
import { recordSummaries } from '../records/view.ts'
import { saveForPerson } from '../store/person-file.ts'
import { changed, type Handlers } from './context.ts'

export const calendarHandlers = {
  'calendar.show': async (_input, ctx) => calendarView(ctx),

  'calendar.import': async ({ path }, ctx) => {
    const fileName = basename(path)
    const years = readCalendar(await firstBytes(path), fileName)
    const added_at = ctx.now().toISOString()
    await ctx.write(async (trx) => {
      for (const calendar of years) {
        const calendar_json = canonicalJson(calendar)
        await saveCalendar(trx, { year: calendar.year, calendar_json, file_name: fileName, added_at })
      }
    })
    changed(ctx, 'calendar')
    changed(ctx, 'notices')
    return years.map(({ year }) => year)
  },

  'calendar.remove': async ({ year }, ctx) => {
    if (!(await calendars(ctx.db)).some((row) => row.year === year)) return null
    await ctx.write((trx) => removeCalendar(trx, year))
    changed(ctx, 'calendar')
    changed(ctx, 'notices')
    return null
  },

  'calendar.exportIcs': async ({ noticeId, out }, ctx) => {
    if (noticeId !== null) ctx.notices.get(noticeId)
    const ours = await recordSummaries(ctx, noticeId, { own: true })
    const { duties, calendar } = await dutiesOf(ctx, ours, noticeId)
    const inForce = duties.filter((duty) => !duty.historical)
    const wording = (duty: { noticeId: string; deliverableId: string }) =>
      ctx.notices.find(duty.noticeId)?.pack.deliverables.find(({ id }) => id === duty.deliverableId)?.wording ?? ''
    const { text, events } = icsText(inForce, { now: ctx.now(), calendar, wording, example: ctx.example !== null })
    if (events === 0) throw new Problem('calendar.nothing', { noticeId })
    const bytes = Buffer.from(text, 'utf8')
    await saveForPerson(ctx, out, bytes)
    return { path: out, bytes: bytes.length, events }
  },
} satisfies Partial<Handlers>

/** One byte more than is read is enough to say that it is too large. @throws Problem file.unreadable */
async function firstBytes(path: string): Promise<Uint8Array> {
  const { stream } = await openSource(path)
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of stream) {
    const part = Buffer.from(chunk)
    chunks.push(part)
    bytes += part.length
    if (bytes > maxCalendarBytes) break
  }
  return Buffer.concat(chunks)
}
