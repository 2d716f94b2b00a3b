/** A file in the store says that it is an example: it is there before the first row, and nothing ever takes it away. */
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { writeDurableSync } from '../store/durable-file.ts'

const mark = z.strictObject({ format: z.literal('kexie-example/1'), madeAt: z.iso.datetime({ offset: true }) })
export type ExampleMark = z.infer<typeof mark>

const markFile = (dataDir: string): string => join(dataDir, 'example-office.json')

/** Null for a store of real work. A mark that cannot be read is still a mark: in doubt nothing goes out as real. */
export function readExampleMark(dataDir: string): ExampleMark | null {
  const file = markFile(dataDir)
  if (!existsSync(file)) return null
  try {
    return mark.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return { format: 'kexie-example/1', madeAt: new Date(0).toISOString() }
  }
}

export function writeExampleMark(dataDir: string, madeAt: Date): void {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const content: ExampleMark = { format: 'kexie-example/1', madeAt: madeAt.toISOString() }
  writeDurableSync(markFile(dataDir), Buffer.from(`${JSON.stringify(content)}\n`, 'utf8'), 0o600)
}

/** Notices that only the example has, with their dates filled in. */
export const exampleNotices = (dataDir: string): string => join(dataDir, 'notices')
