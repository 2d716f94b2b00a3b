/** Numbers and codes with a standard behind them. Each takes the normalised writing (half-width, no spaces). */

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const
/** GB/T 2260: the first two digits of a region code. */
export const provinceCodes: Readonly<Record<string, string>> = {
  11: '北京市',
  12: '天津市',
  13: '河北省',
  14: '山西省',
  15: '内蒙古自治区',
  21: '辽宁省',
  22: '吉林省',
  23: '黑龙江省',
  31: '上海市',
  32: '江苏省',
  33: '浙江省',
  34: '安徽省',
  35: '福建省',
  36: '江西省',
  37: '山东省',
  41: '河南省',
  42: '湖北省',
  43: '湖南省',
  44: '广东省',
  45: '广西壮族自治区',
  46: '海南省',
  50: '重庆市',
  51: '四川省',
  52: '贵州省',
  53: '云南省',
  54: '西藏自治区',
  61: '陕西省',
  62: '甘肃省',
  63: '青海省',
  64: '宁夏回族自治区',
  65: '新疆维吾尔自治区',
  71: '台湾省',
  81: '香港特别行政区',
  82: '澳门特别行政区',
  83: '台湾居民（居住证）',
}

/** YYYY-MM-DD that the calendar has. */
export function isDay(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  if (!match) return false
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])]
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}

/**
 * GB 11643: 17 digits and a check sign (ISO 7064 mod 11-2), a birth date that the calendar has, a province that exists.
 * The rest of the region is not checked: counties are renamed and merged, numbers stay.
 */
export function isIdentityNumber(text: string): boolean {
  if (!/^\d{17}[\dX]$/.test(text)) return false
  if (provinceCodes[text.slice(0, 2)] === undefined) return false
  const birth = `${text.slice(6, 10)}-${text.slice(10, 12)}-${text.slice(12, 14)}`
  if (!isDay(birth) || birth < '1850-01-01') return false
  const sum = weights.reduce((total, weight, at) => total + weight * Number(text.charAt(at)), 0)
  return '10X98765432'.charAt(sum % 11) === text.charAt(17)
}

/**
 * Whole years on a day, by the birth date in the number; null for what is no identity number.
 * @param day YYYY-MM-DD
 */
export function ageOn(identityNumber: string, day: string): number | null {
  if (!isIdentityNumber(identityNumber)) return null
  const years = Number(day.slice(0, 4)) - Number(identityNumber.slice(6, 10))
  // Whoever was born on 29 February is a year older on 1 March of other years.
  return day.slice(5).replace('-', '') < identityNumber.slice(10, 14) ? years - 1 : years
}

const creditSigns = '0123456789ABCDEFGHJKLMNPQRTUWXY'

/** GB 32100: 17 signs (no I, O, S, V, Z) and a check sign, mod 31. */
export function isCreditCode(text: string): boolean {
  if (text.length !== 18) return false
  const places = [...text].map((sign) => creditSigns.indexOf(sign))
  if (places.includes(-1) || !/^..\d{6}/.test(text)) return false
  const sum = places.slice(0, 17).reduce((total, place, at) => total + place * (3 ** at % 31), 0)
  return (31 - (sum % 31)) % 31 === places[17]
}

/** GB/T 2260: 2+2+2 digits; only the province is checked. */
export const isRegionCode = (text: string): boolean =>
  /^\d{6}$/.test(text) && provinceCodes[text.slice(0, 2)] !== undefined

export const isPostcode = (text: string): boolean => /^\d{6}$/.test(text)
/** 1[3-9] and nine digits. */
export const isMobile = (text: string): boolean => /^1[3-9]\d{9}$/.test(text.replace(/[ -]/g, ''))
/** A landline with or without area code and extension, or a mobile. */
export const isPhone = (text: string): boolean =>
  /^(\(?0\d{2,3}\)?[- ]?)?\d{7,8}([-转]\d{1,6})?$/.test(text) || isMobile(text)
export const isEmail = (text: string): boolean => /^[^\s@<>()"']+@[^\s@<>()"']+\.[^\s@<>()"']{2,}$/.test(text)
