/** Column types of 0014: the activity register. */
import type { ColumnType, Generated } from 'kysely'

type Flag = 0 | 1

export interface ActivitiesTable {
  activity_id: string
  seq: number
  year: number
  state: 'planned' | 'held' | 'cancelled'
  title: string
  unit: string
  host: string
  place: string
  time_words: string
  starts_on: string | null
  ends_on: string | null
  sort_day: string
  sort_title: string
  sort_unit: string
  notices_json: string
  onsite: number | null
  online: number | null
  /** Millionths of 万元: more than a number holds exactly, so they are read as text. */
  funds: ColumnType<number | null, bigint | null, bigint | null>
  main: Flag
  pictures: number
  /** Bits: 1 day, 2 numbers, 4 pictures, 8 risk plan. */
  lacks: number
  created_at: string
  updated_at: string
  deleted_at: string | null
  search_text: string
}
export interface ActivityValuesTable {
  activity_id: string
  /** An ActivityValues without `personal`. */
  values_json: string
  /** `activities/<activity_id>/personal_sealed`. */
  personal_sealed: Buffer | null
  came_from_json: string | null
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
  change_no: Generated<number>
  change_id: string
  kind: 'create' | 'save' | 'edit' | 'duplicate' | 'remove' | 'take' | 'files'
  words: string
  count: number
  at: string
  undone_at: string | null
}
export interface ActivityChangeRowsTable {
  change_id: string
  activity_id: string
  before_json: string
  before_sealed: Buffer | null
  after_json: string
  after_sealed: Buffer | null
  before_mark: string
  after_mark: string
}
export interface ActivityChangeFilesTable {
  change_id: string
  digest: string
}
export interface TableWaysTable {
  sender: string
  header: string
  columns_json: string
  confirmed_at: string
}
