import type { PackageFinding } from '../../../shared/problems.ts'
import {
  bagHash,
  caught,
  knownAlgorithm,
  parseBagInfo,
  parseBagit,
  parseFetch,
  parseManifest,
  tagRecoder,
} from './bag.ts'
import { finding, hasError } from './findings.ts'
import { maxManifest, maxTagText } from './limits.ts'
import { type Manifest, manifestFaults } from './manifest-faults.ts'
import { openSource } from './open-source.ts'
import { type PackageSource, readWhole } from './source.ts'

/** Any BagIt 1.0 bag (also 0.97), ours or foreign, zipped or unpacked. */
export interface BagReport {
  valid: boolean
  version: string | null
  findings: PackageFinding[]
}
/** Gets every chunk of a payload file while it is hashed, so that staging costs no second read. */
export interface Tee {
  write(chunk: Buffer): Promise<void>
  /** `sha256` is the digest of what was written; '' drops it. Only the first call counts. */
  done(sha256: string): Promise<void>
}
export interface BagOptions {
  signal?: AbortSignal | undefined
  progress?: ((done: number, total: number) => void) | undefined
  /** Called for each payload file whose sha256 the manifest names. */
  tee?: ((path: string, sha256: string) => Promise<Tee | null>) | undefined
}

/** 1.0 is RFC 8493; 0.97 is the draft that most tools wrote before it. */
const knownVersions: readonly string[] = ['1.0', '0.97']

/** Checks a bag by its path (ZIP or folder). @throws Problem only when the path itself cannot be read, or cancelled */
export async function checkBag(path: string, options: BagOptions = {}): Promise<BagReport> {
  const opened = await openSource(path, options.signal)
  if (!opened.source) return { valid: false, version: null, findings: opened.findings }
  try {
    return await inspectBag(opened.source, options)
  } finally {
    await opened.source.close()
  }
}

/** As checkBag, on an opened source. Reads every file once. */
export async function inspectBag(source: PackageSource, options: BagOptions = {}): Promise<BagReport> {
  const findings: PackageFinding[] = []
  const base = findBase(source)
  if (base === null) return { valid: false, version: null, findings: [finding('bag.no-bagit-txt')] }
  const files = new Map<string, number>()
  for (const entry of source.entries)
    if (entry.path.startsWith(base)) files.set(entry.path.slice(base.length), entry.bytes)
  const declared = await caught(() => readWhole(source, `${base}bagit.txt`, maxTagText, options.signal), findings)
  const bagit = declared ? parseBagit(declared) : null
  const recode = tagRecoder(bagit?.encoding ?? 'UTF-8')
  if (!bagit) findings.push(finding('bag.bagit-txt', 'bagit.txt'))
  else {
    if (!knownVersions.includes(bagit.version)) findings.push(finding('bag.version', 'bagit.txt', bagit.version))
    if (!recode) findings.push(finding('bag.encoding', 'bagit.txt', bagit.encoding))
  }
  /** A tag file as UTF-8. */
  const whole = async (name: string, limit: number): Promise<Buffer> => {
    const bytes = await readWhole(source, base + name, limit, options.signal)
    return recode ? recode(bytes, name) : bytes
  }
  const named = pathFinder(files)

  const payload: Manifest[] = []
  const tags: Manifest[] = []
  const unknown: string[] = []
  for (const name of files.keys()) {
    const match = /^(tag)?manifest-([a-z0-9-]+)\.txt$/i.exec(name)
    if (!match) continue
    const algorithm = (match[2] ?? '').toLowerCase()
    if (!knownAlgorithm(algorithm)) {
      unknown.push(name)
      continue
    }
    const text = await caught(() => whole(name, maxManifest), findings)
    if (!text) continue
    const parsed = parseManifest(text, name, algorithm)
    findings.push(...parsed.findings)
    const digests = new Map([...parsed.digests].map(([path, digest]) => [named(path), digest]))
    ;(match[1] ? tags : payload).push({ name, algorithm, digests })
  }
  // A list that we cannot check says nothing against a bag that another list proves.
  for (const name of unknown)
    findings.push(finding(payload.length > 0 ? 'bag.algorithm-unchecked' : 'bag.algorithm', name))
  if (payload.length === 0) findings.push(finding('bag.no-manifest', 'manifest-sha256.txt'))
  const inPayload = [...files.keys()].filter((name) => name.startsWith('data/'))
  if (inPayload.length === 0 && !source.folders.some((folder) => folder === `${base}data`))
    findings.push(finding('bag.no-payload'))
  const fetch = files.has('fetch.txt') ? await caught(() => whole('fetch.txt', maxManifest), findings) : null
  const listed = fetch ? parseFetch(fetch) : { paths: new Set<string>(), findings: [] }
  findings.push(...listed.findings)
  findings.push(...manifestFaults(files, inPayload, { payload, tags, fetched: listed.paths }, bagit?.version ?? '1.0'))
  await checkDigests(source, base, files, [...payload, ...tags], findings, options)
  await checkOxum(files, inPayload, whole, findings)
  return { valid: !hasError(findings), version: bagit?.version ?? null, findings }
}

