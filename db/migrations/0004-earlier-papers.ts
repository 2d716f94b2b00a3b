import type { Migration } from './migration.ts'

/** Old files beside a form. Their names and what was read in them may be personal, so both are sealed. */
export const earlierPapers: Migration = {
  name: '0004-earlier-papers',
  up(sqlite) {
    sqlite.exec(`
CREATE TABLE earlier_papers (
  paper_id TEXT PRIMARY KEY CHECK (length(paper_id) = 36),
  form_id TEXT NOT NULL,
  digest TEXT NOT NULL REFERENCES attachments (digest),
  -- JSON of name, rows and text: earlier_papers/<paper_id>/reading_sealed.
  reading_sealed BLOB NOT NULL,
  added_at TEXT NOT NULL
) STRICT;
CREATE INDEX earlier_papers_digest ON earlier_papers (digest);
`)
  },
}
