/** One measured step in a process of its own, as the core runs: prints `{ms, peakMiB}`. Started by package.bench.ts. */
import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createCore } from '../../electron/core/core.ts'

const [step = '', dataDir = '', passphrase = '', ...rest] = process.argv.slice(2)
const chunk = 1024 * 1024

/** The reference: reads, hashes and writes the same bytes, and nothing else. */
async function bare(target: string, sources: readonly string[]): Promise<number> {
  const started = performance.now()
  for (const [index, source] of sources.entries()) {
    const hash = createHash('sha256')
    const input = createReadStream(source, { highWaterMark: chunk })
    input.on('data', (bytes) => hash.update(bytes))
    await pipeline(
      input,
      createWriteStream(target, { flags: index === 0 ? 'w' : 'a', highWaterMark: chunk, flush: true }),
    )
    hash.digest('hex')
  }
  return performance.now() - started
}

async function desk(): Promise<number> {
  const resourcesDir = path.join(path.dirname(process.argv[1] ?? ''), 'resources')
  const core = await createCore({
    dataDir,
    resourcesDir,
    appVersion: 'bench',
    now: () => new Date(),
    ask: null,
    emit: () => undefined,
  })
  if (passphrase !== '-') await core.dispatch('keys.unlock', { passphrase })
  const started = performance.now()
  if (step === 'export') {
    const [noticeId, to, out, recordId] = rest
    await core.dispatch('packages.export', { noticeId, to, out, recordIds: [recordId] })
  } else {
    const outcome = (await core.dispatch('packages.import', { path: rest[0], acceptGap: true })) as {
      result: string
      verified: unknown
    }
    if (outcome.result !== 'imported') throw new Error(JSON.stringify(outcome))
  }
  const ms = performance.now() - started
  await core.close()
  return ms
}

async function run(): Promise<void> {
  const ms = step === 'bare' ? await bare(dataDir, rest) : await desk()
  process.stdout.write(`${JSON.stringify({ ms, peakMiB: process.resourceUsage().maxRSS / 1024 })}\n`)
}

run().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? `${error.stack} ${JSON.stringify(error)}` : String(error)}\n`)
  process.exitCode = 1
})
