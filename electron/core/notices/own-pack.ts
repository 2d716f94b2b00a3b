/** From the clerk's draft to a notice pack like any other, with forms of its own. Pure. */
import type { FormDefinition } from '../../../shared/form/definition.ts'
import { formDefinition } from '../../../shared/form/definition.ts'
import type { OwnDeliverable, OwnNoticeDraft } from '../../../shared/notice/own-draft.ts'
import { shortTitleOf } from '../../../shared/notice/own-draft.ts'
import { type DeliverableInput, type NoticePack, noticePack } from '../../../shared/notice/pack.ts'
import type { Sender } from './routing.ts'

export interface OwnPackOptions {
  readonly noticeId: string
  readonly version: number
  readonly own: Sender
  /** YYYY-MM-DD, where the notice does not say when it was issued. */
  readonly today: string
  form(formId: string): FormDefinition
}

/** Forms whose ids begin like this are patterns: each duty gets a copy that bears its name and its limits. */
const patternPrefix = 'LIB-'

export function ownPack(draft: OwnNoticeDraft, options: OwnPackOptions): NoticePack {
  const recipients = draft.recipients
    .filter(({ unit }) => unit.trim() !== '')
    .map(({ id, unit, phone, email, address, postcode }) => ({
      id,
      unit: unit.trim(),
      ...(phone && { phone }),
      ...(email && { email }),
      ...(address && { address }),
      ...(postcode && { postcode }),
    }))
  const first = recipients[0]
  const forms = new Map<string, FormDefinition>()
  const deliverables = draft.deliverables.map((item): DeliverableInput => {
    const form = formFor(item, options, forms)
    if (form) forms.set(form.id, form)
    const elsewhere = recipients.some(({ id }) => id === item.recipientId) && item.recipientId !== first?.id
    return {
      id: item.id,
      title: item.title.trim(),
      wording: item.wording.trim() || item.title.trim(),
      dueWording: item.dueWording.trim() || (item.dueAt === null ? '没有写日期' : '按本单位确认的日期'),
      dueAt: item.dueAt,
      formId: form?.id ?? null,
      quantity: item.quantity && {
        min: item.quantity.min,
        max: Math.max(item.quantity.max ?? item.quantity.min, 1),
        wording: item.quantity.wording,
      },
      stamped: item.stamped,
      levels: [],
      limits: item.limits,
      ...(elsewhere && item.recipientId !== null && { recipientId: item.recipientId }),
    }
  })
  const { level, type } = options.own
  return noticePack.parse({
    format: 'kexie-notice/1',
    id: options.noticeId,
    version: String(options.version),
    title: draft.title.trim(),
    shortTitle: draft.shortTitle.trim() || shortTitleOf(draft.title.trim()),
    issuer: draft.issuer.trim() || (first?.unit ?? ''),
    documentNumber: draft.documentNumber.trim() || null,
    issuedOn: draft.issuedOn || options.today,
    theme: draft.theme.trim() || null,
    period: draft.period.trim() ? { wording: draft.period.trim(), from: draft.periodFrom, to: draft.periodTo } : null,
    addressees: first ? [{ level, type, wording: '本单位', reportsTo: first.id }] : [],
    recipients,
    deliverables,
    remarks: draft.remarks,
    historical: false,
    forms: [...forms.values()],
  })
}

/** A form of a pack stays what it is and keeps its id; used a second time in the same notice it needs another one. */
function formFor(
  item: OwnDeliverable,
  options: OwnPackOptions,
  taken: ReadonlyMap<string, FormDefinition>,
): FormDefinition | null {
  if (item.formId === null) return null
  const form = options.form(item.formId)
  const id = `${form.id}.${options.noticeId.replace(/^own-/, '')}.${item.id}`
  if (!form.id.startsWith(patternPrefix)) return taken.has(form.id) ? { ...form, id } : form
  const title = item.title.trim()
  const { stamp, ...plain } = form.layout
  const { heading } = form.layout
  return formDefinition.parse({
    ...form,
    id,
    version: String(options.version),
    name: title,
    shortName: title.slice(0, 20),
    fields: form.fields.map((field) => limited(field, item)),
    layout: {
      ...plain,
      // A title that is typed (official layout) stays the document's own.
      title: form.layout.title.some((line) => line.includes('{')) ? form.layout.title : [title],
      ...(heading && { heading: { ...heading, left: item.stamped ? '单位（盖章）：' : '单位：' } }),
      ...(item.stamped && { stamp: stamp ?? { at: 'heading-left', sizeMm: 45 } }),
    },
  })
}

type Field = FormDefinition['fields'][number]

function limited(field: Field, item: OwnDeliverable): Field {
  if (field.kind === 'long-text' && field.id === 'body' && item.textLimit !== null) {
    const wording = item.limits.find((limit) => limit.includes('字'))
    return {
      ...field,
      limit: { max: item.textLimit.max, grade: item.textLimit.about ? 'soft' : 'hard', ...(wording && { wording }) },
    }
  }
  if (field.kind === 'attachments' && field.id === 'photos' && item.photos !== null) {
    const { min, max } = item.photos
    const wording = item.limits.find((limit) => limit.includes('张'))
    return { ...field, min, max: Math.max(max ?? field.max, min, 1), ...(wording && { wording }) }
  }
  return field
}
