import { existsSync, readdirSync } from 'node:fs'
import { defineConfig } from 'vitest/config'
import { inRoot } from './paths.mjs'

process.env.TZ = 'Asia/Shanghai'

/** One project a folder; e2e, bench and demo have launchers of their own. */
const elsewhere = new Set(['e2e', 'bench', 'demo', 'fixtures', 'support'])
const folders = existsSync(inRoot('test'))
  ? readdirSync(inRoot('test'), { withFileTypes: true }).filter(
      (entry) => entry.isDirectory() && !elsewhere.has(entry.name),
    )
  : []

export default defineConfig({
  root: inRoot('.'),
  test: {
    pool: 'forks',
    // A worker reads the program once for all its files, and what was transformed stays on the disk.
    isolate: false,
    fsModuleCache: true,
    fsModuleCachePath: inRoot('node_modules/.cache/kexie/vitest'),
    maxWorkers: 2,
    env: { TZ: 'Asia/Shanghai' },
    projects: folders.map(({ name }) => ({
      extends: true,
      test: {
        name,
        include: [`test/${name}/**/*.test.{ts,tsx}`],
        // Tests that start processes, hash real files or run seeded loops take their time on two cores.
        testTimeout: name === 'long' ? 240_000 : name === 'unit' ? 10_000 : 60_000,
        hookTimeout: 60_000,
      },
    })),
  },
})
