import type { Migration } from './migration.ts'

/** 活动登记: activities, their files, every change with its way back, and how senders write their tables. */
export const activities: Migration = {
  name: '0014-activities',
  up(sqlite) {
    sqlite.exec(`
CREATE TABLE activities (
  activity_id TEXT PRIMARY KEY CHECK (length(activity_id) = 36),
  -- Goes up with every change.
  seq INTEGER NOT NULL CHECK (seq > 0),
  year INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('planned', 'held', 'cancelled')),
  title TEXT NOT NULL,
  unit TEXT NOT NULL,
  starts_on TEXT,
  ends_on TEXT,
  -- Real ones once held, else planned ones.
  onsite INTEGER,
  online INTEGER,
  -- Millionths of 万元 over all sources, exact; null: none.
  funds INTEGER,
  main INTEGER NOT NULL CHECK (main IN (0, 1)),
  pictures INTEGER NOT NULL DEFAULT 0,
  -- Words to search in, lower case.
  search_text TEXT NOT NULL,
  values_json TEXT NOT NULL CHECK (json_valid(values_json)),
  -- JSON of an ActivityPersonal: activities/<activity_id>/personal_sealed.
  personal_sealed BLOB,
  -- JSON of fileName, sheet, row, sender; null: written by hand.
  came_from_json TEXT CHECK (came_from_json IS NULL OR json_valid(came_from_json)),
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  deleted_at TEXT
) STRICT;
CREATE INDEX activities_day ON activities (year, starts_on, activity_id) WHERE deleted_at IS NULL;
CREATE TABLE activity_modules (
  activity_id TEXT NOT NULL REFERENCES activities (activity_id),
  notice_id TEXT NOT NULL,
  -- '': of the notice, in no module.
  module_id TEXT NOT NULL,
  PRIMARY KEY (notice_id, module_id, activity_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX activity_modules_of ON activity_modules (activity_id);
CREATE TABLE activity_files (
  activity_id TEXT NOT NULL REFERENCES activities (activity_id),
  digest TEXT NOT NULL REFERENCES attachments (digest),
  title TEXT NOT NULL,
  position INTEGER NOT NULL,
  PRIMARY KEY (activity_id, digest)
) STRICT;
CREATE TABLE activity_changes (
  change_id TEXT PRIMARY KEY CHECK (length(change_id) = 36),
  kind TEXT NOT NULL CHECK (kind IN ('create', 'save', 'edit', 'duplicate', 'remove', 'take', 'files')),
  words TEXT NOT NULL,
  at TEXT NOT NULL,
  undone_at TEXT
) STRICT;
CREATE INDEX activity_changes_at ON activity_changes (at);
CREATE TABLE activity_change_rows (
  change_id TEXT NOT NULL REFERENCES activity_changes (change_id) ON DELETE CASCADE,
  activity_id TEXT NOT NULL,
  -- Whole rows as JSON (values, files, deleted_at); null: it was not there.
  before_json TEXT,
  before_sealed BLOB,
  after_json TEXT,
  after_sealed BLOB,
  PRIMARY KEY (change_id, activity_id)
) STRICT;
-- How a sender writes its lists, as a person confirmed it.
CREATE TABLE table_ways (
  sender TEXT NOT NULL,
  -- SHA-256 over the labels of the header.
  header TEXT NOT NULL,
  columns_json TEXT NOT NULL CHECK (json_valid(columns_json)),
  confirmed_at TEXT NOT NULL,
  PRIMARY KEY (sender, header)
) STRICT;
`)
  },
}
