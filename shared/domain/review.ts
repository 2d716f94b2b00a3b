/** Ranking and awards by rule; pure. Points are decimal digits with at most one place. */
import {
  compareStandings,
  meanText,
  type Parting,
  type ReviewCriterion,
  type ReviewerPoints,
  type Standing,
  sameMean,
  standingOf,
} from './review-points.ts'

export interface ReviewResultRow {
  readonly entryId: string
  /** From 1; the same number for entries that no rule and no person has parted. */
  readonly rank: number | null
  /** Mean of the reviewers' totals with two decimal places, half up; null while nobody has scored it in full. */
  readonly mean: string | null
  /** Reviewers that have scored every criterion. */
  readonly reviewers: number
  /** How it was parted from the one beside it with the same mean. */
  readonly tie: 'none' | 'by-rule' | 'by-person' | 'open'
  readonly tieReason: string | null
  readonly awardId: string | null
  /** Given by hand, with its reason; null: by rank. */
  readonly awardReason: string | null
  /** Two entries with one rank stand at the border of this award: a person decides. */
  readonly awardOpen: boolean
  readonly certificateNumber: string | null
  readonly recommended: boolean
}

/** What a person decided about entries that are equal by every rule. */
export interface TieDecision {
  /** The same for all entries that were decided together. */
  readonly id: string
  /** From 1, the best first. */
  readonly order: number
  readonly reason: string
}
export interface JudgedEntry {
  readonly entryId: string
  /** On the score sheets; entries with one rank stand in this order. */
  readonly number: number
  readonly scores: readonly ReviewerPoints[]
  readonly tie: TieDecision | null
}
export type RankedEntry = Pick<ReviewResultRow, 'entryId' | 'rank' | 'mean' | 'reviewers' | 'tie' | 'tieReason'>
export interface RankingRules {
  readonly criteria: readonly ReviewCriterion[]
  /** Highest and lowest total of an entry do not count, once it has four reviewers. */
  readonly dropExtremes: boolean
}

type Standee = JudgedEntry & { readonly standing: Standing }

/**
 * The best first; entries that nobody has scored in full at the end, without a rank. Equal by every rule: one rank, and
 * the next rank counts all of them (1, 1, 3), unless a decision covers exactly these entries.
 */
export function rankEntries(entries: readonly JudgedEntry[], rules: RankingRules): RankedEntry[] {
  const standees: Standee[] = []
  const without: RankedEntry[] = []
  for (const entry of [...entries].sort((a, b) => a.number - b.number)) {
    const standing = standingOf(entry.scores, rules.criteria, rules.dropExtremes)
    if (standing) standees.push({ ...entry, standing })
    else without.push({ entryId: entry.entryId, rank: null, mean: null, reviewers: 0, tie: 'none', tieReason: null })
  }
  standees.sort((a, b) => compareStandings(a.standing, b.standing).order || a.number - b.number)
  const decided = decisionSizes(entries)
  const ranked: RankedEntry[] = []
  for (const group of equals(standees)) {
    const first = ranked.length
    const before = standees[first - 1]
    const after = standees[first + group.length]
    const reason = group.length > 1 ? decisionOf(group, decided) : null
    const ordered = reason === null ? group : [...group].sort((a, b) => (a.tie?.order ?? 0) - (b.tie?.order ?? 0))
    for (const [place, { entryId, standing }] of ordered.entries())
      ranked.push({
        entryId,
        rank: first + 1 + (reason === null ? 0 : place),
        mean: meanText(standing),
        reviewers: standing.reviewers,
        ...(group.length > 1
          ? { tie: reason === null ? ('open' as const) : ('by-person' as const), tieReason: reason }
          : byRule(standing, before?.standing, after?.standing, rules.criteria)),
      })
  }
  return [...ranked, ...without]
}

/** Sorted standings in groups of those that no rule parts. */
function equals(sorted: readonly Standee[]): Standee[][] {
  const groups: Standee[][] = []
  for (const standee of sorted) {
    const group = groups.at(-1)
    const [head] = group ?? []
    if (group && head && compareStandings(head.standing, standee.standing).order === 0) group.push(standee)
    else groups.push([standee])
  }
  return groups
}

