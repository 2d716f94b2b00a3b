/** One measured step in a process of its own, as the core runs: prints one line of JSON. Started by intake.bench.ts. */
import { createHash } from 'node:crypto'
import { createReadStream, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { createCore } from '../../electron/core/core.ts'
import type { IntakeBatch } from '../../shared/api/intake.ts'

const [step = '', ...rest] = process.argv.slice(2)

/** Wall clock, and what the processor spent in all threads: other programs on the machine change that much less. */
function clock(): () => { ms: number; cpuMs: number } {
  const at = performance.now()
  const spent = process.cpuUsage()
  return () => {
    const ms = performance.now() - at
    const { user, system } = process.cpuUsage(spent)
    return { ms, cpuMs: (user + system) / 1000 }
  }
}

/** The reference: reads and hashes the same bytes, and nothing else. */
async function bare(folder: string): Promise<object> {
  const taken = clock()
  for (const name of readdirSync(folder)) {
    const hash = createHash('sha256')
    for await (const chunk of createReadStream(path.join(folder, name), { highWaterMark: 1024 * 1024 }))
      hash.update(chunk)
    hash.digest('hex')
  }
  return taken()
}

/** A batch of the intake desk, from the dropped folder to its end. */
async function batch(dataDir: string, folder: string): Promise<object> {
  const resourcesDir = path.join(path.dirname(process.argv[1] ?? ''), 'resources')
  const core = await createCore({
    dataDir,
    resourcesDir,
    appVersion: 'bench',
    now: () => new Date(),
    ask: null,
    emit: () => undefined,
  })
  const call = async (method: string, input: object): Promise<IntakeBatch> =>
    (await core.dispatch(method, input)) as IntakeBatch
  const taken = clock()
  const { batchId } = await call('intake.start', { paths: [folder] })
  const begun = Date.now()
  const { counts, files } = await call('intake.run', { batchId })
  const time = taken()
  const used = usedMiB()
  await core.close()
  if (counts.imported !== counts.files)
    throw new Error(JSON.stringify([counts, files.find((file) => file.result !== 'imported')]))
  const done = files.map((file) => Date.parse(file.doneAt ?? '') - begun).sort((a, b) => a - b)
  return { ...time, done, peakMiB: peakMiB(), usedMiB: used }
}

/** The kernel's VmHWM; elsewhere what Node says. */
function peakMiB(): number {
  const told = process.platform === 'linux' ? readFileSync('/proc/self/status', 'latin1') : ''
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(told)?.[1] ?? process.resourceUsage().maxRSS) / 1024
}

/** What is still in use once all garbage is collected: V8 lets that lie as long as there is room. */
function usedMiB(): number {
  setFlagsFromString('--expose-gc')
  runInNewContext('gc(); gc()')
  const { heapUsed, external } = process.memoryUsage()
  return (heapUsed + external) / 1024 / 1024
}

async function run(): Promise<void> {
  const [first = '', second = ''] = rest
  const result = step === 'bare' ? await bare(first) : await batch(first, second)
  process.stdout.write(`${JSON.stringify(result)}\n`)
}

run().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? `${error.stack} ${JSON.stringify(error)}` : String(error)}\n`)
  process.exitCode = 1
})
