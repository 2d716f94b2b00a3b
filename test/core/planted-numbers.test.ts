/** Identity numbers planted in everything that an office takes and makes, and looked for in everything that it leaves. */
import { appendFileSync, cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { openDatabase } from '../../db/connection.ts'
import { recordKeyReader } from '../../db/queries/personal.ts'
import { storePaths } from '../../electron/core/store/folder.ts'
import { RecordKeys } from '../../electron/core/store/record-keys.ts'
import { Vault } from '../../electron/core/store/vault.ts'
import { createWriter } from '../../electron/core/store/writer.ts'
import { Problem } from '../../shared/problems.ts'
import { type Desk, expectCode, newPair, newRoot, type Pair, passphrases } from '../support/desks.ts'
import { f3Values, f4Values, identityNumber, keepingNotice, resourcesThatKeep } from '../support/personal-notice.ts'
import { makePhoto } from '../support/photo.ts'
import { findNumbers } from '../support/planted.ts'
import { textPdfStub } from '../support/text-pdf.ts'

/** In F3, in six rows of F4, in the copy of a card, in a scan, in a reason. */
const numbers = Array.from({ length: 10 }, (_none, at) => identityNumber(at + 1))
const [contact = '', ...others] = numbers
const people = others.slice(0, 6)
const [onCard = '', onScan = '', inReason = ''] = others.slice(6)
/** Planted on purpose in a field that anybody may read. */
const open = identityNumber(77)

const wide = (text: string): string => text.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0))
const grouped = (text: string, by: string): string => [text.slice(0, 6), text.slice(6, 14), text.slice(14)].join(by)
/** As people type it. */
const typed = (text: string, at: number): string =>
  [text, grouped(text, ' '), wide(text), wide(grouped(text, ' ')), text.toLowerCase()][at % 6] ?? text

let root: ReturnType<typeof newRoot>
beforeEach(() => {
  root = newRoot('kexie-planted-')
})
afterEach(() => root.remove())

async function openPair(): Promise<Pair> {
  const pair = await newPair({ ask: textPdfStub, resourcesDir: resourcesThatKeep(root.dir) })
  onTestFinished(() => pair.close())
  return pair
}

interface Work {
  readonly f3: string
  readonly f4: string
  readonly packageId: string
}

/** A picture with something behind its end: what a photo of a card shows, in bytes. */
function pictureWith(text: string): string {
  const file = makePhoto(path.join(root.dir, `picture-${readdirSync(root.dir).length}.png`), 40, 30)
  appendFileSync(file, text)
  return file
}

/** Fills in, attaches, scans, freezes, packs, hands over, sends, takes in, returns, answers. */
async function workThrough({ county, city, stick }: Pair): Promise<Work> {
  const values = { ...f3Values(typed(contact, 1)), workUnit: `示例单位 ${open}` }
  const create = async (formId: string, given: Record<string, string | Record<string, string>[]>) =>
    (await county.call('records.create', { noticeId: keepingNotice, formId, values: given })).summary.recordId
  const f3 = await create('JS-F3', values)
  const f4 = await create('JS-F4', f4Values(people.map(typed)))
  await county.call('records.attach', {
    recordId: f4,
    field: 'idCopy',
    path: pictureWith(`${onCard} ${grouped(onCard, ' ')}`),
  })
  await county.problem('records.saveDraft', { recordId: f3, draftSeq: 99, changes: { contactIdentity: contact } })
  await county.problem('records.saveDraft', { recordId: f3, draftSeq: 0, changes: { [contact]: contact } })
  const { revision } = await county.call('records.freeze', { recordId: f4 })
  await county.call('scans.attach', { recordId: f4, revision, path: pictureWith(wide(onScan)) })
  await county.call('personal.reveal', {
    recordId: f3,
    field: 'contactIdentity',
    reason: `核对 ${grouped(contact, ' ')}`,
  })
  await county.call('backups.make', {})
  const exported = await county.call('packages.export', { noticeId: keepingNotice, to: city.officeId, out: stick })
  await city.call('packages.import', { path: exported.files[0]?.path ?? '' })
  await city.call('packages.decide', {
    packageId: exported.packageId,
    recordId: f4,
    revision,
    state: 'returned',
    reasons: [`${people[0]} 与身份证不符`, `应为 ${inReason}`],
  })
  await city.call('backups.make', {})
  const receipt = await city.call('receipts.write', { packageId: exported.packageId, out: stick })
  await county.call('packages.import', { path: receipt.path })
  return { f3, f4, packageId: exported.packageId }
}

