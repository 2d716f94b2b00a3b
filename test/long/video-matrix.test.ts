/** Whatever ffmpeg can put together, seen by us as ffprobe sees it; a dozen in the suite, all of it in the long run. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { fileSource } from '../../electron/core/videos/byte-source.ts'
import { factsOf } from '../../electron/core/videos/structure.ts'
import { fewVariants, ffmpeg, ffprobe, manyVariants, type Variant } from '../support/video-variants.ts'

const variants = process.env.KEXIE_LONG === 'full' ? manyVariants : fewVariants
const dir = mkdtempSync(path.join(tmpdir(), 'kexie-variants-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))
const at = (file: string): string => path.join(dir, file)

/** What differs, in words; empty when all is the same. */
async function differences({ file, container }: Variant): Promise<string[]> {
  const probed = await ffprobe(at(file))
  const source = fileSource(at(file))
  const answer = await factsOf(source, file)
  source.close()
  if (!('facts' in answer)) return [`${file}: ${JSON.stringify(answer)}`]
  const { facts } = answer
  const { durationSeconds, frameRate, ...exact } = probed
  const wrong = Object.entries({ ...exact, container, complete: true }).flatMap(([key, value]) => {
    const ours = facts[key as keyof typeof facts]
    return ours === value ? [] : [`${file}: ${key} is ${value}, ours ${ours}`]
  })
  if (Math.abs((facts.durationSeconds ?? -1) - (durationSeconds ?? -1)) > 0.05)
    wrong.push(`${file}: lasts ${durationSeconds} s, ours ${facts.durationSeconds} s`)
  // WMV does not say it; ffprobe counts.
  if (facts.frameRate !== null && Math.abs(facts.frameRate - (frameRate ?? 0)) > (frameRate ?? 0) / 50)
    wrong.push(`${file}: ${frameRate} pictures a second, ours ${facts.frameRate}`)
  for (const fault of facts.faults) if (!fault.startsWith('no-')) wrong.push(`${file}: ${fault}`)
  return wrong
}

it(`sees ${variants.length} variants as ffprobe does`, { timeout: 30_000 + variants.length * 5_000 }, async () => {
  const wrong: string[] = []
  for (const variant of variants) {
    const { file, args, from } = variant
    await ffmpeg([...args.map((arg) => (arg === '@' && from ? at(from) : arg)), at(file)])
    wrong.push(...(await differences(variant)))
  }
  expect(wrong).toEqual([])
})
