/** One decision on one proposal: what it makes of the draft. Pure. */
import type { OwnNoticeDraft } from '../../../shared/notice/own-draft.ts'
import type { Proposal } from '../../../shared/notice/recognise/proposal.ts'
import { type Decision, dropProposal, takeProposal } from '../../../shared/notice/take-proposal.ts'
import type { Answer } from './proposal-words.ts'

export function take(
  draft: OwnNoticeDraft,
  proposal: Proposal,
  proposals: readonly Proposal[],
  text: string,
  answer: Answer | null,
  decision: Decision = 'taken',
): OwnNoticeDraft {
  if (answer?.take === 'drop') return dropProposal(draft, proposal)
  const { dueAt, recipientId } = answer?.take ?? {}
  const wanted =
    proposal.kind === 'deliverable' && recipientId !== undefined
      ? { ...proposal, value: { ...proposal.value, recipientId } }
      : proposal
  const all = proposals.map((one) => (one.id === wanted.id ? wanted : one))
  const options = { proposals: all, text, decision, ...(dueAt !== undefined && { dueAt }) }
  const recipient = all.find((one) => one.id === recipientId)
  // A duty that goes to a department takes the department with it.
  const base =
    recipient && draft.decisions[recipient.id] === undefined
      ? takeProposal(draft, recipient, { proposals: all, text })
      : draft
  return takeProposal(base, wanted, options)
}

/** The next one that nobody has decided, after `id` and then from the top; null when all are decided. */
export function nextOpen(draft: OwnNoticeDraft, ordered: readonly Proposal[], id: string | null): string | null {
  const at = ordered.findIndex((one) => one.id === id)
  const round = [...ordered.slice(at + 1), ...ordered.slice(0, at + 1)]
  return round.find((one) => draft.decisions[one.id] === undefined)?.id ?? null
}
