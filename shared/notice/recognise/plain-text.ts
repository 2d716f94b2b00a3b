/**
 * Full-width digits, letters and signs as ASCII, every dash as '-', so that rules are written once. Each character is
 * replaced by exactly one, so offsets of the result are offsets of the text.
 */
export function foldText(text: string): string {
  return text.replace(/[\uff01-\uff5e\u3000\u00a0\u2007\u202f\u2010-\u2015\u2212\u301c\uff5e\t\r\f\v]/g, (sign) => {
    if (/[\u2010-\u2015\u2212\u301c\uff5e\uff0d]/.test(sign)) return '-'
    // These two end clauses in Chinese text; the rules know them by their full-width form.
    if (sign === '，' || sign === '；') return sign
    const code = sign.charCodeAt(0)
    return code >= 0xff01 && code <= 0xff5e ? String.fromCharCode(code - 0xfee0) : ' '
  })
}

const digits: Readonly<Record<string, number>> = {
  〇: 0,
  '○': 0,
  零: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
}

/** 0 to 99 and four-figure years, as 15, 十五, 二十五, 廿五 or 二〇二二; null for anything else. */
export function readNumber(words: string): number | null {
  if (/^\d{1,9}$/.test(words)) return Number(words)
  if (/^[〇○零一二两三四五六七八九]{1,4}$/.test(words)) {
    return [...words].reduce((sum, sign) => sum * 10 + (digits[sign] ?? 0), 0)
  }
  const tens = words.replace('廿', '二十').replace('卅', '三十')
  const found = /^([一二三四五六七八九]?)十([一二三四五六七八九]?)$/.exec(tens)
  if (!found) return null
  return (digits[found[1] ?? ''] ?? 1) * 10 + (digits[found[2] ?? ''] ?? 0)
}
