import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { inRoot } from '../../../../build/paths.mjs'

/** Builds the little program into `folder`, laid out like the product. */
export async function buildAdapterApp(folder: string): Promise<void> {
  mkdirSync(join(folder, 'renderer'), { recursive: true })
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'adapter', version: '0.0.0', main: 'main.cjs' }))
  writeFileSync(join(folder, 'renderer', 'index.html'), '<!doctype html><html><head></head><body></body></html>')
  await build({
    entryPoints: {
      main: inRoot('test/e2e/support/adapter/main.ts'),
      core: inRoot('test/e2e/support/adapter/core.ts'),
      preload: inRoot('electron/preload/index.ts'),
    },
    outdir: folder,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    // The utility process of the stand-in Electron is a Node 18.
    target: 'node18',
    external: ['electron'],
  })
}
