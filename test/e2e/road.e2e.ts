/** The main road once more, and then everything it made is checked by ordinary tools, as somebody without the program would. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium, expect, test } from '@playwright/test'
import { type Walked, walkTheRoad } from '../demo/road.ts'
import { findPlanted } from '../support/planted.ts'
import { keysOfStore, type StoreKeys } from '../support/store-keys.ts'
import { type Unzipped, unzipPackage } from '../support/unzip.ts'
import { passphrase } from './support/road.ts'
import { samplePlan } from './support/sample-plan.ts'

const personal = [samplePlan.contactName, samplePlan.mobile]
const folder = mkdtempSync(join(tmpdir(), 'kexie-road-'))
let walked: Walked
let packages: Record<'countyCard' | 'cityCard' | 'submission' | 'receipt', Unzipped>
let keys: Record<'county' | 'city', StoreKeys>

test.describe.configure({ mode: 'serial' })
test.beforeAll(async () => {
  test.setTimeout(180_000)
  walked = await walkTheRoad({ out: join(folder, 'out'), home: join(folder, 'home'), tell: () => undefined })
  const unzipped = (file: string, name: string) => unzipPackage(file, join(folder, 'unzipped', name))
  packages = {
    countyCard: unzipped(walked.cards.county, 'county-card'),
    cityCard: unzipped(walked.cards.city, 'city-card'),
    submission: unzipped(walked.submission, 'submission'),
    receipt: unzipped(walked.receipt, 'receipt'),
  }
  keys = {
    county: await keysOfStore(walked.stores.county, passphrase),
    city: await keysOfStore(walked.stores.city, passphrase),
  }
})
test.afterAll(() => rmSync(folder, { recursive: true, force: true }))

const run = (command: string, args: readonly string[], cwd?: string) =>
  execFileSync(command, args, { ...(cwd ? { cwd } : {}), encoding: 'utf8', env: { ...process.env, LC_ALL: 'C.UTF-8' } })

test('unzip -t, sha256sum -c and minisign -V pass on every package', () => {
  const files = {
    countyCard: walked.cards.county,
    cityCard: walked.cards.city,
    submission: walked.submission,
    receipt: walked.receipt,
  }
  const signers = { countyCard: keys.county, cityCard: keys.city, submission: keys.county, receipt: keys.city }
  for (const name of ['countyCard', 'cityCard', 'submission', 'receipt'] as const) {
    expect(run('unzip', ['-t', files[name]])).toContain('No errors detected')
    const { dir } = packages[name]
    run('sha256sum', ['-c', '--quiet', '--strict', 'tagmanifest-sha256.txt', 'manifest-sha256.txt'], dir)
    const signature = ['-x', 'signature.minisig', '-P', signers[name].publicKey]
    expect(run('minisign', ['-V', '-m', 'tagmanifest-sha256.txt', ...signature], dir)).toContain('verified')
  }
})

test('age -d opens every personal part with the recipient’s key, and with no other', () => {
  const { submission } = packages
  const sealed = submission.names.filter((name) => name.startsWith('data/personal/'))
  expect(sealed.length).toBeGreaterThanOrEqual(2)
  const open = (name: string, identity: string): Buffer => {
    const keyFile = join(folder, 'recipient.key')
    writeFileSync(keyFile, `${identity}\n`, { mode: 0o600 })
    return execFileSync('age', ['-d', '-i', keyFile, join(submission.dir, name)], { stdio: ['ignore', 'pipe', 'pipe'] })
  }
  const opened = sealed.map((name) => open(name, keys.city.ageIdentity))
  expect(opened.some((bytes) => bytes.includes(Buffer.from(samplePlan.mobile)))).toBe(true)
  expect(opened.some((bytes) => bytes.includes(Buffer.from('%PDF-')))).toBe(true)
  for (const name of sealed) expect(() => open(name, keys.county.ageIdentity)).toThrow()
})

test('目录.html opens in a browser from a file address with no request and no script', async () => {
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu'],
  })
  try {
    for (const unzipped of Object.values(packages)) {
      const page = await browser.newPage()
      const requests: string[] = []
      page.on('request', (request) => requests.push(request.url()))
      const address = pathToFileURL(join(unzipped.dir, 'data', '目录.html')).href
      await page.goto(address)
      await expect(page.locator('body')).toContainText('科学技术协会')
      expect(requests).toEqual([address])
      expect(await page.locator('script, iframe, img, link, object, embed, form').count()).toBe(0)
      expect(
        await page.evaluate(() =>
          [...document.querySelectorAll('*')]
            .flatMap((element) => element.getAttributeNames())
            .filter((name) => name.startsWith('on')),
        ),
      ).toEqual([])
      for (const link of await page.locator('a[href]').all()) {
        const target = decodeURIComponent((await link.getAttribute('href')) ?? '')
        expect(unzipped.names).toContain(`data/${target}`.replace('data/../', ''))
      }
      for (const text of personal) expect(await page.locator('body').innerText()).not.toContain(text)
      await page.close()
    }
  } finally {
    await browser.close()
  }
})

test('nothing personal in clear: packages, clear PDFs, both stores, write-ahead logs and logs', () => {
  for (const root of [
    join(folder, 'unzipped'),
    join(folder, 'out', 'stick'),
    walked.stores.county,
    walked.stores.city,
  ]) {
    expect(findPlanted(root, personal)).toEqual([])
  }
  const clearPdfs = packages.submission.names.filter((name) => name.endsWith('.pdf'))
  expect(clearPdfs.length).toBeGreaterThan(0)
  for (const name of clearPdfs) {
    const text = run('pdftotext', ['-layout', join(packages.submission.dir, name), '-'])
    expect(text).toContain(samplePlan.activityName.slice(1, 8))
    for (const planted of personal) expect(text).not.toContain(planted)
  }
  // The same search finds what is planted on purpose, in either encoding and inside a PDF's text.
  const trap = join(folder, 'trap')
  mkdirSync(trap)
  writeFileSync(join(trap, 'a.bin'), Buffer.from(`…${samplePlan.mobile}…`, 'utf16le'))
  writeFileSync(join(trap, 'b.bin'), `…${samplePlan.contactName}…`)
  expect(findPlanted(trap, personal)).toHaveLength(2)
  expect(run('pdftotext', ['-layout', walked.pdf, '-'])).toContain(samplePlan.mobile)
})

test('the paper carries the code of the revision that was sent', () => {
  const text = run('pdftotext', ['-layout', walked.pdf, '-'])
  expect(text).toContain(walked.code)
  const records = packages.submission.names.filter((name) => name.startsWith('data/records/'))
  expect(records).toHaveLength(1)
  expect(packages.submission.text('data/目录.html')).toContain(walked.code)
})
