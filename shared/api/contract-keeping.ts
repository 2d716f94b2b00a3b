/** The part of the contract that keeps an office for ten years: log of deeds, people, moving house, self-test, manual. */
import type { PrintDocument } from '../form/print-document.ts'
import * as backups from './backups.ts'
import * as deeds from './deeds.ts'
import * as desk from './desk.ts'
import * as manual from './manual.ts'
import { method } from './method.ts'
import * as moving from './moving.ts'
import * as people from './people.ts'
import * as upkeep from './upkeep.ts'

export const keepingContract = {
  /* 本单位人员 */
  'people.list': method<people.PeopleList>()(desk.noInput),
  'people.save': method<people.PeopleList>()(people.savePersonInput),
  'people.leave': method<people.PeopleList>()(people.personIdInput),
  'people.return': method<people.PeopleList>()(people.personIdInput),
  'people.atDesk': method<people.PeopleList>()(people.atDeskInput),

  /* 操作日志 */
  'deeds.list': method<deeds.DeedList>()(deeds.listDeedsInput),
  'deeds.verify': method<deeds.ChainVerdict>()(desk.noInput),
  'deeds.printDocument': method<PrintDocument>()(deeds.deedFilter),
  'deeds.save': method<{ path: string; bytes: number; entries: number }>()(deeds.saveDeedsInput),

  /* copies of the store: how many, and whether the store is sound */
  'backups.settings': method<backups.BackupSettings>()(desk.noInput),
  'backups.saveSettings': method<backups.BackupSettings>()(backups.backupSettings),
  /** Looks through the whole store; also done in the background. Never changes anything. */
  'backups.check': method<backups.StoreCheck>()(desk.noInput),
  /** The last look; null: none since this program started. */
  'backups.lastCheck': method<backups.StoreCheck | null>()(desk.noInput),

  /* 换电脑 */
  'moving.state': method<moving.MovingState>()(desk.noInput),
  /** 本机不再使用: signs no more. */
  'moving.giveUp': method<moving.MovingState>()(desk.noInput),
  /** 继续在本机使用. */
  'moving.resume': method<moving.MovingState>()(desk.noInput),
  'moving.size': method<moving.OfficeSize>()(desk.noInput),
  'moving.save': method<moving.SavedOffice>()(moving.saveOfficeInput),
  'moving.inspect': method<moving.OfficeFileFacts>()(moving.officeFileInput),
  /** Only on a PC whose store holds no office; carried out at the next start of the core (`core.restart`). */
  'moving.take': method<moving.OfficeFileFacts>()(moving.officeFileInput),

  /* 工作移交 */
  'custody.show': method<moving.Custody>()(desk.noInput),
  'custody.printDocument': method<PrintDocument>()(moving.custodyPaperInput),
  'custody.savePdf': method<{ path: string; bytes: number }>()(moving.saveCustodyInput),
  'custody.complete': method<{ recoveryCode: string }>()(moving.completeCustodyInput),

  /* 自检 and support */
  'upkeep.selfTest': method<upkeep.SelfTest>()(desk.noInput),
  'upkeep.lastSelfTest': method<upkeep.LastSelfTest>()(desk.noInput),
  'upkeep.supportPreview': method<upkeep.SupportPreview>()(desk.noInput),
  'upkeep.saveSupport': method<{ path: string; bytes: number }>()(upkeep.outInput),

  /* 使用手册 */
  'manual.entries': method<manual.ManualEntry[]>()(desk.noInput),
  'manual.page': method<manual.ManualPage>()(manual.manualPageInput),
  'manual.search': method<manual.ManualHit[]>()(manual.searchManualInput),
  'manual.printDocument': method<PrintDocument>()(manual.manualDocumentInput),
  'manual.savePdf': method<{ path: string; bytes: number }>()(manual.saveManualInput),
} as const
