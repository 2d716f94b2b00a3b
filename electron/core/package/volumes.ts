import { v7 as uuidv7 } from 'uuid'
import { Problem } from '../../../shared/problems.ts'
import { type SealContext, sealWith } from './compose.ts'
import { defaultVolumeBytes } from './limits.ts'
import { recordPath } from './page.ts'
import { type FrozenPlan, type PlanEntry, packageJsonPath, pagePath } from './plan.ts'
import type { PackageJson, RecordEntry } from './schema.ts'
import { targetDisk } from './target-disk.ts'

/** Room for what each volume repeats: tag files, page, package.json, headers. */
const baseReserve = 96 * 1024
/** Per file: two ZIP headers, a manifest line, its entries in package.json and on the page. */
const fileReserve = 2048

/** Bytes of one volume on the disk of `folder`: what was asked for, never more than a file there can have. */
export async function volumeLimit(folder: string | null, asked: number | null): Promise<number> {
  const { fileLimit } = folder === null ? { fileLimit: null } : await targetDisk(folder)
  return fileLimit === null ? (asked ?? defaultVolumeBytes) : Math.min(asked ?? defaultVolumeBytes, defaultVolumeBytes)
}

/** What is left for one file in a volume of this size. */
export const roomInVolume = (volumeBytes: number): number => volumeBytes - baseReserve - 2 * fileReserve

interface Volume {
  records: Map<string, RecordEntry>
  payload: Map<string, PlanEntry>
  bytes: number
}

/**
 * Splits a plan into complete signed bags of one group: one sequence number, `volume{n, of}`. A record is repeated in
 * every volume that holds one of its files, and lists there only the files of that volume. A plan that fits comes back as it is.
 * `volumeBytes` is the largest allowed ZIP. @throws Problem package.file-too-large
 */
export function splitVolumes(plan: FrozenPlan, volumeBytes: number, seal: SealContext): FrozenPlan[] {
  const total = plan.entries.reduce((sum, entry) => sum + entry.bytes + fileReserve, 0)
  if (total <= volumeBytes) return [plan]
  const byPath = new Map(plan.entries.map((entry) => [entry.path, entry]))
  const volumes: Volume[] = []
  const open = (): Volume => {
    const volume: Volume = { records: new Map(), payload: new Map(), bytes: baseReserve }
    volumes.push(volume)
    return volume
  }
  let current = open()
  const place = (paths: readonly string[], record: RecordEntry | null): { entry: RecordEntry | null } => {
    const key = record ? `${record.recordId}-${record.revision}` : ''
    const wanted = (volume: Volume) => [
      ...paths,
      ...(record && !volume.records.has(key)
        ? [recordPath(record.recordId, record.revision), ...(seal.beside.get(key) ?? [])]
        : []),
    ]
    const missing = (volume: Volume) =>
      wanted(volume).flatMap((path) => (volume.payload.has(path) ? [] : (byPath.get(path) ?? [])))
    const cost = (volume: Volume) => missing(volume).reduce((sum, entry) => sum + entry.bytes + fileReserve, 0)
    if (current.bytes + cost(current) > volumeBytes) {
      if (current.payload.size > 0) current = open()
      if (current.bytes + cost(current) > volumeBytes) {
        const largest = missing(current).sort((a, b) => b.bytes - a.bytes)[0]
        throw new Problem('package.file-too-large', {
          fileName: largest?.path ?? '',
          bytes: largest?.bytes ?? 0,
          limit: volumeBytes,
        })
      }
    }
    current.bytes += cost(current)
    for (const entry of missing(current)) current.payload.set(entry.path, entry)
    if (!record) return { entry: null }
    const { consents: _with, ...bare } = record
    const entry = current.records.get(key) ?? { ...bare, personal: null, documents: [], attachments: [] }
    current.records.set(key, entry)
    return { entry }
  }
  for (const record of plan.packageJson.records) {
    // Who has signed is read with the names of those who sign.
    const personal = [record.personal ?? [], record.consents ?? []].flat()
    const first = place(personal, record).entry
    if (first) first.personal = record.personal
    if (first && record.consents !== undefined) first.consents = record.consents
    for (const path of record.documents) place([path], record).entry?.documents.push(path)
    for (const item of record.attachments)
      place(item.path === 'delivered' ? [] : [item.path], record).entry?.attachments.push(item)
  }
  const placed = new Set(volumes.flatMap((volume) => [...volume.payload.keys()]))
  for (const entry of plan.entries) {
    const ofVolume = !entry.path.startsWith('data/') || entry.path === packageJsonPath || entry.path === pagePath
    if (!ofVolume && !placed.has(entry.path)) place([entry.path], null)
  }
  return volumes.map((volume, index) => {
    const records = [...volume.records.values()]
    const delivered = new Set(
      records.flatMap((record) =>
        record.attachments.filter((item) => item.path === 'delivered').map((item) => item.digest),
      ),
    )
    const json: PackageJson = {
      ...plan.packageJson,
      packageId: index === 0 ? plan.packageId : uuidv7(),
      volume: { n: index + 1, of: volumes.length },
      records,
      delivered: [...delivered],
    }
    return sealWith(seal, json, [...volume.payload.values()], plan.packageId)
  })
}
