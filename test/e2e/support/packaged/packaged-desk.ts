/** The packaged program as a person's desk: its own display, its own dialogs, no network, no doors for tests. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { type Browser, chromium, type Page } from '@playwright/test'
import { startVirtualDisplay } from '../../../../build/display.mjs'
import { inRoot } from '../../../../build/paths.mjs'
import type { LaunchOptions, OpenDesk } from '../launch.ts'
import { servePipe } from './debug-pipe.ts'
import { GtkDialogs, utf8 } from './gtk-dialogs.ts'
import { withoutNetwork } from './no-network.ts'

export const packagedFolder = inRoot('out/package/made/linux-unpacked')
export const packagedBinary = join(packagedFolder, 'kexie-desk')

export interface PackagedDesk extends OpenDesk {
  readonly process: ChildProcess
  saidOnStderr(): string
  /** Starts the program once more on the same store, as a double click on files does. */
  open(files: readonly string[]): Promise<void>
}

export interface PackagedOptions extends LaunchOptions {
  /** Files named on the command line. */
  readonly files?: readonly string[]
  /** Other words of the command line. */
  readonly words?: readonly string[]
  /** A copy of the program. */
  readonly binary?: string
}

const sandboxArgs = process.getuid?.() === 0 ? ['--no-sandbox'] : []
const startLimitMs = 25_000

function waitFor(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve()
    else child.once('exit', () => resolve())
  })
}

/** Builds the folder when its parts have changed; the suite builds it once. */
export function ensurePackaged(): void {
  execFileSync(process.execPath, [inRoot('build/package.mjs')], { stdio: ['ignore', 'ignore', 'inherit'] })
}

/** Dialogs of GTK begin in a folder, not in a list of what was used last, where no folder can be chosen by its path. */
function prepareDialogs(config: string): void {
  const settings = join(config, 'glib-2.0', 'settings')
  mkdirSync(settings, { recursive: true })
  writeFileSync(join(settings, 'keyfile'), "[org/gtk/settings/file-chooser]\nstartup-mode='cwd'\n")
}

async function firstPage(browser: Browser): Promise<Page> {
  const [context] = browser.contexts()
  if (!context) throw new Error('no context')
  const page = context.pages()[0] ?? (await context.waitForEvent('page', { timeout: startLimitMs }))
  await page.waitForLoadState('domcontentloaded', { timeout: startLimitMs })
  return page
}

export async function launchPackaged(options: PackagedOptions = {}): Promise<PackagedDesk> {
  const folder = mkdtempSync(join(tmpdir(), 'kexie-packaged-'))
  const dataDir = options.dataDir ?? join(folder, 'store')
  const display = await startVirtualDisplay()
  prepareDialogs(join(folder, 'config'))
  const env = {
    ...process.env,
    ...utf8,
    GSETTINGS_BACKEND: 'keyfile',
    DISPLAY: display.display,
    HOME: folder,
    XDG_CONFIG_HOME: join(folder, 'config'),
    // Names of test hooks: nothing of them may work.
    KEXIE_TEST_NOW: '2001-01-01T00:00:00Z',
    KEXIE_TEST_DIALOGS: join(folder, 'dialogs.json'),
    KEXIE_NODE: '/nowhere/node',
    ...options.env,
  }
  const words = ['--force-prefers-reduced-motion', ...sandboxArgs, '--data', dataDir]
  const start = (extra: readonly string[], pipes: boolean) => {
    const { command, args } = withoutNetwork(options.binary ?? packagedBinary, [...words, ...extra])
    return spawn(command, args, {
      cwd: folder,
      env,
      stdio: ['ignore', 'ignore', 'pipe', ...(pipes ? (['pipe', 'pipe'] as const) : [])],
    })
  }
  const child = start(['--remote-debugging-pipe', ...(options.words ?? []), ...(options.files ?? [])], true)
  let said = ''
  child.stderr?.on('data', (chunk) => {
    said += String(chunk)
  })
  const pipe = await servePipe(child.stdio[3] as Writable, child.stdio[4] as Readable)
  const browser = await chromium.connectOverCDP(pipe.address, { timeout: startLimitMs })
  const page = await firstPage(browser)
  // A step that does not come is named, long before the journey's own end.
  page.setDefaultTimeout(60_000)
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text())
  })
  const dialogs = new GtkDialogs(display.display, ['科协报送台', basename(packagedBinary)], (error) => {
    process.stderr.write(`${String(error)}\n`)
    child.kill('SIGKILL')
  })
  return {
    page,
    dataDir,
    folder,
    errors,
    process: child,
    saidOnStderr: () => said,
    setDialogs: (answers) => dialogs.set(answers.flat()),
    async open(files) {
      await waitFor(start(files, false))
    },
    async close() {
      await dialogs.end()
      // The last window goes, and the program with it.
      await page.close({ runBeforeUnload: false }).catch(() => undefined)
      const timer = setTimeout(() => child.kill('SIGKILL'), 15_000)
      await waitFor(child)
      clearTimeout(timer)
      await browser.close().catch(() => undefined)
      pipe.close()
      display.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
