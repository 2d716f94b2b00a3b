import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import { expect, it } from 'vitest'
import { electronPath } from '../../../build/runtime.mjs'
import { failingPrimitives } from '../../../electron/core/package/self-test.ts'

it('finds every primitive of the package format under this Node (OpenSSL)', async () => {
  expect(await failingPrimitives()).toEqual([])
})

it('finds every primitive under the development Electron binary (BoringSSL)', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kexie-self-test-'))
  try {
    const outfile = join(folder, 'self-test.cjs')
    const entryPoints = [join(import.meta.dirname, '../../fixtures/print-self-test.ts')]
    await build({
      entryPoints,
      outfile,
      bundle: true,
      platform: 'node',
      format: 'cjs',
      target: 'node18',
      logLevel: 'error',
    })
    const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' }
    const said = JSON.parse(execFileSync(electronPath(), [outfile], { env, encoding: 'utf8' })) as {
      electron: string | null
      failing: string[]
    }
    expect(said.electron).not.toBeNull()
    expect(said.failing).toEqual([])
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
