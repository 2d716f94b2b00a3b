/** Started by fuse-stick.ts. Speaks the kernel's FUSE protocol (include/uapi/linux/fuse.h, 7.31) and keeps files in memory. */
import { spawnSync } from 'node:child_process'
import { openSync, read, writeSync } from 'node:fs'
import { constants } from 'node:os'

export interface StickFaults {
  /** Operations that end with an error; `times` of them, or all. `from`: only at or after this byte of the file. */
  readonly errors?: readonly {
    op: 'read' | 'write' | 'fsync' | 'rename' | 'create'
    code: 'EIO' | 'EBUSY' | 'EPERM' | 'ENODEV' | 'EFBIG'
    times?: number
    from?: number
  }[]
  /** Reading gives another bit at this byte of every file: what lies there is not what was written. */
  readonly flipAt?: number
  /** Every operation fails, as when the stick is pulled out. */
  readonly pulled?: boolean
}

interface Node {
  id: bigint
  folder: boolean
  data: Buffer
  size: number
  children: Map<string, Node>
}

const { errno } = constants
const ok = Buffer.alloc(0)
let faults: StickFaults = {}
let used = new Map<object, number>()
let nextId = 2n
const root = newNode(1n, true)
const nodes = new Map<bigint, Node>([[1n, root]])

function newNode(id: bigint, folder: boolean): Node {
  return { id, folder, data: Buffer.alloc(0), size: 0, children: new Map() }
}

/** The error that an operation ends with, or 0. */
function faultOf(op: string, at: number): number {
  if (faults.pulled) return errno.EIO
  for (const fault of faults.errors ?? []) {
    if (fault.op !== op || at < (fault.from ?? 0)) continue
    const count = used.get(fault) ?? 0
    if (fault.times !== undefined && count >= fault.times) continue
    used.set(fault, count + 1)
    return errno[fault.code]
  }
  return 0
}

function attributes(node: Node): Buffer {
  const out = Buffer.alloc(88)
  out.writeBigUInt64LE(node.id, 0)
  out.writeBigUInt64LE(BigInt(node.size), 8)
  out.writeBigUInt64LE(BigInt(Math.ceil(node.size / 512)), 16)
  out.writeUInt32LE(node.folder ? 0o40755 : 0o100644, 60)
  out.writeUInt32LE(1, 64)
  out.writeUInt32LE(4096, 80)
  return out
}
const entry = (node: Node): Buffer => {
  const head = Buffer.alloc(40)
  head.writeBigUInt64LE(node.id, 0)
  return Buffer.concat([head, attributes(node)])
}
const attributesOut = (node: Node): Buffer => Buffer.concat([Buffer.alloc(16), attributes(node)])
/** The kernel keeps its cache over openings: what it remembers is not what the stick would say. */
const keepCache = 2
const opened = (): Buffer => {
  const out = Buffer.alloc(16)
  out.writeUInt32LE(keepCache, 8)
  return out
}
const names = (body: Buffer): string[] => body.toString('utf8').split('\0')
const nameIn = (body: Buffer): string => names(body)[0] ?? ''

function make(parent: Node, name: string, folder: boolean): Node {
  const node = newNode(nextId++, folder)
  nodes.set(node.id, node)
  parent.children.set(name, node)
  return node
}

function writeInto(node: Node, at: number, bytes: Buffer): void {
  const end = at + bytes.length
  if (end > node.data.length) {
    const grown = Buffer.alloc(Math.max(end, node.data.length * 2))
    node.data.copy(grown)
    node.data = grown
  }
  bytes.copy(node.data, at)
  node.size = Math.max(node.size, end)
}

function readFrom(node: Node, at: number, length: number): Buffer {
  const found = Buffer.from(node.data.subarray(at, Math.min(node.size, at + length)))
  const flip = faults.flipAt
  const byte = flip === undefined ? undefined : found[flip - at]
  if (flip !== undefined && flip >= at && byte !== undefined) found[flip - at] = byte ^ 1
  return found
}

function list(node: Node, from: number, room: number): Buffer {
  const parts: Buffer[] = []
  let bytes = 0
  for (const [index, [name, child]] of [...node.children].entries()) {
    if (index < from) continue
    const raw = Buffer.from(name)
    const one = Buffer.alloc(24 + Math.ceil(raw.length / 8) * 8)
    if (bytes + one.length > room) break
    one.writeBigUInt64LE(child.id, 0)
    one.writeBigUInt64LE(BigInt(index + 1), 8)
    one.writeUInt32LE(raw.length, 16)
    one.writeUInt32LE(child.folder ? 4 : 8, 20)
    raw.copy(one, 24)
    parts.push(one)
    bytes += one.length
  }
  return Buffer.concat(parts)
}

function space(): Buffer {
  const out = Buffer.alloc(80)
  for (const at of [0, 8, 16]) out.writeBigUInt64LE(1_000_000n, at)
  out.writeUInt32LE(4096, 40)
  out.writeUInt32LE(255, 44)
  out.writeUInt32LE(4096, 48)
  return out
}