const search = (dir: string, what: readonly string[] = [...numbers, open]): string[] => {
  const work = path.join(root.dir, `work-${readdirSync(root.dir).length}`)
  mkdirSync(work)
  return findNumbers(dir, what, work)
}
const filesWith = (found: readonly string[], number: string): string[] =>
  found.filter((line) => line.endsWith(`: ${number}`)).map((line) => line.slice(0, -number.length - 2))

it('numbers are found in every way of writing that the search promises', () => {
  const dir = path.join(root.dir, 'ways')
  mkdirSync(dir)
  const ways: Record<string, Buffer> = {
    plain: Buffer.from(`x${open}y`),
    spaces: Buffer.from(grouped(open, ' ')),
    dashes: Buffer.from(grouped(open, '－')),
    wide: Buffer.from(wide(open)),
    'utf16-le': Buffer.from(`x${grouped(open, '-')}`, 'utf16le'),
    'utf16-be': Buffer.concat([Buffer.from('odd'), Buffer.from(open, 'utf16le').swap16()]),
    base64: Buffer.from(Buffer.from(`{"id":"${open}"}`).toString('base64')),
  }
  for (const [name, bytes] of Object.entries(ways)) writeFileSync(path.join(dir, name), bytes)
  mkdirSync(path.join(dir, 'name'))
  writeFileSync(path.join(dir, 'name', `${grouped(open, '_')}.txt`), '')
  expect(filesWith(search(dir, [open]), open)).toEqual([...Object.keys(ways), `name/${grouped(open, '_')}.txt`].sort())
  expect(search(dir, numbers)).toEqual([])
})

describe('planted identity numbers', () => {
  it('are in no file of a store, a package, a masked page, a table or a log; the one on purpose is in all of them', async () => {
    const pair = await openPair()
    const { county, city, stick } = pair
    await workThrough(pair)
    const out = path.join(root.dir, 'out')
    mkdirSync(out)
    for (const [desk, name] of [
      [county, 'county'],
      [city, 'city'],
    ] as const)
      for (const formId of ['JS-F3', 'JS-F4'])
        await desk.call('sheets.saveRecords', {
          noticeId: keepingNotice,
          formId,
          out: path.join(out, `${name}-${formId}.xlsx`),
        })
    const { path: folder } = await county.call('handovers.write', {
      noticeId: keepingNotice,
      recipientId: 'communication',
      mask: true,
      out,
      as: 'folder',
    })
    expect(folder).not.toBe('')

    for (const dir of [county.dir, city.dir, stick, out]) {
      const found = search(dir)
      expect(found.filter((line) => !line.endsWith(`: ${open}`))).toEqual([])
      expect(found.length).toBeGreaterThan(0)
    }
    // The search sees into each kind of place.
    const store = filesWith(search(county.dir, [open]), open)
    expect(store).toEqual(expect.arrayContaining(['kexie.sqlite-wal', expect.stringMatching(/^backups\/manual-/)]))
    expect(store.some((file) => file.startsWith('documents/'))).toBe(true)
    const packed = filesWith(search(stick, [open]), open)
    expect(packed).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/!data\/records\//),
        expect.stringMatching(/!data\/documents\/.*\.pdf$/),
      ]),
    )
    const written = filesWith(search(out, [open]), open)
    for (const file of [/county-JS-F3\.xlsx!xl\//, /city-JS-F3\.xlsx!xl\//, /\.pdf$/, /\.docx!/])
      expect(written).toEqual(expect.arrayContaining([expect.stringMatching(file)]))

    // A folder with the full pages, when somebody asks for it: numbers stand in the files of their own records only,
    // never in contents, message, table of totals or names.
    const whole = path.join(root.dir, 'full')
    mkdirSync(whole)
    await county.call('handovers.write', {
      noticeId: keepingNotice,
      recipientId: 'communication',
      mask: false,
      out: whole,
      as: 'folder',
    })
    const shown = search(whole, numbers)
    for (const number of [contact, ...people]) expect(filesWith(shown, number).length).toBeGreaterThan(0)
    for (const line of shown) expect(line).toMatch(/^[^/]*\/(?:[^/]+\/)?0[12]-[^/!]*灯塔/)
  })
})

