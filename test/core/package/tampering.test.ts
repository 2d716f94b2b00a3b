import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { encryptBytes } from '../../../electron/core/package/age.ts'
import { canonicalJson, sha256Hex } from '../../../electron/core/package/canonical.ts'
import { nextCard } from '../../../electron/core/package/card.ts'
import { composePackage } from '../../../electron/core/package/compose.ts'
import { extractPackage } from '../../../electron/core/package/extract.ts'
import { generateSigningKey, publicKeyText, signingKeyFromSeed } from '../../../electron/core/package/minisign.ts'
import { verifyPackage } from '../../../electron/core/package/reader.ts'
import type { OfficeCard } from '../../../electron/core/package/schema.ts'
import { writePackage } from '../../../electron/core/package/writer.ts'
import { at, codes, contextOf, errors, makeOffice, pack, received, reseal, sample, scratch, trusting, unpack, verifyFiles } from './world.ts'

const county = await makeOffice('海门区科学技术协会')
const other = await makeOffice('如皋市科学技术协会')
const city = await makeOffice('南通市科学技术协会')
const third = await makeOffice('第三方协会')

let files: Map<string, Buffer>
let clean: Map<string, Buffer>
beforeAll(async () => {
  const { mkdtemp, rm } = await import('node:fs/promises')
  const dir = await mkdtemp('/tmp/kexie-tamper-')
  clean = await unpack((await sample(dir, { from: county, to: city })).path)
  await rm(dir, { recursive: true })
})
const fresh = () => {
  files = new Map([...clean].map(([name, data]) => [name, Buffer.from(data)]))
  return files
}
const flip = (data: Buffer, index: number) => {
  const copy = Buffer.from(data)
  copy[index] = copy[index]! ^ 1
  return copy
}
const check = async () => verifyFiles(files, await scratch(), trusting(county, city))
const expectedFor = (name: string): string => {
  if (['bagit.txt', 'bag-info.txt', 'manifest-sha256.txt'].includes(name)) return `tag.digest-mismatch ${name}`
  return `bag.digest-mismatch ${name}`
}

describe('every file of a package', () => {
  test('changed by a byte: the finding names it', async () => {
    for (const name of clean.keys()) {
      if (name === 'tagmanifest-sha256.txt' || name === 'signature.minisig') continue
      fresh().set(name, flip(clean.get(name)!, Math.floor(clean.get(name)!.length / 2)))
      const result = await check()
      expect(result.ok, name).toBe(false)
      expect(errors(result), name).toEqual([expectedFor(name)])
      expect(result.bagit.valid, name).toBe(false)
    }
  })

  test('removed: the finding names it', async () => {
    const special: Record<string, string> = {
      'bagit.txt': 'bag.no-bagit-txt ',
      'bag-info.txt': 'bag.info-missing bag-info.txt',
      'manifest-sha256.txt': 'bag.no-manifest manifest-sha256.txt',
      'tagmanifest-sha256.txt': 'tag.no-manifest tagmanifest-sha256.txt',
      'signature.minisig': 'signature.missing signature.minisig',
      'data/package.json': 'package.missing data/package.json',
    }
    for (const name of clean.keys()) {
      fresh().delete(name)
      expect(errors(await check()), name).toEqual([special[name] ?? `bag.missing-file ${name}`])
    }
  })

  test('renamed: both names are told', async () => {
    for (const name of clean.keys()) {
      if (!name.startsWith('data/') || name === 'data/package.json') continue
      const copy = fresh()
      copy.set(`${name}x`, copy.get(name)!)
      copy.delete(name)
      expect(errors(await check()).sort(), name).toEqual([`bag.extra-file ${name}x`, `bag.missing-file ${name}`])
    }
  })

  test('added, in the payload and at the root', async () => {
    fresh().set('data/attachments/extra.jpg', Buffer.from('x'))
    expect(errors(await check())).toEqual(['bag.extra-file data/attachments/extra.jpg', 'bag.oxum-mismatch bag-info.txt'])
    fresh().set('extra.txt', Buffer.from('x'))
    expect(errors(await check())).toEqual(['bag.root-entry extra.txt'])
    fresh().set('fetch.txt', Buffer.from('http://x 1 data/x\n'))
    expect(errors(await check())).toEqual(['bag.fetch fetch.txt'])
    fresh().set('data/more.txt', Buffer.from('x'))
    reseal(files, county.key)
    expect(errors(await check())).toEqual(['package.unlisted-file data/more.txt'])
  })
})

