/**
 * The stick of fuse-stick.ts for machines where nothing can be mounted: a real folder with real bytes, whose faults are
 * made where this process asks the system. What is read past the cache is what "the stick" keeps; any other reading is
 * what the system remembers.
 */
import { constants, readdirSync, statSync } from 'node:fs'
import promises, { type FileHandle } from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'
import { constants as system } from 'node:os'
import path from 'node:path'
import type { StickFaults } from './fuse-server.ts'

export interface CallStick {
  fail(faults: StickFaults): void
  stored(): Record<string, number>
  /** Puts the calls of the system back. */
  remove(): void
}
type Operation = NonNullable<StickFaults['errors']>[number]['op']
type Call = (...args: unknown[]) => Promise<unknown>

const direct = (Reflect.get(constants, 'O_DIRECT') as number | undefined) ?? 0
/** Everything of a path that the writers of packages and folders ask for. */
const pathCalls = 'access lstat mkdir open readdir rename rm rmdir stat statfs unlink'.split(' ')
/** As the file system of fuse-server.ts says of itself. */
const ownSpace = { type: 0x65735546, bsize: 4096, blocks: 1_000_000, bfree: 1_000_000, bavail: 1_000_000 }

const failure = (code: keyof typeof system.errno, syscall: string): Error =>
  Object.assign(new Error(`${code}: ${syscall}`), { code, errno: -system.errno[code], syscall })

export function callStick(dir: string): CallStick {
  let faults: StickFaults = {}
  let used = new Map<object, number>()
  /** Throws what an operation ends with; `at`: the byte of the file behind the last one that it touches. */
  const strike = (op: Operation | null, at: number, syscall: string): void => {
    if (faults.pulled) throw failure('EIO', syscall)
    for (const fault of faults.errors ?? []) {
      if (fault.op !== op || at < (fault.from ?? 0)) continue
      const count = used.get(fault) ?? 0
      if (fault.times !== undefined && count >= fault.times) continue
      used.set(fault, count + 1)
      throw failure(fault.code, syscall)
    }
  }
  const isOurs = (place: unknown): boolean =>
    typeof place === 'string' && !path.relative(dir, place).startsWith('..') && path.isAbsolute(place)

  const watched = (handle: FileHandle, pastCache: boolean): FileHandle => {
    const calls = {
      read: handle.read.bind(handle) as Call,
      write: handle.write.bind(handle) as Call,
      sync: handle.sync.bind(handle) as Call,
    }
    const read: Call = async (into, offset, length, position) => {
      const at = Number(position ?? 0)
      strike('read', at + Number(length), 'read')
      const found = (await calls.read(into, offset, length, position)) as { bytesRead: number; buffer: Buffer }
      const flip = faults.flipAt
      if (pastCache && flip !== undefined && flip >= at && flip < at + found.bytesRead) {
        const place = Number(offset ?? 0) + flip - at
        found.buffer[place] = (found.buffer[place] ?? 0) ^ 1
      }
      return found
    }
    const write: Call = async (bytes, offset, length, position) => {
      const count = typeof length === 'number' ? length : (bytes as Buffer).length - Number(offset ?? 0)
      strike('write', Number(position ?? 0) + count, 'write')
      return calls.write(bytes, offset, length, position)
    }
    const sync: Call = async () => {
      strike('fsync', 0, 'fsync')
      return calls.sync()
    }
    return Object.assign(handle, { read, write, sync })
  }

  const table = promises as unknown as Record<string, Call>
  const before = new Map(pathCalls.map((name) => [name, table[name] as Call]))
  for (const [name, real] of before)
    table[name] = async (...args) => {
      if (!isOurs(args[0])) return real(...args)
      strike(name === 'rename' ? 'rename' : null, 0, name)
      if (name === 'statfs') return { ...((await real(...args)) as object), ...ownSpace }
      if (name !== 'open') return real(...args)
      const [place, asked, ...rest] = args
      const flags = typeof asked === 'number' ? asked : 0
      if ((flags & constants.O_CREAT) !== 0) strike('create', 0, name)
      // A RAM disk would refuse the flag, or take it and mean nothing by it.
      const handle = await real(place, typeof asked === 'number' ? flags & ~direct : asked, ...rest)
      return watched(handle as FileHandle, (flags & direct) !== 0)
    }
  syncBuiltinESMExports()

  return {
    fail: (now) => {
      faults = now
      used = new Map()
    },
    stored: () => sizesIn(dir, ''),
    remove: () => {
      for (const [name, real] of before) table[name] = real
      syncBuiltinESMExports()
    },
  }
}

function sizesIn(folder: string, prefix: string): Record<string, number> {
  return Object.fromEntries(
    readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
      const place = path.join(folder, entry.name)
      return entry.isDirectory()
        ? Object.entries(sizesIn(place, `${prefix}${entry.name}/`))
        : [[prefix + entry.name, statSync(place).size]]
    }),
  )
}
