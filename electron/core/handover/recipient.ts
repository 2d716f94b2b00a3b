import type { HandoverRecipient } from '../../../shared/api/handovers.ts'
import type { NoticePack } from '../../../shared/notice/pack.ts'
import { Problem } from '../../../shared/problems.ts'
import { addresseeFor, type Sender } from '../notices/routing.ts'

type PackRecipient = NoticePack['recipients'][number]

const facts = ({ id, unit, phone, email, address, platform }: PackRecipient): HandoverRecipient => ({
  id,
  unit,
  phone: phone ?? null,
  email: email ?? null,
  address: address ?? null,
  platform: platform ?? false,
})

/** All that the notice names; a notice that names none is answered to who issued it. */
export function recipientsOf(pack: NoticePack): HandoverRecipient[] {
  if (pack.recipients.length > 0) return pack.recipients.map(facts)
  return [{ id: null, unit: pack.issuer, phone: null, email: null, address: null, platform: false }]
}

/**
 * The one that was chosen, else the one that an office like ours reports to, else the first.
 * @throws Problem input.invalid for an id that the notice does not have
 */
export function recipientFor(pack: NoticePack, own: Sender | null, recipientId: string | null): HandoverRecipient {
  const all = recipientsOf(pack)
  const wanted = recipientId ?? addresseeFor(pack, own)?.reportsTo
  const found = all.find((recipient) => recipient.id === wanted)
  if (!found && recipientId !== null) {
    const issues = [{ path: 'recipientId', message: 'no such recipient' }]
    throw new Problem('input.invalid', { method: 'handovers', issues })
  }
  const chosen = found ?? all[0]
  if (!chosen) throw new Problem('notice.unknown', { noticeId: pack.id })
  return chosen
}
