/** A package between its verification and its verdict. */
import type { ImportOutcome } from '../../../shared/api/packages.ts'
import type { PackageFinding } from '../../../shared/problems.ts'
import type { HandlerContext } from '../handlers/context.ts'
import type { PackageJson } from '../package/schema.ts'
import type { VerifyResult } from '../package/verify-state.ts'

/** What one kind of package decides, before a row is written about it. */
export interface Verdict {
  readonly result: ImportOutcome['result']
  /** Beyond those of the verification. */
  readonly findings: readonly PackageFinding[]
  readonly records: number
  readonly attachments: number
}

/** A package that is ok, from its verification to its verdict. */
export interface Arrival {
  readonly file: string
  /** As the sender named it: `file` may be our own copy. */
  readonly fileName: string
  readonly verified: VerifyResult
  readonly json: PackageJson
  readonly tagManifestDigest: string
  readonly stagingDir: string
}

export const verdict = (
  result: Verdict['result'],
  findings: readonly PackageFinding[] = [],
  records = 0,
  attachments = 0,
): Verdict => ({
  result,
  findings,
  records,
  attachments,
})

/** The row that notes it as taken in. */
export function inboxRow(ctx: HandlerContext, arrival: Omit<Arrival, 'stagingDir'>, senderName: string) {
  const { json, verified, tagManifestDigest, fileName } = arrival
  return {
    tag_manifest_digest: tagManifestDigest,
    package_id: json.packageId,
    kind: json.kind,
    sender_office_id: json.sender.officeId,
    sender_device_id: json.sender.deviceId,
    sender_name: senderName,
    sequence: json.sequence,
    volume_n: json.volume?.n ?? 1,
    volume_of: json.volume?.of ?? 1,
    previous_digest: json.previousDigest,
    notice_id: json.notice?.id ?? null,
    result: 'imported' as const,
    findings_json: JSON.stringify(verified.findings),
    package_json: JSON.stringify(json),
    file_name: fileName,
    received_at: ctx.now().toISOString(),
  }
}
