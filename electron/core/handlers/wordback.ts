import { basename } from 'node:path'
import { record } from '../../../db/queries/records.ts'
import type { ReadBack, WordComment } from '../../../shared/api/wordback.ts'
import type { FormDefinition } from '../../../shared/form/definition.ts'
import { propertyNames } from '../documents/docx/docx-properties.ts'
import { draftValues } from '../records/content.ts'
import { needTypedDraft, type OwnDraft } from '../records/load.ts'
import { recordSummary } from '../records/view.ts'
import { baseOf } from '../wordback/base.ts'
import { fixedLabel } from '../wordback/change-list.ts'
import { type Compared, compareWord } from '../wordback/compare-word.ts'
import { readForeign } from '../wordback/foreign.ts'
import { openInThread } from '../wordback/open-word.ts'
import { settled } from '../wordback/three-way.ts'
import type { WordPaper } from '../wordback/word-paper.ts'
import type { HandlerContext, Handlers } from './context.ts'

export const wordbackHandlers = {
  'wordback.read': async ({ recordId, path, row, asForeign }, ctx, call): Promise<ReadBack> => {
    ctx.vault.refusePurged(recordId)
    const own = await needTypedDraft(ctx.db, recordId)
    const fileName = basename(path)
    const paper = asForeign ? null : await wordPaper(path, call.signal)
    if (paper) {
      const written = paper.properties[propertyNames.recordId]
      if (written !== undefined && written !== recordId) {
        const title = await titleOf(ctx, written)
        return { kind: 'other-record', fileName, recordId: written, title }
      }
      const found = await readBack(ctx, own, paper)
      if (found) return { kind: 'word', fileName, ...found }
    }
    const now = draftValues(ctx.vault, own.draft)
    const read = await readForeign(ctx, own.definition, now, { path, row, signal: call.signal })
    return { kind: 'foreign', fileName, ...read }
  },
} satisfies Partial<Handlers>

async function wordPaper(path: string, signal: AbortSignal): Promise<WordPaper | null> {
  const answer = await openInThread({ path, as: 'word' }, signal)
  return 'word' in answer ? answer.word : null
}

async function titleOf(ctx: HandlerContext, recordId: string): Promise<string | null> {
  const row = await record(ctx.db, recordId)
  return row && row.deleted_at === null ? (await recordSummary(ctx, recordId)).title : null
}

async function readBack(ctx: HandlerContext, own: OwnDraft, paper: WordPaper) {
  const base = await baseOf(ctx, own, paper)
  if (!base) return null
  const { definition } = own
  const compared = compareWord(base.definition, base.document, paper)
  const now = draftValues(ctx.vault, own.draft)
  const setting = { definition, base: base.values, now, masked: base.origin.masked }
  return {
    origin: base.origin,
    changes: settled(setting, compared.changes),
    comments: comments(definition, paper, compared),
  }
}

function comments(definition: FormDefinition, paper: WordPaper, { itemOf }: Compared): WordComment[] {
  return paper.notes.map(({ author, text, line, on }) => {
    const item = line === null ? undefined : itemOf.get(line)
    const id = item?.field ?? item?.runs?.find((run) => run.field !== null)?.field ?? null
    const field = definition.fields.find((one) => one.id === id)
    return { author, text, on, field: field?.id ?? null, label: field?.label ?? fixedLabel }
  })
}
