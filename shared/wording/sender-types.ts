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
