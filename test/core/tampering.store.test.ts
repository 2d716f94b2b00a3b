/** Issue 2, tampering: every kind at a city's desk, each its own code, names the file, and the store stays as it was. */
import path from 'node:path'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sha256Hex } from '../../electron/core/package/canonical.ts'
import { nextCard } from '../../electron/core/package/card.ts'
import { composeReceipt } from '../../electron/core/package/receipt.ts'
import type { PackageJson } from '../../electron/core/package/schema.ts'
import { countyNotice, fillF2 } from '../support/desks.ts'
import { foreignPackage } from '../support/foreign-office.ts'
import { type HostileWorld, hostileWorld, photoOf, recordOf, storeContents } from '../support/hostile-office.ts'
import { unzipPackage } from '../support/unzip.ts'
import { pack, reseal, unpack } from './package/world.ts'

type Files = Map<string, Buffer>
let world: HostileWorld
let clean: Files
/** A package of the second office, for parts to be moved out of. */
let foreign: Files
const told = new Map<string, string>()

beforeAll(async () => {
  world = await hostileWorld()
  const { county, other, stick } = world
  const records = (from: typeof county) => [
    recordOf(from, {
      attachments: [
        photoOf(stick, Buffer.from('JPEG of an activity '.repeat(90))),
        photoOf(stick, Buffer.from('scan of a signed form '.repeat(90)), { personal: true, field: 'scan' }),
      ],
    }),
    recordOf(from),
  ]
  clean = await unpack(await world.submission(county, records(county)))
  foreign = await unpack(await world.submission(other, records(other)))
})
afterAll(() => world.close())

const fresh = (): Files => new Map([...clean].map(([name, data]) => [name, Buffer.from(data)]))
const write = (files: Files): Promise<string> => pack(files, path.join(world.stick, `${uuidv7()}.zip`))

/** Imports, and holds the store against what it was before. */
async function importAt(file: string, acceptGap = false) {
  const before = storeContents(world.city.dir)
  const outcome = await world.city.call('packages.import', { path: file, acceptGap })
  expect(storeContents(world.city.dir)).toEqual(before)
  expect(outcome).toMatchObject({ records: 0, attachments: 0 })
  const findings = outcome.verified.findings.filter((one) => one.severity !== 'info' || outcome.result === 'duplicate')
  return { result: outcome.result, findings }
}

/** A number for a name tells a clerk nothing: such files are named by what they are; the finding keeps the path. */
const spoken = (where: string): string =>
  where === '' || where === 'data/package.json' ? '这个包' : where.startsWith('data/records/') ? '填报记录' : where

/** The finding that stands for this kind of tampering; no other kind may have the same code. */
async function expectOwn(name: string, file: string, result: string, code: string, where: string): Promise<void> {
  const outcome = await importAt(file)
  expect(outcome.result, name).toBe(result)
  expect(
    outcome.findings.map((one) => `${one.code} ${one.path}`),
    name,
  ).toContain(`${code} ${where}`)
  const one = outcome.findings.find((candidate) => candidate.code === code && candidate.path === where)
  expect(one?.message).toContain(spoken(where))
  expect(told.get(code) ?? name, `${name} has the code of another`).toBe(name)
  told.set(code, name)
}

describe('every file of a package', () => {
  const changes: [string, (files: Files, name: string) => void][] = [
    ['changed by a byte', (files, name) => files.set(name, flipped(files.get(name)!))],
    ['removed', (files, name) => void files.delete(name)],
    ['renamed', (files, name) => void files.set(`${name}x`, files.get(name)!).delete(name)],
  ]
  it.each(changes)('%s: refused, named, nothing written', async (_, change) => {
    for (const name of clean.keys()) {
      const files = fresh()
      change(files, name)
      const { result, findings } = await importAt(await write(files))
      expect(result, name).toBe('refused')
      // A damaged list of digests can only say which of its files no longer fits.
      const named =
        name === 'tagmanifest-sha256.txt' ? ['bagit.txt', 'bag-info.txt', 'manifest-sha256.txt', name] : [name]
      const paths = findings.filter((one) => one.severity === 'error').flatMap((one) => [one.path, one.message])
      const whole = name === 'bagit.txt' && paths.some((text) => text.includes('bagit.txt'))
      expect(whole || paths.some((text) => named.some((one) => text.includes(one))), name).toBe(true)
    }
  })
})

