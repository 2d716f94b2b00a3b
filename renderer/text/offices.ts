import type { OfficeLevel, SenderType } from '../../shared/notice/pack.ts'
import { typeNames } from '../../shared/wording/sender-types.ts'

export const levelNames: Readonly<Record<OfficeLevel, string>> = {
  national: '国家级',
  province: '省级',
  city: '设区市级',
  county: '县（市、区）级',
  township: '乡镇（街道）级',
}

/** What the first card asks for; the two ends of the chain do not use this desk to report. */
export const levelChoices: readonly { value: OfficeLevel; label: string }[] = [
  { value: 'county', label: '县（市、区）' },
  { value: 'city', label: '设区市' },
  { value: 'province', label: '省（区、市）' },
]

/** Levels that have offices of the same kind below them and may pass a notice on. */
export function hasSubordinates(level: OfficeLevel): boolean {
  return level === 'city' || level === 'province' || level === 'national'
}

export const typeChoices = (Object.keys(typeNames) as SenderType[]).map((value) => ({ value, label: typeNames[value] }))
