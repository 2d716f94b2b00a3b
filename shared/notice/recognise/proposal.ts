/**
 * What the rules recognise in the plain text of a notice. A proposal is never a fact: a person takes, changes or drops
 * each one. Two promises: `wording` is exactly the slice `text.slice(span.start, span.end)`, and whatever is in doubt
 * carries a question.
 */

/** UTF-16 offsets into the text that was given; end is exclusive. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** How fine the notice's own words are: 17:30 · 15日 · 中旬 · 6月底. */
export type Precision = 'minute' | 'day' | 'xun' | 'month'

interface DueValue {
  /** Last moment as proposed, ISO 8601 +08:00 (a day without time ends at 23:59); null where the words name no date. */
  readonly at: string | null
  readonly precision: Precision
  /** The words say 前, 截止 or the like; false where a day or a range is named for sending. */
  readonly before: boolean
  /** Does the named day itself still count? null: the words leave it open (“5月15日前”) and the question asks. */
  readonly includesDay: boolean | null
  /** 'HH:mm' (24:00 possible) where the words name a time of day. */
  readonly time: string | null
  /** Start of the range in which it may be sent, ISO 8601 +08:00. */
  readonly from?: string
}

interface PeriodValue {
  /** First moment, ISO 8601 +08:00; null where unknown. */
  readonly from: string | null
  /** Last moment, ISO 8601 +08:00 (a day without time ends at 23:59); null where unknown. */
  readonly to: string | null
  readonly precision: Precision
}

export interface Quantity {
  readonly min: number
  /** null: the words set no upper bound. */
  readonly max: number | null
  /** E.g. 3-5张. */
  readonly wording: string
}

interface DeliverableValue {
  readonly title: string
  /** The 'due' proposal that governs it; null where the notice names none (及时报送). */
  readonly dueId: string | null
  readonly quantity: Quantity | null
  /** The notice's own words for its limits, e.g. 200字左右; shown, not computed with. */
  readonly limits: readonly string[]
  /** The 'recipient' proposal; null where unknown or where the kind of sender decides (then the question says so). */
  readonly recipientId: string | null
}

interface RecipientValue {
  /** Department, never a person. */
  readonly unit: string
  /** The notice's own words for who reports to it, e.g. 设区市科协; null where it does not say. */
  readonly senders: string | null
}

interface PhoneValue {
  readonly number: string
  readonly fax: boolean
}

interface AddressValue {
  readonly address: string
  /** 6 digits. */
  readonly postcode: string | null
}

interface WordLimitValue {
  readonly min: number | null
  readonly max: number | null
  /** 左右, 原则上: warn, never block. */
  readonly about: boolean
}

interface PhotoCountValue {
  readonly min: number
  readonly max: number | null
  readonly about: boolean
}

type VideoRuleValue =
  /** Seconds. */
  | { readonly rule: 'duration'; readonly minSeconds: number | null; readonly maxSeconds: number | null }
  /** Upper-case names, e.g. MP4. */
  | { readonly rule: 'format'; readonly formats: readonly string[] }
  /** Pixels of the short side. */
  | { readonly rule: 'resolution'; readonly minShortSide: number }
  /** Megabytes of 1,048,576 bytes. */
  | { readonly rule: 'size'; readonly maxMegabytes: number }

interface ProposalOf<K extends string, V> {
  /** Kind and start, e.g. due-1024: the same text gives the same ids. */
  readonly id: string
  readonly kind: K
  readonly span: Span
  /** Exactly the words at the span. */
  readonly wording: string
  readonly value: V
  /** false: the value is a guess and `question` says what to decide. true with a question: right as far as the words go. */
  readonly sure: boolean
  /** Chinese sentence, when a person must decide. */
  readonly question: string | null
  /** Id of the recipient or deliverable that this detail (e-mail, telephone, limit) is about. */
  readonly belongsTo?: string
}

export type TitleProposal = ProposalOf<'title', string>
export type ThemeProposal = ProposalOf<'theme', string>
/** One proposal per issuing office. */
export type IssuerProposal = ProposalOf<'issuer', string>
export type DocumentNumberProposal = ProposalOf<'document-number', string>
/** Value: calendar date YYYY-MM-DD. */
export type IssuedOnProposal = ProposalOf<'issued-on', string>
export type DueProposal = ProposalOf<'due', DueValue>
export type PeriodProposal = ProposalOf<'period', PeriodValue>
export type RecipientProposal = ProposalOf<'recipient', RecipientValue>
export type EmailProposal = ProposalOf<'email', string>
export type PhoneProposal = ProposalOf<'phone', PhoneValue>
export type AddressProposal = ProposalOf<'address', AddressValue>
export type DeliverableProposal = ProposalOf<'deliverable', DeliverableValue>
export type WordLimitProposal = ProposalOf<'word-limit', WordLimitValue>
export type PhotoCountProposal = ProposalOf<'photo-count', PhotoCountValue>
export type VideoRuleProposal = ProposalOf<'video-rule', VideoRuleValue>

export type Proposal =
  | TitleProposal
  | ThemeProposal
  | IssuerProposal
  | DocumentNumberProposal
  | IssuedOnProposal
  | DueProposal
  | PeriodProposal
  | RecipientProposal
  | EmailProposal
  | PhoneProposal
  | AddressProposal
  | DeliverableProposal
  | WordLimitProposal
  | PhotoCountProposal
  | VideoRuleProposal

export type ProposalKind = Proposal['kind']

/** The proposal of one kind, e.g. ProposalFor<'due'>. */
export type ProposalFor<K extends ProposalKind> = Extract<Proposal, { kind: K }>
