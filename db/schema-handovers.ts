/** Column types of 0003-handovers; see schema.ts. */

type Flag = 0 | 1
type Sealed = Buffer

export interface HandoversTable {
  handover_id: string
  office_id: string
  device_id: string
  notice_id: string
  notice_version: string
  recipient_id: string | null
  recipient_name: string
  /** `writing`: on its way when a crash came; settled at the next start. */
  state: 'writing' | 'written' | 'cancelled'
  kind: 'folder' | 'zip'
  masked: Flag
  limit_bytes: number | null
  parts: number
  /** The folder under its final name. */
  path: string
  message: string
  created_at: string
  written_at: string | null
  withdrawn_at: string | null
}
export interface HandoverRecordsTable {
  handover_id: string
  record_id: string
  revision: number
  digest: string
  position: number
}
export interface HandoverFilesTable {
  handover_id: string
  position: number
  name: string
  /** From 1; 0: beside the parts, larger than the limit. */
  part: number
  record_id: string | null
  bytes: number
  sha256: string
}
export interface HandoverEventsTable {
  event_id: string
  handover_id: string
  device_id: string
  kind: 'given' | 'confirmed' | 'returned'
  way: string | null
  at: string
  /** JSON of department, reason and note: `handover_events/<event_id>/words_sealed`. */
  words_sealed: Sealed | null
  entered_at: string
  undone_at: string | null
}
