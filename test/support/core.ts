/** One core on a folder of its own, called through dispatch as a page calls it. Everything is closed and removed after the test. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { onTestFinished } from 'vitest'
import { type Core, type CoreOptions, createCore } from '../../electron/core/core.ts'
import type { MethodInput, MethodName, MethodOutput } from '../../shared/api/contract.ts'
import type { Progress } from '../../shared/api/protocol.ts'
import { Problem } from '../../shared/problems.ts'
import { cheapKeyWork } from './key-work.ts'

export const projectDir = path.resolve(import.meta.dirname, '../..')
export const cityNotice = 'jiangsu-2022-workers-day'
export const countyNotice = 'jiangsu-2022-workers-day.county'

export interface TestCoreOptions {
  readonly dataDir?: string
  /** ISO 8601; null for the real clock. The clock stands still until `setNow`. */
  readonly now?: string | null
  readonly resourcesDir?: string
  readonly ask?: CoreOptions['ask']
}

export class TestCore {
  readonly dataDir: string
  readonly events: { event: string; value: unknown }[] = []
  readonly #options: TestCoreOptions
  #core: Core | null = null
  #now: string | null

  constructor(options: TestCoreOptions) {
    this.dataDir = options.dataDir ?? newFolder()
    this.#options = options
    this.#now = options.now === undefined ? '2022-05-10T01:00:00.000Z' : options.now
  }

  /** @param restore a copy to put in the place of a store that does not open */
  async open(restore: string | null = null): Promise<this> {
    this.#core = await createCore({
      dataDir: this.dataDir,
      resourcesDir: this.#options.resourcesDir ?? path.join(projectDir, 'resources'),
      appVersion: '0.1.0-test',
      now: () => (this.#now === null ? new Date() : new Date(this.#now)),
      ask: this.#options.ask ?? null,
      keyWork: cheapKeyWork,
      restore,
      emit: (event, value) => void this.events.push({ event, value }),
    })
    return this
  }

  async close(): Promise<void> {
    const core = this.#core
    this.#core = null
    await core?.close()
  }

  async reopen(): Promise<void> {
    await this.close()
    await this.open()
  }

  /** What the process does every few minutes. */
  async tick(): Promise<void> {
    await this.#core?.tick()
  }

  setNow(now: string): void {
    this.#now = now
  }

  async call<M extends MethodName>(method: M, input: MethodInput<M>, signal?: AbortSignal): Promise<MethodOutput<M>> {
    return (await this.raw(method, input, signal)) as MethodOutput<M>
  }

  raw(method: string, input: unknown, signal?: AbortSignal, progress?: (progress: Progress) => void): Promise<unknown> {
    if (!this.#core) throw new Error('the core is closed')
    return this.#core.dispatch(method, input, { ...(signal && { signal }), ...(progress && { progress }) })
  }

  /** The problem that a call ends with; fails when it goes through or throws anything else. */
  async problem<M extends MethodName>(method: M, input: MethodInput<M>): Promise<Problem> {
    return problemOf(this.raw(method, input))
  }
}

export async function problemOf(work: Promise<unknown>): Promise<Problem> {
  try {
    await work
  } catch (error) {
    if (error instanceof Problem) return error
    throw error
  }
  throw new Error('it went through')
}

export function newFolder(): string {
  const dir = mkdtempSync(path.join(tmpdir(), 'kexie-core-'))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  return dir
}

export async function openTestCore(options: TestCoreOptions = {}): Promise<TestCore> {
  const core = await new TestCore(options).open()
  onTestFinished(() => core.close())
  return core
}

export const countyOffice = {
  name: '示例县科学技术协会',
  level: 'county',
  type: 'association',
  region: '320999',
} as const
export const cityOffice = { name: '示例市科学技术协会', level: 'city', type: 'association', region: '320900' } as const

export async function openCounty(options: TestCoreOptions = {}): Promise<TestCore> {
  const core = await openTestCore(options)
  await core.call('offices.init', countyOffice)
  return core
}

export async function openCity(options: TestCoreOptions = {}): Promise<TestCore> {
  const core = await openTestCore(options)
  await core.call('offices.init', cityOffice)
  return core
}

/** F2 without a blocking finding. The person and the number are made up. */
export const f2Values = {
  reportDate: '2022-05-12',
  hostName: '示例县科学技术协会',
  activityName: '科技志愿者进乡村',
  modules: ['weimin'],
  organizerName: '示例县农村专业技术协会',
  plannedTime: '5月28日至30日',
  plannedPlace: '示例县文化广场',
  audience: ['scientists'],
  scale: '约300人',
  contactName: '测试联系人甲',
  mobile: '13900001234',
  email: 'kexie@example.cn',
  postalAddress: '示例县人民路1号',
  plan: '组织科技志愿者分赴六个乡镇，开展农技咨询和科普讲座。',
} as const satisfies Record<string, string | readonly string[]>

export const f2Input = (): Record<string, string | string[]> =>
  Object.fromEntries(
    Object.entries(f2Values).map(([id, value]) => [id, typeof value === 'string' ? value : [...value]]),
  )

export async function newF2(core: TestCore, changes: Record<string, string | string[]> = {}): Promise<string> {
  const detail = await core.call('records.create', {
    noticeId: countyNotice,
    formId: 'JS-F2',
    values: { ...f2Input(), ...changes },
  })
  return detail.summary.recordId
}
