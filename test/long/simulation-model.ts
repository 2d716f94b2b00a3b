/**
 * What the simulation knows without looking into any store: plain data, and rules of its own for what must follow from it.
 * Nothing of the program is used here.
 */
export type Value = string | string[]
export type Values = Record<string, Value>
export type State = 'received' | 'accepted' | 'returned'

/** `fields` null in the list: about the record as a whole. */
export interface Said {
  readonly state: State
  readonly fields: readonly (string | null)[]
  readonly texts: readonly string[]
}
export interface Heard extends Said {
  readonly by: 'receipt' | 'phone'
  /** Receipts of a round are written after the calls of that round. */
  readonly order: number
}
export interface RevisionModel {
  readonly revision: number
  readonly values: Values
  readonly photos: readonly string[]
  /** At the city; null until it is taken in. */
  decision: Said | null
  /** At the county. */
  readonly heard: Heard[]
}
export interface RecordModel {
  /** `县 表`, the same in each run of a seed. */
  readonly key: string
  readonly noticeId: string
  readonly formId: string
  readonly recordId: string
  values: Values
  photos: string[]
  /** The draft is not what the last revision says. */
  changed: boolean
  readonly revisions: RevisionModel[]
}
export interface PackageModel {
  readonly key: string
  readonly packageId: string
  readonly sequence: number
  readonly sha256: string
  readonly noticeId: string
  readonly carries: readonly { readonly record: RecordModel; readonly revision: RevisionModel }[]
  state: 'on its way' | 'held' | 'taken in'
  /** Round in whose evening a lost one is brought again; null: it was not lost. */
  lostUntil: number | null
  /** What the last receipt said about it. */
  told: string | null
}
export interface ReceiptModel {
  readonly path: string
  readonly order: number
  readonly says: readonly { readonly revision: RevisionModel; readonly said: Said }[]
}
export interface OfficeModel {
  readonly name: string
  readonly records: RecordModel[]
  readonly packages: PackageModel[]
  /** Receipts that lie there for it, the oldest first. */
  readonly mail: ReceiptModel[]
  /** The highest number that the city has taken in. */
  lastAtCity: number
}

export const latest = (record: RecordModel): RevisionModel | undefined => record.revisions.at(-1)
/** The latest that the city has; what comes late replaces nothing. */
export const arrived = (record: RecordModel): RevisionModel | undefined =>
  record.revisions.findLast(({ decision }) => decision !== null)

/** The last word about a revision; that a package arrived takes back no telephone call. */
export function lastWord({ heard }: RevisionModel): Heard | null {
  const inOrder = [...heard].sort((a, b) => a.order - b.order)
  const called = inOrder.findIndex(({ by }) => by === 'phone')
  const counting = inOrder.filter(
    (one, at) => !(one.by === 'receipt' && one.state === 'received' && called >= 0 && at > called),
  )
  return counting.at(-1) ?? null
}

export function stateAtCounty(record: RecordModel): 'draft' | 'sent' | State {
  const last = latest(record)
  if (!last || record.changed) return 'draft'
  return lastWord(last)?.state ?? 'sent'
}

/** What may be changed: null for everything. */
export function openFields(record: RecordModel): ReadonlySet<string> | null {
  const last = latest(record)
  const word = last && lastWord(last)
  if (word?.state !== 'returned') return null
  const named = word.fields.flatMap((field) => field ?? [])
  return named.length < word.fields.length ? null : new Set(named)
}

/** Goes into the next package by itself: new, changed, or never heard of. */
export const isToSend = (record: RecordModel): boolean => record.changed || latest(record)?.heard.length === 0

/** 定稿 of what is to be sent. */
export function freeze(record: RecordModel): RevisionModel {
  const last = latest(record)
  if (last && !record.changed) return last
  const { values, photos, revisions } = record
  const made: RevisionModel = {
    revision: revisions.length + 1,
    values: structuredClone(values),
    photos: [...photos],
    decision: null,
    heard: [],
  }
  revisions.push(made)
  record.changed = false
  return made
}

export type Outcome = 'imported' | 'duplicate' | 'gap' | 'stale'

/** What must become of a file when the city takes it in. */
export function arrive(office: OfficeModel, one: PackageModel): Outcome {
  if (one.state === 'taken in') return 'duplicate'
  if (one.sequence === office.lastAtCity + 1) {
    takeIn(office, one)
    return 'imported'
  }
  one.state = 'held'
  return one.sequence > office.lastAtCity ? 'gap' : 'stale'
}

export function takeIn(office: OfficeModel, one: PackageModel): void {
  one.state = 'taken in'
  office.lastAtCity = Math.max(office.lastAtCity, one.sequence)
  // A revision that was decided stays so, whatever brings it once more.
  for (const { revision } of one.carries) revision.decision ??= { state: 'received', fields: [], texts: [] }
}

export const sayings = (one: PackageModel): ReceiptModel['says'] =>
  one.carries.flatMap(({ revision }) => (revision.decision ? [{ revision, said: revision.decision }] : []))

/** What the next receipt must speak of. */
export const untold = (office: OfficeModel): PackageModel[] =>
  office.packages.filter((one) => one.state === 'taken in' && one.told !== JSON.stringify(sayings(one).map(toText)))
export const toText = ({ said }: ReceiptModel['says'][number]) => said

/** Sums with arithmetic of their own, in millionths; what nobody filled in is no zero. */
export interface Total {
  readonly sum: bigint | null
  readonly filled: number
  readonly empty: number
}
export function totalOf(values: readonly Values[], field: string): Total {
  const filled = values.flatMap((one) => (typeof one[field] === 'string' ? [inMillionths(one[field])] : []))
  return {
    sum: filled.length === 0 ? null : filled.reduce((sum, one) => sum + one, 0n),
    filled: filled.length,
    empty: values.length - filled.length,
  }
}
export function inMillionths(text: string): bigint {
  const [whole = '0', part = ''] = text.split('.')
  return BigInt(whole) * 1_000_000n + BigInt(part.padEnd(6, '0'))
}
export function inDigits(millionths: bigint | null): string | null {
  if (millionths === null) return null
  const part = String(millionths % 1_000_000n)
    .padStart(6, '0')
    .replace(/0+$/, '')
  return `${millionths / 1_000_000n}${part === '' ? '' : `.${part}`}`
}
