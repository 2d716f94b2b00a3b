/** Column types of 0009 to 0013: video works, consents, personal data, evidence of origin, reviews. */

type Sealed = Buffer

/* 0009-videos */
export interface VideoFilesTable {
  digest: string
  /** A VideoFacts. */
  facts_json: string
  poster: Buffer | null
  inspected_at: string
}
export interface VideoEntriesTable {
  entry_id: string
  authorization_id: string | null
  notice_id: string
  deliverable_id: string
  collected_at: string
  way: 'hand' | 'folder' | 'package'
}

/* 0010-consents */
export interface ConsentsTable {
  record_id: string
  revision: number
  /** From 1. */
  position: number
  state: 'missing' | 'signed' | 'exception'
  scan_id: string | null
  /** `consents/<record_id>-<revision>-<position>/reason_sealed`. */
  reason_sealed: Sealed | null
  decided_at: string
}
export interface SentConsentsTable {
  package_id: string
  record_id: string
  /** SHA-256 in hex over who has decided what, without reasons. */
  sum: string
}

/* 0011-personal */
export interface RecordKeysTable {
  record_id: string
  /** `record_keys/<record_id>/key_sealed`; null once destroyed. */
  key_sealed: Sealed | null
  created_at: string
  destroyed_at: string | null
}
export interface RevealsTable {
  reveal_id: string
  record_id: string
  field: string
  row_number: number | null
  column_id: string | null
  reason: string
  at: string
}
export interface PurgesTable {
  purge_id: string
  at: string
  reason: string
  /** A BackupsHolding. */
  backups_json: string
}
export interface PurgedRecordsTable {
  record_id: string
  purge_id: string
  title: string
  files: number
}

/* 0012-evidence */
export interface SignedPackagesTable {
  tag_manifest_digest: string
  package_id: string
  sender_office_id: string
  sender_device_id: string
  recipient_office_id: string
  created_at: string
}
export interface PackageRootsTable {
  tag_manifest_digest: string
  name: string
  bytes: Buffer
}
export interface RecordPackagesTable {
  record_id: string
  revision: number
  tag_manifest_digest: string
}
export interface OriginsTable {
  record_id: string
  revision: number
  tag_manifest_digest: string
  office_id: string
  office_name: string
  sign_key: string
  forwarded_by: string
  verified_at: string
}

/* 0013-reviews */
export interface ReviewsTable {
  review_id: string
  notice_id: string
  deliverable_id: string
  settings_json: string
  state: 'open' | 'closed'
  created_at: string
  closed_at: string | null
}
export interface ReviewersTable {
  reviewer_id: string
  review_id: string
  name: string
  position: number
}
export interface ReviewEntriesTable {
  review_id: string
  entry_id: string
  number: number
  /** 0: an own draft that was never frozen. */
  revision: number
  seen_revision: number
  out_reason: string | null
  tie_decision: string | null
  tie_order: number | null
  tie_reason: string | null
  /** '': none. With a reason by hand, without by rank, fixed when the review was closed; null: by rank. */
  award_id: string | null
  award_reason: string | null
  certificate_sequence: number | null
  /** Void while the entry has no award. */
  certificate_number: string | null
  recommended_at: string | null
}
export interface ReviewScoresTable {
  review_id: string
  reviewer_id: string
  entry_id: string
  criterion_id: string
  points: string
  saved_at: string
}
export interface ReviewNotesTable {
  reviewer_id: string
  entry_id: string
  note: string
}
export interface ReviewHistoryTable {
  event_id: string
  review_id: string
  at: string
  what: string
  reason: string
}
