/** An office file as the new computer reads it: its head, then entry by entry. */

import { programVersion } from '../../../db/office-copy.ts'
import type { OfficeFileFacts } from '../../../shared/api/moving.ts'
import { Problem } from '../../../shared/problems.ts'
import { NotSealed, openFileWithPassphrase, WrongPassphrase } from '../package/age-passphrase.ts'
import { headName, maxHeadBytes, type OfficeHead, officeFormat, officeHead } from './office-head.ts'
import { TapeReader } from './tape.ts'

export interface OpenedOffice {
  readonly head: OfficeHead
  /** The bytes of the head, for its line in the manifest. */
  readonly headText: string
  /** Stands behind the head. */
  readonly tape: TapeReader
}

/**
 * Reads no further than the head. The caller closes the tape.
 * @throws Problem moving.file-invalid, moving.file-newer, moving.passphrase-wrong, file.vanished, file.unreadable, cancelled
 */
export async function openOffice(
  { path, passphrase }: { path: string; passphrase: string },
  signal?: AbortSignal,
): Promise<OpenedOffice> {
  try {
    const tape = new TapeReader(await openFileWithPassphrase(path, passphrase, signal))
    try {
      const entry = await tape.next()
      if (entry?.name !== headName) throw new Problem('moving.file-invalid', { path })
      const headText = await tape.text(entry, maxHeadBytes)
      return { head: readHead(headText, path), headText, tape }
    } catch (error) {
      await tape.close()
      throw error
    }
  } catch (error) {
    throw officeFileProblem(error, path)
  }
}

/** Head alone, for whoever wants to know what a file is before it is unpacked. */
export async function inspectOffice(input: { path: string; passphrase: string }): Promise<OfficeFileFacts> {
  const { head, tape } = await openOffice(input)
  await tape.close()
  return factsOf(head)
}

export const factsOf = (head: OfficeHead): OfficeFileFacts => ({
  officeName: head.officeName,
  savedAt: head.savedAt,
  appVersion: head.appVersion,
  size: head.size,
  neededBytes: neededBytes(head),
})

/** Everything once, and the database a second time while it is brought up to this program. */
export const neededBytes = (head: OfficeHead): number => head.unpackedBytes + head.databaseBytes

/** Whatever the encryption, the tar or a schema finds wrong is one thing to a clerk: this file is not whole. */
export function officeFileProblem(error: unknown, path: string): unknown {
  if (error instanceof WrongPassphrase) return new Problem('moving.passphrase-wrong', { path })
  if (error instanceof NotSealed) return new Problem('moving.file-invalid', { path })
  if (error instanceof Problem || (error instanceof Error && 'syscall' in error)) return error
  return new Problem('moving.file-invalid', { path })
}

function readHead(text: string, path: string): OfficeHead {
  const parsed: unknown = JSON.parse(text)
  const head = officeHead.safeParse(parsed)
  if (!head.success) {
    const { format, appVersion } = (parsed ?? {}) as { format?: unknown; appVersion?: unknown }
    if (typeof format === 'string' && /^kexie-office\/\d+$/.test(format) && format !== officeFormat)
      throw new Problem('moving.file-newer', { path, appVersion: String(appVersion ?? '').slice(0, 40) })
    throw new Problem('moving.file-invalid', { path })
  }
  const { storeVersion, appVersion } = head.data
  if (storeVersion > programVersion) throw new Problem('moving.file-newer', { path, appVersion })
  return head.data
}
