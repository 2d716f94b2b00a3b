import { Problem } from '../../../shared/problems.ts'
import { draftPrintData, printData } from '../documents/print-data.ts'
import { printedWorkbook } from '../documents/xlsx/printed-sheet.ts'
import { sheetGroups } from '../documents/xlsx/sheet-groups.ts'
import { formOf, formOfRevision, needRecord, needRevision } from '../records/load.ts'
import { originTables } from '../register/origin-document.ts'
import { saveForPerson } from '../store/person-file.ts'
import type { Handlers } from './context.ts'

export const sheetsHandlers = {
  'sheets.saveRecords': async ({ noticeId, formId, masked, out }, ctx) => {
    const groups = await sheetGroups(ctx, noticeId, formId, masked)
    const records = groups.reduce((sum, group) => sum + group.records.length, 0)
    if (records === 0) throw new Problem('package.nothing-to-send', { noticeId })
    // A large library that few calls need.
    const { recordWorkbook } = await import('../documents/xlsx/record-sheet.ts')
    const bytes = recordWorkbook(groups)
    await saveForPerson(ctx, out, bytes)
    return { path: out, bytes: bytes.length, records }
  },

  'sheets.savePrinted': async ({ recordId, revision, masked, out }, ctx) => {
    const record = await needRecord(ctx.db, recordId)
    const row = revision === null ? null : await needRevision(ctx.db, recordId, revision)
    const definition = await (row ? formOfRevision(ctx.db, record, row) : formOf(ctx.db, record))
    const document =
      revision === null ? await draftPrintData(ctx, recordId, masked) : await printData(ctx, recordId, revision, masked)
    const at = new Date(row?.frozen_at ?? ctx.now())
    const origin = await originTables(ctx, recordId, revision)
    const bytes = await printedWorkbook(document, definition, at, origin)
    if (!bytes) throw new Problem('form.no-table', { formName: definition.name })
    await saveForPerson(ctx, out, bytes)
    return { path: out, bytes: bytes.length, records: 1 }
  },
} satisfies Partial<Handlers>
