/**
 * Signed letters come back: phone photos as in scan-photos.test.ts, and what the scanners and fax machines of offices make
 * of paper: grey, 150 dpi, noise, askew, strong JPEG, some of it black and white. Whole letters and pages of one person, of
 * many works. At least 48 of 50 find their work and persons, and none another's.
 */
import path from 'node:path'
import { expect, it } from 'vitest'
import { inRoot } from '../../build/paths.mjs'
import { parseRevisionQr } from '../../shared/domain/revision-qr.ts'
import type { PrintDocument } from '../../shared/form/print-document.ts'
import { newFolder, openCounty } from '../support/core.ts'
import { writeDegradedScan } from '../support/degraded-scan.ts'
import { lettersOf, newEntry, people } from '../support/letters.ts'
import { buildPrintProgram, pageSizes, printAll } from '../support/pdf.ts'
import { pagePicture, writePhoto } from '../support/phone-photo.ts'

const full = process.env.KEXIE_LONG === 'full'
const count = full ? 50 : 2
const seed = Number(process.env.KEXIE_SEED ?? '20220528')

it(`reads ${count} scans and ${count} photos of signed letters`, { timeout: 60_000 + count * 40_000 }, async () => {
  const core = await openCounty()
  const entryIds: string[] = []
  for (let n = 0; n < (full ? 20 : 3); n++)
    entryIds.push((await newEntry(core, `第${n + 1}号作品`, people(2 + (n % 4), 5 * n))).entryId)
  const whole = await lettersOf(core, { entryIds })
  const each = await lettersOf(core, { entryIds, pages: 'each' })
  const letters: PrintDocument[] = whole.flatMap((document, at) => [document, each[at * 2] ?? document])
  const program = await buildPrintProgram(inRoot('out/test/letter-photos'))
  const pdfs = await printAll(program, Object.fromEntries(letters.map((document, index) => [`${index}`, document])))
  const folder = newFolder()
  const made: { file: string; letter: PrintDocument; kind: 'scan' | 'photo' }[] = []
  for (let n = 0; n < 2 * count; n++) {
    const at = n % letters.length
    const pdf = pdfs[at] ?? ''
    const pages = (await pageSizes(pdf)).length
    const page = await pagePicture(pdf, 1 + (Math.floor(n / letters.length) % pages))
    const file = path.join(folder, `IMG_${n}.jpg`)
    const kind = n % 2 === 0 ? 'scan' : 'photo'
    if (kind === 'scan') await writeDegradedScan(page, file, { seed: seed + n, fax: n % 10 === 4 })
    else {
      const turns = [0, 0, 1, 0, 2, 0, 0, 3][(n >> 1) % 8] ?? 0
      await writePhoto(page, file, { seed: seed + n, tilt: 15, longSide: 1280, turns })
    }
    made.push({ file, letter: letters[at]!, kind })
  }

  const dropped = await core.call('scans.drop', { paths: made.map(({ file }) => file) })
  const missed: string[] = []
  for (const [index, { scan }] of dropped.entries()) {
    const { file, letter, kind } = made[index]!
    const mark = parseRevisionQr(letter.footer?.qrText ?? '')
    if (!scan) {
      missed.push(`${kind} ${path.basename(file)}`)
      continue
    }
    expect([scan.recordId, scan.revision, scan.verdict]).toEqual([mark?.recordId, mark?.revision, 'match'])
    expect(scan.persons).toEqual(mark?.persons ?? null)
    if (mark?.persons) expect(scan.personNames).toEqual(letter.letter?.persons)
  }
  const lost = (kind: string) => missed.filter((one) => one.startsWith(kind)).length
  console.log(
    `letters, seed ${seed}: ${count - lost('scan')} scans, ${count - lost('photo')} photos of ${count}`,
    missed,
  )
  for (const kind of ['scan', 'photo']) expect(lost(kind)).toBeLessThanOrEqual(full ? 2 : 0)
})
