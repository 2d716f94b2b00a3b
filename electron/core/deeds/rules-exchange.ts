/** What is told of trust, keys, packages, and the offices below. */
import { findInboxPackage } from '../../../db/queries/inbox.ts'
import { ownOffice } from '../../../db/queries/offices.ts'
import { lastRollup } from '../../../db/queries/rollups.ts'
import { chase, otherOffices, rosterIds } from '../../../db/queries/rosters.ts'
import { deviceLabels } from '../../../db/queries/trust.ts'
import type { FieldReason } from '../../../shared/api/returns.ts'
import type { DeedCode } from '../../../shared/domain/deed-codes.ts'
import { senderType } from '../../../shared/notice/pack.ts'
import { typeNames } from '../../../shared/wording/sender-types.ts'
import { aboutNotice, aboutOffice, aboutRecord, dutyTitle, fieldLabels, officeName } from './look.ts'
import { change, changesOf, type DeedNote } from './note.ts'
import { compared, type DeedRules, done, fileName, type Look, ofSettings, ofStore, saved, written } from './rule.ts'

const ownAbout = async ({ trx }: Look) => {
  const own = await ownOffice(trx)
  return { subject: 'office', subjectId: own?.office_id ?? '', title: own?.name ?? '' } as const
}
const named = async ({ trx }: Look, deviceId: string) => ({
  facts: { device: (await deviceLabels(trx)).get(deviceId) ?? '' },
})
const typeName = (type: string): string => typeNames[senderType.catch('association').parse(type)]
const formName = ({ ctx }: Look, noticeId: string, formId: string): string =>
  ctx.notices.find(noticeId)?.pack.forms.find(({ id }) => id === formId)?.shortName ?? formId

const decisions = {
  received: 'record.reopened',
  accepted: 'record.accepted',
  returned: 'record.sent-back',
} as const satisfies Record<string, DeedCode>

interface Decision {
  readonly items: readonly { readonly packageId: string; readonly recordId: string; readonly revision: number }[]
  readonly state: keyof typeof decisions
  readonly fields: readonly FieldReason['field'][]
}
/** Reasons may quote somebody: of a return stand here only the fields that it names. */
async function decided({ items, state, fields }: Decision, { trx }: Look): Promise<DeedNote | null> {
  const [first] = items
  if (!first) return null
  const about = await aboutRecord(trx, first.recordId)
  const labels = state === 'returned' ? await fieldLabels(trx, first.recordId, fields) : ''
  const office = (await findInboxPackage(trx, first.packageId))?.sender_name ?? ''
  return {
    deed: decisions[state],
    ...about,
    facts: {
      ...about.facts,
      revision: first.revision,
      office,
      ...(labels !== '' && { fields: labels }),
      ...(items.length > 1 && { count: items.length }),
    },
  }
}

const rosterOf = ({ noticeId }: { noticeId: string }, { trx }: Look) => rosterIds(trx, noticeId)
const names = async ({ trx }: Look, ids: readonly string[]): Promise<string> => {
  const known = new Map((await otherOffices(trx)).map((row) => [row.office_id, row.name]))
  return ids.map((id) => known.get(id) ?? id).join('、')
}
const rosterMoved =
  (deed: DeedCode) =>
  async ({ noticeId }: { noticeId: string }, look: Look, before: readonly string[]): Promise<DeedNote | null> => {
    const after = await rosterIds(look.trx, noticeId)
    const added = after.filter((id) => !before.includes(id))
    const gone = before.filter((id) => !after.includes(id))
    return {
      deed,
      ...aboutNotice(look, noticeId),
      facts: { count: after.length },
      changes: changesOf(
        added.length > 0 ? change('增加的单位', null, await names(look, added)) : null,
        gone.length > 0 ? change('去掉的单位', await names(look, gone), null) : null,
      ),
    }
  }

