/** Passes the port to the core to the page and puts a few named calls of main on `window.kexie`. */
import { contextBridge, ipcRenderer, webUtils } from 'electron'
import type { Bridge, DutyToOpen, MenuCommand } from '../../shared/api/bridge.ts'
import type { Appearance } from '../../shared/domain/appearance.ts'

const problemArgument = '--kexie-start-problem='

function startProblem(): Bridge['startProblem'] {
  const given = process.argv.find((word) => word.startsWith(problemArgument))
  if (!given) return null
  const base64 = given.slice(problemArgument.length).replaceAll('-', '+').replaceAll('_', '/')
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
  return JSON.parse(new TextDecoder().decode(bytes))
}

/** The script runs before the page is parsed: the nonce is read when it is asked for. */
function cspNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? ''
}

/** Before webUtils (Electron 29) the file itself knew its path. */
function pathOf(file: File): string {
  if (webUtils) return webUtils.getPathForFile(file)
  const { path }: { path?: unknown } = file as File & { path?: unknown }
  return typeof path === 'string' ? path : ''
}

ipcRenderer.on('kexie-port', (event) => {
  // A port cannot cross the context bridge; a window message of our own origin carries it.
  window.postMessage('kexie-port', window.location.origin, event.ports)
})

const bridge: Bridge = {
  cspNonce,
  startProblem: startProblem(),
  connect: () => ipcRenderer.invoke('core.connect'),
  restartCore: () => ipcRenderer.invoke('core.restart'),
  restoreBackup: (id) => ipcRenderer.invoke('core.restoreBackup', id),
  pickFiles: (options) => ipcRenderer.invoke('dialog.pickFiles', options),
  pickFolder: (options) => ipcRenderer.invoke('dialog.pickFolder', options),
  saveAs: (options) => ipcRenderer.invoke('dialog.saveAs', options),
  showInFolder: (path) => ipcRenderer.invoke('shell.showInFolder', path),
  print: (input) => ipcRenderer.invoke('print.dialog', input),
  appInfo: () => ipcRenderer.invoke('app.info'),
  appearance: () => ipcRenderer.invoke('appearance.show'),
  setAppearance: (change) => ipcRenderer.invoke('appearance.choose', change),
  onAppearance(listener) {
    const pass = (_event: unknown, now: Appearance) => listener(now)
    ipcRenderer.on('appearance', pass)
    return () => void ipcRenderer.off('appearance', pass)
  },
  chooseDataFolder: () => ipcRenderer.invoke('app.chooseDataFolder'),
  switchStore: (to) => ipcRenderer.invoke('store.switch', to),
  idleSeconds: () => ipcRenderer.invoke('idle.seconds'),
  onLockWanted(listener) {
    const pass = () => listener()
    ipcRenderer.on('lock-wanted', pass)
    return () => void ipcRenderer.off('lock-wanted', pass)
  },
  quit: () => ipcRenderer.invoke('app.quit'),
  pathOf,
  onMenu(listener) {
    const pass = (_event: unknown, command: MenuCommand) => listener(command)
    ipcRenderer.on('menu', pass)
    return () => void ipcRenderer.off('menu', pass)
  },
  openedFiles: () => ipcRenderer.invoke('files.opened'),
  onFilesOpened(listener) {
    const pass = () => listener()
    ipcRenderer.on('files-opened', pass)
    return () => void ipcRenderer.off('files-opened', pass)
  },
  onOpenDuty(listener) {
    const pass = (_event: unknown, duty: DutyToOpen | null) => listener(duty)
    ipcRenderer.on('open-duty', pass)
    return () => void ipcRenderer.off('open-duty', pass)
  },
}

contextBridge.exposeInMainWorld('kexie', bridge)
