/** The example's folder beside a store: made aside and put in place whole, found again, thrown away without a rest. */
import { existsSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import type { ExampleState, PreparedExample } from '../../../shared/api/example.ts'
import { exampleFolder } from '../../../shared/domain/example.ts'
import type { Call, HandlerContext } from '../handlers/context.ts'
import { moveDurable } from '../store/durable-file.ts'
import { storePaths } from '../store/folder.ts'
import { lockStore } from '../store/lock.ts'
import { readExampleMark } from './example-mark.ts'
import { tellStory } from './tell-story.ts'

/** Antivirus programs hold files for moments: a few tries, then it is told. */
const stubborn = { recursive: true, force: true, maxRetries: 5, retryDelay: 200 } as const

const makingFolder = (folder: string): string => `${folder}.making`
const goneFolder = (folder: string): string => `${folder}.gone`

export function exampleState(ctx: Pick<HandlerContext, 'store'>): ExampleState {
  const mark = readExampleMark(exampleFolder(ctx.store.dataDir))
  return { there: mark !== null, madeAt: mark?.madeAt ?? null }
}

/**
 * Finds the example beside this store or makes it. Nothing is written to this store itself.
 * @throws Problem cancelled, disk.full, store.read-only; nothing stays behind then
 */
export async function prepareExample(ctx: HandlerContext, call: Call): Promise<PreparedExample> {
  const folder = exampleFolder(ctx.store.dataDir)
  if (readExampleMark(folder)) return { dataDir: folder, made: false }
  const making = makingFolder(folder)
  await rm(making, stubborn)
  try {
    await mkdir(making, { recursive: true, mode: 0o700 })
    const { resourcesDir, openBeside } = ctx
    const made = await tellStory({ resourcesDir, making, today: ctx.now(), openBeside }, call)
    await moveDurable(made, folder)
    return { dataDir: folder, made: true }
  } finally {
    await rm(making, stubborn)
  }
}

/** At start, under this store's lock: what was left of a making that a crash ended. */
export async function sweepHalfExample(dataDir: string): Promise<void> {
  const folder = exampleFolder(dataDir)
  for (const half of [makingFolder(folder), goneFolder(folder)]) if (existsSync(half)) await rm(half, stubborn)
}

/**
 * Deletes the example beside this store; only a folder that carries the example's mark.
 * @throws Problem store.locked while another program has it open
 */
export async function discardExample(ctx: Pick<HandlerContext, 'store'>): Promise<void> {
  const folder = exampleFolder(ctx.store.dataDir)
  const gone = goneFolder(folder)
  await rm(gone, stubborn)
  await rm(makingFolder(folder), stubborn)
  if (!readExampleMark(folder)) return
  const paths = storePaths(folder)
  if (existsSync(paths.lock)) lockStore(paths).release()
  // Renamed first: half a folder is never found as an example.
  await rename(folder, gone)
  await rm(gone, stubborn)
}
