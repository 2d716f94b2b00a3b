/**
 * What the store looked like when it was last closed with nothing under way: swept, and sound as far as this program wrote it.
 * A start that finds it so need not read the whole of it again. Whatever touched it since (a crash, a restore, a hand in the
 * folder, a copy from elsewhere) makes it look different, and then everything is checked and swept as ever. What a disk
 * changes by itself is found by the daily look (backup/store-watch.ts).
 */
import { createHash } from 'node:crypto'
import { existsSync, lstatSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { StorePaths } from './folder.ts'

const markOf = (paths: StorePaths): string => join(paths.dataDir, 'closed')

/** Reads the mark and takes it away: from here on only another clean close leaves one. */
export function takeMark(paths: StorePaths): string | null {
  const file = markOf(paths)
  if (!existsSync(file)) return null
  const mark = readFileSync(file, 'utf8')
  rmSync(file)
  return mark
}

/** Whether the store is as that mark says. */
export const isAsClosed = (paths: StorePaths, mark: string | null): boolean => mark !== null && mark === look(paths)

/** When the database is closed and the lock still held. Without it the next start only takes longer. */
export function leaveMark(paths: StorePaths): void {
  try {
    const mark = look(paths)
    if (mark !== null) writeFileSync(markOf(paths), mark, { mode: 0o600 })
  } catch {
    // A full disk, or a folder that is gone.
  }
}

/** Null while there is something in the log of the database that is not in the database. */
function look({ database, attachments, documents }: StorePaths): string | null {
  if (!existsSync(database) || existsSync(`${database}-wal`)) return null
  const places = [database, ...[attachments, documents].flatMap((folder) => [folder, ...foldersIn(folder)])]
  const facts = places.map((place) => {
    const { ino, size, mtimeNs, ctimeNs } = lstatSync(place, { bigint: true })
    // A folder's times change with every file that comes or goes.
    return `${place}\0${ino}\0${place === database ? size : ''}\0${mtimeNs}\0${ctimeNs}`
  })
  return createHash('sha256').update(facts.join('\n')).digest('hex')
}

const foldersIn = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map((entry) => join(folder, entry.name))
        .sort()
    : []
