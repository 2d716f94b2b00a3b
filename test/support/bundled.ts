/** Programs of ours as they are shipped: bundled for Node, started as processes of their own. */
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import path from 'node:path'
import { build } from 'esbuild'
import { projectDir } from './desks.ts'

export interface Bundled {
  readonly file: string
  readonly remove: () => void
}

/** Inside the project, so that the SQLite binding is found; a folder of its own, so that two runs never meet. */
export async function bundleProgram(entry: string, resources = path.join(projectDir, 'resources')): Promise<Bundled> {
  const parent = path.join(projectDir, 'out', 'test-programs')
  mkdirSync(parent, { recursive: true })
  const dir = mkdtempSync(path.join(parent, 'p-'))
  const file = path.join(dir, 'program.cjs')
  await build({
    entryPoints: [path.join(projectDir, entry)],
    outfile: file,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    external: ['better-sqlite3'],
    logLevel: 'error',
  })
  if (existsSync(resources)) symlinkSync(resources, path.join(dir, 'resources'))
  return { file, remove: () => rmSync(dir, { recursive: true, force: true }) }
}

export interface Ran {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

export function startProgram(
  file: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
  cwd = projectDir,
): { child: ChildProcess; ended: Promise<Ran> } {
  const child = spawn(process.execPath, [file, ...args], {
    cwd,
    env: { PATH: process.env.PATH, TZ: 'Asia/Shanghai', HOME: '/', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const out: Buffer[] = []
  const err: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk))
  const ended = new Promise<Ran>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code, signal) =>
      resolve({
        code,
        signal,
        stdout: Buffer.concat(out).toString('utf8'),
        stderr: Buffer.concat(err).toString('utf8'),
      }),
    )
  })
  return { child, ended }
}

export const runProgram = (
  file: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
  cwd?: string,
): Promise<Ran> => startProgram(file, args, env, cwd).ended
