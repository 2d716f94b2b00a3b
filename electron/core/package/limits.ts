/** Limits of the reader (bundle-format.md §7). Bytes unless the name says otherwise. */
const MiB = 1024 * 1024
export const maxEntries = 20_000
/** Central directory: 20,000 names of 200 bytes and what stands beside each take 5 MB. */
export const maxDirectoryBytes = 12 * MiB
/** Bytes of one name: four for each of the 200 units that a path may have. */
export const maxNameBytes = 800
export const maxInflatedText = 64 * MiB
export const maxInflatedTotal = 512 * MiB
export const maxRatio = 200
export const ratioFreeBytes = MiB
export const maxAgeHeader = 64 * 1024
/** Recipients of one personal part; ours have one. */
export const maxAgeStanzas = 16
/** Texts that are parsed in memory; all our own are far below. */
export const maxManifest = 8 * MiB
export const maxPackageJson = 8 * MiB
export const maxRecordJson = 4 * MiB
/** Thirty times the largest pack that we have. */
export const maxNoticeJson = 4 * MiB
export const maxRecordsTotal = 48 * MiB
/** Root files of all evidence together: a few hundred kB for an office's package of a thousand records. */
export const maxEvidenceRoots = 48 * MiB
export const maxPersonalDocument = 4 * MiB
export const maxTagText = 64 * 1024
export const chunkBytes = MiB
/** A FAT32 file ends at 4 GiB − 1; 3.9 GiB leaves room for what a stick's formatter takes. */
export const defaultVolumeBytes = Math.floor(3.9 * 1024 * MiB)
