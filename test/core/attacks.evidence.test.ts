/** What an office that is trusted to pass records on makes up about them, and what purges and restores must not bring back. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync } from 'node:fs'
import path from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { nextCard } from '../../electron/core/package/card.ts'
import { chainOf } from '../../electron/core/package/evidence.ts'
import { publicKeyText } from '../../electron/core/package/minisign.ts'
import type { OfficeCard } from '../../electron/core/package/schema.ts'
import { Desk, foundOffice, newRoot, passphrases, trust } from '../support/desks.ts'
import { newEntry, people, registerEntry, saveTeam, videoNotice } from '../support/letters.ts'
import { paperStub } from '../support/paper-stub.ts'
import { processorMs } from '../support/processor-time.ts'
import { exampleVideo } from '../support/videos.ts'
import { passedOn } from './package/forwarded.ts'
import { codes, contextOf, makeOffice, type Office, scratch, verifyFiles } from './package/world.ts'

describe('evidence with a card that the forwarder made', () => {
  /** A copy of the county's card with one more device, whose key the forwarder has. */
  const forged = async (change: (card: OfficeCard, device: OfficeCard['devices'][number]) => OfficeCard) => {
    const county = await makeOffice('海门区科学技术协会')
    const [city, province] = [await makeOffice('南通市科学技术协会', 'pc-2'), await makeOffice('江苏省科学技术协会')]
    const device = {
      deviceId: 'pc-9',
      signKey: publicKeyText(city.key),
      validFrom: county.card.createdAt,
      revokedAt: null,
    }
    const mask: Office = { ...county, deviceId: 'pc-9', key: city.key, card: change(county.card, device) }
    const passed = await passedOn(await scratch(), { offices: [mask, city, province] })
    const known = [county, city].map(({ card }) => ({ card, trusted: true }))
    return {
      knowing: await verifyFiles(passed.files, await scratch(), contextOf({ us: province.officeId, known })),
      strange: await verifyFiles(
        passed.files,
        await scratch(),
        contextOf({ us: province.officeId, known: known.slice(1) }),
      ),
    }
  }

  it('newer than the compared one: waits for the office’s own word', async () => {
    const { knowing, strange } = await forged((card, device) =>
      nextCard(card, { devices: [...card.devices, device], createdAt: card.createdAt }),
    )
    expect(knowing.findings.find(({ code }) => code === 'card.newer')?.severity).toBe('hold')
    // Of an office that nobody has compared here it is only what it always was: not trusted.
    expect(codes(strange)).toEqual(['evidence.partial', 'evidence.untrusted'])
  })

  it('of the same number as the compared one, or without a card before it: is turned away', async () => {
    const same = await forged((card, device) => ({ ...card, devices: [...card.devices, device] }))
    expect(same.knowing.ok).toBe(false)
    expect(codes(same.knowing)).toContain('evidence.card')
    expect(codes(same.strange)).toContain('evidence.card')
  })
})

it('sixty thousand packages of one office on the way of a record are sorted at once', () => {
  const hops = Array.from({ length: 60_000 }, () => ({ senderOfficeId: 'a', recipientOfficeId: 'b' }))
  const before = processorMs()
  expect(chainOf(hops, 'a', 'b')[0]).toHaveLength(60_000)
  expect(chainOf(hops, 'c', 'b')).toEqual([])
  expect(processorMs() - before).toBeLessThan(1000)
})

