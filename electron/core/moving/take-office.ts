/**
 * 换电脑, on the new computer. Unpacked and proven beside the store while it is in use, put in its place at the next
 * start (arrived.ts): until the last rename nothing of this store is touched.
 */
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, open, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { OpenRefused, openDatabase } from '../../../db/connection.ts'
import { checkCopy } from '../../../db/copies.ts'
import { leadsOutside, plantedIn } from '../../../db/foreign-store.ts'
import { cancelUnfinished, officeOfFile, putSetting } from '../../../db/office-copy.ts'
import type { OfficeFileFacts } from '../../../shared/api/moving.ts'
import { Problem } from '../../../shared/problems.ts'
import { noNumbers } from '../backup/numbers.ts'
import type { Call, HandlerContext } from '../handlers/context.ts'
import { throwIfCancelled, writeProblem } from '../package/disk-problems.ts'
import { renamePatiently } from '../package/patient-rename.ts'
import { writeAll } from '../package/pump.ts'
import { needRoom } from '../package/target-disk.ts'
import { syncFile, syncFolder, writeDurable } from '../store/durable-file.ts'
import { killPoint } from '../store/kill-points.ts'
import { needNoOffice } from '../trust/found-store.ts'
import { arrivedName, incomingFolder, unpackingFolder } from './arrived.ts'
import {
  carriedFolders,
  databaseName,
  headName,
  isCarriedName,
  manifestName,
  maxManifestBytes,
  numbersName,
  type OfficeHead,
  storeKeyName,
} from './office-head.ts'
import { factsOf, neededBytes, officeFileProblem, openOffice } from './read-office.ts'
import { TapeBroken, type TapeEntry, type TapeReader } from './tape.ts'

/**
 * @throws Problem office.exists, keys.locked, moving.file-invalid, moving.file-newer, moving.passphrase-wrong, disk.full,
 *   file.vanished, file.unreadable, cancelled; nothing is left behind then
 */
