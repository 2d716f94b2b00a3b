/** At the end: both sides against the model, and nothing in the stores beyond it. */
import { readdirSync } from 'node:fs'
import path from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import type { Desk } from '../support/desks.ts'
import type { City } from './simulation-city.ts'
import { type County, type Round, same } from './simulation-county.ts'
import { arrived, latest, type RecordModel, sayings, type Values } from './simulation-model.ts'
import { personal } from './simulation-values.ts'

/** The values of a form, without what the program keeps beside them. */
const plain = (values: Values, shown: Readonly<Record<string, unknown>>): [string, unknown][] =>
  Object.keys(values).map((field) => [field, shown[field]])
const open = (values: Values): [string, unknown][] => Object.entries(values)
const isOpen = ([field]: [string, unknown]): boolean => !personal.has(field)
const reserved = new Set(['verifyReasons', 'figureReasons', 'figureRows'])
/** Filled in here and unknown to the model. */
const beyond = (values: Values, shown: Readonly<Record<string, unknown>>): string[] =>
  Object.keys(shown).filter((field) => !(field in values) && !reserved.has(field))

export async function checkCounty({ desk, model }: County, cityId: string): Promise<void> {
  for (const record of model.records) {
    const detail = await desk.call('records.open', { recordId: record.recordId })
    same(`${record.key} at its county`, plain(record.values, detail.values), open(record.values))
    same(`${record.key}: nothing more`, beyond(record.values, detail.values), [])
    same(`${record.key}: photos`, digests(detail.attachments), record.photos.toSorted())
    same(`${record.key}: revisions`, detail.revisions.length, record.revisions.length)
  }
  const revisions = model.records.flatMap((record) => record.revisions.map(({ revision }) => keyOf(record, revision)))
  const sent = model.packages.flatMap((one) =>
    one.carries.map(({ record, revision }) => `${one.packageId} ${keyOf(record, revision.revision)}`),
  )
  const store = rows(desk, {
    records: 'SELECT record_id FROM records',
    revisions: "SELECT record_id || '-' || revision FROM revisions",
    outbox: "SELECT package_id || ' ' || record_id || '-' || revision FROM outbox_records",
    packages: "SELECT package_id || ' ' || state FROM outbox WHERE kind = 'submission'",
    inbox: "SELECT DISTINCT result || ' ' || kind || ' ' || sender_office_id FROM inbox WHERE result <> 'refused'",
    offices: 'SELECT office_id FROM offices',
  })
  const packages = model.packages.map(({ packageId }) => `${packageId} written`)
  same(`${model.name}: its store`, store, {
    records: model.records.map(({ recordId }) => recordId).sort(),
    revisions: revisions.sort(),
    outbox: sent.sort(),
    packages: packages.sort(),
    inbox: [`imported receipt ${cityId}`],
    offices: [desk.officeId, cityId].sort(),
  })
  same(`${model.name}: files`, files(desk), [...new Set(model.records.flatMap(allPhotos))].sort())
}

const keyOf = (record: RecordModel, revision: number): string => `${record.recordId}-${revision}`
const digests = (files: readonly { readonly digest: string }[]): string[] => files.map(({ digest }) => digest).sort()
const allPhotos = (record: RecordModel): string[] => [
  ...record.photos,
  ...record.revisions.flatMap(({ photos }) => photos),
]

export async function checkCity(city: City, round: Round): Promise<void> {
  const { desk, counties } = city
  const listed = new Map((await desk.call('records.list', {})).map((one) => [one.recordId, one]))
  const records = counties.flatMap(({ model }) => model.records)
  const here = records.filter((record) => arrived(record))
  same('records at the city', [...listed.keys()].sort(), here.map(({ recordId }) => recordId).sort())
  for (const record of here) {
    const revision = arrived(record)
    const { recordId } = record
    const summary = listed.get(recordId)
    same(
      `${record.key} at the city`,
      [summary?.latestRevision, summary?.state, summary?.own],
      [revision?.revision, revision?.decision?.state, false],
    )
    const detail = await desk.call('records.open', { recordId })
    const values = revision?.values ?? {}
    same(`${record.key} as it came`, plain(values, detail.values).filter(isOpen), open(values).filter(isOpen))
    same(`${record.key}: nothing more`, beyond(values, detail.values), [])
    same(`${record.key}: photos at the city`, digests(detail.attachments), revision?.photos.toSorted())
    for (const [field, value] of open(values).filter((one) => !isOpen(one))) {
      const revealed = await desk.call('personal.reveal', { recordId, field, reason: '核对模拟结果' })
      same(`${record.key}: ${field}`, revealed.value, value)
      same(`${record.key}: ${field} is covered`, detail.values[field] === value, false)
    }
    round.note(
      `${record.key} ends as r${revision?.revision} ${revision?.decision?.state} of r${latest(record)?.revision}`,
    )
  }
  checkCityStore(city, here)
}

function checkCityStore({ desk, counties }: City, here: readonly RecordModel[]): void {
  const packages = counties.flatMap(({ model }) => model.packages)
  const revisions = here.flatMap((record) =>
    record.revisions.flatMap(({ revision, decision }) => (decision ? keyOf(record, revision) : [])),
  )
  const decisions = packages.flatMap((one) => {
    const states = sayings(one).map(({ said }) => said.state)
    return one.carries.map(
      ({ record, revision }, at) => `${one.packageId} ${keyOf(record, revision.revision)} ${states[at]}`,
    )
  })
  const store = rows(desk, {
    records: 'SELECT record_id FROM records',
    drafts: 'SELECT record_id FROM drafts',
    revisions: "SELECT record_id || '-' || revision FROM revisions",
    inbox: "SELECT package_id || ' ' || result || ' ' || kind FROM inbox",
    decisions: `SELECT package_id || ' ' || record_id || '-' || revision || ' ' || state
      FROM inbox_records JOIN inbox USING (tag_manifest_digest)`,
    rivals: 'SELECT record_id FROM rival_revisions',
    held: 'SELECT tag_manifest_digest FROM held_files',
  })
  same('the store of the city', store, {
    records: here.map(({ recordId }) => recordId).sort(),
    drafts: [],
    revisions: revisions.sort(),
    inbox: packages.map(({ packageId }) => `${packageId} imported submission`).sort(),
    decisions: decisions.sort(),
    rivals: [],
    held: [],
  })
  const photos = here.flatMap((record) => record.revisions.flatMap(({ decision, photos }) => (decision ? photos : [])))
  same('files at the city', files(desk), [...new Set(photos)].sort())
  for (const folder of ['staging', 'held']) same(folder, readdirSync(path.join(desk.dir, folder)), [])
}

/** Straight from the database, each as one sorted list. */
function rows(desk: Desk, queries: Readonly<Record<string, string>>): Record<string, unknown[]> {
  const sqlite = new BetterSqlite3(path.join(desk.dir, 'kexie.sqlite'), { readonly: true })
  try {
    return Object.fromEntries(
      Object.entries(queries).map(([name, query]) => [name, sqlite.prepare(query).pluck().all().sort()]),
    )
  } finally {
    sqlite.close()
  }
}

const files = (desk: Desk): string[] =>
  readdirSync(path.join(desk.dir, 'attachments'), { recursive: true, withFileTypes: true })
    .flatMap((entry) => (entry.isFile() ? path.basename(entry.parentPath) + entry.name : []))
    .sort()
