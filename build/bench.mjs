/** `npm run bench [-- name…]`: every script of test/bench in turn, with a virtual display. */
import { existsSync, readdirSync } from 'node:fs'
import { ensureBuilt } from './build-parts.mjs'
import { withDisplay } from './display.mjs'
import { allParts } from './parts.mjs'
import { inRoot } from './paths.mjs'
import { runNode24 } from './processes.mjs'
import { ensureSetup } from './setup.mjs'
import { launch, Stop, tell } from './tell.mjs'

await launch(async () => {
  await ensureSetup({ need: 'test' })
  await ensureBuilt(allParts)
  const names = process.argv.slice(2)
  const found = existsSync(inRoot('test/bench')) ? readdirSync(inRoot('test/bench')).sort() : []
  const scripts = found.filter(
    (file) => file.endsWith('.bench.ts') && (names.length === 0 || names.some((name) => file.startsWith(name))),
  )
  if (scripts.length === 0) throw new Stop('No benchmark of that name (test/bench/*.bench.ts).', '没有找到性能测试。')
  return withDisplay({ always: true }, async (env) => {
    let worst = 0
    for (const script of scripts) {
      tell(`— ${script}`)
      worst = Math.max(
        worst,
        await runNode24(['--disable-warning=ExperimentalWarning', inRoot(`test/bench/${script}`)], { env }),
      )
    }
    return worst
  })
})
