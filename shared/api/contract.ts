/**
 * The whole contract between a page (or the command line) and the core, on one page.
 * `input` is parsed by the core on every call; `output` is a type only.
 */
import type { z } from 'zod'
import type { Reminder } from '../domain/reminders.ts'
import type { FormDefinition } from '../form/definition.ts'
import type { PrintDocument } from '../form/print-document.ts'
import * as activities from './activities.ts'
import * as authorizations from './authorizations.ts'
import * as backups from './backups.ts'
import * as calendar from './calendar.ts'
import * as collection from './collection.ts'
import { exchangeContract } from './contract-exchange.ts'
import { keepingContract } from './contract-keeping.ts'
import * as desk from './desk.ts'
import * as documents from './documents.ts'
import * as earlier from './earlier.ts'
import type * as example from './example.ts'
import * as handovers from './handovers.ts'
import { method } from './method.ts'
import * as notices from './notices.ts'
import * as offices from './offices.ts'
import * as ownNotices from './own-notices.ts'
import * as packages from './packages.ts'
import * as papers from './papers.ts'
import * as personal from './personal.ts'
import * as photos from './photos.ts'
import * as published from './published.ts'
import * as records from './records.ts'
import * as register from './register.ts'
import * as reminders from './reminders.ts'
import * as reviews from './reviews.ts'
import * as scans from './scans.ts'
import * as sheets from './sheets.ts'
import * as tables from './tables.ts'
import * as videos from './videos.ts'
import * as wordback from './wordback.ts'
import * as year from './year.ts'

