/** Who of an entry has signed, who is missing, and who is excepted. */
import { authorizationOf } from '../../../db/queries/consents.ts'
import type { Checklist, Consent } from '../../../shared/api/authorizations.ts'
import { chinaDate } from '../../../shared/domain/workdays.ts'
import { maskPersonal } from '../../../shared/form/value-words.ts'
import { Problem } from '../../../shared/problems.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { type LoadedLetter, loadLetters } from './load-letters.ts'
import { isMinor, lacksGuardian, type PersonState, personStates, sumOf } from './states.ts'

export const reasonLabel = (recordId: string, revision: number, position: number): string =>
  `consents/${recordId}-${revision}-${position}/reason_sealed`

/** Null: this entry has no letter yet. @throws Problem record.unknown */
export async function letterOfEntry(ctx: Pick<HandlerContext, 'db'>, entryId: string): Promise<string | null> {
  const id = await authorizationOf(ctx.db, entryId)
  if (id === undefined) throw new Problem('record.unknown', { recordId: entryId })
  return id
}

/** @throws Problem record.unknown, keys.locked */
export async function checklist(ctx: HandlerContext, entryId: string): Promise<Checklist> {
  const authorizationId = await letterOfEntry(ctx, entryId)
  const loaded = authorizationId && (await loadLetters(ctx, ctx.db, [authorizationId])).get(authorizationId)
  const day = chinaDate(ctx.now().getTime())
  // Named in a package and not here yet, or gone.
  if (!loaded) return { entryId, authorizationId: null, consents: [], sum: sumOf([], day), complete: false }
  const states = personStates(loaded)
  const sum = sumOf(states, day)
  return {
    entryId,
    authorizationId,
    consents: states.map((one) => consent(ctx, loaded, one, day)),
    sum,
    complete: sum.of > 0 && sum.signed + sum.exceptions === sum.of && sum.guardiansMissing === 0,
  }
}

function consent(ctx: HandlerContext, { latest }: LoadedLetter, one: PersonState, day: string): Consent {
  const { participant, state, revision, scanId, decision } = one
  const { position, name, identityNumber, guardian } = participant
  return {
    position,
    name,
    identityMasked: maskPersonal(identityNumber),
    minor: isMinor(participant, day),
    guardian,
    guardianMissing: lacksGuardian(participant, day),
    state,
    revision,
    scanId,
    reason:
      state === 'exception' && decision?.reason_sealed
        ? reasonOf(ctx, { ...decision, reason_sealed: decision.reason_sealed })
        : null,
    decidedAt: state === 'signed' || state === 'exception' ? (decision?.decided_at ?? null) : null,
    carried: revision !== null && latest !== null && revision < latest,
  }
}

type Sealed = { record_id: string; revision: number; position: number; reason_sealed: Buffer }
export const reasonOf = (ctx: Pick<HandlerContext, 'vault'>, row: Sealed): string =>
  ctx.vault.openField(reasonLabel(row.record_id, row.revision, row.position), row.reason_sealed)
