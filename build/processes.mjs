import { spawn, spawnSync } from 'node:child_process'
import path from 'node:path'
import { modules, node24, root } from './paths.mjs'

/** Environment of everything that runs on Node 24: its folder comes first in PATH. */
export function node24Env(extra = {}) {
  const env = { ...process.env, KEXIE_NODE: node24, ...extra }
  env.PATH = [path.dirname(node24), path.join(modules, '.bin'), process.env.PATH ?? ''].join(path.delimiter)
  return env
}

/**
 * Runs to the end; resolves to the exit code (128 + signal number when killed, 127 when it could not start).
 * SIGINT and SIGTERM are passed on, so the child can clean up before we go.
 * @param {string} command @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions & { onStart?: (child: import('node:child_process').ChildProcess) => void, timeoutMs?: number }} [options]
 * @returns {Promise<number>}
 */
export function run(command, args, { onStart, timeoutMs, ...options } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit', ...options })
    const pass = (signal) => child.kill(signal)
    const timer = timeoutMs ? setTimeout(() => child.kill('SIGKILL'), timeoutMs) : undefined
    const end = (code) => {
      clearTimeout(timer)
      process.off('SIGINT', pass)
      process.off('SIGTERM', pass)
      resolve(code)
    }
    process.on('SIGINT', pass)
    process.on('SIGTERM', pass)
    child.on('error', () => end(127))
    child.on('close', (code, signal) => end(code ?? 128 + (signalNumbers[signal ?? ''] ?? 1)))
    onStart?.(child)
  })
}
const signalNumbers = { SIGHUP: 1, SIGINT: 2, SIGQUIT: 3, SIGABRT: 6, SIGKILL: 9, SIGSEGV: 11, SIGTERM: 15 }

/** @param {readonly string[]} args @param {Parameters<typeof run>[2]} [options] */
export const runNode24 = (args, options = {}) => run(node24, args, { ...options, env: node24Env(options.env ?? {}) })

/**
 * Runs to the end without a terminal.
 * @param {string} command @param {readonly string[]} args @param {import('node:child_process').SpawnSyncOptions} [options]
 */
export function capture(command, args, options = {}) {
  const done = spawnSync(command, args, { cwd: root, encoding: 'utf8', ...options })
  return {
    ok: done.status === 0,
    status: done.status,
    stdout: String(done.stdout ?? ''),
    stderr: String(done.stderr ?? ''),
  }
}

/** npm as the person's own Node runs it; `npm_execpath` is set when npm started us. */
export function npmCommand() {
  const own = process.env.npm_execpath
  if (own && /npm-cli\.c?js$/.test(own)) return { command: process.execPath, args: [own], shell: false }
  return { command: 'npm', args: [], shell: process.platform === 'win32' }
}
