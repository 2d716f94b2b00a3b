import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import * as yauzl from 'yauzl'
import { decryptFile } from '../../../electron/core/package/age.ts'
import { revisionDigest } from '../../../electron/core/package/canonical.ts'
import { checkBag } from '../../../electron/core/package/check-bag.ts'
import { extractPackage } from '../../../electron/core/package/extract.ts'
import { publicKeyText } from '../../../electron/core/package/minisign.ts'
import { readPersonalFile } from '../../../electron/core/package/personal-file.ts'
import { verifyPackage } from '../../../electron/core/package/reader.ts'
import { splitVolumes } from '../../../electron/core/package/volumes.ts'
import { writePackage } from '../../../electron/core/package/writer.ts'
import { codes, contextOf, errors, makeOffice, received, sample, scratch, trusting, unpack, unpackTo } from './world.ts'

const county = await makeOffice('海门区科学技术协会')
const city = await makeOffice('南通市科学技术协会')

describe('a package on its way', () => {
  test('is composed, written, verified and extracted', async () => {
    const dir = await scratch()
    const { path, plan } = await sample(dir, { from: county, to: city })
    const context = { ...trusting(county, city), ageIdentity: city.age.identity }
    const staging = join(dir, 'staging')
    const verified = await verifyPackage(path, context, { stagingDir: staging })
    expect(verified).toMatchObject({
      ok: true,
      trusted: true,
      kind: 'submission',
      sequence: 1,
      tagManifestDigest: plan.tagManifestDigest,
    })
    expect(verified.findings).toEqual([])
    expect(verified.bagit).toEqual({ valid: true, version: '1.0', findings: [] })
    expect(verified.package).toEqual(plan.packageJson)

    const out = await extractPackage(path, verified, staging, { ageIdentity: city.age.identity })
    expect(out.findings).toEqual([])
    expect(out.ok).toBe(true)
    expect(out.records.map((record) => record.personal?.fields)).toEqual([
      { contactName: '王小明', contactMobile: '13800138000' },
      { contactName: '王小明', contactMobile: '13800138000' },
    ])
    for (const record of out.records) expect(revisionDigest(record.revision)).toBe(record.digest)
    const [photo, scan] = out.records[0]!.attachments
    expect(await readFile(photo!.file, 'utf8')).toBe('JPEG bytes of an activity '.repeat(500))
    expect(scan).toMatchObject({ sealed: true, header: { name: '盖章扫描件.jpg', mediaType: 'image/jpeg' } })
    let plain = ''
    await readPersonalFile(scan!.file, city.age.identity, (chunk) => {
      plain += Buffer.from(chunk).toString()
    })
    expect(plain).toBe('scan of a signed form '.repeat(500))
  })

  test('extracts without staging in the verification too, and reads an unpacked folder', async () => {
    const dir = await scratch()
    const { path } = await sample(dir, { from: county, to: city })
    const folder = await unpackTo(path, join(dir, 'unpacked'))
    for (const from of [path, folder]) {
      const verified = await verifyPackage(from, trusting(county, city))
      expect(errors(verified)).toEqual([])
      const out = await extractPackage(from, verified, join(dir, 'staging'), { ageIdentity: city.age.identity })
      expect(out.findings).toEqual([])
      expect(out.records).toHaveLength(2)
    }
  })

  test('opens with ordinary tools', async () => {
    const dir = await scratch()
    const { path, plan } = await sample(dir, { from: county, to: city })
    const run = (command: string, args: string[], cwd = dir) =>
      execFileSync(command, args, { cwd, encoding: 'utf8', stdio: 'pipe' })
    expect(run('unzip', ['-t', path])).toContain('No errors detected')
    run('unzip', ['-q', path, '-d', 'bag'])
    const bag = join(dir, 'bag')
    expect(
      run('minisign', [
        '-Vm',
        'bag/tagmanifest-sha256.txt',
        '-x',
        'bag/signature.minisig',
        '-P',
        publicKeyText(county.key),
      ]),
    ).toContain(`Trusted comment: kexie/1 kind=submission id=${plan.packageId} seq=1 time=2022-05-12T09:30:00.000Z`)
    run('sha256sum', ['-c', '--quiet', 'tagmanifest-sha256.txt', 'manifest-sha256.txt'], bag)
    await writeFile(join(dir, 'city.key'), `${city.age.identity}\n`)
    const personal = plan.packageJson.records[0]!.personal!
    expect(run('age', ['-d', '-i', 'city.key', join('bag', personal)])).toContain('王小明')
    // The record's own digest is that of its file.
    expect(run('sha256sum', [`data/records/${plan.packageJson.records[0]!.recordId}-1.json`], bag)).toContain(
      plan.packageJson.records[0]!.digest,
    )
    const names = await new Promise<string[]>((resolve, reject) => {
      yauzl.open(path, { lazyEntries: false, strictFileNames: true }, (error, zip) => {
        if (error) return reject(error)
        const found: string[] = []
        zip.on('entry', (entry: yauzl.Entry) => found.push(String(entry.fileName)))
        zip.on('end', () => resolve(found))
        zip.on('error', reject)
      })
    })
    expect(names).toEqual(plan.entries.map((entry) => entry.path))
  })

  test('the page has no script, no address, nothing personal; nothing personal is in clear anywhere', async () => {
    const dir = await scratch()
    const { path } = await sample(dir, { from: county, to: city })
    const files = await unpack(path)
    const page = String(files.get('data/目录.html'))
    expect(page).not.toMatch(/<script|https?:|javascript:|\son\w+=|<img|<link|url\(/i)
    expect(page).toContain('版本核对码')
    for (const href of page.matchAll(/href="([^"]+)"/g))
      expect(files.has(`data/${decodeURIComponent(href[1]!)}`)).toBe(true)
    for (const [name, data] of files) {
      expect(data.includes('王小明') || data.includes('13800138000'), name).toBe(false)
    }
  })

  test('the same plan gives the same bytes, in another time zone too', async () => {
    const dir = await scratch()
    const { path, plan } = await sample(dir, { from: county, to: city })
    const frozen = JSON.parse(JSON.stringify(plan)) as typeof plan
    const zone = process.env.TZ
    process.env.TZ = 'America/New_York'
    await writePackage(frozen, join(dir, 'again.zip'))
    process.env.TZ = zone
    expect((await readFile(path)).equals(await readFile(join(dir, 'again.zip')))).toBe(true)
  })

  test('age files decrypt to a file', async () => {
    const dir = await scratch()
    const { plan } = await sample(dir, { from: county, to: city })
    const entry = plan.entries.find((item) => item.path === plan.packageJson.records[0]!.personal)!
    const source = 'file' in entry.source ? entry.source.file : ''
    await decryptFile(source, city.age.identity, join(dir, 'plain.json'))
    expect(await readFile(join(dir, 'plain.json'), 'utf8')).toContain('13800138000')
    await expect(decryptFile(source, county.age.identity, join(dir, 'no.json'))).rejects.toMatchObject({
      code: 'personal.cannot-open',
    })
    expect(existsSync(join(dir, 'no.json'))).toBe(false)
  })
})

describe('volumes', () => {
  test('a large package becomes a group of complete signed bags', async () => {
    const dir = await scratch()
    const big = Buffer.alloc(300_000, 7)
    const paths: string[] = []
    for (let i = 0; i < 3; i++) {
      await mkdir(join(dir, 'big'), { recursive: true })
      big[0] = i
      paths.push(join(dir, 'big', `${i}`))
      await writeFile(paths[i]!, big)
    }
    const { createHash } = await import('node:crypto')
    const { plan, seal } = await sample(dir, {
      from: county,
      to: city,
      change: (records) => {
        for (const [i, file] of paths.entries()) {
          big[0] = i
          const sha256 = createHash('sha256').update(big).digest('hex')
          records[0]!.revision.attachments.push(sha256)
          records[0]!.attachments.push({
            file,
            sha256,
            bytes: big.length,
            mediaType: 'video/mp4',
            ext: 'mp4',
            title: `视频-${i}`,
            personal: false,
            field: 'v',
          })
        }
      },
    })
    const limit = 520_000
    const plans = splitVolumes(plan, limit, seal)
    expect(plans.length).toBeGreaterThan(1)
    const digests: Record<number, string> = {}
    for (const [i, volume] of plans.entries()) {
      const file = join(dir, `v${i}.zip`)
      await writePackage(volume, file)
      expect(statSync(file).size).toBeLessThan(limit)
      const state = i === 0 ? null : { lastSequence: 1, digestsOf: (_: number, n: number) => [digests[n] ?? []].flat() }
      const verified = await verifyPackage(file, trusting(county, city, state))
      expect(codes(verified)).toEqual(['package.volume'])
      expect(String((await unpack(file)).get('bag-info.txt'))).toContain(`Bag-Count: ${i + 1} of ${plans.length}`)
      digests[i + 1] = verified.tagManifestDigest!
    }
    const kept = plans.flatMap((volume) =>
      volume.packageJson.records.flatMap((record) => record.attachments.map((item) => item.digest)),
    )
    expect(kept.sort()).toEqual(
      plan.packageJson.records.flatMap((record) => record.attachments.map((item) => item.digest)).sort(),
    )
    expect(() => splitVolumes(plan, 300_000, seal)).toThrow(expect.objectContaining({ code: 'package.file-too-large' }))
  })
})

describe('without a store', () => {
  test('anybody can verify; nothing is trusted', async () => {
    const dir = await scratch()
    const { path } = await sample(dir, { from: county, to: city })
    const verified = await verifyPackage(path, contextOf())
    expect(verified).toMatchObject({ ok: true, trusted: false })
    expect(codes(verified)).toEqual(['card.unknown'])
    expect(readdirSync(dir).sort()).toEqual(['outbox', 'sample.zip', 'store'])
    expect((await checkBag(path)).valid).toBe(true)
    expect(
      codes(await verifyPackage(path, trusting(county, city, received({ 1: verified.tagManifestDigest! })))),
    ).toEqual(['package.duplicate'])
  })
})
