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
  -- on-paper: a scan names the person, nobody has looked yet.
  state TEXT NOT NULL CHECK (state IN ('on-paper', 'signed', 'exception')),
  scan_id TEXT REFERENCES scans (scan_id),
  -- Of an exception: consents/<record_id>-<revision>-<position>/reason_sealed.
  reason_sealed BLOB,
  decided_at TEXT NOT NULL,
  PRIMARY KEY (record_id, revision, position),
  FOREIGN KEY (record_id, revision) REFERENCES revisions (record_id, revision)
) STRICT;
`)
  },
}
