import { z } from 'zod'
import { type NoticePack, officeLevel } from '../../../shared/notice/pack.ts'

/** The JSON files of kexie/1 (bundle-format.md §1, §2, §4, §5). All objects are strict. */
export const packageFormat = 'kexie/1'

export const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const officeId = z.string().regex(/^[A-Za-z0-9-]{8,64}$/)
const deviceId = z.string().regex(/^[A-Za-z0-9-]{1,64}$/)
const uuid = z.uuid()
/** UTC, or with an offset; ASCII, because it is repeated in the trusted comment. */
const instant = z.iso.datetime({ offset: true })
const count = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER)
const number = z.number().int().min(1).max(2_147_483_647)
const title = z.string().min(1).max(300)
const version = z.string().min(1).max(40)
const identifier = z.string().min(1).max(100)
const payloadPath = z.string().startsWith('data/').max(200)

export const frozenRevision = z.strictObject({
  recordId: uuid,
  revision: number,
  parentDigest: sha256.nullable(),
  officeId,
  deviceId,
  noticeId: identifier,
  noticeVersion: version,
  formId: identifier,
  formVersion: version,
  values: z.record(z.string(), z.json()),
  personalCommitment: sha256.nullable(),
  attachments: z.array(sha256).max(5000),
})
export type FrozenRevision = z.infer<typeof frozenRevision>

export const personalDocument = z.strictObject({
  senderOfficeId: officeId,
  recordId: uuid,
  revision: number,
  /** 32 random bytes in hex: without them a mobile number could be guessed from its commitment. */
  salt: sha256,
  fields: z.record(z.string(), z.json()),
})
export type PersonalDocument = z.infer<typeof personalDocument>

/** First line of a decrypted personal file; the file's bytes follow after one LF. */
export const personalFileHeader = z.strictObject({
  format: z.literal('kexie-personal/1'),
  senderOfficeId: officeId,
  recordId: uuid,
  revision: number,
  role: z.enum(['document', 'attachment', 'consents']),
  field: z.string().max(200).nullable(),
  name: title,
  mediaType: z.string().min(1).max(200),
  bytes: count,
  digest: sha256,
})
export type PersonalFileHeader = z.infer<typeof personalFileHeader>

/** minisign public key text: base64 of `Ed`, key id, key. */
export const signKeyText = z.string().regex(/^RW[A-Za-z0-9+/]{54}$/)
export const ageRecipientText = z.string().regex(/^age1[02-9ac-hj-np-z]{58}$/)

/** Shown in lists and compared by eye: nothing invisible that could make one name look like another. */
const shownName = z
  .string()
  .min(2)
  .max(60)
  .regex(/^[^\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]*$/u)

export const officeCard = z.strictObject({
  officeId,
  cardSeq: number,
  previousCardDigest: sha256.nullable(),
  names: z
    .array(z.strictObject({ name: shownName, from: z.union([z.iso.date(), instant]) }))
    .min(1)
    .max(50),
  level: officeLevel,
  region: z
    .string()
    .regex(/^\d{6}$/)
    .nullable(),
  upstream: officeId.nullable(),
  devices: z
    .array(z.strictObject({ deviceId, signKey: signKeyText, validFrom: instant, revokedAt: instant.nullable() }))
    .min(1)
    .max(200),
  ageRecipient: ageRecipientText,
  createdAt: instant,
})
export type OfficeCard = z.infer<typeof officeCard>

export const packageKinds = ['submission', 'receipt', 'notice', 'office-card'] as const
export type PackageKind = (typeof packageKinds)[number]

/** `field`, `bytes`, `mediaType`, `title` are optional facts; a personal file has no title or type in clear. */
const attachmentEntry = z.strictObject({
  digest: sha256,
  path: z.union([z.literal('delivered'), payloadPath]),
  field: z.string().max(200).optional(),
  bytes: count.optional(),
  mediaType: z.string().max(200).optional(),
  title: title.optional(),
})
export type AttachmentEntry = z.infer<typeof attachmentEntry>

/** Stands in `field` of an entry that is stamped paper: it hangs on the revision from outside, which does not name it. */
export const scanField = 'scan'
export const isScan = (entry: Pick<AttachmentEntry, 'digest' | 'field'>, revision: FrozenRevision): boolean =>
  entry.field === scanField && !revision.attachments.includes(entry.digest)

