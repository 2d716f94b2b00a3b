/** The store for one command: opened in this process, or by way of the core that holds it. */
import type { MethodInput, MethodName, MethodOutput } from '../../../shared/api/contract.ts'
import { Problem } from '../../../shared/problems.ts'
import { createCore } from '../core.ts'
import type { CallOptions, CoreCalls } from './core-calls.ts'
import { connectCore } from './socket-calls.ts'

export interface OpenOptions extends CallOptions {
  readonly resourcesDir: string
  readonly appVersion: string
}

/** @throws Problem store.locked when the holder cannot be reached, and what createCore throws */
export async function openCore(
  dataDir: string,
  options: OpenOptions,
): Promise<CoreCalls & { readonly remote: boolean }> {
  try {
    const core = await createCore({
      dataDir,
      resourcesDir: options.resourcesDir,
      appVersion: options.appVersion,
      now: () => new Date(),
      ask: null,
      emit: () => undefined,
    })
    return {
      remote: false,
      call: async <M extends MethodName>(method: M, input: MethodInput<M>) =>
        (await core.dispatch(method, input, {
          signal: options.signal,
          progress: options.onProgress,
        })) as MethodOutput<M>,
      close: () => core.close(),
    }
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'store.locked') throw error
    const calls = await connectCore(dataDir, options)
    if (!calls) throw error
    return { ...calls, remote: true }
  }
}
