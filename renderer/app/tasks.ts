/** Long work of this page, with progress and cancel; what ran before a reload comes from `tasks.list`. */
import { create } from 'zustand'
import type { MethodInput, MethodName, MethodOutput } from '../../shared/api/contract.ts'
import type { Progress } from '../../shared/api/protocol.ts'
import type { ProblemData } from '../../shared/problems.ts'
import { call, problemOf } from '../api.ts'
import { isOneWay } from '../text/amounts.ts'
import { useRoute } from './route.ts'

export type NextStep = { label: string; run: () => void }
export type PageTask = {
  id: number
  title: string
  state: 'running' | 'cancelling' | 'done' | 'failed' | 'cancelled'
  progress: Progress | null
  /** Milliseconds since the epoch when this phase began: time left counts from it. */
  phaseSince: number
  sentence: string
  next: NextStep | null
  problem: ProblemData | null
}

export const isRunning = ({ state }: PageTask): boolean => state === 'running' || state === 'cancelling'

/** `all`: the clerk asked for everything that was done. */
type Held = { tasks: PageTask[]; open: boolean; all: boolean }
export const useTasks = create<Held>(() => ({ tasks: [], open: false, all: false }))

/** How long a task without a next step stays after its end. */
const shownMs = 5000

const aborts = new Map<number, AbortController>()
let lastId = 0

function change(id: number, fields: Partial<PageTask>): void {
  useTasks.setState((held) => ({ tasks: held.tasks.map((task) => (task.id === id ? { ...task, ...fields } : task)) }))
}

function progressed(id: number, progress: Progress): void {
  const before = useTasks.getState().tasks.find((task) => task.id === id)
  const samePhase = isOneWay(before?.progress?.phase, progress.phase)
  change(id, samePhase ? { progress } : { progress, phaseSince: Date.now() })
}

export type TaskPlan<M extends MethodName> = {
  title: string
  method: M
  input: MethodInput<M>
  /** What is said at the end, with the one next step. */
  ending: (value: MethodOutput<M>) => { sentence: string; next: NextStep | null }
}

/** Runs a call as a task of the panel. Rejects like `call`, after the panel has said so. */
export async function runTask<M extends MethodName>(plan: TaskPlan<M>): Promise<MethodOutput<M>> {
  const id = ++lastId
  const { screen } = useRoute.getState().route
  const controller = new AbortController()
  aborts.set(id, controller)
  const fresh: PageTask = {
    id,
    title: plan.title,
    state: 'running',
    progress: null,
    phaseSince: Date.now(),
    sentence: '',
    next: null,
    problem: null,
  }
  useTasks.setState((held) => ({ tasks: [fresh, ...held.tasks], open: true, all: false }))
  try {
    const value = await call(plan.method, plan.input, {
      signal: controller.signal,
      onProgress: (progress) => progressed(id, progress),
    })
    const ending = plan.ending(value)
    change(id, { state: 'done', ...ending })
    // The screen itself shows what came of it: nothing is left to do here.
    if (ending.next === null) setTimeout(() => dismissTask(id), shownMs)
    return value
  } catch (thrown) {
    const problem = problemOf(thrown)
    change(id, problem.code === 'cancelled' ? { state: 'cancelled' } : { state: 'failed', problem })
    // The screen that asked for it tells the failure itself, for as long as the clerk is still there.
    if (problem.code !== 'cancelled' && useRoute.getState().route.screen === screen) showTasks(false)
    throw thrown
  } finally {
    aborts.delete(id)
  }
}

/** Asks for the end; the task is over when the core has cleaned up. */
export function cancelTask(id: number): void {
  change(id, { state: 'cancelling' })
  aborts.get(id)?.abort()
}

export function dismissTask(id: number): void {
  useTasks.setState((held) => {
    const tasks = held.tasks.filter((task) => task.id !== id)
    // The newest put away leaves an empty place: an older end in it would look like news.
    const alone = !held.all && held.tasks[0]?.id === id
    return { tasks, open: held.open && (alone ? tasks.some(isRunning) : tasks.length > 0) }
  })
}

/** On another screen the panel is out of the way, unless something runs. */
export function hideFinishedTasks(): void {
  const { tasks } = useTasks.getState()
  if (!tasks.some(isRunning)) useTasks.setState({ open: false })
}

/** Opens the panel with everything that was done, or puts it away. */
export function showTasks(open: boolean): void {
  useTasks.setState({ open, all: open })
}
