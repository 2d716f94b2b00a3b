/** Ids of published notices. Each bears the office that published it, so that no office can speak in another's name. Pure. */
import { sha256Hex } from '../package/canonical.ts'

/** Of a pack's 80 some stay free: what is passed on gets the level added (notices/routing.ts). */
const maxLength = 70

const mark = (officeId: string): string => `.${officeId.toLowerCase()}`

/** The id that other offices know one of our notices by; the same one every time. */
export function publishedId(noticeId: string, officeId: string): string {
  const whole = `${noticeId}${mark(officeId)}`
  if (whole.length <= maxLength) return whole
  const digest = sha256Hex(noticeId).slice(0, 12)
  const head = noticeId.slice(0, maxLength - mark(officeId).length - digest.length - 1).replace(/[.-]+$/, '')
  return `${head}-${digest}${mark(officeId)}`
}

/** An officeId is made of the office's own key: its notices are those that end with it, and no others. */
export const isPublishedBy = (noticeId: string, officeId: string): boolean =>
  noticeId.length > mark(officeId).length && noticeId.endsWith(mark(officeId))
