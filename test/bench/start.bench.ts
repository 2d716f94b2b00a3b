/** Start to interactive: 工作台 rows from the store painted and a key answered, against a bare Electron window. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inRoot } from '../../build/paths.mjs'
import { type Desk, launchDesk } from '../e2e/support/launch.ts'
import { alternate, report } from './measure.ts'
import { foundDesk, untilAnswers, untilBareAnswers } from './started.ts'

const rounds = 7

async function timed(launch: () => Promise<Desk>, until: (desk: Desk) => Promise<void>): Promise<number> {
  const from = performance.now()
  const desk = await launch()
  await until(desk)
  const took = performance.now() - from
  await desk.close()
  return took
}

const dataDir = join(mkdtempSync(join(tmpdir(), 'kexie-bench-')), 'store')
await foundDesk(dataDir)
const figures = await alternate(
  rounds,
  () => timed(() => launchDesk({ dataDir }), untilAnswers),
  () => timed(() => launchDesk({ appDir: inRoot('test/fixtures/bare-window') }), untilBareAnswers),
)
report({ name: 'start to interactive against a bare window', ...figures, aim: 1.5, unit: 'ms' })
rmSync(dataDir, { recursive: true, force: true })
