import type { Queryable } from '../connection.ts'

/** Records of a notice that left the office in a package or a folder, discarded ones too. */
export async function sentRecordIds(db: Queryable, noticeId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('records')
    .select('record_id')
    .where('notice_id', '=', noticeId)
    .where((eb) =>
      eb.or([
        eb('record_id', 'in', eb.selectFrom('outbox_records').select('outbox_records.record_id')),
        eb('record_id', 'in', eb.selectFrom('handover_records').select('handover_records.record_id')),
      ]),
    )
    .orderBy('created_at')
    .execute()
  return rows.map((row) => row.record_id)
}
