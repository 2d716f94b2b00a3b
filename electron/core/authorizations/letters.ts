/** Letters to be signed, many at a time: whole, for those who are missing, or a page for each person. */
import { authorizationOf, letterRecords } from '../../../db/queries/consents.ts'
import { isTypedHere } from '../../../db/queries/records.ts'
import type { SavedLetters } from '../../../shared/api/authorizations.ts'
import type { MethodParsed } from '../../../shared/api/contract.ts'
import type { PrintDocument } from '../../../shared/form/print-document.ts'
import { Problem } from '../../../shared/problems.ts'
import { pdfPages, renderDocuments } from '../documents/pdf.ts'
import { printData } from '../documents/print-data.ts'
import type { Call, HandlerContext } from '../handlers/context.ts'
import { freezeRecord } from '../records/freeze.ts'
import { saveForPerson } from '../store/person-file.ts'
import { type LoadedLetter, loadLetters } from './load-letters.ts'
import { personStates } from './states.ts'

export type LetterOrderGiven = MethodParsed<'authorizations.printDocuments'>['order']

/**
 * In the order of the entries. What is not frozen is frozen first, as with every printed page. `missing`: whoever has
 * neither signed nor is excepted; with a paper that waits to be looked at nobody is printed again.
 * @throws Problem record.unknown, record.invalid, consent.no-letter, letters.nothing, keys.locked, cancelled
 */
export async function letterDocuments(
  ctx: HandlerContext,
  call: Call,
  order: LetterOrderGiven,
  masked: boolean,
): Promise<PrintDocument[]> {
  const ids = await lettersOf(ctx, order.entryIds)
  await freezeAll(ctx, call, ids)
  const letters = await loadLetters(ctx, ctx.db, ids)
  const documents: PrintDocument[] = []
  for (const [done, id] of ids.entries()) {
    step(call, 'read', done, ids.length)
    const letter = letters.get(id)
    if (!letter || letter.latest === null) throw new Problem('record.unknown', { recordId: id })
    for (const persons of sheets(letter, letter.latest, order))
      documents.push(await printData(ctx, id, letter.latest, masked, persons))
  }
  if (documents.length === 0) throw new Problem('letters.nothing', {})
  return documents
}

/** @throws as letterDocuments, and Problem print.needs-window, print.failed, file.unwritable, disk.full */
export async function saveLetters(
  ctx: HandlerContext,
  call: Call,
  order: LetterOrderGiven,
  out: string,
): Promise<SavedLetters> {
  const documents = await letterDocuments(ctx, call, order, false)
  call.progress({ phase: 'render', done: 0, total: documents.length, unit: 'records' })
  const pdf = await renderDocuments(ctx, documents)
  if (call.signal.aborted) throw new Problem('cancelled', {})
  await saveForPerson(ctx, out, pdf)
  return { path: out, bytes: pdf.length, letters: documents.length, pages: pdfPages(pdf) }
}

/** Each letter once. An entry without one is passed over among others. */
async function lettersOf(ctx: HandlerContext, entryIds: readonly string[]): Promise<string[]> {
  const ids: string[] = []
  for (const entryId of new Set(entryIds)) {
    const id = await authorizationOf(ctx.db, entryId)
    if (id === undefined) throw new Problem('record.unknown', { recordId: entryId })
    if (id !== null) ids.push(id)
  }
  const here = new Set((await letterRecords(ctx.db, ids)).map(({ record_id }) => record_id))
  const found = ids.filter((id) => here.has(id))
  if (found.length === 0) throw new Problem('consent.no-letter', { entryId: entryIds[0] ?? '' })
  return found
}

async function freezeAll(ctx: HandlerContext, call: Call, ids: readonly string[]): Promise<void> {
  const open = (await letterRecords(ctx.db, ids)).filter((one) => isTypedHere(one) && one.changed !== 0)
  for (const [done, { record_id }] of open.entries()) {
    step(call, 'freeze', done, open.length)
    await freezeRecord(ctx, record_id)
  }
}

function step(call: Call, phase: string, done: number, total: number): void {
  if (call.signal.aborted) throw new Problem('cancelled', {})
  call.progress({ phase, done, total, unit: 'records' })
}

/** For whom each sheet is: positions in the latest revision; null: all of them. */
function sheets(loaded: LoadedLetter, latest: number, { who, pages }: LetterOrderGiven): (number[] | null)[] {
  const states = personStates(loaded, loaded.revisions.get(latest))
  const chosen = states
    .filter(({ state }) => who === 'all' || state === 'missing')
    .map(({ participant }) => participant.position)
  if (chosen.length === 0) return who === 'all' ? [null] : []
  if (pages === 'each') return chosen.map((position) => [position])
  return [chosen.length === states.length ? null : chosen]
}
