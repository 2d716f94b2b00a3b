/** The records of one form as a workbook needs them: read in bulk, grouped by the version that they were written with. */
import { allForms, type FileCount, fileCounts, latestRevisions } from '../../../../db/queries/record-list.ts'
import { drafts, isTypedHere, listRecords } from '../../../../db/queries/records.ts'
import { stateNames } from '../../../../shared/domain/states.ts'
import { type FormValues, formDefinition } from '../../../../shared/form/definition.ts'
import { codeText } from '../../../../shared/wording/revision-code.ts'
import type { HandlerContext } from '../../handlers/context.ts'
import { draftValues, maskedValues, revisionContent } from '../../records/content.ts'
import { recordSummaries } from '../../records/view.ts'
import type { SheetGroup, SheetRecord } from './record-sheet.ts'

const countsOf = (rows: readonly FileCount[]): Map<string, Record<string, number>> => {
  const counts = new Map<string, Record<string, number>>()
  for (const { record_id, field, files } of rows) counts.set(record_id, { ...counts.get(record_id), [field]: files })
  return counts
}

/**
 * Own records as they stand now, those from below as they came last; by office and name.
 * @throws Problem keys.locked when there is something personal and the vault is locked
 */
export async function sheetGroups(
  ctx: HandlerContext,
  noticeId: string,
  formId: string,
  masked: boolean,
): Promise<SheetGroup[]> {
  const summaries = new Map((await recordSummaries(ctx, noticeId)).map((one) => [one.recordId, one]))
  const draftOf = new Map((await drafts(ctx.db)).map((row) => [row.record_id, row]))
  const latestOf = new Map((await latestRevisions(ctx.db, noticeId)).map((row) => [row.record_id, row]))
  const files = await fileCounts(ctx.db, noticeId)
  const [ownFiles, sentFiles] = [countsOf(files.drafts), countsOf(files.latest)]
  const forms = new Map((await allForms(ctx.db)).map((row) => [`${row.form_id}\n${row.form_version}`, row]))
  const groups = new Map<string, { group: SheetGroup; records: (SheetRecord & { order: string })[] }>()
  for (const row of await listRecords(ctx.db, { noticeId })) {
    const summary = summaries.get(row.record_id)
    const form = forms.get(`${row.form_id}\n${row.form_version}`)
    if (row.form_id !== formId || !summary || !form) continue
    const [draft, latest] = [draftOf.get(row.record_id), latestOf.get(row.record_id)]
    const values: FormValues | null =
      isTypedHere(row) && draft
        ? draftValues(ctx.vault, draft)
        : latest
          ? revisionContent(ctx.vault, latest).values
          : null
    if (!values) continue
    let found = groups.get(row.form_version)
    if (!found) {
      const records: (SheetRecord & { order: string })[] = []
      found = { group: { definition: formDefinition.parse(JSON.parse(form.definition_json)), records }, records }
      groups.set(row.form_version, found)
    }
    found.records.push({
      officeName: summary.officeName,
      state: stateNames[summary.state],
      code: summary.code === null ? null : codeText(summary.code),
      values: masked ? maskedValues(found.group.definition, values) : values,
      files: (isTypedHere(row) ? ownFiles : sentFiles).get(row.record_id) ?? {},
      order: `${summary.officeName}\n${summary.title}\n${row.record_id}`,
    })
  }
  for (const { records } of groups.values()) records.sort((a, b) => a.order.localeCompare(b.order, 'zh-CN'))
  return [...groups].sort(([a], [b]) => b.localeCompare(a, 'en', { numeric: true })).map(([, { group }]) => group)
}
