/** Column types of 0002: notices of this office's own making. */
import type { Generated } from 'kysely'

type Flag = 0 | 1

export interface OwnNoticesTable {
  notice_id: string
  draft_json: string
  /** 1: the draft differs from the latest version, or there is none. */
  changed: Generated<Flag>
  source_json: string | null
  created_at: string
  updated_at: string
  discarded_at: string | null
}
export interface OwnNoticeVersionsTable {
  notice_id: string
  version: number
  pack_json: string
  in_force_at: string
}
export interface OwnNoticeFilesTable {
  notice_id: string
  /** 0 is the received file, 1… the pictures of its pages. */
  position: number
  digest: string
}
