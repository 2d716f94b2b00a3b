import path from 'node:path'
import { BrowserWindow } from 'electron'
import type { ProblemData } from '../../shared/problems.ts'
import { groundColour, zoomFactor } from './appearance.ts'
import { guardedPreferences } from './guards.ts'
import { places } from './places.ts'

const size = { width: 1366, height: 768, minWidth: 1024, minHeight: 640 }

function openWindow(hash: string, options: { width: number; height: number; arguments: string[] }): BrowserWindow {
  const window = new BrowserWindow({
    ...size,
    width: options.width,
    height: options.height,
    title: '科协报送台',
    // Windows takes it out of the program itself.
    ...(process.platform === 'linux' && { icon: path.join(places.resources, 'icons', '256x256.png') }),
    backgroundColor: groundColour(),
    show: false,
    webPreferences: { ...guardedPreferences, zoomFactor: zoomFactor(), additionalArguments: options.arguments },
  })
  window.once('ready-to-show', () => window.show())
  void window.loadURL(`kexie://app/index.html${hash}`)
  return window
}

export function openMainWindow(): BrowserWindow {
  return openWindow('', { ...size, arguments: [] })
}

/** A window of its own for a start that failed; the preload script hands the problem to the page. */
export function openStartFailedWindow(problem: ProblemData): BrowserWindow {
  const encoded = Buffer.from(JSON.stringify(problem), 'utf8').toString('base64url')
  return openWindow('#/start-failed', { width: 1024, height: 640, arguments: [`--kexie-start-problem=${encoded}`] })
}
