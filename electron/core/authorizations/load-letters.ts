/** Letters with everything that was decided about them, opened: one or two thousand at a time. */
import type { Queryable } from '../../../db/connection.ts'
import {
  type ConsentRow,
  type LetterPaper,
  type LetterRecord,
  letterPapers,
  letterRecords,
  letterRevisions,
  liveConsents,
} from '../../../db/queries/consents.ts'
import { isTypedHere } from '../../../db/queries/records.ts'
import type { RevisionRow } from '../../../db/queries/revisions.ts'
import type { FormDefinition } from '../../../shared/form/definition.ts'
import { Problem } from '../../../shared/problems.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { draftValues, revisionContent } from '../records/content.ts'
import { frozenText } from '../records/frozen.ts'
import { formOf } from '../records/load.ts'
import { type Letter, letterOf } from './letter.ts'

export interface LoadedLetter {
  readonly record: LetterRecord
  /** The draft; of another office, the latest revision. */
  readonly now: Letter
  /** The latest one; null while nothing is frozen. */
  readonly latest: number | null
  /** What frozen revisions say, as far as they were opened: those that something hangs on, and the latest. */
  readonly revisions: ReadonlyMap<number, Letter>
  readonly decisions: readonly ConsentRow[]
  readonly papers: readonly LetterPaper[]
}

/**
 * Records that are not here, discarded or purged are left out.
 * @param every also opens revisions on which nothing hangs
 * @throws Problem keys.locked
 */
export async function loadLetters(
  ctx: Pick<HandlerContext, 'vault'>,
  db: Queryable,
  recordIds: readonly string[],
  { every = false }: { every?: boolean } = {},
): Promise<Map<string, LoadedLetter>> {
  const records = await letterRecords(db, recordIds)
  const ids = records.map(({ record_id }) => record_id)
  const revisions = byRecord(await letterRevisions(db, ids))
  const decisions = byRecord(await liveConsents(db, ids))
  const papers = byRecord(await letterPapers(db, ids))
  const forms = new Forms(db)
  const loaded = new Map<string, LoadedLetter>()
  for (const record of records) {
    const id = record.record_id
    const mine = { decisions: decisions.get(id) ?? [], papers: papers.get(id) ?? [] }
    const letter = await opened(ctx, forms, { record, rows: revisions.get(id) ?? [], every, ...mine })
    if (letter) loaded.set(id, letter)
  }
  return loaded
}

interface Sealed {
  readonly record: LetterRecord
  readonly rows: readonly RevisionRow[]
  readonly every: boolean
  readonly decisions: readonly ConsentRow[]
  readonly papers: readonly LetterPaper[]
}

async function opened(
  { vault }: Pick<HandlerContext, 'vault'>,
  forms: Forms,
  { record, rows, every, decisions, papers }: Sealed,
): Promise<LoadedLetter | null> {
  const needed = new Set([...decisions, ...papers].map(({ revision }) => revision))
  const latest = rows.at(-1)
  try {
    const letters = new Map<number, Letter>()
    for (const row of rows) {
      if (!every && row !== latest && !needed.has(row.revision)) continue
      const { formId, formVersion } = JSON.parse(frozenText(row)) as { formId: string; formVersion: string }
      const form = await forms.get(record.notice_id, formId, formVersion)
      letters.set(row.revision, letterOf(form, revisionContent(vault, row).values))
    }
    const { record_id, values_json, personal_sealed } = record
    const isDraft = isTypedHere(record) && values_json !== null
    const now = isDraft
      ? letterOf(
          await forms.get(record.notice_id, record.form_id, record.form_version),
          draftValues(vault, { record_id, values_json, personal_sealed }),
        )
      : letters.get(latest?.revision ?? 0)
    if (!now) return null
    return { record, now, latest: latest?.revision ?? null, revisions: letters, decisions, papers }
  } catch (error) {
    // What cannot be opened any more has no names to show; a locked vault is told as such.
    if (error instanceof Problem && error.code !== 'keys.locked') return null
    throw error
  }
}

/** Reading a form's definition takes longer than opening a letter. */
class Forms {
  readonly #db: Queryable
  readonly #known = new Map<string, FormDefinition>()
  constructor(db: Queryable) {
    this.#db = db
  }
  async get(noticeId: string, formId: string, formVersion: string): Promise<FormDefinition> {
    const key = JSON.stringify([noticeId, formId, formVersion])
    const known = this.#known.get(key)
    if (known) return known
    const form = await formOf(this.#db, { notice_id: noticeId, form_id: formId, form_version: formVersion })
    this.#known.set(key, form)
    return form
  }
}

const byRecord = <T extends { record_id: string }>(rows: readonly T[]): Map<string, T[]> =>
  Map.groupBy(rows, (row) => row.record_id)
