/** What taking or dropping a proposal does to the draft. Pure: a new draft comes out. */
import { newDeliverable, newRecipient, type OwnDeliverable, type OwnNoticeDraft, shortTitleOf } from './own-draft.ts'
import type { DeliverableProposal, DueProposal, Proposal } from './recognise/proposal.ts'

export type Decision = OwnNoticeDraft['decisions'][string]

export interface TakeOptions {
  readonly proposals: readonly Proposal[]
  /** The whole text: the sentence around a duty is its wording. */
  readonly text?: string
  /** What the person answered, where the proposal asks: an instant for a date. */
  readonly dueAt?: string | null
  readonly decision?: Decision
}

/** Takes one. A detail (telephone, limit) goes to what it belongs to; a duty brings its date with it. */
export function takeProposal(draft: OwnNoticeDraft, proposal: Proposal, options: TakeOptions): OwnNoticeDraft {
  const decided = withDecision(draft, proposal.id, options.decision ?? 'taken')
  switch (proposal.kind) {
    case 'title':
      return {
        ...decided,
        title: cut(proposal.value, 200),
        shortTitle: draft.shortTitle || shortTitleOf(proposal.value),
      }
    case 'theme':
      return { ...decided, theme: cut(proposal.value, 200) }
    case 'issuer':
      return { ...decided, issuer: cut(joined(draft.issuer, proposal.value), 120) }
    case 'document-number':
      return { ...decided, documentNumber: cut(proposal.value, 60) }
    case 'issued-on':
      return { ...decided, issuedOn: proposal.value }
    case 'period': {
      const { from, to } = proposal.value
      const period = cut(proposal.wording, 200)
      return { ...decided, period, periodFrom: from?.slice(0, 10) ?? null, periodTo: to?.slice(0, 10) ?? null }
    }
    case 'deliverable':
      return takeDeliverable(decided, proposal, options)
    case 'due':
      return takeDue(decided, proposal, options)
    case 'recipient':
      return withRecipient(decided, proposal.id, proposal.value.unit, options.proposals)
    case 'phone':
      return proposal.value.fax
        ? decided
        : inRecipient(decided, proposal, options, (one) => ({
            ...one,
            phone: cut(joined(one.phone, proposal.value.number), 60),
          }))
    case 'email':
      return inRecipient(decided, proposal, options, (one) => ({ ...one, email: cut(one.email || proposal.value, 80) }))
    case 'address':
      return inRecipient(decided, proposal, options, (one) => ({
        ...one,
        address: cut(proposal.value.address, 120),
        postcode: proposal.value.postcode ?? one.postcode,
      }))
    case 'word-limit':
    case 'photo-count':
    case 'video-rule':
      return takeLimit(decided, proposal, options)
  }
}

/** Drops one; what it had brought into the draft goes with it, unless the person wrote something else there. */
export function dropProposal(draft: OwnNoticeDraft, proposal: Proposal): OwnNoticeDraft {
  const dropped = withDecision(draft, proposal.id, 'dropped')
  switch (proposal.kind) {
    case 'title':
      return draft.title === cut(proposal.value, 200) ? { ...dropped, title: '', shortTitle: '' } : dropped
    case 'theme':
      return draft.theme === cut(proposal.value, 200) ? { ...dropped, theme: '' } : dropped
    case 'issuer': {
      const names = draft.issuer.split('、').filter((name) => name !== proposal.value)
      return { ...dropped, issuer: names.join('、') }
    }
    case 'document-number':
      return draft.documentNumber === proposal.value ? { ...dropped, documentNumber: '' } : dropped
    case 'issued-on':
      return draft.issuedOn === proposal.value ? { ...dropped, issuedOn: '' } : dropped
    case 'period':
      return draft.period === cut(proposal.wording, 200)
        ? { ...dropped, period: '', periodFrom: null, periodTo: null }
        : dropped
    case 'deliverable':
      return { ...dropped, deliverables: draft.deliverables.filter((item) => item.proposalId !== proposal.id) }
    case 'due':
      return {
        ...dropped,
        deliverables: draft.deliverables
          .filter((item) => item.proposalId !== proposal.id)
          .map((item) =>
            item.dueWording === cut(proposal.wording, 120) ? { ...item, dueWording: '', dueAt: null } : item,
          ),
      }
    case 'recipient': {
      const gone = draft.recipients.find((one) => sameUnit(one.unit, proposal.value.unit))
      return gone ? { ...dropped, recipients: draft.recipients.filter((one) => one !== gone) } : dropped
    }
    case 'phone':
      return eachRecipient(dropped, (one) => ({
        ...one,
        phone: one.phone
          .split('、')
          .filter((number) => number !== proposal.value.number)
          .join('、'),
      }))
    case 'email':
      return eachRecipient(dropped, (one) => (one.email === proposal.value ? { ...one, email: '' } : one))
    case 'address':
      return eachRecipient(dropped, (one) =>
        one.address === cut(proposal.value.address, 120) ? { ...one, address: '', postcode: '' } : one,
      )
    case 'word-limit':
    case 'photo-count':
    case 'video-rule':
      return {
        ...dropped,
        deliverables: draft.deliverables.map((item) => withoutLimit(item, proposal)),
      }
  }
}

