/** Folders of packs that this process has read already: one reading and one check each, whoever asks again. */
import { lstat, opendir } from 'node:fs/promises'
import path from 'node:path'

const known = new Map<string, Promise<unknown>>()

/**
 * `read` of a folder in which no file was written, added or taken away since an earlier call gives what that call gave:
 * nobody changes what comes out of it. A folder with anything but plain files in it is read each time.
 */
export async function onceUnchanged<T>(folder: string, read: () => Promise<T>): Promise<T> {
  const mark = await markOf(folder)
  if (mark === null) return read()
  const earlier = known.get(mark) as Promise<T> | undefined
  if (earlier) return earlier
  const reading = read()
  known.set(mark, reading)
  reading.catch(() => known.delete(mark))
  return reading
}

async function markOf(folder: string): Promise<string | null> {
  const files: string[] = []
  for await (const entry of await opendir(folder, { recursive: true })) {
    if (entry.isFile()) files.push(path.join(entry.parentPath, entry.name))
    else if (!entry.isDirectory()) return null
  }
  // The time of the last change cannot be set back by whoever writes, as that of the last writing can.
  const marks = files.sort().map(async (file) => {
    const { ino, size, ctimeNs } = await lstat(file, { bigint: true })
    return `${file} ${ino} ${size} ${ctimeNs}`
  })
  return [folder, ...(await Promise.all(marks))].join('\n')
}
