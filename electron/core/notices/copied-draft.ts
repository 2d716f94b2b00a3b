/** A draft on the pattern of an earlier notice: its words stay, its instants are only proposed. Pure. */
import type { FormDefinition } from '../../../shared/form/definition.ts'
import { originOf } from '../../../shared/notice/duty-form.ts'
import { type FormEdits, noEdits } from '../../../shared/notice/field-edits.ts'
import {
  emptyDraft,
  newDeliverable,
  type OwnDeliverable,
  type OwnNoticeDraft,
} from '../../../shared/notice/own-draft.ts'
import { type Deliverable, dutyForms, type NoticePack } from '../../../shared/notice/pack.ts'
import { type StaleSource, staleWords } from '../../../shared/notice/stale-words.ts'

export interface CopyOptions {
  readonly nowMs: number
  /** The draft that the notice was made from, where it is one of ours. */
  readonly draft: OwnNoticeDraft | null
  /** A form that may be chosen; undefined where there is none of this id. */
  form(formId: string): FormDefinition | undefined
}

export function copiedDraft(pack: NoticePack, options: CopyOptions): OwnNoticeDraft {
  const numbers = new Map(pack.recipients.map((recipient, at) => [recipient.id, `r${at + 1}`]))
  const { draft: before } = options
  let draft: OwnNoticeDraft = {
    ...emptyDraft(),
    audience: before?.audience ?? 'ourselves',
    addressees: before?.addressees ?? [],
    title: pack.title.slice(0, 200),
    shortTitle: pack.shortTitle,
    issuer: pack.issuer.slice(0, 120),
    documentNumber: (pack.documentNumber ?? '').slice(0, 60),
    theme: (pack.theme ?? '').slice(0, 200),
    period: (pack.period?.wording ?? '').slice(0, 200),
    remarks: before?.remarks ?? [],
    modules: pack.modules
      .slice(0, 40)
      .flatMap(({ id, name }) => (id.length <= 40 && name.length <= 40 ? [{ id, name }] : [])),
    copiedFrom: { id: pack.id, title: pack.title },
    recipients: pack.recipients.slice(0, 20).map((recipient, at) => ({
      id: `r${at + 1}`,
      unit: recipient.unit.slice(0, 80),
      phone: (recipient.phone ?? '').slice(0, 60),
      email: (recipient.email ?? '').slice(0, 80),
      address: (recipient.address ?? '').slice(0, 120),
      postcode: (recipient.postcode ?? '').slice(0, 10),
    })),
  }
  // Our own notice may have left one of its recipients without a name, so the numbers of the draft may be others.
  if (before) draft = { ...draft, recipients: before.recipients }
  const years = yearsOn(pack, options.nowMs)
  for (const item of pack.deliverables.slice(0, 100)) {
    const old = before?.deliverables.find((one) => one.id === item.id)
    const copy = newDeliverable(draft, {
      title: item.title.slice(0, 80),
      wording: item.wording.slice(0, 400),
      dueWording: item.dueWording.slice(0, 120),
      ...(old ? { ...formsOf(old), recipientId: old.recipientId } : formsFrom(pack, item, options)),
      stamped: item.stamped,
      quantity: item.quantity && { ...item.quantity, wording: item.quantity.wording.slice(0, 60) },
      limits: item.limits.slice(0, 20).map((limit) => limit.slice(0, 200)),
      ...(old ? {} : { recipientId: (item.recipientId && numbers.get(item.recipientId)) ?? null }),
      levels: item.levels,
      types: item.types,
      kept: item.kept,
      optional: item.optional,
      criteria: item.criteria.slice(0, 30).map((one) => one.slice(0, 200)),
      suggestedDueAt: item.dueAt && shifted(item.dueAt, years),
      opensAt: item.opensAt && shifted(item.opensAt, years),
    })
    if (copy.video?.review) copy.video = { ...copy.video, review: reviewShifted(copy.video.review, years) }
    draft = { ...draft, deliverables: [...draft.deliverables, copy] }
  }
  return draft
}