export async function takeOffice(
  ctx: HandlerContext,
  call: Call,
  order: { path: string; passphrase: string },
): Promise<OfficeFileFacts> {
  await needNoOffice(ctx)
  const unpacking = unpackingFolder(ctx.store)
  const { head, headText, tape } = await openOffice(order, call.signal)
  try {
    await rm(unpacking, { recursive: true, force: true })
    const needed = neededBytes(head)
    await needRoom(unpacking, { least: needed, told: needed, largest: { name: databaseName, bytes: 0 } })
    // Also the empty ones: what this store has in their place goes.
    const folders = new Set([...carriedFolders, 'keys', '.'].map((name) => join(unpacking, name)))
    for (const folder of folders) await mkdir(folder, { recursive: true, mode: 0o700 })
    const progress = (done: number) =>
      call.progress({
        phase: 'take',
        done: Math.min(done, head.unpackedBytes),
        total: head.unpackedBytes,
        unit: 'bytes',
      })
    const digests = new Map([[headName, sha256(headText)]])
    await unpack(tape, unpacking, head, digests, progress, call.signal)
    for (const name of digests.keys()) folders.add(dirname(join(unpacking, ...name.split('/'))))
    killPoint('moving.take.unpacked')
    await bringUpToDate(unpacking, head, order.path, ctx)
    throwIfCancelled(call.signal)
    for (const folder of folders) await syncFolder(folder)
    killPoint('moving.take.before-ready')
    // Somebody may have founded an office meanwhile.
    await needNoOffice(ctx)
    await rm(incomingFolder(ctx.store), { recursive: true, force: true })
    await renamePatiently(unpacking, incomingFolder(ctx.store))
    await syncFolder(ctx.store.dataDir)
    killPoint('moving.take.ready')
    return factsOf(head)
  } catch (error) {
    await rm(unpacking, { recursive: true, force: true }).catch(() => undefined)
    const told = officeFileProblem(error, order.path)
    throw told instanceof Problem ? told : writeProblem(told, ctx.store.dataDir, neededBytes(head))
  } finally {
    await tape.close()
  }
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** @param digests of what was read so far, by name */
async function unpack(
  tape: TapeReader,
  folder: string,
  head: OfficeHead,
  digests: Map<string, string>,
  progress: (done: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const taken = new Set<string>()
  let done = 0
  for (;;) {
    const entry = await tape.next()
    if (!entry) throw new TapeBroken('no manifest')
    if (entry.name === manifestName) {
      compare(await tape.text(entry, maxManifestBytes), digests)
      if (digests.size !== head.entries + 1 || (await tape.next()) !== null) throw new TapeBroken('entries')
      return
    }
    // The whole is announced in the head: nothing fills the disk beyond it. Names that differ in case are one on Windows.
    const twin = entry.name.toLowerCase()
    if (!isCarriedName(entry.name) || taken.has(twin)) throw new TapeBroken('name')
    if (done + entry.size > head.unpackedBytes || digests.size > head.entries)
      throw new TapeBroken('more than announced')
    taken.add(twin)
    const digest = await writeEntry(tape, entry, join(folder, ...entry.name.split('/')), (bytes) => {
      throwIfCancelled(signal)
      done += bytes
      progress(done)
    })
    digests.set(entry.name, digest)
    killPoint('moving.take.mid-unpack')
  }
}

async function writeEntry(
  tape: TapeReader,
  entry: TapeEntry,
  target: string,
  onBytes: (bytes: number) => void,
): Promise<string> {
  await mkdir(dirname(target), { recursive: true, mode: 0o700 })
  const hash = createHash('sha256')
  const file = await open(target, 'wx', 0o600)
  try {
    let at = 0
    for await (const chunk of tape.content()) {
      hash.update(chunk)
      await writeAll(file, chunk, at)
      at += chunk.length
      onBytes(chunk.length)
    }
    if (at !== entry.size) throw new TapeBroken('size')
    await file.sync()
  } finally {
    await file.close()
  }
  return hash.digest('hex')
}

/** Every entry has its line, and every line its entry. */
function compare(manifest: string, digests: ReadonlyMap<string, string>): void {
  const expected = [...digests].map(([name, digest]) => `${digest}  ${name}\n`).join('')
  if (manifest !== expected) throw new TapeBroken('manifest')
}

/** The store as this program keeps it: migrated, whole, of the office that the head names, with a way to its keys. */
async function bringUpToDate(
  folder: string,
  head: OfficeHead,
  path: string,
  ctx: Pick<HandlerContext, 'now'>,
): Promise<void> {
  const database = join(folder, databaseName)
  const migrating = join(folder, 'migrating')
  // Whoever made the file knows its passphrase, and need not be this program.
  if (plantedIn(database) !== null || leadsOutside(database, isCarriedName) !== null)
    throw new Problem('moving.file-invalid', { path })
  try {
    openDatabase(database, { backupDir: migrating, now: ctx.now() }).sqlite.close()
  } catch (error) {
    if (!(error instanceof OpenRefused)) throw error
    if (error.why === 'newer') throw new Problem('moving.file-newer', { path, appVersion: head.appVersion })
    throw new Problem('moving.file-invalid', { path })
  }
  await rm(migrating, { recursive: true, force: true })
  cancelUnfinished(database)
  putSetting(database, arrivedName, { savedAt: head.savedAt })
  // Only the one file is moved: nothing may be left in a log beside it.
  if ((await checkCopy(database, null)) !== null) throw new Problem('moving.file-invalid', { path })
  for (const end of ['-wal', '-shm', '-journal']) await rm(database + end, { force: true })
  const office = officeOfFile(database)
  const key = existsSync(join(folder, storeKeyName))
  // Without either the vault would found a new key, and everything sealed would be lost.
  if (office?.officeId !== head.officeId || office.wrapped === key) throw new Problem('moving.file-invalid', { path })
  await syncFile(database)
  // The empty store that it replaces may have written down where its own log ends: that is not about this office.
  const numbers = join(folder, numbersName)
  if (!existsSync(numbers)) await writeDurable(numbers, Buffer.from(noNumbers))
}
