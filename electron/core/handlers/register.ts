import { renderDocument } from '../documents/pdf.ts'
import { recordDetail } from '../records/view.ts'
import { recordCandidates } from '../register/candidates.ts'
import { composeParagraphs, composeText, quotableFigures } from '../register/compose.ts'
import { createFromActivity } from '../register/create-record.ts'
import { decideRecordOffers, recordOffers } from '../register/offers.ts'
import { originDocument } from '../register/origin-document.ts'
import { figureSources, figuresOf } from '../register/sources.ts'
import { takeActivityFiles } from '../register/take-files.ts'
import { saveForPerson } from '../store/person-file.ts'
import type { Handlers } from './context.ts'

export const registerHandlers = {
  'register.figures': async (input, ctx) => figuresOf(ctx, input),
  'register.sources': async (input, ctx) => figureSources(ctx, input),
  'register.originDocument': async (input, ctx) => originDocument(ctx, input),
  'register.saveOriginPdf': async ({ out, ...input }, ctx) => {
    const bytes = await renderDocument(ctx, await originDocument(ctx, input))
    await saveForPerson(ctx, out, bytes)
    return { path: out, bytes: bytes.length }
  },
  'register.textFigures': async ({ noticeId }, ctx) => quotableFigures(ctx, noticeId),
  'register.createRecord': async (input, ctx) => recordDetail(ctx, await createFromActivity(ctx, input)),
  'register.compose': async (input, ctx) => composeText(ctx, input),
  'register.paragraphs': async (input, ctx) => composeParagraphs(ctx, input),
  'register.takeFiles': async (input, ctx) => {
    await takeActivityFiles(ctx, input)
    return recordDetail(ctx, input.recordId)
  },
  'register.offers': async ({ recordId }, ctx) => recordOffers(ctx, recordId),
  'register.decide': async (input, ctx) => {
    await decideRecordOffers(ctx, input)
    return recordDetail(ctx, input.recordId)
  },
  'register.candidates': async ({ recordId }, ctx) => recordCandidates(ctx, recordId),
} satisfies Partial<Handlers>
