/** How far a handing over has come on this computer: it may take days, and the program is closed in between. */
import { keep, keptOf } from '../../app/kept.ts'

const place = 'custody'

export type Step = 'open-work' | 'paper' | 'keys' | 'done'
export type CustodyState = { step: Step; from: string; to: string }

const steps: readonly string[] = ['open-work', 'paper', 'keys']

export function readState(): CustodyState {
  const none: CustodyState = { step: 'open-work', from: '', to: '' }
  try {
    const held: unknown = JSON.parse(keptOf(place) ?? '')
    if (typeof held !== 'object' || held === null) return none
    const { step, from, to } = held as Record<string, unknown>
    if (typeof step !== 'string' || !steps.includes(step) || typeof from !== 'string' || typeof to !== 'string')
      return none
    return { step: step as Step, from: from.slice(0, 20), to: to.slice(0, 20) }
  } catch {
    return none
  }
}

/** What is done needs no memory: the next one begins anew. */
export function keepState(state: CustodyState): void {
  keep(place, state.step === 'done' ? null : JSON.stringify(state))
}
