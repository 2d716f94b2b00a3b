import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fingerprintGroups } from '../../electron/core/package/card.ts'
import { textEntry } from '../../electron/core/package/plan.ts'
import type { PackageJson, Receipt, ReceiptSection } from '../../electron/core/package/schema.ts'
import { countyNotice, Desk, fillF2, foundOffice, newRoot } from '../support/desks.ts'
import { type ForeignOffice, foreignOffice, foreignPackage } from '../support/foreign-office.ts'
import { type HostileWorld, hostileWorld, recordOf, storeContents } from '../support/hostile-office.ts'
import { unzipPackage } from '../support/unzip.ts'

describe('all receipts of a morning', () => {
  let world: HostileWorld
  let third: ForeignOffice
  const packages: string[] = []
  const ids: string[] = []

  beforeAll(async () => {
    // Still the day before in UTC.
    world = await hostileWorld({ startAt: Date.parse('2026-03-09T01:00:00+08:00') })
    third = await foreignOffice('丙县科协')
    await world.trust(third)
    let previousDigest: string | null = null
    for (const [office, sequence] of [
      [world.county, 1],
      [world.county, 2],
      [world.other, 1],
      [third, 1],
    ] as const) {
      const record = recordOf(office)
      const chain = { sequence, previousDigest: sequence === 1 ? null : previousDigest }
      const file = await world.submission(office, [record], chain)
      expect(await world.codes(file)).toMatchObject({ result: 'imported' })
      const [row] = sql<{ package_id: string; tag_manifest_digest: string }>(
        `SELECT * FROM inbox WHERE tag_manifest_digest IN
          (SELECT tag_manifest_digest FROM inbox_records WHERE record_id = '${record.revision.recordId}')`,
      )
      previousDigest = row?.tag_manifest_digest ?? null
      packages.push(row?.package_id ?? '')
      ids.push(record.revision.recordId)
    }
    // Its trust is gone since, as in a copy of the store from before.
    sql(`UPDATE offices SET trusted_at = NULL WHERE office_id = '${third.card.officeId}'`)
  })
  afterAll(() => world.close())

  function sql<T>(text: string): T[] {
    const sqlite = new BetterSqlite3(path.join(world.city.dir, 'kexie.sqlite'))
    try {
      const statement = sqlite.prepare(text)
      if (statement.reader) return statement.all() as T[]
      statement.run()
      return []
    } finally {
      sqlite.close()
    }
  }

  it('one signed file an office in a new folder; the same bytes when asked again; nothing twice', async () => {
    const { city, stick } = world
    const decide = (at: number, state: 'accepted' | 'returned') =>
      city.call('queue.decide', {
        items: [{ packageId: packages[at] ?? '', recordId: ids[at] ?? '', revision: 1 }],
        state,
        reasons:
          state === 'accepted'
            ? []
            : [
                { field: 'scale', text: '请核对规模。' },
                { field: null, text: '联系人 13800000000 打不通。' },
              ],
      })
    await decide(0, 'accepted')
    await decide(1, 'returned')
    const out = path.join(stick, 'out')
    mkdirSync(out)

    // The stick fails once the receipts are numbered: nothing is there, and nothing is lost.
    const folder = path.join(out, '回执_2026年3月9日')
    writeFileSync(`${folder}.part`, '别人的文件')
    expect((await city.problem('receipts.writeAll', { out })).code).toBe('file.unwritable')
    expect(readdirSync(out)).toEqual([path.basename(`${folder}.part`)])
    const frozen = sql<{ tag_manifest_digest: string }>("SELECT * FROM outbox WHERE kind = 'receipt' ORDER BY 1")
    expect(frozen).toHaveLength(2)
    rmSync(`${folder}.part`)

    const written = await city.call('receipts.writeAll', { out })
    expect(written).toMatchObject({
      folder,
      unchanged: 0,
      skipped: [{ officeName: '丙县科协', why: expect.stringContaining('指纹码') }],
    })
    expect(
      written.files.map(({ officeName, packages: count, accepted, returned, received }) => [
        officeName,
        count,
        accepted,
        returned,
        received,
      ]),
    ).toEqual(
      expect.arrayContaining([
        ['甲县科协', 2, 1, 1, 0],
        ['乙县科协', 1, 0, 0, 1],
      ]),
    )
    expect(readdirSync(out)).toEqual([path.basename(folder)])
    expect(readdirSync(folder).sort()).toEqual(written.files.map((file) => path.basename(file.path)).sort())
    expect(sql("SELECT * FROM outbox WHERE kind = 'receipt' ORDER BY 1")).toMatchObject(
      frozen.map(({ tag_manifest_digest }) => ({ tag_manifest_digest, state: 'written' })),
    )

    const mine = written.files.find(({ officeName }) => officeName === '甲县科协')
    const unzipped = unzipPackage(mine?.path ?? '', path.join(stick, 'unzipped'))
    const receipt = JSON.parse(unzipped.text('data/receipt.json')) as Receipt
    expect(receipt).toMatchObject({
      package: { id: packages[0] },
      device: world.county.deviceId,
      records: [{ recordId: ids[0], state: 'accepted', reasons: [] }],
      lastKnown: { sequence: 2 },
      further: [
        {
          package: { id: packages[1] },
          records: [{ recordId: ids[1], state: 'returned', fields: ['scale', null] }],
        },
      ],
    })
    expect(receipt.further?.[0]?.records[0]?.reasons).toEqual(['请核对规模。', { sealed: expect.any(String) }])

    // A single one asked for is the file that speaks of both.
    const again = path.join(stick, 'again')
    mkdirSync(again)
    const single = await city.call('receipts.write', { packageId: packages[1] ?? '', out: again })
    expect(single.sha256).toBe(mine?.sha256)
    const nothing = await city.call('receipts.writeAll', { out })
    expect(nothing).toMatchObject({ folder: '', files: [], unchanged: 2 })
    expect(readdirSync(out)).toEqual([path.basename(folder)])

    // One new decision: one office, only the package that it is about, in a folder beside the first.
    await decide(1, 'accepted')
    const next = await city.call('receipts.writeAll', { out, noticeId: countyNotice })
    expect(next).toMatchObject({ folder: `${folder}（2）`, files: [{ packages: 1, accepted: 1 }], unchanged: 1 })
    expect(existsSync(`${folder}（2）.part`)).toBe(false)
  })
})

