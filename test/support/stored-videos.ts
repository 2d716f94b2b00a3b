/** The videos of test/fixtures/media, unpacked. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'

const folder = path.join(import.meta.dirname, '../fixtures/media')

export const storedVideo = (stored: string): Buffer => gunzipSync(readFileSync(path.join(folder, `${stored}.gz`)))
