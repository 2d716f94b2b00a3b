/**
 * `node build/bundle.mjs [part…]` on Node 24: sources → out/app. Builds only what is stale.
 * Main and preload stay at node18 syntax: they run on the stand-in Electron too.
 */
import {
  constants,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { allParts, fingerprint, staleParts, stampFile } from './parts.mjs'
import { inRoot, outApp } from './paths.mjs'

/** Whole TrueType files: sliced web fonts would become dozens of Type 3 fonts in a PDF. */
const fonts = [
  '@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf',
  '@expo-google-fonts/noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf',
  '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf',
  '@expo-google-fonts/noto-sans-sc/500Medium/NotoSansSC_500Medium.ttf',
  '@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf',
  // Whole as well, only packed: its outlines are TrueType.
  '@fontsource/lxgw-wenkai/files/lxgw-wenkai-latin-500-normal.woff2',
]

const builders = { core: buildCore, shell: buildShell, renderer: buildRenderer, resources: copyResources }

async function bundleNode(options) {
  const { bundleForNode } = await import('./node-bundle.mjs')
  const files = await bundleForNode({ outdir: outApp, ...options })
  for (const file of files) replaceFile(file.path, file.contents)
  return files.map((file) => file.path)
}

/** A program that is starting meanwhile reads the old file or the new one, never half of one. */
function replaceFile(file, contents) {
  mkdirSync(path.dirname(file), { recursive: true })
  const part = `${file}.${process.pid}`
  writeFileSync(part, contents)
  renameSync(part, file)
}

/** Programs of the core and its threads. What several of them need, and what is needed only now and then, lies beside them. */
const corePrograms = {
  core: 'electron/core/index.ts',
  cli: 'electron/core/cli/index.ts',
  'photo-thread': 'electron/core/photos/photo-thread.ts',
  'reading-thread': 'electron/core/received/reading-thread.ts',
  'scan-thread': 'electron/core/scans/scan-thread.ts',
  'table-thread': 'electron/core/tables/read/table-thread.ts',
  'video-thread': 'electron/core/videos/video-thread.ts',
  'word-thread': 'electron/core/wordback/word-thread.ts',
}

async function buildCore() {
  const folder = path.join(outApp, 'core')
  const before = existsSync(folder) ? readdirSync(folder) : []
  const written = await bundleNode({ entries: corePrograms, outdir: folder, target: 'node22', modules: true })
  // Parts of an earlier build.
  const kept = new Set(written.map((file) => path.basename(file)))
  for (const name of before) if (!kept.has(name)) rmSync(path.join(folder, name), { force: true })
  for (const name of ['core', 'cli']) replaceFile(path.join(outApp, `${name}.cjs`), doorTo(name))
}

/** What is started, by name: it only opens the door to the modules. */
const doorTo = (name) => `'use strict'\nimport('./core/${name}.mjs')\n`

async function buildShell() {
  const entries = { main: 'electron/main/index.ts', preload: 'electron/preload/index.ts' }
  await bundleNode({ entries, target: 'node18' })
}

async function buildRenderer() {
  const { build } = await import('vite')
  const target = path.join(outApp, 'renderer')
  const part = `${target}.${process.pid}`
  await build({ configFile: inRoot('build/vite.config.mjs'), build: { outDir: part }, logLevel: 'warn' })
  rmSync(target, { recursive: true, force: true })
  renameSync(part, target)
}

async function copyResources() {
  const target = path.join(outApp, 'resources')
  if (existsSync(inRoot('resources'))) {
    rmSync(path.join(target, 'notices'), { recursive: true, force: true })
    cpSync(inRoot('resources'), target, { recursive: true })
    await checkPacks(path.join(target, 'notices'))
  }
  copyCharacterMaps(path.join(target, 'cmaps'))
  // The reader of codes loads it from the disk: nothing is fetched.
  const reader = path.join(target, 'zxing_reader.wasm')
  copyFileSync(inRoot('node_modules/zxing-wasm/dist/reader/zxing_reader.wasm'), reader)
  mkdirSync(path.join(target, 'fonts'), { recursive: true })
  for (const font of fonts) {
    const from = inRoot(`node_modules/${font}`)
    const to = path.join(target, 'fonts', path.basename(font))
    if (statSync(to, { throwIfNoEntry: false })?.size === statSync(from).size) continue
    copyFileSync(from, to, constants.COPYFILE_FICLONE)
  }
}

/** Once here instead of at every start. A pack that is wrong stops the build. */
async function checkPacks(root) {
  const { readPacks } = await import('../electron/core/notices/read-packs.ts')
  const { writeCheckedPacks } = await import('../electron/core/notices/checked-packs.ts')
  const packs = await readPacks(root, (where, error) => {
    throw new Error(`${where}: ${JSON.stringify(error.details ?? error.message)}`)
  })
  writeCheckedPacks(root, packs)
}

/** Offices' PDFs often name a predefined map of simplified Chinese instead of carrying their own. */
function copyCharacterMaps(to) {
  const from = inRoot('node_modules/pdfjs-dist/cmaps')
  mkdirSync(to, { recursive: true })
  for (const name of readdirSync(from))
    if (/^(GB|UniGB|Adobe-GB1)/.test(name) && !existsSync(path.join(to, name)))
      copyFileSync(path.join(from, name), path.join(to, name))
}

const asked = process.argv.slice(2)
const wanted = allParts.filter((part) => asked.length === 0 || asked.includes(part))
for (const part of staleParts(wanted)) {
  // Taken before the build: a file written meanwhile makes the part stale again.
  const seen = fingerprint(part)
  mkdirSync(outApp, { recursive: true })
  await builders[part]()
  replaceFile(stampFile(part), seen)
}
