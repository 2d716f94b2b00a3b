/** 视频作品 in words: what is missing, how long, who signed. */
import type { Consent, ConsentState, ConsentSum } from '../../shared/api/authorizations.ts'
import type { EntryLack, VideoEntry } from '../../shared/api/videos.ts'
import type { VideoRule, VideoVerdict } from '../../shared/domain/video-facts.ts'
import { guardiansText } from '../../shared/wording/videos.ts'
import type { Worded } from './packages.ts'

/** In the order in which the work is done. */
export const entryLacks: readonly EntryLack[] = [
  'video',
  'video-fault',
  'registration',
  'participants',
  'guardian',
  'authorization',
  'consent',
]

/** A few characters for a row. */
export const lackNames: Readonly<Record<EntryLack, string>> = {
  video: '缺视频',
  'video-fault': '视频不合要求',
  registration: '登记表未填好',
  participants: '缺参赛人',
  guardian: '缺监护人',
  authorization: '授权书未填好',
  consent: '缺签名',
}

/** One step in a clerk's words, and the word on its button. */
export const lackSteps: Readonly<Record<EntryLack, { line: string; button: string }>> = {
  video: { line: '还没有视频文件', button: '添加视频' },
  'video-fault': { line: '视频有不合要求的地方', button: '看哪里不合' },
  registration: { line: '报名登记表还有要填改的地方', button: '填写登记表' },
  participants: { line: '授权书里还没有参赛人', button: '填写参赛人' },
  guardian: { line: '还有未成年人没有填监护人', button: '填监护人' },
  authorization: { line: '授权书还有要填改的地方', button: '填写授权书' },
  consent: { line: '还有人没有签名', button: '核对签名' },
}

/** `guardian` and `consent` say how many. */
export function lackLine(lack: EntryLack, { consents }: Pick<VideoEntry, 'consents'>): string {
  if (lack === 'guardian' && consents.guardiansMissing > 0) return guardiansText(consents.guardiansMissing)
  const left = unsigned(consents)
  return lack === 'consent' && left > 0 ? `还有 ${left} 人没有签名（共 ${consents.of} 人）` : lackSteps[lack].line
}

export const unsigned = (sum: ConsentSum): number => Math.max(sum.of - sum.signed - sum.exceptions, 0)

/** Without what another step brings with it: a letter without people is not filled in either. */
export const stepsOf = (lacks: readonly EntryLack[]): EntryLack[] =>
  lacks.filter((lack) => lack !== 'authorization' || !lacks.includes('participants'))

/** 缺视频、缺签名; '' when nothing is missing. */
export const lacksText = (lacks: readonly EntryLack[]): string =>
  stepsOf(lacks)
    .map((lack) => lackNames[lack])
    .join('、')

/** 3/5 已签 */
export const signedText = (sum: ConsentSum): string => (sum.of === 0 ? '没有参赛人' : `${sum.signed}/${sum.of} 已签`)

/** The same with exceptions and what waits for an eye, for a place with room. */
export const signedLongText = (sum: ConsentSum): string =>
  `${signedText(sum)}${sum.exceptions > 0 ? `，例外 ${sum.exceptions} 人` : ''}${
    sum.onPaper > 0 ? `，${sum.onPaper} 人有纸面待核对` : ''
  }`

/** 3 分 01 秒; '' while it is not known. Cut, never rounded up over a limit. */
export function lengthText(seconds: number | null): string {
  if (seconds === null) return ''
  const whole = Math.floor(seconds)
  const minutes = Math.floor(whole / 60)
  if (minutes === 0) return `${whole} 秒`
  return `${minutes} 分 ${String(whole % 60).padStart(2, '0')} 秒`
}

/** 1920×1080; '' while it is not known. */
export const pixelsText = (width: number | null, height: number | null): string =>
  width === null || height === null ? '' : `${width}×${height}`

export const timingWords: Readonly<Record<'late' | 'early', Worded & { line: string }>> = {
  late: { word: '逾期', tone: 'wait', line: '登记时已过通知的截止时间' },
  early: { word: '早于征集', tone: 'none', line: '登记时征集还没有开始' },
}

export const consentStates: Readonly<Record<ConsentState, Worded>> = {
  missing: { word: '未签', tone: 'none' },
  'on-paper': { word: '有纸面待核对', tone: 'wait' },
  signed: { word: '已签', tone: 'good' },
  exception: { word: '例外', tone: 'work' },
}

/** What a state alone does not say; '' where there is nothing more. */
export function consentNote(consent: Consent): string {
  if (consent.state === 'exception') return consent.reason ?? ''
  if (consent.guardianMissing) return '未成年人，还没有填监护人'
  return consent.state === 'signed' && consent.carried
    ? `签的是第 ${consent.revision ?? 1} 版，本人内容没有变，仍算数`
    : ''
}

export const ruleNames: Readonly<Record<VideoRule, string>> = {
  readable: '能读懂',
  complete: '文件完整',
  container: '格式',
  picture: '画面',
  duration: '时长',
  'short-side': '清晰度',
  codec: '编码',
  sound: '声音',
  structure: '结构',
  unseen: '画面内容',
}

/** What kind of limit stands beside the value. */
export const limitWords: Readonly<Partial<Record<VideoRule, string>>> = { duration: '上限', 'short-side': '至少' }

export function verdictWord(verdict: VideoVerdict): Worded {
  if (verdict.grade === 'info') return { word: '说明', tone: 'none' }
  if (verdict.ok) return { word: '符合', tone: 'good' }
  return verdict.grade === 'block' ? { word: '不合要求', tone: 'stop' } : { word: '请留意', tone: 'wait' }
}

export const entryTitle = ({ title }: Pick<VideoEntry, 'title'>): string => title || '（未命名）视频作品'
