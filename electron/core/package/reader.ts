import { rm } from 'node:fs/promises'
import { type BagReport, inspectBag } from './check-bag.ts'
import { throwIfCancelled } from './disk-problems.ts'
import { fewFindings, finding, hasError } from './findings.ts'
import { openSource } from './open-source.ts'
import { isStaged, stageFile } from './staging.ts'
import { contentStage } from './verify-content.ts'
import { evidenceStage } from './verify-evidence.ts'
import { sequenceStage } from './verify-sequence.ts'
import { signatureStage } from './verify-signature.ts'
import type { Verification, VerifyContext, VerifyOptions, VerifyResult } from './verify-state.ts'
import { bagStructureStage, namesStage, packageJsonStage, tagManifestStage } from './verify-structure.ts'

/**
 * Verifies a package (ZIP or unpacked folder) in the order of bundle-format.md §7. Bad input never throws: it gives
 * all findings of the stage it reached. Writes nothing, except into `stagingDir` when given (and clears it again when not ok).
 * @throws Problem file.vanished, file.unreadable, disk.full (staging), cancelled
 */
export async function verifyPackage(
  path: string,
  context: VerifyContext,
  options: VerifyOptions = {},
): Promise<VerifyResult> {
  const opened = await openSource(path, options.signal)
  if (!opened.source) return refused(opened.findings)
  const v: Verification = {
    source: opened.source,
    context,
    options,
    findings: [...opened.findings],
    manifest: new Map(),
    staged: new Map(),
    opened: new Map(),
    json: null,
    tagManifest: null,
    tagManifestDigest: null,
    bagInfo: new Map(),
    bagit: null,
    trusted: false,
    receipt: null,
    notice: null,
    signature: null,
    forwarded: [],
    evidence: [],
    origins: [],
  }
  try {
    await runStages(v)
    v.bagit ??= await bagReport(v, false)
    const result = resultOf(v)
    if (!result.ok) await clearStaged(v)
    return result
  } catch (error) {
    await clearStaged(v)
    throw error
  } finally {
    await v.source.close()
  }
}

const stages = [
  namesStage,
  bagStructureStage,
  tagManifestStage,
  packageJsonStage,
  signatureStage,
  sequenceStage,
  digestStage,
  contentStage,
  evidenceStage,
  noticeStage,
]

async function runStages(v: Verification): Promise<void> {
  if (hasError(v.findings)) return
  for (const stage of stages) {
    throwIfCancelled(v.options.signal)
    await stage(v)
    if (hasError(v.findings)) return
  }
}

/** All digests, Payload-Oxum, nothing missing, nothing extra. One reading of every byte; staging rides along. */
async function digestStage(v: Verification): Promise<void> {
  // What nobody may take in is hashed, not copied.
  v.bagit = await bagReport(v, v.trusted)
  v.findings.push(...v.bagit.findings)
}

async function bagReport(v: Verification, stage: boolean): Promise<BagReport> {
  const names = v.source.entries.map((entry) => entry.path)
  const twice = names.length - new Set(names).size
  if (twice > 0) return { valid: false, version: null, findings: v.findings.filter((f) => f.code === 'name.duplicate') }
  const unsafe = v.findings.filter((f) =>
    ['name.absolute', 'name.traversal', 'name.drive', 'name.nul', 'name.file-as-folder'].includes(f.code),
  )
  const dir = stage ? v.options.stagingDir : undefined
  const report = await inspectBag(v.source, {
    signal: v.options.signal,
    progress: v.options.progress,
    tee:
      dir === undefined
        ? undefined
        : async (path, sha256) => (isStaged(path) ? stageFile(dir, sha256, v.staged) : null),
  })
  return unsafe.length > 0 ? { ...report, valid: false, findings: [...unsafe, ...report.findings] } : report
}

async function noticeStage(v: Verification): Promise<void> {
  const notice = v.json?.notice
  if (!notice || v.json?.kind !== 'submission' || !v.context.noticeState) return
  const state = await v.context.noticeState(notice)
  if (state === 'unknown') v.findings.push(finding('notice.unknown', '', notice.id))
  if (state === 'older-version') v.findings.push(finding('notice.older-version', '', `${notice.id} ${notice.version}`))
  if (state === 'other-version') v.findings.push(finding('notice.other-version', '', `${notice.id} ${notice.version}`))
}

async function clearStaged(v: Verification): Promise<void> {
  for (const file of v.staged.values()) await rm(file, { force: true }).catch(() => undefined)
  v.staged.clear()
  v.opened.clear()
}

function resultOf(v: Verification): VerifyResult {
  const { json } = v
  return {
    ok: !hasError(v.findings) && json !== null,
    trusted: v.trusted,
    kind: json?.kind ?? null,
    sender: json?.sender ?? null,
    recipient: json?.recipient ?? null,
    packageId: json?.packageId ?? null,
    sequence: json?.sequence ?? null,
    tagManifestDigest: v.tagManifestDigest,
    bagit: v.bagit ? { ...v.bagit, findings: fewFindings(v.bagit.findings) } : noBag([]),
    findings: fewFindings(v.findings),
    package: json,
    card: json?.card ?? null,
    receipt: v.receipt,
    notice: v.notice,
    manifest: v.manifest,
    staged: v.staged,
    opened: v.opened,
    signature: v.signature,
    evidence: v.evidence,
    origins: v.origins,
  }
}

const noBag = (findings: BagReport['findings']): BagReport => ({ valid: false, version: null, findings })

function refused(all: VerifyResult['findings']): VerifyResult {
  const findings = fewFindings(all)
  return {
    ok: false,
    trusted: false,
    kind: null,
    sender: null,
    recipient: null,
    packageId: null,
    sequence: null,
    tagManifestDigest: null,
    bagit: noBag(findings),
    findings,
    package: null,
    card: null,
    receipt: null,
    notice: null,
    manifest: new Map(),
    staged: new Map(),
    opened: new Map(),
    signature: null,
    evidence: [],
    origins: [],
  }
}
