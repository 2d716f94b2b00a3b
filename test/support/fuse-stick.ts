/** A stick that fails as sticks do: a file system of our own in a process of its own, mounted by FUSE. */
import { execFileSync, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { onTestFinished } from 'vitest'
import { newFolder } from './core.ts'
import type { StickFaults } from './fuse-server.ts'

export interface FailingStick {
  readonly dir: string
  /** Takes the place of all earlier faults; `{}`: the stick is well. Resolves when it is so. */
  fail(faults: StickFaults): Promise<void>
  /** What is really on the stick, whatever reading it says. */
  stored(): Promise<Record<string, number>>
}

/** Where FUSE cannot be mounted the test fails and says so; it is never left out. */
export async function failingStick(): Promise<FailingStick> {
  const dir = path.join(newFolder(), 'stick')
  mkdirSync(dir)
  const server = fork(path.join(import.meta.dirname, 'fuse-server.ts'), [dir], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  let said = ''
  server.stderr?.on('data', (bytes: Buffer) => (said += String(bytes)))
  const ended = once(server, 'exit')
  const first = await Promise.race([once(server, 'message'), ended])
  if ((first[0] as { ready?: boolean } | null)?.ready !== true)
    throw new Error(`this test needs /dev/fuse and the right to mount: run it as root. ${said}`)
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
