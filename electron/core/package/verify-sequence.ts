import { packageJsonPath } from './plan.ts'
import type { PackageJson } from './schema.ts'
import { report, type SequenceState, type Verification } from './verify-state.ts'

/** Stages recipient and sequence (bundle-format.md §4, §7). */
export async function sequenceStage(v: Verification): Promise<void> {
  const { json, context, tagManifestDigest } = v
  if (!json || tagManifestDigest === null) return
  if (json.recipient && context.ourOfficeId !== null && json.recipient.officeId !== context.ourOfficeId) {
    return report(v, 'package.not-for-us', packageJsonPath)
  }
  if (json.volume && json.volume.of > 1) report(v, 'package.volume', '', `${json.volume.n}/${json.volume.of}`)
  // Cards are ordered by their own chain.
  if (json.kind === 'office-card') return
  const state = await context.sequenceState(
    json.sender.officeId,
    json.sender.deviceId,
    json.recipient?.officeId ?? null,
  )
  const last = state?.lastSequence ?? 0
  const volume = json.volume?.n ?? 1
  const seen = state ? await state.digestsOf(json.sequence, volume) : []
  if (seen.includes(tagManifestDigest)) return report(v, 'package.duplicate')
  if (seen.length > 0) return report(v, 'package.fork', packageJsonPath, `第 ${json.sequence} 号`)
  if (json.recipient === null) return publicStage(v, json, state)
  // Another volume of a number that we have in part.
  const group = json.volume !== null && state !== null && (await partlySeen(state, json))
  const volumes = (await state?.volumesOf?.(json.sequence)) ?? []
  // A whole package, or a group of another size, has this number.
  if (volumes.length > 0 && !volumes.includes(json.volume?.of ?? 1))
    return report(v, 'package.fork', packageJsonPath, `第 ${json.sequence} 号`)
  if (json.sequence < last && !group)
    return report(v, 'package.stale', packageJsonPath, `第 ${json.sequence} 号，已收到第 ${last} 号`)
  if (group) return
  if (json.sequence === last) return report(v, 'package.fork', packageJsonPath, `第 ${json.sequence} 号`)
  const voided = new Set(json.voided)
  const missing: number[] = []
  for (let n = last + 1; n < json.sequence && missing.length <= 20; n++) if (!voided.has(n)) missing.push(n)
  if (missing.length > 0)
    return report(
      v,
      'package.gap',
      packageJsonPath,
      `缺第 ${missing.slice(0, 20).join('、')} 号${missing.length > 20 ? '等' : ''}`,
    )
  const previous = state && last > 0 ? await state.digestsOf(last, 1) : []
  if (last > 0 ? !follows(json, previous) : json.previousDigest !== null) report(v, 'package.chain', packageJsonPath)
}

/** What anybody may get nobody gets all of: numbers are left out and come in any order. A notice is ordered by its version. */
async function publicStage(v: Verification, json: PackageJson, state: SequenceState | null): Promise<void> {
  const before = state ? await state.digestsOf(json.sequence - 1, 1) : []
  if (!follows(json, before)) report(v, 'package.chain', packageJsonPath)
}

/** What was not received cannot be compared. */
const follows = (json: PackageJson, before: readonly string[]): boolean =>
  before.length === 0 || (json.previousDigest !== null && before.includes(json.previousDigest))

async function partlySeen(state: SequenceState, json: PackageJson): Promise<boolean> {
  for (let n = 1; n <= Math.min(json.volume?.of ?? 1, 1000); n++)
    if ((await state.digestsOf(json.sequence, n)).length > 0) return true
  return false
}
