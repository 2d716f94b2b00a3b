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
  'store.damaged': { dataDir: string; reason: string; newestBackup: { id: string; createdAt: string } | null }
  'store.read-only': { dataDir: string }
  'store.on-network': { dataDir: string }
  'disk.full': { path: string; neededBytes: number | null }
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
  'office.not-trusted': { officeName: string }
  /** A card of an example office met a real store, or the other way round. */
  'office.example': { officeName: string }

  /* notices, forms, records */
  'notice.unknown': { noticeId: string }
  'notice.no-newer': { recordId: string }
  'notice.not-ours': { noticeId: string }
  'notice.invalid': { path: string; issues: { path: string; message: string }[] }
  'form.no-table': { formName: string }
  'form.unknown': { formId: string }
  'record.unknown': { recordId: string }
  'record.invalid': {
    recordId: string | null
    findings: { path: string; code: string; severity: 'block' | 'verify' | 'warn' }[]
  }
  'record.conflict': { recordId: string }
  'record.not-ours': { recordId: string }
  'field.unknown': { fieldId: string }
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

  /* old papers beside a form */
  'earlier.unknown': { paperId: string }

  /* stamped paper */
  'scan.code-shape': Record<string, never>
  'scan.no-revision': { recordId: string }
  'scan.read-already': Record<string, never>
  'scan.unknown': { scanId: string }

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
  'receipt.exists': { packageId: string }
  'task.unknown': { taskId: string }

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
