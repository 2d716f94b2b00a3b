/** The thread that looks at a video's structure: whatever the file does to it, the core goes on. */
import { parentPort, workerData } from 'node:worker_threads'
import { fileSource } from './byte-source.ts'
import { factsOf, type StructureAnswer } from './structure.ts'

export interface VideoOrder {
  readonly path: string
  /** Whose ending is held against the container; a copy of ours has none. */
  readonly fileName: string
}

function answer({ path, fileName }: VideoOrder): StructureAnswer {
  let source: ReturnType<typeof fileSource>
  try {
    source = fileSource(path)
  } catch (error) {
    return { gone: false, system: systemCode(error) }
  }
  try {
    return factsOf(source, fileName)
  } catch (error) {
    // A drive that was pulled out; or a shape of file that we did not think of, which is the file's business and not a fault
    // of the program.
    const system = systemCode(error)
    return system === '' ? { unreadable: 'unknown', bytesRead: source.bytesRead } : { gone: true, system }
  } finally {
    source.close()
  }
}

/** Node's own errors have codes as well, but no call of the system. */
const systemCode = (error: unknown): string =>
  error instanceof Error && 'syscall' in error && 'code' in error ? String(error.code) : ''

// The core starts this file with such an order, and nobody else.
parentPort?.postMessage(answer(workerData as VideoOrder))
