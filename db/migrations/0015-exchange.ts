import type { Migration } from './migration.ts'

/** The exchange: computers and successions of offices, batches of packages, returns, rosters, paper, roll-ups. */
export const exchange: Migration = {
  name: '0015-exchange',
  up(sqlite) {
    sqlite.exec(trustSql)
    sqlite.exec(intakeSql)
    sqlite.exec(returnsSql)
    sqlite.exec(rosterSql)
    sqlite.exec(rollupSql)
  },
}

const trustSql = `
-- What this office calls the computers on its card.
CREATE TABLE device_labels (
  device_id TEXT PRIMARY KEY,
  name TEXT NOT NULL
) STRICT;

-- Signed packages of our own cards that the key of this PC cannot sign: the PC that let it in did, or the key before it.
CREATE TABLE own_card_packages (
  card_digest TEXT PRIMARY KEY CHECK (length(card_digest) = 64),
  package BLOB NOT NULL,
  kept_at TEXT NOT NULL
) STRICT;

-- Cards that no key of the office's card as we know it signed: keys lost, or forged. Only stamped paper promotes one.
CREATE TABLE unproven_cards (
  office_id TEXT NOT NULL REFERENCES offices (office_id),
  digest TEXT NOT NULL CHECK (length(digest) = 64),
  card_seq INTEGER NOT NULL,
  card_json TEXT NOT NULL CHECK (json_valid(card_json)),
  taken_in_at TEXT NOT NULL,
  PRIMARY KEY (office_id, digest)
) STRICT;

-- Each time a person compared a 指纹码.
CREATE TABLE trust_events (
  event_id TEXT PRIMARY KEY CHECK (length(event_id) = 36),
  office_id TEXT NOT NULL REFERENCES offices (office_id),
  card_seq INTEGER NOT NULL,
  card_digest TEXT NOT NULL,
  way TEXT NOT NULL CHECK (way IN ('telephone', 'paper', 'scan')),
  at TEXT NOT NULL
) STRICT;
CREATE INDEX trust_events_office ON trust_events (office_id, at);

-- Scans of stamped 单位备案表.
CREATE TABLE registrations (
  registration_id TEXT PRIMARY KEY CHECK (length(registration_id) = 36),
  office_id TEXT NOT NULL REFERENCES offices (office_id),
  digest TEXT NOT NULL REFERENCES attachments (digest),
  title TEXT NOT NULL,
  -- Eight groups as read off the paper; '' when no code was read.
  groups TEXT NOT NULL,
  verdict TEXT NOT NULL CHECK (verdict IN ('match', 'mismatch', 'unreadable')),
  card_seq INTEGER,
  added_at TEXT NOT NULL,
  removed_at TEXT
) STRICT;
CREATE INDEX registrations_office ON registrations (office_id);
CREATE INDEX registrations_digest ON registrations (digest);

CREATE TABLE successions (
  old_office_id TEXT PRIMARY KEY REFERENCES offices (office_id),
  new_office_id TEXT NOT NULL REFERENCES offices (office_id),
  kind TEXT NOT NULL CHECK (kind IN ('merged', 'refounded', 'carded')),
  from_day TEXT NOT NULL,
  entered_at TEXT NOT NULL,
  CHECK (old_office_id <> new_office_id)
) STRICT;
CREATE INDEX successions_new ON successions (new_office_id);
`

