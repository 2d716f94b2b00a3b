/** 300 letters of authorization in one PDF through the printing window, against a bare printToPDF of the same HTML. */
import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { withDisplay } from '../../build/display.mjs'
import { inRoot } from '../../build/paths.mjs'
import { electronPath } from '../../build/runtime.mjs'
import { createCore } from '../../electron/core/core.ts'
import type { MethodInput, MethodName, MethodOutput } from '../../shared/api/contract.ts'
import { newEntry, people } from '../support/letters.ts'
import { buildPrintProgram, pageSizes } from '../support/pdf.ts'
import { report } from './measure.ts'

const run = promisify(execFile)
const count = 300
const rounds = 5
const folder = mkdtempSync(path.join(tmpdir(), 'letters-bench-'))
const core = await createCore({
  dataDir: path.join(folder, 'store'),
  resourcesDir: inRoot('resources'),
  appVersion: '0.0.0-bench',
  now: () => new Date(),
  ask: null,
  restore: null,
  emit: () => undefined,
})
const call = <M extends MethodName>(method: M, input: MethodInput<M>): Promise<MethodOutput<M>> =>
  core.dispatch(method, input, { signal: new AbortController().signal, progress: () => undefined }) as Promise<
    MethodOutput<M>
  >

try {
  await call('offices.init', { name: '示例县科学技术协会', level: 'county', type: 'association' })
  const entryIds: string[] = []
  for (let at = 0; at < count; at++)
    entryIds.push((await newEntry({ call }, `第${at + 1}号作品`, people(1 + (at % 5), 5 * at))).entryId)
  const from = performance.now()
  const documents = await call('authorizations.printDocuments', { order: { entryIds } })
  const made = performance.now() - from
  const program = await buildPrintProgram(inRoot('out/bench/letters'), 'test/bench/letters-window.ts')
  const jobs = path.join(program.folder, 'jobs.json')
  const out = path.join(folder, 'figures.json')
  writeFileSync(jobs, JSON.stringify({ documents, rounds, out }))
  await withDisplay({ always: true }, (env) =>
    run(electronPath(), ['--no-sandbox', program.folder, jobs], { env: { ...process.env, ...env } }),
  )
  const figures = JSON.parse(readFileSync(out, 'utf8')) as {
    ours: number[]
    reference: number[]
    bytes: number
    bareBytes: number
  }
  report({ name: `${count} letters in one PDF`, ...figures, aim: 1.3, unit: 'ms' })
  const [pages, barePages] = [await pageSizes(`${out}.pdf`), await pageSizes(`${out}-bare.pdf`)]
  process.stdout.write(
    `  ${pages.length} and ${barePages.length} pages, ${figures.bytes} and ${figures.bareBytes} bytes; ` +
      `frozen and made ready by the core in ${made.toFixed(0)} ms\n`,
  )
} finally {
  await core.close()
  rmSync(folder, { recursive: true, force: true })
}