const recordEntry = z.strictObject({
  recordId: uuid,
  revision: number,
  digest: sha256,
  personal: payloadPath.nullable(),
  /** Of a letter: who has signed it, as a personal file. */
  consents: payloadPath.optional(),
  documents: z.array(payloadPath).max(200),
  attachments: z.array(attachmentEntry).max(5000),
})
export type RecordEntry = z.infer<typeof recordEntry>

export const packageJson = z
  .strictObject({
    format: z.literal(packageFormat),
    kind: z.enum(packageKinds),
    packageId: uuid,
    createdAt: instant,
    sender: z.strictObject({ officeId, deviceId, cardSeq: number }),
    recipient: z.strictObject({ officeId, cardSeq: number }).nullable(),
    sequence: number,
    previousDigest: sha256.nullable(),
    volume: z.strictObject({ n: number, of: number }).nullable(),
    card: officeCard.nullable(),
    notice: z.strictObject({ id: identifier, version, digest: sha256 }).nullable(),
    records: z.array(recordEntry).max(20_000),
    delivered: z.array(sha256).max(20_000),
    voided: z.array(number).max(10_000),
  })
  .superRefine((value, context) => {
    const refuse = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message })
    const addressed = value.kind === 'submission' || value.kind === 'receipt'
    if (addressed && value.recipient === null) refuse('recipient', 'a recipient is needed')
    if (value.kind === 'submission' && value.notice === null) refuse('notice', 'a notice is needed')
    if (value.kind === 'notice' && value.notice === null) refuse('notice', 'a notice is needed')
    if (value.kind !== 'submission' && value.records.length > 0) refuse('records', 'only a submission has records')
    if (value.volume && value.volume.n > value.volume.of) refuse('volume', 'n is greater than of')
    if (value.voided.some((n) => n >= value.sequence)) refuse('voided', 'a voided number is not below the sequence')
  })
export type PackageJson = z.infer<typeof packageJson>

/** A reason in clear, or a path under data/personal/ when it quotes personal fields. */
const reason = z.union([z.string().min(1).max(2000), z.strictObject({ sealed: payloadPath })])
const receiptRecord = z
  .strictObject({
    recordId: uuid,
    revision: number,
    digest: sha256,
    state: z.enum(['received', 'accepted', 'returned']),
    reasons: z.array(reason).max(50),
    /** Parallel to `reasons`: the field that each is about; null, or without this list: the record as a whole. */
    fields: z.array(z.string().min(1).max(200).nullable()).max(50).optional(),
  })
  .refine(({ reasons, fields }) => fields === undefined || fields.length === reasons.length, {
    path: ['fields'],
    message: 'not as many as the reasons',
  })
/** What a receipt says about one package. */
const receiptSection = {
  receiptId: uuid,
  /** The addressee's computer that sent the package: only that one can know it. Left out: the reader's. */
  device: deviceId.optional(),
  package: z.strictObject({ id: uuid, tagManifestDigest: sha256 }),
  records: z.array(receiptRecord).max(20_000),
  attachments: z.array(z.strictObject({ digest: sha256, bytes: count })).max(20_000),
}
export const receipt = z.strictObject({
  ...receiptSection,
  issuer: officeId,
  addressee: officeId,
  sequence: number,
  previousDigest: sha256.nullable(),
  /** The last number and digest that the issuer knows of the addressee's device, that which sent `package`. */
  lastKnown: z.strictObject({ sequence: number, digest: sha256 }),
  /** Further packages of the same addressee. */
  further: z.array(z.strictObject(receiptSection)).min(1).max(5000).optional(),
})
export type Receipt = z.infer<typeof receipt>
export type ReceiptSection = Pick<Receipt, 'receiptId' | 'device' | 'package' | 'records' | 'attachments'>

/** A notice as it is signed and as it is kept. */
export interface PublishedPack {
  readonly pack: NoticePack
  /** Canonical JSON. */
  readonly json: string
  /** SHA-256 of `json`. */
  readonly digest: string
}

/** First issues of a failed parse, for the bracket of a finding. */
export function issueText(error: z.ZodError): string {
  return error.issues
    .slice(0, 3)
    .map((issue) => `${issue.path.join('.')}: ${issue.message}`)
    .join('; ')
}
