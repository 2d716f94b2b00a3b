/** The program as it is installed: packaged, its switches burnt out, without network, without a door for tests. */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { listPackage } from '@electron/asar'
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { expect, type Page, test } from '@playwright/test'
import { type Walked, walkTheRoad } from '../demo/road.ts'
import { foreignSockets, networksOf } from './support/packaged/network-facts.ts'
import { namespaceWay } from './support/packaged/no-network.ts'
import {
  ensurePackaged,
  launchPackaged,
  type PackagedDesk,
  packagedBinary,
  packagedFolder,
} from './support/packaged/packaged-desk.ts'
import { go, passphrase } from './support/road.ts'

const folder = mkdtempSync(join(tmpdir(), 'kexie-packaged-road-'))
let walked: Walked

test.describe.configure({ mode: 'serial' })
test.beforeAll(() => {
  test.setTimeout(180_000)
  ensurePackaged()
})
test.afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('every switch of the runtime is burnt out, by the official reader', async () => {
  const wire = await getCurrentFuseWire(packagedBinary)
  const off = [
    FuseV1Options.RunAsNode,
    FuseV1Options.EnableCookieEncryption,
    FuseV1Options.EnableNodeOptionsEnvironmentVariable,
    FuseV1Options.EnableNodeCliInspectArguments,
    FuseV1Options.LoadBrowserProcessSpecificV8Snapshot,
  ]
  for (const fuse of off) expect(wire[fuse], FuseV1Options[fuse]).toBe(FuseState.DISABLE)
  expect(wire[FuseV1Options.OnlyLoadAppFromAsar]).toBe(FuseState.ENABLE)
  // Newer runtimes know it, and it is off there; the stand-in has no such fuse.
  expect([undefined, FuseState.DISABLE]).toContain(wire[FuseV1Options.GrantFileProtocolExtraPrivileges])
})

test('only what this machine needs is inside', () => {
  const unpacked = join(packagedFolder, 'resources', 'app.asar.unpacked')
  const library = join(unpacked, 'node_modules', 'better-sqlite3')
  expect(readdirSync(join(unpacked, 'node_modules'))).toEqual(['better-sqlite3'])
  expect(readdirSync(join(library, 'prebuilds'))).toEqual([`linux-${process.arch}.node`])
  expect(readdirSync(join(packagedFolder, 'locales')).sort()).toEqual(['en-US.pak', 'zh-CN.pak'])
  // Inside the archive only what Electron itself reads; a plain Node reads the rest.
  const packed = listPackage(join(packagedFolder, 'resources', 'app.asar'), { isPack: true })
    .filter((line) => line.startsWith('pack'))
    .map((line) => line.replace(/^pack\s*: /, ''))
  expect(packed).toEqual(expect.arrayContaining(['/main.cjs', '/preload.cjs', '/package.json', '/renderer/index.html']))
  expect(packed.filter((name) => /^\/core.*\.[cm]js$|\.(node|wasm|ttf)$/.test(name))).toEqual([])
  const names = readdirSync(packagedFolder, { recursive: true, encoding: 'utf8' })
  expect(names.filter((name) => /\.map$|\.d\.ts$|cli\.[cm]js$|resources\/sample/.test(name))).toEqual([])
})

test('nothing from outside makes it run something else', async () => {
  // Beside the real one, by hard links: a folder that an older Electron would have preferred.
  const copy = join(packagedFolder, '..', 'loose')
  const mark = join(folder, 'ran')
  const bite = join(folder, 'bite.cjs')
  writeFileSync(bite, `require('node:fs').writeFileSync(${JSON.stringify(mark)}, process.argv.join(' '))`)
  rmSync(copy, { recursive: true, force: true })
  execFileSync('cp', ['-al', packagedFolder, copy])
  const loose = join(copy, 'resources', 'app')
  mkdirSync(loose)
  writeFileSync(join(loose, 'package.json'), JSON.stringify({ name: 'loose', main: 'main.cjs' }))
  writeFileSync(join(loose, 'main.cjs'), readFileSync(bite))
  const desk = await launchPackaged({
    binary: join(copy, 'kexie-desk'),
    env: { ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: `--require ${bite}` },
    words: ['--inspect=127.0.0.1:0', '--inspect-brk=127.0.0.1:0', '--remote-debugging-port=0'],
  })
  try {
    await desk.page.getByLabel('单位名称').waitFor()
    expect(existsSync(mark)).toBe(false)
    expect(desk.saidOnStderr()).not.toMatch(/Debugger listening|DevTools listening/)
    // No door of the tests: the clock is the computer's own, and no developer tools.
    expect(await desk.page.evaluate(() => window.kexie.startProblem)).toBeNull()
    expect(foreignSockets(desk.process.pid)).toEqual([])
  } finally {
    await desk.close()
    rmSync(copy, { recursive: true, force: true })
  }
})

test('the whole road of the demo, without network', async () => {
  test.setTimeout(180_000)
  const desks: PackagedDesk[] = []
  const sockets: string[] = []
  walked = await walkTheRoad({
    out: join(folder, 'out'),
    home: join(folder, 'home'),
    tell: () => sockets.push(...desks.flatMap((desk) => foreignSockets(desk.process.pid))),
    async launch(options) {
      const desk = await launchPackaged(options)
      desks.push(desk)
      // In a namespace of its own there is the loopback, which is down, and nothing else.
      if (namespaceWay()) expect(networksOf(desk.process.pid)).toEqual(['lo'])
      return desk
    },
  })
  if (!namespaceWay()) {
    process.stderr.write('No network namespaces on this machine: hosts and proxies were closed, and sockets counted.\n')
  }
  expect(sockets).toEqual([])
  expect(readFileSync(walked.pdf).subarray(0, 5).toString()).toBe('%PDF-')
})

async function unlock(page: Page): Promise<void> {
  await page.getByLabel('口令', { exact: true }).fill(passphrase)
  await page.keyboard.press('Enter')
}

test('a double click on a file opens the place that takes it in, after the passphrase', async () => {
  const county = await launchPackaged({ dataDir: walked.stores.county, files: [walked.receipt] })
  try {
    const { page } = county
    const row = (file: string) => page.getByRole('button', { name: `收起：${basename(file)}` })
    await unlock(page)
    await page.getByRole('heading', { level: 1, name: '收件' }).waitFor()
    await row(walked.receipt).waitFor()
    await go(county, '工作台')
    // While it is open: the same window takes the next one.
    await county.open([walked.cards.city])
    await page.getByRole('heading', { level: 1, name: '收件' }).waitFor()
    await row(walked.cards.city).waitFor()
    expect(county.errors).toEqual([])
  } finally {
    await county.close()
  }
})

test('an office with offices below it takes the file in at 收报台', async () => {
  const city = await launchPackaged({ dataDir: walked.stores.city, files: [walked.submission] })
  try {
    await unlock(city.page)
    await city.page.getByRole('heading', { level: 1, name: '收报台' }).waitFor()
    await city.page.getByText(basename(walked.submission)).first().waitFor()
    // Once after an installation, by itself.
    const kept = join(walked.stores.city, 'logs', 'self-test.json')
    await expect.poll(() => existsSync(kept), { timeout: 30_000 }).toBe(true)
    await go(city, '设置')
    const results = city.page.getByRole('list', { name: '自检结果' })
    for (const name of ['保存资料正常', '签名、加密、核对码正常', '字体正常', '通知和表格齐全', '电脑的日期']) {
      await expect(results).toContainText(name)
    }
    await expect(results).not.toContainText('不正常')
    expect(city.errors).toEqual([])
  } finally {
    await city.close()
  }
})
