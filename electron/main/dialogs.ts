import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { app, BrowserWindow, dialog, type WebContents } from 'electron'
import type { PickFilesInput, PickFolderInput, SaveAsInput } from '../../shared/api/main-calls.ts'

/** Paths that the person chose; empty when the dialog was closed. */
export async function pickFiles(page: WebContents, input: PickFilesInput): Promise<string[]> {
  const scripted = scriptedAnswer()
  if (scripted) return scripted.paths
  const properties: ('openFile' | 'multiSelections')[] = input.multiple ? ['openFile', 'multiSelections'] : ['openFile']
  const chosen = await dialog.showOpenDialog(windowOf(page), { title: input.title, filters: input.filters, properties })
  return chosen.canceled ? [] : chosen.filePaths
}

export async function pickFolder(page: WebContents, input: PickFolderInput): Promise<string | null> {
  const scripted = scriptedAnswer()
  if (scripted) return scripted.paths[0] ?? null
  const chosen = await dialog.showOpenDialog(windowOf(page), {
    title: input.title,
    properties: ['openDirectory', 'createDirectory'],
  })
  return chosen.canceled ? null : (chosen.filePaths[0] ?? null)
}

export async function saveAs(page: WebContents, input: SaveAsInput): Promise<string | null> {
  const scripted = scriptedAnswer()
  if (scripted) return scripted.paths[0] ?? null
  const chosen = await dialog.showSaveDialog(windowOf(page), {
    title: input.title,
    defaultPath: input.defaultName,
    filters: input.filters,
  })
  return chosen.canceled || !chosen.filePath ? null : chosen.filePath
}

function windowOf(page: WebContents): BrowserWindow {
  const window = BrowserWindow.fromWebContents(page)
  if (!window) throw new Error('no window')
  return window
}

/**
 * Journeys cannot click in the system's dialogs: KEXIE_TEST_DIALOGS names a JSON file with the answers in order, each a
 * path, a list of paths, or null for a closed dialog. Never in a packaged program.
 */
function scriptedAnswer(): { paths: string[] } | null {
  const file = process.env.KEXIE_TEST_DIALOGS
  if (!file || app.isPackaged) return null
  const answers: unknown[] = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : []
  const [answer, ...rest] = answers
  writeFileSync(file, JSON.stringify(rest))
  return { paths: [answer].flat().filter((entry): entry is string => typeof entry === 'string') }
}
