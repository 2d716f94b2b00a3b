import type { SenderType } from '../notice/pack.ts'

/** Kinds of senders, by which notices say who reports what to whom. */
export const typeNames: Readonly<Record<SenderType, string>> = {
  association: '科协',
  'science-department': '科技管理部门',
  society: '学会（协会、研究会）',
  'university-association': '高校科协',
  'enterprise-association': '企业科协',
  institution: '直属事业单位、其他单位',
}

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
