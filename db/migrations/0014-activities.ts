import type { Migration } from './migration.ts'

/** 活动登记: activities, their files, every change with its way back, and how senders write their tables. */
export const activities: Migration = {
  name: '0014-activities',
  up(sqlite) {
    sqlite.exec(`
-- What lists filter, sort and show; the facts themselves lie beside it, so that a scan reads little.
CREATE TABLE activities (
  activity_id TEXT PRIMARY KEY CHECK (length(activity_id) = 36),
  -- Goes up with every change.
  seq INTEGER NOT NULL CHECK (seq > 0),
  year INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('planned', 'held', 'cancelled')),
  title TEXT NOT NULL,
  unit TEXT NOT NULL,
  host TEXT NOT NULL,
  place TEXT NOT NULL,
  time_words TEXT NOT NULL,
  starts_on TEXT,
  ends_on TEXT,
  -- starts_on, or the year and -99-99: behind the dated ones of its year.
  sort_day TEXT NOT NULL,
  -- Characters put in the order of their sounds.
  sort_title TEXT NOT NULL,
  sort_unit TEXT NOT NULL,
  -- JSON: the notices that it counts for, as in its values.
  notices_json TEXT NOT NULL CHECK (json_valid(notices_json)),
  -- Real ones once held, else planned ones.
  onsite INTEGER,
  online INTEGER,
  -- Millionths of 万元 over all sources, exact; null: none.
  funds INTEGER,
  main INTEGER NOT NULL CHECK (main IN (0, 1)),
  pictures INTEGER NOT NULL,
  -- What is missing: 1 day, 2 numbers, 4 pictures, 8 risk plan.
  lacks INTEGER NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  deleted_at TEXT,
  -- Words to search in: NFKC, lower case, nothing personal. The last column: only a search reads it.
  search_text TEXT NOT NULL
) STRICT;
-- Covers counts and sums under every filter but the search and the notice; deleted_at, since SQLite asks for it again.
CREATE INDEX activities_days
  ON activities (sort_day, activity_id, state, unit, lacks, starts_on, ends_on, onsite, online, funds, deleted_at)
  WHERE deleted_at IS NULL;
CREATE INDEX activities_titles ON activities (sort_title, activity_id) WHERE deleted_at IS NULL;
CREATE INDEX activities_units ON activities (sort_unit, sort_day, activity_id) WHERE deleted_at IS NULL;
CREATE INDEX activities_updated ON activities (updated_at, activity_id) WHERE deleted_at IS NULL;
CREATE INDEX activities_gone ON activities (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE TABLE activity_values (
  activity_id TEXT PRIMARY KEY REFERENCES activities (activity_id) ON DELETE CASCADE,
  -- JSON of an ActivityValues without what is personal.
  values_json TEXT NOT NULL CHECK (json_valid(values_json)),
  -- JSON of an ActivityPersonal: activities/<activity_id>/personal_sealed.
  personal_sealed BLOB,
  -- JSON of fileName, sheet, row, sender; null: written by hand.
  came_from_json TEXT CHECK (came_from_json IS NULL OR json_valid(came_from_json))
) STRICT;
CREATE TABLE activity_modules (
  activity_id TEXT NOT NULL REFERENCES activities (activity_id) ON DELETE CASCADE,
  notice_id TEXT NOT NULL,
  -- '': of the notice, in no module.
  module_id TEXT NOT NULL,
  PRIMARY KEY (notice_id, module_id, activity_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX activity_modules_of ON activity_modules (activity_id);
CREATE TABLE activity_files (
  activity_id TEXT NOT NULL REFERENCES activities (activity_id) ON DELETE CASCADE,
  digest TEXT NOT NULL REFERENCES attachments (digest),
  title TEXT NOT NULL,
  position INTEGER NOT NULL,
  PRIMARY KEY (activity_id, digest)
) STRICT;
CREATE TABLE activity_changes (
  change_no INTEGER PRIMARY KEY,
  change_id TEXT NOT NULL UNIQUE CHECK (length(change_id) = 36),
  kind TEXT NOT NULL CHECK (kind IN ('create', 'save', 'edit', 'duplicate', 'remove', 'take', 'files')),
  words TEXT NOT NULL,
  -- Activities in it.
  count INTEGER NOT NULL,
  at TEXT NOT NULL,
  undone_at TEXT
) STRICT;
CREATE TABLE activity_change_rows (
  change_id TEXT NOT NULL REFERENCES activity_changes (change_id) ON DELETE CASCADE,
  activity_id TEXT NOT NULL,
  -- What differs, as it was and as it is then (electron/core/activities/state.ts): values, files, deleted, sealed.
  before_json TEXT NOT NULL,
  before_sealed BLOB,
  after_json TEXT NOT NULL,
  after_sealed BLOB,
  -- Digests of the whole of it: whether it was changed since.
  before_mark TEXT NOT NULL,
  after_mark TEXT NOT NULL,
  PRIMARY KEY (change_id, activity_id)
) STRICT;
CREATE INDEX activity_change_rows_of ON activity_change_rows (activity_id);
-- Files that going back or forth would need again.
CREATE TABLE activity_change_files (
  change_id TEXT NOT NULL REFERENCES activity_changes (change_id) ON DELETE CASCADE,
  digest TEXT NOT NULL REFERENCES attachments (digest),
  PRIMARY KEY (change_id, digest)
) STRICT, WITHOUT ROWID;
-- How a sender writes its lists, as a person confirmed it.
CREATE TABLE table_ways (
  sender TEXT NOT NULL,
  -- SHA-256 over the labels of the header.
  header TEXT NOT NULL,
  columns_json TEXT NOT NULL CHECK (json_valid(columns_json)),
  confirmed_at TEXT NOT NULL,
  PRIMARY KEY (sender, header)
) STRICT;
-- What the register said last for each bound field of a draft (JSON of field: text or null); null: never compared.
ALTER TABLE drafts ADD COLUMN figures_json TEXT CHECK (figures_json IS NULL OR json_valid(figures_json));
`)
  },
}
