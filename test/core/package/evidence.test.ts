import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { canonicalJson, sha256Hex } from '../../../electron/core/package/canonical.ts'
import { nextCard } from '../../../electron/core/package/card.ts'
import { chainOf, evidenceFolder, evidenceNames } from '../../../electron/core/package/evidence.ts'
import { extractPackage } from '../../../electron/core/package/extract.ts'
import { verifyPackage } from '../../../electron/core/package/reader.ts'
import type { PackageJson } from '../../../electron/core/package/schema.ts'
import type { VerifyContext } from '../../../electron/core/package/verify-state.ts'
import { type Passed, passedOn } from './forwarded.ts'
import {
  codes,
  contextOf,
  errors,
  makeOffice,
  pack,
  reseal,
  scratch,
  trusting,
  unpack,
  uuids,
  verifyFiles,
} from './world.ts'

const county = await makeOffice('海门区科学技术协会')
const city = await makeOffice('南通市科学技术协会')
const province = await makeOffice('江苏省科学技术协会')
const nation = await makeOffice('中国科学技术协会')
const third = await makeOffice('第三方协会')

let clean: Passed
let files: Map<string, Buffer>
beforeAll(async () => {
  const dir = await mkdtemp(join(tmpdir(), 'kexie-evidence-'))
  clean = await passedOn(dir, { offices: [county, city, province] })
  await rm(dir, { recursive: true })
})
const copyOf = (from: Map<string, Buffer>) => new Map([...from].map(([name, data]) => [name, Buffer.from(data)]))
const fresh = () => {
  files = copyOf(clean.files)
  return files
}
const at = (name: string) => `${clean.folder}/${name}`
const inside = () => [...clean.files.keys()].filter((name) => name.startsWith(`${clean.folder}/`))
const flip = (data: Buffer) => {
  const copy = Buffer.from(data)
  copy[copy.length >> 1] = copy[copy.length >> 1]! ^ 1
  return copy
}
const knowing = [county, city].map(({ card }) => ({ card, trusted: true }))
const both = contextOf({ us: province.officeId, known: knowing })
/** As the forwarder could do it: whatever it changes, it signs. */
const signed = async (change?: (json: PackageJson) => void, context: VerifyContext = both) =>
  verifyFiles(reseal(files, city.key, change), await scratch(), context)
const record = `data/records/${uuids[0]}-1.json`

