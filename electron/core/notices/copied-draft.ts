/** A draft on the pattern of an earlier notice: its words stay, its instants do not. Pure. */
import { emptyDraft, newDeliverable, type OwnNoticeDraft } from '../../../shared/notice/own-draft.ts'
import type { NoticePack } from '../../../shared/notice/pack.ts'
import type { StaleSource } from '../../../shared/notice/stale-words.ts'

export function copiedDraft(pack: NoticePack): OwnNoticeDraft {
  let draft: OwnNoticeDraft = {
    ...emptyDraft(),
    title: pack.title.slice(0, 200),
    shortTitle: pack.shortTitle,
    issuer: pack.issuer.slice(0, 120),
    documentNumber: (pack.documentNumber ?? '').slice(0, 60),
    theme: (pack.theme ?? '').slice(0, 200),
    period: (pack.period?.wording ?? '').slice(0, 200),
    copiedFrom: { id: pack.id, title: pack.title },
  }
  const numbers = new Map(pack.recipients.map((recipient, at) => [recipient.id, `r${at + 1}`]))
  draft = {
    ...draft,
    recipients: pack.recipients.slice(0, 20).map((recipient, at) => ({
      id: `r${at + 1}`,
      unit: recipient.unit.slice(0, 80),
      phone: (recipient.phone ?? '').slice(0, 60),
      email: (recipient.email ?? '').slice(0, 80),
      address: (recipient.address ?? '').slice(0, 120),
      postcode: (recipient.postcode ?? '').slice(0, 10),
    })),
  }
  for (const item of pack.deliverables.slice(0, 100)) {
    const copy = newDeliverable(draft, {
      title: item.title.slice(0, 80),
      wording: item.wording.slice(0, 400),
      dueWording: item.dueWording.slice(0, 120),
      formId: patternOf(item.formId),
      stamped: item.stamped,
      quantity: item.quantity && { ...item.quantity, wording: item.quantity.wording.slice(0, 60) },
      limits: item.limits.slice(0, 20).map((limit) => limit.slice(0, 200)),
      recipientId: (item.recipientId && numbers.get(item.recipientId)) ?? null,
    })
    draft = { ...draft, deliverables: [...draft.deliverables, copy] }
  }
  return draft
}

/** A form of one duty (`LIB-SUMMARY.1a2b3c4d5e6f.d1`) leads back to the one that it was made from. */
function patternOf(formId: string | null): string | null {
  return formId === null ? null : formId.replace(/\.[0-9a-f]{12}\.d\d+$/, '')
}

export function staleSourceOf(pack: NoticePack): StaleSource {
  return { theme: pack.theme, issuer: pack.issuer, units: pack.recipients.map(({ unit }) => unit) }
}
