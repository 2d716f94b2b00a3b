/** Points as they are typed; pure. */
import { tenthsOf, tenthsText } from '../../../../shared/domain/review-points.ts'

/** Digits and the point, whichever way the input method writes them. */
export const plainPoints = (text: string): string =>
  text
    .replace(/[０-９]/gu, (digit) => String(digit.charCodeAt(0) - '０'.charCodeAt(0)))
    .replace(/[．。]/gu, '.')
    .replace(/\s/gu, '')

export type ReadPoints = { ok: true; points: string | null } | { ok: false; word: string }

/** @param max highest number of points of the criterion */
export function readPoints(text: string, max: number): ReadPoints {
  if (text === '') return { ok: true, points: null }
  if (!/^\d*\.?\d*$/.test(text) || text === '.') return { ok: false, word: '只填数字' }
  if (/\.\d\d/.test(text)) return { ok: false, word: '最多一位小数' }
  const tenths = tenthsOf(text.replace(/\.$/, '').replace(/^\./, '0.'))
  if (tenths === null || tenths > max * 10) return { ok: false, word: `最多 ${max} 分` }
  return { ok: true, points: tenthsText(tenths) }
}
