/**
 * `npm run setup`, and the first step of every other launcher. Plain Node 20 without dependencies;
 * under 150 ms when nothing is missing.
 */
import { realpathSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { ensureDependencies } from './dependencies.mjs'
import { describeRuntime, ensureElectron } from './runtime.mjs'
import { ensureSystemPackages } from './system-packages.mjs'
import { launch, tell } from './tell.mjs'

/** What each launcher needs; the command line and the checks need neither a window nor system packages. */
const needs = {
  node: { packages: [], electron: false },
  start: { packages: ['window'], electron: true },
  demo: { packages: ['window', 'display'], electron: true },
  test: { packages: ['window', 'display', 'tools'], electron: true },
}

/**
 * Installs what is missing; throws `Stop` with one sentence when it cannot.
 * @param {{ need: keyof typeof needs }} what
 * @returns {Promise<import('./runtime.mjs').ElectronRuntime | undefined>} the Electron to use, if one is needed
 */
export async function ensureSetup({ need }) {
  await ensureDependencies()
  await ensureSystemPackages(needs[need].packages)
  return needs[need].electron ? await ensureElectron() : undefined
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  await launch(async () => {
    const runtime = await ensureSetup({ need: 'test' })
    if (runtime) tell(`Ready: ${describeRuntime(runtime)}`, '准备就绪')
  })
}
