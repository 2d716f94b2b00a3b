/**
 * Frames on the port between page and core (and, through main, back).
 * One request is answered by exactly one reply; progress may come in between.
 */
import type { ProblemData } from '../problems.ts'

export interface RequestFrame {
  readonly id: number
  readonly method: string
  readonly input: unknown
}

/** `done` and `total` count `unit`; `total` is null while it is unknown. */
export interface Progress {
  readonly phase: string
  readonly done: number
  readonly total: number | null
  readonly unit: 'bytes' | 'files' | 'records' | 'pages' | 'steps'
}

export interface ProgressFrame {
  readonly id: number
  readonly progress: Progress
}

export type ReplyFrame =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly problem: ProblemData }

/** Answered, after clean-up, by the reply of the cancelled request with problem `cancelled`. */
export interface CancelFrame {
  readonly cancel: number
}

export interface EventFrame {
  readonly event: string
  readonly value: unknown
}

/** Core asks main (`print.render`, `keys.protect`, `keys.unprotect`); `ask` ids are the core's own. */
export interface AskFrame {
  readonly ask: number
  readonly method: string
  readonly input: unknown
}

export type AnswerFrame =
  | { readonly answer: number; readonly ok: true; readonly value: unknown }
  | { readonly answer: number; readonly ok: false; readonly message: string }

/** What a page may send. */
export type PageFrame = RequestFrame | CancelFrame
/** What a page receives. */
export type CoreFrame = ReplyFrame | ProgressFrame | EventFrame

/** First frame from main to a core that it has started. */
export interface StartFrame {
  readonly start: {
    readonly dataDir: string
    readonly resourcesDir: string
    readonly appVersion: string
    /** Fixed clock for tests: milliseconds since the epoch, or null for the real one. */
    readonly fixedNow: number | null
    /** Copy to put in the place of a store that does not open; the window of a failed start asks for it. */
    readonly restore?: string | null
  }
}
