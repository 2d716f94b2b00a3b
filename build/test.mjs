/**
 * `npm test [-- words]`: set-up, build, every vitest project, then the journeys in real Electron under a virtual display.
 * Words are handed to both as file filters. `--only=vitest` or `--only=e2e` runs one half, `--project=long` one project.
 */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { ensureBuilt } from './build-parts.mjs'
import { conclude, sum } from './counts.mjs'
import { withDisplay } from './display.mjs'
import { allParts } from './parts.mjs'
import { inRoot } from './paths.mjs'
import { runNode24 } from './processes.mjs'
import { ensureSetup } from './setup.mjs'
import { launch, tell } from './tell.mjs'

const words = process.argv.slice(2).filter((word) => !word.startsWith('--'))
const flag = (name) => process.argv.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3)
const only = flag('only')
const project = flag('project')
const report = (name) => inRoot(`out/test/${name}.json`)
const testEnv = { TZ: 'Asia/Shanghai' }

function readReport(name) {
  return existsSync(report(name)) ? JSON.parse(readFileSync(report(name), 'utf8')) : undefined
}

async function runVitest() {
  const args = [
    'run',
    '--config',
    'build/vitest.config.ts',
    '--reporter=default',
    '--reporter=json',
    `--outputFile=${report('vitest')}`,
  ]
  if (words.length > 0) args.push('--passWithNoTests')
  if (project) args.push(`--project=${project}`)
  const code = await runNode24([inRoot('node_modules/vitest/vitest.mjs'), ...args, ...words], { env: testEnv })
  const done = readReport('vitest')
  if (!done) return { passed: 0, failed: 1 }
  // A skipped test is a promise not kept: it counts as failed, and so does a file that could not be loaded.
  const skipped = done.numPendingTests + (done.numTodoTests ?? 0)
  if (skipped > 0) tell(`${skipped} skipped in vitest: counted as failed`)
  const brokenFiles = done.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  ).length
  const failed = done.numFailedTests + skipped + brokenFiles
  return { passed: done.numPassedTests, failed: code !== 0 && failed === 0 ? 1 : failed }
}

async function runJourneys() {
  const cli = inRoot('node_modules/@playwright/test/cli.js')
  const args = ['test', '--config', 'build/playwright.config.ts', ...words]
  if (words.length > 0) args.push('--pass-with-no-tests')
  const code = await withDisplay({ always: true }, (env) =>
    runNode24([cli, ...args], { env: { ...testEnv, ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: report('e2e') } }),
  )
  const stats = readReport('e2e')?.stats
  if (!stats) return { passed: 0, failed: 1 }
  if (stats.skipped > 0) tell(`${stats.skipped} skipped in e2e: counted as failed`)
  const failed = stats.unexpected + stats.flaky + stats.skipped
  return { passed: stats.expected, failed: code !== 0 && failed === 0 ? 1 : failed }
}

await launch(async () => {
  await ensureSetup({ need: 'test' })
  await ensureBuilt(allParts)
  rmSync(inRoot('out/test'), { recursive: true, force: true })
  mkdirSync(inRoot('out/test'), { recursive: true })
  const counts = []
  if (only !== 'e2e') counts.push(await runVitest())
  if (only !== 'vitest') counts.push(await runJourneys())
  return conclude(sum(counts))
})
