import type { PackageFindingCode } from '../../../shared/wording/package-findings.ts'
import { bagitText, caught, manifestName, parseBagInfo, parseManifest, signatureName, tagManifestName } from './bag.ts'
import { sha256Hex } from './canonical.ts'
import { cardFault, deviceOf, mayIntroduce } from './card.ts'
import { chainOf, evidenceFolder, evidenceNames, isEvidence, recordKey, splitEvidence } from './evidence.ts'
import { DamagedEntry, hasError, printable } from './findings.ts'
import { parseJsonFile } from './json-text.ts'
import { maxEvidenceRoots, maxManifest, maxPackageJson, maxTagText } from './limits.ts'
import { parseMinisign, parsePublicKey, verifyMinisign } from './minisign.ts'
import { recordPath } from './page.ts'
import { packageJsonPath, trustedComment } from './plan.ts'
import { issueText, type OfficeCard, type PackageJson, packageJson, type RecordEntry } from './schema.ts'
import { readExpected } from './source.ts'
import type { ForwardedRecord, VerifiedEvidence } from './verified-evidence.ts'
import { report, type Verification } from './verify-state.ts'

/**
 * Evidence of forwarded records (bundle-format.md §6): each partial bag by itself, then the way of every record from
 * its office to the sender. Runs after all digests of the outer bag hold: what lies here is what its manifest says.
 */
export async function evidenceStage(v: Verification): Promise<void> {
  if (v.json?.kind !== 'submission') return
  const folders = evidenceFiles(v)
  if (hasError(v.findings)) return
  const forwarded = new Map(v.forwarded.map((one) => [recordKey(one.entry), one]))
  let bytes = 0
  for (const [packageId, inside] of folders) {
    const folder = evidenceFolder(packageId)
    for (const name of evidenceNames) bytes += v.source.bytesOf(`${folder}/${name}`) ?? 0
    if (bytes > maxEvidenceRoots) return report(v, 'zip.total-too-large', folder)
    const one = await caught(() => checkOne(v, packageId, inside, forwarded), v.findings)
    if (one) v.evidence.push(one)
  }
  if (hasError(v.findings)) return
  const used = new Set<VerifiedEvidence>()
  for (const one of v.forwarded) {
    const fault = trace(v, one, used)
    if (fault) report(v, ...fault)
  }
  for (const one of v.evidence) if (!used.has(one)) report(v, 'evidence.unused', one.folder)
  for (const one of new Set(v.origins.map(({ evidence }) => evidence)))
    if (!one.trusted && !one.revoked)
      report(v, 'evidence.untrusted', one.folder, printable(one.card?.names.at(-1)?.name ?? one.senderOfficeId))
}

/** Packages of the evidence, with the paths inside each. */
function evidenceFiles(v: Verification): Map<string, string[]> {
  const folders = new Map<string, string[]>()
  for (const path of v.manifest.keys()) {
    if (!isEvidence(path)) continue
    const at = splitEvidence(path)
    if (!at) report(v, 'evidence.structure', path)
    else if (!folders.has(at.packageId)) folders.set(at.packageId, [at.inner])
    else folders.get(at.packageId)?.push(at.inner)
  }
  return folders
}

async function checkOne(
  v: Verification,
  packageId: string,
  inside: readonly string[],
  forwarded: ReadonlyMap<string, ForwardedRecord>,
): Promise<VerifiedEvidence | null> {
  const folder = evidenceFolder(packageId)
  const at = (name: string) => `${folder}/${name}`
  const before = v.findings.length
  for (const name of evidenceNames) if (!inside.includes(name)) report(v, 'evidence.structure', at(name))
  for (const path of inside)
    if (!path.startsWith('data/') && !evidenceNames.some((name) => name === path))
      report(v, 'evidence.structure', at(path))
  if (v.findings.length > before) return null

  const tags = await readTags(v, folder)
  if (!tags || v.findings.length > before) return null
  const { manifest, tagManifest, packageOfInfo } = tags
  const absent = new Set(manifest.keys())
  for (const path of inside.filter((name) => name.startsWith('data/'))) {
    const expected = manifest.get(path)
    if (expected === undefined) report(v, 'evidence.extra-file', at(path))
    else if (expected !== v.manifest.get(at(path))) report(v, 'evidence.digest', at(path))
    absent.delete(path)
  }
  if (v.findings.length > before) return null

  const json = await readPackageJson(v, at(packageJsonPath))
  if (json.packageId !== packageId || packageOfInfo !== `urn:uuid:${packageId}`)
    throw new DamagedEntry('evidence.package', at(packageJsonPath), json.packageId)
  if (json.kind !== 'submission' || json.recipient === null)
    throw new DamagedEntry('evidence.package', at(packageJsonPath), json.kind)
  const signed = await checkSignature(v, folder, json, tagManifest)
  const records = new Map(
    json.records.flatMap((entry) => (forwarded.has(recordKey(entry)) ? [[recordKey(entry), entry] as const] : [])),
  )
  checkChosen(v, folder, inside, records)
  const names = [...absent].filter((path) => path !== 'data/目录.html')
  if (names.length > 0) report(v, 'evidence.partial', folder, `${names.length} 个文件`)
  return {
    folder,
    packageId,
    tagManifestDigest: sha256Hex(tagManifest),
    senderOfficeId: json.sender.officeId,
    senderDeviceId: json.sender.deviceId,
    recipientOfficeId: json.recipient.officeId,
    createdAt: json.createdAt,
    card: json.card,
    ...signed,
    records,
  }
}

