import type { Migration } from './migration.ts'

/** Notices that other offices published, and records that move on to a later version of their notice. */
export const publishedNotices: Migration = {
  name: '0007-published-notices',
  up(sqlite) {
    sqlite.exec(sql)
  },
}

// What we published ourselves is found through the outbox.
const sql = `
CREATE TABLE received_notices (
  -- Bears the office that published it: no other office can give this id.
  notice_id TEXT NOT NULL,
  version INTEGER NOT NULL CHECK (version >= 1),
  -- SHA-256 of pack_json, as signed.
  digest TEXT NOT NULL CHECK (length(digest) = 64),
  pack_json TEXT NOT NULL CHECK (json_valid(pack_json)),
  sender_office_id TEXT NOT NULL,
  package_id TEXT NOT NULL,
  received_at TEXT NOT NULL,
  -- waiting: from an office that is not above us; counts for nothing until a person says so.
  state TEXT NOT NULL CHECK (state IN ('current', 'superseded', 'waiting')),
  PRIMARY KEY (notice_id, version)
) STRICT;

-- Passed-on notices that a later one replaced.
CREATE TABLE passed_on_versions (
  notice_id TEXT NOT NULL,
  version TEXT NOT NULL,
  pack_json TEXT NOT NULL CHECK (json_valid(pack_json)),
  PRIMARY KEY (notice_id, version)
) STRICT;

-- Forms that bear the id and version of another form of the table forms: they count for their notice alone.
CREATE TABLE notice_forms (
  notice_id TEXT NOT NULL,
  form_id TEXT NOT NULL,
  form_version TEXT NOT NULL,
  definition_json TEXT NOT NULL CHECK (json_valid(definition_json)),
  PRIMARY KEY (notice_id, form_id, form_version)
) STRICT;

CREATE TABLE record_moves (
  record_id TEXT NOT NULL REFERENCES records (record_id),
  move INTEGER NOT NULL CHECK (move >= 1),
  from_notice_version TEXT NOT NULL,
  from_form_version TEXT NOT NULL,
  to_notice_version TEXT NOT NULL,
  to_form_version TEXT NOT NULL,
  -- JSON of the values that the later form does not ask for: record_moves/<record_id>-<move>/kept_sealed.
  kept_sealed BLOB,
  moved_at TEXT NOT NULL,
  undone_at TEXT,
  PRIMARY KEY (record_id, move)
) STRICT;

CREATE TABLE record_move_files (
  record_id TEXT NOT NULL,
  move INTEGER NOT NULL,
  field TEXT NOT NULL,
  digest TEXT NOT NULL REFERENCES attachments (digest),
  title TEXT NOT NULL,
  PRIMARY KEY (record_id, move, field, digest),
  FOREIGN KEY (record_id, move) REFERENCES record_moves (record_id, move)
) STRICT;
CREATE INDEX record_move_files_digest ON record_move_files (digest);

-- The printed page did not change with the notice: the seal on the paper of an earlier revision counts on.
CREATE TABLE carried_stamps (
  record_id TEXT NOT NULL,
  revision INTEGER NOT NULL,
  from_revision INTEGER NOT NULL,
  PRIMARY KEY (record_id, revision),
  FOREIGN KEY (record_id, revision) REFERENCES revisions (record_id, revision)
) STRICT;
`
