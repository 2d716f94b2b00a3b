/** From the clerk's draft to a notice pack like any other, with forms of its own. Pure. */
import type { FormDefinition } from '../../../shared/form/definition.ts'
import { dutyForm } from '../../../shared/notice/duty-form.ts'
import { addresseeWording } from '../../../shared/notice/office-levels.ts'
import {
  dutyFormsOf,
  type OwnDeliverable,
  type OwnNoticeDraft,
  shortTitleOf,
} from '../../../shared/notice/own-draft.ts'
import {
  type DeliverableInput,
  type NoticePack,
  noticePack,
  type VideoCollection,
} from '../../../shared/notice/pack.ts'
import { collectionFaults } from '../../../shared/notice/video-forms.ts'
import { fittingRegister } from '../../../shared/register/fits.ts'
import type { FormRegister } from '../../../shared/register/rules.ts'
import type { Sender } from './routing.ts'

export interface OwnPackOptions {
  readonly noticeId: string
  readonly version: number
  readonly own: Sender
  /** YYYY-MM-DD, where the notice does not say when it was issued. */
  readonly today: string
  form(formId: string): FormDefinition
  /** How a form that may be chosen draws on the activity register. */
  register?(formId: string): FormRegister | null
}

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
  const known = new Set(recipients.map(({ id }) => id))
  const first = recipients[0]
  const forms = new Map<string, FormDefinition>()
  const forOthers = draft.audience === 'subordinates'
  const register: Record<string, FormRegister> = {}
  const deliverables = draft.deliverables.map((item): DeliverableInput => {
    const made = formsOf(item, draft, options, forms)
    Object.assign(register, registerOf(made, forms, options, draft.modules))
    const [formId = null, ...moreFormIds] = made.ids
    const video = collectionOf(item, made, [...forms.values()])
    const elsewhere = item.recipientId !== null && known.has(item.recipientId) && item.recipientId !== first?.id
    return {
      id: item.id,
      title: item.title.trim(),
      wording: item.wording.trim() || item.title.trim(),
      dueWording: item.dueWording.trim() || (item.dueAt === null ? '没有写日期' : '按本单位确认的日期'),
      dueAt: item.dueAt,
      formId,
      quantity: item.quantity && {
        min: item.quantity.min,
        max: Math.max(item.quantity.max ?? item.quantity.min, item.quantity.min, 1),
        wording: item.quantity.wording,
      },
      stamped: item.stamped,
      levels: forOthers ? item.levels : [],
      types: forOthers ? item.types : [],
      limits: item.limits,
      moreFormIds,
      opensAt: opensAt(item),
      kept: item.kept,
      optional: item.optional,
      criteria: item.criteria,
      ...(video && { video }),
      ...(elsewhere && item.recipientId !== null && { recipientId: item.recipientId }),
    }
  })
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
    modules: draft.modules,
    addressees: first ? addressees(draft, options.own, known, first.id) : [],
    recipients,
    deliverables,
    remarks: draft.remarks,
    historical: false,
    forms: [...forms.values()],
    ...(Object.keys(register).length > 0 && { register }),
  })
}

/** The rules go with the form; where the clerk took fields out, with what is left of them. */
function registerOf(
  { madeFrom }: DutyForms,
  forms: ReadonlyMap<string, FormDefinition>,
  options: OwnPackOptions,
  modules: OwnNoticeDraft['modules'],
): Record<string, FormRegister> {
  const known = new Set(modules.map(({ id }) => id))
  return Object.fromEntries(
    [...madeFrom].flatMap(([from, id]): [string, FormRegister][] => {
      const [form, rules] = [forms.get(id), options.register?.(from)]
      const fitting = form && rules ? fittingRegister(form, withModules(rules, known)) : null
      return fitting ? [[id, fitting]] : []
    }),
  )
}

/** What is counted by a module that this notice has not is counted no more. */
function withModules(rules: FormRegister, known: ReadonlySet<string>): FormRegister {
  if (rules.scope === 'activity') return rules
  const figures = Object.entries(rules.figures).filter(([, { where }]) =>
    (where?.modules ?? []).every((id) => known.has(id)),
  )
  return { ...rules, figures: Object.fromEntries(figures) }
}

/** Nothing opens after it is due: then the opening is one of the old notice. */
function opensAt({ opensAt: at, dueAt }: OwnDeliverable): string | null {
  return at !== null && dueAt !== null && Date.parse(at) > Date.parse(dueAt) ? null : at
}

/** A notice for ourselves is ours alone; one for others names who owes it and where each reports to. */
function addressees(draft: OwnNoticeDraft, { level, type }: Sender, known: ReadonlySet<string>, first: string) {
  if (draft.audience === 'ourselves') return [{ level, type, wording: '本单位', reportsTo: first }]
  return draft.addressees.map((one) => ({
    level: one.level,
    type: one.type,
    wording: one.wording.trim() || addresseeWording(one.level, one.type),
    reportsTo: one.reportsTo !== null && known.has(one.reportsTo) ? one.reportsTo : first,
  }))
}

interface DutyForms {
  readonly ids: readonly string[]
  /** The id in the notice of each form that the clerk chose. */
  readonly madeFrom: ReadonlyMap<string, string>
}

/** The forms that a duty asks for; puts them among those of the notice. */
function formsOf(
  item: OwnDeliverable,
  draft: OwnNoticeDraft,
  { noticeId, version, form }: OwnPackOptions,
  forms: Map<string, FormDefinition>,
): DutyForms {
  const forOthers = draft.audience === 'subordinates'
  const ids: string[] = []
  const madeFrom = new Map<string, string>()
  for (const { formId, edits } of dutyFormsOf(item)) {
    const base = form(formId)
    const options = { noticeId, version: String(version), forOthers, taken: forms.has(base.id) }
    const made = dutyForm(base, item, edits, options)
    if (!madeFrom.has(formId)) madeFrom.set(formId, made.id)
    if (ids.includes(made.id)) continue
    forms.set(made.id, made)
    ids.push(made.id)
  }
  return { ids, madeFrom }
}

/** A duty whose forms the clerk has changed so that no works can be collected with them is one like any other. */
function collectionOf(
  { video }: OwnDeliverable,
  { ids, madeFrom }: DutyForms,
  forms: FormDefinition[],
): VideoCollection | undefined {
  const registrationFormId = video && madeFrom.get(video.registrationFormId)
  const authorizationFormId = video && madeFrom.get(video.authorizationFormId)
  if (!registrationFormId || !authorizationFormId) return undefined
  const collection = { ...video, registrationFormId, authorizationFormId }
  const [formId = null, ...moreFormIds] = ids
  return collectionFaults({ formId, moreFormIds, video: collection }, forms).length === 0 ? collection : undefined
}
