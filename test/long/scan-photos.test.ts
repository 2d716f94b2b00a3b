/**
 * Phone photos of stamped pages, from real records to real paper and back: 1,280 pixels, JPEG of a chat program, held 15°
 * askew, the red seal somewhere on the page, sometimes over the edge of the code. At least 48 of 50 find their record and
 * version, and none another's.
 */
import path from 'node:path'
import { expect, it } from 'vitest'
import { inRoot } from '../../build/paths.mjs'
import type { PrintDocument } from '../../shared/form/print-document.ts'
import { newF2, newFolder, openCounty, type TestCore } from '../support/core.ts'
import { buildPrintProgram, pageSizes, printAll } from '../support/pdf.ts'
import { pagePicture, writePhoto } from '../support/phone-photo.ts'
import { seeded } from './seeded.ts'

const count = process.env.KEXIE_LONG === 'full' ? 50 : 3
const seed = Number(process.env.KEXIE_SEED ?? '20220530')

interface Paper {
  readonly recordId: string
  readonly revision: number
  readonly document: PrintDocument
}

/** Three records, one of them frozen three times. */
async function papers(core: TestCore): Promise<Paper[]> {
  const made: Paper[] = []
  const freeze = async (recordId: string) => {
    const { revision } = await core.call('records.freeze', { recordId })
    made.push({ recordId, revision, document: await core.call('records.printDocument', { recordId, revision }) })
  }
  for (const activityName of ['科技志愿者进乡村', '科普大篷车进校园', '院士专家企业行']) {
    const recordId = await newF2(core, { activityName, plan: '分六组到各乡镇开展农技咨询和科普讲座。'.repeat(12) })
    await freeze(recordId)
    for (let n = 1; made.length < 3; n++) {
      const { draftSeq } = await core.call('records.open', { recordId })
      await core.call('records.saveDraft', { recordId, draftSeq, changes: { scale: `约${300 + n}人` } })
      await freeze(recordId)
    }
  }
  return made
}

/** In the stamp's place, over the table, at the foot, and over the left or the upper edge of the code. */
function sealAt(kind: number, random: () => number): { x: number; y: number } {
  const places = [
    { x: 65 + 10 * random(), y: 55 + 10 * random() },
    { x: 60 + 80 * random(), y: 120 + 100 * random() },
    { x: 152 - 20 + 20 * random(), y: 255 + 10 * random() },
    { x: 172 - 20 + 2 * random(), y: 276 + 6 * random() },
    { x: 176 + 8 * random(), y: 268 - 20 + 2 * random() },
  ]
  return places[kind % places.length] ?? { x: 65, y: 60 }
}

it(`reads the codes of ${count} photos of stamped pages`, { timeout: 60_000 + count * 20_000 }, async () => {
  const core = await openCounty()
  const made = await papers(core)
  const program = await buildPrintProgram(inRoot('out/test/scan-photos'))
  const pdfs = await printAll(program, Object.fromEntries(made.map(({ document }, index) => [`${index}`, document])))
  const folder = newFolder()
  const random = seeded(seed)
  const photos: { file: string; paper: Paper }[] = []
  for (let n = 0; n < count; n++) {
    const at = n % made.length
    const pdf = pdfs[at] ?? ''
    const paper = made[at]!
    const pages = (await pageSizes(pdf)).length
    const page = await pagePicture(pdf, 1 + (Math.floor(n / made.length) % pages))
    const file = path.join(folder, `IMG_${n}.jpg`)
    const turns = [0, 0, 0, 1, 0, 0, 2, 0, 0, 3][n % 10] ?? 0
    await writePhoto(page, file, { seed: seed + n, tilt: 15, longSide: 1280, seal: sealAt(n, random), turns })
    photos.push({ file, paper })
  }

  const dropped = await core.call('scans.drop', { paths: photos.map(({ file }) => file) })
  const missed: string[] = []
  for (const [index, { scan }] of dropped.entries()) {
    const { recordId, revision } = photos[index]!.paper
    if (scan) expect([scan.recordId, scan.revision, scan.verdict]).toEqual([recordId, revision, 'match'])
    else missed.push(photos[index]!.file)
  }
  console.log(
    `photos, seed ${seed}: ${count - missed.length} of ${count} read`,
    missed.map((file) => path.basename(file)),
  )
  expect(missed.length).toBeLessThanOrEqual(count === 50 ? 2 : 0)

  // Beside another record, or a later version of its own, none of them passes for what it is not.
  for (const { file, paper } of photos.slice(0, made.length)) {
    for (const { recordId, revision } of [made[2]!, made[3]!]) {
      const { verdict } = await core.call('scans.attach', { recordId, revision, path: file })
      const same = paper.recordId === recordId && paper.revision === revision
      expect(same ? ['match', 'unreadable'] : ['mismatch', 'unreadable']).toContain(verdict)
    }
  }
})