/** Root files: the tag manifest names the other three and nothing else. Null after reporting. */
async function readTags(v: Verification, folder: string) {
  const before = v.findings.length
  const read = (name: string, limit: number) =>
    readExpected(v.source, `${folder}/${name}`, limit, v.manifest.get(`${folder}/${name}`), v.options.signal)
  const tagManifest = await read(tagManifestName, maxTagText)
  const tags = parseManifest(tagManifest, `${folder}/${tagManifestName}`, 'sha256')
  v.findings.push(...tags.findings)
  const covered = ['bagit.txt', 'bag-info.txt', manifestName]
  for (const name of new Set([...covered, ...tags.digests.keys()])) {
    if (!covered.includes(name)) report(v, 'evidence.structure', `${folder}/${name}`)
    else if (tags.digests.get(name) !== v.manifest.get(`${folder}/${name}`))
      report(v, 'evidence.digest', `${folder}/${name}`)
  }
  if (v.findings.length > before) return null
  if ((await read('bagit.txt', maxTagText)).toString('utf8') !== bagitText)
    report(v, 'bag.bagit-txt', `${folder}/bagit.txt`)
  const info = parseBagInfo(await read('bag-info.txt', maxTagText), `${folder}/bag-info.txt`)
  const parsed = parseManifest(await read(manifestName, maxManifest), `${folder}/${manifestName}`, 'sha256')
  v.findings.push(...info.findings, ...parsed.findings)
  return {
    tagManifest,
    manifest: parsed.digests,
    packageOfInfo: (info.labels.get('external-identifier') ?? []).join(),
  }
}

async function readPackageJson(v: Verification, path: string): Promise<PackageJson> {
  const bytes = await readExpected(v.source, path, maxPackageJson, v.manifest.get(path), v.options.signal)
  const parsed = packageJson.safeParse(parseJsonFile(bytes, path))
  if (!parsed.success) throw new DamagedEntry('evidence.package', path, issueText(parsed.error))
  return parsed.data
}

/** By the trusted card of that office, where it has the device; else by the card inside, and then nothing is trusted. */
async function checkSignature(
  v: Verification,
  folder: string,
  json: PackageJson,
  tagManifest: Buffer,
): Promise<Pick<VerifiedEvidence, 'signKey' | 'trusted' | 'revoked'>> {
  const path = `${folder}/${signatureName}`
  const { officeId, deviceId } = json.sender
  const signed = parseMinisign(await readExpected(v.source, path, maxTagText, v.manifest.get(path), v.options.signal))
  if (typeof signed === 'string') throw new DamagedEntry('evidence.signature', path, signed)
  const known = await v.context.trustedCard(officeId)
  const held = known?.trusted && deviceOf(known.card, deviceId) ? known.card : null
  if (!held && !json.card) throw new DamagedEntry('evidence.no-key', `${folder}/${packageJsonPath}`)
  if (!held && json.card && (json.card.officeId !== officeId || cardFault(json.card) !== null))
    throw new DamagedEntry('evidence.card', `${folder}/${packageJsonPath}`)
  const card = held ?? json.card
  const key = card && deviceOf(card, deviceId)
  const publicKey = key && parsePublicKey(key.signKey)
  if (!card || !key || !publicKey || (!held && !mayIntroduce(card, key.signKey)))
    throw new DamagedEntry('evidence.card', `${folder}/${packageJsonPath}`)
  if (!held && known?.trusted) newDevice(v, `${folder}/${packageJsonPath}`, known.card, card)
  const fault = verifyMinisign(tagManifest, signed, publicKey)
  if (fault) throw new DamagedEntry('evidence.signature', path, fault)
  if (signed.trustedComment !== trustedComment(json))
    throw new DamagedEntry('evidence.signature', path, 'signature.comment-mismatch')
  if (key.revokedAt === null) return { signKey: key.signKey, trusted: held !== null, revoked: false }
  // What a lost device signed before it was given up still stands, but proves less: its own word is all there is.
  if (Date.parse(json.createdAt) >= Date.parse(key.revokedAt))
    throw new DamagedEntry('evidence.revoked', path, deviceId)
  report(v, 'evidence.revoked', path, deviceId, 'info')
  return { signKey: key.signKey, trusted: false, revoked: true }
}

