import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { parseRevisionQr, type RevisionMark } from '../../../shared/domain/revision-qr.ts'
import { inThread } from '../received/in-thread.ts'
import type { Wanted } from './find-codes.ts'
import type { ScanAnswer, ScanOrder } from './scan-thread.ts'

const maxMilliseconds = 20_000

/** Too long, too large, or the thread ended without a word. */
class GaveNothing extends Error {}

export interface ReadLimits {
  readonly resourcesDir: string
  readonly signal: AbortSignal | undefined
  /** Milliseconds; for tests. */
  readonly timeout?: number
}

export interface ReadScan {
  /** Pictures that were looked at; 1 for a photo. */
  readonly pages: number
  /** What the codes on it say, each once; empty when none was found. */
  readonly marks: RevisionMark[]
}

/**
 * Looks for the codes of our pages in a photo or scan. A file that is too hard, too large or broken gives no mark: the
 * paper can still be compared by eye.
 * @throws Problem cancelled
 */
export async function readScan(bytes: Uint8Array, limits: ReadLimits): Promise<ReadScan> {
  const { pages, texts } = await textsOf(bytes, 'revision', limits)
  return { pages, marks: texts.map(parseRevisionQr).filter((mark) => mark !== null) }
}

/** Texts of the cards on it, each once; as `readScan`. @throws Problem cancelled */
export const readCards = async (bytes: Uint8Array, limits: ReadLimits): Promise<string[]> =>
  (await textsOf(bytes, 'card', limits)).texts

async function textsOf(
  bytes: Uint8Array,
  wanted: Wanted,
  { resourcesDir, signal, timeout = maxMilliseconds }: ReadLimits,
): Promise<ScanAnswer> {
  const nothing = (): Error => new GaveNothing()
  const order: ScanOrder = { bytes, wasmFile: wasmFile(resourcesDir), wanted }
  const plan = { sourceDir: import.meta.dirname, name: 'scan-thread', order, timeout, signal }
  try {
    return await inThread<ScanAnswer>({ ...plan, slow: nothing, tooMuch: nothing, silent: nothing })
  } catch (error) {
    if (error instanceof GaveNothing) return { pages: 1, texts: [] }
    throw error
  }
}

function wasmFile(resourcesDir: string): string {
  const shipped = join(resourcesDir, 'zxing_reader.wasm')
  if (existsSync(shipped)) return shipped
  return join(import.meta.dirname, '../../../node_modules/zxing-wasm/dist/reader/zxing_reader.wasm')
}
