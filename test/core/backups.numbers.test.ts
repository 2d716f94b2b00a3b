/** A number is never given twice, what was sent is not lost, and the recipient does not notice that we were restored. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { countyNotice, fillF2, newPair, type Pair, passphrases } from '../support/desks.ts'

let pair: Pair
beforeEach(async () => {
  pair = await newPair()
})
afterEach(() => pair.close())

const send = ({ county, city, stick }: Pair) =>
  county.call('packages.export', { noticeId: countyNotice, to: city.officeId, out: stick })
const fileOf = (exported: { files: { path: string }[] }): string => exported.files[0]?.path ?? ''
async function edit({ county }: Pair, recordId: string, scale: string): Promise<void> {
  const { draftSeq } = await county.call('records.open', { recordId })
  await county.call('records.saveDraft', { recordId, draftSeq, changes: { scale } })
}

it('after a restore the next package follows on the last one that went out, and its revision on the one in it', async () => {
  const { county, city } = pair
  const recordId = await fillF2(county)
  const first = await send(pair)
  await city.call('packages.import', { path: fileOf(first) })
  const { id } = await county.call('backups.make', {})
  await edit(pair, recordId, '第二次')
  const second = await send(pair)
  await city.call('packages.import', { path: fileOf(second) })
  await edit(pair, recordId, '没有报送的修改')

  const preview = await county.call('backups.preview', { id })
  expect(preview.sent.map((one) => one.sequence)).toEqual([2])
  expect(preview.revisions).toMatchObject([{ recordId, revision: 2, sent: true }])
  expect(preview.counts).toMatchObject({ added: 0, changed: 1, revisions: 0 })
  await county.call('backups.restore', { id })
  await county.reopen(passphrases.county)
  expect(await county.call('backups.note', {})).toMatchObject({ id, carriedPackages: 1 })

  // What was sent is here as it was sent, and can be written again, byte for byte.
  const detail = await county.call('records.open', { recordId })
  expect(detail.revisions.map((one) => one.revision)).toEqual([2, 1])
  expect(detail.revisions[0]?.sentIn).toHaveLength(1)
  expect(detail.changedSinceRevision).toBe(true)
  const again = path.join(pair.dir, 'again')
  mkdirSync(again)
  const rewritten = await county.call('packages.rewrite', { packageId: second.packageId, out: again })
  expect(readFileSync(fileOf(rewritten))).toEqual(readFileSync(fileOf(second)))
  const receipt = await city.call('receipts.write', { packageId: second.packageId, out: pair.stick })
  expect(await county.call('packages.import', { path: receipt.path })).toMatchObject({ result: 'imported' })

  await edit(pair, recordId, '恢复以后')
  const third = await send(pair)
  expect(third).toMatchObject({ sequence: 3, records: [{ recordId, revision: 3 }] })
  expect(await city.call('packages.import', { path: fileOf(third) })).toMatchObject({
    result: 'imported',
    verified: { findings: [] },
  })
})

it('a record that was made and sent after the copy stays, with its photos and personal fields', async () => {
  const { county } = pair
  const { id } = await county.call('backups.make', {})
  const recordId = await fillF2(county, {}, ['photo-1-field.jpg'])
  await send(pair)
  await county.call('backups.restore', { id })
  await county.reopen(passphrases.county)
  const detail = await county.call('records.open', { recordId })
  expect(detail.revisions).toHaveLength(1)
  expect(detail.attachments).toHaveLength(1)
  const { digest, bytes } = detail.attachments[0]!
  expect((await county.call('attachments.read', { digest, size: 'full' })).bytes.length).toBe(bytes)
  expect(detail.values.contactName).not.toBe('')
})

it('a damaged store cannot tell its numbers: the file beside it does', async () => {
  const { county, city } = pair
  const recordId = await fillF2(county)
  await city.call('packages.import', { path: fileOf(await send(pair)) })
  const { id } = await county.call('backups.make', {})
  await edit(pair, recordId, '第二次')
  const second = await send(pair)
  await city.call('packages.import', { path: fileOf(second) })
  const receipt = await city.call('receipts.write', { packageId: second.packageId, out: pair.stick })
  await county.close()
  const file = path.join(county.dir, 'kexie.sqlite')
  const bytes = readFileSync(file)
  writeFileSync(file, bytes.fill(0x5a, 4096, Math.floor(bytes.length / 2)))
  await county.reopen(passphrases.county, id)

  expect((await county.call('packages.outbox', {}))[0]).toMatchObject({ sequence: 2, state: 'written', records: [] })
  const out = path.join(pair.dir, 'again')
  mkdirSync(out)
  expect((await county.problem('packages.rewrite', { packageId: second.packageId, out })).code).toBe(
    'package.plan-lost',
  )
  expect((await county.call('packages.import', { path: receipt.path })).result).not.toBe('imported')
  await edit(pair, recordId, '恢复以后')
  const third = await send(pair)
  expect(third).toMatchObject({ sequence: 3, records: [{ recordId, revision: 3 }] })
  const outcome = await city.call('packages.import', { path: fileOf(third) })
  expect(outcome.verified.findings.map((finding) => finding.code)).not.toContain('package.chain')
  expect(outcome.verified.findings.map((finding) => finding.code)).not.toContain('package.gap')
  expect(outcome.result).toBe('imported')
  // The city is told that the second revision, which the county lost, was not the ground of the third; both are there.
  expect(outcome.verified.findings).toMatchObject([{ code: 'revision.branch', severity: 'info' }])
  const kept = await city.call('records.open', { recordId })
  expect(kept.revisions.map((one) => one.revision)).toEqual([3, 2, 1])
  // The card was not made again under an old number.
  await county.call('offices.exportCard', { out: path.join(pair.dir, 'card.zip') })
})
