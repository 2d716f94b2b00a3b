/** A city's desk and a county whose keys the test holds: trusted, and free to send whatever it wants. */
import { randomBytes } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { v7 as uuidv7 } from 'uuid'
import { canonicalJson, personalCommitment, revisionDigest, sha256Hex } from '../../electron/core/package/canonical.ts'
import { fingerprintGroups } from '../../electron/core/package/card.ts'
import type { ComposeAttachment, ComposeInput, ComposeRecord } from '../../electron/core/package/compose.ts'
import type { FrozenRevision, PersonalDocument } from '../../electron/core/package/schema.ts'
import { countyNotice, Desk, type DeskOptions, foundOffice, newRoot } from './desks.ts'
import { type ForeignOffice, foreignOffice, foreignPackage } from './foreign-office.ts'

export interface HostileWorld {
  readonly dir: string
  readonly stick: string
  readonly city: Desk
  readonly county: ForeignOffice
  /** A second office that the city trusts. */
  readonly other: ForeignOffice
  submission(from: ForeignOffice, records: ComposeRecord[], change?: Partial<ComposeInput>): Promise<string>
  trust(office: ForeignOffice): Promise<void>
  codes(file: string, acceptGap?: boolean): Promise<{ result: string; codes: string[] }>
  close(): Promise<void>
}

/** @param options of the city's desk */
export async function hostileWorld(options: DeskOptions = {}): Promise<HostileWorld> {
  const root = newRoot('kexie-hostile-')
  const stick = path.join(root.dir, 'stick')
  mkdirSync(stick)
  const city = await Desk.open(path.join(root.dir, 'city'), options)
  await foundOffice(city, 'city')
  const [county, other] = [await foreignOffice('甲县科协'), await foreignOffice('乙县科协')]
  const trust = async (office: ForeignOffice): Promise<void> => {
    await city.call('offices.trust', {
      card: await foreignPackage(office, stick),
      fingerprint: fingerprintGroups(office.card).join(' '),
    })
  }
  await trust(county)
  await trust(other)
  const { pack } = await city.call('notices.show', { noticeId: countyNotice })
  const { ageRecipient } = await city.call('offices.fingerprint', {})
  return {
    dir: root.dir,
    stick,
    city,
    county,
    other,
    trust,
    submission: (from, records, change = {}) =>
      foreignPackage(from, path.join(stick, uuidv7()), {
        kind: 'submission',
        recipient: { officeId: city.officeId, cardSeq: 1, name: '示例市科学技术协会', ageRecipient },
        notice: { id: pack.id, version: pack.version, digest: sha256Hex(canonicalJson(pack)), title: pack.shortTitle },
        records,
        ...change,
      }),
    codes: async (file, acceptGap = false) => {
      const { result, verified } = await city.call('packages.import', { path: file, acceptGap })
      return { result, codes: verified.findings.map((finding) => finding.code) }
    },
    close: async () => {
      await city.close()
      root.remove()
    },
  }
}

export interface RecordFacts {
  recordId?: string
  revision?: number
  parentDigest?: string | null
  values?: FrozenRevision['values']
  fields?: PersonalDocument['fields'] | null
  attachments?: ComposeAttachment[]
  /** The county's F2 when left out. */
  form?: Pick<FrozenRevision, 'noticeId' | 'noticeVersion' | 'formId' | 'formVersion'>
}

const f2 = { noticeId: countyNotice, noticeVersion: '1', formId: 'JS-F2', formVersion: '1' }

export function recordOf(from: ForeignOffice, facts: RecordFacts = {}): ComposeRecord & { digest: string } {
  const { recordId = uuidv7(), revision = 1, parentDigest = null, attachments = [] } = facts
  const personal: PersonalDocument | null =
    facts.fields === null
      ? null
      : {
          senderOfficeId: from.card.officeId,
          recordId,
          revision,
          salt: randomBytes(32).toString('hex'),
          fields: facts.fields ?? { contactName: '示范员', mobile: '13800000000' },
        }
  const frozen: FrozenRevision = {
    recordId,
    revision,
    parentDigest,
    officeId: from.card.officeId,
    deviceId: from.deviceId,
    ...(facts.form ?? f2),
    values: facts.values ?? { activityName: '科技下乡', scale: '约300人' },
    personalCommitment: personal && personalCommitment(personal),
    attachments: [...new Set(attachments.map((one) => one.sha256))],
  }
  return { revision: frozen, formTitle: 'F2', personal, documents: [], attachments, digest: revisionDigest(frozen) }
}

/** A file of the sender as an attachment of field `photos`. */
export function photoOf(folder: string, bytes: Buffer, change: Partial<ComposeAttachment> = {}): ComposeAttachment {
  const file = path.join(folder, `${uuidv7()}.jpg`)
  writeFileSync(file, bytes)
  const facts = { file, sha256: sha256Hex(bytes), bytes: bytes.length, mediaType: 'image/jpeg', ext: 'jpg' }
  return { ...facts, title: '照片1', personal: false, field: 'photos', ...change }
}

/** What the tasks list, the log and the notes of what was turned away or waits say is not content. */
const notes = new Set(['deeds', 'tasks', 'inbox', 'held_files'])

/** Every row of every table (without those that only note what happened) and every file of the store folder. */
export function storeContents(dataDir: string): Record<string, string> {
  const contents: Record<string, string> = {}
  const sqlite = new BetterSqlite3(path.join(dataDir, 'kexie.sqlite'), { readonly: true })
  const tables = sqlite.prepare("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").pluck().all()
  for (const table of tables as string[]) {
    if (notes.has(table)) continue
    const rows = sqlite.prepare(`SELECT * FROM ${table} ORDER BY 1, 2`).all()
    contents[`table ${table}`] = sha256Hex(JSON.stringify(rows))
  }
  const taken = sqlite.prepare("SELECT tag_manifest_digest FROM inbox WHERE result = 'imported' ORDER BY 1").all()
  contents['packages taken in'] = JSON.stringify(taken)
  sqlite.close()
  for (const folder of ['attachments', 'documents', 'outbox', 'staging', 'keys']) {
    for (const entry of readdirSync(path.join(dataDir, folder), { recursive: true, withFileTypes: true })) {
      const file = path.join(entry.parentPath, entry.name)
      // An empty folder of a digest's first two digits says nothing.
      if (entry.isFile())
        contents[path.relative(dataDir, file)] = `${statSync(file).mode} ${sha256Hex(readFileSync(file))}`
    }
  }
  return contents
}
