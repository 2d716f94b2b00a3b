/** A stick that fails as sticks do: a file system of our own in a process of its own, mounted by FUSE. */
import { execFileSync, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { onTestFinished } from 'vitest'
import { callStick } from './call-stick.ts'
import { newFolder } from './core.ts'
import type { StickFaults } from './fuse-server.ts'

export interface FailingStick {
  readonly dir: string
  /** Takes the place of all earlier faults; `{}`: the stick is well. Resolves when it is so. */
  fail(faults: StickFaults): Promise<void>
  /** What is really on the stick, whatever reading it says. */
  stored(): Promise<Record<string, number>>
}

/** `calls`: without FUSE, also where it could be mounted. */
const askedFor = process.env.KEXIE_TEST_STICK
let told = false

/**
 * Where FUSE cannot be mounted the same tests run over a folder whose faults are made at the calls of this process
 * (call-stick.ts); the console says which it was.
 */
export async function failingStick(): Promise<FailingStick> {
  const dir = path.join(newFolder(), 'stick')
  mkdirSync(dir)
  const mounted = askedFor === 'calls' ? 'asked for' : await mountedStick(dir)
  if (typeof mounted !== 'string') {
    tell('a file system of our own, mounted by FUSE')
    return mounted
  }
  tell(`a folder with faults at the calls of this process, as FUSE cannot be mounted (${mounted})`)
  const stick = callStick(dir)
  onTestFinished(() => stick.remove())
  return {
    dir,
    fail: async (faults) => stick.fail(faults),
    stored: async () => stick.stored(),
  }
}

function tell(words: string): void {
  if (!told) console.info(`failing stick: ${words}`)
  told = true
}

/** Or why there is none. */
async function mountedStick(dir: string): Promise<FailingStick | string> {
  const server = fork(path.join(import.meta.dirname, 'fuse-server.ts'), [dir], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  let said = ''
  server.stderr?.on('data', (bytes: Buffer) => (said += String(bytes)))
  const ended = once(server, 'exit')
  const first = await Promise.race([once(server, 'message'), ended])
  if ((first[0] as { ready?: boolean } | null)?.ready !== true)
    return (
      /\b(?:EACCES|ENOENT|ENXIO|EPERM|permission denied|unknown filesystem)\b/iu.exec(said)?.[0] ??
      'the mount is refused'
    )
  onTestFinished(async () => {
    execFileSync('umount', ['-l', dir], { stdio: 'pipe' })
    server.disconnect()
    await ended
  })
  const ask = async (message: object): Promise<unknown> => {
    server.send(message)
    const [answer] = await once(server, 'message')
    return answer
  }
  return {
    dir,
    fail: async (faults) => void (await ask({ faults })),
    stored: async () => (await ask({ stored: true })) as Record<string, number>,
  }
}
