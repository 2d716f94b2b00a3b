/** Column types of 0015: the exchange between offices; see schema.ts. */
import type { Generated } from 'kysely'

type Sealed = Buffer

export interface DeviceLabelsTable {
  device_id: string
  name: string
}
export interface OwnCardPackagesTable {
  card_digest: string
  /** A whole package of kind office-card. */
  package: Buffer
  kept_at: string
}
export interface UnprovenCardsTable {
  office_id: string
  digest: string
  card_seq: number
  card_json: string
  taken_in_at: string
}
export interface TrustEventsTable {
  event_id: string
  office_id: string
  card_seq: number
  card_digest: string
  way: 'telephone' | 'paper' | 'scan'
  at: string
}
export interface RegistrationsTable {
  registration_id: string
  office_id: string
  digest: string
  title: string
  /** Eight groups as read off the paper; '' when no code was read. */
  groups: string
  verdict: 'match' | 'mismatch' | 'unreadable'
  card_seq: number | null
  added_at: string
  removed_at: string | null
}
export interface SuccessionsTable {
  old_office_id: string
  new_office_id: string
  kind: 'merged' | 'refounded' | 'carded'
  from_day: string
  entered_at: string
}
export interface IntakeBatchesTable {
  batch_id: string
  title: string
  state: 'running' | 'paused' | 'done'
  created_at: string
  finished_at: string | null
  /** Why it paused by itself: a ProblemData. */
  problem_json: string | null
}
export interface IntakeFilesTable {
  batch_id: string
  position: number
  path: string
  file_name: string
  bytes: number
  state: 'waiting' | 'done' | 'other'
  result: 'imported' | 'duplicate' | 'held' | 'refused' | 'failed' | null
  kind: string | null
  sender_office_id: string | null
  sender_name: string
  sequence: number | null
  volume_n: number | null
  volume_of: number | null
  tag_manifest_digest: string | null
  package_id: string | null
  records: Generated<number>
  findings_json: string
  problem_json: string | null
  done_at: string | null
}
export interface HeldFilesTable {
  tag_manifest_digest: string
  /** Where it came from. */
  path: string
  /** 1: a copy lies in held/<tag_manifest_digest>.zip. */
  kept: 0 | 1
  bytes: number
  kept_at: string
}
export interface SetAsidesTable {
  tag_manifest_digest: string
  reason: string
  at: string
}
export interface RivalRevisionsTable {
  digest: string
  record_id: string
  revision: number
  parent_digest: string | null
  device_id: string
  frozen_json: string
  /** rival_revisions/<record_id>-<digest>/personal_sealed */
  personal_sealed: Sealed | null
  /** JSON list of {field, digest, title, position}: its files stay in the store. */
  files_json: string
  frozen_at: string
  tag_manifest_digest: string | null
  kept_at: string
}
export interface RivalFilesTable {
  rival_digest: string
  digest: string
}
export interface ReturnPhrasesTable {
  phrase_id: string
  text: string
  /** '': for all forms. */
  form_id: string
  used: Generated<number>
  last_used_at: string | null
  removed_at: string | null
}
export interface RecordReturnsTable {
  return_id: string
  record_id: string
  revision: number
  source: 'receipt' | 'phone'
  receipt_id: string | null
  from_name: string
  fields_json: string
  /** JSON list of texts: record_returns/<record_id>-<return_id>/reasons_sealed */
  reasons_sealed: Sealed | null
  at: string
  entered_at: string
  unlocked_at: string | null
  unlocked_reason: string | null
  /** The revision that answers it. */
  answered_revision: number | null
  undone_at: string | null
}
export interface RostersTable {
  notice_id: string
  office_id: string
  position: number
}
export interface OfficeContactsTable {
  office_id: string
  phone: string
  note: string
}
export interface RosterMarksTable {
  notice_id: string
  office_id: string
  deliverable_id: string
  mark: 'excused'
  note: string
  at: string
}
export interface ChasesTable {
  chase_id: string
  notice_id: string
  office_id: string
  way: 'phone' | 'message' | 'paper'
  at: string
  note: string
  undone_at: string | null
}
export interface PaperArrivalsTable {
  paper_id: string
  /** The pile that it was put on; null: of no notice. */
  notice_id: string | null
  /** As read or typed, without the dash; '' when a photo showed none. */
  code: string
  verdict: 'match' | 'older' | 'mismatch' | 'unknown'
  record_id: string | null
  revision: number | null
  digest: string | null
  at: string
  removed_at: string | null
}
export interface RollupsTable {
  rollup_id: string
  notice_id: string
  form_id: string
  /** 1: the report; 2…: its supplements. */
  number: number
  /** A Rollup as it stood. */
  snapshot_json: string
  frozen_at: string
}
export interface RollupRecordsTable {
  notice_id: string
  form_id: string
  record_id: string
}
export interface RollupMarksTable {
  notice_id: string
  form_id: string
  record_id: string
  mark: 'left-out' | 'checked'
  /** '': of the whole row. */
  field: string
  /** The one that was asked about: what the next one says was not. */
  revision: number
  reason: string
  at: string
}
export interface JointChoicesTable {
  notice_id: string
  form_id: string
  joint_key: string
  /** Null: all of them count. */
  record_id: string | null
  reason: string
  at: string
}
