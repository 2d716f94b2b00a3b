/** Pictures that no scanner makes. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { readScan } from '../../electron/core/scans/read-scan.ts'
import { newFolder, projectDir } from '../support/core.ts'
import { writeScan } from '../support/marked-page.ts'

const code = 'KX1 0197b2b0-0000-7000-8000-000000000001 1 00000000000000000000000000'
const resourcesDir = path.join(projectDir, 'resources')

/** The frame header with another number of lines. */
function relined(jpeg: Buffer, lines: number): Buffer {
  let at = 2
  while (jpeg[at + 1] !== 0xc0) at += 2 + jpeg.readUInt16BE(at + 2)
  const bent = Buffer.from(jpeg)
  bent.writeUInt16BE(lines, at + 5)
  return bent
}

it('a strip of a picture that the reader stumbles over gives no mark, and no fault of the program', async () => {
  const jpeg = readFileSync(await writeScan(code, path.join(newFolder(), 'a.jpg'), 1))
  const read = await readScan(relined(jpeg, 16), { resourcesDir, signal: undefined })
  expect(read).toEqual({ pages: 1, marks: [] })
}, 60_000)
