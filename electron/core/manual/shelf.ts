/** All pages of the manual, read once when somebody first asks for one. */
import { existsSync, readFileSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import type { ManualEntry, ManualPage } from '../../../shared/api/manual.ts'
import { Problem } from '../../../shared/problems.ts'
import { keyboardTables } from './keyboard-tables.ts'
import { type OrderedPage, readPage } from './read-page.ts'

const shelves = new Map<string, Promise<readonly OrderedPage[]>>()

/** In the order of the manual. @throws Error when a page is not as `readPage` wants it */
export function manualPages(resourcesDir: string): Promise<readonly OrderedPage[]> {
  const known = shelves.get(resourcesDir)
  if (known) return known
  const pages = readAll(path.join(resourcesDir, 'manual'))
  shelves.set(resourcesDir, pages)
  // A file that was held by another program may be there the next time.
  pages.catch(() => shelves.delete(resourcesDir))
  return pages
}

async function readAll(folder: string): Promise<readonly OrderedPage[]> {
  const names = (await readdir(path.join(folder, 'pages'))).filter((name) => name.endsWith('.md'))
  const files = [...names.map((name) => path.join('pages', name)), 'changelog.md']
  const pages = await Promise.all(
    files.map(async (file) =>
      withTables(
        readPage({
          pageId: path.basename(file, '.md'),
          // A copy of the project may end its lines in the manner of Windows.
          text: (await readFile(path.join(folder, file), 'utf8')).replace(/\r\n/g, '\n'),
          pictureSize: (name) => pngSize(path.join(folder, 'pictures', name)),
        }),
      ),
    ),
  )
  return pages.sort((a, b) => a.order - b.order || a.pageId.localeCompare(b.pageId))
}

const withTables = (page: OrderedPage): OrderedPage =>
  page.pageId === 'keyboard' ? { ...page, blocks: [...page.blocks, ...keyboardTables()] } : page

/** Width and height stand in the first chunk of every PNG. */
function pngSize(file: string): { width: number; height: number } | null {
  if (!existsSync(file)) return null
  const bytes = readFileSync(file)
  if (bytes.toString('latin1', 12, 16) !== 'IHDR') return null
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) }
}

export const entryOf = ({ pageId, title, chapter, screens, problems }: OrderedPage): ManualEntry => ({
  pageId,
  title,
  chapter,
  screens,
  problems,
})

/** @throws Problem manual.unknown */
export async function manualPage(resourcesDir: string, pageId: string): Promise<ManualPage> {
  const page = (await manualPages(resourcesDir)).find((one) => one.pageId === pageId)
  if (!page) throw new Problem('manual.unknown', { pageId })
  return { ...entryOf(page), blocks: page.blocks }
}
