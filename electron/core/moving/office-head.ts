/** What stands first and last in an office file, and the names that may stand between. */
import { z } from 'zod'
import type { StorePaths } from '../store/folder.ts'

export const officeFormat = 'kexie-office/1'
/** The first entry. */
export const headName = 'office.json'
export const databaseName = 'kexie.sqlite'
export const storeKeyName = 'keys/store.key'
export const numbersName = 'numbers.json'
/** The last entry, in the form of `sha256sum`: one line for every other entry. */
export const manifestName = 'manifest-sha256.txt'

export const maxHeadBytes = 64 * 1024
/** 200,000 files of a hundred bytes a line. */
export const maxManifestBytes = 32 * 1024 * 1024
/** Two digests and a blank, and the shortest name: more lines than that hold in no manifest. */
const maxEntries = Math.floor(maxManifestBytes / 70)

const count = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER)
export const officeHead = z.object({
  format: z.literal(officeFormat),
  officeId: z.string().min(1).max(64),
  officeName: z.string().min(1).max(200),
  deviceId: z.string().min(1).max(64),
  savedAt: z.iso.datetime(),
  appVersion: z.string().max(40),
  /** Number of migrations that the database has gone through. */
  storeVersion: count,
  size: z.object({ records: count, activities: count, packages: count, files: count, bytes: count }),
  /** Of all entries but this one and the manifest. */
  entries: count.max(maxEntries),
  unpackedBytes: count,
  databaseBytes: count,
})
export type OfficeHead = z.output<typeof officeHead>

/** Folders of the store that are carried whole. */
export const carriedFolders = ['attachments', 'documents', 'outbox', 'held'] as const satisfies (keyof StorePaths)[]

const blob = '[0-9a-f]{2}/[0-9a-f]{62}(\\.sealed)?'
// Windows drops a dot at the end.
const part = '[A-Za-z0-9_-](?:[A-Za-z0-9._-]{0,89}[A-Za-z0-9_-])?'
const allowed = new RegExp(
  `^(kexie\\.sqlite|numbers\\.json|keys/store\\.key|(attachments|documents)/${blob}|(outbox|held)/(${part}/){0,3}${part})$`,
)
/** Windows opens a device by its name, whatever ending follows. */
const device = /(?:^|\/)(?:con|prn|aux|nul|com\d|lpt\d)(?:[./]|$)/i

/** Of our own making; anything else is neither carried nor unpacked. */
export const isCarriedName = (name: string): boolean => name.length <= 200 && allowed.test(name) && !device.test(name)
