import type { ProblemData } from '../../shared/problems.ts'
import { problemSentence } from '../../shared/wording/problem-sentences.ts'

export type ProblemTexts = { what: string; safe: string; next: string; code: string }

/** The three parts of a failure and its small code. */
export function problemTexts(problem: ProblemData): ProblemTexts {
  return { ...problemSentence(problem), code: problem.code }
}