describe('a package that was passed on', () => {
  test('holds; the origin is told, known or trusted', async () => {
    const dir = await scratch()
    const path = await pack(clean.files, join(dir, 'p.zip'))
    const result = await verifyPackage(path, both)
    expect(errors(result)).toEqual([])
    expect(result).toMatchObject({ ok: true, trusted: true })
    expect(codes(result)).toEqual(['evidence.partial'])
    expect(result.origins).toHaveLength(2)
    expect(result.origins[0]!.evidence).toMatchObject({ senderOfficeId: county.officeId, trusted: true })

    const unknown = await verifyPackage(path, trusting(city, province))
    expect(unknown).toMatchObject({ ok: true, trusted: true })
    expect(codes(unknown)).toEqual(['evidence.partial', 'evidence.untrusted'])
    expect(unknown.origins[0]!.evidence).toMatchObject({ trusted: false })
  })

  test('a file in clear lies in it once, and what is personal opens for the new recipient', async () => {
    const dir = await scratch()
    const path = await pack(clean.files, join(dir, 'p.zip'))
    const staging = join(dir, 'staging')
    const verified = await verifyPackage(path, { ...both, ageIdentity: province.age.identity }, { stagingDir: staging })
    const extracted = await extractPackage(path, verified, staging, { ageIdentity: province.age.identity })
    expect(extracted.ok).toBe(true)
    expect(extracted.records[0]!.personal?.fields).toMatchObject({ contactName: '王小明' })
    const photo = extracted.records[0]!.attachments.find((one) => !one.sealed)!
    expect(photo.path.startsWith(`${clean.folder}/data/attachments/`)).toBe(true)
    const copies = [...clean.files.values()].filter((data) => sha256Hex(data) === photo.digest)
    expect(copies).toHaveLength(1)
    expect(extracted.roots.map((root) => [root.packageId, [...root.files.keys()].sort()])).toEqual([
      [clean.json.packageId, [...evidenceNames].sort()],
      [clean.originalJson.packageId, [...evidenceNames].sort()],
    ])
    expect(String(clean.files.get('data/目录.html'))).toContain(
      '<tr><th>原报送单位</th><td>海门区科学技术协会（转报）</td></tr>',
    )
    expect(String(clean.files.get('data/目录.html'))).not.toContain('王小明')
  })

  test('text that another program wrote in its own way stays as it is', async () => {
    const dir = await scratch()
    const passed = await passedOn(dir, { offices: [county, city, province] })
    const original = copyOf(passed.original)
    original.set(record, Buffer.from(`${JSON.stringify(JSON.parse(String(original.get(record))), null, 1)}\n`))
    reseal(original, county.key)
    const path = await pack(original, join(dir, 'odd.zip'))
    const staging = join(dir, 'staging')
    const verified = await verifyPackage(path, trusting(county, city), { stagingDir: staging })
    const { roots } = await extractPackage(path, verified, staging, { ageIdentity: city.age.identity })
    expect(roots[0]!.files.get(record)).toEqual(original.get(record))
  })

  test('in volumes: each is whole, with the evidence of what lies in it', async () => {
    const dir = await scratch()
    const large = await Promise.all(
      uuids.map(async (id) => {
        const bytes = Buffer.alloc(120_000, id)
        const file = join(dir, `${id}.pdf`)
        await writeFile(file, bytes)
        const facts = { bytes: bytes.length, mediaType: 'application/pdf', ext: 'pdf', personal: false }
        return { ...facts, file, sha256: sha256Hex(bytes), title: '汇总' }
      }),
    )
    const { volumes } = await passedOn(dir, {
      offices: [county, city, province],
      first: {
        change: (records) => {
          for (const [index, one] of records.entries()) one.documents.push(large[index]!)
        },
      },
      volumeBytes: 300_000,
    })
    expect(volumes.length).toBeGreaterThan(1)
    for (const path of volumes) {
      const result = await verifyPackage(path, both)
      expect(errors(result)).toEqual([])
      expect(result.origins.length).toBe(result.package!.records.length)
    }
  })

  test('from hand to hand: county, city, province, nation', async () => {
    const dir = await scratch()
    const passed = await passedOn(dir, { offices: [county, city, province, nation] })
    const known = [{ card: province.card, trusted: true }]
    const result = await verifyPackage(passed.path, contextOf({ us: nation.officeId, known }))
    expect(errors(result)).toEqual([])
    expect(result.origins.map((one) => one.evidence.senderOfficeId)).toEqual([county.officeId, county.officeId])
    expect(result.evidence.map((one) => one.senderOfficeId).sort()).toEqual([county.officeId, city.officeId].sort())
    // Without the city's part nobody can say how the county's got to the province.
    const between = evidenceFolder('0180b7f0-0000-7000-8000-000000000100')
    const without = copyOf(passed.files)
    for (const name of without.keys()) if (name.startsWith(between)) without.delete(name)
    reseal(without, province.key)
    const broken = await verifyFiles(without, dir, contextOf({ us: nation.officeId, known }))
    expect(errors(broken)).toEqual([
      `evidence.wrong-recipient ${passed.folder}`,
      `evidence.wrong-recipient ${passed.folder}`,
    ])
  })
})

