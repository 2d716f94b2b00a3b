/** The command line without Electron: JSON on stdout, Chinese on stderr (issue 2, item 9). */
import { realpathSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { runCommandLine } from './run.ts'

// What a schema finds wrong is read by a clerk.
z.config(z.locales.zhCN())

const abort = new AbortController()
// The first Ctrl+C cleans up; the second ends at once.
process.once('SIGINT', () => abort.abort())
process.once('SIGTERM', () => abort.abort())

const program = realpathSync(process.argv[1] ?? '.')
const calls = { signal: abort.signal, onProgress: () => undefined }

runCommandLine(process.argv.slice(2), {
  env: process.env,
  cwd: process.cwd(),
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  // A word loads what it needs: a store, or the reader of packages.
  open: async (dataDir) =>
    (await import('./open-core.ts')).openCore(path.resolve(dataDir), {
      ...calls,
      resourcesDir: path.join(path.dirname(program), 'resources'),
      // Written in by the build (build/node-bundle.mjs).
      appVersion: process.env.KEXIE_VERSION ?? '0.0.0',
    }),
  storeless: {
    call: async (method, input) => (await import('./storeless.ts')).storelessCalls(calls).call(method, input),
    close: async () => undefined,
  },
}).then(
  (code) => {
    process.exitCode = code
  },
  () => {
    process.exitCode = 10
  },
)
