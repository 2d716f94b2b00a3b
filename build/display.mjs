import { spawn } from 'node:child_process'
import { Stop } from './tell.mjs'

/** True when windows can be shown here. */
export const hasDisplay = () =>
  process.platform !== 'linux' || Boolean(process.env.DISPLAY) || Boolean(process.env.WAYLAND_DISPLAY)

/**
 * A display without a screen. The server chooses a free number itself and says it on a pipe, so two runs never collide.
 * @returns {Promise<{ display: string, stop: () => void }>}
 */
export function startVirtualDisplay() {
  return new Promise((resolve, reject) => {
    const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1600x1000x24', '-nolisten', 'tcp', '-noreset'], {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    })
    const fail = () => reject(new Stop('Xvfb could not be started.', '无法启动虚拟显示 Xvfb。'))
    server.once('error', fail)
    server.once('exit', fail)
    let text = ''
    const numbers = server.stdio[3]
    numbers?.on('data', (chunk) => {
      text += chunk
      if (!text.includes('\n')) return
      server.off('exit', fail)
      const stop = () => server.kill()
      process.once('exit', stop)
      server.unref()
      resolve({ display: `:${text.trim()}`, stop })
    })
  })
}

/**
 * Runs `work` with a display: the person's own unless `always` asks for a virtual one.
 * @template T @param {{ always: boolean }} options @param {(env: Record<string, string>) => Promise<T>} work
 */
export async function withDisplay({ always }, work) {
  if (process.platform !== 'linux' || (!always && hasDisplay())) return work({})
  const { display, stop } = await startVirtualDisplay()
  try {
    return await work({ DISPLAY: display })
  } finally {
    stop()
  }
}
