/** Candidates of a recommendation: the register's, and what offices below sent us for the same notice. */
import type { Queryable } from '../../../db/connection.ts'
import type { OfficeRow } from '../../../db/queries/offices.ts'
import { officeNames } from '../../../db/queries/record-list.ts'
import { listRecords } from '../../../db/queries/records.ts'
import { latestRevision } from '../../../db/queries/revisions.ts'
import type { Candidates } from '../../../shared/api/register.ts'
import { fromUnits, toUnits } from '../../../shared/form/decimal.ts'
import type { FormDefinition } from '../../../shared/form/definition.ts'
import { tableRows } from '../../../shared/form/evaluate.ts'
import type { NoticePack } from '../../../shared/notice/pack.ts'
import { Problem } from '../../../shared/problems.ts'
import {
  type CandidateSource,
  criteriaOf,
  dutyOf,
  figureOfRule,
  findCandidates,
  type OfficeReport,
} from '../../../shared/register/candidates.ts'
import type { CountedActivity } from '../../../shared/register/figures.ts'
import { noticeActivities } from '../activities/load.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { asValues, draftValues } from '../records/content.ts'
import { frozenValues, isFrozenSound } from '../records/frozen.ts'
import { formOfRevision, needOffice, needOwnDraft } from '../records/load.ts'
import { registerOf } from './figures.ts'

/** It goes into a sentence of ours: whatever a package brought there, only a number that is not negative does. */
export function reportedNumber(value: unknown): string | null {
  const units = typeof value === 'string' ? toUnits(value) : null
  return units === null || units < 0n ? null : fromUnits(units)
}

/** By office, of the latest revision of each of its records. */
async function officeReports(
  db: Queryable,
  ctx: Pick<HandlerContext, 'notices'>,
  noticeId: string,
): Promise<OfficeReport[]> {
  const names = new Map((await officeNames(db)).map((office) => [office.office_id, office.name]))
  const reports = new Map<string, { officeName: string; forms: string[]; figures: Map<string, string> }>()
  for (const row of await listRecords(db, { noticeId })) {
    const revision = row.own === 1 ? undefined : await latestRevision(db, row.record_id)
    if (!revision || !isFrozenSound(revision)) continue
    const officeName = names.get(row.office_id) ?? ''
    const report = reports.get(row.office_id) ?? { officeName, forms: [], figures: new Map<string, string>() }
    const { shortName } = await formOfRevision(db, row, revision)
    if (!report.forms.includes(shortName)) report.forms.push(shortName)
    const values = asValues(frozenValues(revision))
    const register = registerOf(ctx, row)
    for (const [field, rule] of register?.scope === 'notice' ? Object.entries(register.figures) : []) {
      const [id, value] = [figureOfRule(rule), values[field]]
      const told = reportedNumber(value)
      if (id !== null && told !== null && !report.figures.has(id)) report.figures.set(id, told)
    }
    reports.set(row.office_id, report)
  }
  return [...reports.values()].filter(({ officeName }) => officeName !== '')
}

/** Only queries of `db` are awaited. */
export async function candidateSource(
  db: Queryable,
  ctx: Pick<HandlerContext, 'notices'>,
  of: {
    readonly pack: NoticePack
    readonly definition: FormDefinition
    readonly activities: readonly CountedActivity[]
    readonly office: OfficeRow
  },
): Promise<CandidateSource> {
  return {
    activities: of.activities,
    noticeId: of.pack.id,
    officeName: of.office.name,
    criteria: criteriaOf(of.pack, of.definition.id),
    reports: await officeReports(db, ctx, of.pack.id),
  }
}

/** @throws Problem record.unknown, record.not-ours, notice.unknown, register.no-candidates */
export async function recordCandidates(ctx: HandlerContext, recordId: string): Promise<Candidates> {
  const { record, draft, definition } = await needOwnDraft(ctx.db, recordId)
  const { pack } = ctx.notices.get(record.notice_id)
  const register = registerOf(ctx, record)
  const rules = register?.scope === 'notice' ? register.candidates : undefined
  if (!rules) throw new Problem('register.no-candidates', { formName: definition.name })
  const { office } = await needOffice(ctx.db)
  const activities = await noticeActivities(ctx.db, pack.id)
  const source = await candidateSource(ctx.db, ctx, { pack, definition, activities, office })
  const named = new Set(
    tableRows(draftValues(ctx.vault, draft)[rules.table]).map((row) => (row[rules.name] ?? '').trim()),
  )
  const found = findCandidates(source)
  const mark = (list: typeof found.units): typeof found.units =>
    list.map((one) => ({ ...one, chosen: named.has(one.name) }))
  return {
    quota: dutyOf(pack, definition.id)?.quantity ?? null,
    criteria: [...source.criteria],
    // Where the form has no word for a kind, none is offered.
    units: rules.kind && rules.kind.unit === undefined ? [] : mark(found.units),
    activities: rules.kind && rules.kind.activity === undefined ? [] : mark(found.activities),
  }
}
