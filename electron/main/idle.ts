/** Whether anybody is at the computer: how long it stood still, and when the system locks its screen or falls asleep. */
import { app, type BrowserWindow, ipcMain, powerMonitor } from 'electron'
import { isOwnFrame } from './guards.ts'

/** Some desktops answer 0 for ever: until a figure above it was seen, nothing is known. */
let isTelling = false

function idleSeconds(): number | null {
  const seconds = powerMonitor.getSystemIdleTime()
  if (seconds > 0) isTelling = true
  return isTelling ? seconds : null
}

export function watchIdle(window: () => BrowserWindow | null): void {
  ipcMain.handle('idle.seconds', (event) => {
    if (!isOwnFrame(event.senderFrame)) throw new Error('refused')
    return idleSeconds()
  })
  const want = () => window()?.webContents.send('lock-wanted')
  powerMonitor.on('lock-screen', want)
  powerMonitor.on('suspend', want)
  // Journeys do not sit still for minutes.
  if (!app.isPackaged) Object.assign(globalThis, { kexieSitStill: want })
}
