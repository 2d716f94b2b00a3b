import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { encryptBytes } from '../../../electron/core/package/age.ts'
import { sha256Hex } from '../../../electron/core/package/canonical.ts'
import { extractPackage } from '../../../electron/core/package/extract.ts'
import { signingKeyFromSeed } from '../../../electron/core/package/minisign.ts'
import { verifyPackage } from '../../../electron/core/package/reader.ts'
import type { OfficeCard } from '../../../electron/core/package/schema.ts'
import {
  codes,
  contextOf,
  errors,
  makeOffice,
  pack,
  reseal,
  sample,
  scratch,
  trusting,
  unpack,
  verifyFiles,
} from './world.ts'

const county = await makeOffice('海门区科学技术协会')
const other = await makeOffice('如皋市科学技术协会')
const city = await makeOffice('南通市科学技术协会')
const third = await makeOffice('第三方协会')

let files: Map<string, Buffer>
let clean: Map<string, Buffer>
beforeAll(async () => {
  const dir = await mkdtemp(join(tmpdir(), 'kexie-tamper-'))
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
      const expected = special[name] ? [special[name]] : [`bag.missing-file ${name}`, 'bag.oxum-mismatch bag-info.txt']
      expect(errors(await check()), name).toEqual(expected)
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
    expect(errors(await check())).toEqual([
      'bag.extra-file data/attachments/extra.jpg',
      'bag.oxum-mismatch bag-info.txt',
    ])
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
    ['signature line', 1, swap, 'signature.altered'],
    ['trusted comment', 2, (text: string) => text.replace('seq=1', 'seq=2'), 'signature.trusted-comment'],
    ['global signature', 3, swap, 'signature.trusted-comment'],
  ] as const)('%s', async (_, index, change, code) => {
    line(index, change)
    expect(codes(await check())).toEqual([code])
  })

  test('tag manifest with its own digests intact', async () => {
    fresh().set(
      'tagmanifest-sha256.txt',
      Buffer.from(String(clean.get('tagmanifest-sha256.txt')).replaceAll('  ', ' \t')),
    )
    expect(errors(await check())).toEqual(['signature.invalid tagmanifest-sha256.txt'])
  })

  test('another signer, with its own and with the claimed key id', async () => {
    reseal(fresh(), third.key)
    expect(errors(await check())).toEqual(['signature.other-signer signature.minisig'])
    reseal(fresh(), signingKeyFromSeed(third.key.seed, county.key.keyId))
    expect(errors(await check())).toEqual(['signature.altered signature.minisig'])
  })

  test('a signed comment that says something else than package.json', async () => {
    reseal(fresh(), county.key)
    const altered = fresh()
    reseal(altered, county.key, (json) => (json.createdAt = '2022-05-13T00:00:00Z'))
    const signature = altered.get('signature.minisig')!
    const before = String(reseal(fresh(), county.key).get('signature.minisig'))
    expect(before).not.toBe(String(signature))
    const { signMinisign } = await import('../../../electron/core/package/minisign.ts')
    altered.set(
      'signature.minisig',
      Buffer.from(
        signMinisign(altered.get('tagmanifest-sha256.txt')!, county.key, 'kexie/1 kind=receipt id=x seq=1 time=now'),
      ),
    )
    files = altered
    expect(codes(await check())).toEqual(['signature.comment-mismatch'])
  })

  test('a copy that a third office signed as its own', async () => {
    const asThird = { officeId: third.officeId, deviceId: third.deviceId, cardSeq: 1 }
    reseal(fresh(), third.key, (json) => Object.assign(json, { sender: asThird, card: third.card }))
    const known = [county, third].map((office) => ({ card: office.card, trusted: true }))
    const result = await verifyFiles(files, await scratch(), contextOf({ us: city.officeId, known }))
    expect(errors(result).map((text) => text.split(' ')[0])).toEqual(['record.no-evidence', 'record.no-evidence'])
    // Claiming the founder's id with a card of its own does not help either.
    reseal(fresh(), third.key, (json) => (json.card = { ...third.card, officeId: county.officeId }))
    expect(codes(await verifyFiles(files, await scratch(), contextOf({ us: city.officeId })))).toContain(
      'card.office-id',
    )
  })

  test('a device that was revoked', async () => {
    const gone = (revokedAt: string): OfficeCard => ({
      ...county.card,
      devices: [{ ...county.card.devices[0]!, revokedAt }],
    })
    const verify = async (card: OfficeCard) =>
      verifyFiles(fresh(), await scratch(), contextOf({ known: [{ card, trusted: true }] }))
    expect((await verify(gone('2022-01-02T00:00:00Z'))).findings[0]).toMatchObject({
      code: 'signature.revoked-device',
      severity: 'error',
    })
    expect((await verify(gone('2023-01-02T00:00:00Z'))).findings[0]).toMatchObject({
      code: 'signature.revoked-device',
      severity: 'hold',
    })
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
    await drain(
      await openPersonal(join(dir, 'outbox', old.slice('data/personal/'.length)), city.age.identity),
      (chunk) => {
        plain += Buffer.from(chunk).toString()
      },
    )
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
    const verified = async (sealed: string) =>
      codes(await verifyFiles(replace(Buffer.from(sealed, 'latin1')), await scratch(), trusting(county, city)))
    expect(await verified(text.replace('-> X25519', '-> ssh-ed25519'))).toEqual(['personal.other-recipient-kind'])
    expect(
      await verified(text.replace('-> X25519', `-> X25519 ${'A'.repeat(43)}\n${'B'.repeat(70_000)}\n-> X25519`)),
    ).toEqual(['personal.header-too-large'])
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
      [
        'foreign attachment',
        (json) => (json.records[1]!.attachments = [{ digest: '1'.repeat(64), path: 'delivered' }]),
        'record.attachment-unknown',
      ],
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
    twice.set(
      'data/package.json',
      Buffer.from(String(twice.get('data/package.json')).replace('{', '{"kind":"receipt",')),
    )
    const raw = Buffer.from(twice.get('data/package.json')!)
    const { createHash } = await import('node:crypto')
    const digest = createHash('sha256').update(raw).digest('hex')
    twice.set(
      'manifest-sha256.txt',
      Buffer.from(String(twice.get('manifest-sha256.txt')).replace(/^.{64}(?= {2}data\/package.json)/m, digest)),
    )
    const manifest = createHash('sha256').update(twice.get('manifest-sha256.txt')!).digest('hex')
    twice.set(
      'tagmanifest-sha256.txt',
      Buffer.from(String(twice.get('tagmanifest-sha256.txt')).replace(/^.{64}(?= {2}manifest)/m, manifest)),
    )
    expect(codes(await check())).toEqual(['json.duplicate-key'])
  })
})
