/** A program of four methods and no database around the product's own link, adapters, scheme and preload script. */
import { app, BrowserWindow, ipcMain, session } from 'electron'
import { CoreLink } from '../../../../electron/main/core-link.ts'
import { forkedCore, utilityCore } from '../../../../electron/main/core-process.ts'
import { guardedPreferences, partition } from '../../../../electron/main/guards.ts'
import { nodePath, places } from '../../../../electron/main/places.ts'
import { declareScheme, serveScheme } from '../../../../electron/main/scheme.ts'

const happened: string[] = []
const launch = process.env.ADAPTER_KIND === 'utility' ? utilityCore : forkedCore

const link = new CoreLink({
  launch: () => launch({ entry: places.core, nodePath: nodePath(), env: {} }),
  start: { start: { dataDir: process.env.ADAPTER_DATA ?? '', resourcesDir: '', appVersion: '0', fixedNow: null } },
  answer: async (method, input) => {
    if (method !== 'double') throw new Error(`unknown: ${method}`)
    return Number(input) * 2
  },
  onReady: () => happened.push('ready'),
  onStartFailed: (problem) => happened.push(`failed ${problem.code}`),
  onGone: () => happened.push('gone'),
})

declareScheme()
// As the product does: a plain Node is started before Chromium, a utility process cannot be.
const early = launch === forkedCore
if (early) link.start()
void app.whenReady().then(() => {
  serveScheme(session.fromPartition(partition), async () => ({ bytes: new Uint8Array([7]), mime: 'image/png' }))
  ipcMain.handle('core.connect', (event) => link.connect(event.sender))
  ipcMain.handle('core.restart', () => link.restart())
  if (!early) link.start()
  const window = new BrowserWindow({ show: false, webPreferences: guardedPreferences })
  void window.loadURL('kexie://app/index.html')
})

/** For the test, which evaluates in this process. */
Object.assign(globalThis, {
  adapter: {
    happened,
    pid: () => link.pid,
    call: async (method: string, input: unknown) => {
      try {
        return { value: await link.call(method, input) }
      } catch (error) {
        return { code: (error as { code?: string }).code }
      }
    },
    stop: () => link.stop(),
  },
})
