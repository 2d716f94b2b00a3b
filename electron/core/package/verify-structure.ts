import {
  bagitText,
  caught,
  manifestName,
  parseBagInfo,
  parseManifest,
  rootNames,
  signatureName,
  tagManifestName,
} from './bag.ts'
import { sha256Hex } from './canonical.ts'
import { parseJsonFile } from './json-text.ts'
import { maxManifest, maxPackageJson, maxTagText } from './limits.ts'
import { checkNames } from './names.ts'
import { packageJsonPath } from './plan.ts'
import { issueText, packageFormat, packageJson } from './schema.ts'
import { readWhole } from './source.ts'
import { report, type Verification } from './verify-state.ts'

/** Stages names, BagIt structure, tag manifest, package.json (bundle-format.md §7). */
export async function namesStage(v: Verification): Promise<void> {
  v.findings.push(
    ...checkNames(
      v.source.entries.map((entry) => entry.path),
      v.source.folders,
    ),
  )
}

export async function bagStructureStage(v: Verification): Promise<void> {
  const names = new Set(v.source.entries.map((entry) => entry.path))
  if (!names.has('bagit.txt')) {
    const nested = [...names].some((name) => /^[^/]+\/bagit\.txt$/.test(name))
    return report(v, nested ? 'bag.not-at-root' : 'bag.no-bagit-txt')
  }
  const allowed: readonly string[] = rootNames
  for (const name of names) {
    if (name === 'fetch.txt') report(v, 'bag.fetch', name)
    else if (!name.startsWith('data/') && !allowed.includes(name)) report(v, 'bag.root-entry', name)
  }
  for (const folder of v.source.folders)
    if (folder !== 'data' && !folder.startsWith('data/')) report(v, 'bag.root-entry', folder)
  if (!names.has('bag-info.txt')) report(v, 'bag.info-missing', 'bag-info.txt')
  if (!names.has(manifestName)) report(v, 'bag.no-manifest', manifestName)
  if (!names.has(tagManifestName)) report(v, 'tag.no-manifest', tagManifestName)
  if (!names.has(signatureName)) report(v, 'signature.missing', signatureName)
  if (![...names].some((name) => name.startsWith('data/'))) report(v, 'bag.no-payload')
}

export async function tagManifestStage(v: Verification): Promise<void> {
  const bytes = await caught(() => readWhole(v.source, tagManifestName, maxTagText, v.options.signal), v.findings)
  if (!bytes) return
  v.tagManifest = bytes
  v.tagManifestDigest = sha256Hex(bytes)
  const parsed = parseManifest(bytes, tagManifestName, 'sha256')
  v.findings.push(...parsed.findings)
  const covered = ['bagit.txt', 'bag-info.txt', manifestName]
  for (const name of parsed.digests.keys()) if (!covered.includes(name)) report(v, 'tag.missing-file', name)
  for (const name of covered) {
    const expected = parsed.digests.get(name)
    if (expected === undefined) {
      report(v, 'tag.not-covered', name)
      continue
    }
    const text = await caught(
      () => readWhole(v.source, name, name === manifestName ? maxManifest : maxTagText, v.options.signal),
      v.findings,
    )
    if (!text) continue
    if (sha256Hex(text) !== expected) report(v, 'tag.digest-mismatch', name)
    else readTagFile(v, name, text)
  }
}

function readTagFile(v: Verification, name: string, bytes: Buffer): void {
  if (name === 'bagit.txt' && bytes.toString('utf8') !== bagitText) report(v, 'bag.bagit-txt', name)
  if (name === 'bag-info.txt') {
    const info = parseBagInfo(bytes)
    v.findings.push(...info.findings)
    v.bagInfo = info.labels
  }
  if (name === manifestName) {
    const parsed = parseManifest(bytes, name, 'sha256')
    v.findings.push(...parsed.findings)
    for (const [path, digest] of parsed.digests) v.manifest.set(path, digest)
  }
}

export async function packageJsonStage(v: Verification): Promise<void> {
  const expected = v.manifest.get(packageJsonPath)
  if (expected === undefined || v.source.bytesOf(packageJsonPath) === null) {
    return report(v, 'package.missing', packageJsonPath)
  }
  const bytes = await caught(() => readWhole(v.source, packageJsonPath, maxPackageJson, v.options.signal), v.findings)
  if (!bytes) return
  if (sha256Hex(bytes) !== expected) return report(v, 'bag.digest-mismatch', packageJsonPath)
  const value = await caught(async () => parseJsonFile(bytes, packageJsonPath), v.findings)
  if (value === null) {
    if (v.findings.length === 0) report(v, 'package.schema', packageJsonPath)
    return
  }
  if (
    typeof value === 'object' &&
    value !== null &&
    'format' in value &&
    typeof value.format === 'string' &&
    value.format !== packageFormat
  ) {
    return report(v, 'package.format', packageJsonPath, value.format)
  }
  const parsed = packageJson.safeParse(value)
  if (!parsed.success) return report(v, 'package.schema', packageJsonPath, issueText(parsed.error))
  v.json = parsed.data
  checkBagInfo(v)
}

/** What bag-info.txt repeats must be what package.json says. */
function checkBagInfo(v: Verification): void {
  const json = v.json
  if (!json) return
  const label = (name: string) => v.bagInfo.get(name.toLowerCase()) ?? []
  for (const name of [
    'Source-Organization',
    'Bagging-Date',
    'Payload-Oxum',
    'External-Identifier',
    'Bag-Software-Agent',
  ]) {
    if (label(name).length !== 1) report(v, 'bag.info-missing', 'bag-info.txt', name)
  }
  if (label('External-Identifier').some((id) => id !== `urn:uuid:${json.packageId}`))
    report(v, 'bag.info-mismatch', 'bag-info.txt', 'External-Identifier')
  const count = json.volume ? [`${json.volume.n} of ${json.volume.of}`] : []
  if (label('Bag-Count').join() !== count.join()) report(v, 'bag.info-mismatch', 'bag-info.txt', 'Bag-Count')
  if (label('Bag-Group-Identifier').length !== count.length)
    report(v, 'bag.info-mismatch', 'bag-info.txt', 'Bag-Group-Identifier')
}