function formsOf({ formId, formEdits, moreForms, textLimit, photos, video }: OwnNoticeDraft['deliverables'][number]) {
  return { formId, formEdits, moreForms, textLimit, photos, video }
}

function formsFrom(pack: NoticePack, item: Deliverable, options: CopyOptions) {
  const forms = dutyForms(item).map((id) => {
    const formId = options.form(id) ? id : originOf(id)
    const form = options.form(formId)
    return { formId, edits: form ? staleEdits(pack, form, options.nowMs) : null }
  })
  const own = item.formId === null ? undefined : forms[0]
  const moreForms = own ? forms.slice(1) : forms
  return {
    formId: own?.formId ?? null,
    formEdits: own?.edits ?? null,
    moreForms: moreForms.slice(0, 5),
    video: collectionFrom(item, new Map(dutyForms(item).map((id, at) => [id, forms[at]?.formId ?? id]))),
  }
}

/** @param chosen the form that stands in the draft for each form of the notice */
function collectionFrom({ video }: Deliverable, chosen: ReadonlyMap<string, string>): OwnDeliverable['video'] {
  if (!video) return null
  const form = (id: string): string => chosen.get(id) ?? id
  return {
    ...video,
    registrationFormId: form(video.registrationFormId),
    authorizationFormId: form(video.authorizationFormId),
  }
}

/** Printed words with the old year or theme become the clerk's own to change; until looked at they are marked. */
function staleEdits(pack: NoticePack, form: FormDefinition, nowMs: number): FormEdits | null {
  const year = new Date(nowMs + chinaOffsetMs).getUTCFullYear()
  const known = pack.theme ? [{ text: pack.theme, reason: 'theme' as const }] : []
  const isStale = (text: string): boolean => staleWords(text, { year, known }).length > 0
  // Of a pattern the title is the duty's.
  const title = form.id.startsWith('LIB-') ? '' : form.layout.title.join('\n')
  const texts = form.layout.blocks.flatMap((block, at) =>
    block.kind === 'paragraph' && isStale(block.text) ? [[String(at), block.text]] : [],
  )
  if (!isStale(title) && texts.length === 0) return null
  return { ...noEdits, title: isStale(title) ? title.slice(0, 300) : null, texts: Object.fromEntries(texts) }
}

const chinaOffsetMs = 8 * 3_600_000

/** To this year, or to the next one when all dates of the notice would have passed by now. */
function yearsOn(pack: NoticePack, nowMs: number): number {
  const due = pack.deliverables.flatMap(({ dueAt }) => (dueAt === null ? [] : [dueAt]))
  const [first] = due
  if (first === undefined) return 0
  const years = new Date(nowMs + chinaOffsetMs).getUTCFullYear() - Number(first.slice(0, 4))
  return due.some((at) => Date.parse(shifted(at, years)) > nowMs) ? years : years + 1
}

/** The same day and time of another year; 29 February is the 28th where there is none. */
function shifted(at: string, years: number): string {
  const year = String(Number(at.slice(0, 4)) + years)
  const leap = new Date(Date.UTC(Number(year), 1, 29)).getUTCMonth() === 1
  return `${year}${!leap && at.slice(4, 10) === '-02-29' ? '-02-28' : at.slice(4, 10)}${at.slice(10)}`
}

type Review = NonNullable<NonNullable<OwnDeliverable['video']>['review']>
/** The words are the old notice's, and so are the days in them: they only propose the time of year. */
function reviewShifted({ wording, from, to }: Review, years: number): Review {
  return { wording, from: from && shifted(from, years), to: to && shifted(to, years) }
}

export function staleSourceOf(pack: NoticePack): StaleSource {
  return { theme: pack.theme, issuer: pack.issuer, units: pack.recipients.map(({ unit }) => unit) }
}
