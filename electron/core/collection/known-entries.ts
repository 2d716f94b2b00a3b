/** Entries of a duty that are here, as far as a collected work may be one of them. */

import type { Queryable } from '../../../db/connection.ts'
import { draft, draftAttachments, record } from '../../../db/queries/records.ts'
import { listVideoEntries } from '../../../db/queries/videos.ts'
import type { FormValues } from '../../../shared/form/definition.ts'
import { videoFieldOf } from '../../../shared/notice/video-forms.ts'
import type { Collection } from '../videos/collections.ts'
import { unitFieldOf } from '../videos/collections.ts'
import { titleOf } from '../videos/entry-papers.ts'
import { nameKey, titleKey } from './titles.ts'

export interface KnownEntry {
  readonly entryId: string
  readonly authorizationId: string | null
  readonly title: string
  readonly unit: string
  /** Sizes of the films that it holds. */
  readonly videoBytes: readonly number[]
}

/** Our own: what another office sent is not ours to change. Read from open fields only, so that no key is needed. */
export async function knownEntries(db: Queryable, collection: Collection): Promise<KnownEntry[]> {
  const { pack, deliverable, registration } = collection
  const unit = unitFieldOf(registration)
  const film = videoFieldOf(registration)?.id
  const known: KnownEntry[] = []
  for (const row of await listVideoEntries(db, { noticeId: pack.id })) {
    if (row.deliverable_id !== deliverable.id) continue
    const own = await record(db, row.entry_id)
    const open = own?.own === 1 ? await draft(db, row.entry_id) : undefined
    if (!open) continue
    const values = JSON.parse(open.values_json) as FormValues
    const said = unit === null ? undefined : values[unit]
    const files = await draftAttachments(db, row.entry_id)
    known.push({
      entryId: row.entry_id,
      authorizationId: row.authorization_id,
      title: titleOf(registration, values),
      unit: typeof said === 'string' ? said.trim() : '',
      videoBytes: files.filter(({ field }) => field === film).map(({ bytes }) => bytes),
    })
  }
  return known
}

/** The same title, and the same office where both name one. */
export function sameWork(one: Pick<KnownEntry, 'title' | 'unit'>, other: Pick<KnownEntry, 'title' | 'unit'>): boolean {
  const title = titleKey(one.title)
  if (title === '' || title !== titleKey(other.title)) return false
  const [unit, otherUnit] = [nameKey(one.unit), nameKey(other.unit)]
  return unit === otherUnit || unit === '' || otherUnit === ''
}
