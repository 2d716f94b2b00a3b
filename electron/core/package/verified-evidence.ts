/** What the reader has found out about where forwarded records come from. */
import type { OfficeCard, RecordEntry } from './schema.ts'

/** Where a forwarded record comes from. */
export interface Origin {
  readonly recordId: string
  readonly revision: number
  readonly evidence: VerifiedEvidence
}

/** A record whose office is not the sender of the package. */
export interface ForwardedRecord {
  readonly entry: RecordEntry
  readonly officeId: string
}

/** One evidence that holds in itself. */
export interface VerifiedEvidence {
  readonly folder: string
  readonly packageId: string
  readonly tagManifestDigest: string
  readonly senderOfficeId: string
  readonly senderDeviceId: string
  readonly recipientOfficeId: string
  readonly createdAt: string
  readonly card: OfficeCard | null
  readonly signKey: string
  /** By a key of a card whose 指纹码 was compared here; a card inside the evidence is only known. */
  readonly trusted: boolean
  /** By a device that was given up later. */
  readonly revoked: boolean
  /** Its entries of records that are forwarded here. */
  readonly records: ReadonlyMap<string, RecordEntry>
}
