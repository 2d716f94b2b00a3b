/** What of a notice goes into a plain folder, what does not and why, and what personal data would be in it. */
import { handoverVerdicts } from '../../../db/queries/handovers.ts'
import type {
  EditableKind,
  HandoverItem,
  HandoverPreview,
  HandoverRecipient,
  PersonalInside,
} from '../../../shared/api/handovers.ts'
import { isBlocking, isEmpty } from '../../../shared/form/validate.ts'
import { type Deliverable, dutyForms, type NoticePack } from '../../../shared/notice/pack.ts'
import { Problem } from '../../../shared/problems.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { deliverablesFor, recipientsOfDuty } from '../notices/routing.ts'
import { findOwnOffice } from '../offices/own-office.ts'
import { draftValues } from '../records/content.ts'
import { needOwnDraft } from '../records/load.ts'
import { recordDetail } from '../records/view.ts'
import type { Candidate } from '../submission/candidate.ts'
import { candidates, paperTitle } from '../submission/choose.ts'
import { editableKinds } from './editable-files.ts'
import { recipientFor, recipientsOf } from './recipient.ts'

export interface HandoverOrder {
  readonly noticeId: string
  readonly recipientId: string | null
  readonly mask: boolean
  readonly limitBytes: number | null
  readonly recordIds: readonly string[] | null
  readonly contact: string
  /** Word and Excel beside the printed pages. */
  readonly editable: boolean
}

export interface Going {
  readonly candidate: Candidate
  /** Number in the list of contents and at the front of every file name. */
  readonly number: number
  readonly deliverable: Deliverable | null
}

export interface Collected {
  readonly pack: NoticePack
  readonly officeName: string
  readonly recipient: HandoverRecipient
  readonly items: HandoverItem[]
  readonly elsewhere: HandoverPreview['elsewhere']
  readonly going: Going[]
}

/** @throws Problem notice.unknown, office.missing, record.unknown, record.invalid when a chosen record has blocking findings */
export async function collect(ctx: HandlerContext, order: HandoverOrder): Promise<Collected> {
  const { pack } = ctx.notices.get(order.noticeId)
  const own = await findOwnOffice(ctx.db)
  if (!own) throw new Problem('office.missing', {})
  const recipient = recipientFor(pack, own, order.recipientId)
  const found = await candidates(ctx, order.noticeId, null)
  const { recordIds } = order
  const unknown = recordIds?.find((id) => !found.some((one) => one.summary.recordId === id))
  if (unknown !== undefined) throw new Problem('record.unknown', { recordId: unknown })
  await refuseBlocked(ctx, recordIds === null ? [] : found.filter((one) => recordIds.includes(one.summary.recordId)))
  const received = await confirmedBy(ctx, recipient.id)
  const isReceived = ({ summary, latest }: Candidate) =>
    recordIds === null && latest !== null && received.has(`${summary.recordId}-${latest.revision}`)
  const items: HandoverItem[] = []
  const going: Going[] = []
  const seen = new Set<string>()
  const add = async (deliverable: Deliverable | null, mine: readonly Candidate[]) => {
    for (const candidate of mine) {
      const facts = { received: isReceived(candidate), platform: recipient.platform, editable: [] }
      const item = itemOf(deliverable, candidate, facts, order)
      if (order.editable) item.editable = await editableOf(ctx, candidate)
      items.push(item)
      const { recordId } = candidate.summary
      if (seen.has(recordId) || (item.state !== 'ready' && item.state !== 'unfrozen')) continue
      seen.add(recordId)
      going.push({ candidate, number: going.length + 1, deliverable })
    }
  }
  const duties = deliverablesFor(pack, own).filter((item) => !item.kept)
  // A video goes to another place than the plan: what the chosen recipient is not asked for stays out, unless chosen.
  const isTheirs = (item: Deliverable) =>
    recipient.id !== null && recipientsOfDuty(pack, own, item).includes(recipient.id)
  // An office that the notice does not address hands in to whom it likes, but for what the notice itself sends elsewhere.
  const isElsewhere = (item: Deliverable) =>
    recipient.id !== null && recipientsOfDuty(pack, own, item).length > 0 && !isTheirs(item)
  const chosen = duties.some(isTheirs) ? duties.filter(isTheirs) : duties.filter((item) => !isElsewhere(item))
  const here = recordIds === null ? chosen : duties
  for (const deliverable of here) {
    const forms = dutyForms(deliverable)
    const mine = found.filter(({ summary }) => forms.includes(summary.formId))
    // What may be left undone is not missing.
    if (mine.length === 0 && !deliverable.optional) items.push(nothingThere(deliverable, recipient.platform))
    await add(deliverable, mine)
    const absent = mine.length === 0 ? [] : forms.filter((id) => !mine.some(({ summary }) => summary.formId === id))
    for (const id of absent) {
      const form = pack.forms.find((one) => one.id === id)?.shortName ?? id
      const title = `${deliverable.title}：${form}`
      items.push({ ...nothingThere({ ...deliverable, formId: id }, recipient.platform), title, asks: [] })
    }
  }
  const named = new Set(duties.flatMap(dutyForms))
  await add(
    null,
    found.filter(({ summary }) => !named.has(summary.formId)),
  )
  const elsewhere = duties
    .filter((item) => !here.includes(item))
    .map((item) => {
      const to = recipientsOfDuty(pack, own, item)[0]
      const { id, unit, platform } = recipientsOf(pack).find((one) => one.id === to) ?? recipient
      return { deliverableId: item.id, title: item.title, recipientId: id ?? '', unit, platform }
    })
  return { pack, officeName: own.name, recipient, items, elsewhere, going }
}

