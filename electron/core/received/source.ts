import { z } from 'zod'
import type { Queryable } from '../../../db/connection.ts'
import { attachment } from '../../../db/queries/attachments.ts'
import type { OwnNoticeSource } from '../../../shared/api/own-notices.ts'
import { mediaFacts } from '../attachments/media.ts'
import type { ReceivedKind, ReceivedText } from './received-text.ts'

/** What is kept of a reading, so that the file is taken apart once. */
const keptSchema = z.strictObject({
  kind: z.enum(['pdf', 'docx', 'text', 'picture']),
  fileName: z.string(),
  text: z.string(),
  pages: z.array(z.strictObject({ start: z.number(), end: z.number() })),
})
export type KeptSource = z.infer<typeof keptSchema>

export function keptSource(read: ReceivedText, fileName: string): KeptSource {
  return { kind: read.kind, fileName, text: read.text, pages: [...read.pages] }
}

/** The first of `digests` is the file itself, the others pictures of its pages. Null when nothing was received. */
export async function sourceFacts(
  db: Queryable,
  sourceJson: string | null,
  digests: readonly string[],
): Promise<OwnNoticeSource | null> {
  const [digest, ...pages] = digests
  if (sourceJson === null || digest === undefined) return null
  const kept = keptSchema.parse(JSON.parse(sourceJson))
  const row = await attachment(db, digest)
  return {
    ...kept,
    digest,
    mediaType: row?.media_type ?? 'application/octet-stream',
    pictures: kept.kind === 'picture' ? [digest] : pages,
  }
}

const documentTypes: Readonly<Record<Exclude<ReceivedKind, 'picture'>, string>> = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  text: 'text/plain',
}

export function mediaTypes(kind: ReceivedKind, head: Buffer): string {
  if (kind !== 'picture') return documentTypes[kind]
  const facts = mediaFacts(head)
  return facts && facts !== 'broken-picture' ? facts.mediaType : 'application/octet-stream'
}
