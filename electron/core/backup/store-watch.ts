/** Looks through the whole store, in slices between which everybody else gets a turn. Never changes anything. */
import { setTimeout as pause } from 'node:timers/promises'
import { plantedIn } from '../../../db/foreign-store.ts'
import { isDamage, StoreReading } from '../../../db/store-reading.ts'
import type { StoreCheck, StoreFinding } from '../../../shared/api/backups.ts'
import { Problem } from '../../../shared/problems.ts'
import type { Call, HandlerContext } from '../handlers/context.ts'
import type { StorePaths } from '../store/folder.ts'
import type { Log } from '../store/log.ts'
import { checkEvidence, checkReceipts } from './check-evidence.ts'
import { checkFiles } from './check-files.ts'
import { checkForms } from './check-forms.ts'
import { checkLog } from './check-log.ts'
import { checkPersonal, checkRevisions, checkRivals } from './check-revisions.ts'
import { schemaChanged, tableFault } from './finding-words.ts'
import type { Look } from './look.ts'

const dayMs = 24 * 3600 * 1000
/** More of them are counted only: the first say what to do. */
const mostListed = 100
/** Of a look in the background: films of a whole county are not read through every day. */
const filesBudgetBytes = 1024 ** 3

export class StoreWatch {
  readonly #paths: StorePaths
  readonly #log: Log
  readonly #now: () => Date
  readonly #changed: () => void
  #last: StoreCheck | null = null
  #running: Promise<StoreCheck> | null = null
  readonly #closing = new AbortController()
  /** Where the reading of files in the background goes on. */
  filesFrom = ''

  constructor(paths: StorePaths, log: Log, now: () => Date, changed: () => void) {
    this.#paths = paths
    this.#log = log
    this.#now = now
    this.#changed = changed
  }

  get last(): StoreCheck | null {
    return this.#last
  }

  /** At the first tick after the start and once a day; does not wait for it. Never throws. */
  daily(ctx: HandlerContext): void {
    if (this.#running) return
    if (this.#last && Math.abs(this.#now().getTime() - Date.parse(this.#last.at)) < dayMs) return
    this.#run(ctx, null).catch((error: unknown) => {
      if (!(error instanceof Problem && error.code === 'cancelled')) this.#log.error('store.watch', error)
    })
  }

  /** @throws Problem cancelled */
  async look(ctx: HandlerContext, call: Call): Promise<StoreCheck> {
    await this.#running?.catch(() => undefined)
    return this.#run(ctx, call)
  }

  /** Waits for the look to stop. */
  async close(): Promise<void> {
    this.#closing.abort()
    await this.#running?.catch(() => undefined)
  }

  #run(ctx: HandlerContext, call: Call | null): Promise<StoreCheck> {
    const run = this.#lookThrough(ctx, call).finally(() => {
      this.#running = null
    })
    this.#running = run
    return run
  }

  async #lookThrough(ctx: HandlerContext, call: Call | null): Promise<StoreCheck> {
    const findings: StoreFinding[] = []
    let more = 0
    const patient = call === null
    const look: Look = {
      ctx,
      reading: new StoreReading(this.#paths.database),
      looked: { revisions: 0, files: 0, entries: 0 },
      patient,
      budget: patient ? filesBudgetBytes : Number.POSITIVE_INFINITY,
      whole: true,
      find: (finding) => {
        if (findings.length < mostListed) findings.push({ recordId: null, revision: null, ...finding })
        else more++
      },
      turn: async () => {
        if (this.#closing.signal.aborted || call?.signal.aborted) throw new Problem('cancelled', {})
        // Some three parts of four are left to whoever works.
        await (patient ? pause(15) : pause(0))
      },
    }
    try {
      const steps = [
        checkTables,
        checkForms,
        checkRevisions,
        checkRivals,
        checkPersonal,
        checkReceipts,
        checkEvidence,
        checkLog,
        checkFiles,
      ]
      for (const [at, step] of steps.entries()) {
        call?.progress({ phase: 'check', done: at, total: steps.length, unit: 'steps' })
        await whole(look, () => step(look))
      }
    } finally {
      look.reading.close()
    }
    const { looked } = look
    this.#last = { at: this.#now().toISOString(), looked, whole: look.whole, findings, more }
    if (findings.length > 0) this.#log.note('store.findings', { findings: findings.length + more })
    this.#changed()
    return this.#last
  }
}

/** A table that cannot be read was told by the first step; the others go on with what they can read. */
async function whole(look: Look, step: () => Promise<void>): Promise<void> {
  try {
    await step()
  } catch (error) {
    if (!isDamage(error)) throw error
    look.whole = false
  }
}

async function checkTables(look: Look): Promise<void> {
  const told = new Set<string>()
  for (const table of look.reading.tables()) {
    const fault = look.reading.tableFault(table)
    if (fault !== null) {
      const words = tableFault(table)
      if (!told.has(words.what)) look.find({ class: 'damaged', about: 'database', ...words })
      told.add(words.what)
    }
    await look.turn()
  }
  // What SQLite runs by itself could keep entries out of the log while every page and every digest is sound.
  if (plantedIn(look.ctx.store.database) !== null) look.find({ class: 'changed', about: 'database', ...schemaChanged })
}
