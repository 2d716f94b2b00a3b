/** A time as a table writes it, as the register keeps it: words beside the days. Pure. */

/** Says when without saying a day: 5月中旬, 暑假期间, 全年. A day of the month, or figures alone, is no such saying. */
export function saysVaguely(text: string): boolean {
  const plain = text.normalize('NFKC').replace(/\s+/gu, '')
  if (plain === '' || plain.length > 120 || !/\p{Script=Han}/u.test(plain)) return false
  if (/\d[日号]/u.test(plain)) return false
  return /[月年季旬周末底初]|期间|暑假|寒假|待定|择期|长期|全年|常年|不定期/u.test(plain)
}

export const plainTimeWords = (text: string): string => text.replace(/\s+/gu, ' ').trim().slice(0, 120)

/** Chinese words stay as they were written; 44711 or 2022.5.30 becomes 2022年5月30日. */
export function wordsOfDays(text: string, from: string, to: string): string {
  const plain = plainTimeWords(text)
  if (/[月日]/u.test(plain) && !/^[\d\s]*$/u.test(plain)) return plain
  return from === to
    ? inWords(from, true)
    : `${inWords(from, true)}至${inWords(to, from.slice(0, 4) !== to.slice(0, 4))}`
}

function inWords(day: string, withYear: boolean): string {
  const [year, month, date] = day.split('-').map(Number)
  return `${withYear ? `${year}年` : ''}${month}月${date}日`
}