export const contract = {
  'app.state': method<offices.AppState>()(desk.noInput),
  'desk.overview': method<desk.DeskOverview>()(desk.noInput),
  'tasks.list': method<desk.TaskInfo[]>()(desk.noInput),
  'tasks.dismiss': method<null>()(desk.taskIdInput),

  /* 示例单位: a store of its own beside this one */
  'example.state': method<example.ExampleState>()(desk.noInput),
  'example.prepare': method<example.PreparedExample>()(desk.noInput),
  'example.discard': method<null>()(desk.noInput),

  'offices.init': method<offices.OwnOffice>()(offices.initOfficeInput),
  'offices.rename': method<offices.OwnOffice>()(offices.initOfficeInput.pick({ name: true })),
  'offices.setType': method<offices.OwnOffice>()(offices.setTypeInput),
  'offices.list': method<offices.KnownOffice[]>()(desk.noInput),
  'offices.setUpstream': method<offices.OwnOffice>()(offices.setUpstreamInput),
  'offices.exportCard': method<{ path: string; bytes: number; sha256: string }>()(offices.exportCardInput),
  'offices.fingerprint': method<offices.Fingerprint>()(desk.noInput),
  'offices.cardFingerprint': method<offices.Fingerprint>()(offices.cardFileInput),
  'offices.trust': method<offices.KnownOffice>()(offices.trustInput),

  'keys.protect': method<{ recoveryCode: string }>()(offices.passphraseInput),
  'keys.unlock': method<offices.AppState>()(offices.unlockInput),
  'keys.lock': method<offices.AppState>()(desk.noInput),

  'notices.list': method<notices.NoticeSummary[]>()(desk.noInput),
  'notices.show': method<notices.NoticeDetail>()(notices.noticeIdInput),
  'notices.passOn': method<notices.NoticeSummary>()(notices.passOnInput),
  'notices.setOwnDate': method<null>()(notices.setOwnDateInput),
  'forms.show': method<FormDefinition>()(notices.formIdInput),
  'forms.schema': method<Record<string, unknown>>()(notices.formIdInput),

  'records.list': method<records.RecordSummary[]>()(records.listRecordsInput),
  'records.create': method<records.RecordDetail>()(records.createRecordInput),
  'records.open': method<records.RecordDetail>()(records.recordIdInput),
  'records.saveDraft': method<records.SavedDraft>()(records.saveDraftInput),
  'records.attach': method<records.RecordDetail>()(records.attachInput),
  'records.detach': method<records.RecordDetail>()(records.detachInput),
  'records.caption': method<records.RecordDetail>()(records.captionInput),
  /** 定稿: freezes the draft as the next revision; refused while findings block. Returns the latest when nothing changed. */
  'records.freeze': method<records.RevisionInfo>()(records.recordIdInput),
  'records.stamp': method<records.RevisionInfo>()(records.stampInput),
  'records.discard': method<null>()(records.recordIdInput),
  'records.restore': method<records.RecordSummary>()(records.recordIdInput),
  'records.printDocument': method<PrintDocument>()(records.printInput),
  /** Makes (once) or finds the PDF of a revision and returns its bytes; needs a window. */
  'records.pdf': method<{ digest: string; bytes: Uint8Array }>()(records.printInput),
  'records.savePdf': method<{ path: string; bytes: number }>()(records.savePdfInput),
  /** A copy where the person wants it. */
  'attachments.save': method<{ path: string; bytes: number }>()(records.saveAttachmentInput),
  /* Word documents, made anew each time from the same print data as the paper */
  'documents.docx': method<{ bytes: Uint8Array }>()(documents.docxInput),
  'documents.saveDocx': method<{ path: string; bytes: number }>()(documents.saveDocxInput),
  'attachments.read': method<{ bytes: Uint8Array; mime: string }>()(records.readAttachmentInput),

  /* Excel files: rows of records, printed tables */
  'sheets.saveRecords': method<sheets.SavedSheet>()(sheets.saveRecordsSheetInput),
  'sheets.savePrinted': method<sheets.SavedSheet>()(sheets.savePrintedSheetInput),

  'packages.preview': method<packages.SubmissionPreview>()(packages.previewSubmissionInput),
  'packages.export': method<packages.ExportedPackage>()(packages.exportPackageInput),
  /** Received records upward, with the signed evidence of where they come from (bundle-format §6). */
  'packages.forward': method<packages.ExportedPackage>()(packages.forwardInput),
  'records.origin': method<packages.RecordOrigin | null>()(records.recordIdInput),
  'packages.rewrite': method<packages.ExportedPackage>()(packages.rewritePackageInput),
  'packages.outbox': method<packages.OutboxItem[]>()(desk.noInput),
  'packages.verify': method<packages.VerifiedPackage>()(packages.verifyPackageInput),
  'packages.import': method<packages.ImportOutcome>()(packages.importPackageInput),
  'packages.inbox': method<packages.InboxItem[]>()(desk.noInput),
  'packages.decide': method<packages.InboxItem>()(packages.decideRecordInput),
  'receipts.write': method<{ path: string; bytes: number; sha256: string }>()(packages.writeReceiptInput),

  /* plain folders for offices without the program, and what was sent exactly */
  'handovers.preview': method<handovers.HandoverPreview>()(handovers.previewHandoverInput),
  'handovers.write': method<handovers.WrittenHandover>()(handovers.writeHandoverInput),
  'handovers.list': method<handovers.Handover[]>()(handovers.listHandoversInput),
  'handovers.given': method<handovers.Handover>()(handovers.givenInput),
  'handovers.confirmed': method<handovers.Handover>()(handovers.confirmedInput),
  'handovers.returned': method<handovers.Handover>()(handovers.returnedInput),
  'handovers.undo': method<handovers.Handover>()(handovers.undoHandoverInput),
  'sent.page': method<handovers.SentPage>()(handovers.sentPageInput),
  'sent.changes': method<handovers.ChangesSinceSent>()(records.recordIdInput),
  'sent.printDocument': method<PrintDocument>()(handovers.sentPageInput),
  'sent.savePdf': method<{ path: string; bytes: number }>()(handovers.saveSentInput),

  /* 发文稿纸, 用印审批单, 用印清单, 单位备案表, 交接单: filled in, printed, never kept */
  'papers.printDocument': method<PrintDocument>()(papers.paperInput),
  'papers.savePdf': method<papers.SavedPaper>()(papers.savePaperInput),
  'papers.printed': method<null>()(papers.printedInput),
  'papers.saveDocx': method<papers.SavedPaper>()(papers.savePaperInput),

  /* last year beside this year */
  'earlier.sources': method<earlier.EarlierSources>()(records.recordIdInput),
  'earlier.show': method<earlier.EarlierView>()(earlier.showEarlierInput),
  'earlier.import': method<earlier.EarlierPaperInfo>()(earlier.importEarlierInput),
  'earlier.remove': method<null>()(earlier.removeEarlierInput),

  /* copies of the store */
  'backups.list': method<backups.BackupList>()(desk.noInput),
  'backups.make': method<backups.BackupInfo>()(desk.noInput),
  'backups.preview': method<backups.BackupPreview>()(backups.backupIdInput),
  /** Asked for here, carried out at the next start of the core, which the caller brings about (`core.restart`). */
  'backups.restore': method<backups.BackupPreview>()(backups.backupIdInput),
  /** What the last restore brought and took, until it is dismissed. */
  'backups.note': method<backups.RestoredNote | null>()(desk.noInput),
  'backups.dismissNote': method<null>()(desk.noInput),

  /* own notices: from a received file, a copy or nothing */
  'ownNotices.read': method<ownNotices.ReceivedDocument>()(ownNotices.readReceivedInput),
  'ownNotices.start': method<ownNotices.OwnNotice>()(ownNotices.startOwnNoticeInput),
  'ownNotices.list': method<ownNotices.OwnNoticeSummary[]>()(desk.noInput),
  'ownNotices.open': method<ownNotices.OwnNotice>()(ownNotices.ownNoticeIdInput),
  'ownNotices.save': method<{ savedAt: string }>()(ownNotices.saveOwnNoticeInput),
  /** 生效: the draft becomes the next version; records keep the version that they were written with. */
  'ownNotices.form': method<FormDefinition>()(ownNotices.libraryFormInput),
  /** What would be wrong with the notice, in words; empty while something is simply not filled in yet. */
  'ownNotices.check': method<string[]>()(ownNotices.ownNoticeIdInput),
  'ownNotices.putInForce': method<ownNotices.OwnNoticeInForce>()(ownNotices.ownNoticeIdInput),
  'ownNotices.discard': method<null>()(ownNotices.ownNoticeIdInput),
  'ownNotices.restore': method<ownNotices.OwnNoticeSummary>()(ownNotices.ownNoticeIdInput),

  /* notices between offices, and records under a later version of theirs */
  'notices.publishPreview': method<published.PublishPreview>()(published.publishedOfInput),
  'notices.publish': method<published.PublishedNotice>()(published.publishNoticeInput),
  /** The notice that an arrived package brought; null: none. */
  'notices.received': method<published.ReceivedNotice | null>()(published.receivedOfInput),
  /** A notice of an office that is not above us: taken among the notices, or set aside again. */
  'notices.acceptReceived': method<published.ReceivedNotice>()(published.acceptReceivedInput),
  'notices.versionDifference': method<published.RecordVersion>()(records.recordIdInput),
  'records.moveToVersion': method<records.RecordDetail>()(records.recordIdInput),
  'records.moveBack': method<records.RecordDetail>()(records.recordIdInput),

  /* workdays, own dates and reminders */
  'desk.settings': method<desk.DeskSettings>()(desk.noInput),
  'desk.keep': method<null>()(desk.keepInput),
  'desk.saveSettings': method<desk.DeskSettings>()(desk.deskSettings),
  'calendar.show': method<calendar.CalendarView>()(desk.noInput),
  /** From a file of our own form, of holiday-cn, or iCalendar; returns the years that it brought. */
  'calendar.import': method<number[]>()(calendar.importCalendarInput),
  /** What a file brought for a year is forgotten. */
  'calendar.remove': method<null>()(calendar.calendarYearInput),
  'calendar.exportIcs': method<{ path: string; bytes: number; events: number }>()(calendar.exportIcsInput),
  /** What is to be told now; told again until `reminders.told` says that it was. */
  'reminders.due': method<Reminder[]>()(desk.noInput),
  'reminders.told': method<null>()(reminders.toldRemindersInput),

  /* stamped paper come back as photos and scans */
  'scans.list': method<scans.ScanInfo[]>()(scans.scanRecordInput),
  /** Reads the code on the paper and says whether it is this revision; a match marks the revision as stamped. */
  'scans.attach': method<scans.ScanInfo>()(scans.attachScanInput),
  'scans.typeCode': method<scans.ScanInfo>()(scans.typeScanCodeInput),
  'scans.remove': method<scans.ScanInfo>()(scans.scanIdInput),
  'scans.restore': method<scans.ScanInfo>()(scans.scanIdInput),
  /** Photographs of the pages of a scanned PDF, in its order; [] for a photo, and where its pages are kept in another way. */
  'scans.pages': method<{ bytes: Uint8Array; mime: string }[]>()(scans.scanIdInput),
  'scans.read': method<{ bytes: Uint8Array; mime: string }>()(scans.scanIdInput),
  /** Each photo to the record and revision that its code names; nothing is kept of the others. */
  'scans.drop': method<scans.DroppedScan[]>()(scans.dropScansInput),

  /* edited Word documents come back, and forms that others filled in; nothing is stored */
  'wordback.read': method<wordback.ReadBack>()(wordback.readBackInput),

  /* 视频作品 */
  'videos.inspect': method<videos.InspectedVideo>()(videos.inspectVideoInput),
  'videos.list': method<videos.VideoEntry[]>()(videos.listVideosInput),
  'videos.open': method<videos.VideoEntryDetail>()(videos.entryIdInput),
  /** A new entry: its 报名登记表 and its 作品授权书, empty. */
  'videos.create': method<videos.VideoEntryDetail>()(videos.createEntryInput),
  'videos.savePoster': method<null>()(videos.posterInput),
  'videos.poster': method<{ bytes: Uint8Array; mime: string }>()(videos.videoDigestInput),
  /** For main: a page never learns where files lie. */
  'videos.place': method<videos.VideoPlace>()(videos.videoDigestInput),

  /* 作品授权书: who has signed */
  'authorizations.checklist': method<authorizations.Checklist>()(authorizations.checklistInput),
  'authorizations.decide': method<authorizations.Checklist>()(authorizations.decideConsentsInput),
  /** All letters of an order, one after the other. Freezes what is not frozen. */
  'authorizations.printDocuments': method<PrintDocument[]>()(authorizations.lettersInput),
  'authorizations.savePdf': method<authorizations.SavedLetters>()(authorizations.saveLettersInput),

  /* personal data */
  'personal.reveal': method<personal.Revealed>()(personal.revealInput),
  'personal.reveals': method<personal.RevealEntry[]>()(personal.revealsInput),
  'personal.settings': method<personal.PersonalSettings>()(desk.noInput),
  'personal.saveSettings': method<personal.PersonalSettings>()(personal.personalSettings),
  'personal.purgePreview': method<personal.PurgePreview>()(personal.purgePreviewInput),
  'personal.purge': method<personal.Purge>()(personal.purgeInput),
  'personal.purges': method<personal.Purge[]>()(desk.noInput),
  'personal.purgeDocument': method<PrintDocument>()(personal.purgeIdInput),
  'personal.savePurgePdf': method<{ path: string; bytes: number }>()(personal.savePurgeInput),

  /* 收作品 */
  /** Nothing is stored. */
  'collection.read': method<collection.CollectionProposal>()(collection.readCollectionInput),
  'collection.take': method<collection.TakenEntry[]>()(collection.takeCollectionInput),
  /** An empty 报名登记表 with 参赛人 to send out. */
  'collection.saveBlank': method<{ path: string; bytes: number }>()(collection.saveBlankInput),

  /* 评审 */
  'reviews.list': method<reviews.ReviewSummary[]>()(desk.noInput),
  /** Begins it with what the notice says, when there is none yet. */
  'reviews.start': method<reviews.Review>()(reviews.reviewDutyInput),
  'reviews.open': method<reviews.Review>()(reviews.reviewIdInput),
  'reviews.saveSettings': method<reviews.Review>()(reviews.saveReviewSettingsInput),
  'reviews.setReviewers': method<reviews.Review>()(reviews.setReviewersInput),
  'reviews.setEntries': method<reviews.Review>()(reviews.setReviewEntriesInput),
  'reviews.score': method<{ savedAt: string }>()(reviews.scoreInput),
  'reviews.decideTie': method<reviews.Review>()(reviews.decideTieInput),
  /** Fixes the ranking, the awards and the numbers of the certificates. */
  'reviews.close': method<reviews.Review>()(reviews.closeReviewInput),
  'reviews.reopen': method<reviews.Review>()(reviews.reopenReviewInput),
  'reviews.setAward': method<reviews.Review>()(reviews.setAwardInput),
  'reviews.recommend': method<reviews.Review>()(reviews.recommendInput),
  'reviews.printDocuments': method<PrintDocument[]>()(reviews.reviewPaperInput),
  'reviews.savePdf': method<reviews.SavedReviewPaper>()(reviews.saveReviewPaperInput),
  'reviews.saveDocx': method<reviews.SavedReviewPaper>()(reviews.saveReviewPaperInput),

  /* 活动登记 */
  'activities.list': method<activities.ActivityList>()(activities.listActivitiesInput),
  'activities.facets': method<activities.ActivityFacets>()(activities.activityFilter.pick({ year: true })),
  'activities.board': method<activities.ActivityBoard>()(activities.boardActivitiesInput),
  'activities.calendar': method<activities.ActivityCalendar>()(activities.calendarActivitiesInput),
  'activities.open': method<activities.ActivityDetail>()(activities.activityIdInput),
  'activities.create': method<activities.ActivityDetail>()(activities.createActivityInput),
  'activities.save': method<activities.SavedActivity>()(activities.saveActivityInput),
  'activities.edit': method<activities.ActivityChangeInfo>()(activities.editActivitiesInput),
  'activities.duplicate': method<activities.ActivityChangeInfo & { ids: string[] }>()(activities.selectActivitiesInput),
  'activities.remove': method<activities.ActivityChangeInfo>()(activities.selectActivitiesInput),
  'activities.attach': method<activities.ActivityDetail>()(activities.attachActivityInput),
  'activities.detach': method<activities.ActivityDetail>()(activities.activityFileInput),
  'activities.caption': method<activities.ActivityDetail>()(activities.captionActivityInput),
  /** The last steps, newest first. */
  'activities.changes': method<activities.ActivityChangeInfo[]>()(desk.noInput),
  'activities.undo': method<activities.UndoneActivities>()(activities.undoActivityInput),
  'activities.redo': method<activities.UndoneActivities>()(activities.undoActivityInput),
  'activities.saveSheet': method<{ path: string; bytes: number; activities: number }>()(
    activities.saveActivitySheetInput,
  ),

  /* records and the register */
  'register.figures': method<register.Figures>()(register.figuresInput),
  'register.sources': method<register.FigureSources>()(register.figureSourcesInput),
  /** 数字来源表: every figure with its activities, on paper. */
  'register.originDocument': method<PrintDocument>()(register.figuresInput),
  'register.saveOriginPdf': method<{ path: string; bytes: number }>()(register.saveOriginInput),
  'register.textFigures': method<register.TextFigure[]>()(register.noticeIdOnly),
  'register.createRecord': method<records.RecordDetail>()(register.createFromActivityInput),
  'register.compose': method<register.Composed>()(register.composeInput),
  'register.paragraphs': method<register.Composed>()(register.paragraphsInput),
  'register.takeFiles': method<records.RecordDetail>()(register.takeFilesInput),
  'register.offers': method<register.Offers>()(register.offersInput),
  'register.decide': method<register.DecidedOffers>()(register.decideOffersInput),
  'register.candidates': method<register.Candidates>()(register.candidatesInput),

  /* 收表 */
  /** Nothing is stored by reading and looking. */
  'tables.read': method<tables.TablesRead>()(tables.readTablesInput),
  'tables.preview': method<tables.TablesPreview>()(tables.previewTablesInput),
  'tables.take': method<tables.TablesTaken>()(tables.takeTablesInput),
  'tables.correctionDocument': method<PrintDocument>()(tables.correctionInput),
  'tables.saveCorrection': method<{ path: string; bytes: number }>()(tables.saveCorrectionInput),
  'tables.saveBlank': method<{ path: string; bytes: number }>()(tables.saveBlankTableInput),
  /** One file as the command line shows it; needs no store. */
  'tables.readFile': method<tables.ReadTable>()(tables.tableFileInput),

  'year.printDocument': method<PrintDocument>()(year.yearInput),
  'year.savePdf': method<{ path: string; bytes: number }>()(year.saveYearInput),
  'year.saveDocx': method<{ path: string; bytes: number }>()(year.saveYearInput),

  ...exchangeContract,
  ...keepingContract,

  'photos.check': method<photos.PhotoDateMark[]>()(photos.checkPhotosInput),
} as const

export type Contract = typeof contract
export type MethodName = keyof Contract
export type MethodInput<M extends MethodName> = z.input<Contract[M]['input']>
export type MethodParsed<M extends MethodName> = z.output<Contract[M]['input']>
export type MethodOutput<M extends MethodName> =
  | NonNullable<Contract[M]['output']>
  | (null extends Contract[M]['output'] ? null : never)

/** Events that the core sends to every page. */
export type CoreEvents = {
  'data.changed': {
    domain:
      | 'offices'
      | 'notices'
      | 'records'
      | 'packages'
      | 'tasks'
      | 'backups'
      | 'calendar'
      | 'activities'
      | 'people'
      | 'deeds'
  }
  'core.gone': null
  'start.failed': unknown
}
