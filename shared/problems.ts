/**
 * Every expected failure, by code, with the details its sentence needs.
 * The core throws a `Problem`; whatever else is thrown is logged and reaches the caller as `internal`.
 */
export interface ProblemDetails {
  /* the port */
  cancelled: Record<string, never>
  internal: { logId: string }
  'input.invalid': { method: string; issues: { path: string; message: string }[] }
  'method.unknown': { method: string }
  'core.gone': Record<string, never>
  'runtime.primitive-missing': { names: string[] }

  /* the store */
  'store.locked': { dataDir: string }
  'store.newer': { dataDir: string; storeVersion: number; programVersion: number }
  /** `backups`: newest first, the newest good one is the first; the others open, and are looked through when chosen. */
  'store.damaged': {
    dataDir: string
    reason: string
    newestBackup: { id: string; createdAt: string } | null
    backups: { id: string; createdAt: string; kind: string; bytes: number }[]
  }
  'store.read-only': { dataDir: string }
  'store.on-network': { dataDir: string }
  'disk.full': { path: string; neededBytes: number | null }
  /** Another one than when its copying began. */
  'file.changed': { path: string }
  'file.unreadable': { path: string; reason: string }
  'file.unwritable': { path: string; reason: string }
  'file.vanished': { path: string }
  'file.exists': { path: string }

  /* copies of the store */
  'backup.damaged': { id: string; reason: string }
  'backup.failed': { reason: string }
  'backup.other-store': { id: string }
  'backup.unknown': { id: string }

  /* office, keys, trust */
  'office.missing': Record<string, never>
  'office.exists': { name: string }
  'keys.passphrase-needed': Record<string, never>
  'keys.not-set-up': Record<string, never>
  'keys.already-set-up': Record<string, never>
  'keys.passphrase-wrong': Record<string, never>
  'keys.passphrase-weak': { minLength: number }
  'keys.locked': Record<string, never>
  'card.unknown-office': { officeId: string }
  'card.fingerprint-mismatch': { officeName: string; givenGroups: string[]; differingGroups: number[] }
  'card.stale': { officeName: string; cardSeq: number; knownSeq: number }
  'card.fork': { officeName: string; cardSeq: number }
  'card.broken-chain': { officeName: string; cardSeq: number }
  'card.changed': { officeName: string; changes: string[] }
  'card.copy-invalid': { path: string }
  'card.paper-only': { officeName: string }
  'card.reregistered': { officeName: string }
  'office.not-trusted': { officeName: string }
  /** A card of an example office met a real store, or the other way round. */
  'office.example': { officeName: string }

  /* computers of one office, keys on paper and in a file */
  'device.code-mismatch': { givenGroups: string[]; differingGroups: number[] }
  'device.grant-invalid': { path: string }
  'device.grant-not-ours': { path: string }
  'device.here': Record<string, never>
  'device.last': Record<string, never>
  'device.no-request': Record<string, never>
  'device.request-invalid': { path: string }
  'device.request-used': { name: string }
  'device.revoked': Record<string, never>
  'device.unknown': { deviceId: string }
  'keys.backup-invalid': { path: string }
  'keys.backup-passphrase': { path: string }
  'registration.no-card': { fileName: string }
  'registration.own': Record<string, never>
  'registration.unknown': { registrationId: string }
  'registration.unreadable': { fileName: string }
  'succession.carded': { oldName: string; newName: string }
  'succession.circle': { oldName: string; newName: string }
  'succession.none': { officeName: string }
  'succession.own': Record<string, never>

  /* the whole office in one file, for another computer */
  /** Not an office file, cut short, or with altered bytes. */
  'moving.file-invalid': { path: string }
  'moving.file-newer': { path: string; appVersion: string }
  /** This computer signs no more: the office moved to another one. */
  'moving.given-up': { since: string }
  'moving.passphrase-wrong': { path: string }
  /** The disk takes no single file of that length (FAT32). */
  'moving.too-large': { bytes: number }

