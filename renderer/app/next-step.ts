/** The one next step of a deliverable, the same on the desk and beside the notice. */
import type { RecordState } from '../../shared/domain/states.ts'
import { call, problemOf } from '../api.ts'
import { problemTexts } from '../text/problem.ts'
import { nextStepNames } from '../text/states.ts'
import { announce } from './announce.ts'
import { navigate } from './route.ts'

type Subject = { noticeId: string; formId: string | null; state: RecordState; recordIds: readonly string[] }

/** Word of the button; a duty without a form can only be read. */
export function stepName(subject: Subject): string {
  return subject.formId === null && subject.recordIds.length === 0 ? '看要求' : nextStepNames[subject.state]
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
  if (subject.state === 'to-send') return navigate({ screen: 'submit', noticeId: subject.noticeId })
  if (second !== undefined) return navigate({ screen: 'records', noticeId: subject.noticeId })
  return navigate({ screen: 'record', recordId: first, field: null })
}
