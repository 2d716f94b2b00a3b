/** `npm start [-- --data DIR]`: set-up, build, and the window. */
import { createInterface } from 'node:readline'
import { ensureBuilt } from './build-parts.mjs'
import { hasDisplay } from './display.mjs'
import { allParts } from './parts.mjs'
import { node24, root } from './paths.mjs'
import { run } from './processes.mjs'
import { describeRuntime } from './runtime.mjs'
import { ensureSetup } from './setup.mjs'
import { launch, Stop, tell } from './tell.mjs'

/** Chromium's complaints about a missing desktop bus or graphics card; nothing a person can act on. */
const noise =
  /ERROR:(bus\.cc|connection\.cc|object_proxy\.cc|gpu_|viz_main_impl|command_buffer_proxy|angle_platform|gl_|egl_|network_service_instance)/

function dropNoise(child) {
  createInterface({ input: child.stderr }).on('line', (line) => {
    if (!noise.test(line)) process.stderr.write(`${line}\n`)
  })
}

await launch(async () => {
  if (!hasDisplay()) {
    throw new Stop(
      'There is no display here; `npm run demo` shows the whole road without one.',
      '此处没有显示器，请改用 npm run demo。',
    )
  }
  const runtime = await ensureSetup({ need: 'start' })
  if (!runtime) throw new Stop('No Electron runtime.', '缺少 Electron 运行环境。')
  await ensureBuilt(allParts)
  tell(`Starting on ${describeRuntime(runtime)}`, '正在启动')
  // Chromium refuses its sandbox to the administrator account.
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  return run(runtime.path, [...asRoot, root, ...process.argv.slice(2)], {
    stdio: ['inherit', 'inherit', 'pipe'],
    env: { ...process.env, KEXIE_NODE: node24 },
    onStart: dropNoise,
  })
})
