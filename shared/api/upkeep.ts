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
/** What the support file holds, shown before it is written. */
export type SupportPreview = { parts: { name: string; what: string; bytes: number }[]; text: string }
