/** Column types of 0014: the activity register. */

type Flag = 0 | 1

export interface ActivitiesTable {
  activity_id: string
  seq: number
  year: number
  state: 'planned' | 'held' | 'cancelled'
  title: string
  unit: string
  starts_on: string | null
  ends_on: string | null
  onsite: number | null
  online: number | null
  /** Millionths of 万元. */
  funds: number | null
  main: Flag
  pictures: number
  search_text: string
  /** An ActivityValues without `personal`. */
  values_json: string
  /** `activities/<activity_id>/personal_sealed`. */
  personal_sealed: Buffer | null
  came_from_json: string | null
  created_at: string
  updated_at: string
  deleted_at: string | null
}
export interface ActivityModulesTable {
  activity_id: string
  notice_id: string
  module_id: string
}
export interface ActivityFilesTable {
  activity_id: string
  digest: string
  title: string
  position: number
}
export interface ActivityChangesTable {
  change_id: string
  kind: 'create' | 'save' | 'edit' | 'duplicate' | 'remove' | 'take' | 'files'
  words: string
  at: string
  undone_at: string | null
}
export interface ActivityChangeRowsTable {
  change_id: string
  activity_id: string
  before_json: string | null
  before_sealed: Buffer | null
  after_json: string | null
  after_sealed: Buffer | null
}
export interface TableWaysTable {
  sender: string
  header: string
  columns_json: string
  confirmed_at: string
}
