import type { Migration } from './migration.ts'

/** Stamped paper as photos and scans: hung on a revision from outside, its digest stays (bundle-format §1). */
export const scans: Migration = {
  name: '0005-scans',
  up(sqlite) {
    sqlite.exec(`
CREATE TABLE scans (
  scan_id TEXT PRIMARY KEY CHECK (length(scan_id) = 36),
  record_id TEXT NOT NULL,
  revision INTEGER NOT NULL,
  digest TEXT NOT NULL REFERENCES attachments (digest),
  pages INTEGER NOT NULL CHECK (pages > 0),
  verdict TEXT NOT NULL CHECK (verdict IN ('match', 'mismatch', 'unreadable', 'by-hand')),
  -- JSON list of what the paper says: record, revision, code; nothing personal.
  marks_json TEXT NOT NULL,
  -- 版本核对码 as a person typed it.
  typed_code TEXT,
  title TEXT NOT NULL,
  added_at TEXT NOT NULL,
  -- Set instead of deleting: it can be brought back.
  removed_at TEXT,
  -- The mark 已盖章 that came with this scan, and goes with it.
  stamped_at TEXT,
  FOREIGN KEY (record_id, revision) REFERENCES revisions (record_id, revision),
  UNIQUE (record_id, revision, digest)
) STRICT;
CREATE INDEX scans_digest ON scans (digest);
`)
  },
}
