/** Locks the desk: what is being typed is saved first, what is running goes on to its end. */
import { call, callsUnderWay } from '../../api.ts'
import { adoptAppState, useAppState } from '../app-state.ts'
import { toHash, useRoute } from '../route.ts'
import { flushAll } from '../save-when-leaving.ts'

/** `later`: something runs or could not be saved; asked again soon. */
export type Locking = 'locked' | 'later' | 'never'

/** The field comes back with the screen: the hash names it. */
function keepPlace(): void {
  const { route } = useRoute.getState()
  const field = document.activeElement?.closest<HTMLElement>('[data-field-row]')?.dataset.fieldRow
  if (route.screen !== 'record' || field === undefined) return
  window.history.replaceState(null, '', toHash({ ...route, field }))
  useRoute.setState({ route: { ...route, field } })
}

let locking = false

/** @returns never: without a passphrase there would be no way back in */
export async function lockDesk(): Promise<Locking> {
  const state = useAppState.getState().state
  if (state?.keys.state !== 'protected') return 'never'
  if (locking || callsUnderWay() > 0) return 'later'
  locking = true
  try {
    const tasks = await call('tasks.list', {})
    if (tasks.some((task) => task.state === 'running')) return 'later'
    if (!(await flushAll())) return 'later'
    keepPlace()
    adoptAppState(await call('keys.lock', {}))
    return 'locked'
  } catch {
    return 'later'
  } finally {
    locking = false
  }
}
