/** Names of offices as they are pasted. */
import type { OfficeLevel } from '../../../../shared/notice/pack.ts'

const shortest = 2
const longest = 60

/** One name a line, each once; numbers of a list before it are dropped. */
export function namesOf(text: string): { names: string[]; wrong: string[] } {
  const lines = text
    .split(/[\r\n\t；;]+/u)
    .map((line) => line.replace(/^\s*(?:[（(]?\d{1,4}[）)]|\d{1,4}[.、．])\s*/u, '').trim())
    .filter((line) => line !== '')
  const fits = ({ length }: string) => length >= shortest && length <= longest
  return { names: [...new Set(lines.filter(fits))], wrong: lines.filter((line) => !fits(line)) }
}

/** By the last region that the name speaks of; a county where it says nothing. */
export function likelyLevel(name: string): OfficeLevel {
  const place = name.replace(/(?:科学技术|科).*$/u, '')
  if (/(?:乡|镇|街道)$/u.test(place)) return 'township'
  if (/省$|自治区$/u.test(place)) return 'province'
  if (/(?:自治州|地区|盟)$/u.test(place)) return 'city'
  // 昆山市 and 苏州市 look alike; the clerk may say it.
  return 'county'
}
