/** The thread that takes tables apart: whatever a file does to it, the core goes on. */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { answerOrders } from '../../received/answer-orders.ts'
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

answerOrders(answer)
