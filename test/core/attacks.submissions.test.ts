import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { v7 as uuidv7 } from 'uuid'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { cardDigest } from '../../electron/core/package/card.ts'
import { composePackage } from '../../electron/core/package/compose.ts'
import { splitVolumes } from '../../electron/core/package/volumes.ts'
import { writePackage } from '../../electron/core/package/writer.ts'
import { sampleDir } from '../support/desks.ts'
import { type HostileWorld, hostileWorld, photoOf, recordOf, storeContents } from '../support/hostile-office.ts'
import { unzipPackage } from '../support/unzip.ts'

let world: HostileWorld
beforeEach(async () => {
  world = await hostileWorld()
})
afterEach(() => world.close())

const jpeg = readFileSync(path.join(sampleDir, 'county/photo-1-field.jpg'))
const tagDigest = (file: string) => unzipPackage(file, path.join(world.dir, uuidv7())).tagManifestDigest

/** The package is turned away with this code, and nothing in the store is another than before. */
const turnedAway = async (file: string, result: 'refused' | 'held', code: string, acceptGap = false): Promise<void> => {
  const before = storeContents(world.city.dir)
  const outcome = await world.codes(file, acceptGap)
  expect(outcome).toMatchObject({ result, codes: expect.arrayContaining([code]) })
  expect(storeContents(world.city.dir)).toEqual(before)
}

