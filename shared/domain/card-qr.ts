/** Texts of the code on 单位备案表: the whole card, or only its 指纹码 and keys (bundle-format.md §2). */

const whole = /^KXC2\/[0-9A-Z $%*+\-./:]{20,2000}$/
const short = /^KXC1\/([A-Za-z0-9-]{8,64})\/(\d{40})\/(RW[A-Za-z0-9+/]{54})\/(age1[02-9ac-hj-np-z]{58})$/

export const isCardQr = (text: string): boolean => whole.test(text) || short.test(text)

export interface ShortCardMark {
  readonly officeId: string
  /** Eight groups of five digits. */
  readonly groups: string[]
}

/** Null for anything but exactly the short form. */
export function parseShortCardQr(text: string): ShortCardMark | null {
  const [, officeId, digits] = short.exec(text) ?? []
  if (officeId === undefined || digits === undefined) return null
  return { officeId, groups: digits.match(/\d{5}/g) ?? [] }
}
