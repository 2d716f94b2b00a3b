/** What the words around a date make of it: 前, 截止, 起, 前后. */
import { matchAt } from './date-point.ts'

/**
 * by: last moment · from: first moment (起, 后) · around: 前后, 左右 · since: 以来, history · on: nothing of the kind.
 */
export type Bound = 'by' | 'from' | 'around' | 'since' | 'on'

export interface BoundWords {
  readonly start: number
  readonly end: number
  readonly bound: Bound
  /** 前: says nothing on the day itself. 止, 截止, 不晚于: the day counts. */
  readonly includesDay: boolean | null
  /** 截至 is used of statistics too (“截至5月10日，已有…”). */
  readonly statistical: boolean
}

// 前往, 前来, 前期, 前夕: other words; 日前 without a day never gets here.
const byPattern =
  /[ ]{0,3}\n?[ ]{0,2}(?:的)?(之前|以前|前(?!往|来(?![电函信稿报])|期|夕|后|提(?![交供出报前]))|日?为止|日?止(?!步|境|血)|截止(?!到|至|时间|日期|日)|截稿|到期|结束前|内)/y
const aroundPattern =
  /[ ]{0,3}(?:(?:第[一二三四五六七八九十]{1,3}个)?[“"][^”"\n]{1,20}[”"])?(?:这天|当天)?(前后|左右|前夕|上下(?!午|功|游))/y
const sincePattern = /[ ]{0,3}以来/y
const fromPattern = /[ ]{0,3}(开始|起(?!草|步|到|飞)|始|以后|之后|后(?!续|期|勤|备|台|果|代|排|面))/y
const nearAround = /[“"][^”"\n]{1,20}[”"](?:活动日|当天)?(前后|期间|前夕)/y

const byPrefix =
  /(截[止至](?:到|至|于|时间|日期|日)?|不(?:得)?(?:晚|迟)于|最[晚迟]|至迟|务必[于在]|(?:报名|报送|上报|提交|申报|征集|投稿|回执|反馈|材料)(?:截止)?(?:时间|日期|期限)|期限)[ ]?(?:定?[于在为是到至]{0,2})[ ]?[:：]?[ ]?$/
const fromPrefix = /(?:自|从|于?自)[ ]?$/

/** Reads before `start` and after `end` of a date; `unitWhole`: 6月内 makes sense, 5月15日内 does not. */
export function readBound(text: string, start: number, end: number, unitWhole: boolean): BoundWords {
  const before = text.slice(Math.max(0, start - 14), start)
  const prefix = byPrefix.exec(before)
  const around = matchAt(aroundPattern, text, end) ?? matchAt(nearAround, text, end)
  const none = { start, end, bound: 'on', includesDay: true, statistical: false } as const
  if (around) return { ...none, end: end + around[0].length, bound: 'around', includesDay: null }
  const since = matchAt(sincePattern, text, end)
  if (since) return { ...none, end: end + since[0].length, bound: 'since' }
  const by = matchAt(byPattern, text, end)
  if (by && (by[1] !== '内' || unitWhole)) {
    const word = by[1] ?? ''
    const from = prefix ? start - (before.length - prefix.index) : start
    const includesDay = /前$/.test(word) ? (word === '结束前' ? true : null) : true
    return { start: from, end: end + by[0].length, bound: 'by', includesDay, statistical: false }
  }
  if (prefix) {
    const statistical = /^截[止至]/.test(prefix[0]) && !/时间|日期|:/.test(prefix[0])
    const label = /^(?:报名|报送|上报|提交|申报|征集|投稿|回执|反馈|材料)(?!截止)|^期限/.test(prefix[0])
    return { ...none, start: start - (before.length - prefix.index), bound: label ? 'on' : 'by', statistical }
  }
  const from = matchAt(fromPattern, text, end)
  if (from) {
    const lead = fromPrefix.exec(before)
    return { ...none, start: start - (lead?.[0].length ?? 0), end: end + from[0].length, bound: 'from' }
  }
  return none
}
