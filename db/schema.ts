/** Column types of the store, as db/migrations leaves it. Booleans are 0 or 1; instants ISO 8601 UTC; digests lower-case hex. */

import type { Generated } from 'kysely'
import type { OfficeLevel } from '../shared/notice/pack.ts'
import type {
  ActivitiesTable,
  ActivityChangeFilesTable,
  ActivityChangeRowsTable,
  ActivityChangesTable,
  ActivityFilesTable,
  ActivityModulesTable,
  ActivityValuesTable,
  TableWaysTable,
} from './schema-activities.ts'
import type { DeedsTable, PeopleTable } from './schema-deeds.ts'
import type {
  ChasesTable,
  DeviceLabelsTable,
  HeldFilesTable,
  IntakeBatchesTable,
  IntakeFilesTable,
  JointChoicesTable,
  OfficeContactsTable,
  OwnCardPackagesTable,
  PaperArrivalsTable,
  RecordReturnsTable,
  RegistrationsTable,
  ReturnPhrasesTable,
  RivalFilesTable,
  RivalRevisionsTable,
  RollupMarksTable,
  RollupRecordsTable,
  RollupsTable,
  RosterMarksTable,
  RostersTable,
  SetAsidesTable,
  SuccessionsTable,
  TrustEventsTable,
  UnprovenCardsTable,
} from './schema-exchange.ts'
import type {
  HandoverEventsTable,
  HandoverFilesTable,
  HandoverRecordsTable,
  HandoversTable,
} from './schema-handovers.ts'
import type { OwnNoticeFilesTable, OwnNoticesTable, OwnNoticeVersionsTable } from './schema-own-notices.ts'
import type {
  InboxRecordsTable,
  InboxTable,
  OutboxRecordsTable,
  OutboxTable,
  ReceiptRecordsTable,
  ReceiptsTable,
} from './schema-packages.ts'
import type {
  CalendarsTable,
  EarlierPapersTable,
  RemindersToldTable,
  ScansTable,
  WordCopiesTable,
} from './schema-papers.ts'
import type {
  CarriedStampsTable,
  NoticeFormsTable,
  PassedOnVersionsTable,
  ReceivedNoticesTable,
  RecordMoveFilesTable,
  RecordMovesTable,
} from './schema-published.ts'
import type {
  ConsentsTable,
  OriginsTable,
  PackageRootsTable,
  PurgedRecordsTable,
  PurgesTable,
  RecordKeysTable,
  RecordPackagesTable,
  RevealsTable,
  ReviewEntriesTable,
  ReviewersTable,
  ReviewHistoryTable,
  ReviewNotesTable,
  ReviewScoresTable,
  ReviewsTable,
  SentConsentsTable,
  SignedPackagesTable,
  VideoEntriesTable,
  VideoFilesTable,
} from './schema-videos.ts'

type Flag = 0 | 1
type Sealed = Buffer