/** '' when the bag is at the root, `name/` when it sits in one folder, null when there is none. */
function findBase(source: PackageSource): string | null {
  if (source.entries.some((entry) => entry.path === 'bagit.txt')) return ''
  const tops = new Set(source.entries.map((entry) => entry.path.slice(0, entry.path.indexOf('/') + 1)))
  const [top] = tops
  return tops.size === 1 && top && source.entries.some((entry) => entry.path === `${top}bagit.txt`) ? top : null
}

/** The path of the bag that a manifest means: macOS writes the same name in decomposed letters. */
function pathFinder(files: ReadonlyMap<string, number>): (path: string) => string {
  const composed = new Map<string, string>()
  for (const name of files.keys()) composed.set(name.normalize('NFC'), name)
  return (path) => (files.has(path) ? path : (composed.get(path.normalize('NFC')) ?? path))
}

async function checkDigests(
  source: PackageSource,
  base: string,
  files: Map<string, number>,
  manifests: readonly Manifest[],
  findings: PackageFinding[],
  options: BagOptions,
): Promise<void> {
  const total = [...files.values()].reduce((sum, bytes) => sum + bytes, 0)
  let done = 0
  for (const path of files.keys()) {
    const wanted = manifests.filter((manifest) => manifest.digests.has(path))
    if (wanted.length === 0) continue
    const hashes = new Map(wanted.map((manifest) => [manifest.algorithm, bagHash(manifest.algorithm)]))
    const sha256 = path.startsWith('data/')
      ? wanted.find((manifest) => manifest.algorithm === 'sha256')?.digests.get(path)
      : undefined
    const tee = sha256 !== undefined && options.tee ? await options.tee(path, sha256) : null
    const readAll = await caught(async () => {
      await teed(
        tee,
        source.read(
          base + path,
          async (chunk) => {
            const writing = tee?.write(chunk)
            for (const hash of hashes.values()) hash.update(chunk)
            done += chunk.length
            options.progress?.(done, total)
            await writing
            return undefined
          },
          options.signal,
        ),
      )
      return true
    }, findings)
    const digests = new Map([...hashes].map(([algorithm, hash]) => [algorithm, hash.digest('hex')]))
    await tee?.done(digests.get('sha256') ?? '')
    if (!readAll) continue
    for (const manifest of wanted) {
      if (digests.get(manifest.algorithm) === manifest.digests.get(path)) continue
      findings.push(finding(manifest.name.startsWith('tag') ? 'tag.digest-mismatch' : 'bag.digest-mismatch', path))
      break
    }
  }
}

/** Waits for `reading`; when it fails the half-written staged file goes away. */
export async function teed(tee: Tee | null, reading: Promise<void>): Promise<void> {
  try {
    await reading
  } catch (error) {
    await tee?.done('')
    throw error
  }
}

async function checkOxum(
  files: Map<string, number>,
  inPayload: readonly string[],
  whole: (name: string, limit: number) => Promise<Buffer>,
  findings: PackageFinding[],
): Promise<void> {
  if (!files.has('bag-info.txt')) return
  const text = await caught(() => whole('bag-info.txt', maxTagText), findings)
  if (!text) return
  const info = parseBagInfo(text)
  findings.push(...info.findings)
  const bytes = inPayload.reduce((sum, path) => sum + (files.get(path) ?? 0), 0)
  const sums = info.labels.get('payload-oxum') ?? []
  if (sums.length > 1) findings.push(finding('bag.info-syntax', 'bag-info.txt', 'Payload-Oxum'))
  for (const oxum of sums) {
    if (oxum !== `${bytes}.${inPayload.length}`)
      findings.push(finding('bag.oxum-mismatch', 'bag-info.txt', `${oxum} ≠ ${bytes}.${inPayload.length}`))
  }
}
