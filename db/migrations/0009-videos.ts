import type { Migration } from './migration.ts'

/** Video works: what the files say about themselves, and which papers belong together. */
export const videos: Migration = {
  name: '0009-videos',
  up(sqlite) {
    sqlite.exec(`
CREATE TABLE video_files (
  digest TEXT PRIMARY KEY REFERENCES attachments (digest) ON DELETE CASCADE,
  facts_json TEXT NOT NULL CHECK (json_valid(facts_json)),
  -- A picture out of the film, as JPEG; the page that plays it makes it.
  poster BLOB,
  inspected_at TEXT NOT NULL
) STRICT;
-- An entry is its registration form's record.
CREATE TABLE video_entries (
  entry_id TEXT PRIMARY KEY REFERENCES records (record_id),
  -- No reference: the letter may come in a later package.
  authorization_id TEXT UNIQUE CHECK (length(authorization_id) = 36),
  notice_id TEXT NOT NULL,
  deliverable_id TEXT NOT NULL,
  collected_at TEXT NOT NULL,
  way TEXT NOT NULL CHECK (way IN ('hand', 'folder', 'package'))
) STRICT;
CREATE INDEX video_entries_notice ON video_entries (notice_id);
`)
  },
}
