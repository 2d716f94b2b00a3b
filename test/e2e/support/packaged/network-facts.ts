/** What the system says of the networks and sockets of a program and of everything that it started. */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    // The process has ended meanwhile.
    return ''
  }
}

/** The process and its descendants. */
function family(root: number): number[] {
  const parents = new Map<number, number>()
  for (const name of readdirSync('/proc'))
    if (/^\d+$/.test(name)) {
      const parent = /\nPPid:\s+(\d+)/.exec(read(`/proc/${name}/status`))?.[1]
      if (parent !== undefined) parents.set(Number(name), Number(parent))
    }
  const belongs = (pid: number | undefined): boolean => pid !== undefined && (pid === root || belongs(parents.get(pid)))
  return [...parents.keys()].filter(belongs)
}

/** Names of the network devices that the process can see. */
export function networksOf(pid: number | undefined): string[] {
  return [...read(`/proc/${pid}/net/dev`).matchAll(/^\s*([^\s:]+):/gm)].map((match) => match[1] ?? '').sort()
}

/** Sockets of the internet protocols that the program has open, as `protocol local remote`; those of the desktop are none. */
export function foreignSockets(pid: number | undefined): string[] {
  if (pid === undefined) return []
  return family(pid).flatMap((one) => {
    const open = new Set(
      names(`/proc/${one}/fd`).flatMap((fd) => /^socket:\[(\d+)\]$/.exec(link(`/proc/${one}/fd/${fd}`))?.[1] ?? []),
    )
    return ['tcp', 'tcp6', 'udp', 'udp6'].flatMap((protocol) =>
      read(`/proc/${one}/net/${protocol}`)
        .split('\n')
        .slice(1)
        .map((line) => line.trim().split(/\s+/))
        .filter((words) => open.has(words[9] ?? ''))
        .map((words) => `${protocol} ${words[1]} ${words[2]}`),
    )
  })
}

function names(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

function link(file: string): string {
  try {
    return readlinkSync(file)
  } catch {
    return ''
  }
}
