/** Last year beside this year: what may stand there, and what it says for each field. Nothing here writes into a record. */

import { z } from 'zod'
import { type EarlierPaperRow, earlierPaper, earlierPapers } from '../../../db/queries/earlier-papers.ts'
import { draft, type RecordRow } from '../../../db/queries/records.ts'
import { latestRevision } from '../../../db/queries/revisions.ts'
import type { EarlierPaperInfo, EarlierSource, EarlierSources, EarlierView } from '../../../shared/api/earlier.ts'
import { type EarlierMatch, matchPaper, matchRecord, plainLabel } from '../../../shared/form/compare.ts'
import type { FormDefinition, FormValues } from '../../../shared/form/definition.ts'
import type { NoticePack } from '../../../shared/notice/pack.ts'
import { staleWords } from '../../../shared/notice/stale-words.ts'
import { Problem } from '../../../shared/problems.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { draftValues, revisionContent } from '../records/content.ts'
import { formOf, needRecord } from '../records/load.ts'
import { recordSummaries } from '../records/view.ts'

/** A form with as many labels of this one in common stands among the sources. */
const minCommonLabels = 3

const readingSchema = z.strictObject({
  fileName: z.string(),
  kind: z.enum(['pdf', 'docx', 'text', 'picture']),
  text: z.string(),
  rows: z.array(z.array(z.string())),
})
export type EarlierReading = z.infer<typeof readingSchema>

export const readingLabel = (paperId: string): string => `earlier_papers/${paperId}/reading_sealed`

/** @throws Problem record.unknown, keys.locked */
export async function earlierSources(ctx: HandlerContext, recordId: string): Promise<EarlierSources> {
  const record = await needRecord(ctx.db, recordId)
  const definition = await formOf(ctx.db, record)
  const records: EarlierSources['records'] = []
  for (const one of await recordSummaries(ctx, null)) {
    if (!one.own || one.recordId === recordId) continue
    const sameForm = one.formId === record.form_id
    if (
      !sameForm &&
      commonLabels(definition, await formOf(ctx.db, await needRecord(ctx.db, one.recordId))) < minCommonLabels
    )
      continue
    const { title, formShortName, noticeShortTitle, updatedAt } = one
    records.push({ recordId: one.recordId, title, formShortName, noticeShortTitle, updatedAt, sameForm })
  }
  records.sort((a, b) => Number(b.sameForm) - Number(a.sameForm))
  const papers = await earlierPapers(ctx.db)
  return { records, papers: papers.map((row) => paperInfo(ctx, row)) }
}

function commonLabels(one: FormDefinition, other: FormDefinition): number {
  const labels = new Set(one.fields.map((field) => plainLabel(field.label)))
  return other.fields.filter((field) => labels.has(plainLabel(field.label))).length
}

export function paperInfo(ctx: HandlerContext, row: EarlierPaperRow & { bytes: number }): EarlierPaperInfo {
  return { paperId: row.paper_id, fileName: openReading(ctx, row).fileName, bytes: row.bytes, addedAt: row.added_at }
}

/** @throws Problem keys.locked */
export const openReading = (ctx: HandlerContext, row: EarlierPaperRow): EarlierReading =>
  readingSchema.parse(JSON.parse(ctx.vault.openField(readingLabel(row.paper_id), row.reading_sealed)))

/** @throws Problem record.unknown, earlier.unknown, keys.locked */
export async function showEarlier(ctx: HandlerContext, recordId: string, source: EarlierSource): Promise<EarlierView> {
  const record = await needRecord(ctx.db, recordId)
  const definition = await formOf(ctx.db, record)
  const now = ctx.notices.find(record.notice_id)?.pack
  const year = now ? Number(now.issuedOn.slice(0, 4)) : ctx.now().getFullYear()
  const { title, matches, old, text, unreadable } =
    source.kind === 'record'
      ? await ofRecord(ctx, definition, source.recordId)
      : await ofPaper(ctx, definition, source.paperId)
  const known = old ? oldWords(old, now) : []
  const rows = matches.map((match) => ({ ...match, stale: staleWords(match.text, { year, known }) }))
  return { title, rows, year, known, text, unreadable }
}

type Found = {
  title: string
  matches: EarlierMatch[]
  old: NoticePack | undefined
  text: string | null
  unreadable: boolean
}

async function ofRecord(ctx: HandlerContext, definition: FormDefinition, recordId: string): Promise<Found> {
  const row = await needRecord(ctx.db, recordId)
  // Somebody else's answers are not ours to copy from.
  if (row.own !== 1) throw new Problem('record.not-ours', { recordId })
  const old = ctx.notices.find(row.notice_id)?.pack
  const matches = matchRecord(definition, await formOf(ctx.db, row), await valuesOf(ctx, row))
  return { title: old?.shortTitle ?? row.notice_id, matches, old, text: null, unreadable: false }
}

/** What was answered last: the draft, which holds the revision or goes beyond it. */
async function valuesOf(ctx: HandlerContext, row: RecordRow): Promise<FormValues> {
  const open = await draft(ctx.db, row.record_id)
  if (open) return draftValues(ctx.vault, open)
  const latest = await latestRevision(ctx.db, row.record_id)
  return latest ? revisionContent(ctx.vault, latest).values : {}
}

async function ofPaper(ctx: HandlerContext, definition: FormDefinition, paperId: string): Promise<Found> {
  const row = await earlierPaper(ctx.db, paperId)
  if (!row) throw new Problem('earlier.unknown', { paperId })
  const { fileName, text, rows } = openReading(ctx, row)
  const unreadable = text.trim() === '' && rows.length === 0
  return { title: fileName, matches: matchPaper(definition, { rows, text }), old: undefined, text, unreadable }
}

/** Theme and issuer of the old notice, where the new one has others. */
function oldWords(old: NoticePack, now: NoticePack | undefined): EarlierView['known'] {
  const words: EarlierView['known'] = []
  if (old.theme !== null && old.theme !== now?.theme) words.push({ text: old.theme, reason: 'theme' })
  if (old.issuer !== now?.issuer) words.push({ text: old.issuer, reason: 'name' })
  return words
}
