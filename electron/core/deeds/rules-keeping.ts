/** What is told of settings, people, personal data, copies of the store, and the office's way to other hands. */
import { person } from '../../../db/queries/people.ts'
import { type DeskDuty, dutyNames } from '../../../shared/api/people.ts'
import { readDeskSettings } from '../deadlines/desk-settings.ts'
import { readPersonalSettings } from '../personal/settings.ts'
import { formOfReveal } from './look-reveal.ts'
import { change, changesOf } from './note.ts'
import { compared, type DeedRules, done, fileName, type Look, ofSettings, ofStore, saved, written } from './rule.ts'

const ofPerson = async (personId: string, { trx }: Look) => ({
  subject: 'person' as const,
  subjectId: personId,
  title: (await person(trx, personId))?.name ?? '',
})
const dutiesText = (json: string | undefined): string =>
  (JSON.parse(json ?? '[]') as DeskDuty[]).map((duty) => dutyNames[duty]).join('、')
const minutes = (value: number): string => (value === 0 ? '不锁定' : `${value} 分钟`)
const days = (value: number | null): string => (value === null ? '未设' : `${value} 天`)

export const keepingRules = {
  'app.state': null,
  'desk.overview': null,
  'tasks.list': null,
  'tasks.dismiss': null,
  'example.state': null,
  'example.prepare': null,
  'example.discard': null,
  'reminders.due': null,
  'reminders.told': null,

  'desk.settings': null,
  'desk.keep': null,
  'desk.saveSettings': compared(
    (_input, { trx }) => readDeskSettings(trx),
    (after, _look, before) => {
      const changes = changesOf(
        change('盖章提前天数', before.leadDays.stampDays, after.leadDays.stampDays),
        change('报送路上天数', before.leadDays.travelDays, after.leadDays.travelDays),
        change('到期提醒', before.reminders ? '开' : '关', after.reminders ? '开' : '关'),
        change('无人操作后锁定', minutes(before.lockAfterMinutes), minutes(after.lockAfterMinutes)),
      )
      return changes.length === 0 ? null : { deed: 'settings.changed', ...ofSettings, changes }
    },
  ),
  'calendar.show': null,
  'calendar.import': written(({ path }) => ({
    deed: 'calendar.imported',
    ...ofSettings,
    facts: { file: fileName(path) },
  })),
  'calendar.remove': written(({ year }) => ({ deed: 'calendar.removed', ...ofSettings, facts: { year } })),
  'calendar.exportIcs': saved('日历文件', () => ofStore),

  'personal.reveal': written(async (input, look) => ({
    deed: 'personal.revealed',
    ...(await formOfReveal(input, look)),
  })),
  'personal.reveals': null,
  'personal.settings': null,
  'personal.saveSettings': compared(
    (_input, { trx }) => readPersonalSettings(trx),
    (after, _look, before) => {
      const changes = changesOf(change('个人信息保存期限', days(before.retentionDays), days(after.retentionDays)))
      return changes.length === 0 ? null : { deed: 'settings.changed', ...ofSettings, changes }
    },
  ),
  'personal.purgePreview': null,
  'personal.purge': 'noted',
  'personal.purges': null,
  'personal.purgeDocument': null,
  'personal.savePurgePdf': saved('个人信息清除记录', () => ofStore),

  'people.list': null,
  'people.save': compared(
    async ({ personId }, { trx }) => (personId === null ? undefined : await person(trx, personId)),
    ({ personId, name, duties }, _look, before) => ({
      deed: before ? 'person.changed' : 'person.added',
      subject: 'person',
      subjectId: personId ?? '',
      title: name,
      changes: changesOf(
        before ? change('姓名', before.name, name) : null,
        change('职责', dutiesText(before?.duties_json), dutiesText(JSON.stringify(duties))),
      ),
    }),
  ),
  'people.leave': written(async ({ personId }, look) => ({ deed: 'person.left', ...(await ofPerson(personId, look)) })),
  'people.return': written(async ({ personId }, look) => ({
    deed: 'person.returned',
    ...(await ofPerson(personId, look)),
  })),
  'people.atDesk': 'noted',

  'deeds.list': null,
  'deeds.verify': null,
  'deeds.printDocument': null,
  'deeds.save': done(({ out }, { entries }) => ({
    deed: 'file.saved',
    ...ofStore,
    facts: { what: '操作日志', file: fileName(out), count: entries },
  })),

  'backups.list': null,
  'backups.make': done((_input, { id }) => ({ deed: 'backup.made', ...ofStore, facts: { copy: id } })),
  'backups.preview': null,
  'backups.restore': done(({ id }) => ({ deed: 'store.restore-asked', ...ofStore, facts: { copy: id } })),
  'backups.note': null,
  'backups.dismissNote': null,
  'backups.settings': null,
  'backups.saveSettings': written(({ limitBytes }) => ({
    deed: 'settings.changed',
    ...ofSettings,
    changes: changesOf(change('备份占用上限', null, `${Math.round(limitBytes / 1_048_576)} MB`)),
  })),
  'backups.check': null,
  'backups.lastCheck': null,

  'moving.state': null,
  'moving.giveUp': done(() => ({ deed: 'device.given-up', ...ofStore })),
  'moving.resume': done(() => ({ deed: 'device.resumed', ...ofStore })),
  'moving.size': null,
  'moving.save': done(({ out }) => ({ deed: 'office.moved-out', ...ofStore, facts: { file: fileName(out) } })),
  'moving.inspect': null,
  // Carried out at the next start, which tells it.
  'moving.take': 'noted',
  'custody.show': null,
  'custody.printDocument': null,
  'custody.savePdf': saved('工作移交清单', () => ofStore),
  'custody.complete': written(({ from, to }) => ({ deed: 'office.handed-over', ...ofStore, facts: { from, to } })),
  'upkeep.selfTest': null,
  'upkeep.lastSelfTest': null,
  'upkeep.supportPreview': null,
  'upkeep.saveSupport': saved('求助文件', () => ofStore),
  'manual.entries': null,
  'manual.page': null,
  'manual.search': null,
  'manual.printDocument': null,
  'manual.savePdf': null,
} satisfies Partial<DeedRules>
