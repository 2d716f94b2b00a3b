/** The named calls of a page, each checked: by whom, and with what. */
import { app, type IpcMainInvokeEvent, ipcMain, shell, type WebContents } from 'electron'
import type { AppInfo } from '../../shared/api/bridge.ts'
import {
  appearanceInput,
  nothing,
  pickFilesInput,
  pickFolderInput,
  restoreBackupInput,
  saveAsInput,
  showInFolderInput,
  storeChoiceInput,
} from '../../shared/api/main-calls.ts'
import { exampleFileName } from '../../shared/domain/example.ts'
import { appearance, chooseAppearance } from './appearance.ts'
import type { CoreLink } from './core-link.ts'
import { pickFiles, pickFolder, saveAs } from './dialogs.ts'
import { isOwnFrame } from './guards.ts'
import type { Stores } from './stores.ts'

/** What main uses of a schema of `shared`. */
interface Schema<T> {
  safeParse(input: unknown): { success: true; data: T } | { success: false }
}

function accept<T>(channel: string, schema: Schema<T>, answer: (page: WebContents, input: T) => unknown): void {
  ipcMain.handle(channel, (event: IpcMainInvokeEvent, input: unknown) => {
    if (!isOwnFrame(event.senderFrame)) throw new Error('refused')
    const parsed = schema.safeParse(input)
    if (!parsed.success) throw new Error('refused')
    return answer(event.sender, parsed.data)
  })
}

export function acceptCalls({ link, stores }: { link: CoreLink; stores: Stores }): void {
  accept('core.connect', nothing, (page) => link.connect(page))
  accept('core.restart', nothing, () => link.restart())
  accept('core.restoreBackup', restoreBackupInput, (_page, id) => link.restoreBackup(id))
  accept('dialog.pickFiles', pickFilesInput, pickFiles)
  accept('dialog.pickFolder', pickFolderInput, pickFolder)
  accept('dialog.saveAs', saveAsInput, (page, input) =>
    saveAs(page, stores.isExample ? { ...input, defaultName: exampleFileName(input.defaultName) } : input),
  )
  accept('shell.showInFolder', showInFolderInput, (_page, file) => shell.showItemInFolder(file))
  accept('app.info', nothing, () => appInfo(stores.current))
  accept('appearance.show', nothing, () => appearance())
  accept('appearance.choose', appearanceInput, (_page, { tone, zoom }) => {
    chooseAppearance({ ...(tone !== undefined && { tone }), ...(zoom !== undefined && { zoom }) })
  })
  accept('store.switch', storeChoiceInput, (page, to) => stores.switchTo(page, to))
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
