/** The exchange against somebody who holds true keys, a stick, or the source (domain §5, bundle-format.md §7). */
import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runCommandLine } from '../../electron/core/cli/run.ts'
import { canonicalJson, revisionDigest, sha256Hex } from '../../electron/core/package/canonical.ts'
import { fingerprintGroups, nextCard } from '../../electron/core/package/card.ts'
import type { FrozenRevision } from '../../electron/core/package/schema.ts'
import { countyNotice } from '../support/desks.ts'
import { f1, f1Notice } from '../support/f1.ts'
import { type ForeignOffice, foreignOffice, foreignPackage } from '../support/foreign-office.ts'
import { type HostileWorld, hostileWorld, recordOf } from '../support/hostile-office.ts'
import { unzipPackage } from '../support/unzip.ts'

let world: HostileWorld
beforeAll(async () => {
  world = await hostileWorld()
}, 60_000)
afterAll(() => world.close())

const tagDigest = (file: string) => unzipPackage(file, path.join(world.dir, uuidv7())).tagManifestDigest
const folder = (name: string): string => {
  const dir = path.join(world.dir, name)
  mkdirSync(dir, { recursive: true })
  return dir
}
async function trusted(name: string): Promise<ForeignOffice> {
  const office = await foreignOffice(name)
  await world.trust(office)
  return office
}
const runBatch = async (dir: string) => {
  const { batchId } = await world.city.call('intake.start', { paths: [dir] })
  return world.city.call('intake.run', { batchId })
}

describe('a stick', () => {
  it('with an unpacked package whose package.json is a pipe, a device or a link stops nothing', async () => {
    const dir = folder('pipes')
    for (const kind of ['pipe', 'zero', 'link']) {
      mkdirSync(path.join(dir, kind, 'data'), { recursive: true })
      writeFileSync(path.join(dir, kind, 'bagit.txt'), 'BagIt-Version: 1.0\n')
      const at = path.join(dir, kind, 'data/package.json')
      if (kind === 'pipe') execFileSync('mkfifo', [at])
      else symlinkSync(kind === 'zero' ? '/dev/zero' : path.join(world.city.dir, 'kexie.sqlite'), at)
    }
    copyFileSync(await foreignPackage(world.county, world.stick), path.join(dir, 'card.zip'))
    const { counts } = await runBatch(dir)
    expect(counts).toMatchObject({ files: 4, refused: 3, duplicate: 1, waiting: 0 })
  }, 10_000)

  it('with names that turn the line around', async () => {
    const dir = folder('names')
    const file = path.join(dir, '甲县\u202Egpj.\u001b[2J.zip')
    copyFileSync(await foreignPackage(world.county, world.stick), file)
    const batch = await runBatch(dir)
    expect(batch.files).toMatchObject([{ result: 'duplicate', path: file }])
    const loud = /(?!\n)[\p{Cc}\p{Cf}]/u
    expect(`${batch.files[0]?.fileName}${batch.title}`).not.toMatch(loud)
    // Nor does the command line pass them on to the terminal, and its JSON says the same all the same.
    const said = { out: '', err: '' }
    const core = { call: world.city.call.bind(world.city), close: async () => undefined, remote: true }
    const gone = path.join(dir, '乙县\u202Egpj.\u001b[2J\u{e0041}.zip')
    const code = await runCommandLine(['package', 'verify', gone], {
      env: {},
      cwd: dir,
      out: (text) => {
        said.out += text
      },
      err: (text) => {
        said.err += text
      },
      open: async () => core,
      storeless: core,
    })
    expect(code).not.toBe(0)
    expect(said.out + said.err).not.toMatch(loud)
    expect(JSON.parse(said.out)).toMatchObject({ problem: { details: { path: gone } } })
  })
})

