import type { Migration } from './migration.ts'

/** Released once, never changed: a correction is a migration of its own. */
export const initial: Migration = {
  name: '0001-initial',
  up(sqlite) {
    sqlite.exec(officesSql)
    sqlite.exec(recordsSql)
    sqlite.exec(noticesSql)
    sqlite.exec(packagesSql)
  },
}

// Instants are ISO 8601 in UTC with milliseconds, digests are SHA-256 in lower-case hex, *_json is UTF-8 JSON,
// *_sealed is AES-256-GCM under the store key with `table/row/column` as associated data (bundle-format §8).

const officesSql = `
CREATE TABLE offices (
  office_id TEXT PRIMARY KEY CHECK (length(office_id) BETWEEN 8 AND 64),
  own INTEGER NOT NULL DEFAULT 0 CHECK (own IN (0, 1)),
  name TEXT NOT NULL,
  level TEXT NOT NULL CHECK (level IN ('national', 'province', 'city', 'county', 'township')),
  type TEXT NOT NULL DEFAULT 'association',
  region TEXT,
  card_seq INTEGER NOT NULL DEFAULT 0,
  card_digest TEXT,
  age_recipient TEXT,
  age_identity_sealed BLOB,
  upstream_office_id TEXT REFERENCES offices (office_id),
  trusted_at TEXT,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX offices_own ON offices (own) WHERE own = 1;

CREATE TABLE office_names (
  office_id TEXT NOT NULL REFERENCES offices (office_id),
  valid_from TEXT NOT NULL,
  name TEXT NOT NULL,
  PRIMARY KEY (office_id, valid_from)
) STRICT;

CREATE TABLE office_cards (
  office_id TEXT NOT NULL REFERENCES offices (office_id),
  card_seq INTEGER NOT NULL CHECK (card_seq >= 1),
  digest TEXT NOT NULL CHECK (length(digest) = 64),
  card_json TEXT NOT NULL CHECK (json_valid(card_json)),
  state TEXT NOT NULL DEFAULT 'current' CHECK (state IN ('current', 'waiting', 'superseded')),
  taken_in_at TEXT NOT NULL,
  PRIMARY KEY (office_id, card_seq)
) STRICT;

CREATE TABLE devices (
  device_id TEXT PRIMARY KEY,
  office_id TEXT NOT NULL REFERENCES offices (office_id),
  sign_key TEXT NOT NULL,
  private_sealed BLOB,
  valid_from TEXT NOT NULL,
  revoked_at TEXT
) STRICT;
CREATE INDEX devices_office ON devices (office_id);

CREATE TABLE key_wraps (
  kind TEXT PRIMARY KEY CHECK (kind IN ('passphrase', 'recovery', 'keychain')),
  params_json TEXT NOT NULL CHECK (json_valid(params_json)),
  wrapped BLOB NOT NULL,
  created_at TEXT NOT NULL
) STRICT;

CREATE TABLE settings (
  name TEXT PRIMARY KEY,
  value_json TEXT NOT NULL CHECK (json_valid(value_json))
) STRICT;
`

