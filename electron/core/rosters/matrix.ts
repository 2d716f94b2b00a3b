/** 应报单位 × 报送事项: who sent what, by few questions, whatever the number of offices. */
import { type OfficeRow, ownOffice } from '../../../db/queries/offices.ts'
import { openTexts } from '../../../db/queries/record-list.ts'
import {
  type ArrivedRecord,
  arrivedRecords,
  type ChaseRow,
  liveChases,
  type OfficeWithContact,
  otherOffices,
  type RosterMarkRow,
  rosterIds,
  rosterMarks,
  sameOffices,
  type WaitingPackage,
  waitingPackages,
} from '../../../db/queries/rosters.ts'
import { resolveSuccessor, type SuccessorMap, successorOf } from '../../../db/queries/successions.ts'
import type { Matrix, MatrixCell, MatrixDeliverable, MatrixRow } from '../../../shared/api/rosters.ts'
import { levelBelow } from '../../../shared/notice/office-levels.ts'
import { type Deliverable, dutyForms, type NoticePack } from '../../../shared/notice/pack.ts'
import type { HandlerContext } from '../handlers/context.ts'
import type { ShelvedNotice } from '../notices/notice-shelf.ts'
import { deliverablesFor } from '../notices/routing.ts'
import { revisionCode } from '../package/canonical.ts'
import { type Came, matrixCell, totalOf } from './matrix-cells.ts'
import type { OfficeNames } from './office-names.ts'
import { paperStands } from './paper-pile.ts'
import { knownOfficeNames, rosterOfficeOf } from './roster.ts'

/** Of all deliverables, in a mark. */
const everyDuty = ''

interface Known {
  readonly duties: readonly (MatrixDeliverable & { readonly item: Deliverable })[]
  readonly came: ReadonlyMap<string, readonly Came[]>
  readonly waiting: ReadonlyMap<string, WaitingPackage>
  readonly marks: ReadonlyMap<string, RosterMarkRow>
  readonly chases: ReadonlyMap<string, readonly ChaseRow[]>
  readonly successors: SuccessorMap
  readonly names: OfficeNames
  readonly formName: (formId: string) => string
}

/** @throws Problem notice.unknown */
export async function rosterMatrix(ctx: HandlerContext, noticeId: string): Promise<Matrix> {
  const notice = ctx.notices.get(noticeId)
  const { pack } = notice
  const successors = await successorOf(ctx.db)
  // An office that was excused is not excused for the one that it went into.
  const same = await sameOffices(ctx.db)
  const counts = (officeId: string): string => resolveSuccessor(successors, officeId)
  const arrived = await arrivedRecords(ctx.db, pack.id)
  const waiting = (await waitingPackages(ctx.db)).filter(
    (row) => (ctx.notices.find(row.notice_id)?.pack.id ?? row.notice_id) === pack.id,
  )
  const came = Map.groupBy(await described(ctx, pack, arrived), ({ row }) => counts(row.office_id))
  const known: Known = {
    duties: dutiesOf(ctx, notice, new Set(arrived.map((row) => row.form_id))),
    came,
    waiting: new Map([...waiting].reverse().map((row) => [counts(row.sender_office_id), row])),
    marks: new Map(
      (await rosterMarks(ctx.db, pack.id)).map((row) => [
        markKey(resolveSuccessor(same, row.office_id), row.deliverable_id),
        row,
      ]),
    ),
    chases: Map.groupBy(await liveChases(ctx.db, pack.id), (row) => counts(row.office_id)),
    successors,
    names: await knownOfficeNames(ctx.db),
    formName: (formId) => pack.forms.find(({ id }) => id === formId)?.shortName ?? '',
  }
  const offices = new Map((await otherOffices(ctx.db)).map((row) => [row.office_id, row]))
  const listed = [...new Set((await rosterIds(ctx.db, pack.id)).map(counts))]
  const own = await ownOffice(ctx.db)
  const unlisted = [...new Set([...came.keys(), ...known.waiting.keys()])].filter(
    (id) => !listed.includes(id) && id !== own?.office_id,
  )
  const rows = [
    ...listed.map((id) => matrixRow(offices.get(id), true, known)),
    ...unlisted.map((id) => matrixRow(offices.get(id) ?? stranger(id, known, own), false, known)),
  ].filter((row) => row !== null)
  return {
    noticeId: pack.id,
    noticeShortTitle: pack.shortTitle,
    at: ctx.now().toISOString(),
    deliverables: known.duties.map(({ item: _item, ...shown }) => shown),
    rows,
    totals: Object.fromEntries(
      known.duties.map(({ deliverableId, optional, kept }) => [
        deliverableId,
        totalOf(
          rows.flatMap(({ expected, cells }): MatrixCell[] => {
            const cell = cells[deliverableId]
            return expected && cell ? [cell] : []
          }),
          optional || kept,
        ),
      ]),
    ),
  }
}

