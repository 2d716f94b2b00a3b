/** Column types of migration 0016. */
export interface PeopleTable {
  person_id: string
  name: string
  /** `DeskDuty[]` */
  duties_json: string
  added_at: string
  left_at: string | null
}
export interface DeedsTable {
  seq: number
  at: string
  person: string | null
  deed: string
  subject: string
  subject_id: string
  title: string
  /** `DeedChange[]` */
  changes_json: string
  facts_json: string
  device_id: string
  previous: string
  digest: string
}
