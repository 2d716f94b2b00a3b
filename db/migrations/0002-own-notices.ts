import type { Migration } from './migration.ts'

/** 自建通知: what the clerk works at, the versions that were put in force, and the received file. */
export const ownNotices: Migration = {
  name: '0002-own-notices',
  up(sqlite) {
    sqlite.exec(`
CREATE TABLE own_notices (
  notice_id TEXT PRIMARY KEY CHECK (length(notice_id) BETWEEN 8 AND 40),
  draft_json TEXT NOT NULL CHECK (json_valid(draft_json)),
  -- 1: the draft differs from the latest version, or there is none.
  changed INTEGER NOT NULL DEFAULT 1 CHECK (changed IN (0, 1)),
  -- What was read from the received file; null when the notice began empty or as a copy.
  source_json TEXT CHECK (source_json IS NULL OR json_valid(source_json)),
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  discarded_at TEXT
) STRICT;

CREATE TABLE own_notice_versions (
  notice_id TEXT NOT NULL REFERENCES own_notices (notice_id),
  version INTEGER NOT NULL CHECK (version >= 1),
  pack_json TEXT NOT NULL CHECK (json_valid(pack_json)),
  in_force_at TEXT NOT NULL,
  PRIMARY KEY (notice_id, version)
) STRICT;

CREATE TABLE own_notice_files (
  notice_id TEXT NOT NULL REFERENCES own_notices (notice_id),
  -- 0 is the received file, 1… the pictures of its pages.
  position INTEGER NOT NULL CHECK (position >= 0),
  digest TEXT NOT NULL REFERENCES attachments (digest),
  PRIMARY KEY (notice_id, position)
) STRICT;
CREATE INDEX own_notice_files_digest ON own_notice_files (digest);
`)
  },
}
