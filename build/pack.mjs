/** `node build/pack.mjs [--win nsis | --linux deb | dir] [--x64] [--arm64]` on Node 24: out/app → out/package/made. */
import { createHash } from 'node:crypto'
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { Arch, build, Platform } from 'electron-builder'
import { packageDir, packagedDescription, packagingConfig } from './electron-builder.mjs'
import { allParts, stampFile } from './parts.mjs'
import { cacheDir, inRoot, node24, outApp } from './paths.mjs'
import { findElectron } from './runtime.mjs'
import { launch, Stop, tell } from './tell.mjs'

const made = inRoot(`${packageDir}/made`)
const stamp = inRoot(`${packageDir}/.dir.stamp`)
const project = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'))

/** Bytes of a folder with everything in it, or of a file. @returns {number} */
function bytesOf(file) {
  const info = statSync(file)
  if (!info.isDirectory()) return info.size
  return readdirSync(file).reduce((sum, name) => sum + bytesOf(path.join(file, name)), 0)
}
const shown = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`

/** Total and the biggest parts, two levels deep. */
function reportSize(folder) {
  const inside = (at) => readdirSync(at).map((name) => path.join(at, name))
  const resources = path.join(folder, 'resources')
  const unpacked = path.join(resources, 'app.asar.unpacked')
  const parts = [
    ...inside(folder).filter((file) => file !== resources),
    ...inside(resources).filter((file) => file !== unpacked),
    ...(existsSync(unpacked) ? inside(unpacked) : []),
  ].map((file) => ({ name: path.relative(folder, file), bytes: bytesOf(file) }))
  parts.sort((a, b) => b.bytes - a.bytes)
  tell(`${path.relative(inRoot('.'), folder)}: ${shown(bytesOf(folder))}`)
  for (const { name, bytes } of parts.slice(0, 10)) tell(`  ${shown(bytes).padStart(9)}  ${name}`)
}

const notOurs = new Set(['app', 'app-update.yml'].map((name) => path.join('resources', name)))

/** The stand-in as electron-builder wants it: under its own name and without the application of the development. */
function standInDist(binary) {
  const dist = path.join(cacheDir, `${path.basename(path.dirname(binary))}-dist`)
  rmSync(dist, { recursive: true, force: true })
  cpSync(path.dirname(binary), dist, {
    recursive: true,
    filter: (file) => !notOurs.has(path.relative(path.dirname(binary), file)),
  })
  return dist
}

/** @param {'linux' | 'win'} platform @returns {Parameters<typeof packagingConfig>[0]} */
function packingFor(platform, installer) {
  const runtime = findElectron()
  if (runtime?.kind !== 'fallback') return { platform, electronVersion: project.devDependencies.electron }
  if (installer) {
    throw new Stop(
      'Installers are made of the official Electron only; this machine has the stand-in. `npm run package` makes a folder.',
      '安装包只能用官方 Electron 制作，请在能下载它的电脑上运行。',
    )
  }
  return {
    platform,
    electronVersion: runtime.version,
    electronDist: standInDist(runtime.path),
    coreNode: node24,
  }
}

/** The parts as they were built, and how they are put together. */
function fingerprint(packing) {
  const hash = createHash('sha256').update(JSON.stringify(packing))
  const sources = ['build/electron-builder.mjs', 'build/pack.mjs', 'package.json', 'package-lock.json']
  for (const file of [...allParts.map(stampFile), ...sources.map(inRoot)]) hash.update(readFileSync(file))
  return hash.digest('hex')
}

/** Of the built application: what only the command line and its reader need stays out. */
const leftOut = new Set(['cli.cjs', path.join('core', 'cli.mjs'), path.join('resources', 'sample')])

/** The application as electron-builder takes it: out/app, the one library beside it, a description of its own. */
function layOut(platform) {
  const app = inRoot(`${packageDir}/app`)
  rmSync(app, { recursive: true, force: true })
  cpSync(outApp, app, {
    recursive: true,
    filter: (file) => {
      const name = path.relative(outApp, file)
      return !leftOut.has(name) && !(name.startsWith('.') && name.endsWith('.stamp'))
    },
  })
  const library = path.join('node_modules', 'better-sqlite3')
  const needed = ['package.json', 'LICENSE', 'lib', 'prebuilds']
  for (const name of needed)
    cpSync(inRoot(path.join(library, name)), path.join(app, library, name), { recursive: true })
  writeFileSync(path.join(app, 'package.json'), `${JSON.stringify(packagedDescription(project, platform), null, 2)}\n`)
}

await launch(async () => {
  const words = process.argv.slice(2)
  const platform = words.includes('--win')
    ? 'win'
    : words.includes('--linux') || process.platform !== 'win32'
      ? 'linux'
      : 'win'
  const target =
    words.find((word) => !word.startsWith('--')) ??
    (words.some((word) => word === '--win' || word === '--linux') ? (platform === 'win' ? 'nsis' : 'deb') : 'dir')
  const arches = ['x64', 'arm64'].filter((arch) => words.includes(`--${arch}`))
  const packing = packingFor(platform, target !== 'dir')
  const seen = fingerprint({ ...packing, target, arches })
  if (target === 'dir' && existsSync(stamp) && readFileSync(stamp, 'utf8') === seen) return 0
  rmSync(stamp, { force: true })
  rmSync(made, { recursive: true, force: true })
  layOut(platform)
  const archesOf = {
    nsis: [Arch.x64],
    deb: [Arch.x64, Arch.arm64],
    dir: [process.arch === 'arm64' ? Arch.arm64 : Arch.x64],
  }
  const wanted = arches.length > 0 ? arches.map((arch) => Arch[arch]) : archesOf[target]
  const files = await build({
    projectDir: inRoot('.'),
    targets: (platform === 'win' ? Platform.WINDOWS : Platform.LINUX).createTarget(target, ...wanted),
    config: packagingConfig(packing),
    publish: 'never',
  })
  for (const name of readdirSync(made)) if (name.endsWith('-unpacked')) reportSize(path.join(made, name))
  for (const file of files) tell(`${path.relative(inRoot('.'), file)}: ${shown(bytesOf(file))}`)
  if (target === 'dir') writeFileSync(stamp, seen)
  return 0
})
