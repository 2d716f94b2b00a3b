/** 收表: read what came, look at it, take it in; the paper that goes back. The work is in tables/; here stands the contract. */
import { saveForPerson } from '../store/person-file.ts'
import { blankTable } from '../tables/blank-list.ts'
import { correctionFile, correctionSheet } from '../tables/correction.ts'
import { lookAtTables, previewOf } from '../tables/preview.ts'
import { proposeTables } from '../tables/propose.ts'
import { readTableFile } from '../tables/read/read-table-file.ts'
import { takeTables } from '../tables/take.ts'
import type { Handlers } from './context.ts'

export const tablesHandlers = {
  'tables.read': (input, ctx, call) => proposeTables(ctx, call, input),
  'tables.preview': async (input, ctx, call) => previewOf(await lookAtTables(ctx, call, input)),
  'tables.take': (input, ctx, call) => takeTables(ctx, call, input),

  'tables.correctionDocument': async (input, ctx, call) => (await correctionSheet(ctx, call, input)).document,

  'tables.saveCorrection': async (input, ctx, call) => {
    const bytes = await correctionFile(ctx, call, input)
    await saveForPerson(ctx, input.out, bytes)
    return { path: input.out, bytes: bytes.length }
  },

  'tables.saveBlank': async ({ noticeId, format, out }, ctx) => {
    const bytes = await blankTable(ctx, noticeId, format)
    await saveForPerson(ctx, out, bytes)
    return { path: out, bytes: bytes.length }
  },

  'tables.readFile': ({ path }, _ctx, call) => readTableFile(path, { signal: call.signal }),
} satisfies Partial<Handlers>
