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

async function bundleNode(entries, target, options = {}) {
  const { build } = await import('esbuild')
  const existing = Object.fromEntries(Object.entries(entries).filter(([, file]) => existsSync(inRoot(file))))
  const result = await build({
    absWorkingDir: inRoot('.'),
    entryPoints: existing,
    outdir: outApp,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    target,
    external: ['electron', 'better-sqlite3'],
    define: { 'process.env.NODE_ENV': '"production"', ...options.define },
    // Names stay: the stack in a log must mean something.
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'none',
    logLevel: 'warning',
    ...options.output,
  })
  for (const file of result.outputFiles) replaceFile(file.path, file.contents)
}

/** A program that is starting meanwhile reads the old file or the new one, never half of one. */
function replaceFile(file, contents) {
  mkdirSync(path.dirname(file), { recursive: true })
  const part = `${file}.${process.pid}`
  writeFileSync(part, contents)
  renameSync(part, file)
}

async function buildCore() {
  const entries = { core: 'electron/core/index.ts', cli: 'electron/core/cli/index.ts' }
  await bundleNode(entries, 'node22', { define: { 'import.meta.dirname': '__dirname' } })
  // The parser of PDF files is an ES module with a top-level await: the threads stay such.
  const threads = {
    'photo-thread': 'electron/core/photos/photo-thread.ts',
    'reading-thread': 'electron/core/received/reading-thread.ts',
    'scan-thread': 'electron/core/scans/scan-thread.ts',
    'table-thread': 'electron/core/tables/read/table-thread.ts',
    'video-thread': 'electron/core/videos/video-thread.ts',
    'word-thread': 'electron/core/wordback/word-thread.ts',
  }
  await bundleNode(threads, 'node22', { output: { format: 'esm', outExtension: { '.js': '.mjs' } } })
}

async function buildShell() {
  await bundleNode({ main: 'electron/main/index.ts', preload: 'electron/preload/index.ts' }, 'node18')
}

async function buildRenderer() {
  const { build } = await import('vite')
  const target = path.join(outApp, 'renderer')
  const part = `${target}.${process.pid}`
  await build({ configFile: inRoot('build/vite.config.mjs'), build: { outDir: part }, logLevel: 'warn' })
  rmSync(target, { recursive: true, force: true })
  renameSync(part, target)
}

function copyResources() {
  const target = path.join(outApp, 'resources')
  if (existsSync(inRoot('resources'))) {
    rmSync(path.join(target, 'notices'), { recursive: true, force: true })
    cpSync(inRoot('resources'), target, { recursive: true })
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
