/** The thread that takes a returned paper apart: whatever the file does to it, the core goes on. */
import { readFile } from 'node:fs/promises'
import type { FieldValue, FormDefinition } from '../../../shared/form/definition.ts'
import { type CollectedPaper, readCollected } from '../collection/collected-paper.ts'
import { readRecordWorkbook } from '../documents/xlsx/read-record-sheet.ts'
import { answerOrders } from '../received/answer-orders.ts'
import { CannotRead, type ReadingFailure } from '../received/received-text.ts'
import { readWord } from './read-word.ts'
import type { WordPaper } from './word-paper.ts'

export type WordOrder =
  | { readonly path: string; readonly as: 'word' }
  | { readonly path: string; readonly as: 'workbook'; readonly definition: FormDefinition }
  | { readonly path: string; readonly as: 'collected' }

export type WordAnswer =
  | { readonly word: WordPaper | null }
  | { readonly records: Record<string, FieldValue>[] }
  | { readonly collected: CollectedPaper }
  | { readonly failure: ReadingFailure }

async function answer(order: WordOrder): Promise<WordAnswer> {
  try {
    const bytes = await readFile(order.path)
    if (order.as === 'collected') return { collected: readCollected(bytes) }
    if (order.as === 'word') return { word: readWord(bytes) }
    return { records: readRecordWorkbook(order.definition, bytes) }
  } catch (error) {
    return { failure: error instanceof CannotRead ? error.failure : { why: 'damaged' } }
  }
}

answerOrders(answer)
