/** The system's notifications of due dates: the core says which, this shows them and opens the duty on a click. */
import { app, type BrowserWindow, Notification } from 'electron'
import type { Reminder } from '../../shared/domain/reminders.ts'
import { manyReminders, type ReminderWords, reminderWords } from '../../shared/wording/reminders.ts'

export interface RemindersParts {
  /** Main's own call of a method. */
  call(method: string, input: unknown): Promise<unknown>
  window(): BrowserWindow | null
}

const everyMs = 30 * 60_000
/** The start is left alone. */
const firstMs = 20_000
/** More at once become one. */
const atMost = 3

type Shown = ReminderWords & { readonly open: { noticeId: string; recordId: string | null } | null }

/** Windows and Linux drop a notification that nothing holds any more, and its click with it. */
const held = new Set<Notification>()

export function startReminders(parts: RemindersParts): void {
  // Without an id of its own Windows shows nothing.
  if (process.platform === 'win32') app.setAppUserModelId(app.isPackaged ? 'cn.kexie.desk' : process.execPath)
  const check = () => void checkReminders(parts).catch(() => undefined)
  setTimeout(check, firstMs).unref()
  setInterval(check, everyMs).unref()
  // Journeys look at what is told without waiting for it.
  if (!app.isPackaged) Object.assign(globalThis, { kexieCheckReminders: () => checkReminders(parts) })
}

/** @returns what was told, in words */
async function checkReminders(parts: RemindersParts): Promise<Shown[]> {
  const reminders = (await parts.call('reminders.due', {})) as Reminder[]
  if (reminders.length === 0) return []
  const shown = inWords(reminders)
  if (Notification.isSupported()) for (const one of shown) show(one, parts)
  // A system without notifications has the desk; what was looked at once is not told again there either.
  await parts.call('reminders.told', { keys: reminders.map(({ key }) => key) })
  return shown
}

function inWords(reminders: readonly Reminder[]): Shown[] {
  if (reminders.length > atMost) return [{ ...manyReminders(reminders), open: null }]
  return reminders.map((one) => ({
    ...reminderWords(one),
    open: { noticeId: one.noticeId, recordId: one.recordId },
  }))
}

function show({ title, body, open }: Shown, { window }: RemindersParts): void {
  const notification = new Notification({ title, body })
  held.add(notification)
  notification.on('close', () => held.delete(notification))
  notification.on('click', () => {
    held.delete(notification)
    const target = window()
    if (!target || target.isDestroyed()) return
    if (target.isMinimized()) target.restore()
    target.show()
    target.focus()
    target.webContents.send('open-duty', open)
  })
  notification.show()
}
