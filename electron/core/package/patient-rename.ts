import { rename } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'

/** Antivirus programs and indexers hold a fresh file for a moment. */
const tries = 10
const waitMs = 200
const held: readonly string[] = ['EACCES', 'EBUSY', 'EPERM']

export interface RenameOptions {
  /** Before each try. What it throws ends the trying. */
  readonly before?: (() => void | Promise<void>) | undefined
  /** After each refusal that is waited out. */
  readonly refused?: (() => void | Promise<void>) | undefined
}

/** Renames; while another program holds the file, again for two seconds. @throws the system's error */
export async function renamePatiently(from: string, to: string, options: RenameOptions = {}): Promise<void> {
  for (let turn = 1; ; turn++) {
    await options.before?.()
    try {
      return await rename(from, to)
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : ''
      if (turn === tries || !held.includes(code)) throw error
      await options.refused?.()
      await delay(waitMs)
    }
  }
}
