import { randomBytes } from 'node:crypto'
import { revisionFloor } from '../../../db/queries/backups.ts'
import { updateDraft, updateRecord } from '../../../db/queries/records.ts'
import {
  insertRevision,
  insertRevisionAttachments,
  latestRevision,
  type RevisionRow,
  revisionAttachments,
} from '../../../db/queries/revisions.ts'
import { isBlocking, validateForm } from '../../../shared/form/validate.ts'
import { Problem } from '../../../shared/problems.ts'
import { changed, type HandlerContext } from '../handlers/context.ts'
import { canonicalJson, personalCommitment, revisionDigest } from '../package/canonical.ts'
import type { FrozenRevision, PersonalDocument } from '../package/schema.ts'
import { killPoint } from '../store/kill-points.ts'
import { draftValues, revisionContent, revisionLabel, sameContent, splitValues } from './content.ts'
import { countFiles } from './draft-state.ts'
import { needOffice, needOwnDraft } from './load.ts'

/**
 * 定稿: freezes the draft as the next revision (bundle-format §1). Frozen already and unchanged: the latest one.
 * @throws Problem record.unknown, record.not-ours, record.invalid with all findings, keys.locked, office.missing
 */
export async function freezeRecord(ctx: HandlerContext, recordId: string): Promise<RevisionRow> {
  const { row, fresh } = await ctx.write(async (trx) => {
    const { record, draft, definition, files } = await needOwnDraft(trx, recordId)
    const { office, deviceId } = await needOffice(trx)
    const values = draftValues(ctx.vault, draft)
    const findings = validateForm(definition, values, countFiles(files))
    if (findings.some(isBlocking)) {
      const told = findings.map(({ path, code, severity }) => ({ path, code, severity }))
      throw new Problem('record.invalid', { recordId, findings: told })
    }
    const split = splitValues(definition, values)
    const latest = await latestRevision(trx, recordId)
    if (latest) {
      const before = {
        content: revisionContent(ctx.vault, latest),
        files: await revisionAttachments(trx, recordId, latest.revision),
      }
      if (sameContent({ values: split, files }, before)) return { row: latest, fresh: false }
    }
    const revision = Math.max(latest?.revision ?? 0, await revisionFloor(trx, recordId)) + 1
    const personal: PersonalDocument | null =
      Object.keys(split.personal).length === 0
        ? null
        : {
            senderOfficeId: office.office_id,
            recordId,
            revision,
            salt: randomBytes(32).toString('hex'),
            fields: split.personal,
          }
    const frozen: FrozenRevision = {
      recordId,
      revision,
      parentDigest: latest?.digest ?? null,
      officeId: office.office_id,
      deviceId,
      noticeId: record.notice_id,
      noticeVersion: record.notice_version,
      formId: record.form_id,
      formVersion: record.form_version,
      values: split.open,
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
    await insertRevision(trx, row)
    await insertRevisionAttachments(trx, recordId, revision, files)
    await updateDraft(trx, recordId, { changed: 0, blocking: 0 })
    await updateRecord(trx, recordId, { updated_at: row.frozen_at })
    killPoint('freeze.before-commit')
    return { row, fresh: true }
  })
  killPoint('freeze.after-commit')
  if (fresh) changed(ctx, 'records')
  return row
}
