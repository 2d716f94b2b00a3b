/** An office file that somebody made by hand, with a passphrase that they told: nothing of it may act on this computer. */
import { cpSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { plantedIn } from '../../db/foreign-store.ts'
import { isCarriedName } from '../../electron/core/moving/office-head.ts'
import { countyNotice, Desk, fillF2, foundOffice, newRoot, passphrases, trust } from '../support/desks.ts'
import { officeFileOf } from '../support/moved-office.ts'
import { oldStates, placeOldStore } from '../support/old-stores.ts'

const word = '别人告诉我的一句口令'
const root = newRoot('kexie-hostile-')
const at = (...names: string[]): string => path.join(root.dir, ...names)
const sound = at('county')
const precious = at('别人的资料')
let facts: Parameters<typeof officeFileOf>[3]
let target: Desk

beforeAll(async () => {
  const county = await Desk.open(sound)
  const city = await Desk.open(at('city'))
  await foundOffice(county, 'county')
  await foundOffice(city, 'city', null)
  await trust(county, city, root.dir)
  await fillF2(county)
  await county.call('packages.export', { noticeId: countyNotice, to: city.officeId, out: root.dir })
  const { office } = await county.call('app.state', {})
  facts = { officeId: office?.officeId ?? '', officeName: office?.name ?? '', deviceId: office?.deviceId ?? '' }
  await county.close()
  await city.close()
  mkdirSync(`${precious}.part`)
  writeFileSync(path.join(`${precious}.part`, '一份.txt'), '不是这个程序的')
  target = await Desk.open(at('target'))
}, 60_000)
afterAll(async () => {
  await target.close()
  root.remove()
})

let made = 0
async function fileWith(...statements: string[]): Promise<string> {
  const dir = at(`made-${made++}`)
  cpSync(sound, dir, { recursive: true })
  const sqlite = new BetterSqlite3(path.join(dir, 'kexie.sqlite'))
  sqlite.unsafeMode(true)
  for (const sql of statements) sqlite.exec(sql)
  sqlite.pragma('journal_mode = DELETE')
  sqlite.close()
  const file = `${dir}.kxoffice`
  await officeFileOf(dir, file, word, facts)
  return file
}

const outside = '../../../../../../tmp'
const cases: Record<string, string[]> = {
  'a trigger that keeps the log silent': [
    `CREATE TRIGGER quiet BEFORE INSERT ON deeds WHEN NEW.deed = 'personal.revealed' BEGIN SELECT RAISE(IGNORE); END`,
  ],
  'a trigger of ours with another body': [
    'DROP TRIGGER deeds_unchanged',
    'CREATE TRIGGER deeds_unchanged BEFORE UPDATE ON deeds BEGIN SELECT 1; END',
  ],
  'a log that may be rewritten': ['DROP TRIGGER deeds_undeleted'],
  'a view': ['CREATE VIEW extra AS SELECT * FROM settings'],
  'a virtual table': ['CREATE VIRTUAL TABLE extra USING fts5(text)'],
  'an index that refuses rows': ['CREATE UNIQUE INDEX one ON deeds (deed) WHERE seq > 1000'],
  'a folder of a package that leads out': [`UPDATE outbox SET group_id = '${outside}'`],
  'a package named after another file': [`UPDATE outbox SET file_name = '${outside}/x.zip'`],
  'a package that is no package': [`UPDATE outbox SET file_name = 'start.desktop'`],
  'a package made of files of this computer': [
    `UPDATE outbox SET plan_json = json_set(plan_json, '$.plan.entries[#]',
      json('{"path":"data/x","bytes":1,"sha256":"00","source":{"file":"/etc/hostname"}}'))`,
  ],
  'the same, from the store up': [
    `UPDATE outbox SET plan_json = json_set(plan_json, '$.plan.entries[#]',
      json('{"path":"data/x","bytes":1,"sha256":"00","source":{"file":"store:outbox/../../x"}}'))`,
  ],
  'a held package that leads out': [
    `INSERT INTO held_files VALUES ('${'../'.repeat(20)}abcd', '/nowhere/x.zip', 1, 1, '2026-01-01T00:00:00.000Z')`,
  ],
}

test.each(Object.entries(cases))('%s: refused, nothing stays', async (_name, statements) => {
  const problem = await target.problem('moving.take', { path: await fileWith(...statements), passphrase: word })
  expect(problem.code).toBe('moving.file-invalid')
  expect(readdirSync(target.dir).filter((name) => name.startsWith('moving-in'))).toEqual([])
})

test('a half-written folder of the other computer is nobody here: what has its name stays', async () => {
  const path = await fileWith(
    `INSERT INTO handovers (handover_id, office_id, device_id, notice_id, notice_version, recipient_name, state, kind,
       masked, parts, path, message, created_at)
     SELECT '01a203e3-2250-7558-abbb-5f62dda58e87', office_id, device_id, '${countyNotice}', '1', '市科协', 'writing',
       'folder', 0, 1, '${precious}', '', '2026-01-01T00:00:00.000Z' FROM devices WHERE private_sealed IS NOT NULL`,
  )
  const desk = await Desk.open(at('other'))
  await desk.call('moving.take', { path, passphrase: word })
  await desk.reopen(passphrases.county)
  expect((await desk.call('app.state', {})).office).toMatchObject({ officeId: facts.officeId })
  expect(existsSync(`${precious}.part`)).toBe(true)
  await desk.close()
})

test('names that Windows takes for something else are none of ours', () => {
  const blob = `${'ab'}/${'0'.repeat(62)}`
  for (const name of [`attachments/${blob}`, `documents/${blob}.sealed`, 'outbox/01a2/ff.age', 'held/00ff.zip'])
    expect([name, isCarriedName(name)]).toEqual([name, true])
  for (const name of [
    'outbox/con',
    'held/NUL.zip',
    'outbox/x/aux.age',
    'outbox/com1/a',
    'outbox/a.',
    'outbox/a../b',
    'outbox/..',
    'outbox//a',
    'outbox/a\\b',
    'outbox/a:b',
    'KEXIE.sqlite',
    'kexie.sqlite-wal',
    'keys/store.key/x',
  ])
    expect([name, isCarriedName(name)]).toEqual([name, false])
})

test('no store that this program ever made is taken for a planted one', () => {
  for (const state of oldStates) {
    const dir = at(`old-${state}`)
    placeOldStore(state, 'county', dir)
    expect([state, plantedIn(path.join(dir, 'kexie.sqlite'))]).toEqual([state, null])
  }
})
