import type { Migration } from './migration.ts'

/** 传统报送: folders for offices without the program, and what became of them by hand. */
export const handovers: Migration = {
  name: '0003-handovers',
  up(sqlite) {
    sqlite.exec(sql)
  },
}

// A row is there before the first byte is written (`writing`), so that a start after a crash knows where to look.
const sql = `
CREATE TABLE handovers (
  handover_id TEXT PRIMARY KEY CHECK (length(handover_id) = 36),
  office_id TEXT NOT NULL,
  device_id TEXT NOT NULL,
  notice_id TEXT NOT NULL,
  notice_version TEXT NOT NULL,
  recipient_id TEXT,
  recipient_name TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('writing', 'written', 'cancelled')),
  kind TEXT NOT NULL CHECK (kind IN ('folder', 'zip')),
  masked INTEGER NOT NULL CHECK (masked IN (0, 1)),
  limit_bytes INTEGER,
  parts INTEGER NOT NULL CHECK (parts >= 1),
  path TEXT NOT NULL,
  message TEXT NOT NULL,
  created_at TEXT NOT NULL,
  written_at TEXT,
  withdrawn_at TEXT
) STRICT;
CREATE INDEX handovers_notice ON handovers (notice_id);

CREATE TABLE handover_records (
  handover_id TEXT NOT NULL REFERENCES handovers (handover_id),
  record_id TEXT NOT NULL REFERENCES records (record_id),
  revision INTEGER NOT NULL,
  digest TEXT NOT NULL CHECK (length(digest) = 64),
  position INTEGER NOT NULL,
  PRIMARY KEY (handover_id, record_id)
) STRICT;
CREATE INDEX handover_records_revision ON handover_records (record_id, revision);

CREATE TABLE handover_files (
  handover_id TEXT NOT NULL REFERENCES handovers (handover_id),
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  part INTEGER NOT NULL,
  record_id TEXT,
  bytes INTEGER NOT NULL,
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  PRIMARY KEY (handover_id, position)
) STRICT;

CREATE TABLE handover_events (
  event_id TEXT PRIMARY KEY CHECK (length(event_id) = 36),
  handover_id TEXT NOT NULL REFERENCES handovers (handover_id),
  device_id TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('given', 'confirmed', 'returned')),
  way TEXT,
  at TEXT NOT NULL,
  words_sealed BLOB,
  entered_at TEXT NOT NULL,
  undone_at TEXT
) STRICT;
CREATE INDEX handover_events_handover ON handover_events (handover_id, entered_at);
`