/**
 * Signed by a device that the compared card does not have. Anybody can put one on a copy of that card, so a newer card
 * must come by itself first, as for a package of that office's own; a card that is not newer is made up.
 */
function newDevice(v: Verification, path: string, known: OfficeCard, inside: OfficeCard): void {
  if (inside.cardSeq <= known.cardSeq) throw new DamagedEntry('evidence.card', path)
  report(v, 'card.newer', path, '', 'hold')
}

/** Nothing lies in an evidence that belongs to no forwarded record. */
function checkChosen(
  v: Verification,
  folder: string,
  inside: readonly string[],
  records: ReadonlyMap<string, RecordEntry>,
): void {
  const chosen = new Set<string>(evidenceNames)
  for (const entry of records.values()) {
    chosen.add(recordPath(entry.recordId, entry.revision))
    for (const path of clearPaths(entry)) chosen.add(path)
  }
  for (const path of inside) if (!chosen.has(path)) report(v, 'evidence.not-chosen', `${folder}/${path}`)
}

/** What a record entry has in clear; personal parts are sealed anew and never lie in an evidence. */
const clearPaths = (entry: RecordEntry): string[] =>
  [...entry.documents, ...entry.attachments.map((item) => item.path)].filter((path) =>
    /^data\/(documents|attachments)\//.test(path),
  )

type Fault = readonly [code: PackageFindingCode, path: string, detail?: string]

/** The way of one record: its office's own package first, then from hand to hand to the sender. Null: it holds. */
function trace(v: Verification, { entry, officeId }: ForwardedRecord, used: Set<VerifiedEvidence>): Fault | null {
  const key = recordKey(entry)
  const path = recordPath(entry.recordId, entry.revision)
  const naming = v.evidence.filter((one) => one.records.has(key))
  const theirs = naming.filter((one) => one.senderOfficeId === officeId)
  const [some] = theirs
  for (const one of naming) used.add(one)
  if (!some) return ['record.no-evidence', path]
  const other = naming.find((one) => one.records.get(key)?.digest !== entry.digest)
  if (other) return ['evidence.record', `${other.folder}/${packageJsonPath}`]
  const chain = chainOf(naming, officeId, v.json?.sender.officeId ?? '')
  const first = chain[0]?.[0]
  if (!first) return ['evidence.wrong-recipient', some.folder, some.recipientOfficeId]
  const way = new Set(chain.flat())
  const aside = naming.find((one) => !way.has(one))
  if (aside) return ['evidence.unused', aside.folder]
  const fault = contentFault(v, entry, theirs)
  if (fault !== null) return ['evidence.record', fault]
  v.origins.push({ recordId: entry.recordId, revision: entry.revision, evidence: first })
  return null
}

/** The frozen record lies in the evidence, letter for letter, and what the package takes from there is that record's. */
function contentFault(v: Verification, entry: RecordEntry, theirs: readonly VerifiedEvidence[]): string | null {
  const path = recordPath(entry.recordId, entry.revision)
  const copies = theirs.map((one) => `${one.folder}/${path}`)
  const present = copies.filter((copy) => v.manifest.has(copy))
  if (present.length === 0) return copies[0] ?? path
  const wrong = present.find((copy) => v.manifest.get(copy) !== v.manifest.get(path))
  if (wrong !== undefined) return wrong
  const allowed = new Set(
    theirs.flatMap((one) => {
      const original = one.records.get(recordKey(entry))
      return original ? clearPaths(original).map((inner) => `${one.folder}/${inner}`) : []
    }),
  )
  const taken = [...entry.documents, ...entry.attachments.map((item) => item.path)].filter(isEvidence)
  return taken.find((item) => !allowed.has(item)) ?? null
}