const intakeSql = `
CREATE TABLE intake_batches (
  batch_id TEXT PRIMARY KEY CHECK (length(batch_id) = 36),
  title TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('running', 'paused', 'done')),
  created_at TEXT NOT NULL,
  finished_at TEXT,
  -- Why it paused by itself.
  problem_json TEXT CHECK (problem_json IS NULL OR json_valid(problem_json))
) STRICT;

CREATE TABLE intake_files (
  batch_id TEXT NOT NULL REFERENCES intake_batches (batch_id),
  position INTEGER NOT NULL,
  path TEXT NOT NULL,
  file_name TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'done', 'other')),
  result TEXT CHECK (result IN ('imported', 'duplicate', 'held', 'refused', 'failed')),
  kind TEXT,
  sender_office_id TEXT,
  sender_name TEXT NOT NULL,
  sequence INTEGER,
  volume_n INTEGER,
  volume_of INTEGER,
  tag_manifest_digest TEXT,
  package_id TEXT,
  records INTEGER NOT NULL DEFAULT 0,
  findings_json TEXT NOT NULL CHECK (json_valid(findings_json)),
  problem_json TEXT CHECK (problem_json IS NULL OR json_valid(problem_json)),
  done_at TEXT,
  PRIMARY KEY (batch_id, position)
) STRICT;
CREATE INDEX intake_files_digest ON intake_files (tag_manifest_digest);

-- A held package lies in held/<tag_manifest_digest>.zip, so that the stick may go; an unpacked one stays where it is.
CREATE TABLE held_files (
  tag_manifest_digest TEXT PRIMARY KEY CHECK (length(tag_manifest_digest) = 64),
  -- Where it came from; kept: a copy lies in held/.
  path TEXT NOT NULL,
  kept INTEGER NOT NULL CHECK (kept IN (0, 1)),
  bytes INTEGER NOT NULL,
  kept_at TEXT NOT NULL
) STRICT;

-- A held package that a person decided not to take in.
CREATE TABLE set_asides (
  tag_manifest_digest TEXT PRIMARY KEY CHECK (length(tag_manifest_digest) = 64),
  reason TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT;

-- Of two revisions under one number the one that does not count.
CREATE TABLE rival_revisions (
  digest TEXT PRIMARY KEY CHECK (length(digest) = 64),
  record_id TEXT NOT NULL REFERENCES records (record_id),
  revision INTEGER NOT NULL,
  parent_digest TEXT,
  device_id TEXT NOT NULL,
  frozen_json TEXT NOT NULL CHECK (json_valid(frozen_json)),
  -- rival_revisions/<record_id>-<digest>/personal_sealed
  personal_sealed BLOB,
  -- JSON list of {field, digest, title, position}: its files stay in the store.
  files_json TEXT NOT NULL CHECK (json_valid(files_json)),
  frozen_at TEXT NOT NULL,
  tag_manifest_digest TEXT,
  kept_at TEXT NOT NULL
) STRICT;
CREATE INDEX rival_revisions_record ON rival_revisions (record_id, revision);
CREATE TABLE rival_files (
  rival_digest TEXT NOT NULL REFERENCES rival_revisions (digest),
  digest TEXT NOT NULL REFERENCES attachments (digest),
  PRIMARY KEY (rival_digest, digest)
) STRICT;
CREATE INDEX rival_files_digest ON rival_files (digest);
`

const returnsSql = `
-- JSON list, one entry a reason in its order: the field that it is about, or null.
ALTER TABLE inbox_records ADD COLUMN fields_json TEXT CHECK (fields_json IS NULL OR json_valid(fields_json));
ALTER TABLE receipt_records ADD COLUMN fields_json TEXT CHECK (fields_json IS NULL OR json_valid(fields_json));

CREATE TABLE return_phrases (
  phrase_id TEXT PRIMARY KEY CHECK (length(phrase_id) = 36),
  text TEXT NOT NULL,
  -- '': for all forms.
  form_id TEXT NOT NULL,
  used INTEGER NOT NULL DEFAULT 0,
  last_used_at TEXT,
  removed_at TEXT
) STRICT;

-- What came back of our own records.
CREATE TABLE record_returns (
  return_id TEXT PRIMARY KEY CHECK (length(return_id) = 36),
  record_id TEXT NOT NULL REFERENCES records (record_id),
  revision INTEGER NOT NULL,
  source TEXT NOT NULL CHECK (source IN ('receipt', 'phone')),
  receipt_id TEXT,
  from_name TEXT NOT NULL,
  fields_json TEXT NOT NULL CHECK (json_valid(fields_json)),
  -- JSON list of texts: record_returns/<record_id>-<return_id>/reasons_sealed
  reasons_sealed BLOB,
  at TEXT NOT NULL,
  entered_at TEXT NOT NULL,
  unlocked_at TEXT,
  unlocked_reason TEXT,
  -- The revision that answers it.
  answered_revision INTEGER,
  undone_at TEXT
) STRICT;
CREATE INDEX record_returns_record ON record_returns (record_id, at);
`

