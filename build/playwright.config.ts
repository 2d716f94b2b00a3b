import { defineConfig } from '@playwright/test'
import { inRoot } from './paths.mjs'

export default defineConfig({
  testDir: inRoot('test/e2e'),
  testMatch: '**/*.e2e.ts',
  outputDir: inRoot('out/test/e2e'),
  // Every journey has its own window, data folder and profile; two cores carry two of them.
  workers: 2,
  retries: 0,
  forbidOnly: true,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ['json']],
})
