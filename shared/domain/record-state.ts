import { type RecordState, recordStates } from './states.ts'

/** What is known of an own record from outside its draft. */
export interface RecordFacts {
  readonly hasRevision: boolean
  /** The draft differs from the latest revision. */
  readonly changed: boolean
  readonly mustStamp: boolean
  readonly stamped: boolean
  readonly sent: boolean
  readonly receipt: 'received' | 'accepted' | 'returned' | null
}

/** A draft changed after 定稿 is 填写中 again, whatever became of the revision. */
export function recordState(facts: RecordFacts): RecordState {
  if (!facts.hasRevision || facts.changed) return 'draft'
  if (facts.receipt) return facts.receipt
  if (facts.sent) return 'sent'
  return facts.mustStamp && !facts.stamped ? 'to-stamp' : 'to-send'
}

/** State of a deliverable with several records: a return wins, then the one that is furthest behind. */
export function deliverableState(states: readonly RecordState[]): RecordState {
  if (states.includes('returned')) return 'returned'
  const ranks = states.map((state) => recordStates.indexOf(state))
  return recordStates[Math.min(...ranks)] ?? 'not-started'
}
