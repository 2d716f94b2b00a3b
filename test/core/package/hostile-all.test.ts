/** Every hostile archive of bundle-format.md §7 in one process: what it says, what it costs, what it leaves behind. */
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { sha256Hex } from '../../../electron/core/package/canonical.ts'
import { bundleProgram, runProgram } from '../../support/bundled.ts'
import { newRoot } from '../../support/desks.ts'
import { hostileArchives } from './hostile-corpus.ts'
import { makeOffice, pack, reseal, sample, unpack } from './world.ts'

const MiB = 2 ** 20

interface Told {
  path: string
  ok: boolean
  codes: string[]
  findings: number
  read: number
  cpu: number
  staged: string[]
}

/** Every path below, in one text: twenty thousand are too many to compare one by one. */
const everything = (dir: string): string => readdirSync(dir, { recursive: true }).map(String).sort().join('\n')

test('all of them: refused with a sentence, nothing outside staging, below 200 MB', { timeout: 60_000 }, async () => {
  const { dir: root, remove } = newRoot('kexie-hostile-')
  const program = await bundleProgram('test/core/package/verify-child.ts')
  try {
    const [from, to] = [await makeOffice('海门区科学技术协会'), await makeOffice('南通市科学技术协会')]
    const inbox = path.join(root, 'deep', 'inbox')
    const staging = path.join(root, 'deep', 'staging')
    const work = path.join(root, 'deep', 'work')
    for (const one of [inbox, staging, work]) mkdirSync(one, { recursive: true })
    const { path: good } = await sample(inbox, { from, to }, 'good.zip')
    const wanted = new Map<string, { kind: string; codes: readonly string[] }>()
    for (const [index, { kind, bytes, codes }] of hostileArchives(
      readFileSync(good),
      path.join(root, 'out'),
    ).entries()) {
      const file = path.join(inbox, `${index}.zip`)
      writeFileSync(file, bytes)
      wanted.set(file, { kind, codes })
    }
    for (const { kind, codes, change } of insiders) {
      const files = await unpack(good)
      change(files)
      const file = await pack(reseal(files, from.key), path.join(inbox, `${wanted.size}.zip`))
      wanted.set(file, { kind, codes })
    }
    for (const { kind, codes, build } of folders) {
      const file = path.join(inbox, `folder-${wanted.size}`)
      mkdirSync(file)
      build(file)
      wanted.set(file, { kind, codes })
    }

    const facts = ({ officeId, card }: typeof from) => ({ officeId, card })
    const before = everything(root)
    const all = [...wanted.keys()]
    const order = JSON.stringify({ files: all, staging, from: facts(from), to: facts(to) })
    const { code, stdout, stderr } = await runProgram(program.file, [order], {}, work)
    expect(code, stderr).toBe(0)
    const lines = stdout.trim().split('\n')
    const { highWater } = JSON.parse(lines.pop() ?? '') as { highWater: number }
    expect(highWater).toBeLessThan(200 * MiB)
    const told = lines.map((line) => JSON.parse(line) as Told)
    expect(everything(root) === before).toBe(true)
    expect(existsSync('/kexie-escaped')).toBe(false)
    expect(told.map((one) => one.path)).toEqual(all)
    for (const one of told) {
      const { kind, codes } = wanted.get(one.path) ?? { kind: '', codes: [] }
      expect(one.ok, kind).toBe(false)
      expect(
        codes.filter((code) => one.codes.includes(code)),
        `${kind}: ${one.codes.join()}`,
      ).not.toEqual([])
      expect(one.staged, kind).toEqual([])
      // What it may cost: a few readings of the file, and no more findings than a person can be shown.
      const size = statSync(one.path).isDirectory() ? 0 : statSync(one.path).size
      expect(one.read, kind).toBeLessThan(4 * size + 2 * MiB)
      expect(one.findings, kind).toBeLessThanOrEqual(200)
      // Of the processor, however busy the machine is.
      expect(one.cpu, kind).toBeLessThan(10_000)
    }
  } finally {
    program.remove()
    remove()
  }
})

/** What a trusted office could sign. */
const insiders: { kind: string; codes: readonly string[]; change: (files: Map<string, Buffer>) => void }[] = [
  {
    kind: 'an entry more at the root',
    codes: ['bag.root-entry'],
    change: (files) => files.set('run.exe', Buffer.from('MZ')),
  },
  {
    kind: 'fetch.txt',
    codes: ['bag.fetch'],
    change: (files) => files.set('fetch.txt', Buffer.from('http://x 1 data/x\n')),
  },
  ...[
    ['an age header over 64 KiB', 'personal.header-too-large', `-> X25519 ${'A'.repeat(43)}\n${'B'.repeat(70_000)}\n`],
    [
      'a crowd of recipients',
      'personal.header-too-large',
      `-> X25519 ${'A'.repeat(43)}\n${'B'.repeat(43)}\n`.repeat(40),
    ],
    ['recipients of another kind', 'personal.other-recipient-kind', '-> ssh-ed25519 AAAA\nBBBB\n'],
    ['a passphrase that costs an hour', 'personal.other-recipient-kind', '-> scrypt AAAAAAAAAAAAAAAAAAAAAA 30\nBBBB\n'],
  ].map(([kind = '', code = '', stanza = '']) => ({
    kind,
    codes: [code, 'personal.not-age'],
    change: (files: Map<string, Buffer>) => sealAnew(files, `age-encryption.org/v1\n${stanza}--- ${'C'.repeat(43)}\nx`),
  })),
]

/** Puts other bytes in the place of the second record's personal part. */
function sealAnew(files: Map<string, Buffer>, sealed: string): void {
  const bytes = Buffer.from(sealed, 'latin1')
  const json = JSON.parse(String(files.get('data/package.json'))) as { records: { personal: string }[] }
  const record = json.records[1]
  if (!record) throw new Error('no second record')
  files.delete(record.personal)
  record.personal = `data/personal/${sha256Hex(bytes)}.age`
  files.set(record.personal, bytes)
  files.set('data/package.json', Buffer.from(JSON.stringify(json)))
}

const folders: { kind: string; codes: readonly string[]; build: (dir: string) => void }[] = [
  {
    kind: 'a folder with a link out of it',
    codes: ['folder.link'],
    build: (dir) => symlinkSync('/etc', path.join(dir, 'data')),
  },
  {
    kind: 'a folder of over 20,000 files',
    codes: ['folder.too-many-entries'],
    build: (dir) => {
      for (let n = 0; n <= 20_000; n++) writeFileSync(path.join(dir, String(n)), '')
    },
  },
]
