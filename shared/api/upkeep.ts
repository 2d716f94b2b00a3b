/** 自检, and the file that goes to whoever helps. */
import { z } from 'zod'

const path = z.string().min(1).max(4096)
export const outInput = z.strictObject({ out: path })

export type SelfCheck = {
  /** `store`, `primitives`, `fonts`, `print`, `keychain`, `disk`, `packs`, `clock`, `window`. */
  name: string
  verdict: 'good' | 'bad' | 'unsure'
  /** A sentence for a clerk: what was tried, what it means, what to do. */
  sentence: string
  /** Versions and numbers; never a path of the person's, never a name. */
  facts: Record<string, string | number>
}
export type SelfTest = { at: string; checks: SelfCheck[] }
/** `due`: this version was installed and has not tested itself on this computer yet. */
export type LastSelfTest = { test: SelfTest | null; due: boolean }

/** What main tells the core about this computer (`upkeep.machine`). */
export type MachineFacts = {
  runtime: { electron: string; chromium: string; node: string }
  packaged: boolean
  /** False for the administrator account of Linux, where Chromium refuses its sandbox. */
  sandboxed: boolean
  /** Whether a secret went in and came out again; `none`: there is no real one here. */
  keychain: 'good' | 'bad' | 'none'
  printers: number
}
/** What the support file holds, shown before it is written. */
export type SupportPreview = { parts: { name: string; what: string; bytes: number }[]; text: string }
