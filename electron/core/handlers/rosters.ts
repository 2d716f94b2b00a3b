/** 下级单位: roster, matrix, 催报, 代录, paper. The work is in rosters/; here stands the contract. */
import { renderDocument } from '../documents/pdf.ts'
import { chaseText, markRoster, noteChase, takeBackChase } from '../rosters/chase.ts'
import { enterRecord } from '../rosters/enter-record.ts'
import { rosterMatrix } from '../rosters/matrix.ts'
import { arrivePaper, listPapers, takeAwayPaper } from '../rosters/paper-pile.ts'
import { readRosterFile } from '../rosters/read-roster-file.ts'
import { knownRegions } from '../rosters/regions.ts'
import { addToRoster, copyRoster, editOffice, setRoster, showRoster } from '../rosters/roster.ts'
import { rosterPaper } from '../rosters/sheets.ts'
import { saveForPerson } from '../store/person-file.ts'
import type { Handlers } from './context.ts'

export const rostersHandlers = {
  'rosters.show': async ({ noticeId }, ctx) => showRoster(ctx, noticeId),

  'rosters.add': async ({ noticeId, offices }, ctx) => {
    await addToRoster(ctx, noticeId, offices)
    return showRoster(ctx, noticeId)
  },

  'rosters.set': async ({ noticeId, officeIds }, ctx) => {
    await setRoster(ctx, noticeId, officeIds)
    return showRoster(ctx, noticeId)
  },

  'rosters.copy': async ({ noticeId, from }, ctx) => {
    await copyRoster(ctx, noticeId, from)
    return showRoster(ctx, noticeId)
  },

  'rosters.readFile': async ({ path }, ctx, call) => readRosterFile(ctx, call, path),

  'rosters.regions': async ({ parent }) => knownRegions().below(parent),

  'rosters.editOffice': async (input, ctx) => editOffice(ctx, input),

  'rosters.matrix': async ({ noticeId }, ctx) => rosterMatrix(ctx, noticeId),

  'rosters.mark': async (input, ctx) => {
    await markRoster(ctx, input)
    return rosterMatrix(ctx, input.noticeId)
  },

  'rosters.chase': async (input, ctx) => {
    await noteChase(ctx, input)
    return rosterMatrix(ctx, input.noticeId)
  },

  'rosters.undoChase': async ({ chaseId }, ctx) => rosterMatrix(ctx, await takeBackChase(ctx, chaseId)),

  'rosters.chaseText': async (input, ctx) => ({ text: await chaseText(ctx, input) }),

  'rosters.printDocument': async ({ noticeId, sheet }, ctx) => (await rosterPaper(ctx, noticeId, sheet)).document,

  'rosters.savePdf': async ({ noticeId, sheet, out }, ctx) => {
    const { document } = await rosterPaper(ctx, noticeId, sheet)
    const bytes = await renderDocument(ctx, document)
    await saveForPerson(ctx, out, bytes)
    return { path: out, bytes: bytes.length }
  },

  'rosters.saveSheet': async ({ noticeId, sheet, out }, ctx) => {
    const { document, definition } = await rosterPaper(ctx, noticeId, sheet)
    // A large library that few calls need.
    const { printedWorkbook } = await import('../documents/xlsx/printed-sheet.ts')
    const bytes = await printedWorkbook(document, definition, ctx.now())
    if (!bytes) throw new Error(`${definition.id} has no table`)
    await saveForPerson(ctx, out, bytes)
    return { path: out, bytes: bytes.length }
  },

  'rosters.enterRecord': async (input, ctx) => ({ recordId: await enterRecord(ctx, input) }),

  'paper.arrive': async (order, ctx, call) => arrivePaper(ctx, call, order),

  'paper.list': async ({ noticeId }, ctx) => listPapers(ctx, noticeId),

  'paper.remove': async ({ paperId }, ctx) => {
    await takeAwayPaper(ctx, paperId)
    return null
  },
} satisfies Partial<Handlers>
