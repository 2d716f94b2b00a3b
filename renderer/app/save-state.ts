/** What the top bar says about saving: "正在保存…", "已保存 14:32", or that it failed. */
import { create } from 'zustand'

export type SaveState = { kind: 'idle' } | { kind: 'saving' } | { kind: 'saved'; at: string } | { kind: 'failed' }

export const useSaveState = create<{ state: SaveState }>(() => ({ state: { kind: 'idle' } }))

/** `at` is an instant, as `records.saveDraft` returns it. */
export function showSaveState(state: SaveState): void {
  useSaveState.setState({ state })
}
