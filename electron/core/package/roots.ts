/** What of a package is kept so that its records can be passed upward with their origin (bundle-format.md §6). */
import { manifestName, parseManifest, signatureName, tagManifestName } from './bag.ts'
import { recordKey } from './evidence.ts'
import { maxManifest, maxRecordJson, maxTagText } from './limits.ts'
import { recordPath } from './page.ts'
import { packageJsonPath } from './plan.ts'
import type { RecordEntry } from './schema.ts'
import { type PackageSource, readExpected } from './source.ts'
import type { VerifyResult } from './verify-state.ts'

export interface KeptRoot {
  readonly tagManifestDigest: string
  readonly packageId: string
  readonly senderOfficeId: string
  readonly senderDeviceId: string
  readonly recipientOfficeId: string
  readonly createdAt: string
  /** Name inside that package → bytes. */
  readonly files: ReadonlyMap<string, Buffer>
  readonly records: readonly { readonly recordId: string; readonly revision: number }[]
}

interface Place {
  readonly source: PackageSource
  /** '' or the folder of the evidence with its slash. */
  readonly base: string
  /** SHA-256 by full path; the signature of the package itself is in no manifest. */
  readonly expected: (path: string) => string | undefined
}

/**
 * Roots of a verified submission and of the evidence inside it. Every byte is checked again: the file may have been
 * swapped since. @throws DamagedEntry
 */
export async function readRoots(
  source: PackageSource,
  verified: VerifyResult,
  signal?: AbortSignal,
): Promise<KeptRoot[]> {
  const { package: json, tagManifestDigest, signature } = verified
  if (json?.kind !== 'submission' || json.recipient === null || tagManifestDigest === null || !signature) return []
  const tagManifest = await readExpected(source, tagManifestName, maxTagText, tagManifestDigest, signal)
  const tags = parseManifest(tagManifest, tagManifestName, 'sha256').digests
  const own: Place = { source, base: '', expected: (path) => tags.get(path) ?? verified.manifest.get(path) }
  const roots: KeptRoot[] = [
    {
      tagManifestDigest,
      packageId: json.packageId,
      senderOfficeId: json.sender.officeId,
      senderDeviceId: json.sender.deviceId,
      recipientOfficeId: json.recipient.officeId,
      createdAt: json.createdAt,
      files: new Map([
        [tagManifestName, tagManifest],
        [signatureName, signature],
        ...(await rootFiles(own, signal)),
        ...(await oddRecords(own, json.records, signal)),
      ]),
      records: json.records,
    },
  ]
  for (const one of verified.evidence) {
    const inside: Place = { source, base: `${one.folder}/`, expected: (path) => verified.manifest.get(path) }
    const read = (name: string) =>
      readExpected(source, inside.base + name, maxTagText, inside.expected(inside.base + name), signal)
    roots.push({
      ...one,
      files: new Map([
        [tagManifestName, await read(tagManifestName)],
        [signatureName, await read(signatureName)],
        ...(await rootFiles(inside, signal)),
        ...(await oddRecords(inside, [...one.records.values()], signal)),
      ]),
      records: [...one.records.values()],
    })
  }
  return roots
}

async function rootFiles({ source, base, expected }: Place, signal?: AbortSignal): Promise<[string, Buffer][]> {
  const files: [string, Buffer][] = []
  for (const name of ['bagit.txt', 'bag-info.txt', manifestName, packageJsonPath])
    files.push([name, await readExpected(source, base + name, maxManifest, expected(base + name), signal)])
  return files
}

/** The text of a frozen record can be made again from the record, unless another program wrote it in its own way. */
async function oddRecords(
  { source, base, expected }: Place,
  records: readonly Pick<RecordEntry, 'recordId' | 'revision' | 'digest'>[],
  signal?: AbortSignal,
): Promise<[string, Buffer][]> {
  const odd: [string, Buffer][] = []
  const seen = new Set<string>()
  for (const entry of records) {
    const name = recordPath(entry.recordId, entry.revision)
    const digest = expected(base + name)
    if (digest === undefined || digest === entry.digest || seen.has(recordKey(entry))) continue
    seen.add(recordKey(entry))
    odd.push([name, await readExpected(source, base + name, maxRecordJson, digest, signal)])
  }
  return odd
}
