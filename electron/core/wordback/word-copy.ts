/** What a draft said when it was written as a Word document. */
import { z } from 'zod'
import { saveWordCopy, type WordCopyRow } from '../../../db/queries/word-copies.ts'
import type { FormValues } from '../../../shared/form/definition.ts'
import type { PageFile } from '../documents/print-data.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { draftValues, sealPersonal, splitValues } from '../records/content.ts'
import type { OwnDraft } from '../records/load.ts'

/** A paper that was given away before so many others is compared with the form of the moment. */
const kept = 20

const filesSchema = z.array(
  z.strictObject({
    field: z.string(),
    digest: z.string(),
    title: z.string(),
    media_type: z.string(),
    width: z.number().nullable(),
    height: z.number().nullable(),
  }),
)

type Key = Pick<WordCopyRow, 'record_id' | 'draft_seq' | 'saved_at'>
const label = ({ record_id, draft_seq, saved_at }: Key): string =>
  `word_copies/${record_id}-${draft_seq}-${saved_at}/personal_sealed`

/** @throws Problem keys.locked when there is something personal in it and the vault is locked */
export async function keepWordCopy(ctx: HandlerContext, own: OwnDraft, officeName: string): Promise<void> {
  const { record, draft, definition, files } = own
  const split = splitValues(definition, draftValues(ctx.vault, draft))
  const key = { record_id: record.record_id, draft_seq: draft.draft_seq, saved_at: draft.saved_at }
  const shown = files.map(({ field, digest, title, media_type, width, height }) => {
    return { field, digest, title, media_type, width, height }
  })
  const row = {
    ...key,
    form_version: definition.version,
    office_name: officeName,
    values_json: JSON.stringify(split.open),
    personal_sealed: sealPersonal(ctx.vault, label(key), split.personal),
    files_json: JSON.stringify(shown),
    written_at: ctx.now().toISOString(),
  }
  await ctx.write((trx) => saveWordCopy(trx, row, kept))
}

/** @throws Problem keys.locked */
export function openWordCopy(ctx: HandlerContext, row: WordCopyRow): { values: FormValues; files: PageFile[] } {
  const open = JSON.parse(row.values_json) as FormValues
  const personal = row.personal_sealed
    ? (JSON.parse(ctx.vault.openField(label(row), row.personal_sealed)) as FormValues)
    : {}
  return { values: { ...open, ...personal }, files: filesSchema.parse(JSON.parse(row.files_json)) }
}
