/** Column types of 0004 to 0008: earlier papers, scans, calendars, Word copies. */

type Sealed = Buffer

/* 0004-earlier-papers */
export interface EarlierPapersTable {
  paper_id: string
  form_id: string
  digest: string
  /** JSON of name, rows and text: `earlier_papers/<paper_id>/reading_sealed`. */
  reading_sealed: Sealed
  added_at: string
}

/* 0005-scans */
export interface ScansTable {
  scan_id: string
  record_id: string
  revision: number
  digest: string
  pages: number
  verdict: 'match' | 'mismatch' | 'unreadable' | 'by-hand'
  /** JSON list of what the paper says: record, revision, code. */
  marks_json: string
  typed_code: string | null
  title: string
  added_at: string
  removed_at: string | null
  /** The mark 已盖章 that came with this scan, and goes with it. */
  stamped_at: string | null
}

/* 0006-calendars */
export interface CalendarsTable {
  year: number
  calendar_json: string
  file_name: string
  added_at: string
}
export interface RemindersToldTable {
  reminder_key: string
  told_at: string
}

/* 0008-word-copies */
export interface WordCopiesTable {
  record_id: string
  draft_seq: number
  saved_at: string
  form_version: string
  office_name: string
  values_json: string
  /** `word_copies/<record_id>-<draft_seq>-<saved_at>/personal_sealed`. */
  personal_sealed: Sealed | null
  /** JSON list of the files that the paper showed. */
  files_json: string
  written_at: string
}
