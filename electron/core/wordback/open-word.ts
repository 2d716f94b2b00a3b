/** Opens a returned file in a thread of its own, with the limits of every file from outside. */
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { Problem } from '../../../shared/problems.ts'
import { inThread, type ThreadLane } from '../received/in-thread.ts'
import { failureProblem, maxReceivedBytes } from '../received/read-received.ts'
import type { WordAnswer, WordOrder } from './word-thread.ts'

const maxMilliseconds = 20_000

/**
 * @param timeout milliseconds; for tests
 * @param lane where several files are opened, one after the other
 * @throws Problem file.unreadable, received.too-large, received.too-slow, received.too-much, received.damaged,
 *   received.locked, cancelled
 */
export async function openInThread(
  order: WordOrder,
  signal: AbortSignal | undefined,
  { timeout = maxMilliseconds, lane }: { timeout?: number; lane?: ThreadLane | undefined } = {},
): Promise<Exclude<WordAnswer, { failure: unknown }>> {
  const { path } = order
  const fileName = basename(path)
  const facts = await stat(path).catch(() => null)
  if (!facts?.isFile()) throw new Problem('file.unreadable', { path, reason: facts ? 'not-a-file' : 'ENOENT' })
  if (facts.size > maxReceivedBytes)
    throw new Problem('received.too-large', { fileName, bytes: facts.size, limit: maxReceivedBytes })
  const plan = {
    sourceDir: import.meta.dirname,
    name: 'word-thread',
    order,
    timeout,
    signal,
    slow: () => new Problem('received.too-slow', { fileName }),
    tooMuch: () => new Problem('received.too-much', { fileName }),
    silent: () => new Problem('received.damaged', { fileName }),
  }
  const answer = await inThread<WordAnswer>(plan, lane)
  if ('failure' in answer) throw failureProblem(answer.failure, fileName)
  return answer
}
