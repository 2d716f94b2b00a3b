/**
 * What was purged, in a small file beside the database: a copy that is restored is older than the purge and would bring
 * everything back. At each start the list and the store are laid together, and what came back is purged again.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Queryable } from '../../../db/connection.ts'
import { purgedByPurge, purges } from '../../../db/queries/personal.ts'
import { writeDurable } from '../store/durable-file.ts'
import type { StorePaths } from '../store/folder.ts'

const listSchema = z.object({
  format: z.literal('kexie-purged/1'),
  purges: z.array(
    z.object({
      purgeId: z.string(),
      at: z.string(),
      reason: z.string(),
      backupsJson: z.string(),
      recordIds: z.array(z.string()),
    }),
  ),
})
export type PurgedList = z.infer<typeof listSchema>
export type ListedPurge = PurgedList['purges'][number]

const fileOf = (paths: StorePaths): string => join(paths.dataDir, 'purged.json')

/** A file that is missing or not ours knows nothing. */
export function readPurged(paths: StorePaths): ListedPurge[] {
  if (!existsSync(fileOf(paths))) return []
  try {
    return listSchema.parse(JSON.parse(readFileSync(fileOf(paths), 'utf8'))).purges
  } catch {
    return []
  }
}

/** After each purge and at each start. Nothing is ever taken off the list. */
export async function notePurged(db: Queryable, paths: StorePaths): Promise<void> {
  const before = readPurged(paths)
  const merged = new Map(before.map((one) => [one.purgeId, one]))
  const records = await purgedByPurge(db)
  for (const { purge_id: purgeId, at, reason, backups_json: backupsJson } of await purges(db)) {
    const known = merged.get(purgeId)?.recordIds ?? []
    const now = (records.get(purgeId) ?? []).map((row) => row.record_id)
    merged.set(purgeId, { purgeId, at, reason, backupsJson, recordIds: [...new Set([...known, ...now])].sort() })
  }
  const after: PurgedList = { format: 'kexie-purged/1', purges: [...merged.values()] }
  if (JSON.stringify(after.purges) === JSON.stringify(before)) return
  await writeDurable(fileOf(paths), Buffer.from(`${JSON.stringify(after)}\n`))
}