const rosterSql = `
CREATE TABLE rosters (
  notice_id TEXT NOT NULL,
  office_id TEXT NOT NULL REFERENCES offices (office_id),
  position INTEGER NOT NULL,
  PRIMARY KEY (notice_id, office_id)
) STRICT;

-- Of the office, never of a person.
CREATE TABLE office_contacts (
  office_id TEXT PRIMARY KEY REFERENCES offices (office_id),
  phone TEXT NOT NULL,
  note TEXT NOT NULL
) STRICT;

CREATE TABLE roster_marks (
  notice_id TEXT NOT NULL,
  office_id TEXT NOT NULL REFERENCES offices (office_id),
  deliverable_id TEXT NOT NULL,
  mark TEXT NOT NULL CHECK (mark IN ('excused')),
  note TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (notice_id, office_id, deliverable_id)
) STRICT;

CREATE TABLE chases (
  chase_id TEXT PRIMARY KEY CHECK (length(chase_id) = 36),
  notice_id TEXT NOT NULL,
  office_id TEXT NOT NULL REFERENCES offices (office_id),
  way TEXT NOT NULL CHECK (way IN ('phone', 'message', 'paper')),
  at TEXT NOT NULL,
  note TEXT NOT NULL,
  undone_at TEXT
) STRICT;
CREATE INDEX chases_notice ON chases (notice_id, office_id, at);

CREATE TABLE paper_arrivals (
  paper_id TEXT PRIMARY KEY CHECK (length(paper_id) = 36),
  -- The pile that it was put on; null: of no notice.
  notice_id TEXT,
  -- As read or typed, without the dash; '' when a photo showed none.
  code TEXT NOT NULL,
  -- As it was then; what came since counts as well (rosters/paper-verdict.ts).
  verdict TEXT NOT NULL CHECK (verdict IN ('match', 'older', 'mismatch', 'unknown')),
  record_id TEXT REFERENCES records (record_id),
  revision INTEGER,
  digest TEXT REFERENCES attachments (digest),
  at TEXT NOT NULL,
  removed_at TEXT
) STRICT;
CREATE INDEX paper_arrivals_record ON paper_arrivals (record_id);
CREATE INDEX paper_arrivals_digest ON paper_arrivals (digest);

-- 代录: typed here from papers of an office without the program (own is 0); when its papers came.
ALTER TABLE records ADD COLUMN entered_at TEXT;
`

const rollupSql = `
CREATE TABLE rollups (
  rollup_id TEXT PRIMARY KEY CHECK (length(rollup_id) = 36),
  notice_id TEXT NOT NULL,
  form_id TEXT NOT NULL,
  -- 1: the report; 2…: its supplements.
  number INTEGER NOT NULL CHECK (number >= 1),
  -- A Rollup as it stood.
  snapshot_json TEXT NOT NULL CHECK (json_valid(snapshot_json)),
  frozen_at TEXT NOT NULL,
  UNIQUE (notice_id, form_id, number)
) STRICT;

-- Which of our own records carries the totals of a form upward.
CREATE TABLE rollup_records (
  notice_id TEXT NOT NULL,
  form_id TEXT NOT NULL,
  record_id TEXT NOT NULL REFERENCES records (record_id),
  PRIMARY KEY (notice_id, form_id)
) STRICT;

CREATE TABLE rollup_marks (
  notice_id TEXT NOT NULL,
  form_id TEXT NOT NULL,
  record_id TEXT NOT NULL REFERENCES records (record_id),
  mark TEXT NOT NULL CHECK (mark IN ('left-out', 'checked')),
  -- '': of the whole row.
  field TEXT NOT NULL,
  -- The one that was asked about: what the next one says was not.
  revision INTEGER NOT NULL,
  reason TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (notice_id, form_id, record_id, mark, field)
) STRICT;

CREATE TABLE joint_choices (
  notice_id TEXT NOT NULL,
  form_id TEXT NOT NULL,
  joint_key TEXT NOT NULL,
  -- Null: all of them count.
  record_id TEXT,
  reason TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (notice_id, form_id, joint_key)
) STRICT;
`