/** Everything that asks nothing and is not decided yet. */
export function takeUndoubted(draft: OwnNoticeDraft, proposals: readonly Proposal[], text?: string): OwnNoticeDraft {
  let taken = draft
  for (const proposal of takingOrder(proposals))
    if (isUndoubted(proposal) && taken.decisions[proposal.id] === undefined)
      taken = takeProposal(taken, proposal, { proposals, ...(text !== undefined && { text }) })
  return taken
}

export const isUndoubted = (proposal: Proposal): boolean => proposal.sure && proposal.question === null

/** Recipients and duties before their details. */
function takingOrder(proposals: readonly Proposal[]): Proposal[] {
  const rank = (proposal: Proposal): number =>
    proposal.kind === 'recipient' ? 0 : proposal.kind === 'deliverable' ? 1 : proposal.kind === 'due' ? 2 : 3
  return [...proposals].sort((a, b) => rank(a) - rank(b))
}

function withDecision(draft: OwnNoticeDraft, id: string, decision: Decision): OwnNoticeDraft {
  return { ...draft, decisions: { ...draft.decisions, [id]: decision } }
}

function takeDeliverable(
  draft: OwnNoticeDraft,
  proposal: DeliverableProposal,
  { proposals, text }: TakeOptions,
): OwnNoticeDraft {
  const { title, dueId, quantity, limits, recipientId } = proposal.value
  if (draft.deliverables.some((item) => item.proposalId === proposal.id)) {
    const renamed = draft.deliverables.map((item) =>
      item.proposalId === proposal.id ? { ...item, title: cut(title, 80) } : item,
    )
    return { ...draft, deliverables: renamed }
  }
  const due = proposals.find((one): one is DueProposal => one.kind === 'due' && one.id === dueId)
  // A date that asks is written down in its own words; the instant waits for the answer.
  const settled = due && (isUndoubted(due) || draft.decisions[due.id] === 'taken')
  const recipient = proposals.find((one) => one.kind === 'recipient' && one.id === recipientId)
  const known =
    recipient?.kind === 'recipient'
      ? draft.recipients.find((one) => sameUnit(one.unit, recipient.value.unit))
      : undefined
  const sentence = sentenceAround(text, proposal.span) || proposal.wording
  const item = newDeliverable(draft, {
    proposalId: proposal.id,
    title: cut(title, 80),
    wording: cut(sentence, 400),
    dueWording: cut(due?.wording ?? '', 120),
    dueAt: settled ? (sameDue(draft, due) ?? due.value.at) : null,
    formId: suggestForm(title),
    stamped: asksForSeal(title, sentence),
    quantity: quantity && { min: quantity.min, max: quantity.max, wording: cut(quantity.wording, 60) },
    limits: limits.slice(0, 20).map((limit) => cut(limit, 200)),
    recipientId: known?.id ?? null,
  })
  const added = { ...draft, deliverables: [...draft.deliverables, item] }
  // Limits that were taken before their duty was.
  return proposals
    .filter((one): one is LimitProposal => isLimit(one) && one.belongsTo === proposal.id && wasTaken(draft, one.id))
    .reduce((before, limit) => takeLimit(before, limit, { proposals }), added)
}