function decisionSizes(entries: readonly JudgedEntry[]): Map<string, number> {
  const sizes = new Map<string, number>()
  for (const { tie } of entries) if (tie) sizes.set(tie.id, (sizes.get(tie.id) ?? 0) + 1)
  return sizes
}

/** The reason of the decision that covers exactly this group; null: there is none, or it was about another tie. */
function decisionOf(group: readonly Standee[], sizes: ReadonlyMap<string, number>): string | null {
  const [head] = group
  const tie = head?.tie
  if (!tie || sizes.get(tie.id) !== group.length) return null
  return group.every((one) => one.tie?.id === tie.id) ? tie.reason : null
}

function byRule(
  standing: Standing,
  before: Standing | undefined,
  after: Standing | undefined,
  criteria: readonly ReviewCriterion[],
): Pick<RankedEntry, 'tie' | 'tieReason'> {
  for (const other of [before, after])
    if (other && sameMean(standing, other))
      return { tie: 'by-rule', tieReason: partingText(compareStandings(standing, other).parting, criteria) }
  return { tie: 'none', tieReason: null }
}

function partingText(parting: Parting, criteria: readonly ReviewCriterion[]): string {
  switch (parting.by) {
    case 'criterion':
      return `平均分相同，以“${criteria[parting.at]?.label ?? ''}”平均分高者在前`
    case 'median':
      return '平均分和各项平均分相同，以总分中位数高者在前'
    case 'mean':
    case 'nothing':
      return '平均分相同'
  }
}

/** Decisions that cover no tie any more: a score, the reviewers or the rules have changed since. */
export function voidDecisions(entries: readonly JudgedEntry[], ranked: readonly RankedEntry[]): Set<string> {
  const standing = new Set(ranked.flatMap(({ entryId, tie }) => (tie === 'by-person' ? [entryId] : [])))
  return new Set(entries.flatMap(({ entryId, tie }) => (tie && !standing.has(entryId) ? [tie.id] : [])))
}

export interface Award {
  readonly id: string
  readonly name: string
  /** Null: without a limit, given by hand alone. */
  readonly count: number | null
}
export interface AwardPlace {
  readonly awardId: string | null
  readonly awardOpen: boolean
}

/**
 * Awards in their order, by rank, as far as the counts reach. What was given or refused by hand comes off first: its
 * entry takes no other place. A rank with several entries that would get different awards (or some of them none) is
 * open: its places wait for a person.
 * @param byHand award id, or '' for no award
 */
export function placeAwards(
  ranked: readonly RankedEntry[],
  awards: readonly Award[],
  byHand: ReadonlyMap<string, string>,
): Map<string, AwardPlace> {
  const placed = new Map<string, AwardPlace>()
  const given = new Map<string, number>()
  for (const { entryId } of ranked) {
    const awardId = byHand.get(entryId)
    if (awardId === undefined) continue
    placed.set(entryId, { awardId: awardId === '' ? null : awardId, awardOpen: false })
    given.set(awardId, (given.get(awardId) ?? 0) + 1)
  }
  const places = awards.flatMap(({ id, count }) =>
    count === null ? [] : Array<string>(Math.max(count - (given.get(id) ?? 0), 0)).fill(id),
  )
  let next = 0
  for (const group of ranks(ranked.filter(({ entryId, rank }) => rank !== null && !byHand.has(entryId)))) {
    const [first, ...rest] = group.map((_entry, at) => places[next + at] ?? null)
    const one = rest.every((awardId) => awardId === first)
    for (const { entryId } of group) placed.set(entryId, { awardId: one ? (first ?? null) : null, awardOpen: !one })
    next += group.length
  }
  return placed
}

/** Entries of one rank together, the best first. */
function ranks(sorted: readonly RankedEntry[]): RankedEntry[][] {
  const groups: RankedEntry[][] = []
  for (const entry of sorted) {
    const group = groups.at(-1)
    if (group?.[0]?.rank === entry.rank) group?.push(entry)
    else groups.push([entry])
  }
  return groups
}
