import type { PackageFinding } from '../../../shared/problems.ts'
import { bagHash, caught, knownAlgorithm, parseBagInfo, parseBagit, parseManifest } from './bag.ts'
import { finding, hasError } from './findings.ts'
import { maxManifest, maxTagText } from './limits.ts'
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

interface Manifest {
  name: string
  algorithm: string
  digests: Map<string, string>
}

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
  const whole = (name: string, limit: number) => readWhole(source, base + name, limit, options.signal)

  const declared = await caught(() => whole('bagit.txt', maxTagText), findings)
  const bagit = declared ? parseBagit(declared) : null
  if (!bagit) findings.push(finding('bag.bagit-txt', 'bagit.txt'))
  else {
    if (bagit.version !== '1.0' && bagit.version !== '0.97')
      findings.push(finding('bag.version', 'bagit.txt', bagit.version))
    if (bagit.encoding.toUpperCase() !== 'UTF-8') findings.push(finding('bag.encoding', 'bagit.txt', bagit.encoding))
  }

  const payload: Manifest[] = []
  const tags: Manifest[] = []
  for (const name of files.keys()) {
    const match = /^(tag)?manifest-([a-z0-9-]+)\.txt$/i.exec(name)
    if (!match) continue
    const algorithm = (match[2] ?? '').toLowerCase()
    if (!knownAlgorithm(algorithm)) {
      findings.push(finding('bag.algorithm', name))
      continue
    }
    const text = await caught(() => whole(name, maxManifest), findings)
    if (!text) continue
    const parsed = parseManifest(text, name, algorithm)
    findings.push(...parsed.findings)
    ;(match[1] ? tags : payload).push({ name, algorithm, digests: parsed.digests })
  }
  if (payload.length === 0) findings.push(finding('bag.no-manifest', 'manifest-sha256.txt'))
  const inPayload = [...files.keys()].filter((name) => name.startsWith('data/'))
  if (inPayload.length === 0 && !source.folders.some((folder) => folder === `${base}data`))
    findings.push(finding('bag.no-payload'))
  checkPresence(files, inPayload, payload, tags, await fetched(files, whole, findings), findings)
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

async function fetched(
  files: Map<string, number>,
  whole: (name: string, limit: number) => Promise<Buffer>,
  findings: PackageFinding[],
): Promise<Set<string>> {
  const text = files.has('fetch.txt') ? await caught(() => whole('fetch.txt', maxManifest), findings) : null
  const lines = text?.toString('utf8').split(/\r?\n/) ?? []
  return new Set(lines.map((line) => /^\S+[ \t]+\S+[ \t]+(.+)$/.exec(line)?.[1] ?? '').filter((name) => name !== ''))
}

function checkPresence(
  files: Map<string, number>,
  inPayload: readonly string[],
  payload: readonly Manifest[],
  tags: readonly Manifest[],
  toFetch: Set<string>,
  findings: PackageFinding[],
): void {
  const reported = new Set<string>()
  const once = (code: Parameters<typeof finding>[0], path: string) => {
    if (!reported.has(path)) findings.push(finding(code, path))
    reported.add(path)
  }
  for (const manifest of payload) {
    for (const path of manifest.digests.keys()) {
      if (!files.has(path)) once(toFetch.has(path) ? 'bag.fetch-absent' : 'bag.missing-file', path)
    }
    for (const path of inPayload) if (!manifest.digests.has(path)) once('bag.extra-file', path)
  }
  for (const manifest of tags)
    for (const path of manifest.digests.keys()) if (!files.has(path)) once('tag.missing-file', path)
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
  for (const oxum of info.labels.get('payload-oxum') ?? []) {
    if (oxum !== `${bytes}.${inPayload.length}`)
      findings.push(finding('bag.oxum-mismatch', 'bag-info.txt', `${oxum} ≠ ${bytes}.${inPayload.length}`))
  }
}
