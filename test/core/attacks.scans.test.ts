/** A picture may say one size in its head and another inside; memory is counted with the first. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { readScan } from '../../electron/core/scans/read-scan.ts'
import { newFolder, projectDir } from '../support/core.ts'
import { writeScan } from '../support/marked-page.ts'

const code = 'KX1 0197b2b0-0000-7000-8000-000000000001 1 00000000000000000000000000'
const resourcesDir = path.join(projectDir, 'resources')

/** The frame header's number of lines, and a DNL marker (ITU T.81 B.2.5) with another one behind the scan. */
function relined(jpeg: Buffer, head: number, inside: number): Buffer {
  let at = 2
  while (jpeg[at + 1] !== 0xc0) at += 2 + jpeg.readUInt16BE(at + 2)
  const bent = Buffer.from(jpeg)
  bent.writeUInt16BE(head, at + 5)
  const end = bent.lastIndexOf(Buffer.from([0xff, 0xd9]))
  const dnl = Buffer.from([0xff, 0xdc, 0, 4, inside >> 8, inside & 255])
  return Buffer.concat([bent.subarray(0, end), dnl, bent.subarray(end)])
}

it('a picture is never decoded to more lines than its head says', async () => {
  const jpeg = readFileSync(await writeScan(code, path.join(newFolder(), 'a.jpg'), 1))
  const before = process.resourceUsage().maxRSS
  const from = performance.now()
  await readScan(relined(jpeg, 16, 65_000), { resourcesDir, signal: undefined })
  expect(performance.now() - from).toBeLessThan(10_000)
  // KiB: the page itself takes a tenth of this, 65,000 lines of it ten times as much.
  expect(process.resourceUsage().maxRSS - before).toBeLessThan(400_000)
})
