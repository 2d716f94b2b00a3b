/** Situations 4, 5 and 7 of domain.md §5 on the whole road: a foreign ZIP with GBK names, clocks that lie, a form that moved on. */
import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { countyNotice, Desk, fillF2, foundOffice, newRoot, passphrases, projectDir, trust } from '../support/desks.ts'
import { gbk } from '../support/gbk.ts'
import { rawZip } from './package/zip-bytes.ts'

const root = newRoot('kexie-situations-')
const stick = path.join(root.dir, 'stick')
let city: Desk
let county: Desk

/** Today's notice is a second version; the first one lies beside it, as an update of the program brings it. */
function movedOn(): string {
  const notices = path.join(root.dir, 'resources/notices')
  mkdirSync(notices, { recursive: true })
  const from = path.join(projectDir, 'resources/notices')
  for (const id of ['jiangsu-2022-workers-day', 'library']) symlinkSync(path.join(from, id), path.join(notices, id))
  const ours = path.join(notices, countyNotice)
  cpSync(path.join(from, countyNotice), ours, { recursive: true })
  cpSync(path.join(ours, '1'), path.join(ours, '2'), { recursive: true })
  const file = path.join(ours, '2', 'notice.json')
  const pack = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>
  writeFileSync(file, JSON.stringify({ ...pack, version: '2', theme: '修订后的主题' }))
  return path.join(root.dir, 'resources')
}
/** The county's machine with the clock that it shows on that day. */
const countyAt = async (instant: string, passphrase: string | null): Promise<Desk> => {
  const desk = await Desk.open(path.join(root.dir, 'county'), { startAt: Date.parse(instant) })
  if (passphrase !== null) await desk.call('keys.unlock', { passphrase })
  return desk
}

beforeAll(async () => {
  mkdirSync(stick)
  city = await Desk.open(path.join(root.dir, 'city'), {
    resourcesDir: movedOn(),
    startAt: Date.parse('2022-05-20T01:00:00Z'),
  })
  county = await countyAt('2022-05-19T01:00:00Z', null)
  await foundOffice(city, 'city')
  await foundOffice(county, 'county')
  await trust(county, city, stick)
  await trust(city, county, stick)
})
afterAll(async () => {
  await county.close()
  await city.close()
  root.remove()
})

it('5 and 7: a clock at 2009 and one in 2035: revisions order the work; the older notice is taken in, and said', async () => {
  const recordId = await fillF2(county, {}, [])
  const seen: { revision: number; codes: string[] }[] = []
  for (const [index, instant] of ['2009-01-01T00:10:00Z', '2035-06-01T00:00:00Z', '2009-01-01T01:00:00Z'].entries()) {
    await county.close()
    county = await countyAt(instant, passphrases.county)
    const { draftSeq } = await county.call('records.open', { recordId })
    await county.call('records.saveDraft', { recordId, draftSeq, changes: { scale: `线下约${100 + index}人` } })
    const order = { noticeId: countyNotice, to: city.officeId, out: stick }
    const exported = await county.call('packages.export', order)
    expect(exported).toMatchObject({ sequence: index + 1, records: [{ recordId, revision: index + 1 }] })
    const outcome = await city.call('packages.import', { path: exported.files[0]?.path ?? '' })
    expect(outcome.result).toBe('imported')
    const codes = outcome.verified.findings.map((finding) => finding.code).sort()
    seen.push({ revision: (await city.call('records.open', { recordId })).summary.latestRevision ?? 0, codes })
  }
  expect(seen).toEqual([
    { revision: 1, codes: ['clock.behind', 'notice.older-version'] },
    { revision: 2, codes: ['clock.ahead', 'notice.older-version'] },
    { revision: 3, codes: ['clock.behind', 'notice.older-version'] },
  ])
  expect((await city.call('records.open', { recordId })).values.scale).toBe('线下约102人')
})

it('4: a ZIP by an older program, with GBK names that lead out: shown readably, taken in nowhere', async () => {
  const file = path.join(stick, '各乡镇材料.zip')
  const entry = (name: string) => ({ name: gbk(name), data: Buffer.from('x'), flags: 0, madeBy: 20 })
  const names = ['报送材料/方案.docx', '..\\..\\启动\\开机自启.bat', '../../../逃出.txt']
  writeFileSync(file, rawZip(names.map(entry)))
  const before = readdirSync(root.dir, { recursive: true }).map(String)
  const verified = await city.call('packages.verify', { path: file })
  expect(verified.findings.map(({ code, path: at }) => [code, at])).toEqual(
    names.map((name) => ['zip.name-not-utf8', name]),
  )
  expect(verified).toMatchObject({ ok: false, trusted: false, bagit: { valid: false } })
  expect(await city.call('packages.import', { path: file })).toMatchObject({ result: 'refused', records: 0 })
  const grown = readdirSync(root.dir, { recursive: true }).map(String)
  const mine = (name: string) => !/^city\/(backups|logs?|kexie\.sqlite)/u.test(name)
  expect(grown.filter((name) => !before.includes(name) && mine(name))).toEqual([])
})
