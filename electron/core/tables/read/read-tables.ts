/** Tables as offices send them, read in a thread of its own with limits of size, time and memory. */
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { Problem, type UnreadableTable } from '../../../../shared/problems.ts'
import { inThread, type ThreadLane } from '../../received/in-thread.ts'
import { maxReceivedBytes } from '../../received/read-received.ts'
import type { TableAnswer, TableOrder } from './table-thread.ts'
import type { ReadFile } from './types.ts'

const maxMilliseconds = 10_000
/** Heap of the thread. The file's own bytes lie outside it, 60 MB of them at most. */
const maxHeapMegabytes = 240

export interface TableOptions {
  readonly signal?: AbortSignal
  /** Of several files, one after the other. */
  readonly lane?: ThreadLane | undefined
  /** The name that a person knows the file by, where `path` is a copy of ours. */
  readonly fileName?: string
  /** Milliseconds, megabytes, bytes; for tests. */
  readonly timeout?: number
  readonly heap?: number
  readonly maxBytes?: number
}

/**
 * All lists of a file: xlsx, xls, HTML and XML under these names, csv and tsv in UTF-8, UTF-16, GBK or GB 18030, tables
 * of a docx; by what is in it, not by its name. Nothing is guessed in silence: what is doubtful has a question, what
 * only the sender can mend a refusal.
 * @throws Problem file.unreadable, table.unreadable, cancelled
 */
export async function readTables(path: string, options: TableOptions = {}): Promise<ReadFile> {
  const fileName = options.fileName ?? basename(path)
  const refused = (why: UnreadableTable): Problem => new Problem('table.unreadable', { fileName, why })
  const facts = await stat(path).catch((error: NodeJS.ErrnoException) => error)
  if (facts instanceof Error) throw new Problem('file.unreadable', { path, reason: facts.code ?? '' })
  if (!facts.isFile()) throw new Problem('file.unreadable', { path, reason: 'not-a-file' })
  if (facts.size > (options.maxBytes ?? maxReceivedBytes)) throw refused('too-large')
  const order: TableOrder = { path }
  const plan = {
    sourceDir: import.meta.dirname,
    name: 'table-thread',
    order,
    timeout: options.timeout ?? maxMilliseconds,
    maxHeapMegabytes: options.heap ?? maxHeapMegabytes,
    signal: options.signal,
    slow: () => refused('too-slow'),
    tooMuch: () => refused('too-much'),
    silent: () => refused('damaged'),
  }
  const answer = await inThread<TableAnswer>(plan, options.lane)
  if ('file' in answer) return answer.file
  throw refused(answer.failure.why === 'other-program' ? answer.failure.format : answer.failure.why)
}
