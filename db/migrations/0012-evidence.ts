import type { Migration } from './migration.ts'

/** The signed root of every package that was taken in, to pass its records upward with their origin (bundle-format §6). */
export const evidence: Migration = {
  name: '0012-evidence',
  up(sqlite) {
    sqlite.exec(`
-- Submissions whose signature held: those that came to us, and those that came along as evidence.
CREATE TABLE signed_packages (
  tag_manifest_digest TEXT PRIMARY KEY CHECK (length(tag_manifest_digest) = 64),
  package_id TEXT NOT NULL,
  sender_office_id TEXT NOT NULL,
  sender_device_id TEXT NOT NULL,
  recipient_office_id TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT;
CREATE TABLE package_roots (
  tag_manifest_digest TEXT NOT NULL REFERENCES signed_packages (tag_manifest_digest),
  -- bagit.txt, bag-info.txt, manifest-sha256.txt, tagmanifest-sha256.txt, signature.minisig, data/package.json,
  -- and data/records/ whose bytes are not the canonical JSON of their revision
  name TEXT NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (tag_manifest_digest, name)
) STRICT;
-- Which of them name a revision.
CREATE TABLE record_packages (
  record_id TEXT NOT NULL,
  revision INTEGER NOT NULL,
  tag_manifest_digest TEXT NOT NULL REFERENCES signed_packages (tag_manifest_digest),
  PRIMARY KEY (record_id, revision, tag_manifest_digest)
) STRICT;
-- A record that came through another office: whose package it was in first, and what its signature proved.
CREATE TABLE origins (
  record_id TEXT NOT NULL,
  revision INTEGER NOT NULL,
  tag_manifest_digest TEXT NOT NULL REFERENCES signed_packages (tag_manifest_digest),
  office_id TEXT NOT NULL REFERENCES offices (office_id),
  office_name TEXT NOT NULL,
  sign_key TEXT NOT NULL,
  forwarded_by TEXT NOT NULL REFERENCES offices (office_id),
  verified_at TEXT NOT NULL,
  PRIMARY KEY (record_id, revision),
  FOREIGN KEY (record_id, revision) REFERENCES revisions (record_id, revision)
) STRICT;
`)
  },
}
