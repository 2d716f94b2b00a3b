/** Programs of ours as they are shipped: bundled for Node, started as processes of their own. */
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { bundleForNode } from '../../build/node-bundle.mjs'
import { writeCheckedPacks } from '../../electron/core/notices/checked-packs.ts'
import { readPacks } from '../../electron/core/notices/read-packs.ts'
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
  const bundle = { entries: { program: entry }, outdir: dir, target: 'node22', modules: true }
  for (const { path: file, contents } of await bundleForNode(bundle)) writeFileSync(file, contents)
  await shipResources(resources, path.join(dir, 'resources'))
  return { file: path.join(dir, 'program.mjs'), remove: () => rmSync(dir, { recursive: true, force: true }) }
}

/** As the build does: packs are checked once, and what came out lies beside them. */
async function shipResources(from: string, to: string): Promise<void> {
  mkdirSync(to)
  for (const name of readdirSync(from)) symlinkSync(path.join(from, name), path.join(to, name))
  const notices = path.join(to, 'notices')
  if (!existsSync(notices)) return
  const wrong: string[] = []
  const packs = await readPacks(notices, (where) => wrong.push(where))
  if (wrong.length === 0) writeCheckedPacks(notices, packs)
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
