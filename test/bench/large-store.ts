/** A store as an office has it after many years: the rows that the program writes, by SQL, after the model of one real record. */
import { createHash, randomBytes } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { v7 as uuidv7 } from 'uuid'
import { inRoot } from '../../build/paths.mjs'
import { createCore } from '../../electron/core/core.ts'
import type { RecordDetail } from '../../shared/api/records.ts'

const noticeId = 'jiangsu-2022-workers-day'
const formId = 'JS-F2'
const begunMs = Date.parse('2015-01-10T01:00:00.000Z')
const apartMs = 25 * 60_000
const perPackage = 50
const senders = 200
/** One record in so many is the office's own. */
const ownEvery = 200
/** One received record in so many waits for a decision. */
const waitingEvery = 1000
/** One record in so many has a photo that no other has. */
const photoEvery = 10

const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex')

/** A city with one frozen record, through the program itself. */
export async function foundStore(dataDir: string, resourcesDir: string): Promise<void> {
  const core = await createCore({
    dataDir,
    resourcesDir,
    appVersion: 'bench',
    now: () => new Date('2026-05-10T01:00:00.000Z'),
    ask: null,
    emit: () => undefined,
  })
  const office = { name: '示例市科学技术协会', level: 'city', type: 'association', region: '320900' }
  await core.dispatch('offices.init', office)
  const values = {
    reportDate: '2022-05-12',
    hostName: office.name,
    activityName: '科技志愿者进乡村',
    modules: ['weimin'],
    organizerName: '示例县农村专业技术协会',
    plannedTime: '5月28日至30日',
    plannedPlace: '示例县文化广场',
    audience: ['scientists'],
    scale: '约300人',
    contactName: '测试联系人甲',
    mobile: '13900001234',
    email: 'kexie@example.cn',
    postalAddress: '示例县人民路1号',
    plan: '组织科技志愿者分赴六个乡镇，开展农技咨询和科普讲座。'.repeat(8),
  }
  const made = (await core.dispatch('records.create', { noticeId, formId, values })) as RecordDetail
  await core.dispatch('records.freeze', { recordId: made.summary.recordId })
  await core.close()
}

type Row = Record<string, unknown>
type Model = { record: Row; draft: Row; revision: Row; frozen: Row; key: Buffer | null }

function readModel(db: Database.Database): Model {
  const record = db.prepare('SELECT * FROM records').get() as Row
  const key = db.prepare('SELECT key_sealed FROM record_keys').get() as { key_sealed: Buffer } | undefined
  const revision = db.prepare('SELECT * FROM revisions').get() as Row
  return {
    record,
    draft: db.prepare('SELECT * FROM drafts').get() as Row,
    revision,
    frozen: JSON.parse(String(revision.frozen_json)) as Row,
    key: key?.key_sealed ?? null,
  }
}

/** @returns a way to insert rows of one table */
function into(db: Database.Database, table: string, example: Row): (row: Row) => void {
  const columns = Object.keys(example)
  const places = columns.map((column) => `@${column}`).join(', ')
  const statement = db.prepare(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${places})`)
  return (row) => void statement.run(row)
}

/** Fills a founded store that no core holds. @param records how many it has then, about */
export function fillStore(dataDir: string, records: number): void {
  const db = new Database(join(dataDir, 'kexie.sqlite'))
  db.pragma('synchronous = OFF')
  const model = readModel(db)
  const offices = Array.from({ length: senders }, (_, n) => `bench-office-${String(n).padStart(4, '0')}`)
  const at = (n: number): string => new Date(begunMs + n * apartMs).toISOString()
  db.transaction(() => {
    const office = db.prepare(
      `INSERT INTO offices (office_id, name, level, region, created_at, updated_at) VALUES (?, ?, 'county', '320999', ?, ?)`,
    )
    for (const [n, id] of offices.entries()) office.run(id, `示例${n + 1}县科学技术协会`, at(0), at(0))
    const arrival = db.prepare(
      `INSERT INTO inbox (tag_manifest_digest, package_id, kind, sender_office_id, sender_device_id, sender_name, sequence,
         notice_id, result, findings_json, file_name, received_at, receipt_written_at)
       VALUES (?, ?, 'submission', ?, 'bench-device', '示例县科学技术协会', ?, ?, 'imported', '[]', '报送.zip', ?, ?)`,
    )
    const arrived = db.prepare(
      `INSERT INTO inbox_records (tag_manifest_digest, record_id, revision, digest, state, decided_at) VALUES (?, ?, 1, ?, ?, ?)`,
    )
    const keyed = db.prepare('INSERT INTO record_keys (record_id, key_sealed, created_at) VALUES (?, ?, ?)')
    const file = db.prepare(
      `INSERT INTO attachments (digest, bytes, media_type, personal, added_at) VALUES (?, 4, 'image/jpeg', 0, ?)`,
    )
    const hung = db.prepare(
      `INSERT INTO revision_attachments (record_id, revision, field, digest, title, position) VALUES (?, 1, 'photos', ?, '照片', 1)`,
    )
    const record = into(db, 'records', model.record)
    const draft = into(db, 'drafts', model.draft)
    const revision = into(db, 'revisions', model.revision)
    let lastTag = ''
    for (let n = 0; n < records; n++) {
      const time = at(n)
      const own = n % ownEvery === 0
      const record_id = uuidv7({ msecs: begunMs + n * apartMs })
      const sender = offices[Math.floor(n / perPackage) % senders] ?? ''
      const officeId = own ? model.record.office_id : sender
      const title = `科技志愿者进乡村（${n}）`
      const values = { ...(model.frozen.values as Row), activityName: title }
      const frozen_json = JSON.stringify({ ...model.frozen, recordId: record_id, officeId, values })
      const digest = digestOf(frozen_json)
      const times = { created_at: time, updated_at: time }
      record({ ...model.record, ...times, record_id, office_id: officeId, own: own ? 1 : 0 })
      revision({ ...model.revision, record_id, digest, frozen_json, frozen_at: time, stamped_at: time })
      if (model.key) keyed.run(record_id, model.key, time)
      if (n % photoEvery === 0) {
        const photo = digestOf(record_id)
        file.run(photo, time)
        hung.run(record_id, photo)
        putFile(join(dataDir, 'attachments'), photo)
      }
      if (own) {
        const values_json = JSON.stringify({ ...JSON.parse(String(model.draft.values_json)), activityName: title })
        draft({ ...model.draft, record_id, values_json, changed: 0, saved_at: time })
        continue
      }
      const tag = digestOf(`package ${Math.floor(n / perPackage)}`)
      if (tag !== lastTag) arrival.run(tag, uuidv7(), sender, n, noticeId, time, time)
      lastTag = tag
      const state = n % waitingEvery === 7 ? 'received' : 'accepted'
      arrived.run(tag, record_id, digest, state, state === 'accepted' ? time : null)
    }
  })()
  db.exec('ANALYZE')
  db.close()
}

/** Where attachment-store.ts looks for it; what is in it is read by nobody here. */
function putFile(folder: string, digest: string): void {
  const place = join(folder, digest.slice(0, 2))
  mkdirSync(place, { recursive: true })
  writeFileSync(join(place, digest.slice(2)), randomBytes(4))
}

export const builtResources = inRoot('out/app/resources')
