/** Ranking and awards by rule; pure. Points are decimal digits with at most one place. */

export interface ReviewResultRow {
  readonly entryId: string
  /** From 1; the same number for entries that no rule and no person has parted. */
  readonly rank: number | null
  /** Mean of the reviewers' totals with two decimal places; null while nobody has scored it in full. */
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
