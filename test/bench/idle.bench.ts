/** Memory at rest: proportional set size of all our processes, the core's too, ten seconds after the desk answers, against a bare window's. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { inRoot } from '../../build/paths.mjs'
import { type Desk, launchDesk } from '../e2e/support/launch.ts'
import { alternate, report } from './measure.ts'
import { foundDesk, untilAnswers, untilBareAnswers } from './started.ts'

const restMs = 10_000
const rounds = 5

/** A process and all that it started; Linux only. */
function family(pid: number): number[] {
  const children = new Map<number, number[]>()
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8')
      const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
      children.set(parent, [...(children.get(parent) ?? []), Number(name)])
    } catch {
      // It ended meanwhile.
    }
  }
  const all = [pid]
  for (const one of all) all.push(...(children.get(one) ?? []))
  return all
}

/** MB, pages that several processes share divided among them. */
function memoryOf(desk: Desk): number {
  const pid = desk.app.process().pid ?? 0
  const kilobytes = family(pid).map((one) => {
    try {
      return Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${one}/smaps_rollup`, 'utf8'))?.[1] ?? 0)
    } catch {
      return 0
    }
  })
  return kilobytes.reduce((sum, one) => sum + one, 0) / 1024
}

async function atRest(desk: Desk, until: (desk: Desk) => Promise<void>): Promise<number> {
  await until(desk)
  await pause(restMs)
  const megabytes = memoryOf(desk)
  await desk.close()
  return megabytes
}

const dataDir = join(mkdtempSync(join(tmpdir(), 'kexie-bench-')), 'store')
await foundDesk(dataDir)
const figures = await alternate(
  rounds,
  async () => atRest(await launchDesk({ dataDir }), untilAnswers),
  async () => atRest(await launchDesk({ appDir: inRoot('test/fixtures/bare-window') }), untilBareAnswers),
)
report({ name: 'memory at rest against a bare window', ...figures, aim: 1.7, unit: 'MB' })
rmSync(dataDir, { recursive: true, force: true })
