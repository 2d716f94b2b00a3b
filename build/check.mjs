/** `npm run check`: format and lint, walls, types, file length, unused code. Each counts as one. */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { conclude } from './counts.mjs'
import { inRoot } from './paths.mjs'
import { runNode24 } from './processes.mjs'
import { ensureSetup } from './setup.mjs'
import { launch, tell } from './tell.mjs'

const roots = ['build', 'db', 'electron', 'renderer', 'shared', 'test']
const maxLines = 400

const bin = (file, ...args) => runNode24([inRoot(`node_modules/${file}`), ...args])

const steps = {
  'format and lint': () => bin('@biomejs/biome/bin/biome', 'check', '--error-on-warnings'),
  walls: () =>
    bin(
      'dependency-cruiser/bin/dependency-cruiser.mjs',
      '--config',
      '.dependency-cruiser.cjs',
      ...roots.filter(isThere),
    ),
  types: () => bin('typescript/bin/tsc', '--noEmit'),
  'file length': checkLengths,
  'unused code': () => bin('knip/bin/knip.js', '--config', 'build/knip.json', '--no-progress'),
}

function isThere(folder) {
  return statSync(inRoot(folder), { throwIfNoEntry: false }) !== undefined
}

function sourceFiles(folder) {
  return readdirSync(inRoot(folder), { withFileTypes: true }).flatMap((entry) => {
    const name = `${folder}/${entry.name}`
    if (entry.isDirectory()) return sourceFiles(name)
    return /\.(tsx?|[cm]?js|css)$/.test(entry.name) ? [name] : []
  })
}

function checkLengths() {
  const long = roots
    .filter(isThere)
    .flatMap(sourceFiles)
    .filter((file) => lineCount(file) > maxLines)
  for (const file of long) tell(`${file}: ${lineCount(file)} lines, the limit is ${maxLines}`)
  return long.length === 0 ? 0 : 1
}
const lineCount = (file) => readFileSync(inRoot(file), 'utf8').trimEnd().split('\n').length

await launch(async () => {
  await ensureSetup({ need: 'node' })
  const counts = { passed: 0, failed: 0 }
  for (const [name, step] of Object.entries(steps)) {
    const started = Date.now()
    const ok = (await step()) === 0
    counts[ok ? 'passed' : 'failed'] += 1
    tell(`${ok ? 'ok    ' : 'FAILED'} ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`)
  }
  return conclude(counts)
})
