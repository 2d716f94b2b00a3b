/** `npm run demo`: the whole road in real Electron, with a virtual display where there is none. */
import { existsSync } from 'node:fs'
import { ensureBuilt } from './build-parts.mjs'
import { hasDisplay, withDisplay } from './display.mjs'
import { allParts } from './parts.mjs'
import { inRoot } from './paths.mjs'
import { runNode24 } from './processes.mjs'
import { ensureSetup } from './setup.mjs'
import { launch, Stop } from './tell.mjs'

await launch(async () => {
  await ensureSetup({ need: hasDisplay() ? 'start' : 'demo' })
  await ensureBuilt(allParts)
  const script = ['test/demo/demo.ts', 'test/demo/demo.mjs'].map(inRoot).find((file) => existsSync(file))
  if (!script) throw new Stop('The demo script is missing.', '缺少演示脚本。')
  return withDisplay({ always: false }, (env) =>
    runNode24(['--disable-warning=ExperimentalWarning', script, ...process.argv.slice(2)], { env }),
  )
})
