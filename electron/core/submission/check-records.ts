/** What the store knows against the records of a package: whose they are, what stands here already, what they follow. */
import { deliveredBy } from '../../../db/queries/attachments.ts'
import { record as findRecord } from '../../../db/queries/records.ts'
import { revision as findRevision, revisionByDigest } from '../../../db/queries/revisions.ts'
import { findRival } from '../../../db/queries/rivals.ts'
import type { ConflictChoice } from '../../../shared/api/intake.ts'
import type { FormDefinition } from '../../../shared/form/definition.ts'
import type { PackageFinding } from '../../../shared/problems.ts'
import { namesOnlyParticipants } from '../authorizations/travel.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { findOwnOffice } from '../offices/own-office.ts'
import { revisionCode } from '../package/canonical.ts'
import type { StagedRecord } from '../package/extract.ts'
import { finding } from '../package/findings.ts'
import { recordPath } from '../package/page.ts'
import { keptForm } from '../records/kept-forms.ts'
import type { Arrival } from './arrival.ts'

/**
 * `fresh`: we have nothing under this number. `known`: the same content, only its files may be new (a volume, or the
 * revision once more). Of two contents under one number `beside` is kept and does not count, `instead` takes the place
 * of ours.
 */
export type Stand = 'fresh' | 'known' | 'beside' | 'instead'

export interface Ready {
  readonly staged: StagedRecord
  /** One for all records that were written with it. */
  readonly form: FormDefinition
  readonly stand: Stand
}

/** What the store knows against a record: another office's, another content of the same revision, a form we do not have. */
export async function checkRecords(
  ctx: HandlerContext,
  { json }: Arrival,
  records: readonly StagedRecord[],
  choices: readonly ConflictChoice[],
): Promise<{ ready: Ready[]; findings: PackageFinding[] }> {
  const findings: PackageFinding[] = []
  const ready: Ready[] = []
  const own = await findOwnOffice(ctx.db)
  const forms = new Map<string, FormDefinition | null>()
  // By number, and by what it is: neither kind of key looks like the other.
  const beside = new Map(
    records.flatMap((one) => [
      [`${one.revision.recordId}-${one.revision.revision}`, one] as const,
      [one.digest, one] as const,
    ]),
  )
  for (const staged of records) {
    const { recordId, revision, formId, formVersion, noticeId } = staged.revision
    const where = recordPath(recordId, revision)
    const record = await findRecord(ctx.db, recordId)
    const { officeId } = staged.revision
    // Passed on by another office it is still its own office's (package/verify-evidence.ts); ours comes from nobody.
    if (officeId === own?.officeId || (record && (record.own === 1 || record.office_id !== officeId)))
      findings.push(finding('record.other-office', where))
    const known = await findRevision(ctx.db, recordId, revision)
    const stand = await standOf(ctx, staged, known?.digest ?? null, choices)
    if (stand === null) findings.push(finding('revision.conflict', where))
    else if (stand === 'beside' || stand === 'instead')
      findings.push(finding('revision.conflict', where, adopted(stand, staged.digest, known?.digest), 'info'))
    const link = await chainLink(ctx, staged, beside, known !== undefined && known.digest !== staged.digest)
    if (link === 'broken') findings.push(finding('revision.parent', where))
    if (link === 'branch') findings.push(finding('revision.branch', where))
    const key = JSON.stringify([formId, formVersion, noticeId, staged.revision.noticeVersion])
    const form = forms.get(key) ?? (await formFor(ctx, staged.revision))
    forms.set(key, form)
    if (!form) findings.push(finding('notice.other-version', where, `${formId} ${formVersion}`))
    // Only what this office sent before: otherwise a receipt would tell whether somebody else's file lies here.
    for (const { digest } of staged.delivered)
      if (!ctx.attachments.has(digest) || !(await deliveredBy(ctx.db, digest, json.sender.officeId)))
        findings.push(finding('record.not-delivered', where))
    if (ctx.vault.isPurged(recordId)) findings.push(finding('record.purged', where))
    const shown = form?.fields.some((field) => field.personal && Object.hasOwn(staged.revision.values, field.id))
    if (shown) findings.push(finding('record.personal-in-clear', where))
    const { consents, personal } = staged
    if (form && consents && !namesOnlyParticipants(form, personal?.fields ?? {}, consents))
      findings.push(finding('consents.unknown-person', where))
    if (form && stand) ready.push({ staged, form, stand })
  }
  return { ready, findings }
}

