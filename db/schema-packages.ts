/** Column types of packages: what went out, what came in, receipts; see schema.ts. */
import type { Generated } from 'kysely'

type Sealed = Buffer

export interface OutboxTable {
  package_id: string
  group_id: string | null
  kind: 'submission' | 'receipt' | 'notice' | 'office-card'
  /** '' for a package to nobody in particular. */
  recipient_office_id: Generated<string>
  device_id: string
  sequence: number
  volume_n: Generated<number>
  volume_of: Generated<number>
  previous_digest: string | null
  notice_id: string | null
  /** Everything that is fixed before the first byte is written. */
  plan_json: string
  tag_manifest_digest: string | null
  state: 'frozen' | 'written' | 'cancelled'
  bytes: Generated<number>
  sha256: string | null
  file_name: string
  created_at: string
  written_at: string | null
}
export interface OutboxRecordsTable {
  package_id: string
  record_id: string
  revision: number
  digest: string
}
export interface InboxTable {
  tag_manifest_digest: string
  package_id: string
  kind: 'submission' | 'receipt' | 'notice' | 'office-card'
  sender_office_id: string
  sender_device_id: string
  sender_name: string
  sequence: number
  volume_n: Generated<number>
  volume_of: Generated<number>
  previous_digest: string | null
  notice_id: string | null
  result: 'imported' | 'held' | 'refused'
  findings_json: string
  package_json: string | null
  file_name: string
  received_at: string
  receipt_written_at: string | null
}
export interface InboxRecordsTable {
  tag_manifest_digest: string
  record_id: string
  revision: number
  digest: string
  state: 'received' | 'accepted' | 'returned'
  /** JSON list of reasons: `inbox_records/<tag_manifest_digest>-<record_id>-<revision>/reasons_sealed`. */
  reasons_sealed: Sealed | null
  decided_at: string | null
  /** 0015: JSON list, one entry a reason: the field that it is about, or null. */
  fields_json: string | null
}
export interface ReceiptsTable {
  receipt_id: string
  /** `in`: about our packages; `out`: written by us. */
  direction: 'in' | 'out'
  package_id: string
  tag_manifest_digest: string
  issuer_office_id: string
  addressee_office_id: string
  sequence: number
  previous_digest: string | null
  receipt_json: string
  digest: string
  created_at: string
}
export interface ReceiptRecordsTable {
  receipt_id: string
  record_id: string
  revision: number
  digest: string
  state: 'received' | 'accepted' | 'returned'
  /** JSON list of reasons: `receipt_records/<receipt_id>-<record_id>-<revision>/reasons_sealed`. */
  reasons_sealed: Sealed | null
  /** 0015: as in inbox_records. */
  fields_json: string | null
}
