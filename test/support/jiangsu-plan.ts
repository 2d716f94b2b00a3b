/** The plan of JS as a record: registered, drafted, saved and frozen through dispatch. */

import { takenField } from '../../shared/form/definition.ts'
import type { PrintDocument } from '../../shared/form/print-document.ts'
import { jiangsuActivities, jiangsuMain, jiangsuNotice } from '../fixtures/jiangsu-plan.ts'
import { openTestCore, type TestCore } from './core.ts'

export interface JiangsuPlan {
  readonly core: TestCore
  readonly recordId: string
  readonly revision: number
  readonly text: string
  readonly document: PrintDocument
}

export async function jiangsuPlan(): Promise<JiangsuPlan> {
  const core = await openTestCore()
  await core.call('offices.init', {
    name: '江苏省科学技术协会',
    level: 'province',
    type: 'association',
    region: '320000',
  })
  for (const values of [...jiangsuActivities, jiangsuMain]) await core.call('activities.create', { values })
  const { summary, draftSeq } = await core.call('records.create', {
    noticeId: jiangsuNotice,
    formId: 'JS-T11',
    values: { planTitle: '江苏省2022年“全国科技工作者日”工作方案', reportDate: '2022-05-12' },
  })
  const { recordId } = summary
  const { text, taken } = await core.call('register.compose', { recordId, field: 'body', draft: 'plan' })
  await core.call('records.saveDraft', { recordId, draftSeq, changes: { body: text, [takenField]: taken } })
  const { revision } = await core.call('records.freeze', { recordId })
  const document = await core.call('records.printDocument', { recordId, revision })
  return { core, recordId, revision, text, document }
}
