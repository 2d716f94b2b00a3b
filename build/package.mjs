/**
 * `npm run package` makes the program as a folder for this machine; `npm run package -- --win nsis` or `--linux deb`
 * (`--x64`, `--arm64`) make installers, for which electron-builder fetches the official Electron and its own tools.
 */
import { ensureBuilt } from './build-parts.mjs'
import { allParts } from './parts.mjs'
import { inRoot } from './paths.mjs'
import { runNode24 } from './processes.mjs'
import { describeRuntime } from './runtime.mjs'
import { ensureSetup } from './setup.mjs'
import { launch, Stop, tell } from './tell.mjs'

const known = new Set(['--win', '--linux', '--x64', '--arm64', 'nsis', 'deb', 'dir'])

await launch(async () => {
  const words = process.argv.slice(2)
  const strange = words.find((word) => !known.has(word))
  if (strange) {
    throw new Stop(
      `Unknown word ${strange}: npm run package [-- --win nsis | --linux deb | --linux dir] [--x64] [--arm64]`,
      '参数不认识。',
    )
  }
  const runtime = await ensureSetup({ need: 'start' })
  if (!runtime) throw new Stop('No Electron runtime.', '缺少 Electron 运行环境。')
  await ensureBuilt(allParts)
  tell(`Packaging on ${describeRuntime(runtime)}`, '正在打包')
  return runNode24([inRoot('build/pack.mjs'), ...words])
})
