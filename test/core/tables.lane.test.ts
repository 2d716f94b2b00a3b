/** One reading thread for many files: quick, and no file changes how the next one is read. */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { ThreadLane, withLane } from '../../electron/core/received/in-thread.ts'
import { readTables, type TableOptions } from '../../electron/core/tables/read/read-tables.ts'
import { openInThread } from '../../electron/core/wordback/open-word.ts'
import { Problem } from '../../shared/problems.ts'
import { book, format, rawBook, wordTable } from '../support/ugly-tables.ts'

const material = path.join(import.meta.dirname, '../fixtures/tables')
const dir = mkdtempSync(path.join(tmpdir(), 'kexie-lane-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))
const place = (name: string, bytes: Buffer): string => {
  writeFileSync(path.join(dir, name), bytes)
  return path.join(dir, name)
}
const list = place('好.csv', Buffer.from('活动名称,参加人数\n讲座,30'))

/** Its number, so that a test sees whether it is the same one. */
function waiting(lane: ThreadLane, name = 'table-thread'): number | null {
  const thread = lane.take(name)
  if (thread) lane.keep(name, thread)
  return thread?.threadId ?? null
}
const told = (file: string, options: TableOptions): Promise<unknown> =>
  readTables(file, options).catch((error: unknown) => {
    if (error instanceof Problem) return error.toData()
    throw error
  })

it('every file is read as in a thread of its own, in whatever order they come', async () => {
  const files = readdirSync(material)
    .filter((name) => /\.(xlsx?|csv|docx|tsv|et)$/u.test(name))
    .map((name) => path.join(material, name))
  expect(files.length).toBeGreaterThanOrEqual(10)
  const readAll = (order: readonly string[]) =>
    withLane(async (lane) => {
      const read = new Map<string, unknown>()
      for (const file of order) read.set(file, await told(file, { lane }))
      return read
    })
  const [forth, back] = [await readAll(files), await readAll(files.toReversed())]
  for (const file of files) expect(back.get(file), file).toEqual(forth.get(file))
})

it('number formats that one old workbook names do not reach the next one', async () => {
  const named = book(
    {
      活动: [
        ['活动名称', '举办日期'],
        ['讲座', 44691],
      ],
    },
    (sheets) => format(sheets.活动, 'B2', 'yyyy"年"m"月"d"日"'),
    'biff8',
  )
  // The same one, its own formats unnamed: the records get a number that no reader knows.
  const unnamed = Buffer.from(named)
  let records = 0
  for (let at = 0; at < unnamed.length - 6; at++)
    if (unnamed.readUInt16LE(at) === 0x041e && unnamed.readUInt16LE(at + 4) >= 50) {
      unnamed.writeUInt16LE(0x0862, at)
      records++
    }
  expect(records).toBeGreaterThan(0)
  const [first, second] = [place('有格式.xls', named), place('无格式.xls', unnamed)]
  const alone = await readTables(second)
  await withLane(async (lane) => {
    expect(await readTables(first, { lane })).not.toEqual({ ...alone, sha256: expect.any(String) })
    expect(await readTables(second, { lane })).toEqual(alone)
  })
})

it('a file that cannot be read, is too slow, too large for the memory or given up ends its thread; the next is read in a fresh one', async () => {
  const lane = new ThreadLane()
  const good = async (): Promise<number | null> => {
    expect((await readTables(list, { lane })).tables).toHaveLength(1)
    return waiting(lane)
  }
  const first = await good()
  expect(first).not.toBeNull()
  expect(await good()).toBe(first)

  expect(await told(place('坏.xlsx', Buffer.from('PK not a zip')), { lane })).toMatchObject({
    code: 'table.unreadable',
    details: { why: 'damaged' },
  })
  expect(waiting(lane)).toBeNull()

  const second = await good()
  expect(second).not.toBe(first)
  // The clock starts anew with each file.
  const slow = place('慢.xlsx', rawBook(`<c r= `.repeat(700_000)))
  expect(await told(slow, { lane, timeout: 300 })).toMatchObject({ details: { why: 'too-slow' } })
  expect(waiting(lane)).toBeNull()

  const third = await good()
  expect(third).not.toBe(second)
  // Given up in the midst of it.
  expect(await told(slow, { lane, signal: AbortSignal.timeout(100) })).toMatchObject({ code: 'cancelled' })
  expect(await good()).not.toBe(third)
  lane.close()
  expect(waiting(lane)).toBeNull()
})

it('a thread that comes back to a closed lane ends; words and lists have a thread each', async () => {
  const lane = new ThreadLane()
  const word = place(
    '表.docx',
    wordTable([
      ['活动名称', '参加人数'],
      ['讲座', '30'],
    ]),
  )
  for (let time = 0; time < 2; time++)
    expect(await openInThread({ path: word, as: 'collected' }, undefined, { lane })).toHaveProperty('collected')
  await readTables(word, { lane })
  expect(waiting(lane, 'word-thread')).not.toBe(waiting(lane))
  const last = readTables(list, { lane })
  lane.close()
  expect((await last).tables).toHaveLength(1)
  expect([waiting(lane), waiting(lane, 'word-thread')]).toEqual([null, null])
})

it('the memory limit holds in a thread that already read', async () => {
  const lane = new ThreadLane()
  await readTables(list, { lane, heap: 24 })
  const cells = Array.from(
    { length: 19_000 },
    (_none, at) =>
      `<row r="${at + 1}"><c r="A${at + 1}" t="inlineStr"><is><t>${'科'.repeat(90)}${at}</t></is></c></row>`,
  )
  expect(await told(place('大.xlsx', rawBook(cells.join(''))), { lane })).toMatchObject({
    details: { why: 'too-much' },
  })
  await readTables(list, { lane })
  lane.close()
})
