/** The chain of 操作日志 against hands in the file, its exports, and many entries. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import canonicalize from 'canonicalize'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { read, utils } from 'xlsx'
import { chainStart, nextRow } from '../../electron/core/deeds/chain.ts'
import { storePaths } from '../../electron/core/store/folder.ts'
import { deedsOf } from '../support/deeds.ts'
import { Desk, expectCode, foundOffice, newRoot } from '../support/desks.ts'
import { textPdfStub } from '../support/text-pdf.ts'

let root: ReturnType<typeof newRoot>
let desk: Desk
beforeEach(async () => {
  root = newRoot('kexie-chain-')
  desk = await Desk.open(path.join(root.dir, 'office'), { ask: textPdfStub })
  await foundOffice(desk, 'county', null)
})
afterEach(async () => {
  await desk.close()
  root.remove()
})

/** What somebody could do who has the file and knows SQL. */
async function tamper(...statements: readonly string[]): Promise<void> {
  await desk.close()
  const sqlite = new BetterSqlite3(storePaths(desk.dir).database)
  sqlite.exec('DROP TRIGGER deeds_unchanged; DROP TRIGGER deeds_undeleted; DROP TRIGGER deeds_in_order')
  for (const sql of statements) sqlite.exec(sql)
  sqlite.close()
  // `reopen` closes what is open; this one is closed.
  desk = await Desk.open(desk.dir, { ask: textPdfStub })
}

async function rename(names: readonly string[]): Promise<void> {
  for (const name of names) await desk.call('offices.rename', { name })
}

describe('a log that somebody changed', () => {
  const cases: [string, readonly string[], { firstBad: number | null; missing?: number }][] = [
    ['a word in an entry', [`UPDATE deeds SET title = '别的' WHERE seq = 3`], { firstBad: 3 }],
    ['the person of an entry', [`UPDATE deeds SET person = '李四' WHERE seq = 2`], { firstBad: 2 }],
    [
      'an entry that is no JSON',
      [`PRAGMA ignore_check_constraints = ON; UPDATE deeds SET facts_json = '{' WHERE seq = 4`],
      { firstBad: 4 },
    ],
    ['one in the middle taken away', ['DELETE FROM deeds WHERE seq = 3'], { firstBad: 3 }],
    ['the first ones taken away', ['DELETE FROM deeds WHERE seq < 3'], { firstBad: 1 }],
    [
      'two that changed places',
      [
        'UPDATE deeds SET seq = 900 WHERE seq = 2',
        'UPDATE deeds SET seq = 2 WHERE seq = 3',
        'UPDATE deeds SET seq = 3 WHERE seq = 900',
      ],
      { firstBad: 2 },
    ],
    // What is left is a chain: only the end that was noted outside the store tells.
    ['the newest ones cut off', ['DELETE FROM deeds WHERE seq > 4'], { firstBad: null, missing: 2 }],
  ]
  it.each(cases)('%s', async (_what, statements, { firstBad, missing = 0 }) => {
    await rename(['示例一县科协', '示例二县科协', '示例三县科协', '示例四县科协', '示例五县科协'])
    // The end of the chain is noted at each start and close.
    await desk.reopen()
    expect(await desk.call('deeds.verify', {})).toMatchObject({ sound: true, entries: 6 })
    await tamper(...statements)
    expect(await desk.call('deeds.verify', {})).toMatchObject({ sound: false, firstBad, missing })
    // Nobody is kept from working, and nothing that comes later heals it.
    await rename(['示例六县科协'])
    await desk.reopen()
    expect((await desk.call('deeds.verify', {})).sound).toBe(false)
  })

  it('an entry rewritten with all that stand on it is told by the end that was noted', async () => {
    await rename(['示例一县科协', '示例二县科协'])
    await desk.reopen()
    await desk.close()
    const sqlite = new BetterSqlite3(storePaths(desk.dir).database)
    sqlite.exec('DROP TRIGGER deeds_unchanged; DROP TRIGGER deeds_undeleted; DELETE FROM deeds')
    let head = chainStart
    for (const title of ['甲', '乙', '丙']) {
      const row = nextRow(
        head,
        { deed: 'office.renamed', subject: 'office', subjectId: '', title },
        { at: '2022-05-10T00:00:00.000Z', person: '', device: '' },
      )
      sqlite
        .prepare(`INSERT INTO deeds VALUES (${Array.from({ length: 12 }, () => '?').join(', ')})`)
        .run(...Object.values(row))
      head = row
    }
    sqlite.close()
    desk = await Desk.open(desk.dir)
    expect(await desk.call('deeds.verify', {})).toMatchObject({ sound: false, firstBad: null, missing: 1 })
  })
})

