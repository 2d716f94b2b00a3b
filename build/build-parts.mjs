import { staleParts } from './parts.mjs'
import { inRoot } from './paths.mjs'
import { runNode24 } from './processes.mjs'
import { Stop, tell } from './tell.mjs'

/** Builds what is stale, on Node 24; says nothing when nothing is. @param {readonly import('./parts.mjs').Part[]} wanted */
export async function ensureBuilt(wanted) {
  const stale = staleParts(wanted)
  if (stale.length === 0) return
  tell(`Building ${stale.join(', ')} …`, '正在构建')
  const code = await runNode24([inRoot('build/bundle.mjs'), ...stale], { stdio: ['ignore', 2, 2] })
  if (code !== 0) throw new Stop('The program could not be built; the reason stands above.', '构建失败，原因见上。')
}
