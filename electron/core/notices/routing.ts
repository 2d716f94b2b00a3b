/** Whom a notice concerns, and what is derived from one when it is passed on. Pure. */
import type { PassOnRequest } from '../../../shared/api/notices.ts'
import { chinaMoment, effectiveDue } from '../../../shared/domain/deadlines.ts'
import { levelBelow } from '../../../shared/notice/office-levels.ts'
import type { Deliverable, NoticePack, OfficeLevel, SenderType } from '../../../shared/notice/pack.ts'

export interface Sender {
  readonly level: OfficeLevel
  readonly type: SenderType
}

export function addresseeFor(pack: NoticePack, sender: Sender | null): NoticePack['addressees'][number] | null {
  if (!sender) return null
  return pack.addressees.find((item) => item.level === sender.level && item.type === sender.type) ?? null
}

export function deliverablesFor(pack: Pick<NoticePack, 'deliverables'>, sender: Sender | null): Deliverable[] {
  return pack.deliverables.filter(
    ({ levels: owing, types }) =>
      (owing.length === 0 || (sender !== null && owing.includes(sender.level))) &&
      (types.length === 0 || (sender !== null && types.includes(sender.type))),
  )
}

/** Id of the recipient that an office like this hands the duty in to; null where it is kept, or the office is no addressee. */
export function recipientOf(pack: NoticePack, sender: Sender | null, item: Deliverable): string | null {
  if (item.kept) return null
  return item.recipientId ?? addresseeFor(pack, sender)?.reportsTo ?? null
}

/** Ids of all recipients of the duty: the one above, and those that the notice names beside it. */
export function recipientsOfDuty(pack: NoticePack, sender: Sender | null, item: Deliverable): string[] {
  const first = recipientOf(pack, sender, item)
  return first === null ? [] : [...new Set([first, ...(item.alsoRecipientIds ?? [])])]
}

const levelNames: Readonly<Record<OfficeLevel, string>> = {
  national: '全国',
  province: '省级',
  city: '设区市',
  county: '县（区、市）',
  township: '乡镇（街道）',
}

/**
 * The subordinate task: the same duties and forms, another recipient, earlier dates. Taken (from above) it addresses
 * our own level, issued (downward) the level below. The same notice on both sides gets the same id.
 */
export function derivePack(
  original: NoticePack,
  request: PassOnRequest,
  own: Sender,
  version: string,
  issuedOn: string,
): NoticePack {
  const level = request.direction === 'take' ? own.level : levelBelow(own.level)
  const type = request.direction === 'take' ? own.type : 'association'
  const { unit, phone, email, address } = request.recipient
  const today = Date.parse(`${issuedOn}T00:00:00+08:00`)
  // What a notice asks of other levels or kinds of senders alone is not passed on to these.
  const theirs = deliverablesFor(original, { level, type })
  // The office that passes it on is the only recipient then.
  const passed = theirs.length > 0 ? theirs : original.deliverables
  const deliverables = passed.map(({ recipientId: _elsewhere, alsoRecipientIds: _also, ...item }) => {
    const asked = request.dueAt[item.id] ?? null
    // A date that has passed binds nobody; of one that is still ahead the earlier counts.
    const past = item.dueAt !== null && Date.parse(item.dueAt) < today
    const dueAt = past ? (asked ?? item.dueAt) : effectiveDue(item.dueAt, asked)
    const dueWording =
      asked !== null && dueAt === asked ? `${chinaMoment(asked)}前（原通知：${item.dueWording}）` : item.dueWording
    return { ...item, levels: [], types: [], dueAt, dueWording }
  })
  const contact = { ...(phone && { phone }), ...(email && { email }), ...(address && { address }) }
  return {
    ...original,
    id: derivedId(original.id, level),
    version,
    title: `${original.title}（转发）`,
    issuer: request.by,
    documentNumber: null,
    issuedOn,
    addressees: [{ level, type, wording: `各${levelNames[level]}单位`, reportsTo: 'above' }],
    recipients: [{ id: 'above', unit, ...contact }],
    deliverables,
    // What is passed on while a date is still ahead is work, not a sample.
    historical: original.historical && !deliverables.some(({ dueAt }) => dueAt !== null && Date.parse(dueAt) >= today),
    passedOnFrom: { id: original.id, version: original.version, title: original.title, by: request.by },
  }
}

export const derivedId = (id: string, level: OfficeLevel): string => (id.endsWith(`.${level}`) ? id : `${id}.${level}`)