/**
 * A revision follows the one that its parent digest names: what lies next to it here must be that one. `branch`: it goes
 * on from an older revision that we have, as after a restore that lost the one in between, or from one that does not
 * count; nothing of ours is replaced.
 */
async function chainLink(
  ctx: HandlerContext,
  { revision, digest }: StagedRecord,
  beside: ReadonlyMap<string, StagedRecord>,
  contested: boolean,
): Promise<'sound' | 'branch' | 'broken'> {
  const { recordId, revision: number, parentDigest } = revision
  if ((number === 1) !== (parentDigest === null)) return 'broken'
  const neighbour = async (n: number) => {
    const next = beside.get(`${recordId}-${n}`)
    if (next) return { digest: next.digest, parent: next.revision.parentDigest }
    const row = await findRevision(ctx.db, recordId, n)
    return row && { digest: row.digest, parent: row.parent_digest }
  }
  const before = await neighbour(number - 1)
  // What follows here follows the other content of this number.
  const after = contested ? undefined : await neighbour(number + 1)
  if (after !== undefined && after.parent !== digest && !(await isRival(ctx, recordId, number, after.parent)))
    return 'broken'
  if (before === undefined || before.digest === parentDigest) return 'sound'
  if (await isRival(ctx, recordId, number - 1, parentDigest)) return 'branch'
  const row =
    contested || beside.has(`${recordId}-${number - 1}`) ? await findRevision(ctx.db, recordId, number - 1) : null
  if (row?.digest === parentDigest) return 'sound'
  return (await olderWith(ctx, recordId, parentDigest, beside)) < number - 1 ? 'branch' : 'broken'
}

/**
 * The number of the revision with this digest, among what came along, what counts here and what does not; Infinity:
 * none. By the digest, not number by number: a number may be two thousand millions.
 */
async function olderWith(
  ctx: Pick<HandlerContext, 'db'>,
  recordId: string,
  digest: string | null,
  beside: ReadonlyMap<string, StagedRecord>,
): Promise<number> {
  if (digest === null) return Infinity
  const here = await revisionByDigest(ctx.db, recordId, digest)
  const rival = await findRival(ctx.db, digest)
  const came = beside.get(digest)
  const found = [
    ...(here ? [here.revision] : []),
    ...(rival?.record_id === recordId ? [rival.revision] : []),
    ...(came?.revision.recordId === recordId ? [came.revision.revision] : []),
  ]
  return Math.min(Infinity, ...found)
}

/** The form of that version of the notice; only where we have neither, one that records were written with. */
async function formFor(
  ctx: HandlerContext,
  { formId, formVersion, noticeId, noticeVersion }: StagedRecord['revision'],
): Promise<FormDefinition | null> {
  const packs = [await ctx.notices.version(noticeId, noticeVersion), ctx.notices.find(noticeId)?.pack]
  for (const pack of packs) {
    const form = pack?.forms.find((one) => one.id === formId && one.version === formVersion)
    if (form) return form
  }
  return keptForm(ctx.db, localNoticeId(ctx, noticeId), formId, formVersion)
}

/** A notice of ours is known by another id outside (published/published-id.ts). */
export const localNoticeId = (ctx: HandlerContext, noticeId: string): string =>
  ctx.notices.find(noticeId)?.pack.id ?? noticeId

/** Null: another content under the same number, and nobody has chosen yet. */
async function standOf(
  ctx: HandlerContext,
  { revision, digest }: StagedRecord,
  known: string | null,
  choices: readonly ConflictChoice[],
): Promise<Stand | null> {
  if (known === null) return 'fresh'
  if (known === digest) return 'known'
  const chosen = choices.find((one) => one.recordId === revision.recordId && one.revision === revision.revision)
  if (chosen) return chosen.take === 'here' ? 'beside' : 'instead'
  // Chosen before, when another package brought it.
  return (await isRival(ctx, revision.recordId, revision.revision, digest)) ? 'beside' : null
}

async function isRival(
  ctx: Pick<HandlerContext, 'db'>,
  recordId: string,
  revision: number,
  digest: string | null,
): Promise<boolean> {
  const rival = digest === null ? undefined : await findRival(ctx.db, digest)
  return rival?.record_id === recordId && rival.revision === revision
}

const adopted = (stand: 'beside' | 'instead', arrived: string, here: string | undefined): string =>
  `采用的是 ${revisionCode(stand === 'beside' && here !== undefined ? here : arrived)}`
