/** The one next step of a deliverable, the same on the desk and beside the notice. */
import type { RecordState } from '../../shared/domain/states.ts'
import { call, problemOf } from '../api.ts'
import { problemTexts } from '../text/problem.ts'
import { nextStepNames } from '../text/states.ts'
import { announce } from './announce.ts'
import { navigate } from './route.ts'

type Subject = {
  noticeId: string
  formId: string | null
  state: RecordState
  recordIds: readonly string[]
  /** Prepared and kept, not handed in. */
  kept: boolean
}

const isReady = ({ kept, state }: Subject): boolean => kept && state === 'to-send'

/** Word of the button; a duty without a form can only be read. */
export function stepName(subject: Subject): string {
  if (isReady(subject)) return '查看'
  return subject.formId === null && subject.recordIds.length === 0 ? '看要求' : nextStepNames[subject.state]
}

/** What comes next, in one line beside the state. @param waiting records in that state */
export function stepLine(subject: Subject & { stamped: boolean; waiting: number }): string {
  const { state, stamped, waiting, formId } = subject
  const copies = Math.max(waiting, 1)
  if (isReady(subject)) return '已备好，自存备查，不用报送'
  switch (state) {
    case 'not-started':
      if (subject.kept) return '填好自存备查，不用报送'
      if (formId === null) return stamped ? '按通知自行撰写，打印盖章后报送' : '按通知自行撰写后报送'
      return stamped ? '填写表格，打印盖章后报送' : '填写表格后报送'
    case 'draft':
      return copies > 1 ? `接着填完这 ${copies} 份` : '接着填完'
    case 'to-stamp':
      return `打印 ${copies} 份送办公室盖章`
    case 'to-send':
      return copies > 1 ? `把这 ${copies} 份报出去` : '报送给上级'
    case 'returned':
      return '按退回的意见修改后重报'
    case 'sent':
      return '等上级的回执'
    case 'received':
      return '上级已收，等审核'
    case 'accepted':
      return '办完了'
  }
}

/** Makes the record and stands the clerk in its form. */
export async function fillIn(noticeId: string, formId: string): Promise<void> {
  try {
    const { summary } = await call('records.create', { noticeId, formId })
    await navigate({ screen: 'record', recordId: summary.recordId, field: null })
  } catch (thrown) {
    const { what, next } = problemTexts(problemOf(thrown))
    announce(`${what}${next}`)
  }
}

export async function takeStep(subject: Subject): Promise<void> {
  const [first, second] = subject.recordIds
  if (first === undefined) {
    if (subject.formId === null) return navigate({ screen: 'notices', noticeId: subject.noticeId })
    return fillIn(subject.noticeId, subject.formId)
  }
  if (subject.state === 'to-send' && !subject.kept) return navigate({ screen: 'submit', noticeId: subject.noticeId })
  if (second !== undefined) return navigate({ screen: 'records', noticeId: subject.noticeId })
  return navigate({ screen: 'record', recordId: first, field: null })
}
