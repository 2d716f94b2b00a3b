import type { Migration } from './migration.ts'

/** The signed root of every package that was taken in, to pass its records upward with their origin (bundle-format §6). */
export const evidence: Migration = {
  name: '0012-evidence',
  up(sqlite) {
    sqlite.exec(`
CREATE TABLE package_roots (
  tag_manifest_digest TEXT NOT NULL REFERENCES inbox (tag_manifest_digest),
  -- bagit.txt, bag-info.txt, manifest-sha256.txt, tagmanifest-sha256.txt, signature.minisig, data/package.json
  name TEXT NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (tag_manifest_digest, name)
) STRICT;
-- A record that came through another office: whose package it was in first, and what its signature proved.
CREATE TABLE origins (
  record_id TEXT NOT NULL,
  revision INTEGER NOT NULL,
  package_id TEXT NOT NULL,
  office_id TEXT NOT NULL REFERENCES offices (office_id),
  office_name TEXT NOT NULL,
  device_id TEXT NOT NULL,
  sign_key TEXT NOT NULL,
  -- 1: the key is of a card whose fingerprint was compared here.
  trusted INTEGER NOT NULL CHECK (trusted IN (0, 1)),
  forwarded_by TEXT NOT NULL REFERENCES offices (office_id),
  verified_at TEXT NOT NULL,
  PRIMARY KEY (record_id, revision),
  FOREIGN KEY (record_id, revision) REFERENCES revisions (record_id, revision)
) STRICT;
`)
  },
}
