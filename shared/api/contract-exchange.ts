/** The part of the contract by which offices trade: trust, intake, returns, rosters, roll-ups; see contract.ts. */
import type { PrintDocument } from '../form/print-document.ts'
import * as desk from './desk.ts'
import * as devices from './devices.ts'
import * as intake from './intake.ts'
import { method } from './method.ts'
import type * as offices from './offices.ts'
import * as packages from './packages.ts'
import * as records from './records.ts'
import * as returns from './returns.ts'
import * as rollups from './rollups.ts'
import * as rosters from './rosters.ts'

export const exchangeContract = {
  /* computers of this office, its keys, its card on paper, other offices that change */
  'devices.list': method<devices.OwnDevices>()(desk.noInput),
  'devices.name': method<devices.OwnDevices>()(devices.deviceNameInput),
  /** 加机申请 of a PC without an office. */
  'devices.request': method<devices.DeviceRequest>()(devices.deviceRequestInput),
  /** What this PC asked for and waits for; null: nothing, or it has its office. */
  'devices.pendingRequest': method<devices.PendingRequest | null>()(desk.noInput),
  'devices.readRequest': method<devices.DeviceRequest>()(devices.deviceRequestFileInput),
  /** Puts it on our card and writes what it needs, sealed to it alone. */
  'devices.grant': method<devices.GrantedDevice>()(devices.grantDeviceInput),
  /** Which office an 加机许可 is of. */
  'devices.readGrant': method<devices.OfferedOffice>()(devices.grantFileInput),
  'devices.join': method<offices.AppState>()(devices.joinOfficeInput),
  'devices.revoke': method<devices.OwnDevices>()(devices.deviceIdInput),
  /** This store is a copy of another PC's: it becomes a device of its own. */
  'devices.renew': method<devices.OwnDevices>()(devices.renewDeviceInput),
  'keys.saveBackup': method<{ path: string; bytes: number }>()(devices.saveKeyBackupInput),
  'keys.restore': method<offices.AppState>()(devices.restoreKeysInput),
  'offices.reregister': method<offices.AppState>()(devices.reregisterInput),
  'offices.show': method<devices.OfficeFile>()(devices.officeIdInput),
  /** Of another office, for one that lost its own. */
  'offices.saveCardCopy': method<{ path: string; bytes: number }>()(devices.cardCopyInput),
  'offices.withoutCard': method<devices.OfficeWithoutCard[]>()(desk.noInput),
  'offices.succeed': method<devices.Succession>()(devices.successionInput),
  'offices.undoSucceed': method<null>()(devices.undoSuccessionInput),
  'offices.readRegistration': method<devices.Registration>()(devices.readRegistrationInput),
  'offices.removeRegistration': method<null>()(devices.registrationIdInput),

  /* 收报台 */
  'intake.list': method<intake.BatchSummary[]>()(desk.noInput),
  'intake.start': method<intake.IntakeBatch>()(intake.startIntakeInput),
  'intake.open': method<intake.IntakeBatch>()(intake.batchIdInput),
  /** A task: until all files had their turn or it is paused. */
  'intake.run': method<intake.IntakeBatch>()(intake.batchIdInput),
  'intake.pause': method<intake.IntakeBatch>()(intake.batchIdInput),
  /** All that waits for a person, over all batches and single files, the hardest first. */
  'intake.held': method<intake.HeldPackage[]>()(desk.noInput),
  'intake.conflicts': method<intake.RecordConflict[]>()(intake.heldPackageInput),
  'intake.decide': method<packages.ImportOutcome>()(intake.decideHeldInput),
  'intake.rivals': method<intake.RivalRevision[]>()(intake.recordRivalsInput),

  /* 审核与退回 */
  'queue.list': method<returns.QueueItem[]>()(returns.queueFilter),
  'queue.open': method<returns.QueueDetail>()(returns.queueItemInput),
  'queue.decide': method<returns.QueueItem[]>()(returns.decideQueueInput),
  'phrases.list': method<returns.ReturnPhrase[]>()(returns.phrasesInput),
  'phrases.save': method<returns.ReturnPhrase[]>()(returns.savePhraseInput),
  'phrases.remove': method<returns.ReturnPhrase[]>()(returns.phraseIdInput),
  'receipts.writeAll': method<returns.WrittenReceipts>()(returns.writeAllReceiptsInput),
  'records.differences': method<returns.RevisionDifferences>()(returns.differencesInput),
  'records.returns': method<returns.RecordReturn[]>()(records.recordIdInput),
  'records.returnedByPhone': method<returns.RecordReturn>()(returns.returnedByPhoneInput),
  'records.undoReturn': method<null>()(returns.returnIdInput),
  'records.unlockReturn': method<returns.RecordReturn>()(returns.unlockReturnInput),

  /* 下级单位 */
  'rosters.show': method<rosters.Roster>()(rosters.noticeOnlyInput),
  'rosters.add': method<rosters.Roster>()(rosters.addToRosterInput),
  /** The whole list in its order. */
  'rosters.set': method<rosters.Roster>()(rosters.setRosterInput),
  'rosters.copy': method<rosters.Roster>()(rosters.copyRosterInput),
  /** Nothing is stored. */
  'rosters.readFile': method<rosters.RosterProposal>()(rosters.rosterFileInput),
  'rosters.regions': method<rosters.RegionEntry[]>()(rosters.regionsInput),
  'rosters.editOffice': method<rosters.RosterOffice>()(rosters.editOfficeInput),
  'rosters.matrix': method<rosters.Matrix>()(rosters.noticeOnlyInput),
  'rosters.mark': method<rosters.Matrix>()(rosters.markRosterInput),
  'rosters.chase': method<rosters.Matrix>()(rosters.chaseInput),
  'rosters.undoChase': method<rosters.Matrix>()(rosters.undoChaseInput),
  'rosters.chaseText': method<{ text: string }>()(rosters.chaseTextInput),
  'rosters.printDocument': method<PrintDocument>()(rosters.rosterSheetInput),
  'rosters.savePdf': method<{ path: string; bytes: number }>()(rosters.saveRosterSheetInput),
  'rosters.saveSheet': method<{ path: string; bytes: number }>()(rosters.saveRosterSheetInput),
  'rosters.enterRecord': method<rosters.EnteredRecord>()(rosters.enterRecordInput),
  'paper.arrive': method<rosters.PaperArrival>()(rosters.paperArrivalInput),
  'paper.list': method<rosters.PaperArrival[]>()(rosters.noticeOnlyInput),
  'paper.remove': method<null>()(rosters.paperIdInput),

  /* 汇总 */
  'rollups.list': method<rollups.RollupSummary[]>()(rollups.rollupsInput),
  'rollups.show': method<rollups.Rollup>()(rollups.rollupInput),
  'rollups.sources': method<rollups.RollupSources>()(rollups.rollupSourcesInput),
  'rollups.mark': method<rollups.Rollup>()(rollups.markRollupInput),
  'rollups.joint': method<rollups.Rollup>()(rollups.jointInput),
  /** The first time the report, later a supplement to it. */
  'rollups.freeze': method<rollups.Rollup>()(rollups.rollupFormInput),
  /** Our own record of that form takes the totals; made when there is none. */
  'rollups.fill': method<records.RecordDetail>()(rollups.rollupFormInput),
  'rollups.printDocument': method<PrintDocument>()(rollups.rollupInput),
  'rollups.savePdf': method<{ path: string; bytes: number }>()(rollups.saveRollupInput),
  'rollups.saveSheet': method<{ path: string; bytes: number }>()(rollups.saveRollupInput),
  /** Of a record that carries totals, received here. */
  'rollups.check': method<rollups.RollupCheck>()(records.recordIdInput),
  'packages.recheck': method<packages.RecheckedPackage>()(packages.recheckPackageInput),
} as const
