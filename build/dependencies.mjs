import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { inRoot, isInstalled, modules, node24 } from './paths.mjs'
import { npmCommand, run } from './processes.mjs'
import { Stop, tell } from './tell.mjs'

const stampFile = path.join(modules, '.kexie-setup')

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

/** True when node_modules already holds every version that the lockfile asks for (after a plain `npm install`). */
function inSync() {
  const wanted = readJson(inRoot('package-lock.json'))?.packages ?? {}
  const present = readJson(path.join(modules, '.package-lock.json'))?.packages
  if (!present) return false
  return Object.entries(wanted).every(
    ([name, entry]) => name === '' || (entry.optional && !present[name]) || present[name]?.version === entry.version,
  )
}

/** Installs node_modules when they are missing or the lockfile has changed; Node 24 comes with them. */
export async function ensureDependencies() {
  const digest = createHash('sha256')
    .update(readFileSync(inRoot('package-lock.json')))
    .digest('hex')
  const stamp = existsSync(stampFile) ? readFileSync(stampFile, 'utf8') : ''
  if (stamp === digest && isInstalled()) return
  if (!inSync()) {
    tell('Installing dependencies …', '正在安装依赖')
    const npm = npmCommand()
    // Not `npm ci`: it refuses a lockfile without the binaries of other platforms, which not every registry carries.
    // `--no-save` installs the locked versions, checks their digests and leaves the lockfile as it is.
    const args = [...npm.args, 'install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error']
    // npm's own summary goes to stderr too: stdout belongs to the command line's JSON.
    const code = await run(npm.command, args, {
      shell: npm.shell,
      stdio: ['ignore', 2, 2],
      env: { ...process.env, ELECTRON_SKIP_BINARY_DOWNLOAD: '1' },
    })
    if (code !== 0 || !inSync()) {
      throw new Stop(
        'The dependencies could not be installed: npm needs its registry (network, or `npm config set registry`).',
        '无法安装依赖：npm 需要能访问其软件源（检查网络或镜像设置）。',
      )
    }
  }
  await ensureNode24()
  mkdirSync(modules, { recursive: true })
  writeFileSync(stampFile, digest)
}

/** A newer npm may have refused the install script of the package `node`; it is run here then. */
async function ensureNode24() {
  if (isInstalled()) return
  const folder = path.join(modules, 'node')
  if (existsSync(folder)) {
    await run(process.execPath, ['installArchSpecificPackage.js'], { cwd: folder, stdio: ['ignore', 2, 2] })
  }
  if (isInstalled()) return
  throw new Stop(
    `Node 24 is missing at ${path.relative(inRoot('.'), node24)}: delete node_modules and start again with a working npm registry.`,
    '缺少 Node 24：请删除 node_modules，在能访问 npm 软件源时重试。',
  )
}
