import type { Migration } from './migration.ts'

/** A key for each record with personal fields, who looked at what, and what was purged. */
export const personal: Migration = {
  name: '0011-personal',
  up(sqlite) {
    sqlite.exec(`
CREATE TABLE record_keys (
  record_id TEXT PRIMARY KEY REFERENCES records (record_id),
  -- record_keys/<record_id>/key_sealed; null once it was destroyed.
  key_sealed BLOB,
  created_at TEXT NOT NULL,
  destroyed_at TEXT
) STRICT;
-- Which key a sealed file was sealed with; absent: the store's.
CREATE TABLE file_keys (
  digest TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('attachments', 'documents')),
  record_id TEXT NOT NULL REFERENCES record_keys (record_id),
  PRIMARY KEY (digest, kind)
) STRICT;
CREATE TABLE reveals (
  reveal_id TEXT PRIMARY KEY CHECK (length(reveal_id) = 36),
  record_id TEXT NOT NULL REFERENCES records (record_id),
  field TEXT NOT NULL,
  row_number INTEGER,
  column_id TEXT,
  reason TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT;
CREATE INDEX reveals_record ON reveals (record_id);
CREATE TABLE purges (
  purge_id TEXT PRIMARY KEY CHECK (length(purge_id) = 36),
  at TEXT NOT NULL,
  reason TEXT NOT NULL,
  backups_until TEXT
) STRICT;
CREATE TABLE purged_records (
  record_id TEXT PRIMARY KEY REFERENCES records (record_id),
  purge_id TEXT NOT NULL REFERENCES purges (purge_id),
  title TEXT NOT NULL,
  files INTEGER NOT NULL CHECK (files >= 0)
) STRICT;
`)
  },
}