const markKey = (officeId: string, deliverableId: string): string => `${officeId}\n${deliverableId}`

/**
 * Duties that forms answer. The date is the one that this office set for those below: of the notice as it was passed on
 * where it was. Of a sample of a past year nothing is late; whoever passes an old notice on asks for it today.
 */
function dutiesOf(ctx: HandlerContext, { pack, source }: ShelvedNotice, forms: ReadonlySet<string>): Known['duties'] {
  const ours = source === 'issued' || source === 'own'
  const below = ctx.notices
    .all()
    .find((notice) => notice.source === 'issued' && notice.pack.passedOnFrom?.id === pack.id)?.pack
  return pack.deliverables
    .filter((item) => dutyForms(item).length > 0)
    .filter((item) => !item.kept || dutyForms(item).some((id) => forms.has(id)))
    .map((item) => {
      const theirs = below?.deliverables.find((one) => one.id === item.id)
      const dueAt = theirs ? theirs.dueAt : item.dueAt
      const historical = pack.historical && !ours && theirs === undefined
      return {
        deliverableId: item.id,
        title: item.title,
        dueAt,
        stamped: item.stamped,
        optional: item.optional,
        kept: item.kept,
        historical,
        item,
      }
    })
}

/** With titles, codes and what the pile of paper says: a question for each form, not for each record. */
async function described(ctx: HandlerContext, pack: NoticePack, arrived: readonly ArrivedRecord[]): Promise<Came[]> {
  const titles = new Map<string, string>()
  const shortNames = new Map<string, string>()
  for (const formId of new Set(arrived.map((row) => row.form_id))) {
    const form = pack.forms.find((one) => one.id === formId)
    shortNames.set(formId, form?.shortName ?? formId)
    if (form?.titleField === undefined) continue
    for (const [id, text] of await openTexts(ctx.db, pack.id, formId, form.titleField, null))
      titles.set(id, text.trim())
  }
  const papers = await paperStands(ctx.db, pack.id)
  return arrived.map((row) => ({
    row,
    title: titles.get(row.record_id) || (shortNames.get(row.form_id) ?? ''),
    code: row.digest === null ? '' : revisionCode(row.digest),
    paper: papers.get(row.record_id) ?? 'none',
  }))
}

/** A package of somebody of whom we have no card yet: its name is only what it says. */
function stranger(officeId: string, { waiting }: Known, own: OfficeRow | undefined): OfficeWithContact | undefined {
  const name = waiting.get(officeId)?.sender_name
  if (!own || name === undefined) return undefined
  const nothing = { region: null, card_seq: 0, trusted_at: null, phone: null, note: null }
  return { ...own, ...nothing, office_id: officeId, own: 0, name, level: levelBelow(own.level), type: 'association' }
}

function matrixRow(row: OfficeWithContact | undefined, expected: boolean, known: Known): MatrixRow | null {
  if (!row) return null
  const office = rosterOfficeOf(row, known.successors, known.names)
  const id = office.officeId
  const records = known.came.get(id) ?? []
  const owed = new Set(
    deliverablesFor({ deliverables: known.duties.map(({ item }) => item) }, office).map((item) => item.id),
  )
  const every = known.marks.get(markKey(id, everyDuty))
  const cells: Record<string, MatrixCell> = {}
  for (const { item, dueAt, historical } of known.duties) {
    const forms = dutyForms(item)
    const came = records.filter((one) => forms.includes(one.row.form_id))
    if (!owed.has(item.id) && came.length === 0) continue
    cells[item.id] = matrixCell({
      duty: item,
      dueAt: historical ? null : dueAt,
      came,
      waiting: known.waiting.get(id) ?? null,
      excused: known.marks.get(markKey(id, item.id)) ?? every ?? null,
      formName: known.formName,
    })
  }
  const chases = known.chases.get(id) ?? []
  const last = chases.at(-1)
  return {
    office,
    expected,
    cells,
    lastChase: last ? { chaseId: last.chase_id, at: last.at, way: last.way, note: last.note } : null,
    chases: chases.length,
  }
}
