import type { Migration } from './migration.ts'

/** Who has signed the letter of authorization: hung on its revision from outside. */
export const consents: Migration = {
  name: '0010-consents',
  up(sqlite) {
    sqlite.exec(`
CREATE TABLE consents (
  record_id TEXT NOT NULL,
  revision INTEGER NOT NULL,
  -- Of the participant in that revision, from 1.
  position INTEGER NOT NULL CHECK (position > 0),
  -- What a person decided. missing: looked at the papers that had come by then, and there is no signature.
  state TEXT NOT NULL CHECK (state IN ('missing', 'signed', 'exception')),
  -- The paper with the signature; while it is removed, the decision does not count.
  scan_id TEXT REFERENCES scans (scan_id),
  -- Of an exception: consents/<record_id>-<revision>-<position>/reason_sealed.
  reason_sealed BLOB,
  decided_at TEXT NOT NULL,
  PRIMARY KEY (record_id, revision, position),
  FOREIGN KEY (record_id, revision) REFERENCES revisions (record_id, revision)
) STRICT;
-- What a package said about the consents of a record: another sum means that there is something new to send.
CREATE TABLE sent_consents (
  package_id TEXT NOT NULL REFERENCES outbox (package_id),
  record_id TEXT NOT NULL,
  sum TEXT NOT NULL CHECK (length(sum) = 64),
  PRIMARY KEY (package_id, record_id)
) STRICT;
-- A package may hold an earlier letter of a record beside the latest: its signatures still count.
CREATE TABLE outbox_records_of_each (
  package_id TEXT NOT NULL REFERENCES outbox (package_id),
  record_id TEXT NOT NULL,
  revision INTEGER NOT NULL,
  digest TEXT NOT NULL,
  PRIMARY KEY (package_id, record_id, revision),
  FOREIGN KEY (record_id, revision) REFERENCES revisions (record_id, revision)
) STRICT;
INSERT INTO outbox_records_of_each SELECT package_id, record_id, revision, digest FROM outbox_records;
DROP TABLE outbox_records;
ALTER TABLE outbox_records_of_each RENAME TO outbox_records;
CREATE INDEX outbox_records_revision ON outbox_records (record_id, revision);
`)
  },
}
