/** What no page may do: leave our scheme, open windows, ask for permissions, download, reach the network. */
import { app, type Session, type WebPreferences } from 'electron'
import { places } from './places.ts'

/** In memory only: nothing that a page shows reaches a cache on the disk. */
export const partition = 'kexie'

export const guardedPreferences: WebPreferences = {
  partition,
  preload: places.preload,
  contextIsolation: true,
  sandbox: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  webviewTag: false,
  // Chromium would fetch dictionaries from the network.
  spellcheck: false,
  devTools: !app.isPackaged,
}

const ownAddress = /^(kexie|blob|devtools):/

export function guardSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.on('will-download', (event) => event.preventDefault())
  session.webRequest.onBeforeRequest((details, answer) => {
    answer({ cancel: !ownAddress.test(details.url) && !details.url.startsWith('data:image/') })
  })
}

export function guardContents(): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }))
    contents.on('will-navigate', (event) => event.preventDefault())
    contents.on('will-redirect', (event) => event.preventDefault())
    contents.on('will-attach-webview', (event) => event.preventDefault())
  })
}

/** True for the top frame of one of our own pages. */
export function isOwnFrame(frame: { url: string; parent: unknown } | null): boolean {
  return frame !== null && frame.parent === null && frame.url.startsWith('kexie://app/')
}
