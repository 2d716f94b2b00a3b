/** The named calls of a page, each checked: by whom, and with what. */
import { app, type IpcMainInvokeEvent, ipcMain, shell, type WebContents } from 'electron'
import type { AppInfo } from '../../shared/api/bridge.ts'
import { exampleFileName } from '../../shared/domain/example.ts'
import { appearance, chooseAppearance } from './appearance.ts'
import type { CoreLink } from './core-link.ts'
import { pickFiles, pickFolder, saveAs } from './dialogs.ts'
import { isOwnFrame } from './guards.ts'
import type { OpenedFiles } from './opened-files.ts'
import type { Stores } from './stores.ts'

/** What main uses of a schema of `shared`. */
interface Schema<T> {
  safeParse(input: unknown): { success: true; data: T } | { success: false }
}

/** Loaded with the first call that brings something: schemas take long to make, and a start brings nothing. */
const loadInputs = () => import('../../shared/api/main-calls.ts')
type Inputs = Awaited<ReturnType<typeof loadInputs>>

/** A call that brings nothing. */
const nothing: Schema<undefined> = {
  safeParse: (input) => (input === undefined ? { success: true, data: input } : { success: false }),
}

function accept<T>(
  channel: string,
  schema: Schema<T> | ((inputs: Inputs) => Schema<T>),
  answer: (page: WebContents, input: T) => unknown,
): void {
  ipcMain.handle(channel, async (event: IpcMainInvokeEvent, input: unknown) => {
    if (!isOwnFrame(event.senderFrame)) throw new Error('refused')
    const parsed = (typeof schema === 'function' ? schema(await loadInputs()) : schema).safeParse(input)
    if (!parsed.success) throw new Error('refused')
    return answer(event.sender, parsed.data)
  })
}

type Parts = { link: CoreLink; stores: Stores; openedFiles: OpenedFiles }

export function acceptCalls({ link, stores, openedFiles }: Parts): void {
  accept('core.connect', nothing, (page) => link.connect(page))
  accept('core.restart', nothing, () => link.restart())
  accept(
    'core.restoreBackup',
    (inputs) => inputs.restoreBackupInput,
    (_page, id) => link.restoreBackup(id),
  )
  accept('dialog.pickFiles', (inputs) => inputs.pickFilesInput, pickFiles)
  accept('dialog.pickFolder', (inputs) => inputs.pickFolderInput, pickFolder)
  accept(
    'dialog.saveAs',
    (inputs) => inputs.saveAsInput,
    (page, input) =>
      saveAs(page, stores.isExample ? { ...input, defaultName: exampleFileName(input.defaultName) } : input),
  )
  accept('files.opened', nothing, () => openedFiles.take())
  accept(
    'shell.showInFolder',
    (inputs) => inputs.showInFolderInput,
    (_page, file) => shell.showItemInFolder(file),
  )
  accept('app.info', nothing, () => appInfo(stores.current))
  accept('appearance.show', nothing, () => appearance())
  accept(
    'appearance.choose',
    (inputs) => inputs.appearanceInput,
    (_page, { tone, zoom }) => {
      chooseAppearance({ ...(tone !== undefined && { tone }), ...(zoom !== undefined && { zoom }) })
    },
  )
  accept(
    'store.switch',
    (inputs) => inputs.storeChoiceInput,
    (page, to) => stores.switchTo(page, to),
  )
  accept('app.quit', nothing, () => app.quit())
  accept('app.chooseDataFolder', nothing, chooseDataFolder)
}

function appInfo(dataDir: string): AppInfo {
  const { electron, chrome, node } = process.versions
  return {
    version: app.getVersion(),
    dataDir,
    runtime: { electron, chromium: chrome, node },
    platform: process.platform,
    sandboxed: !app.commandLine.hasSwitch('no-sandbox'),
  }
}

/** Starts the program again on another folder; the one in use now stays as it is. */
async function chooseDataFolder(page: WebContents): Promise<void> {
  const folder = await pickFolder(page, { title: '选择数据文件夹' })
  if (folder === null) return
  const args = process.argv.slice(1).filter((word, at, all) => {
    return word !== '--data' && all[at - 1] !== '--data' && !word.startsWith('--data=')
  })
  app.relaunch({ args: [...args, '--data', folder] })
  app.quit()
}
