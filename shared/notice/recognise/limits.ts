/** Limits that a form or a file can be checked against: words, photos, videos. */
import { marked } from './heading.ts'
import type { Page } from './page.ts'
import { readNumber } from './plain-text.ts'
import type { PhotoCountProposal, VideoRuleProposal, WordLimitProposal } from './proposal.ts'

const upper = '不超过|不得超过|不多于|不高于|控制在|限|最多|至多|≤|<=|小于|不大于'
const lower = '不少于|不低于|至少|最少|≥|>=|不小于'
const dash = '(?:-{1,2}|至|到|~)'
const words = new RegExp(
  `(?:(${upper})|(${lower})|(约|大约|原则上)[^，。；\\n\\d]{0,8})?[ ]?(?<![\\d.])(\\d{2,5})[ ]?(?:字)?(?:${dash}[ ]?(\\d{2,5}))?[ ]?(?:个)?(?:汉)?字(?!号|第|画|幕)(?:符)?[ ]?(左右|以内|之内|以下|内|以上|上下)?`,
  'g',
)

/** What the words before and after a number make of it. */
function range(first: number, second: number | null, up: boolean, low: boolean) {
  if (second !== null) return { min: first, max: second }
  if (low) return { min: first, max: null }
  return up ? { min: null, max: first } : { min: first, max: first }
}

export function findWordLimits({ text, flow }: Page): WordLimitProposal[] {
  return [...flow.matchAll(words)].map((found) => {
    const [, up, low, about, first = '', second, tail = ''] = found
    const soft =
      about !== undefined ||
      /左右|上下/.test(tail) ||
      /原则上/.test(flow.slice(Math.max(0, found.index - 12), found.index))
    const bounds = range(
      Number(first),
      second ? Number(second) : null,
      up !== undefined || /内|下$/.test(tail),
      low !== undefined || tail === '以上',
    )
    const span = { start: found.index, end: found.index + found[0].trimEnd().length }
    const value =
      soft && bounds.min === bounds.max ? { min: null, max: bounds.max, about: true } : { ...bounds, about: soft }
    const exact = bounds.min === bounds.max && !soft
    const question = exact ? `“${text.slice(span.start, span.end)}”是上限还是要求，请确认` : null
    return {
      ...marked(text, 'word-limit', span),
      value: exact ? { min: null, max: bounds.max, about: true } : value,
      sure: !exact,
      question,
    }
  })
}

const photoCount = new RegExp(
  `(${upper})?(${lower})?(约)?[ ]?(?<![\\d.])(\\d{1,2}|[一二两三四五六七八九十])[ ]?(?:张|幅)?(?:${dash}[ ]?(\\d{1,2}|[一二两三四五六七八九十]))?[ ]?(?:张|幅)(以上|以内|左右|以下)?`,
  'g',
)

export function findPhotoCounts({ text, flow }: Page): PhotoCountProposal[] {
  const found: PhotoCountProposal[] = []
  for (const hit of flow.matchAll(photoCount)) {
    const end = hit.index + hit[0].length
    const near = `${flow
      .slice(Math.max(0, hit.index - 40), hit.index)
      .split(/[。；\n]/)
      .at(-1)}${flow.slice(end, end + 12).split(/[。；，\n]/)[0]}`
    const first = readNumber(hit[4] ?? '')
    if (!/照片|图片|影像|相片|摄影|图像/.test(near) || first === null) continue
    const second = hit[5] ? readNumber(hit[5]) : null
    const up = hit[1] !== undefined || /以内|以下/.test(hit[6] ?? '')
    const bounds = range(first, second, up, hit[2] !== undefined || hit[6] === '以上')
    const value = { min: bounds.min ?? 1, max: bounds.max, about: hit[3] !== undefined || hit[6] === '左右' }
    found.push({ ...marked(text, 'photo-count', { start: hit.index, end }), value, sure: true, question: null })
  }
  return found
}

const length = new RegExp(
  `(${upper})?(${lower})?[ ]?(?<![\\d.])(\\d{1,3}|[一二两三四五六七八九十]{1,2})[ ]?(分钟|分|秒|min)?(?:${dash}[ ]?(\\d{1,3}|[一二两三四五六七八九十]{1,2}))?[ ]?(分钟|秒钟|秒|min)(?:(\\d{1,2})秒)?(以内|之内|以下|内|以上|左右)?`,
  'g',
)
const format =
  /(?:MP4|MPEG-?[24]?|MOV|AVI|WMV|FLV|MKV|M4V|RMVB)(?:[ ]{0,2}[、/,或和及][ ]{0,2}(?:MP4|MPEG-?[24]?|MOV|AVI|WMV|FLV|MKV|M4V|RMVB))*/gi
const resolution =
  /(?<![\d.])(?:(\d{3,4})[ ]?[Pp](?![A-Za-z])|(\d{3,4})[ ]?[xX×*][ ]?(\d{3,4})|([48])[Kk](?![A-Za-z]))/g
const size = /(?<![\d.])(\d{1,4})[ ]?(MB|M|GB|G|兆)(?![A-Za-z])/gi

/** The sentence around a place, at most 120 characters each way. */
function around(flow: string, start: number, end: number): string {
  const before =
    flow
      .slice(Math.max(0, start - 120), start)
      .split(/[。\n]/)
      .at(-1) ?? ''
  return before + (flow.slice(end, end + 60).split(/[。\n]/)[0] ?? '')
}

export function findVideoRules({ text, flow }: Page): VideoRuleProposal[] {
  const found: VideoRuleProposal[] = []
  const add = (hit: RegExpExecArray, value: VideoRuleProposal['value'], needs: RegExp) => {
    const span = { start: hit.index, end: hit.index + hit[0].length }
    if (!needs.test(around(flow, span.start, span.end))) return
    found.push({ ...marked(text, 'video-rule', span), value, sure: true, question: null })
  }
  for (const hit of flow.matchAll(length)) {
    const first = readNumber(hit[3] ?? '')
    if (first === null) continue
    const second = hit[5] ? readNumber(hit[5]) : null
    const scale = (unit: string | undefined) => (unit?.startsWith('秒') ? 1 : 60)
    const a = first * scale(hit[4] ?? hit[6])
    const b = second === null ? null : second * scale(hit[6])
    const extra = second === null ? Number(hit[7] ?? 0) : 0
    const low = hit[2] !== undefined || hit[8] === '以上'
    const bounds = range(a + extra, b, !low, low)
    add(hit, { rule: 'duration', minSeconds: bounds.min, maxSeconds: bounds.max }, /视频|时长|片长|影片|微电影|作品/)
  }
  for (const hit of flow.matchAll(format)) {
    const formats = hit[0].toUpperCase().split(/[、/,或和及 ]+/)
    add(hit, { rule: 'format', formats }, /视频|格式|影片|作品/)
  }
  for (const hit of flow.matchAll(resolution)) {
    const [, lines, x, y, k] = hit
    const side = lines ? Number(lines) : x && y ? Math.min(Number(x), Number(y)) : k === '8' ? 4320 : 2160
    if (side >= 240) add(hit, { rule: 'resolution', minShortSide: side }, /视频|分辨率|清晰|画质|影片|像素/)
  }
  for (const hit of flow.matchAll(size)) {
    const factor = /^g/i.test(hit[2] ?? '') ? 1024 : 1
    add(hit, { rule: 'size', maxMegabytes: Number(hit[1]) * factor }, /视频|短片|影片/)
  }
  return found.sort((a, b) => a.span.start - b.span.start)
}
