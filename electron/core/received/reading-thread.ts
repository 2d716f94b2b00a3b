/** The thread that takes a received file apart: whatever the file does to it, the core goes on. */
import { readFile } from 'node:fs/promises'
import { parentPort, workerData } from 'node:worker_threads'
import { readBytes } from './read-bytes.ts'
import { CannotRead, type ReadingAnswer } from './received-text.ts'

export interface ReadingOrder {
  readonly path: string
  readonly cMapFolder: string
  /** An old paper: rows of tables too, and spreadsheets. */
  readonly tables?: boolean
}

async function answer({ path, cMapFolder, tables = false }: ReadingOrder): Promise<ReadingAnswer> {
  try {
    return { read: await readBytes(await readFile(path), cMapFolder, tables) }
  } catch (error) {
    return { failure: error instanceof CannotRead ? error.failure : { why: 'damaged' } }
  }
}

// The core starts this file with such an order, and nobody else.
parentPort?.postMessage(await answer(workerData as ReadingOrder))
