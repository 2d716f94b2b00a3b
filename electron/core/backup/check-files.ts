/** Photos, films, papers and PDFs by the digest of their content. */
import type { FileStore } from '../attachments/attachment-store.ts'
import { titleOf } from './check-titles.ts'
import { documentChanged, fileChanged, fileGone } from './finding-words.ts'
import type { Look } from './look.ts'

const atOnce = 50

export async function checkFiles(look: Look): Promise<void> {
  await checkAttachments(look)
  await checkDocuments(look)
}

async function checkAttachments(look: Look): Promise<void> {
  const { watch, attachments } = look.ctx
  const from = look.patient ? watch.filesFrom : ''
  // What the last look did not come to is read first.
  const digests = look.reading.rows<{ digest: string; bytes: number; personal: 0 | 1 }>(
    'SELECT digest, bytes, personal FROM attachments ORDER BY digest < ?, digest',
    from,
  )
  for (const [at, { digest, bytes, personal }] of digests.entries()) {
    if (at % atOnce === 0) await look.turn()
    const isRead = look.budget > 0
    const state = await stateOf(look, attachments, digest, isRead)
    look.budget -= bytes
    if (isRead) watch.filesFrom = digest
    else look.whole = false
    if (state === 'sound') continue
    const use = placeOf(look, digest)
    // One that was purged is gone on purpose.
    if (use && personal === 1 && look.ctx.vault.isPurged(use.record_id)) continue
    const title = use ? await titleOf(look.ctx, use.record_id) : '资料里'
    const words = (state === 'gone' ? fileGone : fileChanged)(title, use?.title ?? '附件')
    look.find({ class: state, about: 'file', ...words, recordId: use?.record_id ?? null })
  }
  if (look.whole) watch.filesFrom = ''
}

async function checkDocuments(look: Look): Promise<void> {
  type DocumentFacts = { record_id: string; revision: number; digest: string; bytes: number }
  const columns = 'record_id, revision, digest, bytes'
  for (const rows of look.reading.slices<DocumentFacts>('documents', columns, atOnce)) {
    for (const { record_id: recordId, revision, digest, bytes } of rows) {
      const state = await stateOf(look, look.ctx.documents, digest, look.budget > 0)
      look.budget -= bytes
      if (state === 'sound' || look.ctx.vault.isPurged(recordId)) continue
      const words = documentChanged(await titleOf(look.ctx, recordId), revision, state === 'gone')
      look.find({ class: state, about: 'file', ...words, recordId, revision })
    }
    await look.turn()
  }
}

/** @param isRead false: only whether it is there */
async function stateOf(
  look: Look,
  store: FileStore,
  digest: string,
  isRead: boolean,
): Promise<'sound' | 'changed' | 'gone'> {
  if (!store.has(digest)) return 'gone'
  // Sealed ones say nothing while the keys are locked.
  if (!isRead || (store.clearFile(digest) === null && look.ctx.vault.state === 'locked')) {
    look.whole = false
    return 'sound'
  }
  look.looked.files++
  try {
    // Both forms prove their digest at the end of the stream.
    for await (const _chunk of store.read(digest)) if (look.patient) await look.turn()
    return 'sound'
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'cancelled') throw error
    return 'changed'
  }
}

/** Where a person finds it. */
function placeOf(look: Look, digest: string): { record_id: string; title: string } | null {
  const [use] = look.reading.rows<{ record_id: string; title: string }>(
    `SELECT record_id, title FROM revision_attachments WHERE digest = ?
     UNION ALL SELECT record_id, title FROM draft_attachments WHERE digest = ?
     UNION ALL SELECT record_id, '盖章件扫描' FROM scans WHERE digest = ? LIMIT 1`,
    digest,
    digest,
    digest,
  )
  return use ?? null
}