const recordsSql = `
CREATE TABLE forms (
  form_id TEXT NOT NULL,
  form_version TEXT NOT NULL,
  definition_json TEXT NOT NULL CHECK (json_valid(definition_json)),
  PRIMARY KEY (form_id, form_version)
) STRICT;

CREATE TABLE records (
  record_id TEXT PRIMARY KEY CHECK (length(record_id) = 36),
  office_id TEXT NOT NULL REFERENCES offices (office_id),
  device_id TEXT NOT NULL,
  own INTEGER NOT NULL CHECK (own IN (0, 1)),
  notice_id TEXT NOT NULL,
  notice_version TEXT NOT NULL,
  form_id TEXT NOT NULL,
  form_version TEXT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  deleted_at TEXT,
  FOREIGN KEY (form_id, form_version) REFERENCES forms (form_id, form_version)
) STRICT;
CREATE INDEX records_notice ON records (notice_id, updated_at);
CREATE INDEX records_office ON records (office_id);

CREATE TABLE drafts (
  record_id TEXT PRIMARY KEY REFERENCES records (record_id),
  device_id TEXT NOT NULL,
  draft_seq INTEGER NOT NULL CHECK (draft_seq >= 0),
  values_json TEXT NOT NULL CHECK (json_valid(values_json)),
  personal_sealed BLOB,
  -- What lists show without opening personal fields: blocking findings; whether it differs from the latest revision.
  blocking INTEGER NOT NULL DEFAULT 0,
  changed INTEGER NOT NULL DEFAULT 1 CHECK (changed IN (0, 1)),
  saved_at TEXT NOT NULL
) STRICT;

CREATE TABLE attachments (
  digest TEXT PRIMARY KEY CHECK (length(digest) = 64),
  bytes INTEGER NOT NULL CHECK (bytes >= 0),
  media_type TEXT NOT NULL,
  width INTEGER,
  height INTEGER,
  personal INTEGER NOT NULL CHECK (personal IN (0, 1)),
  thumb BLOB,
  added_at TEXT NOT NULL
) STRICT;

CREATE TABLE draft_attachments (
  record_id TEXT NOT NULL REFERENCES records (record_id),
  field TEXT NOT NULL,
  digest TEXT NOT NULL REFERENCES attachments (digest),
  title TEXT NOT NULL,
  position INTEGER NOT NULL,
  PRIMARY KEY (record_id, field, digest)
) STRICT;
CREATE INDEX draft_attachments_digest ON draft_attachments (digest);

CREATE TABLE revisions (
  record_id TEXT NOT NULL REFERENCES records (record_id),
  revision INTEGER NOT NULL CHECK (revision >= 1),
  digest TEXT NOT NULL UNIQUE CHECK (length(digest) = 64),
  parent_digest TEXT,
  device_id TEXT NOT NULL,
  frozen_json TEXT NOT NULL CHECK (json_valid(frozen_json)),
  personal_sealed BLOB,
  frozen_at TEXT NOT NULL,
  stamped_at TEXT,
  PRIMARY KEY (record_id, revision)
) STRICT;

CREATE TABLE revision_attachments (
  record_id TEXT NOT NULL,
  revision INTEGER NOT NULL,
  field TEXT NOT NULL,
  digest TEXT NOT NULL REFERENCES attachments (digest),
  title TEXT NOT NULL,
  position INTEGER NOT NULL,
  PRIMARY KEY (record_id, revision, field, digest),
  FOREIGN KEY (record_id, revision) REFERENCES revisions (record_id, revision)
) STRICT;
CREATE INDEX revision_attachments_digest ON revision_attachments (digest);

CREATE TABLE documents (
  record_id TEXT NOT NULL,
  revision INTEGER NOT NULL,
  masked INTEGER NOT NULL CHECK (masked IN (0, 1)),
  digest TEXT NOT NULL CHECK (length(digest) = 64),
  bytes INTEGER NOT NULL,
  sealed INTEGER NOT NULL CHECK (sealed IN (0, 1)),
  made_at TEXT NOT NULL,
  PRIMARY KEY (record_id, revision, masked),
  FOREIGN KEY (record_id, revision) REFERENCES revisions (record_id, revision)
) STRICT;
`

const noticesSql = `
CREATE TABLE passed_on_notices (
  notice_id TEXT PRIMARY KEY,
  direction TEXT NOT NULL CHECK (direction IN ('issue', 'take')),
  pack_json TEXT NOT NULL CHECK (json_valid(pack_json)),
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL
) STRICT;

CREATE TABLE own_dates (
  notice_id TEXT NOT NULL,
  deliverable_id TEXT NOT NULL,
  own_due_at TEXT NOT NULL,
  PRIMARY KEY (notice_id, deliverable_id)
) STRICT;

CREATE TABLE tasks (
  task_id TEXT PRIMARY KEY CHECK (length(task_id) = 36),
  kind TEXT NOT NULL CHECK (kind IN ('export', 'import', 'verify', 'receipt', 'print')),
  title TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('running', 'done', 'failed', 'cancelled', 'interrupted')),
  progress_json TEXT CHECK (progress_json IS NULL OR json_valid(progress_json)),
  result_json TEXT CHECK (result_json IS NULL OR json_valid(result_json)),
  problem_json TEXT CHECK (problem_json IS NULL OR json_valid(problem_json)),
  started_at TEXT NOT NULL,
  finished_at TEXT,
  dismissed_at TEXT
) STRICT;
`