export interface OfficesTable {
  office_id: string
  own: Generated<Flag>
  name: string
  level: OfficeLevel
  type: Generated<string>
  region: string | null
  card_seq: Generated<number>
  card_digest: string | null
  /** X25519 recipient (age1…) of the office. */
  age_recipient: string | null
  /** Own office only: `offices/<office_id>/age_identity_sealed`. */
  age_identity_sealed: Sealed | null
  upstream_office_id: string | null
  trusted_at: string | null
  created_at: string
  updated_at: string
}
export interface OfficeNamesTable {
  office_id: string
  valid_from: string
  name: string
}
export interface OfficeCardsTable {
  office_id: string
  card_seq: number
  digest: string
  card_json: string
  /** `waiting`: changes that a person must confirm. */
  state: Generated<'current' | 'waiting' | 'superseded'>
  taken_in_at: string
}
export interface DevicesTable {
  device_id: string
  office_id: string
  /** Public key in minisign form. */
  sign_key: string
  /** Own device only: `devices/<device_id>/private_sealed`. */
  private_sealed: Sealed | null
  valid_from: string
  revoked_at: string | null
}
export interface KeyWrapsTable {
  kind: 'passphrase' | 'recovery' | 'keychain'
  params_json: string
  wrapped: Buffer
  created_at: string
}
export interface SettingsTable {
  name: string
  value_json: string
}
export interface FormsTable {
  form_id: string
  form_version: string
  definition_json: string
}
export interface RecordsTable {
  record_id: string
  office_id: string
  device_id: string
  own: Flag
  notice_id: string
  notice_version: string
  form_id: string
  form_version: string
  created_at: string
  updated_at: string
  deleted_at: string | null
  /** 0015: 代录, when the papers of an office without the program came. */
  entered_at: string | null
}
export interface DraftsTable {
  record_id: string
  device_id: string
  draft_seq: number
  values_json: string
  /** JSON of the personal fields: `drafts/<record_id>/personal_sealed`. */
  personal_sealed: Sealed | null
  /** Number of blocking findings. */
  blocking: Generated<number>
  /** 1: differs from the latest revision, or there is none. */
  changed: Generated<Flag>
  saved_at: string
  /** What the register said last, by bound field (0014): tells a figure that follows it from one that a person wrote. */
  figures_json: string | null
}
export interface AttachmentsTable {
  /** SHA-256 of the clear bytes. */
  digest: string
  bytes: number
  media_type: string
  width: number | null
  height: number | null
  /** 1: the file is sealed at rest. */
  personal: Flag
  thumb: Buffer | null
  added_at: string
}
export interface DraftAttachmentsTable {
  record_id: string
  field: string
  digest: string
  title: string
  position: number
}
export interface RevisionsTable {
  record_id: string
  revision: number
  digest: string
  parent_digest: string | null
  device_id: string
  /** Canonical JSON of the FrozenRevision; its SHA-256 is `digest`. */
  frozen_json: string
  /** Canonical JSON of the PersonalDocument: `revisions/<record_id>-<revision>/personal_sealed`. */
  personal_sealed: Sealed | null
  frozen_at: string
  stamped_at: string | null
}
export interface RevisionAttachmentsTable {
  record_id: string
  revision: number
  field: string
  digest: string
  title: string
  position: number
}
export interface DocumentsTable {
  record_id: string
  revision: number
  masked: Flag
  /** SHA-256 of the clear PDF. */
  digest: string
  bytes: number
  sealed: Flag
  made_at: string
}
export interface PassedOnNoticesTable {
  notice_id: string
  direction: 'issue' | 'take'
  pack_json: string
  created_at: string
  updated_at: string
}
export interface OwnDatesTable {
  notice_id: string
  deliverable_id: string
  own_due_at: string
}
export interface TasksTable {
  task_id: string
  kind: 'export' | 'import' | 'verify' | 'receipt' | 'print'
  title: string
  state: 'running' | 'done' | 'failed' | 'cancelled' | 'interrupted'
  progress_json: string | null
  result_json: string | null
  problem_json: string | null
  started_at: string
  finished_at: string | null
  dismissed_at: string | null
}
export interface StoreSchema {
  device_labels: DeviceLabelsTable
  own_card_packages: OwnCardPackagesTable
  unproven_cards: UnprovenCardsTable
  trust_events: TrustEventsTable
  registrations: RegistrationsTable
  successions: SuccessionsTable
  intake_batches: IntakeBatchesTable
  intake_files: IntakeFilesTable
  held_files: HeldFilesTable
  set_asides: SetAsidesTable
  rival_revisions: RivalRevisionsTable
  rival_files: RivalFilesTable
  return_phrases: ReturnPhrasesTable
  record_returns: RecordReturnsTable
  rosters: RostersTable
  office_contacts: OfficeContactsTable
  roster_marks: RosterMarksTable
  chases: ChasesTable
  paper_arrivals: PaperArrivalsTable
  rollups: RollupsTable
  rollup_records: RollupRecordsTable
  rollup_marks: RollupMarksTable
  joint_choices: JointChoicesTable
  activities: ActivitiesTable
  activity_values: ActivityValuesTable
  activity_modules: ActivityModulesTable
  activity_files: ActivityFilesTable
  activity_changes: ActivityChangesTable
  activity_change_rows: ActivityChangeRowsTable
  activity_change_files: ActivityChangeFilesTable
  table_ways: TableWaysTable
  video_files: VideoFilesTable
  video_entries: VideoEntriesTable
  consents: ConsentsTable
  sent_consents: SentConsentsTable
  record_keys: RecordKeysTable
  reveals: RevealsTable
  purges: PurgesTable
  purged_records: PurgedRecordsTable
  signed_packages: SignedPackagesTable
  package_roots: PackageRootsTable
  record_packages: RecordPackagesTable
  origins: OriginsTable
  reviews: ReviewsTable
  reviewers: ReviewersTable
  review_entries: ReviewEntriesTable
  review_scores: ReviewScoresTable
  review_notes: ReviewNotesTable
  review_history: ReviewHistoryTable
  word_copies: WordCopiesTable
  scans: ScansTable
  people: PeopleTable
  deeds: DeedsTable
  calendars: CalendarsTable
  reminders_told: RemindersToldTable
  received_notices: ReceivedNoticesTable
  passed_on_versions: PassedOnVersionsTable
  notice_forms: NoticeFormsTable
  record_moves: RecordMovesTable
  record_move_files: RecordMoveFilesTable
  carried_stamps: CarriedStampsTable
  earlier_papers: EarlierPapersTable
  offices: OfficesTable
  office_names: OfficeNamesTable
  office_cards: OfficeCardsTable
  devices: DevicesTable
  key_wraps: KeyWrapsTable
  settings: SettingsTable
  forms: FormsTable
  records: RecordsTable
  drafts: DraftsTable
  attachments: AttachmentsTable
  draft_attachments: DraftAttachmentsTable
  revisions: RevisionsTable
  revision_attachments: RevisionAttachmentsTable
  documents: DocumentsTable
  passed_on_notices: PassedOnNoticesTable
  own_dates: OwnDatesTable
  tasks: TasksTable
  outbox: OutboxTable
  outbox_records: OutboxRecordsTable
  inbox: InboxTable
  inbox_records: InboxRecordsTable
  receipts: ReceiptsTable
  receipt_records: ReceiptRecordsTable
  own_notices: OwnNoticesTable
  own_notice_versions: OwnNoticeVersionsTable
  own_notice_files: OwnNoticeFilesTable
  handovers: HandoversTable
  handover_records: HandoverRecordsTable
  handover_files: HandoverFilesTable
  handover_events: HandoverEventsTable
}
