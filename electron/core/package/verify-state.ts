import type { PackageFinding } from '../../../shared/problems.ts'
import type { FindingSeverity, PackageFindingCode } from '../../../shared/wording/package-findings.ts'
import type { BagReport } from './check-bag.ts'
import { finding } from './findings.ts'
import type { OfficeCard, PackageJson, PackageKind, PersonalDocument, PublishedPack, Receipt } from './schema.ts'
import type { PackageSource } from './source.ts'
import type { ForwardedRecord, Origin, VerifiedEvidence } from './verified-evidence.ts'

/** What the store knows; the reader itself knows no store. */
export interface VerifyContext {
  /** Null: verify without a store, for anybody's package. */
  ourOfficeId: string | null
  /** The card we hold of an office, and whether a person has compared its 指纹码. */
  trustedCard(officeId: string): Promise<{ card: OfficeCard; trusted: boolean } | null>
  /** What we have received of this device in the stream to `recipientOfficeId` (null: to everybody). Null: nothing yet. */
  sequenceState(officeId: string, deviceId: string, recipientOfficeId: string | null): Promise<SequenceState | null>
  /** How a notice compares with ours; left out: not checked. */
  noticeState?(notice: {
    id: string
    version: string
    digest: string
  }): Promise<'same' | 'older-version' | 'other-version' | 'unknown'>
  /** With it the personal parts are opened and their commitments checked too. */
  ageIdentity?: string | null
}
export interface SequenceState {
  lastSequence: number
  /**
   * Tag manifest digests of what was received under this number (volume 1 unless in a group): two, where a person took in
   * a second package under a number.
   */
  digestsOf(sequence: number, volume: number): readonly string[] | Promise<readonly string[]>
  /** How many volumes the packages of this number have, by those that were received. */
  volumesOf?(sequence: number): readonly number[] | Promise<readonly number[]>
}

export interface VerifyOptions {
  signal?: AbortSignal | undefined
  /** Bytes hashed so far. */
  progress?: ((done: number, total: number) => void) | undefined
  /** With it, attachments and ciphertexts are staged while they are hashed: extractPackage then reads nothing twice. */
  stagingDir?: string | undefined
}

export interface VerifyResult {
  /** Container, digests, signature, schemas hold. Import needs `ok && trusted` and no finding of severity `hold`. */
  ok: boolean
  trusted: boolean
  kind: PackageKind | null
  sender: PackageJson['sender'] | null
  recipient: PackageJson['recipient']
  packageId: string | null
  sequence: number | null
  tagManifestDigest: string | null
  bagit: BagReport
  findings: PackageFinding[]
  package: PackageJson | null
  /** The sender's card inside the package. */
  card: OfficeCard | null
  receipt: Receipt | null
  /** Of a package of kind `notice`, when all of it is sound. */
  notice: PublishedPack | null
  /** Path → SHA-256 of every payload file, from the signed manifest. */
  manifest: ReadonlyMap<string, string>
  /** SHA-256 → staged file. */
  staged: ReadonlyMap<string, string>
  /** With staging: what was opened of the personal parts, by path; extractPackage takes them out. */
  opened: Map<string, PersonalDocument>
  /** Bytes of signature.minisig: no manifest covers them. */
  signature: Buffer | null
  evidence: readonly VerifiedEvidence[]
  /** Of every record that is not the sender's own. */
  origins: readonly Origin[]
}

/** Handed from stage to stage. */
export interface Verification {
  readonly source: PackageSource
  readonly context: VerifyContext
  readonly options: VerifyOptions
  readonly findings: PackageFinding[]
  readonly manifest: Map<string, string>
  readonly staged: Map<string, string>
  readonly opened: Map<string, PersonalDocument>
  json: PackageJson | null
  tagManifest: Buffer | null
  tagManifestDigest: string | null
  bagInfo: Map<string, string[]>
  bagit: BagReport | null
  trusted: boolean
  receipt: Receipt | null
  notice: PublishedPack | null
  signature: Buffer | null
  readonly forwarded: ForwardedRecord[]
  readonly evidence: VerifiedEvidence[]
  readonly origins: Origin[]
}

/** Adds a finding to the verification. */
export function report(
  v: Verification,
  code: PackageFindingCode,
  path = '',
  detail = '',
  severity?: FindingSeverity,
): void {
  v.findings.push(finding(code, path, detail, severity))
}
