/** The plan of a package as the outbox keeps it: with paths relative to the store, which may be moved. */
import { isAbsolute, join, relative, sep } from 'node:path'
import { lostPlan } from '../../../db/carry-over.ts'
import type { OutboxRow } from '../../../db/queries/outbox.ts'
import { Problem } from '../../../shared/problems.ts'
import type { FrozenPlan, PlanEntry } from '../package/plan.ts'
import type { StorePaths } from '../store/folder.ts'

export interface KeptPlan {
  /** Folder that the file was first written to; a start after a crash looks there. */
  readonly folder: string
  readonly plan: FrozenPlan
  /** The personal parts are gone: what it holds of a record was purged. */
  readonly purged?: true
}

const inStore = 'store:'

export function keepPlan(store: StorePaths, folder: string, plan: FrozenPlan): string {
  const kept: KeptPlan = {
    folder,
    plan: { ...plan, entries: plan.entries.map((entry) => mapFile(entry, (file) => toStore(store, file))) },
  }
  return JSON.stringify(kept)
}

/** After a restore from a damaged store: the number is known, the content is not. */
export const isPlanLost = (row: Pick<OutboxRow, 'plan_json'>): boolean => row.plan_json === lostPlan

/** The plan without its personal parts. */
export function purgedPlan(planJson: string): string {
  if (planJson === lostPlan) return planJson
  const kept = JSON.parse(planJson) as KeptPlan
  const entries = kept.plan.entries.filter((entry) => !entry.path.startsWith('data/personal/'))
  return JSON.stringify({ ...kept, plan: { ...kept.plan, entries }, purged: true } satisfies KeptPlan)
}

export const isPlanPurged = (row: Pick<OutboxRow, 'plan_json'>): boolean =>
  (JSON.parse(row.plan_json) as Partial<KeptPlan>).purged === true

/** @throws Problem package.purged */
export function refusePurgedPlans(rows: readonly Pick<OutboxRow, 'plan_json' | 'file_name'>[]): void {
  const purged = rows.find(isPlanPurged)
  if (purged) throw new Problem('package.purged', { fileName: purged.file_name })
}

/** @throws Problem package.plan-lost */
export function keptPlan(store: StorePaths, row: Pick<OutboxRow, 'plan_json' | 'file_name'>): KeptPlan {
  if (isPlanLost(row)) throw new Problem('package.plan-lost', { fileName: row.file_name })
  const { folder, plan } = JSON.parse(row.plan_json) as KeptPlan
  return {
    folder,
    plan: { ...plan, entries: plan.entries.map((entry) => mapFile(entry, (file) => fromStore(store, file))) },
  }
}

function mapFile(entry: PlanEntry, change: (file: string) => string): PlanEntry {
  return 'file' in entry.source ? { ...entry, source: { file: change(entry.source.file) } } : entry
}

function toStore(store: StorePaths, file: string): string {
  const inside = relative(store.dataDir, file)
  return inside.startsWith('..') || isAbsolute(inside) ? file : inStore + inside.split(sep).join('/')
}

function fromStore(store: StorePaths, file: string): string {
  return file.startsWith(inStore) ? join(store.dataDir, ...file.slice(inStore.length).split('/')) : file
}
