import type { StoreSchema } from '../../db/schema.ts'

type ExchangeTables =
  | 'device_labels'
  | 'trust_events'
  | 'registrations'
  | 'successions'
  | 'intake_batches'
  | 'intake_files'
  | 'held_files'
  | 'set_asides'
  | 'rival_revisions'
  | 'rival_files'
  | 'return_phrases'
  | 'record_returns'
  | 'rosters'
  | 'office_contacts'
  | 'roster_marks'
  | 'chases'
  | 'paper_arrivals'
  | 'rollups'
  | 'rollup_records'
  | 'rollup_marks'
  | 'joint_choices'
  | 'own_card_packages'
  | 'unproven_cards'

/** Of migration 0015; see schema-columns.ts. */
export const exchangeColumns: { [T in ExchangeTables]: (keyof StoreSchema[T])[] } = {
  device_labels: ['device_id', 'name'],
  trust_events: ['event_id', 'office_id', 'card_seq', 'card_digest', 'way', 'at'],
  registrations: [
    'registration_id',
    'office_id',
    'digest',
    'title',
    'groups',
    'verdict',
    'card_seq',
    'added_at',
    'removed_at',
  ],
  successions: ['old_office_id', 'new_office_id', 'kind', 'from_day', 'entered_at'],
  intake_batches: ['batch_id', 'title', 'state', 'created_at', 'finished_at', 'problem_json'],
  intake_files: [
    'batch_id',
    'position',
    'path',
    'file_name',
    'bytes',
    'state',
    'result',
    'kind',
    'sender_office_id',
    'sender_name',
    'sequence',
    'volume_n',
    'volume_of',
    'tag_manifest_digest',
    'package_id',
    'records',
    'findings_json',
    'problem_json',
    'done_at',
  ],
  held_files: ['tag_manifest_digest', 'path', 'kept', 'bytes', 'kept_at'],
  set_asides: ['tag_manifest_digest', 'reason', 'at'],
  rival_revisions: [
    'digest',
    'record_id',
    'revision',
    'parent_digest',
    'device_id',
    'frozen_json',
    'personal_sealed',
    'files_json',
    'frozen_at',
    'tag_manifest_digest',
    'kept_at',
  ],
  rival_files: ['rival_digest', 'digest'],
  return_phrases: ['phrase_id', 'text', 'form_id', 'used', 'last_used_at', 'removed_at'],
  record_returns: [
    'return_id',
    'record_id',
    'revision',
    'source',
    'receipt_id',
    'from_name',
    'fields_json',
    'reasons_sealed',
    'at',
    'entered_at',
    'unlocked_at',
    'unlocked_reason',
    'answered_revision',
    'undone_at',
  ],
  rosters: ['notice_id', 'office_id', 'position'],
  office_contacts: ['office_id', 'phone', 'note'],
  roster_marks: ['notice_id', 'office_id', 'deliverable_id', 'mark', 'note', 'at'],
  chases: ['chase_id', 'notice_id', 'office_id', 'way', 'at', 'note', 'undone_at'],
  paper_arrivals: ['paper_id', 'notice_id', 'code', 'verdict', 'record_id', 'revision', 'digest', 'at', 'removed_at'],
  rollups: ['rollup_id', 'notice_id', 'form_id', 'number', 'snapshot_json', 'frozen_at'],
  rollup_records: ['notice_id', 'form_id', 'record_id'],
  rollup_marks: ['notice_id', 'form_id', 'record_id', 'mark', 'field', 'revision', 'reason', 'at'],
  joint_choices: ['notice_id', 'form_id', 'joint_key', 'record_id', 'reason', 'at'],
  own_card_packages: ['card_digest', 'package', 'kept_at'],
  unproven_cards: ['office_id', 'digest', 'card_seq', 'card_json', 'taken_in_at'],
}
