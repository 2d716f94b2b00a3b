import { readIsoDay } from './calendar.ts'
import { findContacts } from './contacts.ts'
import { findDates } from './dates.ts'
import { findDuties } from './duties.ts'
import { findDocumentNumber, findIssuedOn, findIssuers, findTheme, findTitle } from './heading.ts'
import { findPhotoCounts, findVideoRules, findWordLimits } from './limits.ts'
import { readPage } from './page.ts'
import type { DeliverableProposal, Proposal, TitleProposal } from './proposal.ts'
import type { DateContext } from './resolve-date.ts'

export interface RecogniseOptions {
  /** Calendar date YYYY-MM-DD of arrival; lends a year only where the notice names none. */
  readonly receivedOn?: string
}

/** Reads the plain text of a notice and proposes what its rules recognise, in the order of the text. Never throws. */
export function recogniseNotice(text: string, options: RecogniseOptions = {}): Proposal[] {
  const page = readPage(text)
  const title = findTitle(page)
  const loose: DateContext = { year: yearOf(title), issuedOn: null }
  const issuedOn = findIssuedOn(page, findDates(text, loose))
  const received = readIsoDay(options.receivedOn)
  const context = {
    year: readIsoDay(issuedOn?.value)?.year ?? loose.year ?? received?.year ?? null,
    issuedOn: issuedOn?.value ?? null,
  }
  const dates = findDates(text, context)
  const contacts = findContacts(page)
  const taken = [title?.span, issuedOn?.span].filter((one) => one !== undefined)
  const duties = findDuties(page, dates, taken, contacts.routes, contacts.recipients)
  const { deliverables } = duties
  const limits = [...findWordLimits(page), ...findPhotoCounts(page), ...findVideoRules(page)]
  const found: (Proposal | null)[] = [
    title,
    ...findIssuers(page, title),
    findDocumentNumber(page),
    issuedOn,
    findTheme(page),
    ...duties.dues,
    ...duties.periods,
    ...deliverables,
    ...contacts.recipients,
    ...contacts.emails.map((one) =>
      one.belongsTo ? one : { ...one, ...ownerOf(page.flow, one.span.start, deliverables) },
    ),
    ...contacts.phones,
    ...contacts.addresses,
    ...limits.map((one) => ({ ...one, ...ownerOf(page.flow, one.span.start, deliverables) })),
  ]
  return found.filter((one) => one !== null).sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end)
}

function yearOf(title: TitleProposal | null): number | null {
  const year = /(20\d{2})[ ]?年?/.exec(title?.value ?? '')
  return year ? Number(year[1]) : null
}

/** The thing to send that a limit or mailbox stands behind, in the same sentence and near. */
function ownerOf(flow: string, at: number, deliverables: readonly DeliverableProposal[]): { belongsTo?: string } {
  let low = 0
  let high = deliverables.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((deliverables[middle]?.span.start ?? 0) <= at) low = middle + 1
    else high = middle
  }
  const owner = deliverables[low - 1]
  if (!owner || at - owner.span.end >= 160) return {}
  return /[。\n]/.test(flow.slice(owner.span.end, Math.max(owner.span.end, at))) ? {} : { belongsTo: owner.id }
}
