/** Tone and size of the windows, as the person last chose them on this PC. */
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { app, BrowserWindow, Menu, nativeTheme } from 'electron'
import { type Appearance, largestZoom, smallestZoom } from '../../shared/domain/appearance.ts'
import { isOwnFrame } from './guards.ts'

const usual: Appearance = { tone: 'system', zoom: 100 }
const grounds = { light: '#FAFAF7', dark: '#181A1D', 'light-contrast': '#FFFFFF', 'dark-contrast': '#000000' } as const

let chosen: Appearance | null = null

const file = (): string => path.join(app.getPath('userData'), 'appearance.json')

/** A file that cannot be read is no reason not to start. */
function read(): Appearance {
  try {
    const { tone, zoom }: Partial<Appearance> = JSON.parse(readFileSync(file(), 'utf8'))
    const known = tone === 'system' || (typeof tone === 'string' && tone in grounds)
    return {
      tone: known && tone ? tone : usual.tone,
      zoom: typeof zoom === 'number' && zoom >= smallestZoom && zoom <= largestZoom ? Math.round(zoom) : usual.zoom,
    }
  } catch {
    return usual
  }
}

export function appearance(): Appearance {
  if (!chosen) {
    chosen = read()
    tellSystem(chosen)
  }
  return chosen
}

function tellSystem({ tone }: Appearance): void {
  nativeTheme.themeSource = tone === 'system' ? 'system' : tone.startsWith('dark') ? 'dark' : 'light'
}

/** What stands on the page's root element when it is served: the first paint is in the right tone. Call after `ready`. */
export function toneNow(): keyof typeof grounds {
  const { tone } = appearance()
  if (tone !== 'system') return tone
  const brightness = nativeTheme.shouldUseDarkColors ? 'dark' : 'light'
  return nativeTheme.shouldUseHighContrastColors ? `${brightness}-contrast` : brightness
}

export const groundColour = (): string => grounds[toneNow()]

/** Of a new window. */
export const zoomFactor = (): number => appearance().zoom / 100

/** Not the hidden window that draws paper: its host is another one, since Chromium zooms by host (see print.ts). */
const shownWindows = (): BrowserWindow[] =>
  BrowserWindow.getAllWindows().filter(({ webContents }) => isOwnFrame(webContents.mainFrame))

export function chooseAppearance(change: Partial<Appearance>): Appearance {
  const before = appearance()
  chosen = { tone: change.tone ?? before.tone, zoom: change.zoom ?? before.zoom }
  tellSystem(chosen)
  for (const window of shownWindows()) {
    window.webContents.setZoomFactor(chosen.zoom / 100)
    window.webContents.send('appearance', chosen)
  }
  const entry = Menu.getApplicationMenu()?.getMenuItemById(`tone-${chosen.tone}`)
  if (entry) entry.checked = true
  try {
    writeFileSync(`${file()}.part`, JSON.stringify(chosen))
    renameSync(`${file()}.part`, file())
  } catch {
    // It holds until the program is closed; a profile that cannot be written is told of elsewhere.
  }
  return chosen
}
