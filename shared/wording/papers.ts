/** Names of the papers that the program fills and prints. */
import type { PaperKind } from '../api/papers.ts'
import type { FormLayout } from '../form/definition.ts'
import type { SenderType } from '../notice/pack.ts'

export const paperNames: Readonly<Record<PaperKind, string>> = {
  draft: '发文稿纸',
  'seal-approval': '用印审批单',
  'stamp-list': '用印清单',
  'office-registration': '单位备案表',
  'handover-slip': '交接单',
}

/** Where on the page the seal goes. */
export const stampPlaces: Readonly<Record<NonNullable<FormLayout['stamp']>['at'], string>> = {
  'heading-left': '表头“单位（盖章）”处',
  'end-right': '末页右下方框内',
  signature: '落款单位和日期上',
}

export const senderTypeNames: Readonly<Record<SenderType, string>> = {
  association: '科学技术协会',
  'science-department': '科技管理部门',
  society: '学会、协会、研究会',
  'university-association': '高校科协',
  'enterprise-association': '企业科协',
  institution: '其他单位',
}