export const exchangeRules = {
  'offices.init': written(async (_input, look) => ({ deed: 'office.founded', ...(await ownAbout(look)) })),
  'offices.rename': compared(
    async (_input, { trx }) => (await ownOffice(trx))?.name ?? '',
    async (_input, look, before) => {
      const about = await ownAbout(look)
      const changes = changesOf(change('单位名称', before, about.title))
      return changes.length === 0 ? null : { deed: 'office.renamed', ...about, changes }
    },
  ),
  'offices.setType': compared(
    async (_input, { trx }) => (await ownOffice(trx))?.type ?? 'association',
    async ({ type }, look, before) => {
      const changes = changesOf(change('单位类型', typeName(before), typeName(type)))
      return changes.length === 0 ? null : { deed: 'office.type-set', ...(await ownAbout(look)), changes }
    },
  ),
  'offices.list': null,
  'offices.setUpstream': compared(
    async (_input, { trx }) => officeName(trx, (await ownOffice(trx))?.upstream_office_id ?? null),
    async ({ officeId }, look, before) => {
      const changes = changesOf(change('上级单位', before, await officeName(look.trx, officeId)))
      return changes.length === 0 ? null : { deed: 'office.upstream-set', ...(await ownAbout(look)), changes }
    },
  ),
  'offices.exportCard': saved('单位名片', (_input, look) => ownAbout(look)),
  'offices.fingerprint': null,
  'offices.cardFingerprint': null,
  'offices.trust': 'noted',
  'offices.reregister': written(async (_input, look) => ({
    deed: 'office.reregistered',
    ...(await ownAbout(look)),
  })),
  'offices.show': null,
  'offices.saveCardCopy': saved('名片副本', ({ officeId }, { trx }) => aboutOffice(trx, officeId)),
  'offices.withoutCard': null,
  'offices.succeed': written(async ({ oldOfficeId, newOfficeId, kind, from }, { trx }) => ({
    deed: 'office.succeeded',
    ...(await aboutOffice(trx, oldOfficeId)),
    facts: { to: await officeName(trx, newOfficeId), kind, from },
  })),
  'offices.undoSucceed': written(async ({ oldOfficeId }, { trx }) => ({
    deed: 'office.succession-undone',
    ...(await aboutOffice(trx, oldOfficeId)),
  })),
  'offices.readRegistration': written(async ({ officeId }, { trx }) => ({
    deed: 'registration.read',
    ...(await aboutOffice(trx, officeId ?? '')),
  })),
  'offices.removeRegistration': written(() => ({ deed: 'registration.removed', ...ofStore, subject: 'office' })),

  'keys.protect': written(() => ({ deed: 'keys.protected', ...ofStore })),
  'keys.unlock': done((_input, { keys }) =>
    keys.state === 'protected' ? { deed: 'keys.unlocked', ...ofStore, sitting: true } : null,
  ),
  'keys.lock': null,
  'keys.saveBackup': written(({ out }) => ({ deed: 'keys.saved', ...ofStore, facts: { file: fileName(out) } })),
  'keys.restore': written(async (_input, look) => ({ deed: 'keys.restored', ...(await ownAbout(look)) })),
  'devices.list': null,
  'devices.name': compared(
    async ({ deviceId }, { trx }) => (await deviceLabels(trx)).get(deviceId) ?? '',
    async ({ name }, look, before) => {
      const changes = changesOf(change('电脑名称', before, name))
      return changes.length === 0 ? null : { deed: 'device.named', ...(await ownAbout(look)), changes }
    },
  ),
  'devices.request': written(({ name }) => ({ deed: 'device.requested', ...ofStore, facts: { device: name } })),
  'devices.pendingRequest': null,
  'devices.readRequest': null,
  'devices.grant': 'noted',
  'devices.readGrant': null,
  'devices.join': written(async (_input, look) => ({ deed: 'device.joined', ...(await ownAbout(look)) })),
  'devices.revoke': written(async ({ deviceId }, look) => ({
    deed: 'device.revoked',
    ...(await ownAbout(look)),
    ...(await named(look, deviceId)),
  })),
  'devices.renew': written(async ({ name }, look) => ({
    deed: 'device.renewed',
    ...(await ownAbout(look)),
    facts: { device: name },
  })),

  'packages.preview': null,
  'packages.export': 'noted',
  'packages.forward': 'noted',
  'packages.rewrite': 'noted',
  'packages.recheck': done(({ packageId }, { ok }) => ({
    deed: 'package.rechecked',
    subject: 'package',
    subjectId: packageId,
    facts: { ok: ok ? 1 : 0 },
  })),
  'packages.outbox': null,
  'packages.verify': null,
  'packages.import': 'noted',
  'packages.inbox': null,
  'packages.decide': written(({ packageId, recordId, revision, state, reasons }, look) =>
    decided({ items: [{ packageId, recordId, revision }], state, fields: reasons.map(() => null) }, look),
  ),
  'receipts.write': 'noted',
  'receipts.writeAll': 'noted',
  'intake.list': null,
  'intake.start': null,
  'intake.open': null,
  'intake.run': 'noted',
  'intake.pause': null,
  'intake.held': null,
  'intake.conflicts': null,
  'intake.decide': 'noted',
  'intake.rivals': null,
  'queue.list': null,
  'queue.open': null,
  'queue.decide': written(({ items, state, reasons }, look) =>
    decided({ items, state, fields: reasons.map(({ field }) => field) }, look),
  ),
  'phrases.list': null,
  'phrases.save': written(({ formId }) => ({
    deed: 'phrase.saved',
    ...ofSettings,
    ...(formId !== null && { facts: { form: formId } }),
  })),
  'phrases.remove': written(() => ({ deed: 'phrase.removed', ...ofSettings })),

  'rosters.show': null,
  'rosters.add': compared(rosterOf, rosterMoved('roster.added')),
  'rosters.set': compared(rosterOf, rosterMoved('roster.set')),
  'rosters.copy': compared(rosterOf, rosterMoved('roster.copied')),
  'rosters.readFile': null,
  'rosters.regions': null,
  'rosters.editOffice': compared(
    async ({ officeId }, { trx }) => (await otherOffices(trx)).find((row) => row.office_id === officeId) ?? null,
    async ({ officeId, phone, note }, { trx }, before) => {
      const after = (await otherOffices(trx)).find((row) => row.office_id === officeId)
      const changes = changesOf(
        change('联系电话', before?.phone ?? '', phone, true),
        change('备注', before?.note ?? '', note, true),
        before && after && before.type !== after.type
          ? change('单位类型', typeName(before.type), typeName(after.type))
          : null,
      )
      if (changes.length === 0) return null
      return { deed: 'roster.office-edited', subject: 'roster', subjectId: officeId, title: after?.name ?? '', changes }
    },
  ),
  'rosters.matrix': null,
  'rosters.mark': written(async ({ noticeId, officeId, deliverableId, mark }, look) => ({
    deed: 'roster.marked',
    subject: 'roster',
    subjectId: officeId,
    title: await officeName(look.trx, officeId),
    facts: {
      notice: aboutNotice(look, noticeId).title ?? '',
      duty: deliverableId === null ? '' : dutyTitle(look, noticeId, deliverableId),
      excused: mark === null ? 0 : 1,
    },
  })),
  'rosters.chase': written(async ({ noticeId, officeIds, way }, look) => ({
    deed: 'roster.chased',
    ...aboutNotice(look, noticeId),
    facts: { way, count: officeIds.length, offices: await names(look, officeIds.slice(0, 20)) },
  })),
  'rosters.undoChase': written(async ({ chaseId }, look) => {
    const row = await chase(look.trx, chaseId)
    return {
      deed: 'roster.chase-undone',
      ...aboutNotice(look, row?.notice_id ?? ''),
      facts: { offices: await officeName(look.trx, row?.office_id ?? null) },
    }
  }),
  'rosters.chaseText': null,
  'rosters.printDocument': null,
  'rosters.savePdf': saved('报送情况表', ({ noticeId }, look) => aboutNotice(look, noticeId)),
  'rosters.saveSheet': saved('报送情况表', ({ noticeId }, look) => aboutNotice(look, noticeId)),
  'rosters.enterRecord': 'noted',
  'paper.arrive': 'noted',
  'paper.list': null,
  'paper.remove': written(({ paperId }) => ({ deed: 'paper.removed', subject: 'package', subjectId: paperId })),

  'rollups.list': null,
  'rollups.show': null,
  'rollups.sources': null,
  'rollups.mark': written(async ({ noticeId, formId, recordId, mark, remove }, look) => {
    const about = await aboutRecord(look.trx, recordId)
    return {
      deed: 'rollup.marked',
      subject: 'rollup',
      subjectId: `${noticeId}/${formId}`,
      title: formName(look, noticeId, formId),
      facts: { record: about.title ?? '', mark, remove: remove ? 1 : 0 },
    }
  }),
  'rollups.joint': written(({ noticeId, formId }, look) => ({
    deed: 'rollup.joint',
    subject: 'rollup',
    subjectId: `${noticeId}/${formId}`,
    title: formName(look, noticeId, formId),
  })),
  'rollups.freeze': written(async ({ noticeId, formId }, look) => ({
    deed: 'rollup.frozen',
    subject: 'rollup',
    subjectId: `${noticeId}/${formId}`,
    title: formName(look, noticeId, formId),
    facts: { number: (await lastRollup(look.trx, { noticeId, formId }))?.number ?? 0 },
  })),
  'rollups.fill': written(({ noticeId, formId }, look) => ({
    deed: 'rollup.filled',
    subject: 'rollup',
    subjectId: `${noticeId}/${formId}`,
    title: formName(look, noticeId, formId),
  })),
  'rollups.printDocument': null,
  'rollups.savePdf': saved('汇总表', ({ noticeId }, look) => aboutNotice(look, noticeId)),
  'rollups.saveSheet': saved('汇总表', ({ noticeId }, look) => aboutNotice(look, noticeId)),
  'rollups.check': null,
} satisfies Partial<DeedRules>
