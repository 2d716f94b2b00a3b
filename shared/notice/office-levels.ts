import { type OfficeLevel, officeLevel, type SenderType } from './pack.ts'

/** The level that an office passes a notice on to; a township keeps it among its own. */
export function levelBelow(level: OfficeLevel): OfficeLevel {
  const levels = officeLevel.options
  return levels[levels.indexOf(level) + 1] ?? 'township'
}

const levelWords: Readonly<Record<OfficeLevel, string>> = {
  national: '全国',
  province: '各省',
  city: '各设区市',
  county: '各县（市、区）',
  township: '各乡镇（街道）',
}

const typeWords: Readonly<Record<SenderType, string>> = {
  association: '科协',
  'science-department': '科技局',
  society: '学会（协会、研究会）',
  'university-association': '高校科协',
  'enterprise-association': '企业科协',
  institution: '直属事业单位',
}

export const levelWord = (level: OfficeLevel): string => levelWords[level]
export const senderTypeWord = (type: SenderType): string => typeWords[type]

/** As notices address them, e.g. 各县（市、区）科协. */
export const addresseeWording = (level: OfficeLevel, type: SenderType): string =>
  `${levelWords[level]}${typeWords[type]}`
