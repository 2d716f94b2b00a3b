/** 发文稿纸 and 用印审批单: one sheet for one record, or for several that are approved together. */
import type { Queryable } from '../../../db/connection.ts'
import { personAtDesk } from '../../../db/queries/people.ts'
import type { FormValues } from '../../../shared/form/definition.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { chinaDay } from '../handover/china-day.ts'
import { onlyOneFor } from '../people/people.ts'
import { needOffice } from '../records/load.ts'
import { type FilledSheet, fillSheet } from './fill-sheet.ts'
import { type Subject, subjectOf } from './subjects.ts'

export interface ApprovalOrder {
  readonly paper: 'draft' | 'seal-approval'
  readonly recordIds: readonly string[]
  readonly copies: number
  readonly department: string
}

const notFinal = '（草稿，未定稿）'
const unique = (words: readonly string[]): string[] => [...new Set(words.filter((word) => word !== ''))]

/** @throws Problem as subjectOf */
export async function approvalSheet(ctx: HandlerContext, order: ApprovalOrder): Promise<FilledSheet> {
  const { office } = await needOffice(ctx.db)
  const subjects: Subject[] = []
  for (const recordId of order.recordIds) subjects.push(await subjectOf(ctx, recordId))
  const facts = { ...order, subjects, day: chinaDay(ctx.now()), names: await staffOf(ctx.db) }
  return order.paper === 'draft'
    ? fillSheet(ctx, 'SHEET-DRAFT', office.name, draftValues(facts))
    : fillSheet(ctx, 'SHEET-SEAL-APPROVAL', office.name, approvalValues(facts))
}

type Facts = ApprovalOrder & { subjects: readonly Subject[]; day: string; names: Staff }

interface Staff {
  readonly drafter: string
  readonly checks: string
  readonly signs: string
}

/**
 * Out of 本单位人员, where it is plain who: the one at the desk writes, the only one of a duty checks or signs. Whoever
 * signs does so by hand beside the name.
 */
async function staffOf(db: Queryable): Promise<Staff> {
  const toSign = (name: string): string => (name === '' ? '' : `${name}（签字）`)
  return {
    drafter: (await personAtDesk(db))?.name ?? (await onlyOneFor(db, 'handles')),
    checks: toSign(await onlyOneFor(db, 'checks')),
    signs: toSign(await onlyOneFor(db, 'signs')),
  }
}

/** Whoever seals and witnesses stays empty, as all names do where nobody is listed: they are written by hand. */
function common({ subjects, copies, day }: Facts) {
  const [first, second] = subjects
  const notices = unique(subjects.map(({ noticeTitle }) => noticeTitle))
  const short = unique(subjects.map(({ noticeShortTitle }) => noticeShortTitle)).join('、')
  const several = second !== undefined
  return {
    docTitle: several ? `${short}报送材料（${subjects.length}份）` : (first?.title ?? ''),
    code: several ? (subjects.every(({ code }) => code !== '') ? '见附件各份' : notFinal) : first?.code || notFinal,
    list: several
      ? subjects.map(({ title, code, files }, at) => {
          const told = [code === '' ? '未定稿' : code, files].filter((word) => word !== '').join('，')
          return `${at + 1}．${title}（${told}）`
        })
      : unique([first?.files ?? '']),
    recipients: unique(subjects.map(({ recipient }) => recipient)).join('、'),
    dues: unique(subjects.map(({ dueWording }) => dueWording)),
    notices,
    copies: String(copies),
    day,
  }
}

function draftValues(facts: Facts): FormValues {
  const { docTitle, code, list, recipients, dues, notices, copies, day } = common(facts)
  return {
    department: facts.department,
    drafter: facts.names.drafter,
    review: facts.names.checks,
    sign: facts.names.signs,
    draftedOn: day,
    copies,
    docTitle,
    mainTo: recipients,
    enclosures: list.join('\n'),
    code,
    note: [`依据：《${notices.join('》《')}》。`, ...(dues.length === 0 ? [] : [`时限：${dues.join('；')}。`])].join(
      '\n',
    ),
  }
}

function approvalValues(facts: Facts): FormValues {
  const { docTitle, code, list, recipients, notices, copies, day } = common(facts)
  const places = unique(facts.subjects.map(({ place }) => place))
  return {
    department: facts.department,
    applicant: facts.names.drafter,
    review: facts.names.checks,
    sign: facts.names.signs,
    appliedOn: day,
    docTitle: facts.subjects.length > 1 ? [docTitle, ...list].join('\n') : docTitle,
    code,
    reason: `按《${notices.join('》《')}》的要求报送。`,
    sealName: '单位公章',
    copies,
    toUnit: recipients,
    place: places.join('；'),
  }
}
