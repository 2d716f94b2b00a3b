/** Whether SQLite and the disk under the data folder do what the store relies on. In a folder of its own, then gone. */
import { randomBytes, randomUUID } from 'node:crypto'
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs'
import path from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import type { SelfCheck } from '../../../shared/api/upkeep.ts'
import type { StorePaths } from '../store/folder.ts'

const rows = 200

/** @returns SQLite's version; throws with the name of the first thing that did not come out right */
function trySqlite(file: string): string {
  const expect = (name: string, right: boolean) => {
    if (!right) throw new Error(name)
  }
  const first = new BetterSqlite3(file)
  try {
    expect('WAL', first.pragma('journal_mode = WAL', { simple: true }) === 'wal')
    first.pragma('synchronous = FULL')
    first.exec('CREATE TABLE tried (id INTEGER PRIMARY KEY, body TEXT NOT NULL CHECK (json_valid(body))) STRICT')
    const insert = first.prepare('INSERT INTO tried (body) VALUES (?)')
    first.transaction(() => {
      for (let row = 0; row < rows; row++) insert.run(JSON.stringify({ name: `第${row}行`, at: row }))
    })()
    expect(
      'check',
      throws(() => insert.run('{')),
    )
    const failing = first.transaction(() => {
      insert.run('{}')
      throw new Error('back')
    })
    expect('rollback', throws(failing) && count(first) === rows)
  } finally {
    first.close()
  }
  // Opened again, as after a start; and copied, as for a backup.
  const copy = `${file}.copy`
  const second = new BetterSqlite3(file)
  try {
    expect('kept', count(second) === rows)
    const sum = second.prepare("SELECT sum(json_extract(body, '$.at')) AS sum FROM tried").get() as { sum: number }
    expect('json', sum.sum === (rows * (rows - 1)) / 2)
    second.prepare('VACUUM INTO ?').run(copy)
  } finally {
    second.close()
  }
  const third = new BetterSqlite3(copy, { readonly: true })
  try {
    expect('copy', third.pragma('integrity_check', { simple: true }) === 'ok' && count(third) === rows)
    return (third.prepare('SELECT sqlite_version() AS version').get() as { version: string }).version
  } finally {
    third.close()
  }
}

const count = (db: BetterSqlite3.Database): number =>
  (db.prepare('SELECT count(*) AS rows FROM tried').get() as { rows: number }).rows

function throws(work: () => unknown): boolean {
  try {
    work()
    return false
  } catch {
    return true
  }
}

/** As files are put in place everywhere: written whole beside, flushed, renamed over the old one. */
function tryFiles(folder: string): void {
  const target = path.join(folder, 'file')
  for (const bytes of [randomBytes(1 << 20), randomBytes(1 << 20)]) {
    const part = `${target}.part`
    const handle = openSync(part, 'wx', 0o600)
    try {
      writeSync(handle, bytes)
      fsyncSync(handle)
    } finally {
      closeSync(handle)
    }
    renameSync(part, target)
    if (!readFileSync(target).equals(bytes)) throw new Error('file')
  }
}

export function checkStore({ staging }: StorePaths): SelfCheck {
  const folder = path.join(staging, `self-test-${randomUUID()}`)
  const started = performance.now()
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const sqlite = trySqlite(path.join(folder, 'tried.sqlite'))
    tryFiles(folder)
    return {
      name: 'store',
      verdict: 'good',
      sentence: '保存资料正常：写入、撤回、重新打开、备份、换名都试过，读出来的和写进去的一样。',
      facts: { sqlite, milliseconds: Math.round(performance.now() - started) },
    }
  } catch (error) {
    const step = error instanceof Error ? ('code' in error ? String(error.code) : error.message.slice(0, 20)) : ''
    return {
      name: 'store',
      verdict: 'bad',
      sentence:
        '保存资料不正常：在数据文件夹里试着保存没有成功。请检查磁盘空间、文件夹的权限和杀毒软件，再自检一次；没有解决以前请不要录入。',
      facts: { step },
    }
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
  }
}