describe('evidence that was tampered with', () => {
  test('on the way: every byte is under the forwarder’s manifest', async () => {
    for (const name of inside()) {
      fresh().set(name, flip(files.get(name)!))
      const result = await verifyFiles(files, await scratch(), both)
      expect(errors(result), name).toEqual([`bag.digest-mismatch ${name}`])
    }
  })

  test('by the forwarder: a changed file is named', async () => {
    const expected = (name: string) => {
      if (name === at('signature.minisig')) return `evidence.signature ${name}`
      // What the record itself binds is seen before.
      if (name.startsWith(at('data/attachments/'))) return `record.attachment-digest ${name}`
      // A digest in it no longer fits its file.
      if (name === at('tagmanifest-sha256.txt')) return `evidence.digest ${at('manifest-sha256.txt')}`
      return `evidence.digest ${name}`
    }
    for (const name of inside()) {
      fresh().set(name, flip(files.get(name)!))
      if (name === at('tagmanifest-sha256.txt'))
        files.set(
          name,
          Buffer.from(
            String(clean.files.get(name)).replace(/.(?= {2}manifest)/, (digit) => (digit === '0' ? '1' : '0')),
          ),
        )
      expect(errors(await signed()), name).toEqual([expected(name)])
    }
  })

  test('by the forwarder: the same manifest in another writing is not what was signed', async () => {
    const name = at('tagmanifest-sha256.txt')
    fresh().set(name, Buffer.from(String(files.get(name)).replaceAll('  ', ' \t')))
    expect(errors(await signed())).toEqual([`evidence.signature ${at('signature.minisig')}`])
  })

  test('by the forwarder: a missing file is named', async () => {
    for (const name of evidenceNames) {
      fresh().delete(at(name))
      expect(errors(await signed()), name).toEqual([`evidence.structure ${at(name)}`])
    }
    fresh().delete(at(record))
    expect(errors(await signed())).toEqual([`evidence.record ${at(record)}`])
    const photo = clean.json.records[0]!.attachments[0]!.path
    fresh().delete(photo)
    expect(errors(await signed())).toEqual([`package.listed-missing ${photo}`])
  })

  test('by the forwarder: nothing else fits in', async () => {
    const add = async (name: string, data: Buffer | string = 'x') => {
      fresh().set(name, Buffer.from(data))
      return errors(await signed())
    }
    expect(await add(at('extra.txt'))).toEqual([`evidence.structure ${at('extra.txt')}`])
    expect(await add('data/evidence/extra.txt')).toEqual(['evidence.structure data/evidence/extra.txt'])
    expect(await add('data/evidence/x/bagit.txt')).toEqual(['evidence.structure data/evidence/x/bagit.txt'])
    expect(await add(at('data/attachments/extra.jpg'))).toEqual([
      `evidence.extra-file ${at('data/attachments/extra.jpg')}`,
    ])
    const nested = at(`data/evidence/${uuids[1]}/bagit.txt`)
    expect(await add(nested)).toEqual([`evidence.extra-file ${nested}`])
    expect(await add(at('data/../../x'))).toEqual([`name.traversal ${at('data/../../x')}`])
    expect(await add(at('DATA/package.json'))).toContain(`name.case-clash ${at('DATA/package.json')}`)
    // Signed by the county, and not for this recipient's eyes.
    const page = 'data/目录.html'
    expect(await add(at(page), clean.original.get(page)!)).toEqual([`evidence.not-chosen ${at(page)}`])
    const sealed = clean.originalJson.records[0]!.personal!
    expect(await add(at(sealed), clean.original.get(sealed)!)).toEqual([`evidence.not-chosen ${at(sealed)}`])
    const listed = await signed((json) => (json.records[0]!.personal = at(sealed)))
    expect(errors(listed)).toContain('package.schema data/package.json')
  })

  test('by the forwarder: a folder under another name, an evidence of nothing', async () => {
    const other = evidenceFolder(uuids[1])
    fresh()
    for (const name of inside()) {
      files.set(name.replace(clean.folder, other), files.get(name)!)
      files.delete(name)
    }
    const moved = (path: string) => path.replace(clean.folder, other)
    const result = await signed((json) => {
      for (const entry of json.records) {
        entry.documents = entry.documents.map(moved)
        for (const item of entry.attachments) item.path = moved(item.path)
      }
    })
    expect(errors(result)).toEqual([`evidence.package ${other}/data/package.json`])

    const spare = await passedOn(await scratch(), {
      offices: [third, city, province],
      first: { packageId: uuids[1], change: (records) => records.splice(0) },
    })
    fresh()
    for (const name of evidenceNames) files.set(`${spare.folder}/${name}`, spare.original.get(name)!)
    expect(errors(await signed())).toEqual([`evidence.unused ${spare.folder}`])
  })
})

