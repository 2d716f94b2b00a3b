/** What went wrong since this core started, and what the last self-test found: for the support file. In memory only. */
import type { SelfTest } from '../../../shared/api/upkeep.ts'
import type { ProblemCode } from '../../../shared/problems.ts'
import type { Log } from '../store/log.ts'

export interface RememberedProblem {
  readonly at: string
  readonly method: string
  readonly code: ProblemCode
}

const most = 50
// By the log of a core: two cores of one process (tests, the example) keep theirs apart.
const problems = new WeakMap<Log, RememberedProblem[]>()
const selfTests = new WeakMap<Log, SelfTest>()

/** Code and method alone: details may hold names. */
export function rememberProblem(log: Log, problem: RememberedProblem): void {
  problems.set(log, [...(problems.get(log) ?? []).slice(1 - most), problem])
}

/** Oldest first. */
export const rememberedProblems = (log: Log): readonly RememberedProblem[] => problems.get(log) ?? []

export function rememberSelfTest(log: Log, test: SelfTest): SelfTest {
  selfTests.set(log, test)
  return test
}

export const lastSelfTest = (log: Log): SelfTest | null => selfTests.get(log) ?? null
