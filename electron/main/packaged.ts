/**
 * What a packaged program takes from nobody. The fuses of its binary say the same to Electron itself (build/electron-builder.mjs);
 * here it is said of what they do not reach.
 */
import os from 'node:os'
import { app, dialog } from 'electron'
import { isTooOld } from './old-windows.ts'

/** The installer says it first; a copied folder comes here. @returns whether the program must not go on */
export function refuseOldWindows(): boolean {
  if (!isTooOld(process.platform, os.release())) return false
  dialog.showErrorBox(
    '科协报送台',
    '科协报送台需要 Windows 10 或更新的系统，这台电脑的系统版本太旧，不能打开；数据没有改动。',
  )
  return true
}

/**
 * Settings of Node would reach the core's own process, whose Node has no fuses. A debugging port on this computer could
 * be talked to by every other program and user of it; the pipe that Chromium also knows belongs only to whoever starts
 * the program, and stays. Call before `ready`.
 */
export function closeToOthers(): void {
  if (!app.isPackaged) return
  for (const name of Object.keys(process.env)) if (name.startsWith('NODE_')) delete process.env[name]
  app.commandLine.removeSwitch('remote-debugging-port')
  app.commandLine.removeSwitch('remote-debugging-address')
}