describe('a receipt about several packages', () => {
  let root: ReturnType<typeof newRoot>
  let county: Desk
  let city: ForeignOffice
  let elsewhere: ForeignOffice
  let stick: string
  interface Sent {
    readonly json: PackageJson
    readonly tagManifestDigest: string
    readonly recordId: string
  }
  let ours: [Sent, Sent]
  let theirs: Sent

  beforeAll(async () => {
    root = newRoot()
    stick = path.join(root.dir, 'stick')
    county = await Desk.open(path.join(root.dir, 'county'))
    await foundOffice(county, 'county')
    ;[city, elsewhere] = [await foreignOffice('某市科协'), await foreignOffice('别市科协')]
    for (const office of [city, elsewhere]) {
      const card = await foreignPackage(office, stick)
      await county.call('offices.trust', { card, fingerprint: fingerprintGroups(office.card).join(' ') })
    }
    ours = [await send(city), await send(city)]
    theirs = await send(elsewhere)
  })
  afterAll(async () => {
    await county.close()
    root.remove()
  })

  async function send(to: ForeignOffice): Promise<Sent> {
    const recordId = await fillF2(county, {}, [])
    const order = { noticeId: countyNotice, to: to.card.officeId, out: stick, recordIds: [recordId] }
    const exported = await county.call('packages.export', order)
    const unzipped = unzipPackage(exported.files[0]?.path ?? '', path.join(root.dir, uuidv7()))
    const json = JSON.parse(unzipped.text('data/package.json')) as PackageJson
    return { json, tagManifestDigest: unzipped.tagManifestDigest, recordId }
  }

  const about = (sent: Sent, change: Partial<ReceiptSection> = {}): ReceiptSection => ({
    receiptId: uuidv7(),
    package: { id: sent.json.packageId, tagManifestDigest: sent.tagManifestDigest },
    records: sent.json.records.map(({ recordId, revision, digest }) => ({
      recordId,
      revision,
      digest,
      state: 'returned',
      reasons: ['请核对规模。'],
      fields: ['scale'],
    })),
    attachments: [],
    ...change,
  })

  async function receipt(
    further: ReceiptSection[],
    change: Partial<Receipt> & { previousDigest?: string | null } = {},
  ): Promise<string> {
    const own = await county.call('offices.fingerprint', {})
    const body: Receipt = {
      ...about(ours[0]),
      issuer: city.card.officeId,
      addressee: county.officeId,
      sequence: 1,
      previousDigest: null,
      lastKnown: { sequence: 2, digest: ours[1].tagManifestDigest },
      ...(further.length > 0 && { further }),
      ...change,
    }
    return foreignPackage(city, path.join(stick, uuidv7()), {
      kind: 'receipt',
      recipient: { officeId: county.officeId, cardSeq: 1, name: '县', ageRecipient: own.ageRecipient },
      sequence: body.sequence,
      previousDigest: body.previousDigest,
      extra: [textEntry('data/receipt.json', JSON.stringify(body))],
    })
  }

  const take = async (file: string) => {
    const { result, verified, records } = await county.call('packages.import', { path: file })
    return { result, records, codes: verified.findings.map((finding) => finding.code) }
  }

  it('is refused whole when one of them is not as it should be; the true one is taken in for each', async () => {
    const [first, second] = ours
    const digest = 'b'.repeat(64)
    const [record] = first.json.records
    const [other] = theirs.json.records
    const wrong = about(second).records.map((one) => ({ ...one, digest }))
    const before = storeContents(county.dir)
    const forged: [string, ReceiptSection[], Partial<Receipt>?][] = [
      // Sent to another office: this one has no word in it.
      ['receipt.wrong-issuer', [about(theirs)]],
      ['receipt.unknown-package', [about(second, { package: { id: uuidv7(), tagManifestDigest: digest } })]],
      // A computer that is on no card of ours does not hide it.
      [
        'receipt.unknown-package',
        [about(second, { device: uuidv7(), package: { id: uuidv7(), tagManifestDigest: digest } })],
      ],
      ['receipt.forged', [about(second, { package: { id: second.json.packageId, tagManifestDigest: digest } })]],
      ['receipt.unknown-record', [about(second, { records: about(first).records })]],
      ['receipt.unknown-record', [about(second, { records: wrong })]],
      // Somebody else's record in a package of ours.
      ['receipt.unknown-record', [about(second, { records: about(theirs).records })]],
      ['receipt.unknown-attachment', [about(second, { attachments: [{ digest, bytes: 1 }] })]],
      ['receipt.twice', [about(first)]],
      ['receipt.twice', [about(second), about(second)]],
      ['receipt.twice', [about(second, { records: [...about(second).records, ...about(second).records] })]],
      ['receipt.wrong-issuer', [about(second)], { issuer: elsewhere.card.officeId }],
    ]
    expect(record?.digest).not.toBe(other?.digest)
    for (const [code, further, change] of forged) {
      const outcome = await take(await receipt(further, change))
      expect(outcome, code).toMatchObject({ result: 'refused', records: 0, codes: expect.arrayContaining([code]) })
    }
    // As many fields as reasons.
    const uneven = about(second).records.map((one) => ({ ...one, fields: ['scale', 'plan'] }))
    expect(await take(await receipt([about(second, { records: uneven })]))).toMatchObject({
      result: 'refused',
      codes: ['receipt.schema'],
    })
    expect(storeContents(county.dir)).toEqual(before)
    for (const { recordId } of [first, second, theirs])
      expect((await county.call('records.open', { recordId })).summary.state).toBe('sent')

    // A field that the form has not: the record as a whole.
    const strange = about(second).records.map((one) => ({ ...one, fields: ['noSuchField'] }))
    const told = about(second, { records: strange })
    const good = await receipt([told])
    expect(await take(good)).toMatchObject({ result: 'imported', records: 2 })
    expect(await county.call('records.returns', { recordId: first.recordId })).toMatchObject([
      { openFields: ['scale'] },
    ])
    expect(await county.call('records.returns', { recordId: second.recordId })).toMatchObject([
      { openFields: null, reasons: [{ field: null, text: '请核对规模。' }] },
    ])
    expect((await county.call('records.open', { recordId: theirs.recordId })).summary.state).toBe('sent')
    const inbox = (await county.call('packages.inbox', {})).find(
      ({ kind, result }) => kind === 'receipt' && result === 'imported',
    )
    expect(inbox?.records.map(({ recordId }) => recordId).sort()).toEqual([first.recordId, second.recordId].sort())

    // The same words about the second package once more, in a receipt of its own number.
    const { tagManifestDigest } = unzipPackage(good, path.join(root.dir, uuidv7()))
    const replay = await receipt([told], { sequence: 2, previousDigest: tagManifestDigest })
    expect(await take(replay)).toMatchObject({ result: 'refused', codes: ['receipt.replayed'] })
  })
})
