/** Parts that a mailbox takes. Sizes in bytes. */

/** What mailboxes of offices usually take, counted in decimal megabytes: the smaller reading is the safe one. */
export const mailboxLimits = [20_000_000, 50_000_000] as const
export type MailboxLimit = (typeof mailboxLimits)[number]

export interface Parts<T> {
  /** Each at most `limit` together with `perFile` for every file; the first also keeps `reserve` free. */
  readonly parts: T[][]
  /** Larger than the limit on their own: they need another way. */
  readonly oversize: T[]
}

/**
 * First fit, in the order of the files: each goes into the first part that has room, so that the files of one record
 * stay together as far as they can. Without a limit there is one part.
 * @param reserve bytes of the first part that are taken already (the list of contents)
 * @param perFile bytes that a container adds to every file
 */
export function firstFit<T extends { readonly bytes: number }>(
  files: readonly T[],
  limit: number | null,
  { reserve = 0, perFile = 0, perPart = 0 }: { reserve?: number; perFile?: number; perPart?: number } = {},
): Parts<T> {
  if (limit === null) return { parts: [[...files]], oversize: [] }
  const parts: { files: T[]; used: number }[] = [{ files: [], used: reserve + perPart }]
  const oversize: T[] = []
  for (const file of files) {
    const size = file.bytes + perFile
    if (size + perPart > limit) {
      oversize.push(file)
      continue
    }
    const place = parts.find((part) => part.used + size <= limit)
    if (place) {
      place.files.push(file)
      place.used += size
    } else parts.push({ files: [file], used: perPart + size })
  }
  return { parts: parts.map((part) => part.files), oversize }
}
