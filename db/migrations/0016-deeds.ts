import type { Migration } from './migration.ts'

/** 操作日志 and the people at the desk. */
export const deeds: Migration = {
  name: '0016-deeds',
  up(sqlite) {
    sqlite.exec(peopleSql)
    sqlite.exec(deedsSql)
  },
}

const peopleSql = `
-- Staff of our own office. Nobody is ever deleted: the log names them.
CREATE TABLE people (
  person_id TEXT PRIMARY KEY CHECK (length(person_id) = 36),
  name TEXT NOT NULL,
  duties_json TEXT NOT NULL CHECK (json_valid(duties_json)),
  added_at TEXT NOT NULL,
  left_at TEXT
) STRICT;
`

const deedsSql = `
-- Only ever added to; each entry stands on the digest of the one before.
CREATE TABLE deeds (
  seq INTEGER PRIMARY KEY CHECK (seq > 0),
  at TEXT NOT NULL,
  -- Name at that time; NULL: the program itself.
  person TEXT,
  deed TEXT NOT NULL,
  subject TEXT NOT NULL,
  subject_id TEXT NOT NULL,
  title TEXT NOT NULL,
  changes_json TEXT NOT NULL CHECK (json_valid(changes_json)),
  facts_json TEXT NOT NULL CHECK (json_valid(facts_json)),
  device_id TEXT NOT NULL,
  previous TEXT NOT NULL CHECK (length(previous) = 64),
  digest TEXT NOT NULL UNIQUE CHECK (length(digest) = 64)
) STRICT;
CREATE INDEX deeds_subject ON deeds (subject, subject_id, seq);
CREATE INDEX deeds_at ON deeds (at);

CREATE TRIGGER deeds_unchanged BEFORE UPDATE ON deeds BEGIN
  SELECT RAISE(ABORT, 'the log of deeds is only added to');
END;
CREATE TRIGGER deeds_undeleted BEFORE DELETE ON deeds BEGIN
  SELECT RAISE(ABORT, 'the log of deeds is only added to');
END;
CREATE TRIGGER deeds_in_order BEFORE INSERT ON deeds
WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM deeds) BEGIN
  SELECT RAISE(ABORT, 'a deed out of order');
END;
`