describe('a record that its office did not sign so', () => {
  const without = () => {
    fresh()
    for (const name of inside()) files.delete(name)
  }
  /** The package as if the files lay in it like its own. */
  const unpointed = (json: PackageJson) => {
    for (const entry of json.records) {
      entry.documents = []
      for (const item of entry.attachments)
        if (item.path.startsWith('data/evidence/')) item.path = 'data/attachments/photo.jpg'
    }
  }

  test('no evidence at all', async () => {
    const photo = clean.files.get(clean.json.records[0]!.attachments[0]!.path)!
    without()
    files.set('data/attachments/photo.jpg', photo)
    expect(errors(await signed(unpointed))).toEqual(uuids.map((id) => `record.no-evidence data/records/${id}-1.json`))
  })

  test('changed on the way', async () => {
    fresh()
    const revision = { ...JSON.parse(String(files.get(record))), values: { activityName: '别的活动' } }
    files.set(record, Buffer.from(canonicalJson(revision)))
    const result = await signed((json) => (json.records[0]!.digest = sha256Hex(canonicalJson(revision))))
    expect(errors(result)).toEqual([`evidence.record ${at('data/package.json')}`])
  })

  test('a document of another record in its place', async () => {
    fresh()
    const result = await signed((json) => {
      json.records[1]!.documents = json.records[0]!.documents
    })
    expect(errors(result)).toEqual([`evidence.record ${clean.json.records[0]!.documents[0]}`])
  })

  test('signed by another office, or for another recipient', async () => {
    const dir = await scratch()
    const forged = await passedOn(dir, {
      offices: [county, city, province],
      first: {
        signKey: third.key,
        card: third.card,
        sender: { officeId: third.officeId, deviceId: third.deviceId, cardSeq: 1 },
      },
    })
    expect(errors(await verifyPackage(forged.path, both))).toEqual(
      uuids.map((id) => `record.no-evidence data/records/${id}-1.json`),
    )
    const astray = await passedOn(await scratch(), {
      offices: [county, city, province],
      first: {
        recipient: { officeId: third.officeId, cardSeq: 1, name: third.name, ageRecipient: third.age.recipient },
      },
    })
    expect(errors(await verifyPackage(astray.path, both))).toEqual(
      uuids.map(() => `evidence.wrong-recipient ${astray.folder}`),
    )
  })

  test('the key: not its own, not its card, none at all, given up', async () => {
    const check = async (
      first: Parameters<typeof passedOn>[1]['first'],
      context: VerifyContext = trusting(city, province),
    ) => {
      const passed = await passedOn(await scratch(), { offices: [county, city, province], ...(first ? { first } : {}) })
      const result = await verifyPackage(passed.path, context)
      return [...errors(result).map((one) => one.replace(passed.folder, '…')), ...codes(result).slice(-1)]
    }
    expect(await check({ signKey: third.key })).toEqual([
      'evidence.signature …/signature.minisig',
      'evidence.signature',
    ])
    expect(await check({ card: third.card })).toEqual(['evidence.card …/data/package.json', 'evidence.card'])
    // A card that claims the county's id with a key of its own.
    expect(await check({ card: { ...third.card, officeId: county.officeId }, signKey: third.key })).toEqual([
      'evidence.card …/data/package.json',
      'evidence.card',
    ])
    expect(await check({ card: null })).toEqual(['evidence.no-key …/data/package.json', 'evidence.no-key'])
    expect(await check({ card: null }, both)).toEqual(['evidence.partial'])
    const revoked = (revokedAt: string) => {
      const devices = [{ ...county.card.devices[0]!, revokedAt }]
      const card = nextCard(county.card, { devices, createdAt: '2022-06-01T00:00:00.000Z' })
      return contextOf({
        us: province.officeId,
        known: [
          { card: city.card, trusted: true },
          { card, trusted: true },
        ],
      })
    }
    expect(await check({}, revoked('2022-05-01T00:00:00.000Z'))).toEqual([
      'evidence.revoked …/signature.minisig',
      'evidence.revoked',
    ])
    const before = await passedOn(await scratch(), { offices: [county, city, province] })
    const result = await verifyPackage(before.path, revoked('2022-06-01T00:00:00.000Z'))
    expect(errors(result)).toEqual([])
    expect(result.findings.find((one) => one.code === 'evidence.revoked')).toMatchObject({ severity: 'info' })
    expect(result.origins[0]!.evidence.trusted).toBe(false)
  })
})

test('the way of a record: the shortest one, every volume of it, no circles', () => {
  const hop = (senderOfficeId: string, recipientOfficeId: string, n = 1) => ({ senderOfficeId, recipientOfficeId, n })
  const way = (packages: ReturnType<typeof hop>[], from: string, to: string) =>
    chainOf(packages, from, to).map((step) =>
      step.map((one) => `${one.senderOfficeId}${one.recipientOfficeId}${one.n}`),
    )
  expect(way([hop('a', 'b'), hop('a', 'b', 2), hop('b', 'c')], 'a', 'c')).toEqual([['ab1', 'ab2'], ['bc1']])
  expect(way([hop('a', 'b'), hop('b', 'c'), hop('a', 'c')], 'a', 'c')).toEqual([['ac1']])
  expect(way([hop('b', 'c'), hop('c', 'b')], 'a', 'c')).toEqual([])
  expect(way([hop('a', 'b')], 'a', 'c')).toEqual([])
})

test('an evidence in a package of another kind is just a file that nobody named', async () => {
  fresh()
  const other = await unpack((await passedOn(await scratch(), { offices: [county, city, province] })).path)
  for (const [name, data] of other) if (name.startsWith('data/evidence/')) files.set(name, data)
  const result = await signed((json) => {
    json.kind = 'receipt'
    json.records = []
  })
  expect(codes(result)).toContain('package.unlisted-file')
})
