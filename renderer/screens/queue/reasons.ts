/** Reasons that are being put together, by record; they stay while the clerk looks at others. */
import { create } from 'zustand'
import type { FieldReason } from '../../../shared/api/returns.ts'

type Held = { drafts: ReadonlyMap<string, readonly FieldReason[]> }

const useDrafts = create<Held>(() => ({ drafts: new Map() }))

/** @param said what the decision of the core says; the draft begins with it */
export function useReasons(key: string | null, said: readonly FieldReason[]): readonly FieldReason[] {
  return useDrafts((held) => (key === null ? null : held.drafts.get(key))) ?? said
}

export function setReasons(key: string, reasons: readonly FieldReason[]): void {
  useDrafts.setState(({ drafts }) => ({ drafts: new Map(drafts).set(key, reasons) }))
}

export function dropReasons(key: string): void {
  useDrafts.setState(({ drafts }) => {
    const next = new Map(drafts)
    next.delete(key)
    return { drafts: next }
  })
}

/** The same reason for the same field is given once. */
export function withReason(reasons: readonly FieldReason[], reason: FieldReason): readonly FieldReason[] {
  const text = reason.text.trim()
  if (text === '' || reasons.some((one) => one.field === reason.field && one.text === text)) return reasons
  return [...reasons, { ...reason, text }]
}