describe('after a purge', () => {
  it('nothing kept aside opens with the key of the store; the package cannot be written again; the receipt stays', async () => {
    const pair = await openPair()
    const { county, city, stick } = pair
    const { f3, f4, packageId } = await workThrough(pair)
    const aside = path.join(root.dir, 'aside')
    cpSync(path.join(county.dir, 'attachments'), path.join(aside, 'attachments'), { recursive: true })
    const blobs = sealedColumns(county.dir)
    expect(blobs.length).toBeGreaterThanOrEqual(5)
    const preview = await county.call('personal.purgePreview', { noticeId: keepingNotice })
    expect(preview.candidates.find((one) => one.recordId === f4)).toMatchObject({ from: null, due: false, files: 3 })
    expect(preview.backups).toMatchObject({ hourly: expect.any(Number), staying: 0 })
    expect(preview.backups.hourly).toBeGreaterThanOrEqual(1)
    const received = await city.call('personal.purgePreview', { noticeId: keepingNotice })
    expect(received.candidates).toMatchObject([{ own: false, from: expect.any(String), dueAt: expect.any(String) }, {}])

    await county.call('personal.purge', { recordIds: [f3, f4], reason: `${contact} 等人，保存期满` })
    await city.call('personal.purge', { recordIds: [f3, f4], reason: '保存期满' })
    expect(sealedColumns(county.dir)).toEqual([])
    expect(sealedColumns(city.dir)).toEqual([])
    for (const desk of [county, city]) {
      expect(readdirSync(desk.dir, { recursive: true }).filter((name) => String(name).endsWith('.sealed'))).toEqual([])
      expect(search(desk.dir, numbers)).toEqual([])
    }
    expect(readdirSync(path.join(county.dir, 'outbox'))).not.toContain(packageId)
    expectCode(await county.problem('packages.rewrite', { packageId, out: stick }), 'package.purged')
    expectCode(
      await county.problem('packages.export', {
        noticeId: keepingNotice,
        to: city.officeId,
        out: stick,
        recordIds: [f4],
      }),
      'record.purged',
    )
    const again = readdirSync(stick).find((name) => name.startsWith('报送包')) ?? ''
    expect((await city.call('packages.verify', { path: path.join(stick, again) })).ok).toBe(true)
    const state = await county.call('records.open', { recordId: f4 })
    expect(state.summary.state).toBe('returned')
    expect((await city.call('records.open', { recordId: f4 })).values).toEqual({ workTitle: '灯塔' })
    expectCode(
      await city.problem('personal.reveal', { recordId: f4, field: 'participants', reason: '核对' }),
      'record.purged',
    )

    await county.close()
    await withVault(county, async (vault) => {
      for (const { label, sealed } of blobs) expect(codeOf(() => vault.openField(label, sealed))).toBe('record.purged')
      const files = readdirSync(aside, { recursive: true, withFileTypes: true }).filter((one) =>
        one.name.endsWith('.sealed'),
      )
      expect(files).toHaveLength(2)
      for (const { parentPath, name } of files) {
        const read = Promise.resolve(vault.openFile(path.join(parentPath, name), 'attachments').toArray())
        expectCode(await read.then(() => Promise.reject(new Error('it opened')), asProblem), 'record.purged')
      }
    })
    // Its pair closes both.
    await county.reopen(passphrases.county)
  })
})

const tables = [
  ['drafts', 'personal_sealed', 'record_id'],
  ['revisions', 'personal_sealed', "record_id || '-' || revision"],
  ['inbox_records', 'reasons_sealed', "tag_manifest_digest || '-' || record_id || '-' || revision"],
  ['receipt_records', 'reasons_sealed', "receipt_id || '-' || record_id || '-' || revision"],
] as const

function sealedColumns(dir: string): { label: string; sealed: Buffer }[] {
  const sqlite = new BetterSqlite3(path.join(dir, 'kexie.sqlite'), { readonly: true })
  try {
    return tables.flatMap(([table, column, row]) =>
      (
        sqlite.prepare(`SELECT ${row} AS row, ${column} AS sealed FROM ${table} WHERE ${column} IS NOT NULL`).all() as {
          row: string
          sealed: Buffer
        }[]
      ).map((one) => ({ label: `${table}/${one.row}/${column}`, sealed: one.sealed })),
    )
  } finally {
    sqlite.close()
  }
}

async function withVault(desk: Desk, work: (vault: Vault) => Promise<void>): Promise<void> {
  const paths = storePaths(desk.dir)
  const now = () => new Date()
  const { db, sqlite } = openDatabase(paths.database, { backupDir: paths.backups, now: now() })
  try {
    const recordKeys = new RecordKeys(recordKeyReader(sqlite))
    const { write } = createWriter(db, recordKeys)
    const vault = await Vault.open({ db, write, paths, recordKeys, ask: null, now })
    await vault.unlock({ passphrase: passphrases.county, recoveryCode: null })
    await work(vault)
  } finally {
    await db.destroy()
  }
}

function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error
  throw error
}
function codeOf(work: () => unknown): string {
  try {
    work()
  } catch (error) {
    return asProblem(error).code
  }
  return 'it opened'
}
