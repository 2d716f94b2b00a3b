/** From what was decided and which papers came to the state of each person, across the revisions of a letter. */
import type { ConsentRow, LetterPaper } from '../../../db/queries/consents.ts'
import type { ConsentState, ConsentSum } from '../../../shared/api/authorizations.ts'
import { ageOn } from '../../../shared/domain/standard-numbers.ts'
import { personsOf } from '../scans/persons.ts'
import type { Letter, Participant } from './letter.ts'
import type { LoadedLetter } from './load-letters.ts'

export interface PersonState {
  readonly participant: Participant
  readonly state: ConsentState
  /** Of the letter that was signed, or that lies there as paper. */
  readonly revision: number | null
  readonly scanId: string | null
  /** What a person decided; also a `missing` that a newer paper has put in question. */
  readonly decision: ConsentRow | null
  /** The newest paper on which this person stands. */
  readonly paper: LetterPaper | null
}

/**
 * A decision or a paper of another revision counts when that revision says the same of the person and the work. The
 * latest decision counts; a paper that came after a `missing` waits to be looked at.
 * @param letter what is asked about; absent: the letter as it is now
 */
export function personStates(loaded: LoadedLetter, letter: Letter = loaded.now): PersonState[] {
  const keys = keysByPlace(loaded)
  const decisions = new Map<string, ConsentRow>()
  for (const row of loaded.decisions) {
    const key = keys.get(`${row.revision}-${row.position}`)
    const known = key === undefined ? undefined : decisions.get(key)
    // Rows come by rising revision: of two at the same time, the later letter's counts.
    if (key !== undefined && (!known || row.decided_at >= known.decided_at)) decisions.set(key, row)
  }
  const papers = new Map<string, LetterPaper>()
  for (const paper of loaded.papers) {
    const shown = personsOf(paper.marks_json) ?? loaded.revisions.get(paper.revision)?.participants.map(positionOf)
    for (const position of shown ?? []) {
      const key = keys.get(`${paper.revision}-${position}`)
      if (key !== undefined) papers.set(key, paper)
    }
  }
  return letter.participants.map((participant) =>
    stateOf(participant, decisions.get(participant.key) ?? null, papers.get(participant.key) ?? null),
  )
}

const positionOf = ({ position }: Participant): number => position

function stateOf(participant: Participant, decision: ConsentRow | null, paper: LetterPaper | null): PersonState {
  const base = { participant, decision, paper }
  if (decision && decision.state !== 'missing')
    return { ...base, state: decision.state, revision: decision.revision, scanId: decision.scan_id }
  if (paper && (!decision || paper.added_at > decision.decided_at))
    return { ...base, state: 'on-paper', revision: paper.revision, scanId: paper.scan_id }
  return { ...base, state: 'missing', revision: null, scanId: null }
}

/** `revision-position` → key of the person there. */
function keysByPlace({ revisions }: LoadedLetter): Map<string, string> {
  const keys = new Map<string, string>()
  for (const [revision, { participants }] of revisions)
    for (const { position, key } of participants) keys.set(`${revision}-${position}`, key)
  return keys
}

const adult = 18

/** Null while the number does not tell the age. @param day YYYY-MM-DD */
export function isMinor({ identityNumber }: Pick<Participant, 'identityNumber'>, day: string): boolean | null {
  const age = ageOn(identityNumber, day)
  return age === null ? null : age < adult
}

/** @param day YYYY-MM-DD, on which somebody is under age or not */
export const lacksGuardian = (participant: Pick<Participant, 'identityNumber' | 'guardian'>, day: string): boolean =>
  participant.guardian === '' && isMinor(participant, day) === true

/** @param day YYYY-MM-DD, on which somebody is under age or not */
export function sumOf(states: readonly Pick<PersonState, 'state' | 'participant'>[], day: string): ConsentSum {
  const count = (state: ConsentState): number => states.filter((one) => one.state === state).length
  return {
    of: states.length,
    signed: count('signed'),
    exceptions: count('exception'),
    onPaper: count('on-paper'),
    guardiansMissing: states.filter(({ participant }) => lacksGuardian(participant, day)).length,
  }
}