/** What another duty with the same date was answered. */
function sameDue(draft: OwnNoticeDraft, due: DueProposal): string | null {
  return draft.deliverables.find((item) => item.dueWording === cut(due.wording, 120) && item.dueAt)?.dueAt ?? null
}

function takeDue(draft: OwnNoticeDraft, proposal: DueProposal, options: TakeOptions): OwnNoticeDraft {
  const at = options.dueAt === undefined ? proposal.value.at : options.dueAt
  const governed = new Set(
    options.proposals.flatMap((one) => (one.kind === 'deliverable' && one.value.dueId === proposal.id ? [one.id] : [])),
  )
  if (governed.size === 0 && draft.deliverables.every((item) => item.proposalId !== proposal.id)) {
    // A date that no named duty goes with: the sentence says what it is about.
    const sentence = sentenceAround(options.text, proposal.span) || proposal.wording
    const duty = { proposalId: proposal.id, title: cut(sentence, 40), wording: cut(sentence, 400) }
    const dated = { ...duty, dueWording: cut(proposal.wording, 120), dueAt: at, formId: suggestForm(sentence) }
    return { ...draft, deliverables: [...draft.deliverables, newDeliverable(draft, dated)] }
  }
  governed.add(proposal.id)
  return {
    ...draft,
    deliverables: draft.deliverables.map((item) =>
      item.proposalId !== null && governed.has(item.proposalId)
        ? { ...item, dueWording: cut(proposal.wording, 120), dueAt: at }
        : item,
    ),
  }
}

/** The recipient by name, made when it is not there; details that were taken before it wait in a nameless one. */
function withRecipient(
  draft: OwnNoticeDraft,
  proposalId: string,
  unit: string,
  proposals: readonly Proposal[],
): OwnNoticeDraft {
  const name = cut(unit, 80)
  if (draft.recipients.some((one) => one.unit === name)) return draft
  const nameless = draft.recipients.find((one) => one.unit === '')
  const made = nameless ? { ...nameless, unit: name } : newRecipient(draft, name)
  const recipients = nameless
    ? draft.recipients.map((one) => (one === nameless ? made : one))
    : [...draft.recipients, made]
  const sent = new Set(
    proposals.flatMap((one) => (one.kind === 'deliverable' && one.value.recipientId === proposalId ? [one.id] : [])),
  )
  return {
    ...draft,
    recipients,
    deliverables: draft.deliverables.map((item) =>
      item.proposalId !== null && sent.has(item.proposalId) ? { ...item, recipientId: made.id } : item,
    ),
  }
}

type RecipientOf = OwnNoticeDraft['recipients'][number]

function inRecipient(
  draft: OwnNoticeDraft,
  proposal: Proposal,
  { proposals }: TakeOptions,
  change: (recipient: RecipientOf) => RecipientOf,
): OwnNoticeDraft {
  const owner = proposals.find((one) => one.kind === 'recipient' && one.id === proposal.belongsTo)
  const named =
    owner?.kind === 'recipient' ? draft.recipients.find((one) => sameUnit(one.unit, owner.value.unit)) : undefined
  const target = named ?? draft.recipients[0]
  if (!target) return { ...draft, recipients: [change(newRecipient(draft))] }
  return { ...draft, recipients: draft.recipients.map((one) => (one === target ? change(one) : one)) }
}

function eachRecipient(draft: OwnNoticeDraft, change: (recipient: RecipientOf) => RecipientOf): OwnNoticeDraft {
  return { ...draft, recipients: draft.recipients.map(change) }
}

/** An office's name and its short form are one. */
export function sameUnit(a: string, b: string): boolean {
  const short = (unit: string): string =>
    unit
      .replace(/\s/g, '')
      .replaceAll('科学技术协会', '科协')
      .replace(/^中国科协/, '中科协')
  const [one, two] = [short(a), short(b)]
  if (one === '' || two === '') return false
  return one === two || (Math.min(one.length, two.length) >= 4 && (one.endsWith(two) || two.endsWith(one)))
}

type LimitProposal = Extract<Proposal, { kind: 'word-limit' | 'photo-count' | 'video-rule' }>

