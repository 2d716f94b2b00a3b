import type { ProblemCode, ProblemDetails } from '../problems.ts'

export interface ProblemSentence {
  /** What happened. */
  readonly what: string
  /** What is safe, or was not changed. */
  readonly safe: string
  /** What to do now. */
  readonly next: string
}

/** One for each code: a code without a sentence does not compile. */
export type Sentences = { readonly [C in ProblemCode]: (details: ProblemDetails[C]) => ProblemSentence }
