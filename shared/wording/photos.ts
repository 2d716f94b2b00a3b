/** What the program saw on a photo, in a clerk's words. Pure. */
import type { PhotoDateMark } from '../api/photos.ts'

type Facts = Omit<PhotoDateMark, 'digest' | 'message'>
export type UnlookedPhoto = 'broken' | 'too-large' | 'other-kind' | 'too-hard'

const corners: Readonly<Record<NonNullable<PhotoDateMark['corner']>, string>> = {
  'top-left': '左上角',
  'top-right': '右上角',
  'bottom-left': '左下角',
  'bottom-right': '右下角',
}
const unlooked: Readonly<Record<UnlookedPhoto, string>> = {
  broken: '照片文件有损坏，没能检查有没有时间标识，请打开看一看。',
  'too-large': '照片尺寸太大，没有检查时间标识，请打开看一看。',
  'other-kind': '这种格式没有检查时间标识，请打开看一看。',
  'too-hard': '照片太复杂，没能检查完时间标识，请打开看一看。',
}

/** @param asked the notice asks for photos without a date mark; '' for nothing to say */
export function photoMessage(facts: Facts, fault: UnlookedPhoto | null, asked: boolean): string {
  const { burnt, burntText, corner, hasPosition, cameraDateOdd } = facts
  const wish = asked ? '，通知要求无明显时间标识' : ''
  const parts = [
    ...(fault !== null ? [unlooked[fault]] : []),
    ...(burnt === 'seen' ? [`${corner ? corners[corner] : '照片上'}好像有时间“${burntText}”${wish}。`] : []),
    ...(burnt === 'maybe' ? [`画面里好像写有日期“${burntText}”，请看一看是不是时间标识${wish}。`] : []),
    ...(hasPosition ? ['照片文件里记着拍摄地点，发出去对方也能看到。'] : []),
    ...(cameraDateOdd ? ['相机记的拍摄日期不对，不要按它认定时间。'] : []),
  ]
  return parts.join('')
}
