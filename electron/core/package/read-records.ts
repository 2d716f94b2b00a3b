/** Single records of a package that was verified before: read anew from where it lies, proven by its tag manifest. */
import { Problem } from '../../../shared/problems.ts'
import { manifestName, parseManifest, tagManifestName } from './bag.ts'
import { sha256Hex } from './canonical.ts'
import { DamagedEntry } from './findings.ts'
import { parseJsonFile } from './json-text.ts'
import { maxManifest, maxPackageJson, maxTagText } from './limits.ts'
import { openDocument } from './open-personal.ts'
import { openSource } from './open-source.ts'
import { packageJsonPath } from './plan.ts'
import {
  type FrozenRevision,
  type PackageJson,
  type PersonalDocument,
  packageJson,
  type RecordEntry,
} from './schema.ts'
import { type PackageSource, readExpected, readWhole } from './source.ts'
import { readRevision } from './verify-content.ts'

export interface ReadRecord {
  readonly entry: RecordEntry
  readonly revision: FrozenRevision
  /** Null: it has none, or it lies in another volume. */
  readonly personal: PersonalDocument | null
}

/**
 * @param tagManifestDigest of the package as it was verified: what lies there now must be that one
 * @param wanted which records
 * @throws Problem file.vanished, file.unreadable, file.changed when it is another one now
 */
export async function readRecords(
  path: string,
  tagManifestDigest: string,
  wanted: (entry: RecordEntry) => boolean,
  options: { readonly identity: string; readonly signal: AbortSignal },
): Promise<{ json: PackageJson; records: ReadRecord[] }> {
  const { source } = await openSource(path, options.signal)
  if (!source) throw new Problem('file.changed', { path })
  try {
    const manifest = await provenManifest(source, tagManifestDigest)
    const bytes = await readExpected(source, packageJsonPath, maxPackageJson, manifest.get(packageJsonPath))
    const json = packageJson.parse(parseJsonFile(bytes, packageJsonPath))
    const v = { source, manifest, findings: [], options: { signal: options.signal } }
    const records: ReadRecord[] = []
    for (const entry of json.records.filter(wanted)) {
      const revision = await readRevision(v, entry)
      if (!revision) throw new Problem('file.changed', { path })
      const opened = entry.personal === null ? null : await openDocument(v, entry.personal, revision, options.identity)
      records.push({ entry, revision, personal: opened?.document ?? null })
    }
    return { json, records }
  } catch (error) {
    if (error instanceof DamagedEntry) throw new Problem('file.changed', { path })
    throw error
  } finally {
    await source.close()
  }
}

async function provenManifest(source: PackageSource, tagManifestDigest: string): Promise<Map<string, string>> {
  const tags = await readWhole(source, tagManifestName, maxTagText)
  if (sha256Hex(tags) !== tagManifestDigest) throw new DamagedEntry('package.changed', tagManifestName)
  const expected = parseManifest(tags, tagManifestName, 'sha256').digests.get(manifestName)
  const text = await readExpected(source, manifestName, maxManifest, expected)
  return parseManifest(text, manifestName, 'sha256').digests
}
