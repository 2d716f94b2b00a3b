/** What a page finds again tomorrow. The page's own storage lives no longer than the program, so the core keeps it. */
import type { KeptChoice } from '../../shared/api/desk.ts'
import { call } from '../api.ts'
import { useAppState } from './app-state.ts'

/** @returns null: never chosen, or the core has not answered yet */
export const keptOf = (choice: KeptChoice): string | null => useAppState.getState().state?.kept[choice] ?? null

/** @param value null: forgotten. A choice that could not be kept holds for this sitting. */
export function keep(choice: KeptChoice, value: string | null): void {
  const { state } = useAppState.getState()
  if (!state || keptOf(choice) === value) return
  const { [choice]: _before, ...others } = state.kept
  useAppState.setState({ state: { ...state, kept: value === null ? others : { ...others, [choice]: value } } })
  void call('desk.keep', { choice, value }).catch(() => undefined)
}
