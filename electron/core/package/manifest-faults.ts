/** What a bag's lists must name, and must not (RFC 8493 sections 2.1.3, 2.2.1, 2.2.3 and 3). */
import type { PackageFinding } from '../../../shared/problems.ts'
import type { PackageFindingCode } from '../../../shared/wording/package-findings.ts'
import { finding } from './findings.ts'

export interface Manifest {
  readonly name: string
  readonly algorithm: string
  /** Path → lower-case hex digest. */
  readonly digests: ReadonlyMap<string, string>
}
export interface BagLists {
  readonly payload: readonly Manifest[]
  readonly tags: readonly Manifest[]
  /** Paths of fetch.txt. */
  readonly fetched: ReadonlySet<string>
}

const isTagManifest = (path: string): boolean => /^tagmanifest-[^/]*\.txt$/i.test(path)
const isInPayload = (path: string): boolean => path.startsWith('data/') && !path.split('/').includes('..')

/**
 * @param files all of the bag; `inPayload` those under data/
 * @param version before 1.0 a payload file needs to be in one of the manifests only
 */
export function manifestFaults(
  files: ReadonlyMap<string, number>,
  inPayload: readonly string[],
  { payload, tags, fetched }: BagLists,
  version: string,
): PackageFinding[] {
  const findings: PackageFinding[] = []
  const reported = new Set<string>()
  const once = (code: PackageFindingCode, path: string, detail = '') => {
    if (!reported.has(path)) findings.push(finding(code, path, detail))
    reported.add(path)
  }
  for (const { name, digests } of payload) {
    for (const path of digests.keys()) {
      if (!isInPayload(path)) once('bag.manifest-outside', path, name)
      else if (!files.has(path)) once(fetched.has(path) ? 'bag.fetch-absent' : 'bag.missing-file', path)
    }
  }
  const inOne = (path: string): boolean => payload.some(({ digests }) => digests.has(path))
  const inAll = (path: string): boolean => payload.every(({ digests }) => digests.has(path))
  const listed = version === '1.0' ? inAll : inOne
  if (payload.length > 0) {
    for (const path of inPayload) if (!listed(path)) once('bag.extra-file', path)
    for (const path of fetched) if (!listed(path)) once('bag.fetch-unlisted', path)
  }
  for (const { name, digests } of tags) {
    for (const path of digests.keys()) {
      if (path.startsWith('data/') || isTagManifest(path)) once('tag.wrong-entry', path, name)
      else if (!files.has(path)) once('tag.missing-file', path)
    }
    if (version !== '1.0') continue
    for (const manifest of payload) if (!digests.has(manifest.name)) once('tag.not-covered', manifest.name, name)
  }
  return findings
}
