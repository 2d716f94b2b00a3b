/** Times of a fragmented file: they stand in its `moof` boxes, one before each piece of media (ISO/IEC 14496-12 8.8). */
import { type Box, listBoxes } from './box-walk.ts'
import { type ByteSource, memorySource } from './byte-source.ts'
import type { Track } from './movie-index.ts'

export interface FragmentTimes {
  /** Units of the track. */
  readonly first: number
  readonly end: number
  /** Of the fragments that were read. */
  readonly samples: number
  readonly units: number
}

/** Together; of a longer file the first and the last ones say enough. */
const maxMoofBytes = 600_000
const maxMoof = 100_000
const atBothEnds = 6

/** By track id. @throws OverBudget */
export function fragmentTimes(
  source: ByteSource,
  boxes: readonly Box[],
  tracks: readonly Track[],
): ReadonlyMap<number, FragmentTimes> {
  const all = boxes.filter((box) => box.type === 'moof' && box.end - box.start <= maxMoof)
  const bytes = all.reduce((sum, box) => sum + box.end - box.start, 0)
  const read = bytes <= maxMoofBytes ? all : [...all.slice(0, 1), ...all.slice(-atBothEnds)]
  const times = new Map<number, FragmentTimes>()
  for (const moof of read) {
    const part = source.read(moof.dataStart, moof.end - moof.dataStart)
    for (const traf of listBoxes(memorySource(part), 0, part.length, 200).boxes)
      if (traf.type === 'traf') addTrack(part.subarray(traf.dataStart, traf.end), tracks, times)
  }
  return times
}

function addTrack(traf: Buffer, tracks: readonly Track[], times: Map<number, FragmentTimes>): void {
  const boxes = listBoxes(memorySource(traf), 0, traf.length, 2000).boxes
  const dataOf = (box: Box): Buffer => traf.subarray(box.dataStart, box.end)
  const tfhd = boxes.find((box) => box.type === 'tfhd')
  const header = tfhd && dataOf(tfhd)
  if (!header || header.length < 8) return
  const id = header.readUInt32BE(4)
  const known = times.get(id)
  const usual = defaultUnits(header) ?? tracks.find((track) => track.id === id)?.fragmentDefault ?? 0
  let units = 0
  let samples = 0
  for (const box of boxes) {
    if (box.type !== 'trun') continue
    const run = runUnits(dataOf(box), usual)
    units += run.units
    samples += run.samples
  }
  const tfdt = boxes.find((box) => box.type === 'tfdt')
  const start = (tfdt && startOf(dataOf(tfdt))) ?? known?.end ?? 0
  times.set(id, {
    first: Math.min(known?.first ?? start, start),
    end: Math.max(known?.end ?? 0, start + units),
    samples: samples + (known?.samples ?? 0),
    units: units + (known?.units ?? 0),
  })
}

const flagsOf = (bytes: Buffer): number => bytes.readUInt32BE(0) & 0xffffff

function defaultUnits(tfhd: Buffer): number | null {
  const flags = flagsOf(tfhd)
  const at = 8 + (flags & 1 ? 8 : 0) + (flags & 2 ? 4 : 0)
  return flags & 8 && at + 4 <= tfhd.length ? tfhd.readUInt32BE(at) : null
}

function startOf(tfdt: Buffer): number | null {
  if (tfdt[0] === 1) return tfdt.length >= 12 ? Number(tfdt.readBigUInt64BE(4)) : null
  return tfdt.length >= 8 ? tfdt.readUInt32BE(4) : null
}

function runUnits(trun: Buffer, usual: number): { samples: number; units: number } {
  if (trun.length < 8) return { samples: 0, units: 0 }
  const flags = flagsOf(trun)
  const said = trun.readUInt32BE(4)
  if ((flags & 0x100) === 0) return { samples: said, units: said * usual }
  const each = 4 * [0x100, 0x200, 0x400, 0x800].filter((flag) => flags & flag).length
  let at = 8 + (flags & 1 ? 4 : 0) + (flags & 4 ? 4 : 0)
  let units = 0
  let samples = 0
  for (; samples < said && at + 4 <= trun.length; samples++, at += each) units += trun.readUInt32BE(at)
  return { samples, units }
}
