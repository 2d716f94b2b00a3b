/** Two offices on one table: real cores on real folders, called through dispatch as a page calls them. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type CoreOptions, createCore } from '../../electron/core/core.ts'
import type { MethodInput, MethodName, MethodOutput } from '../../shared/api/contract.ts'
import type { Progress } from '../../shared/api/protocol.ts'
import { Problem, type ProblemCode } from '../../shared/problems.ts'
import { cheapKeyWork } from './key-work.ts'

export const projectDir = path.resolve(import.meta.dirname, '../..')
export const sampleDir = path.join(projectDir, 'resources/sample')
export const countyNotice = 'jiangsu-2022-workers-day.county'
export const passphrases = { county: '稻田夏天很绿很绿', city: '城里的灯都亮了呀' } as const

/** A folder of its own per test; gone afterwards. */
export function newRoot(prefix = 'kexie-desks-'): { dir: string; remove: () => void } {
  // Every confirmed save is flushed: on a RAM disk that costs nothing, and the rules are the same.
  const dir = mkdtempSync(path.join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), prefix))
  return { dir, remove: () => rmSync(dir, { recursive: true, force: true }) }
}

/** The built-in notices and those of test/fixtures in one folder. */
export function resourcesWithFixtures(root: string): string {
  const resources = path.join(root, 'resources')
  const notices = path.join(resources, 'notices')
  mkdirSync(notices, { recursive: true })
  for (const id of ['jiangsu-2022-workers-day', 'jiangsu-2022-workers-day.county']) {
    symlinkSync(path.join(projectDir, 'resources/notices', id), path.join(notices, id))
  }
  symlinkSync(path.join(projectDir, 'test/fixtures/notices/large-files'), path.join(notices, 'large-files'))
  return resources
}

export interface DeskOptions {
  readonly resourcesDir?: string
  /** Milliseconds that the clock starts at; it moves on with real time. */
  readonly startAt?: number
  /** Stands for the main process, e.g. to render; left out there is no window. */
  readonly ask?: CoreOptions['ask']
  /** A copy to open with, in the place of a store that does not open. */
  readonly restore?: string
}

type Core = Awaited<ReturnType<typeof createCore>>

export class Desk {
  readonly dir: string
  readonly #options: DeskOptions
  #core: Core
  readonly events: { event: string; value: unknown }[] = []
  officeId = ''

  private constructor(dir: string, core: Core, options: DeskOptions) {
    this.dir = dir
    this.#core = core
    this.#options = options
  }

  static async open(dir: string, options: DeskOptions = {}): Promise<Desk> {
    mkdirSync(dir, { recursive: true })
    let desk: Desk | null = null
    const told = (event: string, value: unknown) => desk?.events.push({ event, value })
    const core = await start(dir, options, told, options.restore ?? null)
    desk = new Desk(dir, core, options)
    desk.officeId = (await desk.call('app.state', {})).office?.officeId ?? ''
    return desk
  }

  async call<M extends MethodName>(
    method: M,
    input: MethodInput<M>,
    options: { signal?: AbortSignal; progress?: (p: Progress) => void } = {},
  ): Promise<MethodOutput<M>> {
    const value = await this.#core.dispatch(method, input, {
      signal: options.signal ?? new AbortController().signal,
      progress: options.progress ?? (() => undefined),
    })
    return value as MethodOutput<M>
  }

  /** The problem that a call ends with; fails when it does not. */
  async problem<M extends MethodName>(method: M, input: MethodInput<M>): Promise<Problem> {
    try {
      await this.call(method, input)
    } catch (error) {
      if (error instanceof Problem) return error
      throw error
    }
    throw new Error(`${method} went through`)
  }

  async close(): Promise<void> {
    await this.#core.close()
  }

  /** @param restore a copy to put in the place of a store that was damaged while it was closed */
  async reopen(passphrase: string | null = null, restore: string | null = null): Promise<void> {
    if (restore === null) await this.#core.close()
    this.#core = await start(this.dir, this.#options, (event, value) => this.events.push({ event, value }), restore)
    if (passphrase !== null) await this.call('keys.unlock', { passphrase })
  }
}

function start(
  dir: string,
  options: DeskOptions,
  emit: (event: string, value: unknown) => void,
  restore: string | null = null,
): Promise<Core> {
  const begun = Date.now()
  const { startAt } = options
  return createCore({
    dataDir: dir,
    resourcesDir: options.resourcesDir ?? path.join(projectDir, 'resources'),
    appVersion: '0.1.0-test',
    now: () => new Date(startAt === undefined ? Date.now() : startAt + Date.now() - begun),
    ask: options.ask ?? null,
    keyWork: cheapKeyWork,
    emit,
    restore,
  })
}

export async function foundOffice(
  desk: Desk,
  who: 'county' | 'city',
  passphrase: string | null = passphrases[who],
): Promise<void> {
  const facts = JSON.parse(
    readFileSync(path.join(sampleDir, who, 'office.json'), 'utf8'),
  ) as MethodInput<'offices.init'>
  desk.officeId = (await desk.call('offices.init', facts)).officeId
  if (passphrase !== null) await desk.call('keys.protect', { passphrase })
}

/** `a` takes in the card of `b` and compares the 指纹码 that `b` reads out. */
export async function trust(a: Desk, b: Desk, folder: string): Promise<void> {
  const card = path.join(folder, `card-${b.officeId}.zip`)
  await b.call('offices.exportCard', { out: card })
  const { groups } = await b.call('offices.fingerprint', {})
  await a.call('offices.trust', { card, fingerprint: groups.join(' ') })
}

export interface Pair {
  readonly county: Desk
  readonly city: Desk
  /** Where files go from one to the other: the stick. */
  readonly stick: string
  readonly dir: string
  close(): Promise<void>
}

export async function newPair(options: DeskOptions & { trusting?: boolean; dir?: string } = {}): Promise<Pair> {
  const root = newRoot()
  const stick = path.join(root.dir, 'stick')
  mkdirSync(stick)
  const county = await Desk.open(path.join(root.dir, 'county'), options)
  const city = await Desk.open(path.join(root.dir, 'city'), options)
  await foundOffice(county, 'county')
  await foundOffice(city, 'city')
  if (options.trusting !== false) {
    await trust(county, city, stick)
    await trust(city, county, stick)
  }
  return {
    county,
    city,
    stick,
    dir: root.dir,
    close: async () => {
      await county.close()
      await city.close()
      root.remove()
    },
  }
}

export const sampleValues = (): Record<string, string | string[]> =>
  JSON.parse(readFileSync(path.join(sampleDir, 'county/values.json'), 'utf8')) as Record<string, string | string[]>

/** F2 with the sample's values and, where asked, its photos. */
export async function fillF2(
  desk: Desk,
  changes: Record<string, string | string[]> = {},
  photos: readonly string[] = ['photo-1-field.jpg'],
): Promise<string> {
  const record = await desk.call('records.create', {
    noticeId: countyNotice,
    formId: 'JS-F2',
    values: { ...sampleValues(), ...changes },
  })
  const { recordId } = record.summary
  for (const photo of photos)
    await desk.call('records.attach', { recordId, field: 'photos', path: path.join(sampleDir, 'county', photo) })
  return recordId
}

export const expectCode = (problem: Problem, code: ProblemCode): void => {
  if (problem.code !== code) throw new Error(`expected ${code}, got ${problem.code} ${JSON.stringify(problem.details)}`)
}
