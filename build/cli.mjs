/** `npm run --silent cli -- …`: the command line without Electron. stdout carries JSON only. */
import { ensureBuilt } from './build-parts.mjs'
import { inRoot } from './paths.mjs'
import { runNode24 } from './processes.mjs'
import { ensureSetup } from './setup.mjs'
import { launch } from './tell.mjs'

await launch(async () => {
  await ensureSetup({ need: 'node' })
  await ensureBuilt(['core', 'resources'])
  // npm moves to the project's folder; file names on the command line mean the folder the person stood in.
  const standing = process.env.npm_lifecycle_event === 'cli' ? process.env.INIT_CWD : undefined
  return runNode24(['--max-semi-space-size=4', inRoot('out/app/cli.cjs'), ...process.argv.slice(2)], {
    cwd: standing ?? process.cwd(),
  })
})
