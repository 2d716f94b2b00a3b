import type { Migration } from './migration.ts'

/** What a draft said when a Word document of it was written: an edited one is compared with this. */
export const wordCopies: Migration = {
  name: '0008-word-copies',
  up(sqlite) {
    sqlite.exec(`
CREATE TABLE word_copies (
  record_id TEXT NOT NULL REFERENCES records (record_id),
  draft_seq INTEGER NOT NULL CHECK (draft_seq >= 0),
  saved_at TEXT NOT NULL,
  form_version TEXT NOT NULL,
  office_name TEXT NOT NULL,
  values_json TEXT NOT NULL CHECK (json_valid(values_json)),
  -- word_copies/<record_id>-<draft_seq>-<saved_at>/personal_sealed.
  personal_sealed BLOB,
  files_json TEXT NOT NULL CHECK (json_valid(files_json)),
  written_at TEXT NOT NULL,
  PRIMARY KEY (record_id, draft_seq, saved_at)
) STRICT;
`)
  },
}
