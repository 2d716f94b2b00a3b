/** Office, keys and the clock of the core; and the two ways in which a start or the core can fail. */
import { create } from 'zustand'
import type { AppState } from '../../shared/api/offices.ts'
import type { ProblemData } from '../../shared/problems.ts'
import { call, problemOf, rereadAll, restartCore, subscribe } from '../api.ts'

type Held = { state: AppState | null; clockOffset: number; problem: ProblemData | null; coreGone: boolean }

export const useAppState = create<Held>(() => ({ state: null, clockOffset: 0, problem: null, coreGone: false }))

/** Takes an `AppState` that a call returned (keys.unlock, keys.lock). */
export function adoptAppState(state: AppState): void {
  useAppState.setState({ state, clockOffset: Date.parse(state.now) - Date.now(), problem: null })
}

export async function loadAppState(): Promise<void> {
  try {
    adoptAppState(await call('app.state', {}))
  } catch (thrown) {
    const problem = problemOf(thrown)
    if (problem.code !== 'core.gone') useAppState.setState({ problem })
  }
}

/** The core's clock, in milliseconds since the epoch: all "days left" count from it. */
export function useNow(): number {
  return Date.now() + useAppState((held) => held.clockOffset)
}

/** Whether others report to this office. */
export function useUpstreamDesk(): boolean {
  return useAppState((held) => held.state?.upstreamDesk === true)
}

/** Whether the store on screen is 示例单位. */
export function useIsExample(): boolean {
  return useAppState((held) => held.state?.example != null)
}

export async function bringCoreBack(): Promise<void> {
  await restartCore()
  useAppState.setState({ coreGone: false, problem: null })
  await loadAppState()
  rereadAll()
}

function isProblem(value: unknown): value is ProblemData {
  return typeof value === 'object' && value !== null && 'code' in value && 'details' in value
}

subscribe('data.changed', ({ domain }) => {
  if (domain === 'offices' || (domain === 'packages' && useAppState.getState().state?.upstreamDesk === false))
    void loadAppState()
})
subscribe('core.gone', () => useAppState.setState({ coreGone: true }))
subscribe('start.failed', (value) => {
  useAppState.setState({
    state: null,
    coreGone: false,
    problem: isProblem(value) ? value : { code: 'internal', details: { logId: '' } },
  })
})