describe('a trusted office that sends', () => {
  it('a record of another office under its own name', async () => {
    const { county, other, city } = world
    const mine = recordOf(county)
    expect(await world.codes(await world.submission(county, [mine]))).toMatchObject({ result: 'imported' })
    const { recordId } = mine.revision
    for (const revision of [1, 2]) {
      const stolen = recordOf(other, { recordId, revision, values: { activityName: '冒名' } })
      await turnedAway(await world.submission(other, [stolen]), 'refused', 'record.other-office')
    }
    expect((await city.call('records.open', { recordId })).values).toMatchObject({ activityName: '科技下乡' })
  })

  it('another content of a revision, or a revision that does not follow the one before', async () => {
    const { county } = world
    const one = recordOf(county)
    const { recordId } = one.revision
    const first = await world.submission(county, [one])
    expect(await world.codes(first)).toMatchObject({ result: 'imported' })
    const next = { sequence: 2, previousDigest: tagDigest(first) }
    const same = recordOf(county, { recordId, values: { activityName: '另一个' } })
    await turnedAway(await world.submission(county, [same], next), 'held', 'revision.conflict')
    const astray = recordOf(county, { recordId, revision: 2, parentDigest: 'a'.repeat(64) })
    await turnedAway(await world.submission(county, [astray], next), 'held', 'revision.parent')
    const follows = recordOf(county, { recordId, revision: 2, parentDigest: one.digest })
    expect(await world.codes(await world.submission(county, [follows], next))).toMatchObject({ result: 'imported' })
    // The one in between comes late: it must be the parent that its successor names.
    const lone = recordOf(county, { revision: 2, parentDigest: 'b'.repeat(64) })
    const third = await world.submission(county, [lone], { sequence: 3 }).catch(() => '')
    expect((await world.city.call('packages.import', { path: third })).result).toBe('held')
  })

  it('a package under the id of another that was taken in', async () => {
    const { county, other, city } = world
    const mine = recordOf(county)
    const packageId = uuidv7()
    expect(await world.codes(await world.submission(county, [mine], { packageId }))).toMatchObject({
      result: 'imported',
    })
    await turnedAway(await world.submission(other, [recordOf(other)], { packageId }), 'refused', 'package.id-taken')
    const decision = { packageId, recordId: mine.revision.recordId, revision: 1, state: 'accepted' } as const
    expect(await city.call('packages.decide', decision)).toMatchObject({ senderOfficeId: county.card.officeId })
  })

  it('a second package as another volume of a number that was taken in', async () => {
    const { county } = world
    expect(await world.codes(await world.submission(county, [recordOf(county)]))).toMatchObject({ result: 'imported' })
    const { plan, seal } = await composePackage({
      ...(await inputOf([
        recordOf(county),
        recordOf(county, { attachments: [photoOf(world.stick, bigPhoto()), photoOf(world.stick, bigPhoto(6))] }),
      ])),
    })
    const volumes = splitVolumes(plan, 800_000, seal)
    expect(volumes.length).toBeGreaterThan(1)
    const file = path.join(world.stick, 'volume-2.zip')
    await writePackage(volumes[1]!, file)
    await turnedAway(file, 'held', 'package.fork')
  })

  it('volumes in any order: the personal part is kept whichever comes first', async () => {
    const { county, city } = world
    const record = recordOf(county, {
      attachments: [photoOf(world.stick, bigPhoto()), photoOf(world.stick, bigPhoto(7))],
    })
    const { plan, seal } = await composePackage(await inputOf([record]))
    const volumes = splitVolumes(plan, 800_000, seal)
    expect(volumes.length).toBeGreaterThan(1)
    for (const volume of [...volumes].reverse()) {
      const file = path.join(world.stick, `${volume.packageId}.zip`)
      await writePackage(volume, file)
      expect(await world.codes(file)).toMatchObject({ result: 'imported' })
    }
    const { values } = await city.call('records.open', { recordId: record.revision.recordId })
    expect(values).toMatchObject({ mobile: '138****0000' })
  })

  it('a personal field in clear', async () => {
    const { county } = world
    const record = recordOf(county, { values: { activityName: '科技下乡', mobile: '13812345678' } })
    await turnedAway(await world.submission(county, [record]), 'refused', 'record.personal-in-clear')
  })

  it('an attachment as delivered that another office delivered', async () => {
    const { county, other, city, stick } = world
    const theirs = recordOf(county, { attachments: [photoOf(stick, jpeg)] })
    const first = await world.submission(county, [theirs])
    expect(await world.codes(first)).toMatchObject({ result: 'imported' })
    const delivered = { delivered: true }
    const claim = recordOf(other, { attachments: [photoOf(stick, jpeg, delivered)] })
    await turnedAway(await world.submission(other, [claim]), 'refused', 'record.not-delivered')
    // Its own office may: the file is then part of the new record too.
    const again = recordOf(county, { attachments: [photoOf(stick, jpeg, delivered)] })
    const next = { sequence: 2, previousDigest: tagDigest(first) }
    expect(await world.codes(await world.submission(county, [again], next))).toMatchObject({ result: 'imported' })
    expect((await city.call('records.open', { recordId: again.revision.recordId })).attachments).toHaveLength(1)
  })

  it('the same file twice in one field', async () => {
    const { county, city, stick } = world
    const photo = photoOf(stick, jpeg)
    const record = recordOf(county, { attachments: [photo, photo] })
    expect(await world.codes(await world.submission(county, [record]))).toMatchObject({ result: 'imported' })
    expect((await city.call('records.open', { recordId: record.revision.recordId })).attachments).toHaveLength(1)
  })

  it('a package of kind notice that holds none', async () => {
    const { county } = world
    await turnedAway(await world.submission(county, [], { kind: 'notice' }), 'refused', 'notice.missing')
  })

  it('values under names that every object has', async () => {
    const { county, city } = world
    const values = JSON.parse('{"activityName":"甲","constructor":"x","toString":["y"],"hasOwnProperty":"z"}')
    const record = recordOf(county, { values })
    expect(await world.codes(await world.submission(county, [record]))).toMatchObject({ result: 'imported' })
    const opened = await city.call('records.open', { recordId: record.revision.recordId })
    expect(opened.values).toMatchObject({ activityName: '甲' })
    expect(({} as Record<string, unknown>).x).toBeUndefined()
  })
})

