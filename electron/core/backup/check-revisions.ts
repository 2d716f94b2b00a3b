/** Every revision against its digest, its record, the one before it and the package that carried it; personal parts. */
import type { RivalRow } from '../../../db/queries/rivals.ts'
import { personalCommitment } from '../package/canonical.ts'
import { personalDocument } from '../package/schema.ts'
import { draftLabel, revisionLabel } from '../records/content.ts'
import { type FrozenRow, isFrozenSound } from '../records/frozen.ts'
import { titleOf } from './check-titles.ts'
import { chainBroken, personalShut, revisionChanged, rivalChanged, sentDiffers } from './finding-words.ts'
import type { Look } from './look.ts'

const atOnce = 100

type RevisionFacts = FrozenRow & { parent_digest: string | null }

export async function checkRevisions(look: Look): Promise<void> {
  const columns = 'record_id, revision, digest, frozen_json, parent_digest'
  for (const rows of look.reading.slices<RevisionFacts>('revisions', columns, atOnce)) {
    for (const row of rows) {
      look.looked.revisions++
      const fault = revisionFault(look, row)
      if (!fault) continue
      const title = await titleOf(look.ctx, row.record_id)
      const where = { recordId: row.record_id, revision: row.revision }
      look.find({ class: 'changed', about: 'revision', ...fault(title, row.revision), ...where })
    }
    await look.turn()
  }
}

function revisionFault(look: Look, row: RevisionFacts): typeof revisionChanged | null {
  if (!isFrozenSound(row)) return revisionChanged
  const { parentDigest } = JSON.parse(row.frozen_json) as { parentDigest: string | null }
  if (parentDigest !== row.parent_digest) return chainBroken
  const before = look.reading.value(
    'SELECT digest FROM revisions WHERE record_id = ? AND revision = ?',
    row.record_id,
    row.revision - 1,
  )
  // Another content of that number may be the parent: it is kept beside (two computers of one office).
  if (before !== undefined && before !== parentDigest && !isRival(look, row.record_id, parentDigest)) return chainBroken
  const sent = look.reading.value(
    'SELECT 1 FROM outbox_records WHERE record_id = ? AND revision = ? AND digest <> ?',
    row.record_id,
    row.revision,
    row.digest,
  )
  if (sent !== undefined) return sentDiffers
  // What came with a package is the content that one of its packages named.
  const named = look.reading.rows<{ digest: string }>(
    `SELECT r.digest FROM inbox_records r JOIN inbox i ON i.tag_manifest_digest = r.tag_manifest_digest
     WHERE r.record_id = ? AND r.revision = ? AND i.result = 'imported'`,
    row.record_id,
    row.revision,
  )
  return named.length > 0 && !named.some(({ digest }) => digest === row.digest) ? revisionChanged : null
}

/** Also one that nothing here knows: its sender went on from a content that never came. */
function isRival(look: Look, recordId: string, parent: string | null): boolean {
  if (parent === null) return false
  const own = look.reading.value('SELECT own FROM records WHERE record_id = ?', recordId)
  if (own !== 1) return true
  return look.reading.value('SELECT 1 FROM rival_revisions WHERE digest = ?', parent) !== undefined
}

export async function checkRivals(look: Look): Promise<void> {
  const columns = 'record_id, revision, digest, frozen_json'
  for (const rows of look.reading.slices<RivalRow>('rival_revisions', columns, atOnce)) {
    for (const row of rows) {
      if (isFrozenSound(row)) continue
      const words = rivalChanged(await titleOf(look.ctx, row.record_id), row.revision)
      look.find({ class: 'changed', about: 'revision', ...words, recordId: row.record_id })
    }
    await look.turn()
  }
}

interface SealedRow {
  readonly record_id: string
  readonly revision: number
  readonly frozen_json: string
  readonly personal_sealed: Buffer
}

/** What is sealed opens, and is what the revision promised. With locked keys nothing can be said. */
export async function checkPersonal(look: Look): Promise<void> {
  const { vault } = look.ctx
  if (vault.state === 'locked') {
    look.whole = false
    return
  }
  const told = new Set<string>()
  const tell = async (recordId: string): Promise<void> => {
    if (told.has(recordId)) return
    told.add(recordId)
    look.find({ class: 'damaged', about: 'personal', ...personalShut(await titleOf(look.ctx, recordId)), recordId })
  }
  for (const rows of look.reading.slices<SealedRow>('drafts', 'record_id, personal_sealed', atOnce)) {
    for (const row of rows)
      if (row.personal_sealed && !opens(() => vault.openField(draftLabel(row.record_id), row.personal_sealed)))
        await tell(row.record_id)
    await look.turn()
  }
  const columns = 'record_id, revision, frozen_json, personal_sealed'
  for (const rows of look.reading.slices<SealedRow>('revisions', columns, atOnce)) {
    for (const row of rows) if (row.personal_sealed && !opens(() => needPromised(look, row))) await tell(row.record_id)
    await look.turn()
  }
}

function needPromised(look: Look, row: SealedRow): void {
  const text = look.ctx.vault.openField(revisionLabel(row.record_id, row.revision), row.personal_sealed)
  const promised = (JSON.parse(row.frozen_json) as { personalCommitment: string | null }).personalCommitment
  if (personalCommitment(personalDocument.parse(JSON.parse(text))) !== promised) throw new Error('another promise')
}

function opens(work: () => unknown): boolean {
  try {
    work()
    return true
  } catch {
    return false
  }
}
