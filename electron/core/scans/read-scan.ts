import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { parseRevisionQr, type RevisionMark } from '../../../shared/domain/revision-qr.ts'
import { inThread } from '../received/in-thread.ts'
import type { ScanAnswer, ScanOrder } from './scan-thread.ts'

const maxMilliseconds = 20_000

/** Too long, too large, or the thread ended without a word. */
class GaveNothing extends Error {}

export interface ReadScan {
  /** Pictures that were looked at; 1 for a photo. */
  readonly pages: number
  /** What the codes on it say, each once; empty when none was found. */
  readonly marks: RevisionMark[]
}

/**
 * Looks for the codes of our pages in a photo or scan. A file that is too hard, too large or broken gives no mark: the
 * paper can still be compared by eye.
 * @param timeout milliseconds; for tests
 * @throws Problem cancelled
 */
export async function readScan(
  bytes: Uint8Array,
  {
    resourcesDir,
    signal,
    timeout = maxMilliseconds,
  }: { resourcesDir: string; signal: AbortSignal | undefined; timeout?: number },
): Promise<ReadScan> {
  const nothing = (): Error => new GaveNothing()
  const order: ScanOrder = { bytes, wasmFile: wasmFile(resourcesDir) }
  const plan = { sourceDir: import.meta.dirname, name: 'scan-thread', order, timeout, signal }
  try {
    const { pages, texts } = await inThread<ScanAnswer>({ ...plan, slow: nothing, tooMuch: nothing, silent: nothing })
    return { pages, marks: texts.map(parseRevisionQr).filter((mark) => mark !== null) }
  } catch (error) {
    if (error instanceof GaveNothing) return { pages: 1, marks: [] }
    throw error
  }
}

function wasmFile(resourcesDir: string): string {
  const shipped = join(resourcesDir, 'zxing_reader.wasm')
  if (existsSync(shipped)) return shipped
  return join(import.meta.dirname, '../../../node_modules/zxing-wasm/dist/reader/zxing_reader.wasm')
}
