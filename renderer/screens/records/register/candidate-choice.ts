/** Which candidates stand in the table of a recommendation, and the table after others were chosen. Pure. */
import type { Candidate } from '../../../../shared/api/register.ts'
import type { TableRow } from '../../../../shared/form/definition.ts'
import { candidateRow } from '../../../../shared/register/candidates.ts'
import type { FormRegister } from '../../../../shared/register/rules.ts'
import type { TakenRow } from '../../../../shared/register/taken.ts'

export type CandidateRules = NonNullable<Extract<FormRegister, { scope: 'notice' }>['candidates']>

/** A unit and an activity may have the same name. */
export const candidateKey = ({ kind, name }: Pick<Candidate, 'kind' | 'name'>): string => `${kind}/${name}`

function isOf(rules: CandidateRules, row: TableRow, { kind, name }: Candidate): boolean {
  if ((row[rules.name] ?? '').trim() !== name) return false
  const option = rules.kind?.[kind]
  const said = rules.kind ? (row[rules.kind.column] ?? '') : ''
  return said === '' || option === undefined || said === option
}

export const standing = (
  rules: CandidateRules,
  rows: readonly TableRow[],
  candidates: readonly Candidate[],
): ReadonlySet<string> =>
  new Set(candidates.filter((one) => rows.some((row) => isOf(rules, row, one))).map(candidateKey))

/**
 * Rows of what is chosen stay as they are where they stand already, with what was typed into them; rows of candidates
 * that are not chosen go; rows of anybody else stay. New ones come last.
 */
export function chooseCandidates(
  rules: CandidateRules,
  before: { rows: readonly TableRow[]; taken: readonly TakenRow[] },
  candidates: readonly Candidate[],
  chosen: ReadonlySet<string>,
): { rows: TableRow[]; taken: TakenRow[] } {
  const isWanted = (one: Candidate): boolean => chosen.has(candidateKey(one))
  const kept = before.rows.filter((row) => {
    if (Object.values(row).every((cell) => cell.trim() === '')) return false
    const known = candidates.filter((one) => isOf(rules, row, one))
    return known.length === 0 || known.some(isWanted)
  })
  const fresh = candidates.filter((one) => isWanted(one) && !kept.some((row) => isOf(rules, row, one)))
  const made = fresh.map((one) => candidateRow(rules, one))
  const names = new Set(kept.map((row) => (row[rules.name] ?? '').trim()))
  const noted = before.taken.filter((row) => row.kind !== 'row' || row.field !== rules.table || names.has(row.before))
  return { rows: [...kept, ...made.map(({ row }) => row)], taken: [...noted, ...made.map(({ taken }) => taken)] }
}

/** 已选 1 个（需 1–2 个）. */
export function quotaText(chosen: number, quota: { min: number; max: number } | null): string {
  if (quota === null) return `已选 ${chosen} 个`
  const need = quota.min === quota.max ? `需 ${quota.min} 个` : `需 ${quota.min}–${quota.max} 个`
  const word =
    chosen > quota.max ? `多了 ${chosen - quota.max} 个` : chosen < quota.min ? `还差 ${quota.min - chosen} 个` : ''
  return `已选 ${chosen} 个（${need}${word && `，${word}`}）`
}
