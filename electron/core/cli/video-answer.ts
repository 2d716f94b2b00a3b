import type { InspectedVideo } from '../../../shared/api/videos.ts'
import { exitCodes } from './exit-codes.ts'

/** Exit 0 whatever the verdicts: the file was inspected. */
export function videoAnswer(video: InspectedVideo): { result: unknown; say: string; exitCode: number } {
  const { pictureSeconds: _pictures, bitDepth: _depth, faults: _faults, verdicts, ...facts } = video
  const wrong = verdicts.filter(({ ok }) => !ok).map(({ message }) => message)
  const head = verdicts.some(({ ok, grade }) => !ok && grade === 'block') ? '视频不合要求。' : '视频符合要求。'
  const unseen = verdicts.filter(({ rule }) => rule === 'unseen').map(({ message }) => message)
  return { result: { ...facts, verdicts }, say: [head, ...wrong, ...unseen].join('\n'), exitCode: exitCodes.done }
}
