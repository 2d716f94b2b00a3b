import { randomBytes } from 'node:crypto'
import type { Queryable } from '../../../db/connection.ts'
import { revisionFloor } from '../../../db/queries/backups.ts'
import { insertCarriedStamp, stampCarriedFrom } from '../../../db/queries/record-moves.ts'
import { type RecordRow, updateDraft, updateRecord } from '../../../db/queries/records.ts'
import { answerReturns } from '../../../db/queries/returns.ts'
import {
  insertRevision,
  insertRevisionAttachments,
  latestRevision,
  type RevisionRow,
  revisionAttachments,
} from '../../../db/queries/revisions.ts'
import { isBlocking, validateForm } from '../../../shared/form/validate.ts'
import { Problem } from '../../../shared/problems.ts'
import { carriesTotals } from '../../../shared/rollup/rows.ts'
import { frozenNote } from '../deeds/frozen.ts'
import { noteDeed } from '../deeds/note.ts'
import { plainPage } from '../documents/plain-page.ts'
import { changed, type HandlerContext } from '../handlers/context.ts'
import { canonicalJson, personalCommitment, revisionDigest } from '../package/canonical.ts'
import type { FrozenRevision, PersonalDocument } from '../package/schema.ts'
import { originValues } from '../register/sources.ts'
import { syncDraft } from '../register/sync-figures.ts'
import { killPoint } from '../store/kill-points.ts'
import { draftVideos } from '../videos/video-files.ts'
import {
  draftValues,
  recordTitle,
  revisionContent,
  revisionLabel,
  sameContent,
  sentValues,
  splitValues,
} from './content.ts'
import { countFiles } from './draft-state.ts'
import { lastYearValues } from './last-year.ts'
import { formOfRevision, needOffice, needRecord, needTypedDraft } from './load.ts'

/**
 * 定稿: freezes the draft as the next revision (bundle-format §1). Frozen already and unchanged: the latest one.
 * @throws Problem record.unknown, record.not-ours, record.purged, record.invalid with all findings, keys.locked, office.missing
 */
export async function freezeRecord(ctx: HandlerContext, recordId: string): Promise<RevisionRow> {
  const { row, fresh } = await ctx.write(async (trx) => {
    ctx.vault.refusePurged(recordId)
    await syncDraft(trx, ctx, await needRecord(trx, recordId))
    const { record, draft, definition, files } = await needTypedDraft(trx, recordId)
    const { deviceId } = await needOffice(trx)
    // 代录: the paper is that office's, typed at our machine.
    const officeId = record.office_id
    const values = draftValues(ctx.vault, draft)
    const lastYear = await lastYearValues(trx, ctx, record, definition)
    const videos = await draftVideos(trx, definition, recordId, files)
    const findings = validateForm(definition, values, countFiles(files), lastYear, videos)
    if (findings.some(isBlocking)) {
      const told = findings.map(({ path, code, severity }) => ({ path, code, severity }))
      throw new Problem('record.invalid', { recordId, findings: told })
    }
    const split = splitValues(definition, values)
    const latest = await latestRevision(trx, recordId)
    const before = latest && {
      content: revisionContent(ctx.vault, latest),
      files: await revisionAttachments(trx, recordId, latest.revision),
    }
    if (before && sameContent({ formVersion: record.form_version, values: split, files }, before))
      return { row: latest, fresh: false }
    const revision = Math.max(latest?.revision ?? 0, await revisionFloor(trx, recordId)) + 1
    const personal: PersonalDocument | null =
      Object.keys(split.personal).length === 0
        ? null
        : {
            senderOfficeId: officeId,
            recordId,
            revision,
            salt: randomBytes(32).toString('hex'),
            fields: split.personal,
          }
    const frozen: FrozenRevision = {
      recordId,
      revision,
      parentDigest: latest?.digest ?? null,
      officeId,
      deviceId,
      noticeId: record.notice_id,
      noticeVersion: record.notice_version,
      formId: record.form_id,
      formVersion: record.form_version,
      // Totals stand on the rows that they carry, not on the register.
      values: {
        ...sentValues(split.open),
        ...(carriesTotals(split.open) ? {} : await originValues(trx, ctx, record, definition)),
      },
      personalCommitment: personal ? personalCommitment(personal) : null,
      attachments: [...new Set(files.map((file) => file.digest))],
    }
    const row: RevisionRow = {
      record_id: recordId,
      revision,
      digest: revisionDigest(frozen),
      parent_digest: frozen.parentDigest,
      device_id: deviceId,
      frozen_json: canonicalJson(frozen),
      personal_sealed: personal
        ? ctx.vault.sealField(revisionLabel(recordId, revision), canonicalJson(personal))
        : null,
      frozen_at: ctx.now().toISOString(),
      stamped_at: null,
    }
    const carried = latest && (await stampedPage(trx, ctx, latest, record, plainPage(definition, values, files)))
    if (carried != null) row.stamped_at = latest?.stamped_at ?? null
    await insertRevision(trx, row)
    if (carried != null) await insertCarriedStamp(trx, { record_id: recordId, revision, from_revision: carried })
    await insertRevisionAttachments(trx, recordId, revision, files)
    await answerReturns(trx, recordId, revision)
    await updateDraft(trx, recordId, { changed: 0, blocking: 0 })
    await updateRecord(trx, recordId, { updated_at: row.frozen_at })
    noteDeed(
      trx,
      frozenNote({
        recordId,
        revision,
        digest: row.digest,
        definition,
        title: recordTitle(definition, split.open),
        before: before ? { values: before.content.values, files: before.files } : null,
        after: { values, files },
      }),
    )
    killPoint('freeze.before-commit')
    return { row, fresh: true }
  })
  killPoint('freeze.after-commit')
  if (fresh) changed(ctx, 'records')
  return row
}

/**
 * After a move to a later version of the form: the revision whose stamped paper shows the very same page, so that no new
 * seal is asked for. Null where it shows another one or bears no seal.
 */
async function stampedPage(
  trx: Queryable,
  ctx: HandlerContext,
  latest: RevisionRow,
  record: RecordRow,
  page: string,
): Promise<number | null> {
  const { frozen, values } = revisionContent(ctx.vault, latest)
  if (latest.stamped_at === null || frozen.formVersion === record.form_version) return null
  const definition = await formOfRevision(trx, record, latest)
  const files = await revisionAttachments(trx, record.record_id, latest.revision)
  if (plainPage(definition, values, files) !== page) return null
  return (await stampCarriedFrom(trx, record.record_id, latest.revision)) ?? latest.revision
}
