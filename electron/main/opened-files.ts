/** Packages that the person opened with the program: a double click, a drop on its icon, a file on the command line. */
import { statSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** More at once come in through a folder. */
const most = 200

function pathOf(word: string, cwd: string): string | null {
  try {
    // Linux desktops hand over addresses.
    return word.startsWith('file:') ? fileURLToPath(word) : path.resolve(cwd, word)
  } catch {
    return null
  }
}

function isFile(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isFile() === true
}

/** @param argv without the program itself @returns absolute paths of the ZIP files that it names and that are there */
export function filesNamedIn(argv: readonly string[], cwd: string): string[] {
  const found = argv.flatMap((word, at) => {
    if (word.startsWith('-') || argv[at - 1] === '--data' || !/\.zip$/i.test(word)) return []
    const file = pathOf(word, cwd)
    return file !== null && isFile(file) ? [file] : []
  })
  return [...new Set(found)].slice(0, most)
}

/** They wait here until a page takes them: the desk may still be locked, or have no office yet. */
export class OpenedFiles {
  readonly #tell: () => void
  #waiting: string[] = []

  /** @param tell called when files have come that no page has taken yet */
  constructor(tell: () => void) {
    this.#tell = tell
  }

  add(files: readonly string[]): void {
    if (files.length === 0) return
    this.#waiting = [...new Set([...this.#waiting, ...files])].slice(0, most)
    this.#tell()
  }

  take(): string[] {
    return this.#waiting.splice(0)
  }
}
