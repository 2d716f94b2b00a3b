/**
 * The wraps of the store key a second time, beside the database: a copy from before the passphrase was set must open
 * with the passphrase of today, also when today's database cannot be read. Wraps alone open nothing (bundle-format §8).
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { KeyWrap } from '../../../db/queries/keys.ts'
import { writeDurableSync } from '../store/durable-file.ts'
import type { StorePaths } from '../store/folder.ts'

const wrapsSchema = z.array(
  z.object({
    kind: z.enum(['passphrase', 'recovery', 'keychain']),
    params_json: z.string(),
    wrapped: z.string(),
    created_at: z.string(),
  }),
)

const fileOf = (paths: StorePaths): string => join(paths.keys, 'wraps.json')

/** Null when there is no such file or it is not ours. */
export function readKeptWraps(paths: StorePaths): KeyWrap[] | null {
  if (!existsSync(fileOf(paths))) return null
  try {
    const wraps = wrapsSchema.parse(JSON.parse(readFileSync(fileOf(paths), 'utf8')))
    return wraps.map((wrap) => ({ ...wrap, wrapped: Buffer.from(wrap.wrapped, 'base64') }))
  } catch {
    return null
  }
}

export function keepWraps(paths: StorePaths, wraps: readonly KeyWrap[]): void {
  const text = `${JSON.stringify(wraps.map((wrap) => ({ ...wrap, wrapped: wrap.wrapped.toString('base64') })))}\n`
  const file = fileOf(paths)
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return
  writeDurableSync(file, Buffer.from(text))
}
