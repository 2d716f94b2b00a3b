/** What a code read off paper says about the records that came in. Pure; told anew each time, as packages may come later. */
import type { PaperArrivalRow, PrintedRevision } from '../../../db/queries/paper-arrivals.ts'
import type { PaperVerdict } from '../../../shared/api/rosters.ts'
import { codeText } from '../../../shared/wording/revision-code.ts'
import { markCode } from '../scans/verdict.ts'

/** Characters of the code that is printed in clear: the first 40 bits. */
export const shownCode = (code: string): string => code.slice(0, 8)

interface Printed extends PrintedRevision {
  /** 128 bits, as in the two-dimensional code. */
  readonly whole: string
}

export class PrintedRevisions {
  readonly #byCode = new Map<string, Printed[]>()
  readonly #byRecord = new Map<string, Printed[]>()

  constructor(rows: readonly PrintedRevision[]) {
    for (const row of rows) {
      const printed = { ...row, whole: markCode(row.digest) }
      push(this.#byCode, shownCode(printed.whole), printed)
      if (row.rival === 0) push(this.#byRecord, row.record_id, printed)
    }
  }

  /** All that begin so: a whole code narrows it down. */
  withCode(code: string): readonly Printed[] {
    return (this.#byCode.get(shownCode(code)) ?? []).filter((one) => one.whole.startsWith(code))
  }

  latest(recordId: string): Printed | undefined {
    return this.#byRecord.get(recordId)?.at(-1)
  }
}

function push(groups: Map<string, Printed[]>, key: string, row: Printed): void {
  const group = groups.get(key)
  if (group) group.push(row)
  else groups.set(key, [row])
}

export interface JudgedPaper {
  readonly verdict: PaperVerdict
  readonly words: string
  readonly record: {
    readonly recordId: string
    readonly noticeId: string
    readonly revision: number
    readonly latest: number
  } | null
}

type Paper = Pick<PaperArrivalRow, 'code' | 'record_id' | 'revision' | 'notice_id'>

export function judgePaper({ code, record_id, revision, notice_id }: Paper, printed: PrintedRevisions): JudgedPaper {
  if (code === '') return unknown('照片上没有找到核对码，请照着纸面录入。')
  const found = printed.withCode(code)
  const here = narrowed(
    narrowed(found, (one) => one.record_id === record_id),
    (one) => one.notice_id === notice_id,
  )
  const meant = here.find((one) => one.rival === 0) ?? here[0]
  // Two records that begin alike in 40 bits: nobody can say which is meant.
  if (new Set(here.map((one) => one.record_id)).size > 1)
    return unknown(`有几份材料的核对码都是 ${codeText(shownCode(code))}，请拍下纸面上的二维码。`)
  if (meant) return ofRevision(meant, printed)
  const latest = record_id === null ? undefined : printed.latest(record_id)
  if (!latest || revision === null) return unknown(`收到的材料里没有核对码 ${codeText(shownCode(code))}。`)
  const words =
    revision > latest.revision
      ? `纸电不符：纸是第 ${revision} 版（${codeText(shownCode(code))}），电子件只收到第 ${latest.revision} 版（${codeOf(latest)}）。`
      : `纸电不符：纸上写第 ${revision} 版，核对码是 ${codeText(shownCode(code))}，和收到的电子件不是同一份；电子件最新是第 ${latest.revision} 版（${codeOf(latest)}）。`
  return { verdict: 'mismatch', words, record: recordOf(latest, revision, latest) }
}

function ofRevision(meant: Printed, printed: PrintedRevisions): JudgedPaper {
  const latest = printed.latest(meant.record_id) ?? meant
  const record = recordOf(meant, meant.revision, latest)
  if (meant.rival === 1)
    return {
      verdict: 'mismatch',
      words: `纸电不符：纸是没有采用的那一份第 ${meant.revision} 版（${codeOf(meant)}），采用的最新是第 ${latest.revision} 版（${codeOf(latest)}）。`,
      record,
    }
  if (meant.revision === latest.revision)
    return { verdict: 'match', words: `纸电相符，都是第 ${latest.revision} 版（${codeOf(latest)}）。`, record }
  return {
    verdict: 'older',
    words: `纸电不符：纸是第 ${meant.revision} 版（${codeOf(meant)}），电子件已是第 ${latest.revision} 版（${codeOf(latest)}）。`,
    record,
  }
}

const unknown = (words: string): JudgedPaper => ({ verdict: 'unknown', words, record: null })
const codeOf = ({ whole }: Printed): string => codeText(shownCode(whole))
const recordOf = (row: Printed, revision: number, latest: Printed): JudgedPaper['record'] => ({
  recordId: row.record_id,
  noticeId: row.notice_id,
  revision,
  latest: latest.revision,
})

/** Those that fit, or all where none does. */
function narrowed<T>(rows: readonly T[], fits: (row: T) => boolean): readonly T[] {
  const some = rows.filter(fits)
  return some.length > 0 ? some : rows
}