describe('two at once', () => {
  it('the same file: taken in once, and giving one up does not take the files of the other', async () => {
    const { county, city, stick } = world
    const record = recordOf(county, { attachments: [photoOf(stick, jpeg), photoOf(stick, bigPhoto())] })
    const file = await world.submission(county, [record])
    const abort = new AbortController()
    const outcomes = await Promise.allSettled([
      city.call('packages.import', { path: file }),
      city.call(
        'packages.import',
        { path: file },
        { signal: abort.signal, progress: ({ phase }) => phase === 'place' && abort.abort() },
      ),
      city.call('packages.import', { path: file }),
    ])
    const results = outcomes.map((one) => (one.status === 'fulfilled' ? one.value.result : one.reason.code)).sort()
    expect(results.filter((one) => one === 'imported')).toHaveLength(1)
    expect(results.every((one) => ['cancelled', 'duplicate', 'imported'].includes(one))).toBe(true)
    const { attachments } = await city.call('records.open', { recordId: record.revision.recordId })
    for (const { digest } of attachments) await city.call('attachments.read', { digest, size: 'full' })
    expect(attachments).toHaveLength(2)
    expect(readdirSync(path.join(city.dir, 'staging'))).toEqual([])
  })

  it('two packages under one number: one is taken in, the other is held', async () => {
    const { county, city } = world
    const files = [
      await world.submission(county, [recordOf(county)]),
      await world.submission(county, [recordOf(county)]),
    ]
    const outcomes = await Promise.all(files.map((file) => city.call('packages.import', { path: file })))
    expect(outcomes.map((one) => one.result).sort()).toEqual(['held', 'imported'])
    expect(await city.call('records.list', {})).toHaveLength(1)
  })
})

/** A key alone says nothing; the next start sweeps those of records that never came. */
const withoutKeys = ({ 'table record_keys': _keys, ...rest }: ReturnType<typeof storeContents>) => rest

it('cancelled in each phase: nothing is in the store', async () => {
  const { county, city, stick } = world
  const record = recordOf(county, {
    attachments: [photoOf(stick, bigPhoto()), photoOf(stick, jpeg, { personal: true })],
  })
  const file = await world.submission(county, [record])
  const before = storeContents(city.dir)
  const seen = new Set<string>()
  for (const wanted of ['verify', 'place']) {
    const abort = new AbortController()
    const call = city.call(
      'packages.import',
      { path: file },
      {
        signal: abort.signal,
        progress: ({ phase }) => {
          seen.add(phase)
          if (phase === wanted) abort.abort()
        },
      },
    )
    await expect(call, wanted).rejects.toMatchObject({ code: 'cancelled' })
    expect(withoutKeys(storeContents(city.dir)), wanted).toEqual(withoutKeys(before))
  }
  expect(await world.codes(file)).toMatchObject({ result: 'imported' })
  expect(seen).toContain('place')
})

function bigPhoto(fill = 5): Buffer {
  return Buffer.concat([jpeg, Buffer.alloc(600_000, fill)])
}

async function inputOf(records: Parameters<HostileWorld['submission']>[1]) {
  const { county, city } = world
  const { pack } = await city.call('notices.show', { noticeId: 'jiangsu-2022-workers-day.county' })
  const { canonicalJson, sha256Hex } = await import('../../electron/core/package/canonical.ts')
  const { ageRecipient } = await city.call('offices.fingerprint', {})
  expect(cardDigest(county.card)).toHaveLength(64)
  return {
    kind: 'submission' as const,
    createdAt: '2026-01-03T00:00:00.000Z',
    sender: { officeId: county.card.officeId, deviceId: county.deviceId, cardSeq: 1 },
    senderName: county.name,
    recipient: { officeId: city.officeId, cardSeq: 1, name: '市', ageRecipient },
    card: county.card,
    notice: { id: pack.id, version: pack.version, digest: sha256Hex(canonicalJson(pack)), title: pack.shortTitle },
    records,
    sequence: 1,
    previousDigest: null,
    voided: [],
    signKey: county.signKey,
    outbox: path.join(world.stick, uuidv7()),
  }
}