describe('the signature', () => {
  const line = (index: number, change: (text: string) => string) => {
    const lines = String(clean.get('signature.minisig')).split('\n')
    lines[index] = change(lines[index]!)
    fresh().set('signature.minisig', Buffer.from(lines.join('\n')))
  }
  const swap = (text: string) => text.replace(/.(?=.{20}$)/, (char) => (char === 'A' ? 'B' : 'A'))

  test.each([
    ['untrusted comment', 0, (text: string) => `${text}!`, 'signature.untrusted-comment'],
    ['signature line', 1, swap, 'signature.invalid'],
    ['trusted comment', 2, (text: string) => text.replace('seq=1', 'seq=2'), 'signature.trusted-comment'],
    ['global signature', 3, swap, 'signature.trusted-comment'],
  ] as const)('%s', async (_, index, change, code) => {
    line(index, change)
    expect(codes(await check())).toEqual([code])
  })

  test('tag manifest with its own digests intact', async () => {
    fresh().set('tagmanifest-sha256.txt', Buffer.from(String(clean.get('tagmanifest-sha256.txt')).replaceAll('  ', ' \t')))
    expect(errors(await check())).toEqual(['signature.invalid tagmanifest-sha256.txt'])
  })

  test('another signer, with its own and with the claimed key id', async () => {
    reseal(fresh(), third.key)
    expect(errors(await check())).toEqual(['signature.other-signer signature.minisig'])
    reseal(fresh(), signingKeyFromSeed(third.key.seed, county.key.keyId))
    expect(errors(await check())).toEqual(['signature.invalid tagmanifest-sha256.txt'])
  })

  test('a signed comment that says something else than package.json', async () => {
    reseal(fresh(), county.key)
    const altered = fresh()
    reseal(altered, county.key, (json) => (json.createdAt = '2022-05-13T00:00:00Z'))
    const signature = altered.get('signature.minisig')!
    const before = String(reseal(fresh(), county.key).get('signature.minisig'))
    expect(before).not.toBe(String(signature))
    const { signMinisign } = await import('../../../electron/core/package/minisign.ts')
    altered.set('signature.minisig', Buffer.from(signMinisign(altered.get('tagmanifest-sha256.txt')!, county.key, 'kexie/1 kind=receipt id=x seq=1 time=now')))
    files = altered
    expect(codes(await check())).toEqual(['signature.comment-mismatch'])
  })

  test('a copy that a third office signed as its own', async () => {
    const asThird = { officeId: third.officeId, deviceId: third.deviceId, cardSeq: 1 }
    reseal(fresh(), third.key, (json) => Object.assign(json, { sender: asThird, card: third.card }))
    const known = [county, third].map((office) => ({ card: office.card, trusted: true }))
    const result = await verifyFiles(files, await scratch(), contextOf({ us: city.officeId, known }))
    expect(errors(result).map((text) => text.split(' ')[0])).toEqual(['record.other-office', 'record.other-office'])
    // Claiming the founder's id with a card of its own does not help either.
    reseal(fresh(), third.key, (json) => (json.card = { ...third.card, officeId: county.officeId }))
    expect(codes(await verifyFiles(files, await scratch(), contextOf({ us: city.officeId })))).toContain('card.office-id')
  })

  test('a device that was revoked', async () => {
    const gone = (revokedAt: string): OfficeCard => ({ ...county.card, devices: [{ ...county.card.devices[0]!, revokedAt }] })
    const verify = async (card: OfficeCard) => verifyFiles(fresh(), await scratch(), contextOf({ known: [{ card, trusted: true }] }))
    expect((await verify(gone('2022-01-02T00:00:00Z'))).findings[0]).toMatchObject({ code: 'signature.revoked-device', severity: 'error' })
    expect((await verify(gone('2023-01-02T00:00:00Z'))).findings[0]).toMatchObject({ code: 'signature.revoked-device', severity: 'hold' })
  })
})

