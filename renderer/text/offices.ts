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

/** What a name most likely says; the person sees it and may choose another. */
export function likelyType(name: string): SenderType {
  const association = /科学技术协会|科协/.test(name)
  if (association) {
    if (/大学|学院|高校|职业技术学校/.test(name)) return 'university-association'
    return /公司|集团|企业|工厂|厂科协/.test(name) ? 'enterprise-association' : 'association'
  }
  if (/科学技术[^协]*[局厅委部]|科技[^协]*[局厅委部]/.test(name)) return 'science-department'
  if (/学会|协会|研究会|促进会/.test(name)) return 'society'
  return /中心|科技馆|博物馆|研究[院所]|医院|学校|中学|小学/.test(name) ? 'institution' : 'association'
}
