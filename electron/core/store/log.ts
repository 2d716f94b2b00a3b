import { randomUUID } from 'node:crypto'
import { appendFileSync } from 'node:fs'
import { join } from 'node:path'

export interface Log {
  /** `facts` must hold codes, names of methods, counts and digests only: never a value that a person typed. */
  note(event: string, facts?: Readonly<Record<string, string | number | boolean | null>>): void
  /** Returns the log id that the page shows. */
  error(where: string, error: unknown): string
}

/** One JSON line each, in logs/core-YYYYMM.log. A log that cannot be written never stops the work. */
export function createLog(folder: string, now: () => Date): Log {
  const append = (line: Record<string, unknown>): void => {
    const at = now().toISOString()
    try {
      appendFileSync(
        join(folder, `core-${at.slice(0, 7).replace('-', '')}.log`),
        `${JSON.stringify({ at, ...line })}\n`,
        { mode: 0o600 },
      )
    } catch {
      // Disk full or the folder gone: the call that failed is told to its caller anyway.
    }
  }
  return {
    note: (event, facts = {}) => append({ event, ...facts }),
    error(where, error) {
      const id = randomUUID().slice(0, 8)
      append({ id, where, ...errorFacts(error) })
      return id
    },
  }
}

/** Class, code and stack frames; not the message, which may quote what a person typed (JSON.parse does). */
function errorFacts(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { name: typeof error }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : null
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  return { name: error.name, code, frames: frames.slice(0, 12).map((line) => line.trim()) }
}
