import { v7 as uuidv7 } from 'uuid'
import type { Queryable } from '../../../db/connection.ts'
import { insertDraft, insertRecord } from '../../../db/queries/records.ts'
import type { FormDefinition, FormValues } from '../../../shared/form/definition.ts'
import { isBlocking, validateForm } from '../../../shared/form/validate.ts'
import type { NoticePack } from '../../../shared/notice/pack.ts'
import { settleFigures } from '../../../shared/register/settle.ts'
import { officeName } from '../deeds/look.ts'
import { noteDeed } from '../deeds/note.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { boundFields, figuresNow, figuresText } from '../register/figures.ts'
import { totalFigures } from '../rollup/figures.ts'
import { draftLabel, recordTitle, sealPersonal, splitValues } from './content.ts'
import { keepForm } from './kept-forms.ts'
import { lastYearValues } from './last-year.ts'
import { needOffice } from './load.ts'

export interface NewRecord {
  readonly pack: Pick<NoticePack, 'id' | 'version'>
  readonly definition: FormDefinition
  /** 代录: whose papers they are, and when those came (ISO 8601). */
  readonly entered?: { readonly officeId: string; readonly arrivedAt: string } | null
}

/**
 * A new record of this office, or one typed for another, with its first draft. Only queries of `trx` are awaited.
 * @param given as they are stored; figures that the register has are filled in
 * @returns its id
 * @throws Problem office.missing, keys.locked when there is something personal and the vault is locked
 */
export async function createOwnRecord(
  trx: Queryable,
  ctx: Pick<HandlerContext, 'vault' | 'notices' | 'now'>,
  of: NewRecord,
  given: FormValues,
): Promise<string> {
  const { pack, definition, entered = null } = of
  const asking = { notice_id: pack.id, form_id: definition.id, entered_at: entered?.arrivedAt ?? null }
  const bound = boundFields(ctx, asking, definition)
  const totals = totalFigures(definition, given)
  const figures = totals ?? (await figuresNow(trx, bound, pack.id))
  const values = bound.length === 0 && !totals ? given : settleFigures(definition, given, null, figures)
  const split = splitValues(definition, values)
  const lastYear = await lastYearValues(trx, ctx, asking, definition)
  const findings = validateForm(definition, values, {}, lastYear)
  const recordId = uuidv7()
  const at = ctx.now().toISOString()
  const { office, deviceId } = await needOffice(trx)
  await keepForm(trx, pack.id, definition)
  await insertRecord(trx, {
    record_id: recordId,
    office_id: entered?.officeId ?? office.office_id,
    device_id: deviceId,
    own: entered ? 0 : 1,
    notice_id: pack.id,
    notice_version: pack.version,
    form_id: definition.id,
    form_version: definition.version,
    created_at: at,
    updated_at: at,
    entered_at: asking.entered_at,
  })
  await insertDraft(trx, {
    record_id: recordId,
    device_id: deviceId,
    draft_seq: 0,
    values_json: JSON.stringify(split.open),
    personal_sealed: sealPersonal(ctx.vault, draftLabel(recordId), split.personal),
    blocking: findings.filter(isBlocking).length,
    changed: 1,
    saved_at: at,
    figures_json: totals ? JSON.stringify(totals) : figuresText(bound, figures),
  })
  const title = recordTitle(definition, split.open)
  noteDeed(trx, {
    deed: 'record.created',
    subject: 'record',
    subjectId: recordId,
    title,
    facts: {
      ...(title !== definition.shortName && { form: definition.shortName }),
      ...(entered && { office: await officeName(trx, entered.officeId) }),
    },
  })
  return recordId
}
