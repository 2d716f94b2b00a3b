import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron, type ElectronApplication, type Page } from '@playwright/test'
import { inRoot, node24 } from '../../../build/paths.mjs'
import { electronPath } from '../../../build/runtime.mjs'

export interface LaunchOptions {
  /** The store; a fresh folder when left out. */
  readonly dataDir?: string
  readonly env?: Readonly<Record<string, string>>
  /** Answers of the system's dialogs, in order: a path, several, or null for a closed dialog. */
  readonly dialogs?: readonly (string | string[] | null)[]
  /** Another application folder than the product's. */
  readonly appDir?: string
}

/** A window with a clerk before it: of the program from source, or of the packaged one. */
export interface OpenDesk {
  readonly page: Page
  readonly dataDir: string
  /** A folder of this journey's own, gone after `close`. */
  readonly folder: string
  /** Errors on the console and exceptions of any page. */
  readonly errors: string[]
  setDialogs(answers: readonly (string | string[] | null)[]): void
  /** Closes the program and waits until the store is closed too. */
  close(): Promise<void>
}

export interface Desk extends OpenDesk {
  readonly app: ElectronApplication
}

const sandboxArgs = process.getuid?.() === 0 ? ['--no-sandbox'] : []

type Launch = NonNullable<Parameters<typeof _electron.launch>[0]>

/**
 * On a loaded machine the debugger of a fresh Electron now and then never answers Playwright's first question. Such a
 * start is killed, told, and made once more; a program that does not start fails both times.
 */
async function start(launch: Launch, watch: (page: Page) => void): Promise<{ app: ElectronApplication; page: Page }> {
  try {
    return await startOnce(launch, watch)
  } catch (error) {
    process.stderr.write(`second start of Electron after: ${String(error)}\n`)
    return startOnce(launch, watch)
  }
}

async function startOnce(
  launch: Launch,
  watch: (page: Page) => void,
): Promise<{ app: ElectronApplication; page: Page }> {
  const timeout = 25_000
  const app = await _electron.launch({ ...launch, timeout })
  app.on('window', watch)
  try {
    return { app, page: await loadedWindow(app, timeout) }
  } catch (error) {
    app.process().kill('SIGKILL')
    throw error
  }
}

/** A start that fails closes its window, perhaps before it has loaded, and opens another one that says why. */
async function loadedWindow(app: ElectronApplication, timeout: number): Promise<Page> {
  const page = await app.firstWindow({ timeout })
  try {
    await page.waitForLoadState('domcontentloaded', { timeout })
    return page
  } catch (error) {
    if (!page.isClosed()) throw error
  }
  const next = app.windows().find((window) => !window.isClosed()) ?? (await app.waitForEvent('window', { timeout }))
  await next.waitForLoadState('domcontentloaded', { timeout })
  return next
}

/** Starts the built program on a folder, profile and dialogs of its own. */
export async function launchDesk(options: LaunchOptions = {}): Promise<Desk> {
  const folder = mkdtempSync(join(tmpdir(), 'kexie-e2e-'))
  const dataDir = options.dataDir ?? join(folder, 'store')
  const dialogFile = join(folder, 'dialogs.json')
  const setDialogs: Desk['setDialogs'] = (answers) => writeFileSync(dialogFile, JSON.stringify(answers))
  setDialogs(options.dialogs ?? [])
  const inherited = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined)
  const errors: string[] = []
  const watch = (page: Page) => {
    page.on('pageerror', (error) => errors.push(String(error)))
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(message.text())
    })
  }
  const launch = {
    executablePath: electronPath(),
    // Without motion, so that a dialog that is still unfolding cannot slip away under a click.
    args: ['--force-prefers-reduced-motion', ...sandboxArgs, options.appDir ?? inRoot('.'), '--data', dataDir],
    cwd: folder,
    env: {
      ...Object.fromEntries(inherited),
      KEXIE_NODE: node24,
      KEXIE_TEST_DIALOGS: dialogFile,
      XDG_CONFIG_HOME: join(folder, 'config'),
      ...options.env,
    },
  }
  const { app, page } = await start(launch, watch)
  return {
    app,
    page,
    dataDir,
    folder,
    errors,
    setDialogs,
    async close() {
      await app.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
