import type { Migration } from './migration.ts'

/** A key for each record with personal fields, who looked at what, and what was purged. */
export const personal: Migration = {
  name: '0011-personal',
  up(sqlite) {
    sqlite.exec(`
-- No reference to records: a key is made when something is first sealed with it, and stands there before the record
-- that a package brings. Which key a sealed file was sealed with, its head says.
CREATE TABLE record_keys (
  record_id TEXT PRIMARY KEY CHECK (length(record_id) = 36),
  -- record_keys/<record_id>/key_sealed; null once it was destroyed.
  key_sealed BLOB,
  created_at TEXT NOT NULL,
  destroyed_at TEXT,
  CHECK ((key_sealed IS NULL) = (destroyed_at IS NOT NULL))
) STRICT;
-- Never the value.
CREATE TABLE reveals (
  reveal_id TEXT PRIMARY KEY CHECK (length(reveal_id) = 36),
  record_id TEXT NOT NULL REFERENCES records (record_id),
  field TEXT NOT NULL,
  -- From 0.
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
  -- The copies of the store that still held the keys then: a BackupsHolding.
  backups_json TEXT NOT NULL
) STRICT;
CREATE TABLE purged_records (
  record_id TEXT PRIMARY KEY REFERENCES records (record_id),
  purge_id TEXT NOT NULL REFERENCES purges (purge_id),
  title TEXT NOT NULL,
  files INTEGER NOT NULL CHECK (files >= 0)
) STRICT;
CREATE INDEX purged_records_purge ON purged_records (purge_id);
`)
  },
}
