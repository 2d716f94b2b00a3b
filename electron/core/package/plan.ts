import { Buffer } from 'node:buffer'
import { bagInfoText, bagitText, manifestName, manifestText, signatureName, tagManifestName } from './bag.ts'
import { sha256Hex } from './canonical.ts'
import { type SigningKey, signMinisign } from './minisign.ts'
import { type PackageJson, type PackageKind, packageFormat } from './schema.ts'

export interface PlanEntry {
  /** Path inside the ZIP. */
  path: string
  bytes: number
  sha256: string
  /** Text is deflated; a file is stored as it is. */
  source: { text: string } | { file: string }
}

/**
 * Everything that one package will be, fixed before its first byte is written. Plain JSON: the outbox keeps it,
 * and a retry writes the same bytes. Files that it names (attachments, ciphertexts) must still be there then.
 */
export interface FrozenPlan {
  format: 'kexie-plan/1'
  packageId: string
  kind: PackageKind
  createdAt: string
  sequence: number
  volume: { n: number; of: number } | null
  /** In the order of the ZIP. */
  entries: PlanEntry[]
  packageJson: PackageJson
  bagInfo: string
  signature: string
  tagManifestDigest: string
  /** Of the payload, uncompressed. */
  payloadBytes: number
  payloadFiles: number
}

export interface SealFacts {
  packageJson: PackageJson
  /** Payload beside package.json. */
  payload: readonly PlanEntry[]
  organization: string
  /** Name and version of the program. */
  agent: string
  groupId: string | null
  signKey: SigningKey
}

export const packageJsonPath = 'data/package.json'
export const pagePath = 'data/目录.html'

/** A text entry. */
export function textEntry(path: string, text: string): PlanEntry {
  const bytes = Buffer.from(text)
  return { path, bytes: bytes.length, sha256: sha256Hex(bytes), source: { text } }
}

/** The one line that the signature covers beside the tag manifest; ASCII. */
export function trustedComment(json: Pick<PackageJson, 'kind' | 'packageId' | 'sequence' | 'createdAt'>): string {
  return `${packageFormat} kind=${json.kind} id=${json.packageId} seq=${json.sequence} time=${json.createdAt}`
}

/** Date in China, where all offices are. */
export const beijingDate = (instant: string): string =>
  new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 10)

/** Makes the manifests, signs, and fixes the order: tag files, package.json, the page, then by path. */
export function sealPlan(facts: SealFacts): FrozenPlan {
  const json = facts.packageJson
  const packageText = textEntry(packageJsonPath, `${JSON.stringify(json, null, 2)}\n`)
  const rank = (path: string) => (path === packageJsonPath ? 0 : path === pagePath ? 1 : 2)
  const payload = [packageText, ...facts.payload].sort(
    (a, b) => rank(a.path) - rank(b.path) || (a.path < b.path ? -1 : 1),
  )
  const payloadBytes = payload.reduce((sum, entry) => sum + entry.bytes, 0)
  const bagInfo = bagInfoText({
    sourceOrganization: facts.organization,
    baggingDate: beijingDate(json.createdAt),
    payloadBytes,
    payloadFiles: payload.length,
    packageId: json.packageId,
    agent: facts.agent,
    group: facts.groupId !== null && json.volume ? { id: facts.groupId, ...json.volume } : null,
  })
  const covered = [
    textEntry('bagit.txt', bagitText),
    textEntry('bag-info.txt', bagInfo),
    textEntry(manifestName, manifestText(payload)),
  ]
  const tagManifest = textEntry(tagManifestName, manifestText(covered))
  const signature = signMinisign(Buffer.from(manifestText(covered)), facts.signKey, trustedComment(json))
  return {
    format: 'kexie-plan/1',
    packageId: json.packageId,
    kind: json.kind,
    createdAt: json.createdAt,
    sequence: json.sequence,
    volume: json.volume,
    entries: [...covered, tagManifest, textEntry(signatureName, signature), ...payload],
    packageJson: json,
    bagInfo,
    signature,
    tagManifestDigest: tagManifest.sha256,
    payloadBytes,
    payloadFiles: payload.length,
  }
}
