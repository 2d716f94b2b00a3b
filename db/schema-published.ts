/** Column types of 0007-published-notices; see schema.ts. */

export interface ReceivedNoticesTable {
  /** Bears the office that published it. */
  notice_id: string
  version: number
  /** SHA-256 of pack_json, as signed. */
  digest: string
  pack_json: string
  sender_office_id: string
  package_id: string
  received_at: string
  /** `waiting`: not from above; counts for nothing until a person says so. */
  state: 'current' | 'superseded' | 'waiting'
}
export interface PassedOnVersionsTable {
  notice_id: string
  version: string
  pack_json: string
}
export interface NoticeFormsTable {
  notice_id: string
  form_id: string
  form_version: string
  definition_json: string
}
export interface RecordMovesTable {
  record_id: string
  move: number
  from_notice_version: string
  from_form_version: string
  to_notice_version: string
  to_form_version: string
  /** JSON of values: `record_moves/<record_id>-<move>/kept_sealed`. */
  kept_sealed: Buffer | null
  moved_at: string
  undone_at: string | null
}
export interface RecordMoveFilesTable {
  record_id: string
  move: number
  field: string
  digest: string
  title: string
}
export interface CarriedStampsTable {
  record_id: string
  revision: number
  from_revision: number
}