describe('signatures that the forwarder speaks of', () => {
  const root = newRoot('kexie-hearsay-')
  const stick = path.join(root.dir, 'stick')
  let county: Desk
  let city: Desk
  let province: Desk
  let entry: Awaited<ReturnType<typeof newEntry>>
  let sequence = 0

  beforeAll(async () => {
    mkdirSync(stick)
    const open = (name: string) => Desk.open(path.join(root.dir, name), { ask: paperStub })
    ;[county, city, province] = await Promise.all([open('county'), open('city'), open('province')])
    await foundOffice(county, 'county')
    await foundOffice(city, 'city')
    province.officeId = (
      await province.call('offices.init', {
        name: '示例省科学技术协会',
        level: 'province',
        type: 'association',
        region: null,
      })
    ).officeId
    await province.call('keys.protect', { passphrase: passphrases.city })
    for (const [one, two] of [
      [county, city],
      [city, province],
      [province, county],
    ] as const) {
      await trust(one, two, stick)
      await trust(two, one, stick)
    }
    entry = await newEntry(county, '稻田里的一束光', people(3))
    await registerEntry(county, entry.entryId, exampleVideo)
    await decide('signed', 1)
  })
  afterAll(async () => {
    for (const desk of [county, city, province]) await desk.close()
    root.remove()
  })

  const decide = (state: 'signed' | 'missing', position: number) =>
    county.call('authorizations.decide', { entryId: entry.entryId, decisions: [{ position, state }] })
  const order = (to: Desk, recordIds = [entry.entryId, entry.authorizationId]) => {
    const out = path.join(stick, `${++sequence}`)
    mkdirSync(out)
    return { noticeId: videoNotice, to: to.officeId, out, recordIds }
  }
  const send = async (to: Desk) => {
    const sent = await county.call('packages.export', order(to))
    const outcome = await to.call('packages.import', { path: sent.files[0]?.path ?? '' })
    expect(outcome.result, JSON.stringify(outcome.verified.findings)).toBe('imported')
  }
  const pass = async () => {
    const passed = await city.call('packages.forward', order(province))
    const outcome = await province.call('packages.import', { path: passed.files[0]?.path ?? '' })
    expect(outcome.result, JSON.stringify(outcome.verified.findings)).toBe('imported')
  }
  const states = async () => {
    const list = await province.call('authorizations.checklist', { entryId: entry.entryId })
    return list.consents.map(({ state }) => state)
  }
  /** As a city would that wants a letter to look signed, or not. */
  const lie = async (sql: string) => {
    await city.close()
    const sqlite = new BetterSqlite3(path.join(city.dir, 'kexie.sqlite'))
    sqlite.prepare(sql).run()
    sqlite.close()
    await city.reopen(passphrases.city)
  }
  const claim = (state: 'signed' | 'missing', position: number, at: string) =>
    lie(`INSERT OR REPLACE INTO consents (record_id, revision, position, state, scan_id, reason_sealed, decided_at)
      VALUES ('${entry.authorizationId}', 1, ${position}, '${state}', NULL, NULL, '${at}')`)

  it('count while the office itself has said nothing, and go when it speaks', async () => {
    await send(city)
    await claim('signed', 2, '2099-01-01T00:00:00.000Z')
    await pass()
    expect(await states()).toEqual(['signed', 'signed', 'missing'])
    await saveTeam(county, entry.authorizationId, [...entry.people.slice(0, 2), ...people(1, 60)])
    await decide('signed', 3)
    await send(province)
    // The second one's was the city's invention, though it stood on the earlier letter.
    expect(await states()).toEqual(['signed', 'missing', 'signed'])
  })

  it('never replace what the office itself said, of this letter or an earlier one', async () => {
    await claim('signed', 3, '2099-01-01T00:00:00.000Z')
    await claim('missing', 1, '2099-01-01T00:00:00.000Z')
    await pass()
    expect(await states()).toEqual(['signed', 'missing', 'signed'])
  })

  it('nor where the file of an entry belongs', async () => {
    const files = async () => (await province.call('records.open', { recordId: entry.entryId })).attachments
    const before = await files()
    await lie(`UPDATE revision_attachments SET field = 'video2' WHERE record_id = '${entry.entryId}'`)
    await pass()
    expect((await files()).map(({ field, digest }) => [field, digest])).toEqual(
      before.map(({ field, digest }) => [field, digest]),
    )
  })

  it('after a purge nothing comes back: not by the old package, not forwarded, not by a copy of the store', async () => {
    const personal = async () =>
      (
        await province.problem('personal.reveal', {
          recordId: entry.authorizationId,
          field: 'participants',
          reason: '核对',
        })
      ).code
    const { id } = await province.call('backups.make', {})
    const sent = await county.call('packages.export', order(province, [entry.authorizationId]))
    const passed = await city.call('packages.forward', order(province))
    const purge = { recordIds: [entry.entryId, entry.authorizationId], reason: '保存期满' }
    await province.call('personal.purge', purge)
    expect((await province.problem('personal.purge', purge)).code).toBe('record.not-purgeable')
    for (const file of [sent.files[0], passed.files[0]]) {
      const { result, verified } = await province.call('packages.import', { path: file?.path ?? '' })
      expect([result, verified.findings.some(({ code }) => code === 'record.purged')]).not.toEqual(['imported', false])
      expect(result).not.toBe('imported')
    }
    expect(await personal()).toBe('record.purged')
    await province.call('backups.restore', { id })
    await province.reopen(passphrases.city)
    expect(await personal()).toBe('record.purged')
    await decide('missing', 1)
    const [exported] = await Promise.allSettled([
      county.call('packages.export', order(province)),
      county.call('personal.purge', purge),
    ])
    if (exported.status === 'rejected') expect(exported.reason).toMatchObject({ code: 'record.purged' })
    // Whichever came first: what was sealed for the way is gone.
    const outbox = readdirSync(path.join(county.dir, 'outbox'), { recursive: true, withFileTypes: true })
    expect(outbox.filter((one) => one.isFile()).map(({ name }) => name)).toEqual([])
    const { entryId } = entry
    const late = { entryId, decisions: [{ position: 1, state: 'signed' as const }] }
    expect((await county.problem('authorizations.decide', late)).code).toMatch(/^record\.|^consent\./)
    const left = execFileSync(
      'sqlite3',
      [
        path.join(province.dir, 'kexie.sqlite'),
        `SELECT count(*) FROM consents WHERE record_id = '${entry.authorizationId}' AND reason_sealed IS NOT NULL`,
      ],
      { encoding: 'utf8' },
    )
    expect(left.trim()).toBe('0')
  })
})
