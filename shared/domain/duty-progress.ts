/** Whether a duty still asks something of us. */
import type { RecordState } from './states.ts'

const openStates: ReadonlySet<RecordState> = new Set(['not-started', 'draft', 'to-stamp', 'to-send', 'returned'])

export const isOpenState = (state: RecordState): boolean => openStates.has(state)

/** Whether somebody will ask after it: not for what is kept, nor for what may be left undone and has not been begun. */
export const isChased = (duty: { kept: boolean; optional: boolean; state: RecordState }): boolean =>
  !duty.kept && !(duty.optional && duty.state === 'not-started')