  /* notices, forms, records */
  'notice.unknown': { noticeId: string }
  'notice.no-newer': { recordId: string }
  'notice.not-ours': { noticeId: string }
  'notice.invalid': { path: string; issues: { path: string; message: string }[] }
  'form.no-table': { formName: string }
  'form.unknown': { formId: string }
  'record.unknown': { recordId: string }
  /** Returned for some of its fields only; `asked`: their labels. */
  'record.field-locked': { recordId: string; returnId: string; label: string; asked: string[] }
  /** The same, of a step that may change any field; `step`: its name. */
  'record.return-open': { recordId: string; returnId: string; step: string; asked: string[] }
  /** What is to be entered as returned was not sent, or was changed and made final since. */
  'record.not-sent': { recordId: string; latest: number | null; sent: number | null }
  'record.invalid': {
    recordId: string | null
    findings: { path: string; code: string; severity: 'block' | 'verify' | 'warn' }[]
  }
  'record.conflict': { recordId: string }
  'record.not-ours': { recordId: string }
  'record.purged': { recordId: string }
  'record.not-purgeable': { title: string }
  'field.unknown': { fieldId: string }
  /** Sealed with a key that no copy has any more. */
  'record.personal-lost': { recordId: string }
  /** Its content does not give its digest: it was changed where it lies. */
  'revision.changed': { recordId: string; revision: number }
  'revision.unknown': { recordId: string; revision: number }
  'attachment.type': { fileName: string; accepted: string[] }
  'attachment.too-large': { fileName: string; bytes: number; limit: number }
  'attachment.too-many': { fieldLabel: string; count: number; limit: number }
  'attachment.not-a-picture': { fileName: string }
  'attachment.unknown': { digest: string }
  'paper.nothing-to-stamp': Record<string, never>
  'print.needs-window': Record<string, never>
  'print.failed': { reason: string }

  /* own notices, from a received file */
  'received.empty': { fileName: string }
  'received.damaged': { fileName: string }
  'received.locked': { fileName: string }
  'received.other-program': { fileName: string; format: 'doc' | 'rtf' | 'ofd' | 'spreadsheet' | 'slides' | 'archive' }
  'received.too-large': { fileName: string; bytes: number; limit: number }
  'received.too-much': { fileName: string }
  'received.too-slow': { fileName: string }
  'received.type': { fileName: string }
  'own-notice.incomplete': { missing: string[] }
  'own-notice.in-use': { records: number }
  'own-notice.unsound': { issues: string[] }

  /* workdays */
  'calendar.nothing': { noticeId: string | null }
  'calendar.unreadable': { fileName: string; line: number; fault: CalendarFault; found: string }

  /* the activity register */
  'activity.change-unknown': { changeId: string }
  'activity.conflict': { activityId: string }
  'activity.nothing-changed': Record<string, never>
  'activity.nothing-chosen': Record<string, never>
  'activity.too-many-notices': { title: string; limit: number }
  'activity.unknown': { activityId: string }
  'register.no-activity': Record<string, never>
  'register.no-candidates': { formName: string }
  'register.not-of-activity': { formName: string }
  'year.empty': { year: number; scope: string | null }

  /* tables as others send them */
  'table.changed': { fileName: string }
  'table.no-corrections': { sender: string }
  'table.nothing': { leftOpen: number; leftSame: number }
  'table.open': { rows: number }
  'table.too-many': { limit: number }
  'table.twice': { fileName: string; labels: [string, string] }
  'table.unreadable': { fileName: string; why: UnreadableTable }

  /* rosters, chasing, paper that came */
  'chase.unknown': { chaseId: string }
  'paper.ours': Record<string, never>
  'paper.several': Record<string, never>
  'paper.unknown': { paperId: string }
  'roster.empty': { noticeShortTitle: string }
  'roster.nothing-missing': { noticeShortTitle: string }
  'roster.unknown-office': { officeId: string }

  /* old papers beside a form */
  'earlier.unknown': { paperId: string }

  /* people and the log of deeds */
  'deeds.too-many': { limit: number }
  'person.same-name': { name: string }
  'person.unknown': { personId: string }

  /* personal data */
  'purge.unknown': { purgeId: string }

  /* letters of authorization */
  'consent.no-letter': { entryId: string }
  'consent.reason-short': { minimum: number }
  'consent.unknown-person': { position: number }
  'letters.nothing': Record<string, never>

  /* works that come by WeChat, mail or stick */
  'collection.not-asked': { deliverableId: string }
  'collection.not-this-duty': { title: string }
  'collection.same-work': { title: string }
  'collection.too-many': { limit: number }

  /* stamped paper */
  'scan.code-shape': Record<string, never>
  'scan.no-revision': { recordId: string }
  'scan.read-already': Record<string, never>
  'scan.unknown': { scanId: string }