describe('each has a code of its own', () => {
  const line = (index: number, change: (text: string) => string): Promise<string> => {
    const files = fresh()
    const lines = String(files.get('signature.minisig')).split('\n')
    lines[index] = change(lines[index]!)
    return write(files.set('signature.minisig', Buffer.from(lines.join('\n'))))
  }
  const swap = (text: string): string => text.replace(/.(?=.{20}$)/, (char) => (char === 'A' ? 'B' : 'A'))
  const resealed = (change: (json: PackageJson, files: Files) => void, key = world.county.signKey): Promise<string> => {
    const files = fresh()
    reseal(files, key, (json) => change(json, files))
    return write(reseal(files, key))
  }

  it('contents', async () => {
    const photo = [...clean.keys()].find((name) => name.startsWith('data/attachments/'))!
    const with_ = (change: (files: Files) => unknown): Promise<string> => {
      const files = fresh()
      change(files)
      return write(files)
    }
    const at = (name: string) => flipped(clean.get(name)!)
    await expectOwn('changed', await with_((f) => f.set(photo, at(photo))), 'refused', 'bag.digest-mismatch', photo)
    await expectOwn('removed', await with_((f) => f.delete(photo)), 'refused', 'bag.missing-file', photo)
    const added = 'data/attachments/添加.jpg'
    await expectOwn('added', await with_((f) => f.set(added, Buffer.from('x'))), 'refused', 'bag.extra-file', added)
    const manifest = 'manifest-sha256.txt'
    await expectOwn(
      'manifest',
      await with_((f) => f.set(manifest, at(manifest))),
      'refused',
      'tag.digest-mismatch',
      manifest,
    )
    const tags = 'tagmanifest-sha256.txt'
    const spaced = Buffer.from(String(clean.get(tags)).replaceAll('  ', ' \t'))
    await expectOwn('tag manifest', await with_((f) => f.set(tags, spaced)), 'refused', 'signature.invalid', tags)
  })

  it('signature', async () => {
    const minisig = 'signature.minisig'
    await expectOwn('signature line', await line(1, swap), 'refused', 'signature.altered', minisig)
    const comment = await line(2, (text) => text.replace('seq=1', 'seq=2'))
    await expectOwn('trusted comment', comment, 'refused', 'signature.trusted-comment', minisig)
    const untrusted = await line(0, (text) => `${text}!`)
    await expectOwn('untrusted comment', untrusted, 'refused', 'signature.untrusted-comment', minisig)
    const { other } = world
    const another = await resealed(() => undefined, other.signKey)
    await expectOwn('another signer', another, 'refused', 'signature.other-signer', minisig)
    const asOther = await resealed((json) => {
      json.sender = { officeId: other.card.officeId, deviceId: other.deviceId, cardSeq: 1 }
      json.card = other.card
    }, other.signKey)
    const { recordId } = jsonOf(clean).records[0]!
    const record = `data/records/${recordId}-1.json`
    await expectOwn('re-signed by a third office', asOther, 'refused', 'record.no-evidence', record)
  })

  it('personal parts', async () => {
    const [one, two] = jsonOf(clean).records
    const swapped = await resealed((json) => {
      json.records[0]!.personal = two!.personal
      json.records[1]!.personal = one!.personal
    })
    await expectOwn('swapped between records', swapped, 'refused', 'personal.other-record', one!.personal!)
    const theirs = jsonOf(foreign).records[0]!.personal!
    const moved = await resealed((json, files) => {
      files.delete(json.records[0]!.personal!)
      files.set(theirs, foreign.get(theirs)!)
      json.records[0]!.personal = theirs
    })
    await expectOwn('swapped between offices', moved, 'refused', 'personal.other-sender', theirs)
  })

  it('addressee and cards', async () => {
    const { county, other, city, stick } = world
    const astray = await resealed((json) => (json.recipient = { officeId: other.card.officeId, cardSeq: 1 }))
    await expectOwn('wrong recipient', astray, 'refused', 'package.not-for-us', 'data/package.json')
    const second = nextCard(county.card, { upstream: city.officeId, createdAt: '2026-02-01T00:00:00.000Z' })
    const file = await foreignPackage(county, stick, { card: second, sequence: 2 })
    expect(await city.call('packages.import', { path: file })).toMatchObject({ result: 'imported' })
    const old = await foreignPackage(county, stick)
    await expectOwn('old card replayed', old, 'refused', 'card.stale', 'data/package.json')
  })

  it('receipts', async () => {
    const { county, city, stick } = world
    await fillF2(city, {}, [])
    const order = { noticeId: countyNotice, to: county.card.officeId, out: stick }
    const exported = await city.call('packages.export', order)
    const unzipped = unzipPackage(exported.files[0]!.path, path.join(world.dir, uuidv7()))
    const json = JSON.parse(unzipped.text('data/package.json')) as PackageJson
    const { ageRecipient } = await city.call('offices.fingerprint', {})
    const receipt = (receiptId: string, sequence: number, tagManifestDigest = unzipped.tagManifestDigest) =>
      foreignPackage(county, stick, {
        kind: 'receipt',
        recipient: { officeId: city.officeId, cardSeq: 1, name: '市', ageRecipient },
        sequence,
        previousDigest: sequence === 1 ? null : firstDigest,
        extra: [
          composeReceipt({
            receiptId,
            issuer: county.card.officeId,
            sequence,
            previousDigest: sequence === 1 ? null : firstDigest,
            answered: { json, tagManifestDigest },
            records: json.records.map(({ recordId, revision, digest }) => ({
              recordId,
              revision,
              digest,
              state: 'accepted',
              reasons: [],
            })),
            attachments: [],
            lastKnown: { sequence: 1, digest: unzipped.tagManifestDigest },
          }).entry,
        ],
      })
    let firstDigest: string | null = null
    const inside = 'data/receipt.json'
    const forged = await receipt(uuidv7(), 1, sha256Hex('another package'))
    await expectOwn('forged receipt', forged, 'refused', 'receipt.forged', inside)
    const receiptId = uuidv7()
    const good = await receipt(receiptId, 1)
    expect(await city.call('packages.import', { path: good })).toMatchObject({ result: 'imported' })
    firstDigest = unzipPackage(good, path.join(world.dir, uuidv7())).tagManifestDigest
    await expectOwn('replayed receipt', await receipt(receiptId, 2), 'refused', 'receipt.replayed', inside)
  })

  it('numbers', async () => {
    const { county, city } = world
    // The receipt above was number 1 of this stream.
    const rows = await city.call('packages.inbox', {})
    expect(rows.filter((row) => row.result === 'imported').map((row) => row.sequence)).toEqual([1])
    const numbered = (sequence: number) => world.submission(county, [recordOf(county)], { sequence })
    await expectOwn('gap', await numbered(3), 'held', 'package.gap', 'data/package.json')
    const third = await numbered(3)
    const taken = await city.call('packages.import', { path: third, acceptGap: true })
    expect(taken).toMatchObject({ result: 'imported' })
    await expectOwn('duplicate', third, 'duplicate', 'package.duplicate', '')
    await expectOwn('fork', await numbered(3), 'held', 'package.fork', 'data/package.json')
    await expectOwn('stale', await numbered(2), 'held', 'package.stale', 'data/package.json')
    const chain = await world.submission(county, [recordOf(county)], { sequence: 4, previousDigest: 'a'.repeat(64) })
    await expectOwn('broken chain', chain, 'held', 'package.chain', 'data/package.json')
    // A confirmed gap lets nothing else through.
    expect((await importAt(await numbered(3), true)).result).toBe('held')
    expect((await importAt(await numbered(2), true)).result).toBe('held')
  })

  it('all of them', () => {
    expect([...told.values()].sort()).toEqual([...new Set(told.values())].sort())
    expect(told.size).toBe(21)
  })
})

function flipped(data: Buffer): Buffer {
  const copy = Buffer.from(data)
  const middle = Math.floor(copy.length / 2)
  copy[middle] = copy[middle]! ^ 1
  return copy
}
function jsonOf(files: Files): PackageJson {
  return JSON.parse(String(files.get('data/package.json'))) as PackageJson
}
