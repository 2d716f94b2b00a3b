import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeEach, expect, it } from 'vitest'
import { inRoot } from '../../build/paths.mjs'
import { readCheckedPacks, writeCheckedPacks } from '../../electron/core/notices/checked-packs.ts'
import { readPacks } from '../../electron/core/notices/read-packs.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'kexie-packs-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const root = path.join(folder, 'notices')
const packs = await readPacks(inRoot('resources/notices'), (where) => {
  throw new Error(where)
})

beforeEach(() => {
  rmSync(root, { recursive: true, force: true })
  cpSync(inRoot('resources/notices'), root, { recursive: true })
  writeCheckedPacks(root, packs)
})

it('gives what the check gave, to the byte', () => {
  expect(readCheckedPacks(root)).toEqual(packs)
  expect(packs.length).toBeGreaterThan(3)
})

const manifest = (): string => path.join(root, packs[0]!.pack.id, packs[0]!.pack.version, 'notice.json')

it.each([
  ['a byte of a file is another', () => writeFileSync(manifest(), readFileSync(manifest(), 'utf8').replace('"', ' "'))],
  ['a file is gone', () => rmSync(manifest())],
  [
    'a newer version lies there',
    () => cpSync(path.dirname(manifest()), path.join(root, packs[0]!.pack.id, '99'), { recursive: true }),
  ],
  ['a link lies there', () => symlinkSync(manifest(), path.join(root, 'link.json'))],
  ['the index is another file', () => writeFileSync(`${root}.checked.json`, '{}')],
  ['there is no index', () => rmSync(`${root}.checked.json`)],
])('gives nothing when %s', (_what, change) => {
  change()
  expect(readCheckedPacks(root)).toBeNull()
})