describe('out of the store', () => {
  it('line by line with digests, as the page on formats says; as a workbook; on paper; the saving itself is told', async () => {
    await rename(['示例一县科协', '示例e\u0301县科协'])
    const out = (name: string) => path.join(root.dir, name)
    const { entries } = await desk.call('deeds.save', { out: out('日志.jsonl'), format: 'jsonl' })
    expect(entries).toBe(3)
    let previous = '0'.repeat(64)
    const lines = readFileSync(out('日志.jsonl'), 'utf8').trimEnd().split('\n')
    for (const [at, line] of lines.entries()) {
      const { digest, ...said } = JSON.parse(line) as Record<string, unknown>
      expect(said).toMatchObject({ seq: at + 1, previous })
      expect(canonicalize(JSON.parse(line))).toBe(line)
      expect(
        createHash('sha256')
          .update(canonicalize(said) ?? '')
          .digest('hex'),
      ).toBe(digest)
      previous = String(digest)
    }
    expect(previous).toBe((await deedsOf(desk))[2]?.digest)

    await desk.call('deeds.save', { out: out('日志.xlsx'), format: 'xlsx', text: '改名' })
    const sheet = read(readFileSync(out('日志.xlsx'))).Sheets.操作日志
    const rows = sheet ? utils.sheet_to_json<Record<string, string>>(sheet) : []
    expect(rows.map((row) => row.改动)).toEqual([
      '单位名称：示例县科学技术协会 → 示例一县科协',
      '单位名称：示例一县科协 → 示例é县科协',
    ])
    const printed = await desk.call('deeds.printDocument', { subject: 'office' })
    expect(printed.blocks.find((block) => block.kind === 'rows')?.rows).toHaveLength(3)
    await desk.call('deeds.save', { out: out('日志.pdf'), format: 'pdf' })
    expect(readFileSync(out('日志.pdf')).toString('latin1', 0, 5)).toBe('%PDF-')
    expect((await deedsOf(desk)).filter(({ deed }) => deed === 'file.saved')).toHaveLength(3)
  })
})

describe('twenty thousand entries', () => {
  it('are listed a window at a time, found by word, person and day, and verified', async () => {
    await desk.close()
    const sqlite = new BetterSqlite3(storePaths(desk.dir).database)
    const insert = sqlite.prepare(`INSERT INTO deeds VALUES (${Array.from({ length: 12 }, () => '?').join(', ')})`)
    const newest = sqlite.prepare('SELECT seq, digest FROM deeds ORDER BY seq DESC LIMIT 1').get() as {
      seq: number
      digest: string
    }
    sqlite.transaction(() => {
      let head = newest
      for (let at = 0; at < 20_000; at++) {
        const day = new Date(Date.UTC(2022, 0, 1, 3) + Math.floor(at / 100) * 86_400_000)
        const note = {
          deed: 'record.edited',
          subject: 'record',
          subjectId: `r${at % 50}`,
          title: `材料${at % 50}`,
        } as const
        const row = nextRow(head, note, { at: day.toISOString(), person: at % 10 === 0 ? '王芳' : '', device: '' })
        insert.run(...Object.values(row))
        head = row
      }
    })()
    // A window comes by the number, a subject by its index: neither reads the whole table.
    const plan = (sql: string) =>
      (sqlite.prepare(`EXPLAIN QUERY PLAN ${sql}`).all() as { detail: string }[]).map(({ detail }) => detail).join()
    expect(plan('SELECT * FROM deeds WHERE seq < 900 ORDER BY seq DESC LIMIT 100')).toMatch(
      /SEARCH deeds USING INTEGER PRIMARY KEY/,
    )
    expect(
      plan(`SELECT * FROM deeds WHERE subject = 'record' AND subject_id = 'r7' ORDER BY seq DESC LIMIT 100`),
    ).toMatch(/USING INDEX deeds_subject/)
    sqlite.close()
    desk = await Desk.open(desk.dir)
    const first = await desk.call('deeds.list', {})
    expect([first.deeds.length, first.total]).toEqual([100, 20_001])
    const next = await desk.call('deeds.list', { before: first.deeds.at(-1)?.seq ?? 0 })
    expect(next.deeds[0]?.seq).toBe((first.deeds.at(-1)?.seq ?? 0) - 1)
    expect((await desk.call('deeds.list', { person: '王芳' })).total).toBe(2000)
    expect((await desk.call('deeds.list', { subject: 'record', subjectId: 'r7' })).total).toBe(400)
    expect((await desk.call('deeds.list', { text: '材料4', from: '2022-01-02', to: '2022-01-02' })).total).toBe(22)
    expect((await desk.call('deeds.list', { text: '修改草稿' })).total).toBe(20_000)
    expect((await desk.call('deeds.list', { text: '100%_' })).total).toBe(0)
    expect(await desk.call('deeds.verify', {})).toMatchObject({ sound: true, entries: 20_001 })
    expectCode(await desk.problem('deeds.printDocument', {}), 'deeds.too-many')
  })
})

it('whatever a title or a name brings along, an entry is one line, and its direction is ours', () => {
  const said = '科普日\n· 奖项：无 → 一等奖\u202e\u2028\u0007=cmd|calc'
  const row = nextRow(
    chainStart,
    {
      deed: 'record.edited',
      subject: 'record',
      subjectId: '',
      title: said,
      facts: { form: said },
      changes: [{ what: said, before: said, after: said, personal: false }],
    },
    { at: '2022-05-10T00:00:00.000Z', person: `王芳\r\n${said}`, device: '' },
  )
  const texts = [row.title, row.person ?? '', row.changes_json, row.facts_json]
  expect(
    texts.filter((text) => /[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]|\\n|\\u/u.test(text)),
  ).toEqual([])
  expect(row.title).toBe('科普日 · 奖项：无 → 一等奖 =cmd|calc')
})