describe('personal parts', () => {
  const extractFrom = async (altered: Map<string, Buffer>) => {
    const dir = await scratch()
    const path = await pack(altered, join(dir, 'x.zip'))
    const verified = await verifyPackage(path, trusting(county, city))
    expect(errors(verified)).toEqual([])
    const out = await extractPackage(path, verified, join(dir, 'staging'), { ageIdentity: city.age.identity })
    const inVerify = await verifyPackage(path, { ...trusting(county, city), ageIdentity: city.age.identity })
    return { out, inVerify }
  }

  test('swapped between two records', async () => {
    const altered = reseal(fresh(), county.key, (json) => {
      const [one, two] = json.records
      ;[one!.personal, two!.personal] = [two!.personal, one!.personal]
    })
    const { out, inVerify } = await extractFrom(altered)
    expect(errors(out).map((text) => text.split(' ')[0])).toEqual(['personal.other-record', 'personal.other-record'])
    expect(errors(inVerify)).toEqual(errors(out))
  })

  test('swapped between two offices', async () => {
    const dir = await scratch()
    const foreign = await unpack((await sample(dir, { from: other, to: city })).path)
    const theirs = JSON.parse(String(foreign.get('data/package.json'))).records[1].personal as string
    const altered = fresh()
    altered.set(theirs, foreign.get(theirs)!)
    reseal(altered, county.key, (json) => {
      altered.delete(json.records[1]!.personal!)
      json.records[1]!.personal = theirs
    })
    reseal(altered, county.key)
    const { out } = await extractFrom(altered)
    expect(errors(out)).toEqual([`personal.other-sender ${theirs}`])
  })

  test.each([
    ['another value', (text: string) => text.replace('13800138000', '13900139000'), 'personal.commitment'],
    ['not the schema', () => '{}', 'personal.schema'],
  ])('sealed anew with %s', async (_, change, code) => {
    const dir = await scratch()
    const made = await sample(dir, { from: county, to: city })
    const altered = await unpack(made.path)
    const old = made.plan.packageJson.records[1]!.personal!
    const { openPersonal, drain } = await import('../../../electron/core/package/age.ts')
    let plain = ''
    await drain(await openPersonal(join(dir, 'outbox', old.slice('data/personal/'.length)), city.age.identity), (chunk) => {
      plain += Buffer.from(chunk).toString()
    })
    const sealed = Buffer.from(await encryptBytes(Buffer.from(change(plain)), [city.age.recipient]))
    const path = `data/personal/${sha256Hex(sealed)}.age`
    altered.delete(old)
    altered.set(path, sealed)
    reseal(altered, county.key, (json) => (json.records[1]!.personal = path))
    expect(errors((await extractFrom(altered)).out)).toEqual([`${code} ${path}`])
  })

  test('for another key, with a header of another kind, too large, or not age at all', async () => {
    const replace = (sealed: Buffer) => {
      const altered = fresh()
      const path = `data/personal/${sha256Hex(sealed)}.age`
      reseal(altered, county.key, (json) => {
        altered.delete(json.records[1]!.personal!)
        altered.set(path, sealed)
        json.records[1]!.personal = path
      })
      return altered
    }
    const wrongKey = Buffer.from(await encryptBytes(Buffer.from('{}'), [third.age.recipient]))
    expect(errors((await extractFrom(replace(wrongKey))).out)[0]).toMatch(/^personal.cannot-open/)
    const text = wrongKey.toString('latin1')
    const verified = async (sealed: string) => codes(await verifyFiles(replace(Buffer.from(sealed, 'latin1')), await scratch(), trusting(county, city)))
    expect(await verified(text.replace('-> X25519', '-> ssh-ed25519'))).toEqual(['personal.other-recipient-kind'])
    expect(await verified(text.replace('-> X25519', `-> X25519 ${'A'.repeat(43)}\n${'B'.repeat(70_000)}\n-> X25519`))).toEqual(['personal.header-too-large'])
    expect(await verified('no age file')).toEqual(['personal.not-age'])
  })

  test('a file under a name that is not its digest', async () => {
    const altered = fresh()
    reseal(altered, county.key, (json) => {
      const path = json.records[1]!.personal!
      altered.set(`data/personal/${'0'.repeat(64)}.age`, altered.get(path)!)
      altered.delete(path)
      json.records[1]!.personal = `data/personal/${'0'.repeat(64)}.age`
    })
    expect(codes(await check())).toEqual(['personal.name'])
  })
})

