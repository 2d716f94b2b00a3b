/**
 * Runs a program where no network is: a network namespace of its own, in which not even the loopback is up. Where the
 * machine forbids namespaces (some containers), Chromium finds no host and every proxy is a closed door; the journey
 * then also counts the program's sockets, and the run says which way it was.
 */
import { spawnSync } from 'node:child_process'

const ways = [['-n'], ['-rn']] as const

const works = (way: readonly string[]): boolean =>
  spawnSync('unshare', [...way, 'true'], { timeout: 5000 }).status === 0

let found: readonly string[] | null | undefined

/** The words for `unshare`, or null where it is forbidden. */
export function namespaceWay(): readonly string[] | null {
  if (found === undefined) found = ways.find(works) ?? null
  return found
}

export function withoutNetwork(program: string, words: readonly string[]): { command: string; args: string[] } {
  const way = namespaceWay()
  if (way) return { command: 'unshare', args: [...way, program, ...words] }
  return {
    command: program,
    args: ['--host-resolver-rules=MAP * ~NOTFOUND', '--proxy-server=127.0.0.1:9', ...words],
  }
}
