/** What a list says about a video, as people type it: a length, a size of the picture, whether the letter is signed. Pure. */
import type { StatedVideo } from '../../../shared/api/collection.ts'
import type { PaperCell } from './collected-paper.ts'

type Duration = Pick<StatedVideo, 'seconds' | 'askSeconds'>
const sure = (seconds: number): Duration => ({ seconds, askSeconds: false })
const ask = (seconds: number | null): Duration => ({ seconds, askSeconds: true })

const digits: Readonly<Record<string, number>> = {
  〇: 0,
  零: 0,
  一: 1,
  两: 2,
  二: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
}

/** 二十五 → 25; up to 99, which is enough for minutes and seconds. */
const chineseNumber = (text: string): string =>
  text.replace(
    /([一二三四五六七八九]?)十([一二三四五六七八九]?)|[〇零一二两三四五六七八九]/gu,
    (whole, tens?: string, ones?: string) =>
      whole.includes('十')
        ? String((digits[tens ?? ''] ?? 1) * 10 + (digits[ones ?? ''] ?? 0))
        : String(digits[whole] ?? whole),
  )

/**
 * 2分30秒, 150秒, 3分钟, 3′05″, 2.5分钟, 00:02:30. Asked back: 2:30 (minutes or hours?), 180 (seconds, as nothing else
 * makes sense), 约3分钟, and nothing at all.
 */
export function readDuration(cell: Pick<PaperCell, 'text' | 'number' | 'seconds' | 'hoursAndMinutes'>): Duration {
  if (cell.seconds !== null) {
    // 2:30 typed into a sheet is kept as two hours and a half.
    if (cell.hoursAndMinutes && cell.seconds >= 3600) return ask(Math.round(cell.seconds / 60))
    return cell.hoursAndMinutes ? ask(cell.seconds) : sure(cell.seconds)
  }
  const text = chineseNumber(cell.text.normalize('NFKC').replace(/\s+/gu, '').toLowerCase())
  const clock = /^(\d{1,2})[:：](\d{1,2})(?:[:：](\d{1,2})(?:\.\d+)?)?$/u.exec(text)
  if (clock) {
    const [, first = '', second = '', third] = clock
    if (third === undefined) return ask(Number(first) * 60 + Number(second))
    return sure(Number(first) * 3600 + Number(second) * 60 + Number(third))
  }
  const parts =
    /^(?:(\d{1,2}(?:\.\d+)?)(?:小时|时|h))?(?:(\d{1,3}(?:\.\d+)?)(?:分钟|分|min|m|′|'|’))?(?:(\d{1,4}(?:\.\d+)?)(?:秒钟?|s|sec|″|"|”|''|′′))?$/u.exec(
      text,
    )
  if (parts && text !== '') {
    const [, hours = '0', minutes = '0', seconds = '0'] = parts
    return sure(Math.round(Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)))
  }
  const half = /^(\d{1,2})分半钟?$/u.exec(text)
  if (half) return sure(Number(half[1]) * 60 + 30)
  if (/^\d{2,4}$/u.test(text)) return ask(Number(text))
  return ask(null)
}

/** Null where nothing is said; `ask` where the words name no size (高清), or no direction. */
export function readFrame(text: string): StatedVideo['frame'] {
  const plain = text.normalize('NFKC').replace(/\s+/gu, '').toLowerCase()
  if (plain === '') return null
  const both = /(\d{3,5})[*x×✕,，:：/]+(\d{3,5})/u.exec(plain)
  if (both) return { width: Number(both[1]), height: Number(both[2]) }
  const portrait = /竖/u.test(plain)
  const label = /([248])k/u.exec(plain)
  if (label) return portrait ? { label: `${label[1]}K`, portrait, ask: true } : { label: `${label[1]}K` }
  const height = /(\d{3,4})([pi])?/u.exec(plain)
  if (!height) return { ask: true }
  // 1080p 竖屏 may be a portrait picture, or one that lies on its side.
  if (portrait) return { height: Number(height[1]), portrait, ask: true }
  return height[2] === undefined ? { height: Number(height[1]), ask: true } : { height: Number(height[1]) }
}

/** Null where the cell is empty or says something else. */
export function readSigned(text: string): boolean | null {
  const plain = text.normalize('NFKC').replace(/\s+/gu, '').toLowerCase()
  if (/^(?:无|否|没有|未签|未交|缺|×|x|✗|n|no|0)$/u.test(plain)) return false
  return /^(?:有|是|已签|已交|齐|√|✓|✔|☑|y|yes|1)/u.test(plain) ? true : null
}
