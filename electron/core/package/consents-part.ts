/** Who has signed a letter, as the office says that collected it: sealed beside the revision on which the signatures are. */
import { z } from 'zod'
import type { PackageFinding } from '../../../shared/problems.ts'
import { AgeError } from './age.ts'
import { canonicalJson } from './canonical.ts'
import { finding } from './findings.ts'
import { parseJsonFile } from './json-text.ts'
import { maxPersonalDocument } from './limits.ts'
import { bindingFault } from './open-personal.ts'
import { readPersonalFile } from './personal-file.ts'
import { type FrozenRevision, sha256 } from './schema.ts'

const sentConsent = z
  .strictObject({
    /** Of the participant in that revision, from 1. */
    position: z.number().int().min(1).max(200),
    state: z.enum(['missing', 'signed', 'exception']),
    /** The paper with the signature, where it came as one. */
    scanDigest: sha256.nullable(),
    reason: z.string().min(1).max(400).nullable(),
    decidedAt: z.iso.datetime({ offset: true }),
  })
  .refine(({ state, reason }) => (state === 'exception') === (reason !== null), 'a reason belongs to an exception')
const sentConsents = z
  .array(sentConsent)
  .max(200)
  .refine((list) => new Set(list.map(({ position }) => position)).size === list.length, 'a person is named once')
export type SentConsent = z.infer<typeof sentConsent>

export const consentsBytes = (consents: readonly SentConsent[]): Buffer => Buffer.from(canonicalJson(consents))

/**
 * Null after a finding.
 * @param file the staged ciphertext
 */
export async function openConsents(
  work: { readonly findings: PackageFinding[]; readonly signal: AbortSignal | undefined },
  sealed: { readonly path: string; readonly file: string; readonly identity: string },
  revision: FrozenRevision,
): Promise<SentConsent[] | null> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  const failed = (code: Parameters<typeof finding>[0]): null => {
    work.findings.push(finding(code, sealed.path))
    return null
  }
  try {
    const take = (chunk: Uint8Array) => {
      bytes += chunk.length
      if (bytes > maxPersonalDocument) throw new AgeError('personal.schema')
      chunks.push(chunk)
    }
    const opened = await readPersonalFile(sealed.file, sealed.identity, take, work.signal)
    const fault = bindingFault(opened.header, revision)
    if (fault) return failed(fault)
    if (opened.header.role !== 'consents') return failed('personal.schema')
    if (opened.sha256 !== opened.header.digest || opened.bytes !== opened.header.bytes)
      return failed('personal.file-digest')
    const parsed = sentConsents.safeParse(jsonOf(Buffer.concat(chunks), sealed.path))
    return parsed.success ? parsed.data : failed('personal.schema')
  } catch (error) {
    if (error instanceof AgeError) return failed(error.code)
    throw error
  }
}

function jsonOf(bytes: Buffer, path: string): unknown {
  try {
    return parseJsonFile(bytes, path)
  } catch {
    return null
  }
}