describe('what the sender signed but may not', () => {
  test('records and package.json', async () => {
    const cases: [string, (json: import('../../../electron/core/package/schema.ts').PackageJson) => void, string][] = [
      ['digest', (json) => (json.records[0]!.digest = '0'.repeat(64)), 'record.digest'],
      ['twice', (json) => json.records.push(json.records[0]!), 'record.duplicate'],
      ['foreign attachment', (json) => (json.records[1]!.attachments = [{ digest: '1'.repeat(64), path: 'delivered' }]), 'record.attachment-unknown'],
      ['missing attachment', (json) => json.records[0]!.attachments.shift(), 'record.attachment-not-listed'],
      ['not there', (json) => json.records[0]!.documents.push('data/documents/none.pdf'), 'package.listed-missing'],
      ['other notice', (json) => (json.notice!.id = 'other'), 'record.other-notice'],
      ['format', (json) => Object.assign(json, { format: 'kexie/2' }), 'package.format'],
      ['unknown member', (json) => Object.assign(json, { more: 1 }), 'package.schema'],
      ['no recipient', (json) => (json.recipient = null), 'package.schema'],
      ['other id', (json) => (json.packageId = '0180b7f0-0000-7000-8000-00000000ffff'), 'bag.info-mismatch'],
    ]
    for (const [name, change, code] of cases) {
      reseal(fresh(), county.key, change)
      expect(codes(await check()), name).toContain(code)
    }
    const twice = fresh()
    reseal(twice, county.key)
    twice.set('data/package.json', Buffer.from(String(twice.get('data/package.json')).replace('{', '{"kind":"receipt",')))
    const raw = Buffer.from(twice.get('data/package.json')!)
    const { createHash } = await import('node:crypto')
    const digest = createHash('sha256').update(raw).digest('hex')
    twice.set('manifest-sha256.txt', Buffer.from(String(twice.get('manifest-sha256.txt')).replace(/^.{64}(?= {2}data\/package.json)/m, digest)))
    const manifest = createHash('sha256').update(twice.get('manifest-sha256.txt')!).digest('hex')
    twice.set('tagmanifest-sha256.txt', Buffer.from(String(twice.get('tagmanifest-sha256.txt')).replace(/^.{64}(?= {2}manifest)/m, manifest)))
    expect(codes(await check())).toEqual(['json.duplicate-key'])
  })
})

describe('recipient and sequence', () => {
  const verify = async (sequence: number, rest: object, digests: Record<number, string>) => {
    const dir = await scratch()
    const { path } = await sample(dir, { from: county, to: city, sequence, ...rest })
    const before = readdirSync(dir).sort()
    const result = await verifyPackage(path, trusting(county, city, received(digests)), { stagingDir: join(dir, 'staging') })
    return { result, dir, before }
  }
  const d = (n: number) => String(n).repeat(64)

  test('not for us writes nothing', async () => {
    const dir = await scratch()
    const { path } = await sample(dir, { from: county, to: city })
    const before = readdirSync(dir)
    const result = await verifyPackage(path, trusting(county, other), { stagingDir: join(dir, 'staging') })
    expect(errors(result)).toEqual(['package.not-for-us data/package.json'])
    expect(readdirSync(dir)).toEqual(before)
  })

  test.each([
    ['next', 3, { previousDigest: d(2) }, { 1: d(1), 2: d(2) }, []],
    ['fork', 2, {}, { 1: d(1), 2: d(2) }, ['package.fork']],
    ['stale', 1, {}, { 2: d(2) }, ['package.stale']],
    ['gap', 4, { previousDigest: d(3) }, { 1: d(1), 2: d(2) }, ['package.gap']],
    ['gap at the start', 3, {}, {}, ['package.gap']],
    ['voided number', 4, { previousDigest: d(2), voided: [3] }, { 1: d(1), 2: d(2) }, []],
    ['broken chain', 3, { previousDigest: d(9) }, { 1: d(1), 2: d(2) }, ['package.chain']],
  ] as const)('%s', async (_, sequence, rest, digests, expected) => {
    const { result } = await verify(sequence, rest, digests)
    expect(codes(result)).toEqual(expected)
    expect(result.ok).toBe(true)
    if (expected.length > 0) expect(result.findings[0]).toMatchObject({ severity: 'hold' })
  })

  test('duplicate is information', async () => {
    const dir = await scratch()
    const { path, plan } = await sample(dir, { from: county, to: city })
    const result = await verifyPackage(path, trusting(county, city, received({ 1: plan.tagManifestDigest })))
    expect(result.findings).toMatchObject([{ code: 'package.duplicate', severity: 'info' }])
  })
})

