/** A store with 200,000 records against one with a single record: from the start of the core's process to the desk and the list. */
import { fork } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inRoot } from '../../build/paths.mjs'
import type { FromCoreFrame, ToCoreFrame } from '../../shared/api/control.ts'
import { builtResources, fillStore, foundStore } from './large-store.ts'
import { alternate, report } from './measure.ts'

const rounds = 5
const records = 200_000
const root = mkdtempSync(join(tmpdir(), 'kexie-bench-'))
const large = join(root, 'large')
const small = join(root, 'small')

/** What the window asks for until the desk stands there, and the first page of the list. */
const asked: readonly [string, object][] = [
  ['app.state', {}],
  ['desk.overview', {}],
  ['tasks.list', {}],
  ['records.list', { limit: 200 }],
]

async function open(dataDir: string): Promise<number> {
  const from = performance.now()
  const core = fork(inRoot('out/app/core.cjs'), { serialization: 'advanced', execArgv: ['--max-semi-space-size=4'] })
  const send = (frame: ToCoreFrame) => void core.send(frame)
  const exited = new Promise((resolve) => core.once('exit', resolve))
  const answered = new Promise<number>((resolve, reject) => {
    let left = asked.length
    core.on('message', (message) => {
      const frame = message as FromCoreFrame
      // Nobody keeps keys here but the store itself.
      if ('ask' in frame) send({ answer: frame.ask, ok: false, message: 'keychain unavailable' })
      if ('event' in frame && frame.event === 'start.failed') reject(new Error(JSON.stringify(frame.value)))
      if (!('id' in frame) || !('ok' in frame)) return
      if (!frame.ok) reject(new Error(JSON.stringify(frame)))
      else if (--left === 0) resolve(performance.now() - from)
    })
  })
  const start = { dataDir, resourcesDir: builtResources, appVersion: 'bench', fixedNow: null, restore: null }
  send({ start })
  for (const [id, [method, input]] of asked.entries()) send({ id: id + 1, method, input })
  const took = await answered
  send({ stop: true })
  await exited
  return took
}

await foundStore(small, builtResources)
await foundStore(large, builtResources)
fillStore(large, records)
const figures = await alternate(
  rounds,
  () => open(large),
  () => open(small),
)
report({
  name: `${records} records against one: core started, desk and list answered`,
  ...figures,
  aim: 1.2,
  unit: 'ms',
})
rmSync(root, { recursive: true, force: true })
