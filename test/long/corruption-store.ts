/** A county's and a city's store with everything in it that can be damaged, and what is true of them. */
import { createHash } from 'node:crypto'
import { cpSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { setImmediate } from 'node:timers/promises'
import BetterSqlite3 from 'better-sqlite3'
import { countyNotice, type Desk, fillF2, newPair, passphrases } from '../support/desks.ts'

export interface Subject {
  readonly who: 'county' | 'city'
  /** Closed, everything in the one file. */
  readonly closed: string
  /** As it lies while the program runs, with its log. */
  readonly live: string
  readonly passphrase: string
  /** Copies, newest first; all are whole. */
  readonly copies: readonly string[]
  readonly truth: Truth
  /** Of the moment of the newest copy. */
  readonly copied: Truth
}

/** Rows as they were confirmed, by what they are known by. */
export interface Truth {
  /** `record revision` → content as it was frozen. */
  readonly revisions: ReadonlyMap<string, string>
  readonly deeds: ReadonlyMap<number, string>
  readonly evidence: ReadonlyMap<string, string>
  readonly receipts: ReadonlyMap<string, string>
  readonly verdicts: ReadonlyMap<string, string>
  /** Digests of the files of revisions. */
  readonly files: ReadonlySet<string>
}

const sha = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')

/** Read without the program, so that nothing of it hides a change. @throws SqliteError when a page cannot be read */
export function readTruth(file: string): Truth {
  const sqlite = new BetterSqlite3(file, { readonly: true })
  try {
    const map = <K, V>(sql: string): Map<K, V> => new Map(sqlite.prepare(sql).raw().all() as [K, V][])
    return {
      revisions: map(`SELECT record_id || ' ' || revision, digest || frozen_json FROM revisions`),
      deeds: map(
        `SELECT seq, at || coalesce(person, '') || deed || subject || subject_id || title || changes_json || facts_json
          || previous || digest FROM deeds`,
      ),
      evidence: new Map(
        (
          sqlite.prepare(`SELECT tag_manifest_digest || ' ' || name, bytes FROM package_roots`).raw().all() as [
            string,
            Buffer,
          ][]
        ).map(([name, bytes]) => [name, sha(bytes)]),
      ),
      receipts: map('SELECT receipt_id, digest || receipt_json FROM receipts'),
      verdicts: map(`SELECT receipt_id || ' ' || record_id || ' ' || revision, digest || state FROM receipt_records`),
      files: new Set(sqlite.prepare('SELECT digest FROM revision_attachments').pluck().all() as string[]),
    }
  } finally {
    sqlite.close()
  }
}

async function copyOf(desk: Desk): Promise<Truth> {
  const { id } = await desk.call('backups.make', {})
  return readTruth(path.join(desk.dir, 'backups', `${id}.sqlite`))
}

/** Where the log ends is written down a moment after it grew. */
async function untilHeadNoted(dir: string): Promise<void> {
  const head = Math.max(...readTruth(path.join(dir, 'kexie.sqlite')).deeds.keys())
  const noted = (): number => {
    const { deeds } = JSON.parse(readFileSync(path.join(dir, 'numbers.json'), 'utf8')) as { deeds?: { seq: number } }
    return deeds?.seq ?? 0
  }
  for (const until = Date.now() + 10_000; noted() < head; await setImmediate())
    if (Date.now() > until) throw new Error('the end of the log is not noted')
}

/** Two offices that have sent, returned, corrected and accepted; two copies of each, and work after the second one. */
export async function buildSubjects(dir: string): Promise<{ subjects: Subject[]; remove: () => Promise<void> }> {
  const pair = await newPair()
  const { county, city, stick } = pair
  const send = async (): Promise<string> => {
    const exported = await county.call('packages.export', { noticeId: countyNotice, to: city.officeId, out: stick })
    await city.call('packages.import', { path: exported.files[0]?.path ?? '' })
    return exported.packageId
  }
  const answer = async (packageId: string, recordId: string, revision: number, accept: boolean): Promise<void> => {
    await city.call('packages.decide', {
      packageId,
      recordId,
      revision,
      ...(accept ? { state: 'accepted' } : { state: 'returned', reasons: ['请补充预期成效的数字'] }),
    })
    const { path: receipt } = await city.call('receipts.write', { packageId, out: stick })
    await county.call('packages.import', { path: receipt })
  }
  const edit = async (recordId: string, scale: string): Promise<void> => {
    const { draftSeq } = await county.call('records.open', { recordId })
    await county.call('records.saveDraft', { recordId, draftSeq, changes: { scale, contactName: '测试联系人乙' } })
  }

  const first = await fillF2(county, {}, ['photo-1-field.jpg', 'photo-3-sprout.jpg'])
  for (let n = 0; n < 6; n++) await fillF2(county, { activityName: `第${n}项活动` }, [])
  const sent = await send()
  await answer(sent, first, 1, false)
  await county.call('backups.make', {})
  await city.call('backups.make', {})
  await edit(first, '线下约260人')
  const again = await send()
  await answer(again, first, 2, true)
  const copied = { county: await copyOf(county), city: await copyOf(city) }
  // Confirmed after the newest copy.
  await fillF2(county, { activityName: '备份以后的活动' }, [])
  await send()

  const subjects: Subject[] = []
  for (const [who, desk] of [
    ['county', county],
    ['city', city],
  ] as const) {
    const live = path.join(dir, `${who}-live`)
    const closed = path.join(dir, `${who}-closed`)
    const { backups } = await desk.call('backups.list', {})
    await untilHeadNoted(desk.dir)
    cpSync(desk.dir, live, { recursive: true })
    await desk.close()
    cpSync(desk.dir, closed, { recursive: true })
    subjects.push({
      who,
      closed,
      live,
      passphrase: passphrases[who],
      copies: backups.map((one) => one.id),
      truth: readTruth(path.join(closed, 'kexie.sqlite')),
      copied: copied[who],
    })
  }
  return { subjects, remove: async () => rmSync(pair.dir, { recursive: true, force: true }) }
}
