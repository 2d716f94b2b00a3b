import type { PackageFindingCode } from '../../../shared/wording/package-findings.ts'
import { AgeError, decryptBytes } from './age.ts'
import { personalCommitment } from './canonical.ts'
import { DamagedEntry } from './findings.ts'
import { parseJsonFile } from './json-text.ts'
import { maxPersonalDocument } from './limits.ts'
import { type FrozenRevision, type PersonalDocument, type PersonalFileHeader, personalDocument } from './schema.ts'
import { readExpected } from './source.ts'
import type { Verification } from './verify-state.ts'

export type OpenedDocument = { fault: PackageFindingCode; document: null } | { fault: null; document: PersonalDocument }

/** Decrypts the personal fields of one revision in memory and binds them to sender, record and commitment. */
export async function openDocument(
  v: Pick<Verification, 'source' | 'manifest' | 'options'>,
  path: string,
  revision: FrozenRevision,
  identity: string,
): Promise<OpenedDocument> {
  const failed = (fault: PackageFindingCode): OpenedDocument => ({ fault, document: null })
  try {
    const bytes = await readExpected(v.source, path, maxPersonalDocument, v.manifest.get(path), v.options.signal)
    const plain = await decryptBytes(bytes, identity, maxPersonalDocument)
    const parsed = personalDocument.safeParse(parseJsonFile(plain, path))
    if (!parsed.success) return failed('personal.schema')
    const document = parsed.data
    const fault = bindingFault(document, revision)
    if (fault) return failed(fault)
    if (commitmentOf(document) !== revision.personalCommitment) return failed('personal.commitment')
    return { fault: null, document }
  } catch (error) {
    if (error instanceof AgeError) return failed(error.code)
    if (error instanceof DamagedEntry)
      return failed(error.finding.code === 'package.changed' ? 'package.changed' : 'personal.schema')
    throw error
  }
}

/** Whether a personal part was made for this revision of this sender. */
export function bindingFault(
  part: Pick<PersonalDocument | PersonalFileHeader, 'senderOfficeId' | 'recordId' | 'revision'>,
  revision: FrozenRevision,
): PackageFindingCode | null {
  if (part.senderOfficeId !== revision.officeId) return 'personal.other-sender'
  if (part.recordId !== revision.recordId || part.revision !== revision.revision) return 'personal.other-record'
  return null
}

function commitmentOf(document: PersonalDocument): string | null {
  try {
    return personalCommitment(document)
  } catch {
    return null
  }
}