function takeLimit(draft: OwnNoticeDraft, proposal: LimitProposal, { proposals }: TakeOptions): OwnNoticeDraft {
  const target = limitTarget(draft, proposal, proposals)
  if (!target) return draft
  return {
    ...draft,
    deliverables: draft.deliverables.map((item) => (item.id === target.id ? withLimit(item, proposal) : item)),
  }
}

function limitTarget(
  draft: OwnNoticeDraft,
  proposal: LimitProposal,
  proposals: readonly Proposal[],
): OwnDeliverable | undefined {
  const owner = draft.deliverables.find((item) => item.proposalId !== null && item.proposalId === proposal.belongsTo)
  if (owner || proposal.belongsTo !== undefined) return owner
  // The last duty that is named before it.
  const before = proposals.filter((one) => one.kind === 'deliverable' && one.span.start <= proposal.span.start)
  return draft.deliverables.findLast((item) => before.some((one) => one.id === item.proposalId))
}

function withLimit(item: OwnDeliverable, proposal: LimitProposal): OwnDeliverable {
  const words = cut(proposal.wording, 200)
  const limits = item.limits.includes(words) ? item.limits : [...item.limits, words].slice(0, 20)
  if (proposal.kind === 'photo-count') {
    const { min, max } = proposal.value
    return { ...item, limits, photos: { min, max } }
  }
  if (proposal.kind === 'word-limit' && proposal.value.max !== null)
    return { ...item, limits, textLimit: { max: proposal.value.max, about: proposal.value.about } }
  return { ...item, limits }
}

function withoutLimit(item: OwnDeliverable, proposal: LimitProposal): OwnDeliverable {
  const words = cut(proposal.wording, 200)
  if (!item.limits.includes(words)) return item
  const rest = { ...item, limits: item.limits.filter((limit) => limit !== words) }
  if (proposal.kind === 'photo-count') return { ...rest, photos: null }
  if (proposal.kind === 'word-limit') return { ...rest, textLimit: null }
  return rest
}

/** The form of the library that fits by its name. */
export function suggestForm(title: string): string {
  if (/照片|图片|相片/.test(title)) return 'LIB-PHOTOS'
  if (/视频|短片|录像/.test(title)) return 'LIB-VIDEO'
  if (/总结|小结|报告/.test(title)) return 'LIB-SUMMARY'
  if (/(特色|亮点|重点|主题)[^，。]*活动[^，。]*方案/.test(title)) return 'LIB-SPECIAL'
  if (/方案|计划|预案/.test(title)) return 'LIB-PLAN'
  if (/简介|信息|简报|新闻|通讯|稿/.test(title)) return 'LIB-INTRO'
  if (/推荐|申报|名单/.test(title)) return 'LIB-RECOMMENDATION'
  if (/表/.test(title)) return 'LIB-REGISTER'
  return 'LIB-MATERIAL'
}

const isLimit = (proposal: Proposal): proposal is LimitProposal =>
  proposal.kind === 'word-limit' || proposal.kind === 'photo-count' || proposal.kind === 'video-rule'

const wasTaken = (draft: OwnNoticeDraft, id: string): boolean =>
  draft.decisions[id] === 'taken' || draft.decisions[id] === 'changed'

/** A seal is put on paper, not on photographs. */
const asksForSeal = (title: string, sentence: string): boolean =>
  /盖章|公章|用印|印章/.test(sentence) && !/照片|图片|视频|短片|电子版/.test(title)

function sentenceAround(text: string | undefined, span: Proposal['span']): string {
  if (text === undefined) return ''
  const before = text.slice(0, span.start)
  const start = Math.max(before.lastIndexOf('\n'), before.lastIndexOf('。'), before.lastIndexOf('；')) + 1
  const rest = text.slice(span.end).search(/[\n。；]/)
  return text.slice(start, rest < 0 ? text.length : span.end + rest).trim()
}

const cut = (text: string, max: number): string => text.replace(/\s+/g, ' ').trim().slice(0, max)

function joined(before: string, added: string): string {
  if (before === '') return added
  return before.split('、').includes(added) ? before : `${before}、${added}`
}