  /* reviews */
  'review.award-full': { award: string; places: number }
  'review.award-given': { award: string }
  'review.award-unknown': { award: string }
  'review.closed': Record<string, never>
  'review.criterion-scored': { label: string }
  'review.criterion-unknown': { criterion: string }
  'review.entry-out': { number: number; reason: string }
  'review.entry-unknown': { entryId: string }
  'review.max-too-low': { label: string; max: number; given: string }
  'review.no-collection': { noticeId: string }
  'review.no-entries': Record<string, never>
  'review.no-reviewers': Record<string, never>
  'review.no-tie': Record<string, never>
  'review.not-closed': Record<string, never>
  'review.nothing-to-print': { what: 'certificates' | 'publication' | 'recommendation' }
  'review.points-too-high': { label: string; max: number; given: string }
  'review.reviewer-scored': { name: string }
  'review.reviewer-unknown': { reviewerId: string }
  /** Numbers of the entries that each reviewer has not scored in full. */
  'review.scores-missing': { missing: { name: string; numbers: number[] }[] }
  /** Entries with one rank at the border of an award: their numbers, tie by tie. */
  'review.ties-open': { names: string[] }
  'review.too-few-reviewers': { least: number; have: number }
  'review.unknown': { reviewId: string }

  /* roll-ups */
  'rollup.empty': { formName: string }
  'rollup.joint-unknown': { key: string }
  'rollup.no-numbers': { formName: string }
  'rollup.no-rows': { recordId: string }
  'rollup.reason-missing': Record<string, never>
  'rollup.row-unknown': { recordId: string }
  'rollup.too-many': { rows: number; limit: number }
  'rollup.unchanged': { number: number }
  'rollup.unknown': { number: number }

  /* videos */
  'video.unreadable': { fileName: string; reason: UnreadableVideo }

  /* packages */
  'package.nothing-to-send': { noticeId: string }
  'package.no-recipient': { officeId: string }
  'package.file-too-large': { fileName: string; bytes: number; limit: number }
  'package.target-missing': { path: string }
  'package.verify-failed': { path: string; reason: string }
  'package.refused': { path: string; findings: PackageFinding[] }
  'package.held': { path: string; findings: PackageFinding[] }
  'package.not-found': { packageId: string }
  'package.plan-lost': { fileName: string }
  'forward.entered': { title: string }
  'forward.incomplete': { title: string }
  'forward.no-evidence': { title: string }
  'forward.not-received': { title: string }
  'forward.other-notice': { title: string }
  'package.purged': { fileName: string }
  'receipt.exists': { packageId: string }
  'task.unknown': { taskId: string }

  /* returns */
  'phrase.personal': Record<string, never>
  'phrase.unknown': { phraseId: string }
  'return.by-receipt': Record<string, never>
  'return.closed': Record<string, never>
  'return.unknown': { returnId: string }

  /* 收报台 */
  'intake.nothing': Record<string, never>
  'intake.not-waiting': Record<string, never>
  'intake.reason-missing': Record<string, never>
  'intake.running': Record<string, never>
  'intake.too-many': { limit: number }
  'intake.unknown': { batchId: string }

  /* the manual */
  'manual.unknown': { pageId: string }

  /* plain folders */
  'handover.unknown': { handoverId: string }
}

export type ProblemCode = keyof ProblemDetails

/** What cannot be read of a file with holidays. */
export type CalendarFault =
  | 'date'
  | 'empty'
  | 'event'
  | 'form'
  | 'kind'
  | 'name'
  | 'not-json'
  | 'not-text'
  | 'other-year'
  | 'repeating'
  | 'time'
  | 'too-large'
  | 'twice'
  | 'year'

/** Why a file gives no table. The last are formats that we know and do not read. */
export type UnreadableTable =
  | 'empty'
  | 'damaged'
  | 'locked'
  | 'too-large'
  | 'too-much'
  | 'too-slow'
  | 'unknown-type'
  | 'no-list'
  | 'doc'
  | 'rtf'
  | 'ofd'
  | 'spreadsheet'
  | 'slides'
  | 'archive'

/** Why a file is no video that can be read: what it is instead, or how far it came. */
export type UnreadableVideo =
  | 'empty'
  | 'zeros'
  | 'text'
  | 'picture'
  | 'pdf'
  | 'archive'
  | 'office'
  | 'audio'
  | 'program'
  /** A header and nothing behind it. */
  | 'header-only'
  /** Cut off before the index, or its index is destroyed. */
  | 'no-index'
  | 'unknown'
  | 'too-slow'

/** `error`: the package is refused; `hold`: a person must decide; `info`: to know. */
export interface PackageFinding {
  readonly code: string
  readonly severity: 'error' | 'hold' | 'info'
  /** Path inside the package, or '' when the whole package is meant. */
  readonly path: string
  readonly message: string
}

export interface ProblemData {
  readonly code: ProblemCode
  readonly details: ProblemDetails[ProblemCode]
}

export class Problem<C extends ProblemCode = ProblemCode> extends Error {
  readonly code: C
  readonly details: ProblemDetails[C]
  constructor(code: C, details: ProblemDetails[C]) {
    super(code)
    this.name = 'Problem'
    this.code = code
    this.details = details
  }
  toData(): ProblemData {
    return { code: this.code, details: this.details }
  }
}
