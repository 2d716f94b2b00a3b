/** The thread that takes a table apart: whatever the file does to it, the core goes on. */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { parentPort, workerData } from 'node:worker_threads'
import { CannotRead, type ReadingFailure } from '../../received/received-text.ts'
import { findLists } from './find-lists.ts'
import { openGrid } from './open-grid.ts'
import type { ReadFile } from './types.ts'

export interface TableOrder {
  readonly path: string
}
export type TableAnswer = { readonly file: ReadFile } | { readonly failure: ReadingFailure }

async function answer({ path }: TableOrder): Promise<TableAnswer> {
  try {
    const bytes = await readFile(path)
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    return { file: { sha256, ...findLists(openGrid(bytes)) } }
  } catch (error) {
    return { failure: error instanceof CannotRead ? error.failure : { why: 'damaged' } }
  }
}

// The core starts this file with such an order, and nobody else.
parentPort?.postMessage(await answer(workerData as TableOrder))
