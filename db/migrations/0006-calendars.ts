import type { Migration } from './migration.ts'

/** Arrangements of holidays that a file brought, and which reminders were told. */
export const calendars: Migration = {
  name: '0006-calendars',
  up(sqlite) {
    sqlite.exec(`
CREATE TABLE calendars (
  year INTEGER PRIMARY KEY CHECK (year BETWEEN 2000 AND 2199),
  -- kexie-calendar/1
  calendar_json TEXT NOT NULL CHECK (json_valid(calendar_json)),
  file_name TEXT NOT NULL,
  added_at TEXT NOT NULL
) STRICT;

-- Notice, duty, kind and date: another date is told of anew.
CREATE TABLE reminders_told (
  reminder_key TEXT PRIMARY KEY,
  told_at TEXT NOT NULL
) STRICT;
`)
  },
}