async function refuseBlocked(ctx: HandlerContext, wanted: readonly Candidate[]): Promise<void> {
  const blocked = wanted.find((one) => one.state === 'blocked')
  if (!blocked) return
  const { recordId } = blocked.summary
  const findings = (await recordDetail(ctx, recordId)).findings
    .filter(isBlocking)
    .map(({ path, code, severity }) => ({ path, code, severity }))
  throw new Problem('record.invalid', { recordId, findings })
}

/** Revisions of which this recipient's last word was that they came. */
async function confirmedBy(ctx: HandlerContext, recipientId: string | null): Promise<ReadonlySet<string>> {
  const last = new Map<string, string>()
  for (const verdict of await handoverVerdicts(ctx.db, null)) {
    if (verdict.recipient_id === recipientId) last.set(`${verdict.record_id}-${verdict.revision}`, verdict.kind)
  }
  return new Set([...last].filter(([, kind]) => kind === 'confirmed').map(([key]) => key))
}

function asksOf({ quantity, stamped, limits }: Deliverable): string[] {
  return [...(quantity ? [quantity.wording] : []), ...limits, ...(stamped ? ['要盖章'] : [])]
}

async function editableOf(ctx: HandlerContext, { summary, state }: Candidate): Promise<EditableKind[]> {
  if (state === 'blocked') return []
  const { definition, files } = await needOwnDraft(ctx.db, summary.recordId)
  return editableKinds(definition, files)
}

function nothingThere(deliverable: Deliverable, platform: boolean): HandoverItem {
  const byHand = deliverable.formId === null
  return {
    deliverableId: deliverable.id,
    title: deliverable.title,
    asks: asksOf(deliverable),
    recordId: null,
    recordTitle: null,
    revision: null,
    code: null,
    state: byHand ? 'by-hand' : 'missing',
    why: platform ? '在平台填报，还没有填写' : byHand ? '没有固定表格，请自行准备后一并报送' : '还没有填写',
    stamped: false,
    toStamp: deliverable.stamped,
    scans: 0,
    files: 0,
    bytes: 0,
    editable: [],
    platform,
  }
}

function itemOf(
  deliverable: Deliverable | null,
  { summary, state, latest, attachments, proofs, bytes }: Candidate,
  { received, platform, editable }: Pick<HandoverItem, 'platform' | 'editable'> & { received: boolean },
  { recordIds, mask }: HandoverOrder,
): HandoverItem {
  const left = recordIds !== null && !recordIds.includes(summary.recordId)
  const scans = proofs.filter((scan) => !mask || scan.personal === 0)
  const whole = state === 'ready' || state === 'delivered'
  const why =
    state === 'blocked'
      ? `还有 ${summary.blocking} 处没有填好`
      : left
        ? '这一次没有选'
        : whole && received
          ? '对方已确认收到，这一次不用再报'
          : null
  return {
    deliverableId: deliverable?.id ?? '',
    title: deliverable ? paperTitle(deliverable, summary.formShortName) : summary.formShortName,
    asks: deliverable ? asksOf(deliverable) : [],
    recordId: summary.recordId,
    recordTitle: summary.title,
    revision: whole ? (latest?.revision ?? null) : null,
    code: whole ? summary.code : null,
    state:
      why === null ? (whole ? 'ready' : 'unfrozen') : whole && received ? 'received' : left ? 'missing' : 'blocked',
    why,
    stamped: whole && latest?.stamped_at != null,
    // The seal is for the form itself, not for what goes with it.
    toStamp: deliverable?.stamped === true && summary.formId === deliverable.formId,
    scans: scans.length,
    files: attachments + scans.length,
    bytes: scans.reduce((sum, scan) => sum + scan.bytes, bytes),
    editable,
    platform,
  }
}

/** Which personal fields are filled in, by record; while the keys are locked every one that the form has. */
export async function personalInside(ctx: HandlerContext, going: readonly Going[]): Promise<PersonalInside[]> {
  const inside: PersonalInside[] = []
  for (const { candidate } of going) {
    const { recordId, title } = candidate.summary
    const { definition, draft, files: all } = await needOwnDraft(ctx.db, recordId)
    const personal = definition.fields.filter((field) => field.personal)
    if (personal.length === 0) continue
    const values = ctx.vault.state === 'locked' ? null : draftValues(ctx.vault, draft)
    const filled = personal.filter((field) => {
      const value = values?.[field.id]
      return field.kind !== 'attachments' && (values === null || (value !== undefined && !isEmpty(value)))
    })
    const files = all.filter((file) => personal.some((field) => field.id === file.field))
    const shown = files.length + candidate.proofs.filter((scan) => scan.personal === 1).length
    if (filled.length + shown > 0)
      inside.push({ recordId, title, fields: filled.map(({ label }) => label), files: shown })
  }
  return inside
}
