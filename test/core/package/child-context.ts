/** What a child process is told of the two offices; no vitest in it. */
import type { OfficeCard } from '../../../electron/core/package/schema.ts'
import type { VerifyContext } from '../../../electron/core/package/verify-state.ts'

export interface Office {
  readonly officeId: string
  readonly card: OfficeCard
}

/** The recipient trusts the sender: what stays is the container's own fault. */
export const trustingCards = (from: Office, to: Office): VerifyContext => ({
  ourOfficeId: to.officeId,
  trustedCard: async (id) => (id === from.officeId ? { card: from.card, trusted: true } : null),
  sequenceState: async () => null,
  ageIdentity: null,
})