// recipient_office_id is '' for packages to nobody in particular (cards), so that the unique index holds for them too.
const packagesSql = `
CREATE TABLE outbox (
  package_id TEXT PRIMARY KEY CHECK (length(package_id) = 36),
  group_id TEXT,
  kind TEXT NOT NULL CHECK (kind IN ('submission', 'receipt', 'notice', 'office-card')),
  recipient_office_id TEXT NOT NULL DEFAULT '',
  device_id TEXT NOT NULL,
  sequence INTEGER NOT NULL CHECK (sequence >= 1),
  volume_n INTEGER NOT NULL DEFAULT 1 CHECK (volume_n >= 1),
  volume_of INTEGER NOT NULL DEFAULT 1,
  previous_digest TEXT,
  notice_id TEXT,
  plan_json TEXT NOT NULL CHECK (json_valid(plan_json)),
  tag_manifest_digest TEXT UNIQUE,
  state TEXT NOT NULL CHECK (state IN ('frozen', 'written', 'cancelled')),
  bytes INTEGER NOT NULL DEFAULT 0,
  sha256 TEXT,
  file_name TEXT NOT NULL,
  created_at TEXT NOT NULL,
  written_at TEXT,
  UNIQUE (device_id, recipient_office_id, sequence, volume_n),
  CHECK (volume_n <= volume_of)
) STRICT;

CREATE TABLE outbox_records (
  package_id TEXT NOT NULL REFERENCES outbox (package_id),
  record_id TEXT NOT NULL,
  revision INTEGER NOT NULL,
  digest TEXT NOT NULL,
  PRIMARY KEY (package_id, record_id),
  FOREIGN KEY (record_id, revision) REFERENCES revisions (record_id, revision)
) STRICT;
CREATE INDEX outbox_records_revision ON outbox_records (record_id, revision);

CREATE TABLE inbox (
  tag_manifest_digest TEXT PRIMARY KEY CHECK (length(tag_manifest_digest) = 64),
  package_id TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('submission', 'receipt', 'notice', 'office-card')),
  sender_office_id TEXT NOT NULL,
  sender_device_id TEXT NOT NULL,
  sender_name TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  volume_n INTEGER NOT NULL DEFAULT 1,
  volume_of INTEGER NOT NULL DEFAULT 1,
  previous_digest TEXT,
  notice_id TEXT,
  result TEXT NOT NULL CHECK (result IN ('imported', 'held', 'refused')),
  findings_json TEXT NOT NULL CHECK (json_valid(findings_json)),
  package_json TEXT CHECK (package_json IS NULL OR json_valid(package_json)),
  file_name TEXT NOT NULL,
  received_at TEXT NOT NULL,
  receipt_written_at TEXT
) STRICT;
CREATE INDEX inbox_sender ON inbox (sender_office_id, sender_device_id, sequence);
CREATE INDEX inbox_package ON inbox (package_id);

CREATE TABLE inbox_records (
  tag_manifest_digest TEXT NOT NULL REFERENCES inbox (tag_manifest_digest),
  record_id TEXT NOT NULL,
  revision INTEGER NOT NULL,
  digest TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('received', 'accepted', 'returned')),
  reasons_sealed BLOB,
  decided_at TEXT,
  PRIMARY KEY (tag_manifest_digest, record_id, revision)
) STRICT;
CREATE INDEX inbox_records_revision ON inbox_records (record_id, revision);

CREATE TABLE receipts (
  receipt_id TEXT PRIMARY KEY CHECK (length(receipt_id) = 36),
  direction TEXT NOT NULL CHECK (direction IN ('in', 'out')),
  package_id TEXT NOT NULL,
  tag_manifest_digest TEXT NOT NULL,
  issuer_office_id TEXT NOT NULL,
  addressee_office_id TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  previous_digest TEXT,
  receipt_json TEXT NOT NULL CHECK (json_valid(receipt_json)),
  digest TEXT NOT NULL UNIQUE,
  created_at TEXT NOT NULL,
  UNIQUE (direction, issuer_office_id, addressee_office_id, package_id, sequence)
) STRICT;

CREATE TABLE receipt_records (
  receipt_id TEXT NOT NULL REFERENCES receipts (receipt_id),
  record_id TEXT NOT NULL,
  revision INTEGER NOT NULL,
  digest TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('received', 'accepted', 'returned')),
  reasons_sealed BLOB,
  PRIMARY KEY (receipt_id, record_id, revision)
) STRICT;
CREATE INDEX receipt_records_revision ON receipt_records (record_id, revision);
`
