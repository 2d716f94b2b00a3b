import { copyFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { choicesFor, gravity } from '../../electron/core/intake/choices.ts'
import { fingerprintGroups } from '../../electron/core/package/card.ts'
import { finding } from '../../electron/core/package/findings.ts'
import type { HeldPackage } from '../../shared/api/intake.ts'
import { countyNotice, Desk, foundOffice, newRoot } from '../support/desks.ts'
import { type ForeignOffice, foreignOffice, foreignPackage } from '../support/foreign-office.ts'
import { type Made, manyOffices, Sender, type Target, targetOf, trustAll } from '../support/many-packages.ts'
import { unzipPackage } from '../support/unzip.ts'

const root = newRoot('kexie-held-')
const at = (...names: string[]): string => path.join(root.dir, ...names)
let city: Desk
let target: Target
let offices: ForeignOffice[]
beforeAll(async () => {
  city = await Desk.open(at('city'), { startAt: Date.parse('2022-05-20T01:00:00.000Z') })
  await foundOffice(city, 'city', null)
  target = await targetOf(city, countyNotice)
  offices = await manyOffices(6)
  await trustAll(city, offices, root.dir)
})
afterAll(async () => {
  await city.close()
  root.remove()
})

const senderOf = (n: number): Sender => new Sender(offices[n] as ForeignOffice, target, at('stick'))
const takeIn = async (file: string): Promise<{ result: string; codes: string[] }> => {
  const { result, verified } = await city.call('packages.import', { path: file })
  return { result, codes: verified.findings.map((one) => one.code) }
}
const held = (): Promise<HeldPackage[]> => city.call('intake.held', {})
const heldOf = async (made: Made): Promise<HeldPackage | undefined> =>
  (await held()).find((one) => one.tagManifestDigest === made.tagManifestDigest)
const possible = (one: HeldPackage | undefined): string[] =>
  (one?.choices ?? []).filter((choice) => choice.possible).map((choice) => choice.id)
const decide = async (made: Made, choice: 'again' | 'take' | 'set-aside', reason = ''): Promise<string> =>
  (await city.call('intake.decide', { tagManifestDigest: made.tagManifestDigest, choice, reason })).result
const copied = (made: Made): boolean => existsSync(at('city', 'held', `${made.tagManifestDigest}.zip`))

it('takes in a number although one is missing, and the missing one when it comes', async () => {
  const sender = senderOf(0)
  const first = await sender.send()
  const lost = await sender.lose()
  const third = await sender.send({ bytes: 3000 })
  const fourth = await sender.send()
  expect(await takeIn(first.file)).toMatchObject({ result: 'imported' })
  expect(await takeIn(third.file)).toMatchObject({ result: 'held', codes: ['package.gap'] })
  // The stick may go.
  rmSync(third.file)
  expect(copied(third)).toBe(true)
  const waiting = await heldOf(third)
  expect(waiting).toMatchObject({
    kept: true,
    path: null,
    sequence: 3,
    fileName: path.basename(third.file),
    conflicts: 0,
  })
  expect(possible(waiting)).toEqual(['take', 'again', 'wait', 'ask-again', 'set-aside'])
  for (const { label, meaning } of waiting?.choices ?? [])
    expect(`${label}${meaning}`).toMatch(/^[\u4e00-\u9fff，。；：、“”]+$/u)
  expect(await decide(third, 'again')).toBe('held')
  expect(await decide(third, 'take')).toBe('imported')
  expect(copied(third)).toBe(false)
  expect(await takeIn(lost.file)).toMatchObject({ result: 'held', codes: ['package.stale'] })
  expect(await decide(lost, 'take')).toBe('imported')
  expect(await takeIn(fourth.file)).toEqual({ result: 'imported', codes: [] })
  expect((await city.call('packages.inbox', {})).find((one) => one.packageId === third.packageId)).toMatchObject({
    result: 'imported',
    fileName: path.basename(third.file),
  })
})

it('keeps two packages under one number apart once a person let the second in', async () => {
  const one = senderOf(1)
  const first = await one.send()
  expect(await takeIn(first.file)).toMatchObject({ result: 'imported' })
  const other = senderOf(1)
  const second = await other.send({ name: '另一份' })
  expect(await takeIn(second.file)).toMatchObject({ result: 'held', codes: ['package.fork'] })
  expect(await decide(second, 'take')).toBe('imported')
  // Both are there, and either may be followed.
  expect(await takeIn(first.file)).toMatchObject({ result: 'duplicate' })
  expect(await takeIn(second.file)).toMatchObject({ result: 'duplicate' })
  expect(await takeIn((await other.send({ name: '接着另一份' })).file)).toEqual({ result: 'imported', codes: [] })
  // One that follows on neither is held, and may be taken after a call.
  const odd = await senderOf(1).send({ change: { sequence: 3, previousDigest: 'ab'.repeat(32) } })
  expect(await takeIn(odd.file)).toMatchObject({ result: 'held', codes: ['package.chain'] })
  expect(await decide(odd, 'take')).toBe('imported')
})

it('never takes in what nobody has compared, until somebody has', async () => {
  const stranger = await foreignOffice('新设的县科协', '2022-01-01T00:00:00.000Z')
  const made = await new Sender(stranger, target, at('stick')).send({ change: { sequence: 2 } })
  const { batchId } = await city.call('intake.start', { paths: [made.file] })
  expect(await city.call('intake.run', { batchId })).toMatchObject({ counts: { held: 1 } })
  // A damaged copy of it is refused, and the good one stays.
  const damaged = at('damaged.zip')
  const bytes = readFileSync(made.file)
  bytes.writeUInt8(bytes.readUInt8(bytes.indexOf('data/records/') + 90) ^ 1, bytes.indexOf('data/records/') + 90)
  writeFileSync(damaged, bytes)
  expect(await takeIn(damaged)).toMatchObject({ result: 'refused' })
  expect(copied(made)).toBe(true)
  expect(possible(await heldOf(made))).toEqual(['compare-fingerprint', 'again', 'wait', 'ask-again', 'set-aside'])
  expect(await decide(made, 'take')).toBe('held')
  await city.call('offices.trust', {
    card: await foreignPackage(stranger, at('cards')),
    fingerprint: fingerprintGroups(stranger.card).join(' '),
  })
  expect(await heldOf(made)).toMatchObject({
    choices: [{ id: 'compare-fingerprint', possible: false }, {}, {}, {}, {}, {}],
  })
  expect(await decide(made, 'again')).toBe('held')
  expect(await decide(made, 'take')).toBe('imported')
  const batch = await city.call('intake.open', { batchId })
  expect(batch).toMatchObject({ counts: { held: 0, imported: 1 }, files: [{ records: 1, senderName: '新设的县科协' }] })
  expect(
    await city.problem('intake.decide', { tagManifestDigest: made.tagManifestDigest, choice: 'take' }),
  ).toMatchObject({ code: 'intake.not-waiting' })
})

it('leaves out what a person decided not to take in, until it is brought by itself', async () => {
  const sender = senderOf(2)
  await sender.lose()
  const made = await sender.send()
  expect(await takeIn(made.file)).toMatchObject({ result: 'held' })
  expect(
    await city.problem('intake.decide', { tagManifestDigest: made.tagManifestDigest, choice: 'set-aside' }),
  ).toMatchObject({ code: 'intake.reason-missing' })
  expect(await decide(made, 'set-aside', '电话核实，以后面一份为准')).toBe('held')
  expect(await heldOf(made)).toBeUndefined()
  expect(copied(made)).toBe(false)
  // The folder is dropped again the next morning: it does not come back by that.
  const { batchId } = await city.call('intake.start', { paths: [made.file] })
  const batch = await city.call('intake.run', { batchId })
  expect(batch.files[0]?.findings.at(-1)).toMatchObject({ code: 'package.set-aside', severity: 'info' })
  expect(batch.files[0]?.findings.at(-1)?.message).toContain('以后面一份为准')
  expect(await heldOf(made)).toBeUndefined()
  expect(await takeIn(made.file)).toMatchObject({ result: 'held', codes: ['package.gap'] })
  expect(await heldOf(made)).toMatchObject({ kept: true })
  expect(await decide(made, 'take')).toBe('imported')
})

it('an unpacked folder that waits stays where it is', async () => {
  const sender = senderOf(3)
  await sender.lose()
  const made = await sender.send()
  const folder = at('unpacked')
  unzipPackage(made.file, folder)
  expect(await takeIn(folder)).toMatchObject({ result: 'held', codes: ['package.gap'] })
  expect(await heldOf(made)).toMatchObject({ kept: false, path: folder, fileName: 'unpacked' })
  // What lies there now must be what was found then.
  writeFileSync(path.join(folder, 'tagmanifest-sha256.txt'), '')
  expect(await decide(made, 'take')).toBe('refused')
  expect(await heldOf(made)).toMatchObject({ path: folder })
  rmSync(folder, { recursive: true })
  const gone = { tagManifestDigest: made.tagManifestDigest, choice: 'take' as const }
  expect(await city.problem('intake.decide', gone)).toMatchObject({ code: 'file.vanished' })
})

it('says which volumes are missing until they are there', async () => {
  const made = await senderOf(4).send({ bytes: [600_000, 600_000, 600_000], volumeBytes: 1_000_000 })
  expect(made.files).toHaveLength(3)
  const [first = '', ...rest] = made.files
  const missing = rest.pop() ?? ''
  for (const file of [first, ...rest]) expect(await takeIn(file)).toMatchObject({ result: 'imported' })
  const [group] = (await held()).filter((one) => one.findings[0]?.code === 'package.volume-missing')
  expect(group?.findings[0]?.message).toContain(`共 ${made.files.length} 卷，缺第 ${made.files.length} 卷`)
  expect(possible(group)).toEqual(['wait', 'ask-again', 'set-aside'])
  await takeIn(missing)
  expect((await held()).filter((one) => one.findings[0]?.code === 'package.volume-missing')).toEqual([])
})

it('tells of a wrong clock and takes the package in all the same', async () => {
  const sender = senderOf(5)
  const send = async (createdAt: string) => takeIn((await sender.send({ change: { createdAt } })).file)
  expect(await send('2022-05-19T00:00:00.000Z')).toEqual({ result: 'imported', codes: [] })
  expect(await send('2009-01-01T00:00:00.000Z')).toEqual({ result: 'imported', codes: ['clock.behind'] })
  expect(await send('2022-05-18T00:00:00.000Z')).toEqual({ result: 'imported', codes: [] })
  expect(await send('2022-05-17T00:00:00.000Z')).toEqual({ result: 'imported', codes: ['clock.behind'] })
  expect(await send('2022-05-23T00:00:00.000Z')).toEqual({ result: 'imported', codes: ['clock.ahead'] })
})

it('orders what waits by how hard it is, and offers no click where a person must not decide alone', () => {
  const hard = ['card.unknown', 'package.fork', 'package.gap', 'package.stale', 'signature.revoked-device'] as const
  const less = ['revision.conflict', 'notice.other-version', 'personal.missing'] as const
  const ranks = [...hard, ...less].map((code) => gravity([finding('card.older'), finding(code)]))
  expect(ranks).toEqual([...ranks].sort((a, b) => a - b))
  const offered = (codes: Parameters<typeof finding>[0][]) =>
    Object.fromEntries(
      choicesFor(
        codes.map((code) => finding(code)),
        true,
      ).map(({ id, possible: can }) => [id, can]),
    )
  expect(offered(['signature.revoked-device'])).toMatchObject({ take: false, 'ask-again': true })
  expect(offered(['package.gap', 'signature.revoked-device'])).toMatchObject({ take: false })
  expect(offered(['revision.parent'])).toMatchObject({ take: false, again: true })
  expect(offered(['revision.conflict', 'package.stale'])).toMatchObject({ take: false, 'resolve-conflict': true })
  expect(offered(['notice.other-version'])).toMatchObject({ 'take-in-notice': true })
  expect(offered(['card.unknown'])).not.toHaveProperty('take')
})

it('puts copies straight at the next start', async () => {
  const sender = senderOf(2)
  await sender.send({ change: { sequence: 3 } })
  const made = await sender.send({ change: { sequence: 9 } })
  expect(await takeIn(made.file)).toMatchObject({ result: 'held' })
  copyFileSync(made.file, at('city', 'held', `${'ab'.repeat(32)}.zip`))
  writeFileSync(at('city', 'held', 'half.zip.part'), 'x')
  await city.reopen()
  expect(copied(made)).toBe(true)
  expect(existsSync(at('city', 'held', `${'ab'.repeat(32)}.zip`))).toBe(false)
  expect(existsSync(at('city', 'held', 'half.zip.part'))).toBe(false)
  rmSync(at('city', 'held', `${made.tagManifestDigest}.zip`))
  await city.reopen()
  expect(await heldOf(made)).toMatchObject({ kept: false, path: made.file })
  expect(existsSync(made.file)).toBe(true)
  expect(await decide(made, 'take')).toBe('imported')
})
