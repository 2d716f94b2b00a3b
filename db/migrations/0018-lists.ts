import type { Migration } from './migration.ts'

/** Ways to the first page of a list, to the office's own records and to what waits, past hundreds of thousands of rows. */
export const lists: Migration = {
  name: '0018-lists',
  up: (sqlite) =>
    sqlite.exec(`
CREATE INDEX records_updated ON records (updated_at, record_id) WHERE deleted_at IS NULL;
CREATE INDEX records_own ON records (own, updated_at, record_id) WHERE deleted_at IS NULL;
CREATE INDEX inbox_records_waiting ON inbox_records (record_id, revision) WHERE state = 'received';
CREATE INDEX record_keys_destroyed ON record_keys (record_id) WHERE key_sealed IS NULL;
`),
}
