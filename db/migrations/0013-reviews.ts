import type { Migration } from './migration.ts'

/** Scores, awards, certificates and recommendations of a contest. */
export const reviews: Migration = {
  name: '0013-reviews',
  up(sqlite) {
    sqlite.exec(`
CREATE TABLE reviews (
  review_id TEXT PRIMARY KEY CHECK (length(review_id) = 36),
  notice_id TEXT NOT NULL,
  deliverable_id TEXT NOT NULL,
  settings_json TEXT NOT NULL CHECK (json_valid(settings_json)),
  state TEXT NOT NULL CHECK (state IN ('open', 'closed')),
  created_at TEXT NOT NULL,
  closed_at TEXT,
  UNIQUE (notice_id, deliverable_id)
) STRICT;
CREATE TABLE reviewers (
  reviewer_id TEXT PRIMARY KEY CHECK (length(reviewer_id) = 36),
  review_id TEXT NOT NULL REFERENCES reviews (review_id),
  name TEXT NOT NULL,
  position INTEGER NOT NULL
) STRICT;
CREATE TABLE review_entries (
  review_id TEXT NOT NULL REFERENCES reviews (review_id),
  entry_id TEXT NOT NULL REFERENCES records (record_id),
  number INTEGER NOT NULL CHECK (number > 0),
  -- The one that is judged; 0: an own draft that was never frozen.
  revision INTEGER NOT NULL CHECK (revision >= 0),
  -- The newest one that is here, and was told of.
  seen_revision INTEGER NOT NULL CHECK (seen_revision >= revision),
  out_reason TEXT,
  -- Order among equals that a person decided, from 1, and why; the same decision for all that were decided together.
  tie_decision TEXT,
  tie_order INTEGER,
  tie_reason TEXT,
  -- '': no award. With a reason: by hand. Without: by rank, fixed when the review was closed; null while it is open.
  award_id TEXT,
  award_reason TEXT,
  -- Once given it stays with the entry, also when the award was taken away: it is void then, and never given again.
  certificate_sequence INTEGER,
  certificate_number TEXT UNIQUE,
  recommended_at TEXT,
  PRIMARY KEY (review_id, entry_id),
  UNIQUE (review_id, number),
  UNIQUE (review_id, certificate_sequence)
) STRICT;
CREATE TABLE review_scores (
  review_id TEXT NOT NULL,
  reviewer_id TEXT NOT NULL REFERENCES reviewers (reviewer_id),
  entry_id TEXT NOT NULL,
  criterion_id TEXT NOT NULL,
  -- Plain decimal digits.
  points TEXT NOT NULL,
  saved_at TEXT NOT NULL,
  PRIMARY KEY (reviewer_id, entry_id, criterion_id),
  FOREIGN KEY (review_id, entry_id) REFERENCES review_entries (review_id, entry_id)
) STRICT;
CREATE TABLE review_notes (
  reviewer_id TEXT NOT NULL REFERENCES reviewers (reviewer_id),
  entry_id TEXT NOT NULL,
  note TEXT NOT NULL,
  PRIMARY KEY (reviewer_id, entry_id)
) STRICT;
CREATE TABLE review_history (
  event_id TEXT PRIMARY KEY CHECK (length(event_id) = 36),
  review_id TEXT NOT NULL REFERENCES reviews (review_id),
  at TEXT NOT NULL,
  what TEXT NOT NULL,
  reason TEXT NOT NULL
) STRICT;
`)
  },
}