function init(): Buffer {
  const out = Buffer.alloc(64)
  out.writeUInt32LE(7, 0)
  out.writeUInt32LE(31, 4)
  // FUSE_BIG_WRITES
  out.writeUInt32LE(1 << 5, 12)
  out.writeUInt16LE(16, 16)
  out.writeUInt16LE(12, 18)
  out.writeUInt32LE(128 * 1024, 20)
  out.writeUInt32LE(1, 24)
  return out
}

function rename(from: Node, body: Buffer, head: number): number {
  const to = nodes.get(body.readBigUInt64LE(0))
  const [oldName = '', newName = ''] = names(body.subarray(head))
  const moved = from.children.get(oldName)
  if (!to || !moved) return errno.ENOENT
  from.children.delete(oldName)
  to.children.set(newName, moved)
  return 0
}

/** The answer's body, an errno, or null where the kernel waits for none. */
function answer(opcode: number, node: Node | undefined, body: Buffer): Buffer | number | null {
  if (opcode === 2 || opcode === 42 || opcode === 36) return null
  if (opcode === 26) return init()
  if (!node) return errno.ENOENT
  if (faults.pulled && opcode !== 18 && opcode !== 29) return errno.EIO
  switch (opcode) {
    case 1: {
      const child = node.children.get(nameIn(body))
      return child ? entry(child) : errno.ENOENT
    }
    case 3:
      return attributesOut(node)
    case 4:
      if ((body.readUInt32LE(0) & 8) !== 0) node.size = Number(body.readBigUInt64LE(16))
      return attributesOut(node)
    case 9:
      return entry(make(node, nameIn(body.subarray(8)), true))
    case 10:
    case 11: {
      const gone = node.children.get(nameIn(body))
      if (!gone) return errno.ENOENT
      if (gone.children.size > 0) return errno.ENOTEMPTY
      node.children.delete(nameIn(body))
      return ok
    }
    case 12:
    case 45:
      return faultOf('rename', 0) || rename(node, body, opcode === 12 ? 8 : 16) || ok
    case 14:
    case 27:
      return opened()
    case 15: {
      const at = Number(body.readBigUInt64LE(8))
      const length = body.readUInt32LE(16)
      return faultOf('read', at + length) || readFrom(node, at, length)
    }
    case 16: {
      const at = Number(body.readBigUInt64LE(8))
      const bytes = body.subarray(40, 40 + body.readUInt32LE(16))
      const fault = faultOf('write', at + bytes.length)
      if (fault) return fault
      writeInto(node, at, bytes)
      const out = Buffer.alloc(8)
      out.writeUInt32LE(bytes.length, 0)
      return out
    }
    case 17:
      return space()
    case 18:
    case 25:
    case 29:
    case 38:
      return ok
    case 20:
    case 30:
      return faultOf('fsync', 0) || ok
    case 28:
      return list(node, Number(body.readBigUInt64LE(8)), body.readUInt32LE(16))
    case 35: {
      const fault = faultOf('create', 0)
      return fault || Buffer.concat([entry(make(node, nameIn(body.subarray(16)), false)), opened()])
    }
    default:
      return errno.ENOSYS
  }
}

function stored(node: Node, prefix = ''): Record<string, number> {
  return Object.fromEntries(
    [...node.children].flatMap(([name, child]) =>
      child.folder ? Object.entries(stored(child, `${prefix}${name}/`)) : [[prefix + name, child.size]],
    ),
  )
}

process.on('message', (message: { faults?: StickFaults }) => {
  if (message.faults) {
    faults = message.faults
    used = new Map()
  }
  process.send?.(message.faults ? {} : stored(root))
})
process.on('disconnect', () => process.exit(0))

const dir = process.argv[2] ?? ''
const device = openSync('/dev/fuse', 'r+')
const mounted = spawnSync(
  'mount',
  ['-i', '-t', 'fuse', '-o', 'fd=3,rootmode=40000,user_id=0,group_id=0,allow_other', 'stick', dir],
  { stdio: ['ignore', 'ignore', 'pipe', device] },
)
if (mounted.status !== 0) throw new Error(String(mounted.stderr))
const incoming = Buffer.alloc(256 * 1024)
const serve = (): void =>
  read(device, incoming, 0, incoming.length, null, (error, length) => {
    if (error) return error.code === 'ENODEV' ? process.exit(0) : serve()
    const request = incoming.subarray(0, length)
    const result = answer(request.readUInt32LE(4), nodes.get(request.readBigUInt64LE(16)), request.subarray(40))
    if (result !== null) {
      const body = typeof result === 'number' ? ok : result
      const out = Buffer.alloc(16)
      out.writeUInt32LE(16 + body.length, 0)
      out.writeInt32LE(typeof result === 'number' ? -result : 0, 4)
      request.copy(out, 8, 8, 16)
      try {
        writeSync(device, Buffer.concat([out, body]))
      } catch {
        // The asker has given up: an interrupted call.
      }
    }
    serve()
  })
serve()
process.send?.({ ready: true })
