/** Names of the papers that the program fills and prints. */
import type { PaperKind } from '../api/papers.ts'
import type { FormLayout } from '../form/definition.ts'

export const paperNames: Readonly<Record<PaperKind, string>> = {
  draft: '发文稿纸',
  'seal-approval': '用印审批单',
  'stamp-list': '用印清单',
  'office-registration': '单位备案表',
  'package-slip': '交接单',
  'handover-slip': '交接单',
}

/** Where on the page the seal goes. */
export const stampPlaces: Readonly<Record<NonNullable<FormLayout['stamp']>['at'], string>> = {
  'heading-left': '表头“单位（盖章）”处',
  'end-right': '末页右下方框内',
  signature: '落款单位和日期上',
}
