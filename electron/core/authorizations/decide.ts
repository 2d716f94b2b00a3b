/** A person looked at the letter and says: signed, not signed, or excepted for a reason. */

import type { Queryable } from '../../../db/connection.ts'
import { putConsent } from '../../../db/queries/consents.ts'
import { updateRecord } from '../../../db/queries/records.ts'
import type { Checklist } from '../../../shared/api/authorizations.ts'
import type { MethodParsed } from '../../../shared/api/contract.ts'
import { countCharacters } from '../../../shared/form/characters.ts'
import { cleanText } from '../../../shared/form/normalise.ts'
import { Problem } from '../../../shared/problems.ts'
import { aboutRecord } from '../deeds/look.ts'
import { noteDeed } from '../deeds/note.ts'
import { changed, type HandlerContext } from '../handlers/context.ts'
import { freezeRecord } from '../records/freeze.ts'
import { needTypedDraft } from '../records/load.ts'
import { checklist, letterOfEntry, reasonLabel, reasonOf } from './checklist.ts'
import { type LoadedLetter, loadLetters } from './load-letters.ts'
import { type PersonState, personStates } from './states.ts'

type Decision = MethodParsed<'authorizations.decide'>['decisions'][number]

/** As offices count them. */
export const minReason = 6

/**
 * A signature hangs on the revision that was signed. Whoever stands on no frozen revision yet: the letter is frozen first.
 * @throws Problem consent.no-letter, consent.unknown-person, consent.reason-short, record.not-ours, record.invalid, keys.locked
 */
export async function decideConsents(
  ctx: HandlerContext,
  entryId: string,
  decisions: readonly Decision[],
): Promise<Checklist> {
  for (const one of decisions)
    if (one.state === 'exception' && countCharacters(one.reason) < minReason)
      throw new Problem('consent.reason-short', { minimum: minReason })
  const recordId = await letterOfEntry(ctx, entryId)
  if (recordId === null) throw new Problem('consent.no-letter', { entryId })
  await needTypedDraft(ctx.db, recordId)
  const before = await needLoaded(ctx, ctx.db, recordId)
  const hasPlace = (decision: Decision): boolean => placeOf(before, personAt(before, decision)) !== null
  const standing = decisions.map((one) => one.state === 'missing' || hasPlace(one))
  if (standing.includes(false)) await freezeRecord(ctx, recordId)
  await ctx.write(async (trx) => {
    const loaded = await needLoaded(ctx, trx, recordId)
    const at = decisionTime(loaded, ctx.now())
    for (const one of decisions) await decideOne(ctx, trx, loaded, one, at)
    await updateRecord(trx, recordId, { updated_at: ctx.now().toISOString() })
    const about = await aboutRecord(trx, recordId)
    const count = (state: Decision['state']) => decisions.filter((one) => one.state === state).length
    const facts = { signed: count('signed'), missing: count('missing'), exceptions: count('exception') }
    noteDeed(trx, { deed: 'consent.decided', ...about, facts: { ...about.facts, ...facts } })
  })
  changed(ctx, 'records')
  return checklist(ctx, entryId)
}

/** After everything that was decided and came before, also on a computer whose clock was set back: the latest counts. */
function decisionTime({ decisions, papers }: LoadedLetter, now: Date): string {
  const before = decisions.map((row) => Date.parse(row.decided_at) + 1)
  const came = papers.map((paper) => Date.parse(paper.added_at))
  return new Date(Math.max(now.getTime(), ...before, ...came)).toISOString()
}

async function needLoaded(ctx: HandlerContext, db: Queryable, recordId: string): Promise<LoadedLetter> {
  const loaded = (await loadLetters(ctx, db, [recordId], { every: true })).get(recordId)
  if (!loaded) throw new Problem('record.unknown', { recordId })
  return loaded
}

function personAt(loaded: LoadedLetter, { position }: Decision): PersonState {
  const person = personStates(loaded)[position - 1]
  if (!person) throw new Problem('consent.unknown-person', { position })
  return person
}

interface Place {
  readonly revision: number
  readonly position: number
  readonly scanId: string | null
}

/** Beside the newest paper of this person, or on the newest revision that says the same of them; null: on none. */
function placeOf({ revisions }: LoadedLetter, { participant: { key }, paper }: PersonState): Place | null {
  const at = (revision: number) => revisions.get(revision)?.participants.find((one) => one.key === key)
  const onPaper = paper && at(paper.revision)
  if (onPaper) return { revision: paper.revision, position: onPaper.position, scanId: paper.scan_id }
  for (const revision of [...revisions.keys()].sort((a, b) => b - a)) {
    const there = at(revision)
    if (there) return { revision, position: there.position, scanId: null }
  }
  return null
}

async function decideOne(
  ctx: HandlerContext,
  trx: Queryable,
  loaded: LoadedLetter,
  decision: Decision,
  at: string,
): Promise<void> {
  const person = personAt(loaded, decision)
  const { record_id: recordId } = loaded.record
  const place = placeOf(loaded, person)
  if (!place) {
    if (decision.state === 'missing') return
    // Changed again between the two.
    throw new Problem('record.conflict', { recordId })
  }
  const reason = decision.state === 'exception' ? cleanText(decision.reason) : null
  if (isSame(ctx, person, decision.state, reason, place)) return
  const { revision, position } = place
  await putConsent(trx, {
    record_id: recordId,
    revision,
    position,
    state: decision.state,
    scan_id: decision.state === 'signed' ? place.scanId : null,
    reason_sealed: reason === null ? null : ctx.vault.sealField(reasonLabel(recordId, revision, position), reason),
    decided_at: at,
  })
}

/** What is decided once more as it is stays as it was: it is nothing new to send. */
function isSame(
  ctx: HandlerContext,
  { state, decision, scanId }: PersonState,
  wanted: Decision['state'],
  reason: string | null,
  place: Place,
): boolean {
  if (decision === null || state !== wanted) return false
  if (wanted === 'signed') return scanId === place.scanId
  if (wanted === 'missing') return true
  const { reason_sealed } = decision
  return reason_sealed !== null && reasonOf(ctx, { ...decision, reason_sealed }) === reason
}
