import { existsSync } from 'node:fs'
import { app, BrowserWindow, session } from 'electron'
import type { MenuCommand } from '../../shared/api/bridge.ts'
import type { StartFrame } from '../../shared/api/protocol.ts'
import type { ProblemData } from '../../shared/problems.ts'
import { CoreLink } from './core-link.ts'
import { launchCore } from './core-process.ts'
import { guardContents, guardSession, partition } from './guards.ts'
import { protect, unprotect } from './keychain.ts'
import { setMenu } from './menu.ts'
import { filesNamedIn, OpenedFiles } from './opened-files.ts'
import { closeToOthers, refuseOldWindows } from './packaged.ts'
import { chooseFolders, nodePath, places } from './places.ts'
import { declareScheme, serveScheme } from './scheme.ts'
import { Stores } from './stores.ts'
import type { VideoPlace } from './video-response.ts'
import { openMainWindow, openStartFailedWindow } from './window.ts'

closeToOthers()
const { dataDir } = chooseFolders(process.argv)
// What Chromium says itself (a date box, a list of the system) is Chinese on every system.
app.commandLine.appendSwitch('lang', 'zh-CN')
declareScheme()
guardContents()

let mainWindow: BrowserWindow | null = null
let failedWindow: BrowserWindow | null = null

const link = new CoreLink({
  launch: () =>
    launchCore({ entry: places.core, nodePath: nodePath(), env: app.isPackaged ? { KEXIE_PACKAGED: '1' } : {} }),
  start: startFrame,
  answer: answerCore,
  onReady: showMain,
  onStartFailed: showStartFailed,
  onGone: () => undefined,
})

const stores = new Stores(link, dataDir)

const openedFiles = new OpenedFiles(() => mainWindow?.webContents.send('files-opened'))

// Journeys kill the core to see what the page is told.
if (!app.isPackaged) Object.assign(globalThis, { kexieCorePid: () => link.pid })

if (refuseOldWindows()) app.exit(1)
else if (app.requestSingleInstanceLock()) begin()
else app.quit()

function begin(): void {
  // A plain Node needs nothing of Electron: it opens the store while Chromium starts.
  const early = existsSync(nodePath()) && Number.parseInt(process.versions.node, 10) < 22
  if (early) link.start()
  openedFiles.add(filesNamedIn(process.argv.slice(1), process.cwd()))
  app.on('second-instance', (_event, argv, cwd) => {
    openedFiles.add(filesNamedIn(argv.slice(1), cwd))
    const window = mainWindow ?? failedWindow
    if (window?.isMinimized()) window.restore()
    window?.focus()
  })
  // Windows are counted below; without a listener Electron would quit while one replaces another.
  app.on('window-all-closed', () => undefined)
  app.on('will-quit', closeStoreFirst)
  void app.whenReady().then(() => {
    const own = session.fromPartition(partition)
    guardSession(own)
    guardSession(session.defaultSession)
    serveScheme(own, readAttachment, placeVideo)
    if (!early) link.start()
    showMain()
    void serveWindow()
  })
}

/** Loaded while the window's own process starts: the schemas alone take 60 ms. The page cannot call before. */
async function serveWindow(): Promise<void> {
  const [{ acceptCalls }, { watchIdle }, { registerPrinting }, { startReminders }] = await Promise.all([
    import('./calls.ts'),
    import('./idle.ts'),
    import('./print.ts'),
    import('./reminders.ts'),
  ])
  acceptCalls({ link, stores, openedFiles })
  registerPrinting((method, input) => link.call(method, input))
  watchIdle(() => mainWindow)
  startReminders({ call: (method, input) => link.call(method, input), window: () => mainWindow })
  setMenu({ dataDir: () => stores.current, send: sendCommand })
}

function startFrame(): StartFrame {
  const fixed = app.isPackaged ? undefined : process.env.KEXIE_TEST_NOW
  const fixedNow = fixed ? Date.parse(fixed) : null
  return { start: { dataDir: stores.current, resourcesDir: places.resources, appVersion: app.getVersion(), fixedNow } }
}

/** The window opens beside the start of the core; called again when a failed start was mended. */
function showMain(): void {
  if (!app.isReady() || mainWindow) return
  if (failedWindow && link.problem) return
  const window = openMainWindow()
  mainWindow = window
  window.once('closed', () => {
    if (mainWindow === window) mainWindow = null
    quitWithoutWindow()
  })
  failedWindow?.close()
}

function showStartFailed(problem: ProblemData): void {
  // An example that does not open is no reason to keep a person from their own office.
  if (stores.leaveBrokenExample(mainWindow?.webContents ?? null)) return
  void app.whenReady().then(() => {
    const before = [failedWindow, mainWindow]
    const window = openStartFailedWindow(problem)
    failedWindow = window
    window.once('closed', () => {
      if (failedWindow === window) failedWindow = null
      quitWithoutWindow()
    })
    mainWindow = null
    for (const old of before) old?.destroy()
  })
}

/** The hidden window for printing does not count. */
function quitWithoutWindow(): void {
  if (!mainWindow && !failedWindow) app.quit()
}

async function answerCore(method: string, input: unknown): Promise<unknown> {
  // A forked core may ask before Chromium is up.
  await app.whenReady()
  switch (method) {
    case 'print.render':
      return (await import('./print.ts')).renderPdf(input)
    case 'upkeep.machine':
      return (await import('./machine.ts')).machineFacts()
    case 'keys.protect':
      return protect(input)
    case 'keys.unprotect':
      return unprotect(input)
    default:
      throw new Error(`main does not answer ${method}`)
  }
}

async function readAttachment(digest: string, size: 'thumb' | 'full'): Promise<{ bytes: Uint8Array; mime: string }> {
  return (await link.call('attachments.read', { digest, size })) as { bytes: Uint8Array; mime: string }
}

async function placeVideo(digest: string): Promise<VideoPlace> {
  return (await link.call('videos.place', { digest })) as VideoPlace
}

function sendCommand(command: MenuCommand): void {
  BrowserWindow.getFocusedWindow()?.webContents.send('menu', command)
}

let storeClosed = false
function closeStoreFirst(event: { preventDefault(): void }): void {
  if (storeClosed) return
  event.preventDefault()
  void link.stop().finally(() => {
    storeClosed = true
    // Not within this event: without a core `stop` is done at once, and Electron does not hear a second wish then.
    setImmediate(() => app.quit())
  })
}