describe('a trusted office', () => {
  it('with the largest numbers of revisions is answered at once', async () => {
    const office = await trusted('大数县科协')
    const before = recordOf(office, { revision: 2_147_483_646, parentDigest: 'a'.repeat(64) })
    const after = recordOf(office, {
      recordId: before.revision.recordId,
      revision: 2_147_483_647,
      parentDigest: 'b'.repeat(64),
    })
    const outcome = await world.codes(await world.submission(office, [before, after]))
    expect(outcome).toMatchObject({ result: 'held', codes: ['revision.parent', 'revision.parent'] })
  }, 10_000)

  it('does not get in with the next batch what a person set aside', async () => {
    const office = await trusted('搁置县科协')
    const first = await world.submission(office, [recordOf(office)])
    const second = await world.submission(office, [recordOf(office)], { sequence: 2, previousDigest: tagDigest(first) })
    const dir = folder('aside')
    copyFileSync(second, path.join(dir, '2.zip'))
    expect((await runBatch(dir)).counts).toMatchObject({ held: 1 })
    const digest = tagDigest(second)
    await world.city.call('intake.decide', { tagManifestDigest: digest, choice: 'set-aside', reason: '对方说没有报过' })
    expect(await world.codes(first)).toMatchObject({ result: 'imported' })
    const again = await runBatch(dir)
    expect(again.counts).toMatchObject({ imported: 0, held: 1 })
    expect(again.files[0]?.findings.map((one) => one.code)).toContain('package.set-aside')
    // By itself a person brings it on purpose.
    expect(await world.codes(second)).toMatchObject({ result: 'imported' })
  })

  it('with totals that name each other twice over is added up at once', async () => {
    const office = await trusted('套娃县科协')
    const { pack } = await world.city.call('notices.show', { noticeId: f1Notice })
    const records = []
    let below: { recordId: string; digest: string } | null = null
    for (let depth = 0; depth < 40; depth++) {
      const recordId = uuidv7()
      const row = below && { id: office.card.officeId, name: '甲', revision: '1', from: 'package', ...below }
      const frozen: FrozenRevision = {
        recordId,
        revision: 1,
        parentDigest: null,
        officeId: office.card.officeId,
        deviceId: office.deviceId,
        noticeId: f1Notice,
        noticeVersion: pack.version,
        formId: f1.formId,
        formVersion: pack.forms.find(({ id }) => id === f1.formId)?.version ?? '',
        values: {
          officeName: '__proto__',
          fundsCity: '1e999',
          ...(row && {
            rollupRows: [row, row, { ...row, recordId: '__proto__', fundsCity: '9'.repeat(5000), __proto__x: 'x' }],
          }),
        },
        personalCommitment: null,
        attachments: [],
      }
      const digest = revisionDigest(frozen)
      below = { recordId, digest }
      records.push({ revision: frozen, formTitle: 'F1', personal: null, documents: [], attachments: [], digest })
    }
    const notice = {
      id: pack.id,
      version: pack.version,
      digest: sha256Hex(canonicalJson(pack)),
      title: pack.shortTitle,
    }
    expect(await world.codes(await world.submission(office, records, { notice }))).toMatchObject({ result: 'imported' })
    const rollup = await world.city.call('rollups.show', { ...f1, number: null })
    expect(rollup.rows).toHaveLength(1)
    const { recordId } = rollup.rows[0]!
    expect((await world.city.call('rollups.check', { recordId })).rows).toHaveLength(3)
  }, 10_000)
})

describe('a card that waits', () => {
  it('and does not follow on the one that paper has confirmed since is gone', async () => {
    const [office, anew] = [await trusted('失窃县科协'), await foreignOffice('失窃县科协')]
    const [old] = office.card.devices
    const [fresh] = anew.card.devices
    const at = '2026-03-01T00:00:00.000Z'
    // Whoever stole the computer signs a far number, under which nobody can be overtaken.
    const stolen = { ...nextCard(office.card, { ageRecipient: anew.age.recipient, createdAt: at }), cardSeq: 1000 }
    const sender = { officeId: office.card.officeId, deviceId: office.deviceId, cardSeq: 1000 }
    expect(await world.codes(await foreignPackage(office, world.stick, { card: stolen, sender }))).toMatchObject({
      result: 'held',
    })
    const next = nextCard(office.card, {
      devices: [{ ...old!, revokedAt: at }, fresh!],
      ageRecipient: anew.age.recipient,
      createdAt: at,
    })
    const file = await foreignPackage(anew, world.stick, {
      card: next,
      sender: { officeId: office.card.officeId, deviceId: anew.deviceId, cardSeq: 2 },
    })
    expect(await world.codes(file)).toMatchObject({ result: 'held' })
    const officeId = office.card.officeId
    const groups = (card: typeof next) => fingerprintGroups(card).join(' ')
    await world.city.call('offices.trust', { card: null, officeId, fingerprint: groups(next), way: 'paper' })
    expect(await world.city.call('offices.show', { officeId })).toMatchObject({ waiting: null, alsoWaiting: [] })
    const order = { card: null, officeId, fingerprint: groups(stolen), way: 'telephone' as const }
    expect(await world.city.problem('offices.trust', order)).toMatchObject({ code: 'card.fingerprint-mismatch' })
    expect((await world.city.call('offices.show', { officeId })).groups.join(' ')).toBe(groups(next))
  })
})

describe('a stranger', () => {
  it('with the name and place of a trusted office does not stand on a roster in its place', async () => {
    const name = '同名县科学技术协会'
    const strangers = await Promise.all(Array.from({ length: 4 }, () => foreignOffice(name)))
    for (const one of strangers) await world.codes(await foreignPackage(one, world.stick))
    const office = await trusted(name)
    const line = { name, level: 'county' as const, type: 'association' as const, region: null, phone: '' }
    const { offices } = await world.city.call('rosters.add', { noticeId: countyNotice, offices: [line] })
    expect(offices).toMatchObject([{ officeId: office.card.officeId, trusted: true }])
  })
})

describe('a package that waits', () => {
  it('and is another file when it is decided brings nothing in', async () => {
    const office = await trusted('调包县科协')
    const waits = await world.submission(office, [recordOf(office)], { sequence: 3 })
    expect(await world.codes(waits)).toMatchObject({ result: 'held' })
    const digest = tagDigest(waits)
    const other = await world.submission(office, [recordOf(office, { values: { activityName: '调包' } })], {
      sequence: 3,
    })
    writeFileSync(path.join(world.city.dir, 'held', `${digest}.zip`), readFileSync(other))
    const outcome = await world.city.call('intake.decide', { tagManifestDigest: digest, choice: 'take' })
    expect(outcome).toMatchObject({ result: 'refused', records: 0 })
    expect(outcome.verified.findings.map((one) => one.code)).toContain('package.changed')
    // It waits still, and is brought again.
    expect(await world.codes(waits, true)).toMatchObject({ result: 'imported' })
  })
})