describe('cards', () => {
  const cardPackage = async (dir: string, card: OfficeCard, key = county.key, deviceId = county.deviceId, name = 'card.zip') => {
    const { plan } = await composePackage({
      kind: 'office-card',
      createdAt: at,
      sender: { officeId: card.officeId, deviceId, cardSeq: card.cardSeq },
      senderName: county.name,
      recipient: null,
      card,
      notice: null,
      records: [],
      sequence: card.cardSeq,
      previousDigest: null,
      voided: [],
      signKey: key,
      outbox: join(dir, 'outbox'),
    })
    return (await writePackage(plan, join(dir, name))).path
  }
  const later = '2022-06-01T00:00:00.000Z'
  const secondKey = generateSigningKey()
  const withDevice = nextCard(county.card, {
    createdAt: later,
    devices: [...county.card.devices, { deviceId: 'pc-2', signKey: publicKeyText(secondKey), validFrom: later, revokedAt: null }],
  })
  const knows = (card: OfficeCard) => contextOf({ us: city.officeId, known: [{ card, trusted: true }] })
  const run = async (card: OfficeCard, known: OfficeCard | null, key = county.key, deviceId = county.deviceId) => {
    const dir = await scratch()
    return verifyPackage(await cardPackage(dir, card, key, deviceId), known ? knows(known) : contextOf({ us: city.officeId }))
  }

  test('first card: known only; successor of a trusted one: taken over', async () => {
    expect(await run(county.card, null)).toMatchObject({ ok: true, trusted: false, findings: [{ code: 'card.unknown', severity: 'hold' }] })
    expect(await run(withDevice, county.card)).toMatchObject({ ok: true, trusted: true, findings: [] })
    expect(codes(await run(county.card, county.card))).toEqual(['card.same'])
  })

  test('an old card replayed is refused', async () => {
    expect(errors(await run(county.card, withDevice))).toEqual(['card.stale data/package.json'])
  })

  test('fork, broken chain, gap, wrong signer, changed name, other office', async () => {
    const rival = nextCard(county.card, { createdAt: '2022-07-01T00:00:00Z', ageRecipient: third.age.recipient })
    expect(codes(await run(rival, withDevice))).toEqual(['card.fork'])
    expect(codes(await run({ ...withDevice, previousCardDigest: '0'.repeat(64) }, county.card))).toEqual(['card.broken-chain'])
    const third3 = nextCard(withDevice, { createdAt: '2022-08-01T00:00:00Z' })
    expect(codes(await run(third3, county.card))).toEqual(['card.gap'])
    expect(codes(await run(withDevice, county.card, secondKey, 'pc-2'))).toEqual(['card.wrong-signer'])
    const renamed = nextCard(county.card, { createdAt: later, names: [...county.card.names, { name: '海门区科协', from: later }] })
    expect(await run(renamed, county.card)).toMatchObject({ ok: true, findings: [{ code: 'card.changed', severity: 'hold' }] })
    const dropped = nextCard(withDevice, { createdAt: later, devices: county.card.devices })
    expect(codes(await run(dropped, withDevice))).toEqual(['card.broken-chain'])
    expect(codes(await run({ ...county.card, officeId: third.officeId }, null))).toContain('card.office-id')
    const revoked = { ...withDevice, devices: [{ ...withDevice.devices[0]!, revokedAt: later }, withDevice.devices[1]!] }
    const afterwards = nextCard(revoked, { createdAt: later })
    expect(codes(await run(afterwards, revoked))).toContain('card.wrong-signer')
  })

  test('a submission with a newer, an older, another card', async () => {
    const dir = await scratch()
    const newer = await sample(dir, { from: county, to: city, card: withDevice, sender: { officeId: county.officeId, deviceId: 'pc-2', cardSeq: 2 }, signKey: secondKey })
    expect(codes(await verifyPackage(newer.path, knows(county.card)))).toEqual(['card.newer'])
    expect((await verifyPackage(newer.path, knows(county.card))).trusted).toBe(false)
    const old = await sample(dir, { from: county, to: city }, 'old.zip')
    expect(await verifyPackage(old.path, knows(withDevice))).toMatchObject({ ok: true, trusted: true, findings: [{ code: 'card.older', severity: 'info' }] })
    const fork = { ...county.card, region: '320600' }
    expect(codes(await verifyPackage(old.path, knows(fork)))).toEqual(['card.fork'])
    const untrusted = contextOf({ us: city.officeId, known: [{ card: county.card, trusted: false }] })
    expect(await verifyPackage(old.path, untrusted)).toMatchObject({ ok: true, trusted: false, findings: [{ code: 'card.untrusted' }] })
    expect(canonicalJson(county.card)).toBe(canonicalJson(JSON.parse(JSON.stringify(county.card))))
  })
})
